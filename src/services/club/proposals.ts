/** Nominations that wait for an organiser, of a club that wants it so: every room is told, and of what became of them. */
import type { Caller } from '../../club/caller.ts'
import { UserError } from '../../club/errors.ts'
import { keys } from '../../club/keys.ts'
import type { Proposal } from '../../ports/services.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Clubs, Done, Proposals } from '../records.ts'
import { clubGoingOn } from './clubs.ts'
import { outgoing, telling } from './outgoing.ts'

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
 * Ends the wait of a proposal, once it was nominated where `granted`. Whoever made it is told in every room, and what asked there
 * loses its buttons.
 */
export async function settle(
  { store }: Pick<House, 'store'>,
  act: Act,
  id: string,
  { n, by, name, title }: Proposal,
  granted: boolean,
): Promise<void> {
  const key = keys.proposal({ club: id, n })
  await act.change('settle proposal', Done, [keys.club(id), key], (values) => {
    const club = Clubs.from(values, keys.club(id))
    if (!club || !Proposals.findIn(store, values, key)) return { writes: {}, result: true }
    const what = granted ? ('granted' as const) : ('refused' as const)
    const news = { what, place: null, at: null, whom: { account: by, name }, titles: [title] }
    const shown = { what: 'settled' as const, place: null, at: null, titles: [title] }
    return {
      writes: {
        ...telling(club, club.rooms, news),
        ...outgoing({ club: id, n }, 'news', club.rooms, { news: shown }),
        [key]: undefined,
      },
      result: true,
    }
  })
}
