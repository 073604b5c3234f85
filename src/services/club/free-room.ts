/** Whether a channel can become a club's room, and who may say so. */
import type { Platform } from '../../chat/platform.ts'
import type { Caller } from '../../club/caller.ts'
import { UserError } from '../../club/errors.ts'
import { platformOf, type RoomId } from '../../club/keys.ts'
import type { House } from '../house.ts'
import { clubOfRoom, clubWith } from './mended.ts'

/** Throws {@link UserError} when the channel belongs to a club, when its use is not for the caller to say, or when no club could use it. */
export async function requireFree(house: House, room: RoomId, caller: Caller): Promise<void> {
  if ((await clubOfRoom(house, room)) !== undefined) throw await taken(house, room)
  const platform = house.platforms.get(platformOf(room))
  if (!platform) return
  await requireManager(platform, room, caller)
  const check = await platform.checkRoom(room)
  const problem = check?.problems[0]
  if (problem !== undefined) {
    throw new UserError('unfit-room', `${check?.name ?? 'This channel'} ${problem} Then try again.`)
  }
}

/** Says whose a channel is. */
export async function taken(house: House, room: RoomId): Promise<UserError> {
  const club = await clubWith(house, room)
  const whose = club ? `“${club.name}”` : 'a reading group'
  return new UserError('has-club', `This channel belongs to ${whose} already. See it with \`club show\`.`)
}

async function requireManager(platform: Platform, room: RoomId, { account, admin }: Caller): Promise<void> {
  if (admin || (await platform.manages(room, account))) return
  throw new UserError(
    'managers-only',
    `Only whoever decides what this channel is for can do that: ${platform.managers}. Ask one of them.`,
  )
}
