/** Reads something else at the next meeting, and keeps its paper for a later one: somebody asked for it to wait. */
import { notice } from '../../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { papersMeant } from '../../src/chat/papers-meant.ts'
import { listed } from '../../src/club/calendar/rule.ts'
import { UserError } from '../../src/club/errors.ts'
import { wasVoted } from '../../src/club/round.ts'

export default defineCommand({
  name: 'meeting hold',
  description: 'Keep the paper of the next meeting for later, as somebody asked; what came next is read instead',
  answers: 'actor',
  organisers: true,
  options: {
    paper: { kind: 'text', description: 'What is read instead, by its title or link', max: 500, complete: 'paper' },
  },
  run: (context, { paper }) => hold(context, null, paper),
  /** Arg: the day that the calendar made. */
  actions: { hold: { answers: 'actor', run: (context, day) => hold(context, day, undefined) } },
})

async function hold(context: Context, day: string | null, instead: string | undefined) {
  const { services, caller } = context
  const { round } = (await services.rounds.reading()) ?? {}
  const meets = round?.meets
  if (day === null && !round?.pick)
    throw new UserError('no-meeting', 'No paper stands for the next meeting yet, so none can wait. See `meeting show`.')
  if (!round?.pick || !meets?.day || (day !== null && meets.day !== day))
    throw new UserError('no-meeting', 'The paper of that meeting does not stand any more. See `meeting show`.')
  const held = await services.catalogue.get(round.pick.paper)
  const { wait } = await services.attendance.of(meets.day)
  const reason = `${wait.names.length > 0 ? listed(wait.names) : 'Somebody'} asked for it to wait.`
  const meant = instead === undefined ? null : await papersMeant(context, instead)
  const { before, after } = await services.rounds.veto(meant?.papers ?? null, reason).catch((error: unknown) => {
    if (!(error instanceof UserError) || error.code !== 'nothing-else') throw error
    const why = wasVoted(round) ? 'Nothing else had a vote for that date' : 'Nobody voted on what is read on that date'
    throw new UserError('nothing-else', `${why}. Say what is read instead: \`meeting hold paper:…\`.`)
  })
  if (held) await services.rounds.nominate(caller, held, reason)
  return notice(
    'It waits',
    [
      { bold: before },
      ' waits for a later meeting, among the nominations. Instead the group reads ',
      { bold: after },
      ', and every channel is told.',
    ],
    ...(meant?.unknown ?? []),
  )
}
