/** Who would read what: said of any paper at any time, counted, and taken back by saying it again. */
import { assertGoesOn } from '../../club/club.ts'
import { type AccountId, keys } from '../../club/keys.ts'
import type { Store } from '../../store/store.ts'
import type { Act } from '../act.ts'
import { Clubs, Seconded, Seconds } from '../records.ts'

/** Says for somebody that they would read a paper, or takes it back. `count`: how many would now. */
export async function second(
  store: Store,
  act: Act,
  club: string,
  account: AccountId,
  paper: { id: string; title: string },
): Promise<{ would: boolean; count: number }> {
  const key = keys.second(club, paper.id)
  return act.change('second', Seconded, [key, keys.club(club)], (values) => {
    const found = Clubs.from(values, keys.club(club))
    if (found) assertGoesOn(found)
    const before = Seconds.findIn(store, values, key)?.by ?? []
    const would = !before.includes(account)
    const by = would ? [...before, account] : before.filter((other) => other !== account)
    const writes = { [key]: by.length > 0 ? Seconds.json({ title: paper.title, by }) : undefined }
    return { writes, result: { would, count: by.length } }
  })
}

/** How many would read a paper. */
export async function countSeconds(store: Store, club: string, paper: string): Promise<number> {
  return (await Seconds.find(store, keys.second(club, paper)))?.by.length ?? 0
}

/** The papers that anybody would read, most wanted first. */
export async function mostWanted(store: Store, club: string): Promise<{ id: string; title: string; count: number }[]> {
  const prefix = keys.seconds(club)
  const all = await Seconds.range(store, prefix)
  return all
    .map(({ key, value: { title, by } }) => ({ id: key.slice(prefix.length), title, count: by.length }))
    .sort((a, b) => b.count - a.count)
}
