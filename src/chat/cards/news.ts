import type { Club } from '../../club/club.ts'
import type { News } from '../../club/news.ts'
import { actionId } from '../action.ts'
import type { Card, Rich } from '../card.ts'
import { notice } from './notice.ts'

/** What a room is told besides its weeks. `key` marks the post. */
export function newsCard({ name }: Pick<Club, 'name'>, { what, place, at }: News, root: string, key: string): Card {
  const other = place ?? 'another channel'
  const help = { label: 'All commands', action: actionId('help', 'open', key) }
  const say = (title: string, text: Rich, button = help) => notice(title, text, { kind: 'buttons', buttons: [button] })
  switch (what) {
    case 'joined':
      return say('A channel has joined', [
        { bold: name },
        ` meets in ${other} as well from now on: one ballot, one pick, one discussion.`,
      ])
    case 'left':
      return say('A channel has left', [{ bold: name }, ` does not meet in ${other} any more.`])
    case 'moved':
      return say('This reading group has moved', [{ bold: name }, ` meets in ${other} from now on.`])
    case 'ending':
      return say(
        'This reading group is going to end',
        [
          'An organiser has deleted ',
          { bold: name },
          '. It stands still, and all that is kept of it is erased ',
          ...(at ? [{ time: at, style: 'moment' as const }] : ['soon']),
          '. Until then organisers can take that back, here or with ',
          { code: `/${root} club restore` },
          '.',
        ],
        { label: 'Keep the group', action: actionId('club restore', 'keep', key) },
      )
    case 'restored':
      return say('This reading group goes on', [
        { bold: name },
        ' is not deleted after all.',
        ...(at ? [' The next pick comes ', { time: at, style: 'moment' as const }, '.'] : []),
      ])
  }
}
