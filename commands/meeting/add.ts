/** Adds one date to those of the club, and takes that back. */
import { MEETING_DATE, takeBack, timeGiven, undone } from '../../src/chat/cards/meetings.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { TRACK } from '../../src/chat/cards/tracks.ts'
import { defineCommand } from '../../src/chat/command.ts'
import { comeBetween } from '../../src/club/calendar/calendar.ts'
import { dayOfSaid, saidText, timeOfSaid } from '../../src/club/said-date.ts'
import { dateOf, sayDate } from '../../src/club/schedule.ts'
import { trackSaid } from '../../src/club/track.ts'

export default defineCommand({
  name: 'meeting add',
  description: 'Add one meeting to those of the calendar',
  answers: 'actor',
  organisers: true,
  options: {
    date: MEETING_DATE,
    time: { kind: 'text', description: 'The time, if it is not the usual one: 16:30 or 4:30pm', max: 10 },
    track: TRACK,
  },
  async run({ services }, { date, time, track }) {
    const [day, at] = [dayOfSaid(date), timeGiven(time) ?? timeOfSaid(date)]
    const rule = track === undefined ? undefined : trackSaid(await services.club.get(), track)
    const { nextPick, before, schedule } = await services.club.change({ add: { day, time: at, rule } })
    const name = comeBetween(before.calendar, schedule.calendar)
    const added = name === null ? null : dateOf(schedule, name)
    return notice(
      'Added',
      [
        `The club also meets on ${added ? saidText(sayDate(schedule, added)) : day}. The next pick comes `,
        { time: nextPick, style: 'moment' },
        '.',
      ],
      takeBack('meeting add', added?.day ?? day),
    )
  },
  actions: { undo: { answers: 'update', run: undone } },
})
