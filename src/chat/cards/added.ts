import type { Added, Followed } from '../../ports/library.ts'
import { cutText } from '../text.ts'
import { plural } from './notice.ts'

/** How many papers came in, and how many of them were no news: `3 papers, 1 of them changed, 1 known already`. */
function papersOf({ papers, known, changed }: Added): string {
  const count = plural(papers.length, 'paper')
  if (known + changed === 0) return count
  if (known === papers.length) return `${count}, ${papers.length === 1 ? '' : 'all '}known already`
  if (changed === papers.length) return `${count}, ${papers.length === 1 ? '' : 'all '}known and changed now`
  const parts = [changed > 0 ? `${changed} of them changed` : '', known > 0 ? `${known} of them known already` : '']
  return [count, ...parts.filter((part) => part !== '')].join(', ')
}

/** What a feed has that is followed from now on. */
export function followedSentence({ added, leftOut }: Pick<Followed, 'added' | 'leftOut'>): string {
  const has = added.papers.length === 0 ? 'There is no paper in it today' : `It has ${papersOf(added)}`
  const older =
    leftOut > 0 ? ` These are its newest; ${plural(leftOut, 'older paper is', 'older papers are')} left out.` : ''
  return `${has}.${older} It is read four times a day; the weekly pick tells what it brought.`
}

/** As what a document was read, and what came of it. */
export function readSentence(added: Added): string {
  const read = `Read as ${added.format}: ${papersOf(added)}.`
  const [first, ...others] = added.unread ?? []
  const unread = unreadSentence(added.unread ?? [])
  if (!first || unread === null) return read
  const missing = others.length === 0 ? 'it' : 'them'
  return `${read} ${unread.replace(/\.$/, '')}: “${cutText(first.text, MOST_OF_ROW)}”. Give ${missing} by link, DOI or title.`
}

/** Characters of a row that was not read. */
const MOST_OF_ROW = 100

/** What was not read of a document, and where to look: `14 entries were not read, the first at line 31.` */
export function unreadSentence(unread: readonly { line: number }[]): string | null {
  const [first] = unread
  if (!first) return null
  if (unread.length === 1) return `1 entry was not read, at line ${first.line}.`
  return `${unread.length} entries were not read, the first at line ${first.line}.`
}

/** What of a group's past was left out, as no day stands with it; behind another sentence. */
export function undatedSentence([first, ...others]: readonly string[]): string {
  if (first === undefined) return ''
  if (others.length === 0) return ` 1 row was not read, as no day can be read from its date: “${first}”.`
  return ` ${others.length + 1} rows were not read, as no day can be read from their dates, the first “${first}”.`
}
