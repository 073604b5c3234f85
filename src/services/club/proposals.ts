/** Nominations that wait for an organiser, of a club that wants it so: every room is told, and of what became of them. */
import type { Caller } from '../../club/caller.ts'
import { type Club, isOrganiser } from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { keys } from '../../club/keys.ts'
import { isSelf } from '../../club/person.ts'
import type { Proposal } from '../../ports/rounds.ts'
import type { Store, Values, Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Done, Proposals, RefusedAs, WithdrawnAs } from '../records.ts'
import { clubGoingOn } from './clubs.ts'
import { outgoing, telling } from './outgoing.ts'

/** What was withdrawn, as it is kept. */
export type Taken = NonNullable<Awaited<ReturnType<typeof WithdrawnAs.get>>>

interface Wanted {
  paper: { id: string; title: string }
  reason: string | undefined
}

/** Throws {@link UserError} where the same paper waits already. */
export async function propose(house: House, act: Act, id: string, caller: Caller, wanted: Wanted): Promise<void> {
  const { paper, reason = null } = wanted
  const waiting = await proposalsOf(house, id)
  // Delivered again it is what it was the first time.
  const isOther = waiting.find((one) => one.paper === paper.id && one.by !== caller.account)
  if (isOther)
    throw new UserError(
      'proposed-already',
      `“${paper.title}” waits for an organiser already: ${isOther.name} proposed it.`,
    )
  const at = house.clock.now()
  await act.change('propose', Done, [keys.club(id)], (values) => {
    const club = clubGoingOn(values, id)
    if (waiting.some((one) => one.paper === paper.id)) return { writes: {}, result: true }
    const n = club.told + 1
    const proposal = { paper: paper.id, title: paper.title, by: caller.account, name: caller.name, reason, at }
    const news = {
      ...{ what: 'proposed' as const, place: null, at: null, who: caller.name, titles: [paper.title] },
      ...(reason === null ? {} : { reason }),
    }
    return {
      writes: { ...telling(club, club.rooms, news), [keys.proposal({ club: id, n })]: Proposals.json(proposal) },
      result: true,
    }
  })
}

/** What waits, the oldest first. */
export async function proposalsOf({ store }: Pick<House, 'store'>, id: string): Promise<Proposal[]> {
  const prefix = keys.proposals(id)
  const all = await Proposals.range(store, prefix)
  return all.map(({ key, value }) => ({ ...value, n: Number(key.slice(prefix.length)) }))
}

/**
 * Withdraws what waits of a paper, under any of its ids; undefined where nothing does. An organiser's doing so is a refusal. Where the
 * paper is nominated too, what waits of it is withdrawn by whoever proposed it alone. Throws {@link UserError} where it is not for the
 * caller to do.
 */
export async function withdrawProposal(
  house: House,
  act: Act,
  club: Club,
  caller: Caller,
  ids: readonly string[],
  isNominated: boolean,
): Promise<Taken | undefined> {
  const proposal = (await proposalsOf(house, club.id)).find(({ paper }) => ids.includes(paper))
  if (!proposal) return undefined
  const { title, by, name } = proposal
  const own = isSelf(caller, by)
  if (!own && isNominated) return undefined
  if (!own && !isOrganiser(club, caller))
    throw new UserError('not-yours', `${name} proposed it; only they or an organiser can withdraw it.`)
  const { keys: read, writes } = settling(house.store, club.id, proposal, own ? 'taken back' : 'refused')
  const whose = own ? {} : { by: { account: by, name } }
  return act.change('withdraw', WithdrawnAs, read, (values) => ({
    writes: writes(values),
    result: { title, own, ...whose, told: !own, stood: false, proposed: true },
  }))
}

/** Refuses it. Throws {@link UserError} `settled-already` where it waits no longer. */
export function refuse(store: Store, act: Act, id: string, proposal: Proposal): Promise<{ title: string }> {
  const { keys: read, writes } = settling(store, id, proposal, 'refused')
  return act.change('refuse', RefusedAs, read, (values) => ({
    writes: writes(values),
    result: { title: proposal.title },
  }))
}

/**
 * What ends the wait of a proposal, for a change that reads `keys` to write along. What asked in the rooms loses its buttons, and
 * whoever made it is told there, unless they took it back. `writes` throws as {@link refuse} does.
 */
export function settling(
  store: Store,
  id: string,
  { n, by, name, title }: Proposal,
  what: 'granted' | 'refused' | 'taken back',
): Along {
  const [club, key] = [keys.club(id), keys.proposal({ club: id, n })]
  const isOwn = what === 'taken back'
  const shown = { what: 'settled' as const, place: null, at: null, ...(isOwn ? {} : { titles: [title] }) }
  return {
    keys: [club, key],
    writes(values) {
      const found = clubGoingOn(values, id)
      if (!Proposals.findIn(store, values, key)) throw settledAlready()
      return {
        ...(isOwn
          ? {}
          : telling(found, found.rooms, { what, place: null, at: null, whom: { account: by, name }, titles: [title] })),
        ...outgoing({ club: id, n }, 'news', found.rooms, { news: shown }),
        [key]: undefined,
      }
    },
  }
}

/** What another change writes with its own. */
export interface Along {
  keys: readonly string[]
  writes(values: Values): Writes
}

export function settledAlready(): UserError {
  return new UserError(
    'settled-already',
    'That proposal waits no longer: somebody decided on it, or whoever made it took it back.',
  )
}
