import { z } from 'zod'
import { Candidate, everOn, fill, Gone, noteGone, type Proposal, withNominations } from './ballot.ts'
import type { Club } from './club.ts'
import { approvedBy, type Count, type Place, Rule, ranked, ruleBetween, Tally, type Vote } from './counting.ts'
import { UserError } from './errors.ts'
import { FeedNews } from './feed.ts'
import { type AccountId, BESIDES } from './keys.ts'
import { hasDates, Meeting } from './meeting.ts'
import { Moment } from './moment.ts'
import type { PlannedPaper } from './plan.ts'
import { leftoversOf } from './pool.ts'
import { nextTime, nextTimeWithNotice, pickBeside } from './schedule.ts'
import { withTalks } from './talk.ts'
import { Voting } from './voting.ts'

/** Why a paper was picked: the rule that decided a count, or who chose it and how. */
export const Why = z.enum([...Rule.options, 'organiser', 'presenter', 'sequence', 'random', 'stand-in', 'veto'])
export type Why = z.infer<typeof Why>

/** The paper that won a round, and why. */
export const Pick = z.object({
  paper: z.string(),
  title: z.string(),
  approvals: z.number().int(),
  rule: Why,
  /** The runner-up's title, which the rule set it apart from. */
  before: z.string().nullable(),
  /** Where it stands on a list, `4 of 13`. */
  note: z.string().optional(),
})
export type Pick = z.infer<typeof Pick>

/** Somebody's line that is a paper's idea now. */
export const Thanks = z.object({
  name: z.string(),
  paper: z.string(),
  title: z.string(),
  /** Where the line was suggested, which tells its account apart without naming it; older ones lack it. */
  from: z.string().optional(),
})
export type Thanks = z.infer<typeof Thanks>

/** A nomination that was not picked. */
export const Nominee = z.object({ name: z.string(), title: z.string() })
export type Nominee = z.infer<typeof Nominee>

/** One week of a club. `voting` takes votes, `closed` is being counted, `reading` has its pick, `done` had its week. */
export const Round = z.object({
  club: z.string(),
  n: z.number().int().min(1),
  state: z.enum(['voting', 'closed', 'reading', 'done']),
  candidates: z.array(Candidate),
  queue: z.array(Candidate),
  next: z.number().int().min(1),
  gone: z.array(Gone),
  /** Candidates up to this number got it when the round was upgraded: votes from before name their papers. */
  former: z.number().int().min(0),
  /** How members vote on it: what they were told stays so. */
  voting: Voting.prefault({}),
  openedAt: Moment,
  /** Picks that organisers skipped while this ballot was open, earliest first. */
  skipped: z.array(Moment).default([]),
  /** How many picks there were not, one after another, because nobody had voted; and when the last one was due. */
  unvoted: z.object({ times: z.number().int(), at: Moment }).nullable().default(null),
  /** When the ballot was closed. */
  closedAt: Moment.nullable(),
  /** When it should have closed, where that was more than an hour earlier. */
  lateSince: Moment.nullable(),
  /** When and where the club talks about the pick, where it meets. */
  meets: Meeting.nullable().default(null),
  tally: Tally.nullable(),
  pick: Pick.nullable(),
  /** What is read beside the pick. `talk`: the post of its own, where it has one. */
  also: z
    .array(z.object({ paper: z.string(), title: z.string(), optional: z.boolean(), talk: z.enum(BESIDES).optional() }))
    .default([]),
  /** Whether each paper has a thread of its own; else all are talked of below the pick. */
  threadEach: z.boolean().default(false),
  /** Picks that organisers took back. */
  vetoed: z.array(z.object({ title: z.string(), reason: z.string().nullable() })).default([]),
  /** What there was to tell of the followed feeds when the pick was made. */
  feeds: z.array(FeedNews).default([]),
  /** Whose idea lines had been accepted since the pick before. */
  thanks: z.array(Thanks).default([]),
  /** Nominations that were not picked: those that come again, and those that have lost too often. */
  returning: z.array(Nominee).default([]),
  retired: z.array(Nominee).default([]),
})
export type Round = z.output<typeof Round>

/** Whether members voted on what is read. */
export function wasVoted({ tally }: Round): boolean {
  return (tally?.voters ?? 0) > 0
}

/** How many voted for what is read; null where that is not by votes. */
export function votesFor({ pick, tally }: Round): number | null {
  if (!pick) return null
  const isCounted = Rule.options.some((rule) => rule === pick.rule)
  return isCounted || (tally !== null && pick.paper in tally.approvals) ? pick.approvals : null
}

/** A round as it was kept before candidates had numbers: they get them in their order. Anything else stays as it is. */
export function numbered(record: unknown): unknown {
  const former = Unnumbered.safeParse(record)
  if (!former.success) return record
  const { candidates, queue } = former.data
  const from = (first: number) => (candidate: object, index: number) => ({ ...candidate, number: first + index })
  const count = candidates.length + queue.length
  return {
    ...former.data,
    candidates: candidates.map(from(1)),
    queue: queue.map(from(candidates.length + 1)),
    next: count + 1,
    gone: [],
    former: count,
  }
}

const Unnumbered = z.looseObject({
  next: z.undefined().optional(),
  candidates: z.array(z.looseObject({})),
  queue: z.array(z.looseObject({})),
})

/** A new ballot: what waited from the last one, filled up to `size`. */
export function openRound(
  id: { club: string; n: number },
  now: Temporal.Instant,
  from: { queue: readonly Proposal[]; size: number; fillers: readonly Proposal[]; voting: Voting },
): Round {
  const empty: Round = {
    club: id.club,
    n: id.n,
    state: 'voting',
    candidates: [],
    // Numbers of another ballot mean nothing on this one.
    queue: from.queue.map(({ merged: _, before: __, ...proposal }, index) => ({ ...proposal, number: index + 1 })),
    next: from.queue.length + 1,
    gone: [],
    former: 0,
    voting: from.voting,
    openedAt: now,
    skipped: [],
    unvoted: null,
    closedAt: null,
    lateSince: null,
    meets: null,
    tally: null,
    pick: null,
    also: [],
    threadEach: false,
    vetoed: [],
    feeds: [],
    thanks: [],
    returning: [],
    retired: [],
  }
  return fill(empty, from.size, from.fillers)
}

/** Throws {@link UserError} when the ballot takes no more votes or nominations. */
export function assertVoting(round: Round): void {
  if (round.state !== 'voting') throw ballotClosed()
}

export function ballotClosed(): UserError {
  return new UserError('ballot-closed', 'That ballot is closed. The next one is open: see it with `vote`.')
}

/** A ballot that closes over an hour after its time says that it is late. */
const LATE = Temporal.Duration.from({ hours: 1 })

/** Stops the voting: from here on no vote is taken, so that the count is of all that were. `meets`: when its paper is talked of. */
export function closeRound(
  round: Round,
  now: Temporal.Instant,
  due: Temporal.Instant,
  meets: Meeting | null = null,
): Round {
  const late = Temporal.Instant.compare(now, due.add(LATE)) > 0
  return { ...round, state: 'closed', closedAt: now, lateSince: late ? due : null, meets }
}

/** The round with the name that someone turned out to have beside what they nominated; the same one when nothing changes. */
export function renameNominator(round: Round, account: AccountId, name: string): Round {
  const isOther = ({ nomination }: { nomination: Candidate['nomination'] }) =>
    nomination !== null && nomination.by === account && nomination.name !== name
  if (!everOn(round).some(isOther)) return round
  return withNominations(round, (nomination) => (nomination.by === account ? { ...nomination, name } : nomination))
}

/** The round with what is read called as it is by now; the same one where that changes nothing. `titles`: by the ids that they have in it. */
export function retitled(round: Round, titles: ReadonlyMap<string, string>): Round {
  const { pick, also, candidates, tally } = round
  const read = pick ? [pick, ...also] : also
  const changed = read.filter(({ paper, title }) => (titles.get(paper) ?? title) !== title)
  if (changed.length === 0) return round
  const called = <T extends { paper: string; title: string }>(one: T): T => ({
    ...one,
    title: titles.get(one.paper) ?? one.title,
  })
  const others = new Map(changed.map(({ paper, title }) => [title, titles.get(paper) ?? title]))
  const named = (title: string | null) => title && (others.get(title) ?? title)
  return {
    ...round,
    pick: pick && { ...called(pick), before: named(pick.before) },
    also: also.map(called),
    candidates: candidates.map(called),
    tally: tally && withPlaces(tally, (place) => ({ ...place, level: named(place.level) })),
  }
}

/**
 * The round with what turned out to be one paper with what is read standing once: of the meeting, and on its ballot, with the votes of
 * all who voted for either. What lost stays as it was voted on. `now`: ids by those that the papers have in it.
 */
export function readOnce(round: Round, now: ReadonlyMap<string, string>, votes: readonly Vote[]): Round {
  const { pick, also } = round
  if (!pick) return round
  const idOf = ({ paper }: { paper: string }) => now.get(paper) ?? paper
  const read = [pick, ...also].filter((one, at, all) => all.findIndex((other) => idOf(other) === idOf(one)) === at)
  const same = read.flatMap((one) => {
    const all = round.candidates.filter((other) => idOf(other) === idOf(one))
    const stays = all.find(({ paper }) => paper === one.paper)
    return stays && all.length > 1 ? [{ stays, go: all.filter((other) => other !== stays) }] : []
  })
  const rest = { ...round, also: also.filter((one) => read.includes(one)) }
  return same.reduce(
    (before, { stays, go }) => go.reduce((one, other) => asOne(one, stays, other, votes), before),
    rest,
  )
}

function asOne(round: Round, stays: Candidate, goes: Candidate, votes: readonly Vote[]): Round {
  const { tally, pick } = round
  const candidates = round.candidates.filter((one) => one.number !== goes.number)
  if (!tally || !pick) return { ...round, candidates }
  const { [goes.paper]: theirs = 0, ...others } = tally.approvals
  const places = tally.places?.filter(({ paper }) => paper !== goes.paper)
  // Of a run-off each place stands as it was counted; and nothing of what is read beside it goes before the pick now.
  const isAdded = !places && stays.paper === pick.paper
  const both = votes.filter((vote) => isForBoth(round, vote, [stays, goes])).length
  const added = isAdded ? { [stays.paper]: (others[stays.paper] ?? 0) + theirs - both } : {}
  const after = { ...tally, approvals: { ...others, ...added }, ...(places ? { places } : {}) }
  const [first, second] = ranked(candidates, after)
  const isCounted = first?.candidate.paper === pick.paper && Rule.options.some((rule) => rule === pick.rule)
  const why = first && isCounted ? { rule: second ? ruleBetween(first, second) : ('only one' as const) } : {}
  const before = isCounted ? (second?.candidate.title ?? null) : pick.before
  const approvals = added[pick.paper] ?? pick.approvals
  return { ...round, candidates, tally: after, pick: { ...pick, approvals, before, ...why } }
}

function isForBoth(round: Round, vote: Vote, both: readonly Candidate[]): boolean {
  const approved = approvedBy(round, vote)
  return both.every(({ number }) => approved.includes(number))
}

function withPlaces(tally: Tally, change: (place: Place) => Place): Tally {
  return tally.places ? { ...tally, places: tally.places.map(change) } : tally
}

/** Whether anybody ever voted for what is on the ballot. */
export function hasVotes({ candidates }: Round): boolean {
  return candidates.some(({ wanted }) => wanted)
}

/** An open ballot on which members vote as the club says now; one that has a vote stays as it was when that was cast. */
export function withVoting(round: Round, voting: Voting): Round {
  return round.state === 'voting' && !hasVotes(round) ? { ...round, voting } : round
}

/** Leaves the ballot open when its time has come and too few have voted. An empty one waits for papers, not for votes. */
export function keepOpen(round: Round, due: Temporal.Instant): Round {
  const times = (round.unvoted?.times ?? 0) + 1
  const unvoted = round.candidates.length > 0 ? { times, at: due } : round.unvoted
  return { ...reopened(round), unvoted }
}

/** A closed round that goes on as the open one. */
export function reopened(round: Round): Round {
  return { ...round, state: 'voting', closedAt: null, lateSince: null, meets: null }
}

/** A ballot stays open at least a day, never closes in the past, nor in a week that was skipped. */
export function nextPickOf(
  { schedule }: Club,
  round: Round | undefined,
  now: Temporal.Instant,
): Temporal.Instant | null {
  const openedAt = round && Temporal.Instant.compare(round.openedAt, now) < 0 ? round.openedAt : now
  const opened = nextTimeWithNotice(schedule, openedAt)
  const skipped = round?.skipped.at(-1)
  const earliest = skipped && Temporal.Instant.compare(skipped, now) > 0 ? skipped : now
  return opened && Temporal.Instant.compare(opened, earliest) > 0 ? opened : nextTime(schedule, earliest)
}

/** The days whose paper stands. */
export function chosenDays(read: readonly { meets: Meeting | null }[]): string[] {
  return read.flatMap(({ meets }) => meets?.day ?? [])
}

/**
 * The latest that the next pick of a ballot can be: the coming one, or the one after what was skipped. It is further away only
 * where a clock had gone wrong. `chosen`: days whose paper stands.
 */
export function latestPick(
  club: Club,
  { skipped }: Round,
  now: Temporal.Instant,
  chosen: readonly string[],
): Temporal.Instant | null {
  const { schedule } = club
  const last = skipped.at(-1)
  const from = last && Temporal.Instant.compare(last, now) > 0 ? last : now
  const next = pickBeside(schedule, nextTimeWithNotice(schedule, from), chosen)
  // The paper of the coming meeting may have been chosen early, by hand.
  return next && hasDates(club) ? (nextTime(schedule, next) ?? next) : next
}

/**
 * Makes the count's winner the pick; null when too few voted. `waits`: for how many further ballots a nomination waits that was not
 * picked. The round's queue is then what waits for the next one.
 */
export function decideRound(
  round: Round,
  counted: Count,
  { waits, ...papers }: { waits: number; papersEach: number; papersOptional: number },
  seconds?: ReadonlyMap<string, number>,
): Round | null {
  const { papersEach } = papers
  const [first, ...others] = counted.ranking
  if (!first || counted.tally.voters < round.voting.quorum) return null
  const also = others.slice(0, papersEach - 1).filter(({ approvals }) => approvals > 0)
  const { queue, returning, retired } = leftoversOf(round, counted, waits, seconds, 1 + also.length)
  return {
    ...round,
    state: 'reading',
    queue,
    returning: returning.flatMap(nominee),
    retired: retired.flatMap(nominee),
    tally: counted.tally,
    pick: {
      paper: first.candidate.paper,
      title: first.candidate.title,
      approvals: first.approvals,
      rule: counted.rule,
      before: counted.before,
    },
    also: also.map(({ candidate: { paper, title } }, index) => ({
      paper,
      title,
      optional: isOptional(index + 1, papers),
    })),
  }
}

/** Whether the paper at a place among those of a meeting, counted from 0, need not be read. The first one is. */
export function isOptional(
  place: number,
  { papersEach, papersOptional }: { papersEach: number; papersOptional: number },
): boolean {
  return place > 0 && place >= papersEach - papersOptional
}

/** The papers of a meeting as the club reads them: the last need not be read where it said so, and nobody marked one of them. */
export function withOptional<P extends { optional: boolean }>(
  papers: readonly P[],
  club: { papersEach: number; papersOptional: number },
): P[] {
  if (papers.some(({ optional }) => optional)) return [...papers]
  return papers.map((one, index) => ({ ...one, optional: isOptional(index, club) }))
}

/** Papers that were chosen without a count. */
export interface Chosen {
  papers: readonly Omit<PlannedPaper, 'by'>[]
  rule: Why
  note?: string
}

/** A pick and what is read beside it. */
function picked({ papers, rule, note }: Chosen, before: string | null): { pick: Pick; also: Round['also'] } | null {
  const [first, ...others] = papers
  if (!first) return null
  const pick = { paper: first.paper, title: first.title, approvals: 0, rule, before, ...(note ? { note } : {}) }
  return { pick, also: others.map(({ paper, title, optional }) => ({ paper, title, optional })) }
}

/** The round with other papers in the place of its pick; null where there are none. */
export function replaced(round: Round, chosen: Chosen, reason: string | null): Round | null {
  const title = round.pick?.title ?? ''
  const now = picked(chosen, title)
  if (!now) return null
  const approvals = round.tally?.approvals[now.pick.paper] ?? 0
  const isOther = now.pick.paper !== round.pick?.paper
  const pick = isOther || !round.pick ? { ...now.pick, approvals } : round.pick
  const vetoed = isOther ? [...round.vetoed, { title, reason }] : round.vetoed
  return withTalks({ ...round, pick, also: now.also, vetoed }, round.also)
}

/** An open round on which papers neither stand nor wait. */
export function withoutPapers(round: Round, papers: readonly { paper: string }[]): Round {
  const isOut = ({ paper }: Candidate) => papers.some((one) => one.paper === paper)
  const left = round.candidates.filter(isOut)
  const rest = round.candidates.filter((one) => !isOut(one))
  return noteGone({ ...round, candidates: rest, queue: round.queue.filter((one) => !isOut(one)) }, left)
}

/**
 * Makes what was chosen without a count the pick of a closed round. Its ballot goes on as that of the next round: `open` has all
 * that stood on it and waited but what was chosen, each with its number.
 */
export function carriedOn(closed: Round, chosen: Chosen, now: Temporal.Instant): { read: Round; open: Round } | null {
  const made = picked(chosen, null)
  if (!made) return null
  const isChosen = ({ paper }: Candidate) => chosen.papers.some((one) => one.paper === paper)
  const { candidates, queue, next, gone, former, openedAt, voting } = closed
  const fresh = openRound({ club: closed.club, n: closed.n + 1 }, now, { queue: [], size: 0, fillers: [], voting })
  return {
    read: {
      ...closed,
      state: 'reading',
      candidates: candidates.filter(isChosen),
      queue: [],
      tally: { voters: 0, approvals: {} },
      ...made,
    },
    open: withoutPapers({ ...fresh, candidates, queue, next, gone, former, openedAt }, chosen.papers),
  }
}

/** What the library offered by itself was nobody's nomination. */
function nominee({ title, nomination }: Candidate): Nominee[] {
  return nomination ? [{ title, name: nomination.name }] : []
}
