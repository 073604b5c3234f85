/** Shows the paper of the week: its idea, links, thread, and how the next ballot stands. */
import { actionId } from '../src/chat/action.ts'
import type { Block, Card } from '../src/chat/card.ts'
import { closing, NOTHING_ON_IT } from '../src/chat/cards/ballot.ts'
import { lastRead } from '../src/chat/cards/last-read.ts'
import { notice, plural } from '../src/chat/cards/notice.ts'
import { factBlocks, ideaLine, linkBlocks, paperCard } from '../src/chat/cards/paper.ts'
import { meetingBlocks, morePickCard, whyItWon } from '../src/chat/cards/pick.ts'
import { aroundBlocks, papersBlocks } from '../src/chat/cards/plan.ts'
import { shareButton, sharing } from '../src/chat/cards/share.ts'
import { threadLinks } from '../src/chat/cards/threads.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import { WAYS } from '../src/club/choosing/ways.ts'
import { UserError } from '../src/club/errors.ts'
import { postKey } from '../src/club/keys.ts'
import type { RoundView } from '../src/ports/rounds.ts'

export default defineCommand({
  name: 'week',
  description: 'Show the paper of the week and how the next ballot stands',
  answers: 'actor',
  options: {},
  run: weekCard,
  actions: {
    share: sharing(weekCard),
    open: { answers: 'actor', run: weekCard },
    more: { answers: 'actor', run: moreOf },
  },
})

async function weekCard(context: Context): Promise<Card> {
  const { rounds } = context.services
  const [{ reading, lost }, voting] = await Promise.all([lastRead(context.services), rounds.voting()])
  if (lost.length > 0) return { title: 'Paper of the week', blocks: [...lost, ...ballotBlocks(voting)] }
  if (!reading?.round.pick)
    return notice('No paper of the week yet', 'The first pick is still to come.', ...ballotBlocks(voting))
  const { pick } = reading.round
  const [paper, plan, threads] = await Promise.all([
    context.services.catalogue.get(pick.paper),
    context.services.meetings.of(reading.round),
    threadLinks(rounds, reading.round, 'Discussion'),
  ])
  return {
    title: `Paper of the week: ${pick.title}`,
    blocks: [
      ...meetingBlocks(reading.round, plan, context.clock.now()),
      ...(paper ? [{ kind: 'text' as const, text: ideaLine(paper) }, ...factBlocks(paper), ...linkBlocks(paper)] : []),
      { kind: 'text', text: [{ bold: 'Why this one: ' }, whyItWon(pick)] },
      ...papersBlocks(reading.round.also, 'Also to read'),
      ...aroundBlocks(plan),
      ...threads,
      {
        kind: 'buttons',
        buttons: [
          { label: 'Latest comments', action: actionId('discuss', 'open', pick.paper) },
          { label: 'Everything known', action: actionId('show', 'open', pick.paper) },
          ...shareButton('week', ''),
        ],
      },
      { kind: 'divider' },
      ...ballotBlocks(voting),
    ],
  }
}

async function moreOf({ services: { rounds, catalogue, meetings } }: Context, key: string): Promise<Card> {
  const { round } = await rounds.byKey(key)
  if (!round.pick) throw new UserError('not-found', 'That pick was taken back. `week` shows the paper of the week.')
  const [paper, plan] = await Promise.all([catalogue.get(round.pick.paper), meetings.of(round)])
  const digests = paper ? await catalogue.digests(paper.appearances.map(({ digest }) => digest)) : []
  return morePickCard({ ...round, pick: round.pick }, plan, paper ? paperCard(paper, digests, null) : null)
}

function ballotBlocks({ round, tally, closesAt, way, says, paused }: RoundView): Block[] {
  if (!WAYS[way].ballot) return [{ kind: 'text', text: says }]
  if (round.candidates.length === 0) return [{ kind: 'text', text: NOTHING_ON_IT }]
  const until = closesAt ? [' ', ...closing({ paused }, closesAt)] : []
  const count = `${plural(round.candidates.length, 'paper')} on the next ballot, ${plural(tally.voters, 'person has', 'people have')} voted.`
  return [
    { kind: 'text', text: [count, ...until] },
    {
      kind: 'buttons',
      buttons: [{ label: 'Vote', action: actionId('vote', 'mine', postKey('ballot', round)), style: 'primary' }],
    },
  ]
}
