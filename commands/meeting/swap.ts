/** Asks somebody to change places, which they agree to by a button in the room. */
import type { Card } from '../../src/chat/card.ts'
import { swappedCard } from '../../src/chat/cards/news.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { datesList, personText } from '../../src/chat/cards/plan.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { UserError } from '../../src/club/errors.ts'
import { roundOfPostKey } from '../../src/club/keys.ts'

export default defineCommand({
  name: 'meeting swap',
  description: 'Ask whoever has another date to swap it with yours; they agree by a button in the channel',
  answers: 'actor',
  reach: 'room',
  options: {
    with: { kind: 'meeting', description: 'The day that you would have, such as 2026-12-24', required: true },
    mine: { kind: 'meeting', description: 'The day that you would give; without it, your next' },
  },
  async run({ services, caller }, { with: theirs, mine }) {
    const asked = await services.rota.offerSwap(caller, { mine, theirs })
    return notice(
      'Asked',
      ['As soon as ', personText(asked.who), ' agrees in the channel, you change places:'],
      datesList(asked.dates),
    )
  },
  /** Arg: the key of the message that asks. */
  actions: { agree: { answers: 'update', run: agree } },
})

async function agree({ services, caller }: Context, key: string): Promise<Card> {
  const ask = roundOfPostKey(key)
  if (!ask) throw new UserError('not-found', 'That wish to swap is not there any more.')
  await services.rota.agreeToSwap(caller, ask)
  return swappedCard(key)
}
