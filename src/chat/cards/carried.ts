import { digestersOf, followingRooms, readersOf, readIn } from '../../club/carrying.ts'
import type { Club } from '../../club/club.ts'
import { chatNameOf, platformOf, type RoomId } from '../../club/keys.ts'
import { actionId } from '../action.ts'
import type { Block } from '../card.ts'

type Rooms = Pick<Club, 'rooms' | 'carrying' | 'digesting' | 'listening'>

/** `Slack and another channel in Discord`: other rooms, as people in this one speak of them. */
export function othersInWords(rooms: readonly RoomId[], here: RoomId): string {
  const names = rooms.map((room) =>
    platformOf(room) === platformOf(here) ? `another channel in ${chatNameOf(room)}` : chatNameOf(room),
  )
  return [...new Set(names)].join(' and ')
}

/** Whether what is said in this room is read elsewhere, the end of a sentence or a field. */
export function carriedInWords(club: Rooms, here: RoomId): string {
  const [readers, heard] = [readersOf(club, here), readIn(club, here)]
  if (readers.length > 0) {
    const isAlike = heard.length === readers.length && club.digesting.length === 0
    const back = heard.length === 0 ? '' : isAlike ? ', and the other way round' : backFrom(club, heard, here)
    return `read in ${readersInWords(club, here)}${back}`
  }
  if (club.listening.includes(here)) return `read here alone${heard.length > 0 ? backFrom(club, heard, here) : ''}`
  return club.carrying.includes(here) ? 'read here alone until an organiser agrees elsewhere too' : 'read here alone'
}

/** Where is read what is said here, and how soon; empty where it is not. */
export function readersInWords(club: Rooms, here: RoomId): string {
  const [atOnce, daily] = [followingRooms(club, here), digestersOf(club, here)]
  const others = [
    ...(atOnce.length > 0 ? [`${othersInWords(atOnce, here)} as well`] : []),
    ...(daily.length > 0 ? [`${othersInWords(daily, here)} once a day`] : []),
  ]
  return others.join(', and in ')
}

function backFrom({ digesting }: Rooms, heard: readonly RoomId[], here: RoomId): string {
  const often = digesting.includes(here) ? ' once a day' : ''
  return `; what is said in ${othersInWords(heard, here)} is read here${often}`
}

/** Asks for this room's consent, where there is another to speak to. */
export function consentBlocks({ rooms, carrying, listening }: Rooms, here: RoomId): Block[] {
  const others = rooms.filter((room) => room !== here)
  if (others.length === 0 || carrying.includes(here) || listening.includes(here)) return []
  const text =
    `What is said here, in the thread of a pick, will be read in ${othersInWords(others, here)}, and what is said there ` +
    'will be read here, once an organiser has agreed on each side.'
  return [
    { kind: 'text', text },
    { kind: 'buttons', buttons: [agreeButton()] },
  ]
}

/** `key`: of the post that it stands on. */
export function agreeButton(key = '') {
  return { label: 'Let it be read there', action: actionId('club set', 'mirror', key) }
}
