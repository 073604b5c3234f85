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
  const papers = new Map(ballot.candidates.map(({ number, paper }) => [number, paper]))
  const approvals: Record<string, number> = Object.fromEntries([...papers.values()].map((paper) => [paper, 0]))
  let voters = 0
  for (const vote of votes) {
    const counted = approvedBy(ballot, vote).flatMap((number) => papers.get(number) ?? [])
    if (counted.length > 0) voters++
    for (const paper of counted) approvals[paper] = (approvals[paper] ?? 0) + 1
  }
  return { voters, approvals }
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
