/** What people brought who have left goes when a ballot closes, where their club wants that. They are asked for one by one. */
import type { Club } from '../../club/club.ts'
import { type AccountId, keys, platformOf } from '../../club/keys.ts'
import type { House } from '../house.ts'
import { forgetComments, forgetInRound } from '../members.ts'
import { roundsOf } from '../own-records.ts'
import { accountsLinkedTo } from '../people.ts'
import { Comments } from '../records.ts'
import { readRound } from './views.ts'

/** Milliseconds for asking: a week does not wait for a slow chat, and who is not asked for now is at the next close. */
const PATIENCE = 20_000

/** Before the club's open ballot is counted. What is interrupted is done by asking again. */
export async function partWithLeavers(house: House, club: Club): Promise<void> {
  if (!club.leaversGo) return
  const until = performance.now() + PATIENCE
  for (const account of await broughtSomething(house, club)) {
    if (performance.now() > until) return
    if (!(await hasLeft(house, club, account))) continue
    const who = { account, name: '', admin: false }
    for (const round of await roundsOf(house, club)) {
      await forgetInRound(house, club, round, who)
      await forgetComments(house, round, who)
    }
  }
}

/** Who voted or nominated on the open ballot, or spoke of the paper that is read. */
async function broughtSomething(house: House, { id, voting, reading }: Club): Promise<Set<AccountId>> {
  const { store } = house
  const open = { club: id, n: voting }
  const votes = (await store.range(keys.votes(open))).map(({ key }) => key.slice(keys.votes(open).length))
  const { candidates = [], queue = [] } = (await readRound(house, open)) ?? {}
  const nominators = [...candidates, ...queue].flatMap(({ nomination }) => nomination?.by ?? [])
  const comments = reading === null ? [] : await Comments.range(store, keys.comments({ club: id, n: reading }))
  const authors = comments.flatMap(({ value }) => value.author?.account ?? [])
  return new Set([...votes, ...nominators, ...authors] as AccountId[])
}

/** One person with several accounts is there as long as one of these is. */
async function hasLeft({ store, platforms }: House, club: Club, account: AccountId): Promise<boolean> {
  for (const own of await accountsLinkedTo(store, account)) {
    const rooms = club.rooms.filter((room) => platformOf(room) === platformOf(own))
    const platform = platforms.get(platformOf(own))
    if (rooms.length === 0 || platform?.health().state !== 'ready') return false
    if (!(await platform.hasLeft(own, rooms))) return false
  }
  return true
}
