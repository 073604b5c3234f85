import { listed } from '../../club/calendar/rule.ts'
import type { Round } from '../../club/round.ts'
import { SIGNS, type Signs } from '../../club/signs.ts'
import type { SaidComment } from '../../ports/discussion.ts'
import type { Block, Rich } from '../card.ts'
import { cutText } from '../text.ts'
import { plural } from './notice.ts'

/** Behind a count of comments: the papers that stood there before belong to the same meeting, and so does what was said of them. */
export function withEarlier({ pick, vetoed }: Pick<Round, 'pick' | 'vetoed'>): string {
  const before = [...new Set(vetoed.map(({ title }) => title))].filter((title) => title !== pick?.title)
  return before.length === 0 ? '' : `, counted with those on ${listed(before.map((title) => `“${title}”`))} before it`
}

/** How many comments a pick has, as a part of a sentence. */
export function commentsOf(round: Pick<Round, 'pick' | 'vetoed'>, total: number): string {
  return `${plural(total, 'comment')}${total > 0 ? withEarlier(round) : ''}`
}

/** The latest comments from every room, each with a link to jump there. */
export function commentBlocks(comments: readonly SaidComment[]): Block[] {
  return comments.map((comment): Block => ({ kind: 'text', text: commentLine(comment, SHOWN) }))
}

const SHOWN = 400

/** `characters`: of its text, at most. */
export function commentLine(
  { author, text, at, editedAt, deletedAt, url, on, signs }: SaidComment,
  characters: number,
): Rich {
  const when = { time: at, style: 'relative' as const }
  if (deletedAt) return [{ italic: 'A comment was deleted' }, ', ', when]
  return [
    author ? { mention: author.account, name: author.name } : 'Someone',
    ', ',
    when,
    editedAt ? ' (edited)' : '',
    on ? `, on “${on}”` : '',
    `: ${cutText(text, characters)} `,
    signs ? signsLine(signs) : '',
    url ? { link: url, label: 'Open' } : '',
  ]
}

function signsLine({ talk, agree }: Signs): string {
  const counts = [...(talk > 0 ? [`${SIGNS.talk} ${talk}`] : []), ...(agree > 0 ? [`${SIGNS.agree} ${agree}`] : [])]
  return counts.map((count) => `${count} `).join('')
}
