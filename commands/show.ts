/** Shows everything known of one paper: facts, digests, and its history in this club. */

import type { Card } from '../src/chat/card.ts'
import { commentsOf } from '../src/chat/cards/comments.ts'
import { notice, plural } from '../src/chat/cards/notice.ts'
import { type PaperHistory, paperCard } from '../src/chat/cards/paper.ts'
import { paperById } from '../src/chat/cards/paper-by-id.ts'
import { sharing } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import { WAYS } from '../src/club/choosing/ways.ts'
import { votesFor } from '../src/club/round.ts'
import type { Paper } from '../src/library/paper.ts'

export default defineCommand({
  name: 'show',
  description: 'Show everything known of a paper',
  answers: 'actor',
  options: { paper: { kind: 'paper', description: 'The paper, by its title', required: true } },
  run: (context, { paper }) => showCard(context, paper),
  actions: {
    open: { answers: 'actor', run: showById },
    choose: { answers: 'actor', run: (context, _arg, [id]) => showById(context, id ?? '') },
    second: { answers: 'actor', run: second },
    share: sharing(showById),
  },
})

async function showById(context: Context, id: string): Promise<Card> {
  return showCard(context, await paperById(context, id))
}

async function showCard({ services }: Context, paper: Paper): Promise<Card> {
  const [digests, history] = await Promise.all([
    services.catalogue.digests(paper.appearances.map(({ digest }) => digest)),
    historyOf(services, paper.id),
  ])
  return paperCard(paper, digests, history)
}

async function second(context: Context, id: string): Promise<Card> {
  const paper = await paperById(context, id)
  const { would, count } = await context.services.rounds.second(context.caller, paper)
  const others = count === 1 ? 'one person would' : `${count} people would`
  return would
    ? notice('Noted', [{ bold: paper.title }, `: you would read it; ${others} so far. Press again to take it back.`])
    : notice('Taken back', [
        { bold: paper.title },
        `: you no longer ask for it. ${count === 0 ? 'Nobody does now.' : `${plural(count, 'other', 'others')} would read it.`}`,
      ])
}

/** Null where no club is. */
async function historyOf(services: Context['services'], paper: string): Promise<PaperHistory | null> {
  const { place, rounds, discussion } = services
  if (place.kind === 'none') return null
  const [voting, read, before, seconds] = await Promise.all([
    rounds.voting(),
    rounds.ofPaper(paper),
    rounds.readBefore(paper),
    rounds.seconds(paper),
  ])
  const { candidates, queue } = voting.round
  const standing = candidates.find((other) => other.paper === paper)
  const waiting = queue.find((other) => other.paper === paper)
  const hasBallot = WAYS[voting.way].ballot
  const said = read ? await discussion.latest(read, 0) : undefined
  return {
    pickedAt: read?.closedAt ?? null,
    readAt: before ?? null,
    votes: read ? votesFor(read) : null,
    comments: read ? commentsOf(read, said?.total ?? 0) : '',
    onBallot: hasBallot && standing ? (standing.nomination ? 'nominated' : 'filler') : null,
    nominatedBy: (standing ?? waiting)?.nomination?.name ?? null,
    seconds,
  }
}
