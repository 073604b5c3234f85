import { z } from 'zod'
import type { Candidate } from './ballot.ts'
import { UserError } from './errors.ts'
import { Moment } from './moment.ts'
import { runOff } from './run-off.ts'
import { APPROVAL, type Voting } from './voting.ts'

/** One account's approvals on one ballot. */
export const Vote = z.object({
  /** Of candidates, in the order in which they were chosen: on some ballots it counts. */
  numbers: z.array(z.number().int()).default([]),
  /** Instead of numbers, in votes from before there were any: they mean those that were on the ballot then. */
  papers: z.array(z.string()).optional(),
  at: Moment,
})
export type Vote = z.output<typeof Vote>

/** What votes are counted on. `former`: candidates up to this number are older than numbers, and votes may name their papers. */
export interface Countable {
  candidates: readonly Candidate[]
  former: number
  /** Approvals, unless said. */
  voting?: Voting
}

/** The numbers of what a vote approves, those that have left the ballot included; of merged candidates that of the one that stays. */
export function approvedBy({ candidates, former }: Countable, { numbers, papers = [] }: Vote): number[] {
  const named = candidates.filter(({ number, paper }) => number <= former && papers.includes(paper))
  const staying = (number: number) => candidates.find(({ merged }) => merged?.includes(number))?.number ?? number
  return [...new Set([...numbers, ...named.map(({ number }) => number)].map(staying))]
}

/** What decided between the first and the second. */
export const Rule = z.enum(['only one', 'approvals', 'run-off', 'nomination', 'earlier', 'title'])
export type Rule = z.infer<typeof Rule>

/** How far a paper came in a run-off: its votes in the last round in which it stood, and why it went no further. */
export const Place = z.object({
  paper: z.string(),
  votes: z.number().int(),
  round: z.number().int(),
  rule: Rule,
  /** The title of what had as many votes and stayed. */
  level: z.string().nullable(),
  /** As which paper of the meeting it won, from 2 on: in a run-off of its own, among those that had not won before. */
  seat: z.number().int().optional(),
})
export type Place = z.infer<typeof Place>

/** How many approved each paper, or put it first where the order counts. Says nothing about who. */
export const Tally = z.object({
  /** People who approve at least one paper of the ballot. */
  voters: z.number().int(),
  approvals: z.record(z.string(), z.number().int()),
  /** Of a closed ballot that a run-off decided: its papers, best first. */
  places: z.array(Place).optional(),
})
export type Tally = z.infer<typeof Tally>

export interface Ranked {
  candidate: Candidate
  approvals: number
  /** After a run-off. */
  place?: Place
}

export interface Count {
  /** Best first. */
  ranking: Ranked[]
  tally: Tally
  /** What put the first before all others, and the title of what came next to it. */
  rule: Rule
  before: string | null
}

/** Counts approvals; papers that are no longer on the ballot do not count. */
export function tally(ballot: Countable, votes: Iterable<Vote>): Tally {
  return tallyOf(ballot, countsOf(ballot, votes))
}

/** What is kept of an open ballot, so that no vote need be read again. By candidates' numbers; says nothing about who. */
export const Counts = z.object({ voters: z.number().int(), approvals: z.record(z.string(), z.number().int()) })
export type Counts = z.infer<typeof Counts>

export const NO_COUNTS: Counts = { voters: 0, approvals: {} }

export function countsOf(ballot: Countable, votes: Iterable<Vote>): Counts {
  let counts = NO_COUNTS
  for (const vote of votes) counts = recast(ballot, counts, undefined, vote)
  return counts
}

/** The counts after somebody's vote took the place of an earlier one. */
export function recast(ballot: Countable, counts: Counts, before: Vote | undefined, after: Vote | undefined): Counts {
  const [from, to] = [countedOf(ballot, before), countedOf(ballot, after)]
  const approvals = { ...counts.approvals }
  for (const number of from) approvals[number] = (approvals[number] ?? 0) - 1
  for (const number of to) approvals[number] = (approvals[number] ?? 0) + 1
  return { voters: counts.voters + Number(to.length > 0) - Number(from.length > 0), approvals }
}

/** Whether counts are of the ballot as it stands: when what people approved leaves it, some have no vote left. */
export function areCurrent({ candidates }: Countable, { approvals }: Counts): boolean {
  const numbers = new Set(candidates.map(({ number }) => String(number)))
  return Object.entries(approvals).every(([number, count]) => count === 0 || numbers.has(number))
}

export function tallyOf({ candidates }: Countable, { voters, approvals }: Counts): Tally {
  return {
    voters,
    approvals: Object.fromEntries(candidates.map(({ number, paper }) => [paper, approvals[number] ?? 0])),
  }
}

/**
 * The vote with one candidate more, at its end, or less where it approved that already; what has left the ballot goes from it. Where
 * one paper is all that may be chosen it takes the place of the one before. Throws {@link UserError} where there is no vote left.
 */
export function toggled(ballot: Countable, before: Vote | undefined, number: number, now: Temporal.Instant): Vote {
  const mine = standing(ballot, before)
  const { most } = ballot.voting ?? APPROVAL
  const more = most === 1 ? [number] : [...mine, number]
  const numbers = mine.includes(number) ? mine.filter((other) => other !== number) : more
  assertWithin(ballot, numbers)
  // One that was long on its way does not make the vote older.
  const at = before && Temporal.Instant.compare(before.at, now) > 0 ? before.at : now
  return { numbers, at }
}

/** Throws {@link UserError} where a vote is for more papers than somebody may vote for. */
export function assertWithin({ voting = APPROVAL }: Countable, numbers: readonly number[]): void {
  const { most } = voting
  if (most === null || numbers.length <= most) return
  const many = most === 1 ? 'one paper' : `${most} papers`
  throw new UserError(
    'votes-spent',
    `On this ballot you vote for ${many} at most, so your vote stays as it was. Press the number of one of them again to take it back first.`,
  )
}

/** The vote of whoever nominates a paper: for that one too, as long as they have a vote left. */
export function withOwn(ballot: Countable, before: Vote | undefined, number: number, at: Temporal.Instant): Vote {
  const mine = before ? approvedBy(ballot, before) : []
  const { most } = ballot.voting ?? APPROVAL
  const isSpent = most !== null && standing(ballot, before).length >= most
  const numbers = isSpent || mine.includes(number) ? mine : [...mine, number]
  return { numbers, at }
}

/** What of a vote stands on the ballot, in its order. */
function standing(ballot: Countable, vote: Vote | undefined): number[] {
  if (!vote) return []
  const numbers = new Set(ballot.candidates.map(({ number }) => number))
  return approvedBy(ballot, vote).filter((number) => numbers.has(number))
}

/** What a vote adds to the counts: where the order counts, its first. */
function countedOf(ballot: Countable, vote: Vote | undefined): number[] {
  const numbers = standing(ballot, vote)
  return ballot.voting?.ranked ? numbers.slice(0, 1) : numbers
}

/**
 * Ranks a ballot: approvals or an instant run-off, then nominations before fillers, then the earlier nomination, then the title.
 * `seats`: how many papers are chosen; each after the first wins a run-off among those that are left.
 */
export function count(ballot: Countable, votes: Iterable<Vote>, seats = 1): Count {
  const cast = [...votes]
  const approvals = tally(ballot, cast)
  // The first wins a run-off of its own: what further papers were chosen by does not say why.
  const places = ballot.voting?.ranked ? placesOf(ballot, cast) : undefined
  const [first, second] = ranked(ballot.candidates, { ...approvals, places })
  const tallied = places ? { ...approvals, places: seatedPlaces(ballot, cast, places, seats) } : approvals
  return {
    ranking: ranked(ballot.candidates, tallied),
    tally: tallied,
    rule: first && second ? ruleBetween(first, second) : 'only one',
    before: second?.candidate.title ?? null,
  }
}

function seatedPlaces(ballot: Countable, votes: readonly Vote[], places: readonly Place[], seats: number): Place[] {
  const [winner, ...others] = places
  if (!winner) return []
  const won = [winner]
  let left = others
  while (won.length < seats && left.length > 0) {
    const candidates = ballot.candidates.filter(({ paper }) => won.every((one) => one.paper !== paper))
    const [next, ...rest] = placesOf({ ...ballot, candidates }, votes)
    // What nobody has on their vote wins nothing.
    if (!next || next.votes === 0) break
    won.push({ ...next, seat: won.length + 1 })
    left = rest
  }
  return [...won, ...left]
}

function placesOf(ballot: Countable, votes: readonly Vote[]): Place[] {
  const orders = votes.map((vote) => standing(ballot, vote))
  const level = (candidate: Candidate): Ranked => ({ candidate, approvals: 0 })
  const rules = {
    compare: (a: Candidate, b: Candidate) => compareRanked(level(a), level(b)),
    rule: (a: Candidate, b: Candidate) => ruleBetween(level(a), level(b)),
  }
  return runOff(ballot.candidates, orders, rules).map(({ candidate, votes, round, level }) => ({
    paper: candidate.paper,
    votes,
    round,
    rule: level?.rule ?? 'run-off',
    level: level?.with.title ?? null,
  }))
}

/** Candidates with their approvals in the order of the rules, best first. */
export function ranked(candidates: readonly Candidate[], { approvals, places }: Tally): Ranked[] {
  const all = candidates.map((candidate) => ({ candidate, approvals: approvals[candidate.paper] ?? 0 }))
  if (!places) return all.sort(compareRanked)
  return places.flatMap((place) => {
    const found = all.find(({ candidate }) => candidate.paper === place.paper)
    return found ? [{ ...found, approvals: place.votes, place }] : []
  })
}

/** What puts one before the other, which comes next. */
export function ruleBetween(one: Ranked, other: Ranked): Rule {
  return other.place?.rule ?? RULES.find(([, compare]) => compare(one, other) !== 0)?.[0] ?? 'title'
}

/** Whether nothing but the rules for those that are level put one before the other, which comes next. */
export function areLevel(one: Ranked, other: Ranked): boolean {
  return other.place ? other.place.level !== null : one.approvals === other.approvals
}

function compareRanked(a: Ranked, b: Ranked): number {
  return RULES.reduce((order, [, compare]) => order || compare(a, b), 0)
}

const RULES: [Rule, (a: Ranked, b: Ranked) => number][] = [
  ['approvals', (a, b) => b.approvals - a.approvals],
  ['nomination', (a, b) => Number(b.candidate.nomination !== null) - Number(a.candidate.nomination !== null)],
  ['earlier', (a, b) => compareTimes(a.candidate, b.candidate)],
  [
    'title',
    (a, b) => compareText(a.candidate.title, b.candidate.title) || compareText(a.candidate.paper, b.candidate.paper),
  ],
]

function compareTimes(a: Candidate, b: Candidate): number {
  return a.nomination && b.nomination ? Temporal.Instant.compare(a.nomination.at, b.nomination.at) : 0
}

/** Independent of the machine's locale, so that two processes agree. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
