import { chatNameOf, type RoomId } from '../../club/keys.ts'
import type { Fate } from '../../ports/rounds.ts'
import type { Block, Inline, Rich } from '../card.ts'
import { capital } from '../text.ts'

/** Where a post is and where it is not, room by room. `links`: to those that are there. */
export function fatesList(fates: readonly Fate[], links: readonly { room: RoomId; url: string }[]): Block {
  return { kind: 'list', items: fates.map((fate) => fateLine(fate, links)) }
}

function fateLine({ room, state, why }: Fate, links: readonly { room: RoomId; url: string }[]): Rich {
  const url = links.find((link) => link.room === room)?.url
  const name: Inline = url ? { link: url, label: chatNameOf(room) } : { bold: chatNameOf(room) }
  switch (state) {
    case 'posted':
      return [name, ': it is there.']
    case 'waiting':
      return [name, `: not yet. ${why ? capital(why) : 'It is still on its way.'}`]
    case 'failed':
      return [name, `: not there, since ${why ?? 'the chat refused it.'}`]
  }
}
