import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import type { Complaint } from './complaint.ts'
import { listOf } from './digest-entry.ts'
import { toPaper } from './paper-entry.ts'
import { type Reference, readReference } from './reference.ts'
import { oneLine } from './texts.ts'

/** References as papers print them at their end, in any of the usual styles: one alone, or a list with or without numbers. */
export const format: Format = { name: 'references', detect, parse }

function detect({ text }: Source): number {
  if (!/^\s*[\p{L}\p{N}"“#*[•-]/u.test(text.slice(0, 100)) || !TOLD.test(text.slice(0, ENOUGH))) return 0
  const { found, others } = referencesIn(text.slice(0, ENOUGH))
  return found.length > 0 && others <= found.length * 0.25 ? 0.7 : 0
}

function parse(source: Source): Parsed {
  const { found, unread } = referencesIn(source.text.slice(0, LONGEST))
  const complaints: Complaint[] = unread.map((line) => ({
    line,
    message: 'This entry of the list reads as no reference; it is left out.',
    isEntry: true,
  }))
  const papers = found.flatMap(({ line, reference }) => {
    const read = toPaper(reference)
    if ('paper' in read) return [read.paper]
    complaints.push({ line, message: read.complaint, isEntry: true })
    return []
  })
  return listOf(source, { papers }, complaints, 'list of references')
}

const ENOUGH = 20_000
/** A year or a number, without which nothing is a reference. */
const TOLD = /\b(?:19|20)\d{2}|\barxiv\b|\bdoi\b/i
const LONGEST = 2_000_000

interface Entries {
  found: { line: number; reference: Reference }[]
  others: number
  /** The lines of those that are numbered like the others, and are none. */
  unread: number[]
}

/** Of the ways in which a list may be parted into its entries the one that gives most references. */
function referencesIn(text: string): Entries {
  const lines = text.split('\n').slice(0, MOST_LINES)
  const numbered = lines.filter((line) => NUMBER.test(line)).length
  const ways = [
    ...(numbered > 0 ? [entriesAt(lines, (line, above) => NUMBER.test(line) || above.trim() === '')] : []),
    entriesAt(lines, (_, above) => above.trim() === ''),
    entriesAt(lines, () => true),
  ]
  return ways.reduce((best, way) => (way.found.length - way.others > best.found.length - best.others ? way : best))
}

const MOST_LINES = 20_000
const NUMBER = /^\s*(?:[-*+•]\s+)?(?:\[[\w+-]{1,12}\]|\d{1,4}[.)])\s+(?=\S)|^\s*[-*+•]\s+(?=\S)/
const HEADING =
  /^[\s#*]*(?:references|bibliography|works cited|literature(?: cited)?|further reading|citations?|cite as)[\s:*]*$/i

function entriesAt(lines: readonly string[], begins: (line: string, above: string) => boolean): Entries {
  const entries: { line: number; text: string }[] = []
  lines.forEach((line, index) => {
    if (line.trim() === '' || HEADING.test(line)) return
    const above = lines[index - 1] ?? ''
    const last = entries.at(-1)
    if (!last || HEADING.test(above) || begins(line, above)) entries.push({ line: index + 1, text: line })
    else if (last.text.length < LONGEST_ENTRY) last.text += joint(last.text) + line.trim()
  })
  const read = entries.map(({ line, text }) => ({
    line,
    isNumbered: NUMBER.test(text),
    reference: readReference(oneLine(text.replace(NUMBER, ''))),
  }))
  const found = read.flatMap(({ line, reference }) => (reference ? [{ line, reference }] : []))
  const unread = read.flatMap(({ line, isNumbered, reference }) => (isNumbered && !reference ? [line] : []))
  return { found, others: read.length - found.length, unread }
}

const LONGEST_ENTRY = 3_000

function joint(text: string): string {
  return /[\p{L}\p{N}]-$/u.test(text.slice(-4)) ? '' : ' '
}
