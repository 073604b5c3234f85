import { BALLOT_LIMIT, chosen, filler, nominate, noteApprovals, type Proposal, withdraw } from '../../club/ballot.ts'
import type { Caller } from '../../club/caller.ts'
import { type Club, isOrganiser } from '../../club/club.ts'
import { approvedBy, count } from '../../club/counting.ts'
import { UserError } from '../../club/errors.ts'
import { tell } from '../../club/feed.ts'
import { keys, platformOf, type RoundId, roundOfPostKey } from '../../club/keys.ts'
import { assertVoting, ballotClosed, closeRound, decideRound, openRound, type Round } from '../../club/round.ts'
import { nextTime, nextTimeWithNotice } from '../../club/schedule.ts'
import type { Paper } from '../../library/paper.ts'
import type { RoundService } from '../../ports/services.ts'
import type { RecordKind } from '../../store/record.ts'
import { type Act, actOf } from '../act.ts'
import type { House } from '../house.ts'
import { libraryKeys } from '../library/library-keys.ts'
import {
  Cast,
  ClosedAs,
  Clubs,
  Feeds,
  NominatedAs,
  Picked,
  Posts,
  Rounds,
  Skipped,
  Thanked,
  Votes,
  WithdrawnAs,
} from '../records.ts'
import { moveDue, readClub } from './clubs.ts'
import { outgoing } from './outgoing.ts'
import type { PostService } from './posts.ts'
import { readRound, view, viewRound } from './views.ts'

/** The rounds of one club. */
export function roundService(house: House, posts: PostService, id: string, act: Act): RoundService {
  const { store, clock, platforms } = house
  const votingId = async (): Promise<RoundId> => ({ club: id, n: (await readClub(house, id)).voting })

  return {
    async voting() {
      const club = await readClub(house, id)
      return viewRound(house, { club: id, n: club.voting }, club)
    },
    async reading() {
      const club = await readClub(house, id)
      return club.reading === null ? undefined : viewRound(house, { club: id, n: club.reading }, club)
    },
    async byKey(postKey) {
      const named = roundOfPostKey(postKey)
      const round = named?.club === id ? await readRound(house, named) : undefined
      if (!round)
        throw new UserError('not-found', 'That is not a ballot of this reading group. See the open one with `vote`.')
      return view(house, round)
    },

    async nominate(caller, paper, reason) {
      const club = await readClub(house, id)
      await refuseReadAlready(house, id, paper)
      const at = clock.now()
      const proposal: Proposal = {
        paper: paper.id,
        title: paper.title,
        nomination: { by: caller.account, name: caller.name, reason: reason ?? null, at },
        wanted: false,
      }
      const open = { club: id, n: club.voting }
      const nominated = await changeRound('nominate', NominatedAs, open, (round) => {
        assertVoting(round)
        const { ballot, ...result } = nominate(round, proposal, club.ballotSize)
        return { round: ballot, result }
      })
      posts.refresh(open)
      return { ...nominated, view: await viewRound(house, open, club) }
    },

    async withdraw(caller, ref, n) {
      const club = await readClub(house, id)
      const fillers = await fillersFor(house, club, club.voting)
      const open = { club: id, n: n ?? club.voting }
      let by: string | null = null
      const withdrawn = await changeRound('withdraw', WithdrawnAs, open, (round) => {
        assertVoting(round)
        const who = { account: caller.account, organiser: isOrganiser(club, caller) }
        const { ballot, withdrawn } = withdraw(round, ref, who, club.ballotSize, fillers)
        const { title, nomination } = withdrawn
        by = nomination?.name ?? null
        return { round: ballot, result: { title, own: nomination?.by === caller.account } }
      })
      posts.refresh(open)
      return { ...withdrawn, by, view: await viewRound(house, open, club) }
    },

    async vote(caller, round, values) {
      const at = clock.now()
      const keyOfRound = keys.round(round)
      const mine = keys.vote(round, caller.account)
      const { closed, dropped } = await act.change('vote', Cast, [keyOfRound, mine], (kept) => {
        const open = Rounds.from(kept, keyOfRound)
        if (!open) throw new UserError('not-found', 'That is not a ballot of this reading group.')
        // Kept as refused: delivered again it must not count, whatever has become of the ballot by then.
        if (open.state !== 'voting') return { writes: {}, result: { closed: true, dropped: [] } }
        const { numbers, dropped } = chosen(open, values)
        if (values.length > 0 && numbers.length === 0) return { writes: {}, result: { closed: false, dropped } }
        const noted = noteApprovals(open, numbers)
        return {
          writes: {
            [mine]: numbers.length > 0 ? Votes.json({ numbers, at }) : undefined,
            ...(noted === open ? {} : { [keyOfRound]: Rounds.json(noted) }),
          },
          result: { closed: false, dropped },
        }
      })
      if (closed) throw ballotClosed()
      posts.refresh(round)
      const [current, approved] = await Promise.all([viewRound(house, round), approvals(caller, round)])
      return { view: current, approved, dropped }
    },
    approvals,

    async history(limit) {
      const found: Round[] = []
      // The open round and weeks without a pick are passed over: a few more are read than asked for.
      for (const { value } of await Rounds.range(store, keys.rounds(id), { reverse: true, limit: limit + 5 })) {
        if (value.pick && found.length < limit) found.push(value)
      }
      return found
    },
    async ofPaper(paper) {
      const picked = await Picked.get(store, keys.picked(id, paper))
      return picked && readRound(house, picked)
    },

    async closeNow() {
      const round = await turnWeek(house, posts, id, clock.now(), act)
      return { view: await viewRound(house, round), fates: await posts.delivered(round, 'pick') }
    },
    async skip() {
      const club = await readClub(house, id)
      return act
        .change('skip', Skipped, [keys.club(id)], (values) => {
          const current = Clubs.from(values, keys.club(id)) ?? club
          const next = { ...current, nextPick: nextTime(current.schedule, current.nextPick) }
          return {
            writes: { [keys.club(id)]: Clubs.json(next), ...moveDue(current, next) },
            result: { skipped: current.nextPick, next: next.nextPick },
          }
        })
        .finally(async () => posts.refresh(await votingId()))
    },

    async links(round, kind) {
      const made = await Posts.range(store, keys.posts(round, kind))
      const links = made.map(async ({ value: { room, message, thread } }) => {
        const platform = platforms.get(platformOf(room))
        const url = await platform?.link(thread ? { room, thread } : { room, message })
        return url ? [{ room, url }] : []
      })
      return (await Promise.all(links)).flat()
    },
  }

  async function approvals({ account }: Caller, round: RoundId): Promise<number[]> {
    const [open, vote] = await Promise.all([readRound(house, round), Votes.get(store, keys.vote(round, account))])
    return open && vote ? approvedBy(open, vote) : []
  }

  async function changeRound<T>(
    what: string,
    kind: RecordKind<T>,
    round: RoundId,
    change: (round: Round) => { round: Round; result: T },
  ): Promise<T> {
    const key = keys.round(round)
    return act.change(what, kind, [key], (values) => {
      const current = Rounds.from(values, key)
      if (!current) throw new Error(`round ${key} is not in the store`)
      const changed = change(current)
      return { writes: { [key]: Rounds.json(changed.round) }, result: changed.result }
    })
  }
}

/**
 * Closes the open ballot, counts it, makes the winner the paper of the week, opens the next ballot and posts both. Each
 * step can be taken again after a crash; who comes second finds it done.
 */
export async function turnWeek(
  house: House,
  posts: PostService,
  id: string,
  due: Temporal.Instant,
  act = actOf(house.store, undefined),
): Promise<RoundId> {
  const { store, clock } = house
  // Delivered again, an act goes on with the round that it closed, not with the next one.
  const { n: voting } = await close(house, act, { club: id, n: (await readClub(house, id)).voting }, due)
  const current = { club: id, n: voting }
  const closed = await readRound(house, current)
  if (!closed) throw new Error(`round ${keys.round(current)} is not in the store`)
  if (closed.state !== 'closed') return current
  const votes = await Votes.range(store, keys.votes(current))
  const counted = count(
    closed,
    votes.map(({ value }) => value),
  )
  const decided = decideRound(closed, counted)
  const club = await readClub(house, id)
  const next = { club: id, n: voting + 1 }
  const fillers = await fillersFor(house, club, next.n, decided?.pick ? [decided.pick.paper] : [])
  const feedKeys = (await Feeds.range(store, libraryKeys.feeds(id))).map(({ key }) => key)
  const thanks = await Thanked.range(store, libraryKeys.thanks(id))
  const now = clock.now()

  await store.change([keys.club(id), keys.round(current), ...previous(club), ...feedKeys], (values) => {
    const latest = Clubs.from(values, keys.club(id)) ?? club
    if (latest.voting !== voting) return { writes: {} }
    const turned = { ...latest, nextPick: nextTimeWithNotice(latest.schedule, now) }
    if (!decided?.pick) {
      const reopened: Round = { ...closed, state: 'voting', closedAt: null, lateSince: null }
      return {
        writes: {
          [keys.round(current)]: Rounds.json(reopened),
          [keys.club(id)]: Clubs.json(turned),
          ...moveDue(latest, turned),
        },
      }
    }
    const after: Club = { ...turned, voting: next.n, reading: voting }
    const opened = openRound(next, now, { queue: decided.queue, size: latest.ballotSize, fillers })
    const told = feedKeys.flatMap((key) => {
      const feed = Feeds.from(values, key)
      return feed ? [{ key, ...tell(feed) }] : []
    })
    const [read] = previous(latest).map((key) => Rounds.from(values, key))
    return {
      writes: {
        [keys.club(id)]: Clubs.json(after),
        ...moveDue(latest, after),
        ...(read ? { [keys.round(read)]: Rounds.json({ ...read, state: 'done' }) } : {}),
        [keys.round(current)]: Rounds.json({
          ...decided,
          queue: [],
          feeds: told.flatMap(({ news }) => news ?? []),
          thanks: thanks.map(({ value }) => value),
        }),
        ...Object.fromEntries(thanks.map(({ key }) => [key, undefined])),
        ...Object.fromEntries(told.map(({ key, after }) => [key, after && Feeds.json(after)])),
        [keys.round(next)]: Rounds.json(opened),
        [keys.picked(id, decided.pick.paper)]: Picked.json(current),
        ...outgoing(current, 'closing', latest.rooms),
        ...outgoing(current, 'pick', latest.rooms),
        ...outgoing(next, 'ballot', latest.rooms),
      },
    }
  })
  posts.refresh(current)
  await posts.deliver()
  return current
}

/** The club is due from then on, so that the tick finishes what could not be finished here. */
async function close({ clock }: House, act: Act, id: RoundId, due: Temporal.Instant): Promise<{ n: number }> {
  const key = keys.round(id)
  const clubKey = keys.club(id.club)
  return act.change('close', ClosedAs, [key, clubKey], (values) => {
    const round = Rounds.from(values, key)
    const club = Clubs.from(values, clubKey)
    if (!round) throw new Error(`round ${key} is not in the store`)
    if (round.state !== 'voting') return { writes: {}, result: { n: id.n } }
    const isEarly = club && Temporal.Instant.compare(due, club.nextPick) < 0
    const early = isEarly ? { ...club, nextPick: due } : undefined
    const turning = club && early ? { [clubKey]: Clubs.json(early), ...moveDue(club, early) } : {}
    const closed = Rounds.json(closeRound(round, clock.now(), due))
    return { writes: { [key]: closed, ...turning }, result: { n: id.n } }
  })
}

function previous(club: Club): string[] {
  return club.reading === null ? [] : [keys.round({ club: club.id, n: club.reading })]
}

/** What the club has not read, and what the last ballot did not offer as long as there is enough else. */
async function fillersFor(house: House, club: Club, n: number, besides: readonly string[] = []): Promise<Proposal[]> {
  const read = await Picked.range(house.store, keys.picked(club.id, ''))
  const prefix = keys.picked(club.id, '').length
  const avoid = new Set([...besides, ...read.map(({ key }) => key.slice(prefix))])
  const last = n > 1 ? await readRound(house, { club: club.id, n: n - 1 }) : undefined
  const offered = new Set([...avoid, ...(last?.candidates ?? []).map(({ paper }) => paper)])
  const catalogue = await house.libraries.of(club.id)
  const seed = keys.round({ club: club.id, n })
  const [fresh, others] = await Promise.all([
    catalogue.mix(seed, [...offered], BALLOT_LIMIT),
    catalogue.mix(seed, [...avoid], BALLOT_LIMIT),
  ])
  return [...fresh, ...others].map(filler)
}

async function refuseReadAlready({ store }: House, club: string, paper: Paper): Promise<void> {
  if (!(await Picked.get(store, keys.picked(club, paper.id)))) return
  throw new UserError('read-already', `The club has read “${paper.title}” already: see what was said with \`discuss\`.`)
}
