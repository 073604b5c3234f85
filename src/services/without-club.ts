import type { UserError } from '../club/errors.ts'
import type { Catalogue, RoomService, Services } from '../ports/services.ts'

/** Whose library a channel of no club looks things up in: nobody has added anything to it. */
export const NO_CLUB = 'shipped'

/** For a channel of no club: the shipped digests can be looked up, a club started, and all that needs one says how to get it. */
export function withoutClub(catalogue: Catalogue, room: RoomService, refusal: UserError): Services {
  const refused = <T extends object>(): T => new Proxy({} as T, { get: () => () => Promise.reject(refusal) })
  return {
    catalogue,
    library: refused(),
    club: refused(),
    rounds: refused(),
    discussion: refused(),
    members: refused(),
    room,
  }
}
