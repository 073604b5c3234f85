import { plainLine, type TextLine } from './text-line.ts'

/** The notes that some programs put above a text, `title: …` and `date: …`, as a page would print them: the title as a heading. */
export function readFrontMatter(rows: string[]): { lines: TextLine[]; end: number } {
  const start = rows.findIndex((row) => row.trim() !== '')
  const opening = rows[start]?.trim() ?? ''
  const isFenced = opening === '---'
  const isListed = /^<!-- ?(?:meta|front)/i.test(opening) || /^title: \S/i.test(opening)
  if (!isFenced && !isListed) return { lines: [], end: 0 }
  const facts = new Map<string, TextLine>()
  let at = /^title/i.test(opening) ? start : start + 1
  for (; at < rows.length && at - start <= MOST_ROWS; at++) {
    const row = rows[at] ?? ''
    const fact = FACT.exec(row)
    if (!fact && !/^(?:\s+\S|- )/.test(row) && row.trim() !== '') break
    const [, key = '', value = ''] = fact ?? []
    if (value !== '') facts.set(key.toLowerCase(), plainLine(at, value.replace(/^(["'])(.*)\1$/, '$2')))
    if (/^markdown content$/i.test(key)) break
  }
  const title = facts.get('title')
  const closing = rows[at]?.trim() ?? ''
  if (!title || (isFenced ? closing !== '---' : facts.size < 2)) return { lines: [], end: 0 }
  const dated = DATED.flatMap((key) => facts.get(key) ?? [])[0]
  const day = dated && { ...dated, text: dated.text.replace(/^(\d{4}-\d{2}-\d{2})[T ].*$/, '$1') }
  const end = isFenced || /^markdown content:$/i.test(closing) ? at + 1 : at
  return { lines: [{ ...title, heading: 1 }, ...(day ? [day] : [])], end }
}

const FACT = /^(?:- )?(?:\*\*)?([A-Za-z][\w -]{0,30})(?:\*\*)?:(?:\s+(.*?))?\s*$/
const DATED = ['date', 'published', 'published time', 'pubdate', 'created', 'updated', 'modified', 'fetched']
/** What goes on longer is no note above a text. */
const MOST_ROWS = 60
