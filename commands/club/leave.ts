/** Takes the channel out of its club, once an organiser has confirmed it. */
import { actionId } from '../../src/chat/action.ts'
import { notice, plural } from '../../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club leave',
  description: 'Take this channel out of the reading group, which goes on in its others',
  answers: 'actor',
  organisers: true,
  options: {},
  run: ask,
  actions: { confirm: { answers: 'update', run: leave } },
})

async function ask({ services, room }: Context) {
  await services.club.requireOwn()
  const { name, rooms } = await services.club.get()
  const others = rooms.filter((other) => other !== room).length
  return notice(
    'Take this channel out?',
    [
      { bold: name },
      others > 0
        ? ` goes on in ${plural(others, 'other channel')}, which ${others === 1 ? 'is' : 'are'} told.`
        : ' has no other channel, so it cannot leave this one.',
      ' No ballot and no pick comes here any more. What was said here stays in the discussion, and what is written here afterwards does not come into it.',
    ],
    ...(others > 0
      ? [
          {
            kind: 'buttons' as const,
            buttons: [{ label: 'Take it out', action: actionId('club leave', 'confirm'), style: 'danger' as const }],
          },
        ]
      : []),
  )
}

async function leave({ services, root }: Context) {
  const { name } = await services.room.leave()
  return notice('Taken out', [
    'This channel does not belong to ',
    { bold: name },
    ' any more. Start another group here with ',
    { code: `/${root} club start` },
    '.',
  ])
}
