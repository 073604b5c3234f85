/** Lists what the club has read, latest first. */

import { actionId } from '../src/chat/action.ts'
import type { Button, Card, Cell, Inline, Rich } from '../src/chat/card.ts'
import { commentsOf } from '../src/chat/cards/comments.ts'
import { notice, plural } from '../src/chat/cards/notice.ts'
import { paperMenu, shareButton, sharing } from '../src/chat/cards/share.ts'
import { untilThen } from '../src/chat/cards/until-then.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import { type Round, votesFor } from '../src/club/round.ts'
import type { ReadBefore } from '../src/ports/meetings.ts'

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
  const wanted = skip + weeks + 1
  const [picks, before] = await Promise.all([services.rounds.history(wanted), services.meetings.before()])
  const read = [...picks.map(ofRound), ...before.map(ofBefore)].toSorted((a, b) => Temporal.Instant.compare(b.at, a.at))
  const shown = read.slice(skip, skip + weeks)
  const pages: Button[] = [
    ...(skip > 0 ? [pageButton('Later', { weeks, skip: Math.max(0, skip - weeks) })] : []),
    ...(read.length > skip + weeks ? [pageButton('Earlier', { weeks, skip: skip + weeks })] : []),
  ]
  if (shown.length === 0) {
    return notice(
      'Nothing read yet',
      `This club has not had its first pick. ${untilThen(await services.rounds.voting(), root)}`,
    )
  }
  const { zone } = (await services.club.get()).schedule
  const outcomes = await Promise.all(shown.map(({ round }) => round && outcomeOf(services, round)))
  const items = shown.map(({ at, papers }, index): Rich => {
    const outcome = outcomes[index]
    const titles = papers.flatMap(({ title, optional }, nth): Inline[] => [
      ...(nth > 0 ? ['; '] : []),
      { bold: title },
      ...(optional ? [OPTIONAL] : []),
    ])
    return [{ time: at, style: 'date' }, ' — ', ...titles, outcome ? lineOf(outcome) : '']
  })
  const isVoted = outcomes.some((outcome) => outcome && outcome.votes !== null)
  const rows = shown.map(({ at, papers }, index): Cell[] => {
    const { votes = null, comments = '' } = outcomes[index] ?? {}
    const titles = papers.map(({ title, optional }) => `${title}${optional ? OPTIONAL : ''}`).join('; ')
    return [at.toZonedDateTimeISO(zone).toPlainDate().toString(), titles, ...(isVoted ? [votes ?? ''] : []), comments]
  })
  const head = ['Date', 'Read', ...(isVoted ? ['Votes'] : []), 'Discussion']
  const papers = await services.catalogue.papers(shown.flatMap(({ papers }) => papers.map(({ paper }) => paper)))
  return {
    title: 'What this club has read',
    blocks: [
      { kind: 'table', caption: 'What this club has read', head, rows, items },
      ...(papers.length > 0 ? [paperMenu(papers)] : []),
      { kind: 'buttons', buttons: [...pages, ...shareButton('history', `${weeks}-${skip}`)] },
    ],
  }
}

/** What was read at once. `round`: null where none chose it. */
type Read = Pick<ReadBefore, 'at' | 'papers'> & { round: Round | null }

function ofRound(round: Round): Read {
  const { pick, also, meets, closedAt, openedAt } = round
  return {
    at: meets?.at ?? closedAt ?? openedAt,
    papers: [...(pick ? [{ ...pick, optional: false }] : []), ...also],
    round,
  }
}

function ofBefore({ at, papers }: ReadBefore): Read {
  return { at, papers, round: null }
}

const OPTIONAL = ' (optional)'

interface Outcome {
  votes: number | null
  comments: string
}

async function outcomeOf({ discussion }: Context['services'], round: Round): Promise<Outcome> {
  const { total } = await discussion.latest(round, 0)
  return { votes: votesFor(round), comments: commentsOf(round, total) }
}

function lineOf({ votes, comments }: Outcome): string {
  return ` (${votes === null ? '' : `${plural(votes, 'vote')}, `}${comments})`
}

function pageButton(label: string, { weeks, skip }: Page): Button {
  return { label, action: actionId('history', 'page', `${weeks}-${skip}`) }
}
