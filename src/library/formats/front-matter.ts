import { plainLine, type TextLine } from './text-line.ts'

/** The notes that some programs put above a text: facts by name between two lines of `---`, or as they are. */
interface FrontMatter {
  /** By their names in small letters. */
  facts: Map<string, TextLine>
  /** How many rows it takes; 0 where there is none. */
  end: number
  isFenced: boolean
}

/** As a page would print it: the title as a heading, and the day. */
export function readFrontMatter(rows: readonly string[]): { lines: TextLine[]; end: number } {
  const { facts, end } = matterIn(rows)
  const title = facts.get('title')
  if (!title) return { lines: [], end: 0 }
  const dated = DATED.flatMap((key) => facts.get(key) ?? [])[0]
  const day = dated && { ...dated, text: dated.text.replace(/^(\d{4}-\d{2}-\d{2})[T ].*$/, '$1') }
  return { lines: [{ ...title, heading: 1 }, ...(day ? [day] : [])], end }
}

/** Between `---` and `---`, these with it; null where there is none. */
export function frontMatterOf(text: string): string | null {
  const rows = text.split('\n', MOST_ROWS)
  const { end, isFenced } = matterIn(rows)
  return isFenced ? rows.slice(0, end).join('\n') : null
}

/** The text without it; the lines stay counted. */
export function withoutFrontMatter(text: string): string {
  const head = frontMatterOf(text)
  return head === null ? text : head.replace(/[^\n]+/g, '') + text.slice(head.length)
}

const NONE: FrontMatter = { facts: new Map(), end: 0, isFenced: false }

function matterIn(rows: readonly string[]): FrontMatter {
  const start = rows.findIndex((row) => row.trim() !== '')
  const opening = rows[start]?.replace('\uFEFF', '').trim() ?? ''
  const isFenced = opening === '---'
  const isListed = /^<!-- ?(?:meta|front)/i.test(opening) || /^title: \S/i.test(opening)
  if (!isFenced && !isListed) return NONE
  const facts = new Map<string, TextLine>()
  let at = /^title/i.test(opening) ? start : start + 1
  for (; at < rows.length && at - start <= MOST_ROWS; at++) {
    const row = rows[at] ?? ''
    const fact = FACT.exec(row)
    if (!fact && !/^(?:\s+\S|- |#|[\]}])/.test(row) && row.trim() !== '') break
    const [, key = '', value = ''] = fact ?? []
    if (value !== '') facts.set(key.toLowerCase(), plainLine(at, value.replace(/^(["'])(.*)\1$/, '$2')))
    if (/^markdown content$/i.test(key)) break
  }
  const closing = rows[at]?.trim() ?? ''
  if (isFenced ? closing !== '---' : facts.size < 2) return NONE
  return { facts, end: isFenced || /^markdown content:$/i.test(closing) ? at + 1 : at, isFenced }
}

const FACT = /^(?:- )?(?:\*\*)?([A-Za-z][\w -]{0,30})(?:\*\*)?:(?:\s+(.*?))?\s*$/
const DATED = ['date', 'published', 'published time', 'pubdate', 'created', 'updated', 'modified', 'fetched']
/** What goes on longer is no note above a text. */
const MOST_ROWS = 60
