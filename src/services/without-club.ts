/** How the services answer outside a club's rooms: what can be looked up as ever, and all else with where to go. */
import type { UserError } from '../club/errors.ts'
import type { Place } from '../ports/club.ts'
import type { Catalogue } from '../ports/library.ts'
import type { Services } from '../ports/services.ts'

/** Whose library is looked up where no club is: nobody has added anything to it. */
export const NO_CLUB = 'shipped'

/** What changes nothing. What was said in a club's threads stays there, and how anyone but the caller voted. */
const LOOK_UPS: {
  [S in
    | 'library'
    | 'club'
    | 'rounds'
    | 'meetings'
    | 'rota'
    | 'attendance'
    | 'discussion']: readonly (keyof Services[S])[]
} = {
  library: ['suggestions', 'feeds', 'fresh'],
  club: ['get', 'counted', 'organisers', 'troubles', 'rooms', 'canShowEvents'],
  rounds: [
    ...(['nudged', 'approvals', 'proposals', 'voting', 'reading', 'byKey', 'history', 'seconds', 'ofPaper'] as const),
    ...(['readBefore', 'links'] as const),
  ],
  meetings: ['coming', 'on', 'of', 'before', 'unplanned'],
  rota: [],
  attendance: ['of'],
  discussion: ['latest', 'verdicts'],
}

/** A club's services as they answer near it. */
export function nearClub(services: Services, place: Place & { refusal: UserError }): Services {
  return {
    ...services,
    place,
    library: refusing(services.library, LOOK_UPS.library, place.refusal),
    club: refusing(services.club, LOOK_UPS.club, place.refusal),
    rounds: refusing(services.rounds, LOOK_UPS.rounds, place.refusal),
    meetings: refusing(services.meetings, LOOK_UPS.meetings, place.refusal),
    rota: refusing(services.rota, LOOK_UPS.rota, place.refusal),
    attendance: refusing(services.attendance, LOOK_UPS.attendance, place.refusal),
    discussion: refusing(services.discussion, LOOK_UPS.discussion, place.refusal),
  }
}

/** Where no club is known: the shipped digests can be looked up, a club started, and all that needs one says how to get it. */
export function withoutClub(
  library: () => Promise<Catalogue>,
  own: Pick<Services, 'elsewhere' | 'members' | 'links' | 'notes' | 'room'>,
  place: Place & { refusal: UserError },
): Services {
  const none = <T extends object>(): T => refusing({} as T, [], place.refusal)
  return {
    ...own,
    place,
    catalogue: onDemand(library),
    library: none(),
    club: none(),
    rounds: none(),
    meetings: none(),
    rota: none(),
    attendance: none(),
    discussion: none(),
  }
}

/** Who looks nothing up does not wait for what is opened. */
function onDemand(open: () => Promise<Catalogue>): Catalogue {
  return new Proxy({} as Catalogue, {
    get:
      (_, name) =>
      async (...given: unknown[]) => {
        const catalogue = await open()
        return Reflect.apply(Reflect.get(catalogue, name), catalogue, given)
      },
  })
}

function refusing<T extends object>(service: T, allowed: readonly (keyof T)[], refusal: UserError): T {
  return new Proxy(service, {
    get: (target, name) => {
      const key = name as keyof T
      return allowed.includes(key) ? target[key] : () => Promise.reject(refusal)
    },
  })
}
