/** Who would read what: said of any paper at any time, counted, and taken back by saying it again. */

import type { Caller } from '../../club/caller.ts'
import { type AccountId, keys } from '../../club/keys.ts'
import { isSelf, persons } from '../../club/person.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { peopleAmong } from '../people.ts'
import { Seconded, Seconds } from '../records.ts'
import { removing } from '../writes.ts'
import { clubGoingOn } from './clubs.ts'
import { idsOf } from './ids-of.ts'

/** Says for somebody that they would read a paper, or takes it back. `count`: how many would now. */
export async function second(
  house: Pick<House, 'store' | 'libraries'>,
  act: Act,
  club: string,
  caller: Pick<Caller, 'account' | 'accounts'>,
  paper: { id: string; title: string },
): Promise<{ would: boolean; count: number }> {
  const { store } = house
  const all = (await idsOf(house, club, paper.id)).map((id) => keys.second(club, id))
  const [key = ''] = all
  const personOf = await peopleAmong(store, await sayers(house, all))
  return act.change('second', Seconded, [...all, keys.club(club)], (values) => {
    clubGoingOn(values, club)
    const before = new Set(all.flatMap((each) => Seconds.findIn(store, values, each)?.by ?? []))
    const others = [...before].filter((other) => !isSelf(caller, other))
    const would = others.length === before.size
    const by = would ? [...before, caller.account] : others
    const writes = { ...removing(all), [key]: by.length > 0 ? Seconds.json({ title: paper.title, by }) : undefined }
    return { writes, result: { would, count: persons(by, personOf).length } }
  })
}

/** How many would read a paper. */
export async function countSeconds(
  house: Pick<House, 'store' | 'libraries'>,
  club: string,
  paper: string,
): Promise<number> {
  const ids = await idsOf(house, club, paper)
  const by = await sayers(
    house,
    ids.map((id) => keys.second(club, id)),
  )
  return persons(by, await peopleAmong(house.store, by)).length
}

async function sayers({ store }: Pick<House, 'store'>, keys: readonly string[]): Promise<AccountId[]> {
  const all = await Promise.all(keys.map((key) => Seconds.find(store, key)))
  return [...new Set(all.flatMap((said) => said?.by ?? []))]
}

/** The papers that anybody would read, most wanted first. */
export async function mostWanted(
  { store, libraries }: Pick<House, 'store' | 'libraries'>,
  club: string,
): Promise<{ id: string; title: string; count: number }[]> {
  const prefix = keys.seconds(club)
  const all = (await Seconds.range(store, prefix)).map(({ key, value }) => ({ id: key.slice(prefix.length), ...value }))
  if (all.length === 0) return []
  const personOf = await peopleAmong(store, new Set(all.flatMap(({ by }) => by)))
  const now = await (await libraries.of(club)).idsNow(all.map(({ id }) => id))
  // What was merged since is wanted by all who wanted either.
  const works = Map.groupBy(
    all.map((one, nth) => ({ ...one, id: now[nth] ?? one.id })),
    ({ id }) => id,
  )
  return [...works]
    .map(([id, said]) => ({
      id,
      title: said[0]?.title ?? '',
      count: persons([...new Set(said.flatMap(({ by }) => by))], personOf).length,
    }))
    .sort((a, b) => b.count - a.count)
}
