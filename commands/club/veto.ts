/** Takes the paper of the week back, with a reason that everyone reads; what came next is read instead, or what is named. */
import { notice } from '../../src/chat/cards/notice.ts'
import { defineCommand } from '../../src/chat/command.ts'
import { papersMeant } from '../../src/chat/papers-meant.ts'
import { bare } from '../../src/club/calendar/written.ts'

export default defineCommand({
  name: 'club veto',
  description: 'Take the paper of the week back with a reason; what came next is read instead',
  answers: 'actor',
  organisers: true,
  options: {
    reason: { kind: 'text', description: 'Why, for everyone to read', required: true, max: 300 },
    paper: { kind: 'text', description: 'What is read instead, by its title or link', max: 500, complete: 'paper' },
  },
  async run(context, { reason, paper }) {
    const meant = paper === undefined ? null : await papersMeant(context, paper)
    const { before, after } = await context.services.rounds.veto(meant?.papers ?? null, bare(reason))
    if (before === after) {
      return notice('Changed', [
        'The group still reads ',
        { bold: after },
        '. What is read beside it is another now, as its post shows.',
      ])
    }
    return notice(
      'Taken back',
      [
        'Instead of ',
        { bold: before },
        ' the group reads ',
        { bold: after },
        '. Every channel is told so, with your reason.',
      ],
      ...(meant?.unknown ?? []),
    )
  },
})
