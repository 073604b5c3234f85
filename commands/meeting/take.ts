/** Takes a date that nobody has, as its presenter or in whatever role is free. */
import { actionId } from '../../src/chat/action.ts'
import type { Card } from '../../src/chat/card.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import type { SaidDate } from '../../src/club/said-date.ts'
import { sayDate } from '../../src/club/schedule.ts'

export default defineCommand({
  name: 'meeting take',
  description: 'Take a date that nobody has, to present or in another role; without one, the next that is free',
  answers: 'actor',
  reach: 'room',
  options: {
    date: { kind: 'meeting', description: 'The day of the meeting, such as 2026-12-24' },
    role: { kind: 'text', description: 'Which role, if it matters', max: 60 },
  },
  run: (context, { date, role }) => take(context, date, role),
  actions: {
    /** Arg: the day. */
    date: { answers: 'actor', run: (context, day) => take(context, day, undefined) },
  },
})

async function take(
  { services, caller }: Context,
  date: SaidDate | undefined,
  role: string | undefined,
): Promise<Card> {
  const taken = await services.rota.take(caller, { date, role })
  const { schedule } = await services.club.get()
  const day = sayDate(schedule, taken)
  return notice('It is yours', ['You are ', { bold: taken.role }, ' on ', { time: taken.at, style: 'moment' }, '.'], {
    kind: 'buttons',
    buttons: [{ label: 'Give it back', action: actionId('meeting return', 'date', day) }],
  })
}
