/** Entries numbered on one line, as a chat makes one line of a list pasted into its command: each on a line of its own. */
import { countWords } from '../formats/prose.ts'
import type { Parsed } from '../parsed-digest.ts'
import { citedLine } from './cited-line.ts'
import { namesPapers } from './sections.ts'
import { titleOdds } from './titles.ts'

export interface Apart {
  text: string
  /** The line of the document, from 1, that each line of the text stands on. */
  lines: number[]
}

/** A text with such lines parted; null where it has none. */
export function numberedApart(text: string): Apart | null {
  if (!ONE.test(text) || !TWO.test(text) || OF_PROGRAMS.test(text) || text.length > LONGEST) return null
  const written = text.split('\n')
  const isAlone = written.filter((line) => line.trim() !== '').length === 1
  const opened = new Set(written.map((line) => OPENS.exec(line)?.[1]))
  let next = 1
  let isParted = false
  const apart = written.map((line) => {
    const found = line.length > LONGEST_LINE ? null : entriesOf(line, next, isAlone)
    // A list of one entry a line, whose first names a number.
    if (!found || opened.has(String(next + 1))) return [line]
    isParted = true
    next += found.entries.length
    return found.entries.map((entry, at) => `${at === 0 ? found.lead : ''}${entry}`)
  })
  if (!isParted) return null
  const parted = apart.map((all) => all.flatMap((one) => one.split('\n')))
  return { text: parted.flat().join('\n'), lines: parted.flatMap((all, at) => all.map(() => at + 1)) }
}

/** What was read of a parted text, with the lines of its document. */
export function asWritten<T extends Parsed>(parsed: T, { lines }: Apart): T {
  const placed = <P extends { line: number }>(one: P): P => ({ ...one, line: lines[one.line - 1] ?? one.line })
  return {
    ...parsed,
    problems: parsed.problems.map(placed),
    ...(parsed.unread && { unread: parsed.unread.map(placed) }),
  }
}

const LONGEST = 2_000_000
const LONGEST_LINE = 20_000
/** Characters of an entry. */
const LONGEST_ENTRY = 3_000
const ONE = /(?<!\S)[([]?1[.)\]]\s/
const TWO = /[^\S\n][([]?2[.)\]]\s/
/** XML, JSON and records, whose lines are nobody's lists. */
const OF_PROGRAMS = /^\s*(?:<|\{|@\w+\s*[{(]|\[\s*[{["]|TY {2}-|PMID-|FN )/
const OPENS = /^\s*(?:[-*+•]\s+)?[([]?(\d{1,3})[.)\]]\s/
/** What stands above the first number: nothing, a bullet, or a few words with a colon. */
const LEAD = /^\s*(?:[-*+•]\s+)?(?:([^.!?:|#]{1,80}:)\s+)?(?=([([]?)(\d{1,3})([.)\]])\s+\S)/

interface Found {
  lead: string
  entries: string[]
}

function entriesOf(line: string, first: number, isAlone: boolean): Found | null {
  const [begin, lead = '', open = '', number, shut = ''] = LEAD.exec(line) ?? []
  if (begin === undefined || number !== String(first)) return null
  if (lead !== '' && !isAlone && !namesPapers(lead)) return null
  const parts: string[] = []
  let rest = line.slice(begin.length)
  for (let at = first; ; at++) {
    rest = rest.slice(open.length + String(at).length + shut.length).trimStart()
    const mark = `${open}${at + 1}${shut}`
    const end = markIn(rest, mark)
    parts.push((end === null ? rest : rest.slice(0, end)).trim().replace(/[,;]$/, ''))
    if (end === null) break
    rest = rest.slice(end)
  }
  // Where a number comes a second time they are of points within an entry.
  if (parts.length < 2 || line.split(` ${open}${first}${shut} `).length > (lead === '' ? 1 : 2)) return null
  if (!parts.every((part) => OPENS_ENTRY.test(part)) || !arePapers(parts, isAlone)) return null
  return {
    lead: lead === '' ? '' : `${lead}\n\n`,
    entries: parts.map((part, at) => `${first + at}. ${part}`),
  }
}

const OPENS_ENTRY = /^(?:[“"'‘*_([<]{0,3}[\p{Lu}\p{Lo}\p{N}]|https?:\/\/|arxiv:|doi:)|^\p{Ll}+\p{Lu}/u

/** Where a number opens the next entry: behind an entry's end rather than behind a word, and never behind what counts itself. */
function markIn(whole: string, mark: string): number | null {
  const text = whole.slice(0, LONGEST_ENTRY)
  let unclear: number | null = null
  for (let at = text.indexOf(` ${mark} `); at !== -1; at = text.indexOf(` ${mark} `, at + 1)) {
    const above = text.slice(Math.max(0, at - 40), at).trimEnd()
    const behind = text.slice(at + mark.length + 2, at + mark.length + 60).trimStart()
    if (above === '' || COUNTED.test(above) || !OPENS_ENTRY.test(behind)) continue
    if (/[.;,!?)\]”"’'…\d]$|https?:\/\/\S+$/.test(above)) return at + 1
    unclear ??= at + 1
  }
  return unclear
}

/** Words before a number that is no entry's: `Web 2. …`, `Part 1. …`, `vol. 2.`. */
const COUNTED =
  /(?<!\p{L})(?:act|annex|appendix|art|article|band|book|chap|chapter|ch|class|day|eq|equation|fig|figure|gpt|grade|heft|issue|kapitel|lemma|lesson|level|no|nos|nr|num|number|page|part|pages|phase|pp?|rule|s|sec|section|session|stage|step|table|tab|task|teil|theorem|type|v|vers|version|vol|volume|web|week)\.?$/iu

/** Alone in what was given they only have to be words; beside other lines most have to read as papers. */
function arePapers(parts: readonly string[], isAlone: boolean): boolean {
  const isLink = (part: string) => /https?:\/\/|\barxiv:|\bdoi:|\b10\.\d{4,}\//i.test(part)
  const isTold = (part: string) => isLink(part) || countWords(part) >= 2
  if (!parts.every(isTold)) return false
  const likely = parts.filter(
    (part) =>
      isLink(part) ||
      (citedLine(part)?.worth ?? 0) >= 2 ||
      (countWords(part) >= 3 && titleOdds(part) >= (isAlone ? 0 : 1)),
  )
  return likely.length >= parts.length * (isAlone ? 0.5 : 0.8)
}
