/** Tells those who have not voted that they have not, where they asked for that: each once a ballot, in a conversation of their own. */
import { nudgedCard } from '../../chat/cards/unvoted.ts'
import type { FailureReason } from '../../chat/failure.ts'
import type { Caller } from '../../club/caller.ts'
import { assertGoesOn, type Club, nudging } from '../../club/club.ts'
import { type AccountId, isAccountId, keys, platformOf, type RoomId, type RoundId } from '../../club/keys.ts'
import type { News } from '../../club/news.ts'
import { accountsOf } from '../../club/person.ts'
import { closingOf } from '../../club/way-of-date.ts'
import type { Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import { isShutAlone, sayAlone } from '../alone.ts'
import type { House } from '../house.ts'
import { noting } from '../notes.ts'
import { accountsLinkedTo } from '../people.ts'
import { Clubs, Done, Nudges, Posts, Rounds, Votes } from '../records.ts'
import { shortHash } from '../short-hash.ts'
import { removing } from '../writes.ts'
import { moveDue, readClub } from './clubs.ts'
import { tellingEach } from './outgoing.ts'

export async function isNudged({ store }: House, club: string, caller: Caller): Promise<boolean> {
  const each = await Promise.all(accountsOf(caller).map((account) => Nudges.find(store, keys.nudge(club, account))))
  return each.some((one) => one !== undefined)
}

export async function askForNudges(house: House, act: Act, id: string, caller: Caller, wanted: boolean): Promise<void> {
  if (wanted && !(await isNudged(house, id, caller))) {
    const mark = shortHash(`nudged ${id} ${caller.account} ${house.clock.now().epochMilliseconds}`)
    await sayAlone(house, caller.account, nudgedCard(await readClub(house, id), house.root, mark), mark)
  }
  const theirs = accountsOf(caller).map((account) => keys.nudge(id, account))
  await act.change('nudges', Done, [keys.club(id)], (values) => {
    const club = Clubs.from(values, keys.club(id))
    if (!club) return { writes: {}, result: true }
    assertGoesOn(club)
    const next = nudging({ ...club, nudges: club.nudges || wanted }, house.clock.now())
    return {
      writes: {
        ...removing(theirs),
        ...(wanted ? { [keys.nudge(id, caller.account)]: Nudges.json(true) } : {}),
        [keys.club(id)]: Clubs.json(next),
        ...moveDue(club, next),
      },
      result: true,
    }
  })
}

/** Tells them, if that is still due at `due`. */
export async function nudgeVoters(house: House, id: string, due: Temporal.Instant): Promise<void> {
  const { store, clock } = house
  const asked = await Nudges.range(store, keys.nudges(id))
  const accounts = asked.map(({ key }) => key.slice(keys.nudges(id).length) as AccountId)
  await store.change([keys.club(id)], (values) => {
    const club = Clubs.from(values, keys.club(id))
    if (!club?.nextNudge?.equals(due) || club.paused) return { writes: {} }
    const told = nudging({ ...club, nudges: accounts.length > 0, nudged: club.voting }, clock.now())
    return { writes: { ...moveDue(club, told), ...tellEach(house, told, accounts) } }
  })
}

function tellEach({ platforms }: House, club: Club, accounts: readonly AccountId[]): Writes {
  let latest = club
  const writes: Writes[] = [{ [keys.club(club.id)]: Clubs.json(club) }]
  for (const account of accounts) {
    const room = platforms.get(platformOf(account))?.roomWith(account)
    if (!room) continue
    const news: News = {
      what: 'unvoted',
      place: null,
      at: closingOf(club),
      whom: { account, name: '' },
      ballot: club.voting,
    }
    writes.push(tellingEach(latest, [room], [{ news }]))
    latest = { ...latest, told: latest.told + 1 }
  }
  return Object.assign({}, ...writes)
}

/** Whoever could not be told is told with their next command, and is reminded no more. */
export function nudgeRefused(club: Club, news: News | null, reason: FailureReason, now: Temporal.Instant): Writes {
  const account = news?.what === 'unvoted' && isShutAlone(reason) ? news.whom?.account : undefined
  if (!account || !isAccountId(account)) return {}
  return {
    ...removing([keys.nudge(club.id, account)]),
    ...noting([{ for: account, what: 'no reminders', title: club.name, words: null }], now),
  }
}

/** Whether somebody is to be told still: the time that the ballot was to close at is to come, it is open, and they have no vote on it. */
export async function lacksVote({ store, clock }: House, club: Club, { whom, ballot, at }: News): Promise<boolean> {
  const account = whom?.account
  if (!account || ballot !== club.voting) return false
  if (at === null || Temporal.Instant.compare(at, clock.now()) <= 0) return false
  const open = { club: club.id, n: club.voting }
  const round = await Rounds.find(store, keys.round(open))
  if (round?.state !== 'voting' || round.candidates.length === 0 || club.paused) return false
  const all = await accountsLinkedTo(store, account as AccountId)
  const votes = await Promise.all(all.map((one) => Votes.find(store, keys.vote(open, one))))
  return votes.every((vote) => !vote || vote.numbers.length === 0)
}

/** Where the open ballot stands, of the rooms in somebody's chat if there is one. */
export async function linkToBallot(
  { store, platforms }: House,
  open: RoundId,
  account: string,
): Promise<string | null> {
  const posts = (await Posts.range(store, keys.posts(open, 'ballot'))).map(({ value }) => value)
  const chat = platformOf(account as AccountId)
  const own = posts.find(({ room }) => platformOf(room) === chat) ?? posts[0]
  if (!own) return null
  return (await platforms.get(platformOf(own.room as RoomId))?.link({ room: own.room, message: own.message })) ?? null
}
