import { chatNameOf, type Talk } from '../../club/keys.ts'
import type { Round } from '../../club/round.ts'
import { isTalkedApart, paperOf, talksHeld } from '../../club/talk.ts'
import type { RoundService } from '../../ports/rounds.ts'
import type { Block } from '../card.ts'
import { cutText } from '../text.ts'

const TITLE = 60

/** Links to where a round is talked of: `Thread in Discord`; with its paper where each has a thread of its own. `talks`: none: all. */
export async function threadLinks(
  rounds: Pick<RoundService, 'links'>,
  round: Round,
  word: 'Thread' | 'Discussion',
  talks: readonly Talk[] = talksHeld(round),
): Promise<Block[]> {
  const each = talks.map(async (talk) => {
    const title = isTalkedApart(round) ? paperOf(round, talk)?.title : undefined
    const of = title === undefined ? '' : ` of “${cutText(title, TITLE)}”`
    const links = await rounds.links(round, talk)
    return links.map(({ room, url }): Block => ({ kind: 'link', url, label: `${word}${of} in ${chatNameOf(room)}` }))
  })
  return (await Promise.all(each)).flat()
}
