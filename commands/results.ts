/** Shows the counts of the last ballot and the rule that decided, and how the open one stands. */

import type { Card, Rich } from '../src/chat/card.ts'
import { closing, resultTable } from '../src/chat/cards/ballot.ts'
import { lastRead } from '../src/chat/cards/last-read.ts'
import { notice, plural } from '../src/chat/cards/notice.ts'
import { whyItWon } from '../src/chat/cards/pick.ts'
import { shareButton, sharing } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import { WAYS } from '../src/club/choosing/ways.ts'
import { postKey } from '../src/club/keys.ts'
import { wasVoted } from '../src/club/round.ts'
import type { RoundView } from '../src/ports/rounds.ts'

export default defineCommand({
  name: 'results',
  description: 'Show how the last ballot ended and how the open one stands',
  answers: 'actor',
  options: {},
  run: latest,
  actions: {
    open: { answers: 'actor', run: byKey },
    share: sharing(byKey),
  },
})

async function latest({ services }: Context): Promise<Card> {
  const [{ reading, lost }, voting] = await Promise.all([lastRead(services), services.rounds.voting()])
  const { ballot } = WAYS[voting.way]
  const none = { title: 'This group does not vote', blocks: [{ kind: 'text' as const, text: voting.says }] }
  if (!reading) {
    const card = ballot ? resultCard(voting) : none
    return { ...card, blocks: [...lost, ...card.blocks] }
  }
  const last = resultCard(reading)
  const [heading, open] = ballot ? ['The open ballot', resultCard(voting)] : [none.title, none]
  return {
    ...last,
    blocks: [...last.blocks, { kind: 'divider' }, { kind: 'text', text: [{ bold: heading }] }, ...open.blocks],
  }
}

async function byKey({ services }: Context, key: string): Promise<Card> {
  return resultCard(await services.rounds.byKey(key))
}

function resultCard({ round, tally, closesAt, paused }: RoundView): Card {
  if (round.pick && !wasVoted(round))
    return notice(`Picked: ${round.pick.title}`, [{ bold: 'Why this one: ' }, whyItWon(round.pick)])
  if (round.candidates.length === 0) return notice('Results', 'Nothing is on the ballot yet.')
  const table = resultTable(round.candidates, tally)
  if (round.voting.hidden && !round.tally) return hiddenCard(tally.voters, paused ? null : closesAt)
  const share = { kind: 'buttons' as const, buttons: shareButton('results', postKey('ballot', round)) }
  const voters = `${plural(tally.voters, 'person', 'people')} voted.`
  if (!round.pick) {
    const until = closesAt ? [' ', ...closing({ paused }, closesAt)] : []
    return { title: 'The count so far', blocks: [{ kind: 'text', text: [voters, ...until] }, table, share] }
  }
  return {
    title: `Picked: ${round.pick.title}`,
    blocks: [{ kind: 'text', text: [{ bold: 'Why this one: ' }, whyItWon(round.pick), ` ${voters}`] }, table, share],
  }
}

function hiddenCard(voters: number, closesAt: Temporal.Instant | null): Card {
  const closing: Rich = closesAt ? [', ', { time: closesAt, style: 'moment' }] : []
  return notice('The count so far', [
    `${plural(voters, 'person has', 'people have')} voted. The counts are shown once voting has closed`,
    ...closing,
    '.',
  ])
}
