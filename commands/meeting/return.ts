/** Gives back a date that one took. */
import { actionId } from '../../src/chat/action.ts'
import type { Card } from '../../src/chat/card.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import type { SaidDate } from '../../src/club/said-date.ts'
import { sayDate } from '../../src/club/schedule.ts'

export default defineCommand({
  name: 'meeting return',
  description: 'Give back a date that you took; without one, your next',
  answers: 'actor',
  reach: 'room',
  options: { date: { kind: 'meeting', description: 'The day of the meeting, such as 2026-12-24' } },
  run: (context, { date }) => giveBack(context, date),
  /** Arg: the day. */
  actions: { date: { answers: 'update', run: (context, day) => giveBack(context, day) } },
})

async function giveBack({ services, caller }: Context, date: SaidDate | undefined): Promise<Card> {
  const { at, role: still } = await services.rota.giveBack(caller, date)
  const { schedule } = await services.club.get()
  const day = sayDate(schedule, { at })
  return notice(
    'Given back',
    still === ''
      ? ['The date of ', { time: at, style: 'moment' }, ' is not yours any more, and every room is told.']
      : ['What you took of ', { time: at, style: 'moment' }, ` is not yours any more. You are its ${still} still.`],
    { kind: 'buttons', buttons: [{ label: 'Take it again', action: actionId('meeting take', 'date', day) }] },
  )
}
