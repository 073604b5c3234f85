import type { REST } from 'discord.js'
import type { RoomId } from '../../club/keys.ts'
import { chatFailure, isApiError } from './failure.ts'
import { lackingIn, type Permission } from './lacking.ts'

const MISSING_PERMISSIONS = 50013

/** What comes of a call, or its failure in the port's words, with the permission that lacks. `self`: the bot's own user id. */
export function asking(rest: REST, self: () => string) {
  return async <T>(calling: Promise<T>, room: RoomId, needed: readonly Permission[]): Promise<T> => {
    try {
      return await calling
    } catch (error) {
      const [lacking] = isApiError(error, MISSING_PERMISSIONS) ? await lackingIn(rest, self(), room, needed) : []
      throw chatFailure(error, lacking ?? null)
    }
  }
}

/** Undefined when Discord refuses with this code, which the caller knows what to make of. */
export async function unless<T>(code: number, calling: Promise<T>): Promise<T | undefined> {
  try {
    return await calling
  } catch (error) {
    if (isApiError(error, code)) return undefined
    throw error
  }
}
