/** Moves one date of the club, and takes that back. */
import { MEETING_DATE, takeBack, timeGiven, undone, wayBackTo } from '../../src/chat/cards/meetings.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { defineCommand } from '../../src/chat/command.ts'
import { comeBetween } from '../../src/club/calendar/calendar.ts'
import { dayOfSaid, saidText, timeOfSaid } from '../../src/club/said-date.ts'
import { dateOf, saidDate } from '../../src/club/schedule.ts'

export default defineCommand({
  name: 'meeting move',
  description: 'Move one meeting to another day or time',
  answers: 'actor',
  organisers: true,
  options: {
    date: MEETING_DATE,
    to: { kind: 'meeting', description: 'The day that it is to be on', required: true },
    time: { kind: 'text', description: 'The time on that day, if it is another one: 16:30 or 4:30pm', max: 10 },
  },
  async run({ services }, { date, to, time }) {
    const [day, at] = [dayOfSaid(to), timeGiven(time) ?? timeOfSaid(to)]
    const changes = { move: { from: date, to: day, time: at } }
    const { nextPick, before, schedule } = await services.club.change(changes)
    const was = saidDate(before, date)
    // One that was added by hand has another name where it is now.
    const name = comeBetween(before.calendar, schedule.calendar) ?? was?.day
    const moved = name === undefined ? null : dateOf(schedule, name)
    return notice(
      'Moved',
      [
        `The meeting of ${saidText(date)} is on ${day}${at ? ` at ${at}` : ''}. The next pick comes `,
        { time: nextPick, style: 'moment' },
        '.',
      ],
      ...(was && moved ? [takeBack('meeting move', wayBackTo(before, was, moved))] : []),
    )
  },
  actions: { undo: { answers: 'update', run: undone } },
})
