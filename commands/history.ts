/** Lists what the club has read, latest first. */

import { actionId } from '../src/chat/action.ts'
import type { Button, Card, Inline, Rich } from '../src/chat/card.ts'
import { commentsOf } from '../src/chat/cards/comments.ts'
import { notice, plural } from '../src/chat/cards/notice.ts'
import { paperMenu, shareButton, sharing } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import type { Round } from '../src/club/round.ts'

export default defineCommand({
  name: 'history',
  description: 'List the papers that this club has read',
  answers: 'actor',
  options: { weeks: { kind: 'integer', description: 'How many weeks back, 10 unless said', min: 1, max: 25 } },
  run: (context, { weeks }) => historyCard(context, { weeks: weeks ?? PAGE, skip: 0 }),
  /** Arg: how many are shown, and how many later ones are not. */
  actions: {
    share: sharing((context, arg) => historyCard(context, pageOf(arg))),
    page: { answers: 'actor', run: (context, arg) => historyCard(context, pageOf(arg)) },
  },
})

const PAGE = 10

interface Page {
  weeks: number
  skip: number
}

function pageOf(arg: string): Page {
  const [weeks = '', skip = ''] = arg.split('-')
  return { weeks: Math.min(Number(weeks) || PAGE, 25), skip: Number(skip) || 0 }
}

async function historyCard({ services, root }: Context, { weeks, skip }: Page): Promise<Card> {
  const read = await services.rounds.history(skip + weeks + 1)
  const rounds = read.slice(skip, skip + weeks)
  const pages: Button[] = [
    ...(skip > 0 ? [pageButton('Later', { weeks, skip: Math.max(0, skip - weeks) })] : []),
    ...(read.length > skip + weeks ? [pageButton('Earlier', { weeks, skip: skip + weeks })] : []),
  ]
  if (rounds.length === 0) {
    return notice('Nothing read yet', `This club has not had its first pick. See the open ballot with /${root} vote.`)
  }
  const said = await Promise.all(rounds.map((round) => services.discussion.latest(round, 0)))
  const items = rounds.map(
    (round, index): Rich => [
      round.closedAt ? { time: round.closedAt, style: 'date' } : '',
      ' — ',
      { bold: round.pick?.title ?? '' },
      ...round.also.flatMap(({ title, optional }): Inline[] => ['; ', { bold: title }, optional ? ' (optional)' : '']),
      ` (${plural(round.pick?.approvals ?? 0, 'vote')}, ${commentsOf(round, said[index]?.total ?? 0)})`,
    ],
  )
  const papers = await services.catalogue.papers(rounds.flatMap(papersOf))
  return {
    title: 'What this club has read',
    blocks: [
      { kind: 'list', items },
      ...(papers.length > 0 ? [paperMenu(papers)] : []),
      { kind: 'buttons', buttons: [...pages, ...shareButton('history', `${weeks}-${skip}`)] },
    ],
  }
}

function papersOf({ pick, also }: Round): string[] {
  return [...(pick ? [pick] : []), ...also].map(({ paper }) => paper)
}

function pageButton(label: string, { weeks, skip }: Page): Button {
  return { label, action: actionId('history', 'page', `${weeks}-${skip}`) }
}
