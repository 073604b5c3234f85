/** What is kept of one person in every club, for them to see and to have forgotten. */
import { withdraw } from '../club/ballot.ts'
import type { Caller } from '../club/caller.ts'
import { type Club, isOrganiser } from '../club/club.ts'
import { approvedBy } from '../club/counting.ts'
import { FORGOTTEN, forgetInClub, forgetInPlan, forgetNominator, nominatedBy } from '../club/forget.ts'
import { type AccountId, keys, type RoundId } from '../club/keys.ts'
import { latest } from '../club/moment.ts'
import { accountsOf, isSelf, type Self } from '../club/person.ts'
import type { Round } from '../club/round.ts'
import { hasBallot } from '../club/way-of-date.ts'
import type { Kept, MemberService } from '../ports/members.ts'
import type { Store, Values } from '../store/store.ts'
import type { Act } from './act.ts'
import { keepEvent } from './club/comments.ts'
import { fillersFor } from './club/fillers.ts'
import { showCopiesAnew } from './club/followers.ts'
import { outgoing } from './club/outgoing.ts'
import { placeOf } from './club/place-of.ts'
import { withTurns } from './club/planned.ts'
import { proposalsOf } from './club/proposals.ts'
import { OFFERED } from './club/rota.ts'
import { counted, recastIn, voteKeys } from './club/tallies.ts'
import { forgetDrafts } from './drafts.ts'
import { forgetElsewhere } from './elsewhere.ts'
import type { House } from './house.ts'
import { nextVersion } from './library/entries.ts'
import { libraryKeys } from './library/library-keys.ts'
import { suggestionPlace } from './library/suggestion-place.ts'
import { notesOf, TOLD } from './notes.ts'
import { handOwn } from './own-export.ts'
import {
  clubsOf,
  comingsOf,
  commentsOf,
  ideasOf,
  isTheirs,
  roundsOf,
  suggestionsOf,
  thanksOf,
  verdictsOf,
} from './own-records.ts'
import {
  Clubs,
  Done,
  Ideas,
  LinkCodes,
  NotedAs,
  OfferedAs,
  Plans,
  Rounds,
  Seconds,
  SettledAs,
  Swaps,
  Thanked,
  Unmirrored,
  Versions,
  Votes,
  WithdrawnAs,
} from './records.ts'
import { removing } from './writes.ts'

/** `refresh`: shows an open ballot anew. */
export function memberService(house: House, act: Act, refresh: (round: RoundId) => void): MemberService {
  return {
    async hand(caller) {
      await act.answer('own-export', Done, async () => {
        await handOwn(house, caller)
        return true as const
      })
    },

    async kept(caller) {
      const accounts = accountsOf(caller)
      const found: Kept = {
        vote: [],
        unused: [],
        votes: 0,
        nominations: [],
        comments: 0,
        suggestions: [],
        ideas: 0,
        meetings: 0,
        comings: 0,
        verdicts: 0,
        turns: null,
        organiser: false,
        others: accounts.slice(1),
      }
      for (const club of await clubsOf(house)) {
        if (isOrganiser(club, { ...caller, admin: false })) found.organiser = true
        for (const round of await roundsOf(house, club)) await addRound(house, found, club, round, accounts)
        found.suggestions.push(...(await suggestionsOf(house, club, caller)).map(({ value }) => value.line))
        const plans = await Plans.range(house.store, keys.plans(club.id))
        const { rota } = await withTurns(house, club)
        for (const member of rota.people.filter(({ account }) => isSelf(caller, account)))
          found.turns = (found.turns ?? 0) + member.turns
        const comings = await Promise.all(accounts.map((account) => comingsOf(house, club, account)))
        found.comings += new Set(comings.flat().map((key) => key.slice(0, key.lastIndexOf('/')))).size
        for (const account of accounts) found.verdicts += (await verdictsOf(house, club, account)).length
        found.meetings += plans.filter(({ value }) =>
          accounts.some((account) => forgetInPlan(value, account) !== value),
        ).length
        found.ideas += (await ideasOf(house, club, caller)).length
      }
      return found
    },

    async carry(caller, wanted) {
      const theirs = accountsOf(caller).map((account) => keys.unmirrored(account))
      const kept = wanted ? undefined : Unmirrored.json(true)
      const writes = Object.fromEntries(theirs.map((key) => [key, kept]))
      await act.change('mirror', Done, [], () => ({ writes, result: true }))
      // Delivered again it may be late: what was wished since stands.
      if (wanted || !(await Unmirrored.find(house.store, keys.unmirrored(caller.account)))) return
      for (const club of await clubsOf(house)) {
        for (const round of await roundsOf(house, club)) await takeCopiesBack(house, round, caller)
      }
    },

    async forget(caller) {
      await act.answer('forget', Done, async () => {
        // The one that is called with comes last: as long as it is linked, asking again does the rest.
        for (const account of accountsOf(caller).toReversed()) await forgetAccount({ ...caller, account })
        await forgetLinks(house, caller)
        return true as const
      })
    },
  }

  async function forgetAccount(caller: Caller): Promise<void> {
    for (const club of await clubsOf(house)) {
      for (const round of await roundsOf(house, club)) {
        await forgetInRound(house, club, round, caller)
        await forgetComments(house, round, caller)
        if (round.state === 'voting') refresh(round)
      }
      await forgetIdeas(house, club, caller)
      await forgetSeconds(house, club, caller.account)
      await forgetPlans(house, club, caller.account)
      await forgetSwaps(house, club, caller.account)
      await forgetProposals(house, club, caller.account)
      await forgetComings(house, club, caller.account)
      await forgetVerdicts(house, club, caller.account)
      await house.store.remove(keys.nudge(club.id, caller.account))
      await forgetName(house, club, caller.account)
    }
    await forgetAnswers(house, caller.account)
    await forgetElsewhere(house, caller.account)
    await forgetDrafts(house.store, caller.account)
    await house.store.remove(keys.unmirrored(caller.account))
    await house.store.remove(keys.messaged(caller.account))
    const notes = (await notesOf(house.store, { account: caller.account })).map(({ key }) => key)
    await house.store.change([], () => ({ writes: removing(notes) }))
  }
}

async function addRound(
  { store }: House,
  found: Kept,
  club: Club,
  round: Round,
  accounts: readonly AccountId[],
): Promise<void> {
  const votes = await Promise.all(accounts.toSorted().map((account) => Votes.find(store, keys.vote(round, account))))
  const vote = latest(votes)
  const approved = vote ? approvedBy(round, vote) : []
  if (round.state === 'voting') {
    const titles = round.candidates.filter(({ number }) => approved.includes(number)).map(({ title }) => title)
    found[hasBallot(club) ? 'vote' : 'unused'].push(...titles)
  } else if (vote) found.votes++
  found.nominations.push(
    ...accounts
      .flatMap((account) => nominatedBy(round, account))
      .map(({ title, nomination }) => ({ title, reason: nomination?.reason ?? null })),
  )
  const [account, ...others] = accounts
  if (account) found.comments += (await commentsOf(store, round, { account, accounts: others })).length
}

/** An open ballot loses what they nominated; closed ones keep it without their name. Votes go from both: the tally of a closed one stays. */
export async function forgetInRound(
  house: House,
  club: Club,
  { club: id, n, state }: Round,
  caller: Caller,
): Promise<void> {
  const { account } = caller
  const key = keys.round({ club: id, n })
  const fillers = state === 'voting' ? await fillersFor(house, club, n) : []
  const { store } = house
  const forgotten = (who: readonly AccountId[]) => (values: Values) => {
    const round = Rounds.from(values, key)
    if (!round) return { writes: {} }
    const open = round.state === 'voting' ? nominatedBy(round, account) : []
    const without = open.reduce(
      (ballot, { number }) =>
        withdraw(ballot, { number }, { account, organiser: false }, club.ballotSize, fillers).ballot,
      round,
    )
    const thanks = round.thanks.map((one) => (isTheirs(one, caller) ? { ...one, name: FORGOTTEN } : one))
    const nameless = { ...forgetNominator(without, account), thanks }
    const isSame = JSON.stringify(Rounds.json(nameless)) === JSON.stringify(Rounds.json(round))
    const vote = round.tally
      ? { [keys.vote(round, account)]: undefined }
      : recastIn(store, values, { found: round, left: nameless }, who, undefined).writes
    return { writes: { ...vote, ...(isSame ? {} : { [key]: Rounds.json(nameless) }) } }
  }
  await counted(house, caller, (who) => store.change([key, ...voteKeys({ club: id, n }, who)], forgotten(who)))
}

async function takeCopiesBack(house: House, round: RoundId, self: Self): Promise<void> {
  const prefix = keys.comments(round)
  for (const { key } of await commentsOf(house.store, round, self)) {
    const { room, message } = placeOf(key.slice(prefix.length))
    await showCopiesAnew(house, round, room, message)
  }
}

export async function forgetComments(house: House, round: RoundId, { account }: Caller): Promise<void> {
  const prefix = keys.comments(round)
  const at = house.clock.now()
  for (const { key } of await commentsOf(house.store, round, { account })) {
    const { room, message } = placeOf(key.slice(prefix.length))
    await keepEvent(house, round, room, message, { kind: 'deleted', at })
  }
}

/** Their suggestions go; lines of theirs that were accepted stay without their name. */
async function forgetIdeas(house: House, club: Club, caller: Caller): Promise<void> {
  const { store, libraries } = house
  const suggestions = await suggestionsOf(house, club, caller)
  const ideas = await ideasOf(house, club, caller)
  const thanks = await thanksOf(house, club, caller)
  if (suggestions.length + ideas.length + thanks.length === 0) return
  const version = libraryKeys.version(club.id)
  await store.change([version], (values) => ({
    writes: {
      ...removing(suggestions.map(({ key }) => key)),
      ...Object.fromEntries(ideas.map(({ key, value }) => [key, Ideas.json({ line: value.line, name: FORGOTTEN })])),
      ...Object.fromEntries(thanks.map(({ key, value }) => [key, Thanked.json({ ...value, name: FORGOTTEN })])),
      ...(ideas.length > 0 ? nextVersion(club.id, Versions.findIn(store, values, version)) : {}),
    },
  }))
  await libraries.refresh(club.id)
}

/** What they would read counts no more. */
async function forgetSeconds({ store }: House, { id }: Club, account: AccountId): Promise<void> {
  const theirs = (await Seconds.range(store, keys.seconds(id))).filter(({ value }) => value.by.includes(account))
  for (const { key } of theirs) {
    await store.change([key], (values) => {
      const second = Seconds.findIn(store, values, key)
      const by = second?.by.filter((other) => other !== account) ?? []
      return { writes: { [key]: second && by.length > 0 ? Seconds.json({ ...second, by }) : undefined } }
    })
  }
}

async function forgetPlans({ store }: House, { id }: Club, account: AccountId): Promise<void> {
  for (const { key, value } of await Plans.range(store, keys.plans(id))) {
    if (forgetInPlan(value, account) === value) continue
    await store.change([key], (values) => {
      const plan = Plans.findIn(store, values, key)
      return { writes: plan ? { [key]: Plans.json(forgetInPlan(plan, account)) } : {} }
    })
  }
}

async function forgetVerdicts(house: House, club: Club, account: AccountId): Promise<void> {
  const theirs = await verdictsOf(house, club, account)
  await house.store.change([], () => ({ writes: removing(theirs) }))
}

async function forgetComings(house: House, club: Club, account: AccountId): Promise<void> {
  const theirs = await comingsOf(house, club, account)
  await house.store.change([], () => ({ writes: removing(theirs) }))
}

async function forgetSwaps({ store }: House, { id }: Club, account: AccountId): Promise<void> {
  const theirs = (await Swaps.range(store, keys.swaps(id))).filter(({ value: { from, to } }) =>
    [from.who, to.who].includes(account),
  )
  await store.change([], () => ({ writes: removing(theirs.map(({ key }) => key)) }))
}

async function forgetProposals(house: House, { id, rooms }: Club, account: AccountId): Promise<void> {
  const theirs = (await proposalsOf(house, id)).filter(({ by }) => by === account)
  const shown = { what: 'settled' as const, place: null, at: null }
  await house.store.change([], () => ({
    writes: Object.assign(
      removing(theirs.map(({ n }) => keys.proposal({ club: id, n }))),
      ...theirs.map(({ n }) => outgoing({ club: id, n }, 'news', rooms, { news: shown })),
    ),
  }))
}

async function forgetName({ store }: House, { id }: Club, account: AccountId): Promise<void> {
  const key = keys.club(id)
  await store.change([key], (values) => {
    const club = Clubs.from(values, key)
    const without = club && forgetInClub(club, account)
    const isSame = JSON.stringify(without) === JSON.stringify(club)
    return { writes: without && !isSame ? { [key]: Clubs.json(without) } : {} }
  })
}

/** They are no one person any more, and codes that were made for them lead nowhere. */
async function forgetLinks({ store }: House, caller: Caller): Promise<void> {
  const codes = await LinkCodes.range(store, keys.linkCodes())
  const theirs = codes.filter(({ value }) => isSelf(caller, value.account)).map(({ key }) => key)
  const linked = accountsOf(caller).map((account) => keys.linked(account))
  await store.change([], () => ({ writes: removing([...theirs, ...linked]) }))
}

/** What was kept to answer a second delivery of a click alike may hold their line, their name, or what they alone were told. */
async function forgetAnswers({ store }: House, account: AccountId): Promise<void> {
  for (const { key } of await store.range(keys.seen('', '').slice(0, -1))) {
    if (await isAbout(store, key, account)) await store.remove(key)
  }
}

async function isAbout(store: Store, key: string, account: AccountId): Promise<boolean> {
  if (key.endsWith('/settle')) {
    const settled = await SettledAs.find(store, key)
    return settled?.id.startsWith(`${suggestionPlace(settled.paper, account)}.`) ?? false
  }
  if (key.endsWith(`/${OFFERED}`)) {
    const offered = await OfferedAs.find(store, key)
    return (offered?.dates ?? []).some(({ people }) => people.some((one) => one.account === account))
  }
  if (key.endsWith('/withdraw')) return (await WithdrawnAs.find(store, key))?.by?.account === account
  if (key.endsWith(`/${TOLD}`)) return (await NotedAs.find(store, key))?.to === account
  return false
}
