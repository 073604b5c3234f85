/** What was said elsewhere on a day, in the thread of a pick. */
import type { SaidComment } from '../../ports/discussion.ts'
import { actionId } from '../action.ts'
import type { Block, Card } from '../card.ts'
import { commentLine } from './comments.ts'
import { notice, plural } from './notice.ts'

/** So many lines fit one message of either chat; the others are counted. */
const MOST = 10
const CHARACTERS = 160

/** `places`: where all of it was said, in words. `key`: of the post. */
export function dailyCard(comments: readonly SaidComment[], places: string, key: string): Card {
  const more = comments.length - MOST
  return {
    title: `Said in ${places}`,
    blocks: [
      ...comments.slice(0, MOST).map((comment): Block => ({ kind: 'text', text: commentLine(comment, CHARACTERS) })),
      ...(more > 0 ? [{ kind: 'text' as const, text: `And ${plural(more, 'more comment')}.` }] : []),
      discussionButton(key),
    ],
  }
}

/** Takes the place of {@link dailyCard} where nothing of it stands any more. */
export function takenBackCard(key: string): Card {
  return notice('Said elsewhere', 'All that stood here was deleted where it was said.', discussionButton(key))
}

function discussionButton(key: string): Block {
  return { kind: 'buttons', buttons: [{ label: 'Discussion', action: actionId('discuss', 'latest', key) }] }
}
