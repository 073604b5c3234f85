/** Cancels one date of the club, and takes that back. */
import { MEETING_DATE, takeBack, undone, wayBack } from '../../src/chat/cards/meetings.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { plannedNoMore, waitAgain } from '../../src/chat/cards/unread.ts'
import { defineCommand } from '../../src/chat/command.ts'
import { dayOfName } from '../../src/club/calendar/calendar.ts'
import { dayOfSaid, saidText } from '../../src/club/said-date.ts'
import { saidDate } from '../../src/club/schedule.ts'

export default defineCommand({
  name: 'meeting cancel',
  description: 'Cancel one meeting; the others stay as they are',
  answers: 'actor',
  organisers: true,
  options: {
    date: MEETING_DATE,
    reason: { kind: 'text', description: 'Why, for everyone to read', max: 200 },
  },
  async run({ services, root }, { date, reason = null }) {
    const { nextPick, before } = await services.club.change({ cancel: { day: date, reason } })
    const name = saidDate(before, date)?.day ?? dayOfSaid(date)
    const unplanned = (await services.meetings.unplanned()).filter(({ day }) => day === dayOfName(name))
    const unread = [...waitAgain(await services.meetings.unread(date)), ...plannedNoMore(unplanned, root)]
    return notice(
      'Cancelled',
      [
        `There is no meeting on ${saidText(date)}${reason ? `: ${reason}` : ''}. The next pick comes `,
        { time: nextPick, style: 'moment' },
        '.',
      ],
      ...unread.map((text) => ({ kind: 'text' as const, text })),
      takeBack('meeting cancel', wayBack(before, name)),
    )
  },
  actions: { undo: { answers: 'update', run: undone } },
})
