import {
  type CandidateRef,
  chosen,
  type Dropped,
  fill,
  hasNominated,
  nominate,
  noteApprovals,
  type Proposal,
  withdraw,
} from '../../club/ballot.ts'
import type { Caller } from '../../club/caller.ts'
import { assertGoesOn, awaiting, type Club, isOrganiser } from '../../club/club.ts'
import { approvedBy, assertWithin, toggled, type Vote, withOwn } from '../../club/counting.ts'
import { UserError } from '../../club/errors.ts'
import { type AccountId, keys, platformOf, type RoundId, roundOfPostKey } from '../../club/keys.ts'
import { latest } from '../../club/moment.ts'
import { noted } from '../../club/note.ts'
import { isSelf } from '../../club/person.ts'
import { assertVoting, ballotClosed, type Round, withoutPapers } from '../../club/round.ts'
import { datedOf, nextTime } from '../../club/schedule.ts'
import { nothingOn, saysOf } from '../../club/track.ts'
import { hasBallot, wayOf } from '../../club/way-of-date.ts'
import type { Paper } from '../../library/paper.ts'
import type { RoundService, RoundView, Voted, Withdrawn } from '../../ports/rounds.ts'
import type { RecordKind } from '../../store/record.ts'
import type { Values, Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { noting } from '../notes.ts'
import { accountsLinkedTo } from '../people.ts'
import { Cast, Clubs, LeftAs, Moved, NominatedAs, Posts, RefusedAs, Rounds, Votes, WithdrawnAs } from '../records.ts'
import { clubGoingOn, moveDue, namingIn, readClub } from './clubs.ts'
import { fillersFor } from './fillers.ts'
import { idsOf } from './ids-of.ts'
import { pickOf } from './mended.ts'
import { followPapers } from './mended-papers.ts'
import { askForNudges, isNudged } from './nudges.ts'
import { outgoing } from './outgoing.ts'
import type { PostService } from './posts.ts'
import {
  type Along,
  proposalsOf,
  propose,
  refuse,
  settledAlready,
  settling,
  type Taken,
  withdrawProposal,
} from './proposals.ts'
import { refuseReadAlready } from './read-already.ts'
import { readBefore } from './read-before.ts'
import { countSeconds, second } from './seconds.ts'
import { roomsWithout } from './stock.ts'
import { counted, recastIn, voteIn, voteKeys } from './tallies.ts'
import { closeByHand, finishWeek } from './turn.ts'
import { replacePick } from './veto.ts'
import { openView, readRound, view, viewRound } from './views.ts'

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
      const round = await readRound(house, ownRound(postKey))
      if (!round) throw notFound()
      return view(house, round)
    },

    async nominate(caller, paper, reason) {
      const club = await readClub(house, id)
      if (!club.approval || isOrganiser(club, caller)) {
        const nominated = await act.retold('nominate', NominatedAs, () => putForward(caller, paper, reason ?? null))
        return { ...nominated, view: await viewRound(house, { club: id, n: club.voting }, club) }
      }
      await refuseReadAlready(house, id, paper)
      await propose(house, act, id, caller, { paper, reason })
      posts.deliverSoon(id)
      return { became: 'proposed' as const }
    },
    proposals: () => proposalsOf(house, id),
    async settleProposal(n, granted) {
      const waiting = async () => {
        const proposal = (await proposalsOf(house, id)).find((one) => one.n === n)
        if (!proposal) throw settledAlready()
        return proposal
      }
      const grant = async () => {
        const proposal = await waiting()
        const { paper, title, by, name, reason } = proposal
        return putForward({ account: by, name }, { id: paper, title }, reason, settling(store, id, proposal, 'granted'))
      }
      const { title = '' } = granted
        ? await act.retold('nominate', NominatedAs, grant)
        : await act.retold('refuse', RefusedAs, async () => refuse(store, act, id, await waiting()))
      posts.deliverSoon(id)
      return { title }
    },

    async withdraw(caller, ref, n, reason) {
      const club = await readClub(house, id)
      const fillers = await fillersFor(house, club, club.voting)
      const open = { club: id, n: n ?? club.voting }
      const view = () => viewRound(house, open, club)
      const proposed = await withdrawWaiting(caller, club, ref, open)
      if (proposed) {
        posts.deliverSoon(id)
        return { ...asTold(proposed), view: await view() }
      }
      const withdrawn = await changeRound('withdraw', WithdrawnAs, open, (round) => {
        assertVoting(round)
        const who = { ...caller, organiser: isOrganiser(club, caller) }
        const { ballot, withdrawn } = withdraw(round, ref, who, club.ballotSize, fillers)
        const { title, nomination } = withdrawn
        const own = isSelf(caller, nomination?.by)
        const by = nomination && !own ? { account: nomination.by, name: nomination.name } : undefined
        const told = own ? [] : noted(withdrawn, 'taken off', reason || null)
        const stood = round.candidates.some(({ number }) => number === withdrawn.number)
        const result = { title, own, by, told: told.length > 0, stood, proposed: false }
        return { round: ballot, result, writes: noting(told, clock.now()) }
      })
      posts.refresh(open)
      return { ...asTold(withdrawn), view: await view() }
    },

    leaves: (paper) =>
      act.answer('left', LeftAs, async () => {
        const club = await readClub(house, id)
        const ids = await idsOf(house, id, paper)
        const fillers = (await fillersFor(house, club, club.voting)).filter((one) => !ids.includes(one.paper))
        const open = { club: id, n: club.voting }
        const left = await changeRound('leaves', LeftAs, open, (round) => {
          const all = round.state === 'voting' ? [...round.candidates, ...round.queue] : []
          const those = all.filter((one) => ids.includes(one.paper))
          if (those.length === 0) return { round, result: { stood: false, told: false } }
          const told = those.flatMap((one) => noted(one, 'taken off'))
          const rest = withoutPapers(
            round,
            ids.map((paper) => ({ paper })),
          )
          return {
            round: fill(rest, club.ballotSize, fillers),
            result: { stood: true, told: told.length > 0 },
            writes: noting(told, clock.now()),
          }
        })
        const proposed = (await proposalsOf(house, id)).find((one) => ids.includes(one.paper))
        if (proposed) await refuse(store, act, id, proposed)
        posts.refresh(open)
        posts.deliverSoon(id)
        return { ...left, told: left.told || proposed !== undefined }
      }),

    vote: (caller, postKey, values) =>
      cast(caller, postKey, (open, before, at) => {
        // One that was long on its way is no later than what was chosen since.
        if (before && Temporal.Instant.compare(before.at, at) > 0) return { dropped: [] }
        const { numbers, dropped } = chosen(open, values)
        assertWithin(open, numbers)
        return values.length > 0 && numbers.length === 0 ? { dropped } : { vote: { numbers, at }, dropped }
      }),
    toggle: (caller, postKey, value) =>
      cast(caller, postKey, (open, before, at) => {
        const { numbers, dropped } = chosen(open, [value])
        const [number] = numbers
        return number === undefined ? { dropped } : { vote: toggled(open, before, number, at), dropped }
      }),
    approvals,
    nudged: (caller) => isNudged(house, id, caller),
    nudge: (caller, wanted) => askForNudges(house, act, id, caller, wanted),

    followPapers: () => followPapers(house, posts, act, id),

    second: (caller, paper) => second(house, act, id, caller, paper),
    seconds: (paper) => countSeconds(house, id, paper),

    async history(limit) {
      const found: Round[] = []
      // The open round weeks without a pick and what was cancelled are passed over: a few more are read than asked for.
      for (const { value } of await Rounds.range(store, keys.rounds(id), { reverse: true, limit: limit + 5 })) {
        if (value.pick && !value.meets?.cancelled && found.length < limit) found.push(value)
      }
      return found
    },
    async ofPaper(paper) {
      const picked = await pickOf(house, id, paper)
      return picked && readRound(house, picked)
    },
    async readBefore(paper) {
      return (await readBefore(house, await readClub(house, id), await idsOf(house, id, paper)))[0]?.at
    },

    async closeNow(n) {
      const round = { club: id, n }
      const closed = await closeByHand(house, act, round)
      if (closed === 'no votes') throw nothingVoted()
      if (closed === 'over') throw overAlready(await readRound(house, round))
      await finishWeek(house, posts, round)
      const view = await viewRound(house, round)
      // Too few had voted, or took it back.
      if (!view.round.pick) throw view.tally.voters > 0 ? tooFew(view) : await nothingToRead()
      const { next } = await act.answer('closed', Moved, async () => ({
        done: true,
        next: (await readClub(house, id)).nextPick,
      }))
      return { view, next, fates: await posts.delivered(round, 'pick') }
    },
    async veto(papers, reason) {
      const { reading } = await readClub(house, id)
      return replacePick(house, posts, act, { club: id, n: reading ?? 0 }, papers, reason)
    },
    skip: (due) =>
      movePick('skip', (club, round) => {
        if (!club.nextPick.equals(due)) return null
        const skipped = [...round.skipped, due]
        return { club: awaiting(club, nextTime(club.schedule, due), clock.now()), round: { ...round, skipped } }
      }),
    unskip: (due) =>
      movePick('unskip', (club, round) => {
        const isOver = Temporal.Instant.compare(due, clock.now()) <= 0
        if (isOver || !round.skipped.some((skipped) => skipped.equals(due))) return null
        const skipped = round.skipped.filter((other) => Temporal.Instant.compare(other, due) < 0)
        return { club: { ...club, nextPick: due }, round: { ...round, skipped } }
      }),

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

  async function nothingToRead(): Promise<UserError> {
    const club = await readClub(house, id)
    const day = datedOf(club.schedule, club.nextPick)?.day ?? null
    return wayOf(club, day) === 'vote' ? nothingVoted() : new UserError('no-votes', nothingOn(club, day))
  }

  /** Puts a paper forward for somebody, whatever the club wants to be asked before. */
  async function putForward(
    who: Pick<Caller, 'account' | 'accounts' | 'name'>,
    paper: Pick<Paper, 'id' | 'title'>,
    reason: string | null,
    along: Along = { keys: [], writes: () => ({}) },
  ) {
    const club = await readClub(house, id)
    await refuseReadAlready(house, id, paper)
    const at = clock.now()
    const proposal: Proposal = {
      paper: paper.id,
      title: paper.title,
      nomination: { by: who.account, name: who.name, reason, at, lost: 0 },
      wanted: false,
    }
    const open = { club: id, n: club.voting }
    const unshown = await roomsWithout(house, club, open)
    const change = (all: readonly AccountId[]) => (round: Round, values: Values) => {
      assertVoting(round)
      const { ballot, ...nominated } = nominate(round, proposal, club.ballotSize)
      const result = { ...nominated, title: paper.title }
      // An empty ballot was shown to nobody.
      const isShown = round.candidates.length === 0 && hasBallot(club)
      const shown: Writes = { ...along.writes(values), ...(isShown ? outgoing(open, 'ballot', unshown) : {}) }
      if (result.became === 'in the queue') return { round: ballot, result, writes: shown }
      // Whoever brings a paper would read it.
      const vote = withOwn(round, voteIn(store, values, open, all), result.number, at)
      const cast = recastIn(store, values, { found: round, left: ballot }, all, vote)
      return { round: noteApprovals(ballot, vote.numbers), result, writes: { ...shown, ...cast.writes } }
    }
    const nominated = await counted(house, who, (all) =>
      changeRound('nominate', NominatedAs, open, change(all), [...voteKeys(open, all), ...along.keys]),
    )
    posts.refresh(open)
    return nominated
  }

  /** Withdraws what waits of a paper; undefined where it is a nomination on the ballot that is meant, or was by an earlier delivery. */
  async function withdrawWaiting(caller: Caller, club: Club, ref: CandidateRef, open: RoundId) {
    if (!('paper' in ref) || (await act.isDone('withdraw'))) return undefined
    const ids = await idsOf(house, id, ref.paper)
    const round = await readRound(house, open)
    const isNominated = round?.state === 'voting' && hasNominated(round, ref)
    return withdrawProposal(house, act, club, caller, ids, isNominated)
  }

  /** `choose`: the vote that takes the place of the one before; without one that stays. */
  async function cast(
    caller: Caller,
    postKey: string,
    choose: (open: Round, before: Vote | undefined, at: Temporal.Instant) => { vote?: Vote; dropped: Dropped[] },
  ): Promise<Voted> {
    const round = ownRound(postKey)
    const at = clock.now()
    const [clubKey, roundKey] = [keys.club(id), keys.round(round)]
    let cast: { view: RoundView; approved: number[] } | undefined
    const change = (who: readonly AccountId[]) => (kept: Values) => {
      const [open, club] = [Rounds.findIn(store, kept, roundKey), Clubs.from(kept, clubKey)]
      if (!open) throw notFound()
      if (club) assertGoesOn(club)
      // Kept as refused: delivered again it must not count, whatever has become of the ballot by then.
      if (open.state !== 'voting') return { writes: {}, result: { closed: true, dropped: [] } }
      if (club && !hasBallot(club)) throw noBallot(saysOf(club))
      const { vote, dropped } = choose(open, voteIn(store, kept, round, who), at)
      if (!vote) return { writes: {}, result: { closed: false, dropped } }
      const noted = noteApprovals(open, vote.numbers)
      // A vote that was taken back leaves its instant, so that an earlier one does not come back.
      const { writes, counts } = recastIn(store, kept, { found: open, left: noted }, who, vote)
      if (club) cast = { view: openView(noted, counts, club), approved: vote.numbers }
      return {
        writes: {
          ...writes,
          ...(noted === open ? {} : { [roundKey]: Rounds.json(noted) }),
          ...(club ? namingIn(club, caller) : {}),
        },
        result: { closed: false, dropped },
      }
    }
    const { closed, dropped } = await counted(house, caller, (who) =>
      act.change('vote', Cast, [clubKey, roundKey, ...voteKeys(round, who)], change(who)),
    )
    if (closed) throw ballotClosed()
    posts.refresh(round)
    if (cast) return { ...cast, dropped }
    const current = await viewRound(house, round)
    return { view: current, approved: await approvals(caller, current.round), dropped }
  }

  /** Moves the next pick, and shows so on the ballot; null leaves it where it is. */
  async function movePick(
    what: string,
    move: (club: Club, round: Round) => { club: Club; round: Round } | null,
  ): Promise<{ done: boolean; next: Temporal.Instant }> {
    const open = await votingId()
    const moved = await act.change(what, Moved, [keys.club(id), keys.round(open)], (values) => {
      const club = Clubs.from(values, keys.club(id))
      const round = Rounds.from(values, keys.round(open))
      if (!club || !round) throw new Error(`${keys.round(open)} is not in the store`)
      assertGoesOn(club)
      const to = club.voting === open.n ? move(club, round) : null
      if (!to) return { writes: {}, result: { done: false, next: club.nextPick } }
      return {
        writes: {
          [keys.club(id)]: Clubs.json(to.club),
          [keys.round(open)]: Rounds.json(to.round),
          ...moveDue(club, to.club),
        },
        result: { done: true, next: to.club.nextPick },
      }
    })
    posts.refresh(open)
    return moved
  }

  async function approvals(caller: Caller, round: Round): Promise<number[]> {
    const who = (await accountsLinkedTo(store, caller.account)).toSorted()
    const vote = latest(await Promise.all(who.map((account) => Votes.find(store, keys.vote(round, account)))))
    return vote ? approvedBy(round, vote) : []
  }

  function ownRound(postKey: string): RoundId {
    const named = roundOfPostKey(postKey)
    if (named?.club !== id) throw notFound()
    return named
  }

  async function changeRound<T>(
    what: string,
    kind: RecordKind<T>,
    round: RoundId,
    change: (round: Round, values: Values) => { round: Round; result: T; writes?: Writes },
    besides: readonly string[] = [],
  ): Promise<T> {
    const [key, clubKey] = [keys.round(round), keys.club(id)]
    return act.change(what, kind, [key, clubKey, ...besides], (values) => {
      clubGoingOn(values, id)
      const current = Rounds.from(values, key)
      if (!current) throw new Error(`round ${key} is not in the store`)
      const changed = change(current, values)
      return { writes: { ...changed.writes, [key]: Rounds.json(changed.round) }, result: changed.result }
    })
  }
}

function notFound(): UserError {
  return new UserError('not-found', 'That is not a ballot of this reading group. See the open one with `vote`.')
}

function nothingVoted(): UserError {
  return new UserError(
    'no-votes',
    'Nobody has voted on the open ballot, so there is nothing to pick. Vote with `vote`.',
  )
}

function tooFew({ tally: { voters }, round: { voting } }: RoundView): UserError {
  return new UserError(
    'no-votes',
    `${voters} of the ${voting.quorum} who have to vote did so, so there is no pick, and the ballot stays open. Organisers change that number with \`club set\`.`,
  )
}

function noBallot(says: string): UserError {
  return new UserError('no-ballot', `This group does not vote. ${says} Nominate a paper with \`nominate\`.`)
}

function overAlready(round: Round | undefined): UserError {
  const now = round?.pick ? `: “${round.pick.title}” is the paper of the week` : ''
  return new UserError(
    'closed-already',
    `That ballot is closed already${now}. To close the one after it as well, call \`club post\` again.`,
  )
}

function asTold({ title, own, by, told, stood, proposed }: Taken): Withdrawn {
  return { title, own, by: by?.name ?? null, isTold: told, stood, isProposed: proposed }
}
