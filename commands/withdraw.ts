/** Takes a nomination of one's own off the open ballot. */

import { actionId } from '../src/chat/action.ts'
import type { Card } from '../src/chat/card.ts'
import { notice } from '../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import { postKey } from '../src/club/keys.ts'

export default defineCommand({
  name: 'withdraw',
  description: 'Take your nomination off the open ballot',
  answers: 'actor',
  options: { paper: { kind: 'paper', description: 'The paper that you nominated', required: true } },
  run: (context, { paper }) => withdraw(context, paper.id),
  actions: { take: { answers: 'update', run: withdraw } },
})

async function withdraw({ services, caller }: Context, paper: string): Promise<Card> {
  const view = await services.rounds.withdraw(caller, paper)
  return notice('Withdrawn', 'Your nomination is off the ballot, and so are the votes for it.', {
    kind: 'buttons',
    buttons: [{ label: 'My vote', action: actionId('vote', 'mine', postKey('ballot', view.round)) }],
  })
}
