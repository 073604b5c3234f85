import type { UserError } from '../club/errors.ts'
import type { Catalogue, Services } from '../ports/services.ts'

/** Whose library a channel of no club looks things up in: nobody has added anything to it. */
export const NO_CLUB = 'shipped'

/** For a channel of no club: the shipped digests can be looked up, and all that needs a club says how to get one. */
export function withoutClub(catalogue: Catalogue, refusal: UserError): Services {
  const refused = <T extends object>(): T => new Proxy({} as T, { get: () => () => Promise.reject(refusal) })
  return {
    catalogue,
    library: refused(),
    club: refused(),
    rounds: refused(),
    discussion: refused(),
    members: refused(),
  }
}
