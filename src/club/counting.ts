import { z } from 'zod'
import type { Candidate } from './ballot.ts'
import { Moment } from './moment.ts'

/** One account's approvals on one ballot. */
export const Vote = z.object({
  /** Of candidates. */
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
}

/** The numbers of what a vote approves, those that have left the ballot included. */
export function approvedBy({ candidates, former }: Countable, { numbers, papers = [] }: Vote): number[] {
  const named = candidates.filter(({ number, paper }) => number <= former && papers.includes(paper))
  return [...new Set([...numbers, ...named.map(({ number }) => number)])]
}

/** What decided between the first and the second. */
export const Rule = z.enum(['only one', 'approvals', 'nomination', 'earlier', 'title'])
export type Rule = z.infer<typeof Rule>

/** How many approved each paper. Says nothing about who. */
export const Tally = z.object({
  /** Accounts that approve at least one paper of the ballot. */
  voters: z.number().int(),
  approvals: z.record(z.string(), z.number().int()),
})
export type Tally = z.infer<typeof Tally>

export interface Ranked {
  candidate: Candidate
  approvals: number
}

export interface Count {
  /** Best first. */
  ranking: Ranked[]
  tally: Tally
  rule: Rule
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
  const [from, to] = [standing(ballot, before), standing(ballot, after)]
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

/** The vote with one candidate more, or less where it approved that already; what has left the ballot goes from it. */
export function toggled(ballot: Countable, before: Vote | undefined, number: number, now: Temporal.Instant): Vote {
  const mine = standing(ballot, before)
  const numbers = mine.includes(number) ? mine.filter((other) => other !== number) : [...mine, number]
  // One that was long on its way does not make the vote older.
  const at = before && Temporal.Instant.compare(before.at, now) > 0 ? before.at : now
  return { numbers, at }
}

function standing(ballot: Countable, vote: Vote | undefined): number[] {
  if (!vote) return []
  const approved = approvedBy(ballot, vote)
  return ballot.candidates.flatMap(({ number }) => (approved.includes(number) ? [number] : []))
}

/** Ranks a ballot: approvals, then nominations before fillers, then the earlier nomination, then the title. */
export function count(ballot: Countable, votes: Iterable<Vote>): Count {
  const counted = tally(ballot, votes)
  const ranking = ranked(ballot.candidates, counted)
  const [first, second] = ranking
  return { ranking, tally: counted, rule: first && second ? ruleBetween(first, second) : 'only one' }
}

/** Candidates with their approvals in the order of the rules, best first. */
export function ranked(candidates: readonly Candidate[], { approvals }: Tally): Ranked[] {
  return candidates
    .map((candidate) => ({ candidate, approvals: approvals[candidate.paper] ?? 0 }))
    .sort((a, b) => RULES.reduce((order, [, compare]) => order || compare(a, b), 0))
}

/** What puts one before the other. */
export function ruleBetween(one: Ranked, other: Ranked): Rule {
  return RULES.find(([, compare]) => compare(one, other) !== 0)?.[0] ?? 'title'
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
