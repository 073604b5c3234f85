/** Shows the coming dates of the club and the meeting whose paper is known, or one date with all that was settled of it. */
import type { Card } from '../../src/chat/card.ts'
import { meetingList } from '../../src/chat/cards/meetings.ts'
import { meetingBlocks } from '../../src/chat/cards/pick.ts'
import { plannedCard } from '../../src/chat/cards/plan.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'meeting show',
  description: 'Show when the club meets next, where, with which papers and people',
  answers: 'actor',
  options: {
    date: { kind: 'date', description: 'A day, to see all that is known of its meeting' },
  },
  run: (context, { date }) => (date ? oneDate(context, date) : comingDates(context)),
})

async function oneDate({ services }: Context, date: Temporal.PlainDate): Promise<Card> {
  const [club, meeting] = await Promise.all([services.club.get(), services.meetings.on(date)])
  return plannedCard(club, meeting, `The meeting of ${date}`)
}

async function comingDates(context: Context): Promise<Card> {
  const { services, clock } = context
  const reading = await services.rounds.reading()
  const { pick, ...round } = reading?.round ?? { pick: null, meets: null, closedAt: null }
  const isComing = round.meets !== null && Temporal.Instant.compare(round.meets.at, clock.now()) > 0
  return {
    title: 'When the club meets',
    blocks: [
      ...(pick && isComing ? [{ kind: 'text' as const, text: [{ bold: pick.title }] }, ...meetingBlocks(round)] : []),
      ...(await meetingList(context)),
    ],
  }
}
