/** Takes a nomination of one's own off the open ballot. */

import type { Card } from '../src/chat/card.ts'
import { ballotCard } from '../src/chat/cards/ballot.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'

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
  return { ...ballotCard(view, services.catalogue), title: 'Withdrawn. The ballot now' }
}
