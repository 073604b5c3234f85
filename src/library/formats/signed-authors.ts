import { type People, peopleIn } from '../reading/people.ts'
import { isPeople, isPeopleList } from '../reading/people-found.ts'

/** Whether a line is the authors of a paper, as newsletters sign it: `Osei et al. [Orbit Labs, Burrow]`. */
export function isAuthors(text: string): boolean {
  if (text.length > 600 || /^[♥❤]/u.test(text)) return false
  if (/\bet\.? al\b/i.test(text) && text.length < 400) return true
  if (/^[^[\]]{2,}\[[^[\]]{2,}\]\.?$/.test(text)) return true
  if (/^by:?\s/i.test(text)) return isPeople(text.replace(/^by:?\s+/i, ''))
  return isPeopleList(text) && peopleIn(text).authors.length >= 3
}

export function readAuthors(text: string): { people: People; affiliations: string[] } {
  const bracketed = Array.from(text.matchAll(/\[([^\]]*)(?:\]|$)/g), ([, part = '']) => part)
  const named = (text.split('[', 1)[0] ?? '').replace(/[\s,]*\b(?:19|20)\d{2}\s*$/, '')
  return { people: peopleIn(named), affiliations: kept(bracketed.flatMap(partAffiliations)) }
}

function partAffiliations(text: string): string[] {
  if (text.includes(';')) return text.split(';').map((part) => part.trim().replace(/^[“"](.*)[”"]$/, '$1'))
  return text.split(BETWEEN)
}

/** A comma, but not the one in `Sol, Inc.` or `University of California, Berkeley`. */
const BETWEEN = new RegExp(
  [
    '(?:(?<!University of (?:California|Colorado|Illinois|Maryland|Massachusetts|Minnesota|North Carolina|Texas|Wisconsin)),',
    '|,(?!\\s*(?:Amherst|Austin|Berkeley|Boulder|Chapel Hill|Chicago|College Park|Dallas|Davis|Irvine|Los Angeles|Madison',
    '|Merced|Riverside|San (?:Diego|Francisco)|Santa (?:Barbara|Cruz)|Twin Cities|Urbana)))',
    '(?!\\s*(?:Inc|Ltd|LLC|Corp|Co)\\b)\\s*(?:and\\s+)?',
  ].join(''),
  'i',
)

/** The parts of a list that say something. */
export function kept(parts: string[]): string[] {
  return parts
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part) && !/^(?:19|20)\d{2}$/.test(part))
}
