/** Says whether one comes to a meeting: counted for everyone, by name only where one agrees. */
import type { Card } from '../../src/chat/card.ts'
import { saidCard } from '../../src/chat/cards/attendance.ts'
import { stillBlock } from '../../src/chat/cards/leaving.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import type { ComingAnswer } from '../../src/club/attendance.ts'
import { UserError } from '../../src/club/errors.ts'

export default defineCommand({
  name: 'meeting coming',
  description: 'Say whether you come to a meeting, or see what you said; without a date, the next one',
  answers: 'actor',
  reach: 'room',
  options: {
    answer: {
      kind: 'choice',
      description: 'Wait: you would like the paper to wait for you',
      choices: ['yes', 'no', 'wait'],
    },
    date: { kind: 'meeting', description: 'The day of the meeting, such as 2026-12-24' },
    named: { kind: 'boolean', description: 'Your name may be shown with it' },
  },
  async run(context, { answer, date, named }) {
    const { meetings, attendance } = context.services
    const meeting = date ? await meetings.on(date) : (await meetings.coming(1))[0]
    if (!meeting) throw new UserError('no-meeting', 'The club has no further date. See `meeting show`.')
    if (answer === undefined && named === undefined)
      return saidCard(await attendance.said(context.caller, meeting.day), meeting.day)
    return say(context, meeting.day, { answer, isNamed: named })
  },
  /** Arg: the day that the calendar made. */
  actions: {
    yes: { answers: 'actor', run: (context, day) => say(context, day, { answer: 'yes' }) },
    no: { answers: 'actor', run: (context, day) => say(context, day, { answer: 'no' }) },
    wait: { answers: 'actor', run: (context, day) => say(context, day, { answer: 'wait' }) },
    named: { answers: 'update', run: (context, day) => say(context, day, { isNamed: true }) },
    nameless: { answers: 'update', run: (context, day) => say(context, day, { isNamed: false }) },
  },
})

async function say(
  { services, caller, root }: Context,
  day: string,
  what: { answer?: ComingAnswer | undefined; isNamed?: boolean | undefined },
): Promise<Card> {
  const said = await services.attendance.say(caller, day, what)
  if (said.said.answer === 'yes') return saidCard(said, day)
  const { schedule } = await services.club.get()
  const theirs = (await services.rota.parts(caller)).filter(({ date }) => date.day === day)
  return saidCard(
    said,
    day,
    theirs.map((part) => stillBlock(part, schedule, root)),
  )
}
