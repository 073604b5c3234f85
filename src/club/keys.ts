/** The names of things in the store and in buttons. Everything that is looked up by key is spelled here and nowhere else. */

/** One channel on one chat: `discord:<guild>:<channel>` or `slack:<team>:<channel>`. */
export type RoomId = `${string}:${string}:${string}`

/** One person on one chat: `discord:<user>` or `slack:<team>:<user>`. */
export type AccountId = `${string}:${string}`

const ROOM = /^[a-z]+:[A-Za-z0-9]+:[A-Za-z0-9]+$/
const ACCOUNT = /^[a-z]+:[A-Za-z0-9]+(:[A-Za-z0-9]+)?$/

export function isRoomId(text: string): text is RoomId {
  return ROOM.test(text)
}

export function isAccountId(text: string): text is AccountId {
  return ACCOUNT.test(text)
}

/** The chat's name a room or an account belongs to: the part before the first colon. */
export function platformOf(id: RoomId | AccountId): string {
  return id.slice(0, id.indexOf(':'))
}
