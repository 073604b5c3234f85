/** Opens the caller's own ballot and takes votes from it and from the ballot in the room. */

import type { Card } from '../src/chat/card.ts'
import { moreCard, ownBallotCard, votedCard } from '../src/chat/cards/ballot.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import type { Paper } from '../src/library/paper.ts'
import type { RoundView, Voted } from '../src/ports/rounds.ts'

export default defineCommand({
  name: 'vote',
  description: 'See your own ballot, vote on it and change your vote until it closes',
  answers: 'actor',
  reach: 'room',
  options: {},
  run: async (context) => ownBallot(context, await context.services.rounds.voting()),
  actions: {
    /** From the ballot in the room: one paper more, or one less. `arg`: the ballot's key and the candidate's number. */
    toggle: {
      answers: 'actor',
      async run(context, arg) {
        const { view, approved, dropped } = await toggle(context, arg)
        return votedCard(view, approved, dropped)
      },
    },
    /** The same from one's own ballot, where the order counts. */
    rank: {
      answers: 'update',
      run: async (context, arg) => voteChanged(context, await toggle(context, arg)),
    },
    first: {
      answers: 'update',
      async run(context, key, [value = '']) {
        const { services, caller } = context
        const { round } = await services.rounds.byKey(key)
        const mine = await services.rounds.approvals(caller, round)
        const others = mine.filter((number) => round.candidates.some((one) => one.number === number)).map(String)
        return change(context, key, [value, ...others.filter((other) => other !== value)])
      },
    },
    /** From ballots that were posted with a menu: what is chosen replaces what was. */
    cast: {
      answers: 'actor',
      async run({ services, caller }, key, values) {
        const { view, approved, dropped } = await services.rounds.vote(caller, key, values)
        return votedCard(view, approved, dropped)
      },
    },
    more: {
      answers: 'actor',
      async run({ services }, key) {
        const view = await services.rounds.byKey(key)
        return moreCard(view, await papersOn(view, services))
      },
    },
    mine: {
      answers: 'actor',
      run: async (context, key) => ownBallot(context, await context.services.rounds.byKey(key)),
    },
    /** Arg: whether one is told from now on while one has not voted, `on` or `off`. */
    nudge: {
      answers: 'update',
      async run(context, wanted) {
        const { services, caller } = context
        await services.rounds.nudge(caller, wanted === 'on')
        return ownBallot(context, await services.rounds.voting())
      },
    },
    change: { answers: 'update', run: change },
    clear: { answers: 'update', run: (context, key) => change(context, key, []) },
  },
})

function toggle({ services, caller }: Context, arg: string): Promise<Voted> {
  const end = arg.lastIndexOf('.')
  return services.rounds.toggle(caller, arg.slice(0, end), arg.slice(end + 1))
}

async function change(context: Context, key: string, values: string[]): Promise<Card> {
  return voteChanged(context, await context.services.rounds.vote(context.caller, key, values))
}

async function voteChanged({ services, caller }: Context, { view, approved, dropped }: Voted): Promise<Card> {
  const isNudged = await services.rounds.nudged(caller)
  return ownBallotCard(view, approved, await papersOn(view, services), { isNudged, dropped })
}

async function ownBallot({ services, caller }: Context, view: RoundView): Promise<Card> {
  const [approved, papers, isNudged] = await Promise.all([
    services.rounds.approvals(caller, view.round),
    papersOn(view, services),
    services.rounds.nudged(caller),
  ])
  return ownBallotCard(view, approved, papers, { isNudged })
}

function papersOn({ round }: RoundView, { catalogue }: Context['services']): Promise<Paper[]> {
  return catalogue.papers(round.candidates.map(({ paper }) => paper))
}
