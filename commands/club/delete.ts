/** Deletes the club, once an organiser has confirmed it; for seven days that can be taken back. */
import { actionId } from '../../src/chat/action.ts'
import type { Card } from '../../src/chat/card.ts'
import { notice, plural } from '../../src/chat/cards/notice.ts'
import { sentExport } from '../../src/chat/cards/sent-export.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import type { Club } from '../../src/club/club.ts'

export default defineCommand({
  name: 'club delete',
  description: 'Delete this reading group: it stands still, and in seven days all of it is erased',
  answers: 'actor',
  organisers: true,
  options: {},
  run: ask,
  actions: { confirm: { answers: 'update', run: end }, copy: { answers: 'actor', run: sentExport } },
})

async function ask({ services }: Context) {
  const club = await services.club.get()
  if (club.ending) return deletedCard(club)
  await services.club.requireOwn()
  const { name, rooms, voting } = club
  return notice(
    `Delete “${name}”?`,
    'It stands still at once, and in seven days this is erased for good:',
    {
      kind: 'list',
      items: [
        `${plural(voting, 'week')} with ballots, votes and picks;`,
        'what was said on every pick, in all of its channels;',
        'what the group added to its library: papers, feeds and idea lines;',
        `that it meets in ${plural(rooms.length, 'channel')}, its organisers and its name.`,
      ],
    },
    { kind: 'text', text: 'All of its channels are told. What stands in the chats themselves stays there.' },
    {
      kind: 'text',
      text: 'To keep a copy have it sent to you first: a file with all of this but the votes of single people.',
    },
    {
      kind: 'buttons',
      buttons: [
        { label: 'Send me a copy', action: actionId('club delete', 'copy') },
        { label: 'Delete it', action: actionId('club delete', 'confirm'), style: 'danger' },
      ],
    },
  )
}

async function end({ services }: Context) {
  return deletedCard(await services.club.delete())
}

function deletedCard({ name, ending }: Pick<Club, 'name' | 'ending'>): Card {
  return notice(
    'Deleted',
    [
      { bold: name },
      ' stands still from now on, and all that is kept of it is erased ',
      ...(ending ? [{ time: ending.until, style: 'moment' as const }] : ['soon']),
      '. Until then any organiser can take that back.',
    ],
    { kind: 'buttons', buttons: [{ label: 'Keep the group', action: actionId('club restore', 'keep') }] },
  )
}
