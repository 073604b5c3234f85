/** Lists what the club has read, latest first. */

import type { Card, Rich } from '../src/chat/card.ts'
import { notice, plural } from '../src/chat/cards/notice.ts'
import { paperMenu, shareButton, sharing } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'

export default defineCommand({
  name: 'history',
  description: 'List the papers that this club has read',
  answers: 'actor',
  options: { weeks: { kind: 'integer', description: 'How many weeks back, 10 unless said', min: 1, max: 25 } },
  run: (context, { weeks }) => historyCard(context, weeks ?? 10),
  actions: { share: sharing((context, weeks) => historyCard(context, Number(weeks) || 10)) },
})

async function historyCard({ services, root }: Context, weeks: number): Promise<Card> {
  const rounds = await services.rounds.history(weeks)
  if (rounds.length === 0) {
    return notice('Nothing read yet', `This club has not had its first pick. See the open ballot with /${root} vote.`)
  }
  const said = await Promise.all(rounds.map((round) => services.discussion.latest(round, 0)))
  const items = rounds.map(
    (round, index): Rich => [
      round.closedAt ? { time: round.closedAt, style: 'date' } : '',
      ' — ',
      { bold: round.pick?.title ?? '' },
      ` (${plural(round.pick?.approvals ?? 0, 'vote')}, ${plural(said[index]?.total ?? 0, 'comment')})`,
    ],
  )
  const papers = await services.catalogue.papers(rounds.flatMap(({ pick }) => pick?.paper ?? []))
  return {
    title: 'What this club has read',
    blocks: [
      { kind: 'list', items },
      ...(papers.length > 0 ? [paperMenu(papers)] : []),
      { kind: 'buttons', buttons: shareButton('history', String(weeks)) },
    ],
  }
}
