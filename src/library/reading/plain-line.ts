import { BARE_ADDRESS, BARE_NUMBER, isLabel } from '../formats/list-links.ts'
import { oneLine } from '../formats/texts.ts'
import { leaning } from '../formats/titles-and-abstracts.ts'
import type { Run } from './row.ts'

/** The title that a line begins with and what is said behind it; of several ways to part them the one that parts them best. */
export function splitPlain(text: string): { title: string; rest: string } {
  const [, quoted, behind] = /^[“"]([^“”"]{3,300})[”"][,.:]?(?=\s|$)(.*)$/s.exec(text) ?? []
  if (quoted && behind !== undefined) return { title: oneLine(quoted), rest: behind }
  for (const { sign, isWeak } of SIGNS) {
    const ways = [...text.slice(0, 600).matchAll(sign)]
      .slice(0, 12)
      .map((match) => ({ title: text.slice(0, match.index), rest: text.slice(match.index + match[0].length) }))
      .filter(({ title, rest }) => isTitle(title.trim()) && (!isWeak || lean(rest) > (isSubtitle(rest) ? 2.5 : 0)))
    const [first, ...others] = ways
    if (!first) continue
    const { title, rest } = others.reduce((best, way) => (worth(way) > worth(best) ? way : best), first)
    const [bracket = ''] = BRACKET.exec(title) ?? []
    return { title: plainTitle(title.slice(0, title.length - bracket.length)), rest: `${bracket} ${rest}` }
  }
  return { title: plainTitle(text.replace(BARE_ADDRESS, '')), rest: '' }
}

/** Who wrote it and when: `(Osei et al., 2024)`, `(Osei & Prado)`. */
const BRACKET =
  /\s*\((?:[^()]*(?:\b(?:19|20)\d{2}\b|\bet al)[^()]*|\p{Lu}[\p{L}'’-]+(?:, \p{Lu}[\p{L}'’-]+)*,? (?:&|and) \p{Lu}[\p{L}'’-]+)\)$/u

/** What parts a title from what is said of it, the plainest sign first. Behind a weak one there must be a sentence. */
const SIGNS = [
  { sign: /\s{2,}(?=\S)|\n/g, isWeak: false },
  { sign: /\s+[-–—]+\s+|\s*—\s*/g, isWeak: false },
  { sign: /\s+(?=\((?:[^()]*\b(?:19|20)\d{2}|[^()]*\bet al)[^()]*\))/g, isWeak: false },
  // A subtitle goes on with the title: `Gears at work: the role of oil`.
  {
    sign: /\s*[:：]\s*(?=\p{Ll})(?!(?:an?|the|from|towards?|on|how|what|why|when|where|evidence|lessons|insights|implications|applications|past|two|three)\b[^.!?]{0,120}$)/gu,
    isWeak: false,
  },
  {
    sign: /,\s+(?=(?:(?:\p{Lu}[\p{L}'’-]{1,20}|arXiv|bioRxiv|medRxiv)(?: preprint)? )?(?:19|20)\d{2}\b)/gu,
    isWeak: false,
  },
  {
    sign: /\s*[:：]\s+(?!(?:an?|the|from|towards?|on|how|what|why|when|where|evidence|lessons|insights|implications|applications|past|two|three)\b[^.!?]{0,120}$)|[.?!]\s+(?=\p{Lu})/gu,
    isWeak: true,
  },
]

/** Words behind a colon that no stop ends may as well be the rest of the title. */
function isSubtitle(text: string): boolean {
  return /^\p{Lu}[^.!?\n]*[\p{L}\p{N}]$/u.test(text.trim()) && text.trim().split(' ').length <= 14
}

function worth({ title, rest }: { title: string; rest: string }): number {
  return lean(rest) - 2 * lean(title)
}

function lean(text: string): number {
  return leaning({ text: text.trim().slice(0, 300), heading: 0 })
}

function isTitle(text: string): boolean {
  return text.length >= 3 && text.split(' ').length <= 25 && lean(text) < 1 && !/^https?:/.test(text)
}

const IN_BRACKETS = /\s?[([]?https?:\/\/[^\s<>()[\]"'|]+[)\]]?/gi

/** A short line that is no sentence; a sentence says something of a work whose title is not there. */
function plainTitle(text: string): string {
  const title = unquoted(oneLine(text.replace(IN_BRACKETS, '')).replace(/(?:\.? ?[[(|])+$/, '')).replace(
    /[\s:–—-]+$/,
    '',
  )
  return /[.;]$/.test(title) || title.split(' ').length > 18 ? '' : title
}

function unquoted(title: string): string {
  return title.replace(/^[“"](.*)[”"]$/, '$1').trim()
}

/** What is said in words: links that only lead somewhere are left out, those within a sentence keep their words. */
export function wordsOf(runs: readonly Run[]): string {
  const marked = runs.map(({ text, url }) => (url ? `\uE000${text}\uE001` : text)).join('')
  const said = marked
    .replace(BARE_ADDRESS, '\uE000\uE001')
    .replace(BARE_NUMBER, '\uE000\uE001')
    .replace(/[^\S\n]+/g, ' ')
    // Behind the last sentence, links lead on whatever their words are.
    .replace(/(^|[.!?;|)。…])(?:[,|/· \n]{0,9}\uE000[^\uE001]{0,30}\uE001)+\s*$/u, '$1')
    .replace(/[([][^()[\]\n]{0,80}\uE000[^()[\]]{0,200}[)\]]/g, ' ')
    .replace(/([\p{L}\p{N},] )?\uE000([^\uE001]*)\uE001(?=( [\p{L}\p{N}])?)/gu, (_, before, label, after) => {
      const isWord = label !== '' && !/^https?:/i.test(label) && (!isLabel(label) || (before && after))
      return `${before ?? ''}${isWord ? label : ' '}`
    })
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\( ?[,|/·;]* ?\)|\[ ?[,|/·;]* ?\]/g, '')
    .replace(/ ([.,;:!?])/g, '$1')
    .replace(/^\s*\w+\W*$/, (word) => (isLabel(word.trim()) ? '' : word))
  return said.slice(0, endOfWords(said)).trim()
}

/** Where a text ends without the signs that parted it from its links. */
function endOfWords(text: string): number {
  let end = text.length
  while (end > 0 && ' \n([|,/·;~'.includes(text[end - 1] ?? 'x')) end--
  return end
}
