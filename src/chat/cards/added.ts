import type { Added } from '../../ports/services.ts'
import { plural } from './notice.ts'

/** How many papers came in, and how many of them were no news: `3 papers, 1 of them known already`. */
export function papersOf({ papers, known }: Added): string {
  const count = plural(papers.length, 'paper')
  if (known === 0) return count
  if (known < papers.length) return `${count}, ${known} of them known already`
  return `${count}, ${papers.length === 1 ? '' : 'all '}known already`
}

/** What was not read of a document, and where to look: `14 entries were not read, the first at line 31.` */
export function unreadSentence(unread: readonly { line: number }[]): string | null {
  const [first] = unread
  if (!first) return null
  if (unread.length === 1) return `1 entry was not read, at line ${first.line}.`
  return `${unread.length} entries were not read, the first at line ${first.line}.`
}
