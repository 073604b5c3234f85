/** Opens the caller's own ballot and takes votes from it and from the ballot in the room. */

import type { Card } from '../src/chat/card.ts'
import { ownBallotCard } from '../src/chat/cards/ballot.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import type { RoundView } from '../src/ports/services.ts'

export default defineCommand({
  name: 'vote',
  description: 'See your own ballot, vote on it and change your vote until it closes',
  answers: 'actor',
  reach: 'room',
  options: {},
  run: async (context) => ownBallot(context, await context.services.rounds.voting()),
  actions: {
    /** From the ballot in the room: what is chosen replaces what was. */
    cast: { answers: 'actor', run: cast },
    mine: {
      answers: 'actor',
      run: async (context, key) => ownBallot(context, await context.services.rounds.byKey(key)),
    },
    change: { answers: 'update', run: cast },
    clear: { answers: 'update', run: (context, key) => cast(context, key, []) },
  },
})

async function cast(context: Context, key: string, values: string[]): Promise<Card> {
  const { rounds, catalogue } = context.services
  const { view, approved, dropped } = await rounds.vote(context.caller, key, values)
  const papers = await catalogue.papers(view.round.candidates.map(({ paper }) => paper))
  return ownBallotCard(view, approved, papers, dropped)
}

async function ownBallot({ services, caller }: Context, view: RoundView): Promise<Card> {
  const [approved, papers] = await Promise.all([
    services.rounds.approvals(caller, view.round),
    services.catalogue.papers(view.round.candidates.map(({ paper }) => paper)),
  ])
  return ownBallotCard(view, approved, papers)
}
