/** Takes a date that nobody has, as its presenter or in whatever role is free. */
import { actionId } from '../../src/chat/action.ts'
import type { Block, Card } from '../../src/chat/card.ts'
import { notice, withCommands } from '../../src/chat/cards/notice.ts'
import { papersBlocks } from '../../src/chat/cards/plan.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { UserError } from '../../src/club/errors.ts'
import { leftBehind } from '../../src/club/plan.ts'
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

async function take(context: Context, date: SaidDate | undefined, role: string | undefined): Promise<Card> {
  const { services, caller } = context
  const taken = await services.rota.take(caller, { date, role })
  const { schedule } = await services.club.get()
  const day = sayDate(schedule, taken)
  return notice(
    'It is yours',
    ['You are ', { bold: taken.role }, ' on ', { time: taken.at, style: 'moment' }, '.'],
    ...(await stays(context, day)),
    {
      kind: 'buttons',
      buttons: [{ label: 'Give it back', action: actionId('meeting return', 'date', day) }],
    },
  )
}

/** What stays to be read where somebody chose it who had the date before. */
async function stays({ services, caller, root }: Context, day: SaidDate): Promise<Block[]> {
  const own = await services.rota.own(caller, day).catch(notToChoose)
  const { organisers } = await services.club.get()
  const left = own ? leftBehind(own.plan, organisers) : []
  if (left.length === 0) return []
  const hint =
    'It was chosen before you had this date and is read if you choose nothing: `meeting paper` puts yours in its place.'
  return [...papersBlocks(left), { kind: 'text', text: withCommands(hint, root) }]
}

/** Where it is not for who presents to choose, or the paper stands, nothing is to be told. */
function notToChoose(error: unknown): null {
  if (error instanceof UserError) return null
  throw error
}
