/** Shows the coming dates of the club and the meeting whose paper is known, or one date with all that was settled of it. */
import { actionId } from '../../src/chat/action.ts'
import type { Block, Card } from '../../src/chat/card.ts'
import { attendanceBlocks } from '../../src/chat/cards/attendance.ts'
import { dateLink } from '../../src/chat/cards/feed.ts'
import { lastRead } from '../../src/chat/cards/last-read.ts'
import { datesBlocks, pauseBlocks, SHOWN } from '../../src/chat/cards/meetings.ts'
import { meetingBlocks } from '../../src/chat/cards/pick.ts'
import { plannedCard } from '../../src/chat/cards/plan.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import type { Club } from '../../src/club/club.ts'
import { type SaidDate, saidInWords, saidText } from '../../src/club/said-date.ts'
import { isDayOver, sayDate } from '../../src/club/schedule.ts'
import type { PlannedMeeting } from '../../src/ports/meetings.ts'

export default defineCommand({
  name: 'meeting show',
  description: 'Show when the club meets next, where, with which papers and people',
  answers: 'actor',
  options: {
    date: { kind: 'meeting', description: 'A day, to see all that is known of its meeting' },
  },
  run: (context, { date }) => (date ? oneDate(context, date) : comingDates(context)),
  actions: { open: { answers: 'actor', run: comingDates } },
})

async function oneDate({ services, about, clock }: Context, date: SaidDate): Promise<Card> {
  const [club, meeting] = await Promise.all([services.club.get(), services.meetings.on(date)])
  const attendance = await services.attendance.of(meeting.day)
  const card = plannedCard(club, meeting, `The meeting of ${saidText(date)}`)
  const isMember = services.place.kind === 'room'
  const file = isMember ? dateLink(about.address, await services.meetings.feed(), meeting.day) : []
  const coming = attendanceBlocks(attendance, meeting)
  const isOver = isDayOver(club.schedule, meeting, clock.now())
  const said = isOver ? coming.filter(({ kind }) => kind !== 'buttons') : coming
  const isInPause = !club.resumes || Temporal.Instant.compare(meeting.at, club.resumes) < 0
  const pause = isOver || !isInPause ? [] : pauseBlocks(club)
  const below = [...pause, ...said, ...file, ...takeButtons([meeting], club)]
  return { ...card, blocks: [...card.blocks, ...below] }
}

async function comingDates(context: Context): Promise<Card> {
  const { services, clock } = context
  const [{ reading, lost }, club, dates] = await Promise.all([
    lastRead(services),
    services.club.get(),
    services.meetings.coming(SHOWN),
  ])
  const { pick, ...round } = reading?.round ?? { pick: null, meets: null, closedAt: null }
  const isComing = round.meets !== null && Temporal.Instant.compare(round.meets.at, clock.now()) > 0
  return {
    title: 'When the club meets',
    blocks: [
      ...lost,
      ...(pick && isComing
        ? [
            { kind: 'text' as const, text: [{ bold: pick.title }] },
            ...meetingBlocks(round, await services.meetings.of(round)),
          ]
        : []),
      ...(await datesBlocks(context, club, dates)),
      ...takeButtons(dates, club),
    ],
  }
}

/** Dates that can be taken by a button. */
const MOST_BUTTONS = 4

function takeButtons(dates: readonly PlannedMeeting[], { schedule }: Pick<Club, 'schedule'>): Block[] {
  const free = dates.filter((date) => date.free.length > 0).map((date) => sayDate(schedule, date))
  if (free.length === 0) return []
  const buttons = free
    .slice(0, MOST_BUTTONS)
    .map((day) => ({ label: `Take ${saidInWords(day)}`, action: actionId('meeting take', 'date', day) }))
  return [{ kind: 'buttons', buttons }]
}
