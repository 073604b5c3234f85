/** Adds one date to those of the club, and takes that back. */
import { actionId } from '../../src/chat/action.ts'
import { timeGiven, undone } from '../../src/chat/cards/meetings.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'meeting add',
  description: 'Add one meeting to those of the calendar',
  answers: 'actor',
  organisers: true,
  options: {
    date: { kind: 'date', description: 'The day of the meeting, such as 2026-12-24', required: true },
    time: { kind: 'text', description: 'The time, if it is not the usual one: 16:30 or 4:30pm', max: 10 },
  },
  async run({ services }, { date, time }) {
    const day = date.toString()
    const { nextPick } = await services.club.change({ add: { day, time: timeGiven(time) } })
    return notice(
      'Added',
      [`The club also meets on ${day}. The next pick comes `, { time: nextPick, style: 'moment' }, '.'],
      { kind: 'buttons', buttons: [{ label: 'Take it back', action: actionId('meeting add', 'undo', day) }] },
    )
  },
  actions: { undo: { answers: 'update', run: undone } },
})
