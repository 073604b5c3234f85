/** Who would read what: said of any paper at any time, counted, and taken back by saying it again. */

import type { Caller } from '../../club/caller.ts'
import { assertGoesOn } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import { isSelf, persons } from '../../club/person.ts'
import type { Store } from '../../store/store.ts'
import type { Act } from '../act.ts'
import { peopleAmong } from '../people.ts'
import { Clubs, Seconded, Seconds } from '../records.ts'

/** Says for somebody that they would read a paper, or takes it back. `count`: how many would now. */
export async function second(
  store: Store,
  act: Act,
  club: string,
  caller: Pick<Caller, 'account' | 'accounts'>,
  paper: { id: string; title: string },
): Promise<{ would: boolean; count: number }> {
  const key = keys.second(club, paper.id)
  const personOf = await peopleAmong(store, (await Seconds.find(store, key))?.by ?? [])
  return act.change('second', Seconded, [key, keys.club(club)], (values) => {
    const found = Clubs.from(values, keys.club(club))
    if (found) assertGoesOn(found)
    const before = Seconds.findIn(store, values, key)?.by ?? []
    const others = before.filter((other) => !isSelf(caller, other))
    const would = others.length === before.length
    const by = would ? [...before, caller.account] : others
    const writes = { [key]: by.length > 0 ? Seconds.json({ title: paper.title, by }) : undefined }
    return { writes, result: { would, count: persons(by, personOf).length } }
  })
}

/** How many would read a paper. */
export async function countSeconds(store: Store, club: string, paper: string): Promise<number> {
  const by = (await Seconds.find(store, keys.second(club, paper)))?.by ?? []
  return persons(by, await peopleAmong(store, by)).length
}

/** The papers that anybody would read, most wanted first. */
export async function mostWanted(store: Store, club: string): Promise<{ id: string; title: string; count: number }[]> {
  const prefix = keys.seconds(club)
  const all = await Seconds.range(store, prefix)
  const personOf = await peopleAmong(store, new Set(all.flatMap(({ value }) => value.by)))
  return all
    .map(({ key, value: { title, by } }) => ({
      id: key.slice(prefix.length),
      title,
      count: persons(by, personOf).length,
    }))
    .sort((a, b) => b.count - a.count)
}
