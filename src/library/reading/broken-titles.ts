/** Titles that a reading took and that are only a part of what stands there: names, a journal, half of a quotation. */
import type { ParsedPaper } from '../parsed-digest.ts'
import { citedLine } from './cited-line.ts'
import { leadingNames } from './leading-names.ts'
import { isPeople } from './people-found.ts'
import { holdsTitle, knownOf, plain } from './pieces.ts'
import { placesIn } from './places.ts'
import { cleanTitle } from './titles.ts'
import type { Unit } from './units.ts'
import { venueAlone } from './venue.ts'

export interface Broken {
  titles: Set<string>
  /** The rows in which they stand. */
  units: Set<Unit>
}

export function brokenIn(units: readonly Unit[], papers: readonly ParsedPaper[]): Broken {
  const broken: Broken = { titles: new Set(), units: new Set() }
  const labels = new Map<string, Set<string>>()
  for (const { text, row } of units) {
    const [place] = placesIn(row.runs)
    if (place && place.label === text) labels.set(text, (labels.get(text) ?? new Set()).add(place.url))
  }
  for (const { title } of papers) {
    // The same words on links to several places.
    const places = labels.get(title)?.size ?? 0
    if (places >= 3 && papers.filter((paper) => paper.title === title).length <= places / 3) {
      broken.titles.add(title)
      continue
    }
    if (!mayBeBroken(title)) continue
    const start = title.replace(/…$/, '')
    const holding = units.filter(({ text }) => text.includes(start))
    if (holding.filter((unit) => isBroken(title, start, unit)).length < Math.max(1, holding.length / 2)) continue
    // Of the rows that hold it the one that nothing else was read from.
    const others = knownOf(papers.filter((paper) => paper.title !== title))
    const unit = holding.find(({ text }) => !holdsTitle(plain(text), others)) ?? holding[0]
    if (!unit) continue
    broken.titles.add(title)
    broken.units.add(unit)
  }
  return broken
}

/** What is quick to see, so that not every title is looked for. */
function mayBeBroken(title: string): boolean {
  return (
    isHalfQuoted(title) ||
    NAMED_QUOTE.test(title) ||
    DATED.test(title) ||
    MEETING.test(title) ||
    PAGES.test(title) ||
    venueAlone(title) !== null ||
    isPeople(title) ||
    NAME.test(title) ||
    leadingNames(title) !== null
  )
}

const NAME = /^\p{Lu}[\p{L}’'-]+$/u
const DATED = /^(?:1[5-9]|20)\d{2}[a-z]?[.:]\s/
/** `William L. "The Story of Moss." Moss Letters` */
const NAMED_QUOTE = /^\p{Lu}[^"“:]{2,60}[.,]\s["“](?:[^"“”\s]+\s){2,}/u
/** `ACL 2025 Findings` */
const MEETING =
  /^\p{Lu}{2,8}[ ’'-]{0,2}(?:19|20)?\d{2}(?: (?:findings|main|workshops?|oral|poster|spotlight|demos?))?$/iu
const PAGES = /, \d{1,4} ?[–-] ?\d{1,4}$/

function isHalfQuoted(title: string): boolean {
  const bare = title.replace(/[“„][^“”„]*[”“]/g, '')
  return /[“„]/.test(bare) || (bare.match(/"/g)?.length ?? 0) % 2 === 1
}

const YEAR = /(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)/
/** `Brun K., Cruz J.P.` */
const SHORT_NAMES = /^(?:\p{Lu}[\p{L}’'-]+,? (?:\p{Lu}\.?){1,3},?\s(?:and |& )?){2,}/u

function isBroken(title: string, start: string, { text, row }: Unit): boolean {
  if (isHalfQuoted(title) || NAMED_QUOTE.test(title) || DATED.test(title)) return true
  const at = text.indexOf(start)
  const rest = text.slice(at + start.length)
  const others = `${text.slice(0, at)} ${rest}`
  const hasMore = (words: string) => (words.match(/\p{L}{2,}/gu)?.length ?? 0) >= 2
  if (MEETING.test(title) || PAGES.test(title) || venueAlone(title) !== null) return hasMore(others)
  if ([citedLine(text), citedLine(text, true)].some((cited) => cited && cleanTitle(cited.title).title === title))
    return false
  // Somebody who does something: `Ada Brun reviewing …`, and a name turned: `Brun, Ada (2018): …`.
  if (isPeople(title) && /^\s+\p{Ll}{4,}\s/u.test(rest)) return true
  if (NAME.test(title) && /^\W*\p{Lu}[\p{L}’'-]+, $/u.test(text.slice(0, at)) && /^\s\((?:19|20)\d{2}/.test(rest))
    return true
  const isSetOff = row.runs.some((run) => (run.bold || run.url !== null) && run.text.trim() === title)
  if (isSetOff || YEAR.test(text.slice(0, at))) return false
  if ([citedLine(text), citedLine(text, true)].some((cited) => cited && cleanTitle(cited.title).title === title))
    return false
  const bare = text.replace(/^[\s*•–-]+/, '')
  const short = SHORT_NAMES.exec(bare)?.[0]
  const names = short ? { named: short, count: 2, rest: bare.slice(short.length) } : leadingNames(bare)
  if (names === null) return false
  const behind = names.rest
  if (!hasMore(behind)) return false
  // Names, and what they wrote behind them.
  if (start.includes(names.named) && start.length > names.named.length)
    return names.count > 1
      ? /^\s?(?:[.,/]|(?:19|20)\d{2})/.test(behind)
      : names.named.includes(',') && /^\.?\s+["“]?\p{Lu}/u.test(behind)
  return names.named.includes(start) && (names.count > 1 || names.named.length > start.length)
}
