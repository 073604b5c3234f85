import { z } from 'zod'
import { readArxivId, readDoi } from '../addresses.ts'
import { closest } from '../near.ts'
import { peopleIn } from '../reading/people.ts'
import type { Complaint } from './complaint.ts'
import type { Item } from './outline.ts'

/** A list of `key: value` items, read by a schema with one field a key. A fact that cannot be read is left out and named. */
export function readFacts<S extends z.ZodObject>(items: Item[], schema: S, complaints: Complaint[]): z.output<S> {
  const known = Object.keys(schema.shape)
  const texts: Record<string, string> = {}
  const lines: Record<string, number> = {}
  for (const item of items) {
    const complain = (message: string) => complaints.push({ line: item.line, message })
    if (item.stray) {
      complaints.push({
        line: item.stray.line,
        message: 'This text stands right below a fact; leave a line empty between them. It is taken for a paragraph.',
      })
    }
    const fact = partFact(item)
    if (!fact) {
      complain(`“${cut(item.label)}” is no fact: write it as “key: value”.`)
      continue
    }
    const { key, value } = fact
    if (!known.includes(key)) complain(`There is no fact “${cut(key)}”. ${suggest(key, known)}`)
    else if (value === '') complain(`The fact “${key}” has no value.`)
    else if (texts[key] !== undefined) complain(`The fact “${key}” stands here a second time; the first one counts.`)
    else {
      texts[key] = value
      lines[key] = item.line
    }
  }
  const read = schema.safeParse(texts)
  if (read.success) return read.data
  for (const issue of read.error.issues) {
    const key = String(issue.path[0])
    complaints.push({ line: lines[key] ?? 1, message: `The fact “${key}: ${cut(texts[key] ?? '')}” ${issue.message}` })
    delete texts[key]
  }
  return schema.parse(texts)
}

/** Whether a list item reads as one of these facts. */
export function isFact(item: Item, schema: z.ZodObject): boolean {
  const fact = partFact(item)
  return fact !== null && Object.hasOwn(schema.shape, fact.key)
}

/** Whether a list item has the look of a fact, known or not. */
export function looksLikeFact(item: Item): boolean {
  const fact = partFact(item)
  return fact !== null && /^[a-z]+( [a-z]+)?$/.test(fact.key)
}

/** “Did you mean …?”, or all that could be meant. */
export function suggest(word: string, known: readonly string[]): string {
  const near = closest(word, known)
  return near ? `Did you mean “${near}”?` : `There are: ${known.join(', ')}.`
}

export function cut(text: string): string {
  const characters = [...text]
  return characters.length <= 80 ? text : `${characters.slice(0, 79).join('')}…`
}

function partFact(item: Item): { key: string; value: string } | null {
  const colon = item.label.indexOf(':')
  if (colon < 1) return null
  const key = item.label
    .slice(0, colon)
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()
  const value = item.label.slice(colon + 1).trim()
  if (item.nested.length > 0) return { key, value: [value, ...item.nested].filter((part) => part !== '').join('; ') }
  // A link with a label of its own is wanted for its address.
  const isLabel = item.link !== null && value !== '' && !/^[a-z]+:/i.test(value) && (key === 'link' || key === 'source')
  return { key, value: isLabel ? (item.link ?? value) : value }
}

function fact<T>(read: (text: string) => T | null, complaint: string) {
  return z.string().transform((text, context): T => {
    const value = read(text)
    if (value !== null) return value
    context.addIssue({ code: 'custom', message: complaint })
    return z.NEVER
  })
}

export const TextFact = z.string()

export const CountFact = fact(readCount, 'is no count: write 11000, 11,000 or 11k.')

export const DateFact = fact(readDate, 'is no date: write 2026, 2026-07 or 2026-07-15.')

export const PeriodFact = fact(
  readPeriod,
  'is no period: write two dates, the earlier first, as in “2024-12-14 to 2025-01-06”, or one date.',
)

export const LinkFact = fact(readLink, 'is no link: write a whole address that begins with https:// or http://.')

export const ArxivFact = fact(readArxivId, 'is no arXiv id: write it as in 2412.14093.')

export const DoiFact = fact(readDoi, 'is no DOI: write it as in 10.1000/182.')

export const YesNoFact = fact(readYesNo, 'must be yes or no.')

export const NamesFact = z.string().transform(readNames)

export const AuthorsFact = z.string().transform(peopleIn)

/** `11k`, `1.1k`, `11,000`, `11000`. */
export function readCount(text: string): number | null {
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*([km])?$/i.exec(text.trim())
  if (!match) return null
  const [, whole = '', fraction = '', unit = ''] = match
  if (fraction !== '' && unit === '') return null
  const count = Math.round(Number(whole.replaceAll(',', '') + fraction) * (UNITS[unit.toLowerCase()] ?? 1))
  return Number.isSafeInteger(count) ? count : null
}

const UNITS: Readonly<Record<string, number>> = { k: 1_000, m: 1_000_000 }

function readDate(text: string): string | null {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text.trim())
  if (!match) return null
  const [, year = '', month, day] = match
  try {
    const first = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) },
      { overflow: 'reject' },
    )
    return first.toString().slice(0, day ? 10 : month ? 7 : 4)
  } catch {
    return null
  }
}

function readPeriod(text: string): { from: string; to: string } | null {
  const parts = text.split(/\s+(?:to|until|[-–—~])\s+|\s*[–—~]\s*/i)
  const [from, to = from] = parts.map(readDate)
  if (!from || !to || parts.length > 2) return null
  const shared = Math.min(from.length, to.length)
  return from.slice(0, shared) <= to.slice(0, shared) ? { from, to } : null
}

function readLink(text: string): string | null {
  const address = text.replace(/^<(.*)>$/, '$1')
  const url = URL.parse(address)
  const isWeb = url !== null && /^https?:$/.test(url.protocol) && url.hostname !== ''
  return isWeb && !/\s/.test(address) && /^https?:\/\//i.test(address) ? address : null
}

function readYesNo(text: string): boolean | null {
  const answer = text.trim().toLowerCase()
  if (answer === 'yes' || answer === 'true') return true
  return answer === 'no' || answer === 'false' ? false : null
}

/** Names by comma; by semicolon where there is one; what stands in quotes stays together. */
function readNames(text: string): string[] {
  const separator = text.includes(';') ? ';' : ','
  const parts = text.match(separator === ';' ? BY_SEMICOLON : BY_COMMA) ?? []
  return parts
    .map((part) =>
      part
        .trim()
        .replace(/^["“](.*)["”]$/, '$1')
        .trim(),
    )
    .filter((part) => part !== '')
}

const BY_COMMA = /(?:["“][^"”]*["”]|[^,])+/g
const BY_SEMICOLON = /(?:["“][^"”]*["”]|[^;])+/g
