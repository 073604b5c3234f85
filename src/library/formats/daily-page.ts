import type { Source } from '../format.ts'
import { frontMatterOf } from './front-matter.ts'
import type { Token } from './page-tokens.ts'
import { leaning } from './titles-and-abstracts.ts'
import { datePeriod, findFullDates, readLeadingDate, readWrittenPeriod, type WrittenDate } from './written-dates.ts'

/** What a page of daily papers says of itself. */
export interface Page {
  title: string
  date: WrittenDate | null
  /** The year that the page, its address or what saved it names. */
  year: number | null
  period(year: number | null): { from: string; to: string } | null
}

/** Where the page's own head ends: behind its heading, its buttons, what was searched for, and its date. */
export function endOfHead(tokens: Token[]): number {
  const entry = tokens.findIndex(({ kind, line }) => OF_ENTRIES.has(kind) || (kind === 'text' && leaning(line) > 3))
  const mark = tokens
    .slice(0, LONGEST_HEAD)
    .findLastIndex(({ kind, line }) => kind === 'heading' || HEAD_LINE.test(line.text))
  const head = tokens.slice(0, Math.max(entry < 0 ? tokens.length : entry, mark + 1))
  return head.findLastIndex(({ kind }) => kind === 'heading' || kind === 'chrome' || kind === 'date') + 1
}

const LONGEST_HEAD = 150
const HEAD_LINE = /^get (?:trending|daily) papers in your email|^by ?AK\b|^subscribe$/i
const OF_ENTRIES: ReadonlySet<Token['kind']> = new Set(['authors', 'separator', 'submitter', 'upvotes'])

export function readPage(head: Token[], { name, text }: Source): Page {
  const heading = head.find(({ kind }) => kind === 'heading')?.line.text ?? 'Daily Papers'
  const inHeading = readLeadingDate(heading.replace(/^\w+ Papers\W*/i, ''))?.date
  const onLine = head.find((token) => token.kind === 'date')
  const date = inHeading ?? (onLine?.kind === 'date' ? onLine.date : null)
  const range = head.map(({ line }) => readWrittenPeriod(line.text)).find((found) => found !== null)
  const address = periodOfAddress(name) ?? periodOfAddress(SAVED_FROM.exec(text.slice(0, 3_000))?.[1] ?? '')
  const said = [name, frontMatterOf(text) ?? '', ...head.map(({ line }) => line.text)].join('\n')
  const [saved] = findFullDates(said.slice(0, 10_000))
  const year = range?.to.year ?? date?.year ?? Number((address?.to ?? saved ?? '').slice(0, 4))
  return {
    title: heading.replace(/ [-–—|] Hugging Face$|[\s:,–—-]+$/i, ''),
    date: range?.to ?? date,
    year: year > 0 ? year : null,
    period(year) {
      if (!range && !date) return address
      const { from, to } = range ?? { from: date, to: date }
      return from && to && datePeriod({ from, to: { ...to, year: to.year ?? year } }, [])
    },
  }
}

const SAVED_FROM = /^\W*(?:source )?url(?: source)?\W{1,4}(https?:\S+)/im

/** `…/papers/date/2025-12-04`, `…/papers/week/2025-W49` and `…/papers/month/2025-12` are pages of these days. */
function periodOfAddress(address: string): { from: string; to: string } | null {
  const [, kind = '', value = ''] = /\/papers\/(date|week|month)\/(\d{4}-[W\d-]{2,5})/.exec(address.slice(0, 500)) ?? []
  if (kind === 'week') return weekOf(value)
  const [day] = kind === 'date' ? findFullDates(value) : (/^\d{4}-(?:0[1-9]|1[0-2])$/.exec(value) ?? [])
  return day ? { from: day, to: day } : null
}

function weekOf(value: string): { from: string; to: string } | null {
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(value) ?? []
  if (!year || Number(week) < 1 || Number(week) > 53) return null
  const fourth = Temporal.PlainDate.from({ year: Number(year), month: 1, day: 4 })
  const from = fourth.add({ days: (Number(week) - 1) * 7 - fourth.dayOfWeek + 1 })
  return { from: from.toString(), to: from.add({ days: 6 }).toString() }
}
