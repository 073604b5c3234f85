/** Who is in a server: asked for one by one, as the list of all needs a privileged intent. */
import { type REST, Routes } from 'discord.js'
import type { AccountId, RoomId } from '../../club/keys.ts'
import { isApiError } from './failure.ts'
import { isUser, placeOf, userOf } from './ids.ts'

const UNKNOWN_MEMBER = 10007
const UNKNOWN_USER = 10013

/** As the port has it. */
export async function hasLeft(rest: REST, account: AccountId, rooms: readonly RoomId[]): Promise<boolean> {
  if (!isUser(account)) return false
  const guilds = [...new Set(rooms.map((room) => placeOf(room).guild))]
  const asked = guilds.map((guild) =>
    rest.get(Routes.guildMember(guild, userOf(account))).then(
      () => false,
      (error: unknown) => isApiError(error, UNKNOWN_MEMBER) || isApiError(error, UNKNOWN_USER),
    ),
  )
  return guilds.length > 0 && (await Promise.all(asked)).every(Boolean)
}
