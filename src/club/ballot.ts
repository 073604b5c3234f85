import { z } from 'zod'
import { UserError } from './errors.ts'
import { type AccountId, isAccountId } from './keys.ts'
import { Moment } from './moment.ts'

/** One paper on a ballot: a nomination, or a filler when nobody put it there. */
export const Candidate = z.object({
  paper: z.string(),
  /** Kept beside the id, so that a ballot can be read after a digest was taken away. */
  title: z.string(),
  nomination: z
    .object({
      by: z.string().refine(isAccountId),
      name: z.string(),
      reason: z.string().nullable(),
      at: Moment,
    })
    .nullable(),
  /** Whether anyone ever approved it on this ballot: such a filler stays. */
  wanted: z.boolean(),
})
export type Candidate = z.output<typeof Candidate>

export interface Ballot {
  candidates: Candidate[]
  /** Nominations that wait for the next ballot. */
  queue: Candidate[]
}

/** A ballot holds this many at most; what is nominated beyond waits for the next. */
export const BALLOT_LIMIT = 10

/** What became of a nomination. */
export type Nominated = 'on the ballot' | 'in the queue'

/** Puts a nomination on the ballot, in place of a filler nobody wants once the ballot has its `size`. */
export function nominate<B extends Ballot>(
  ballot: B,
  candidate: Candidate,
  size: number,
): { ballot: B; became: Nominated } {
  const same = [...ballot.candidates, ...ballot.queue].find((other) => other.paper === candidate.paper)
  if (same?.nomination) {
    throw new UserError(
      'already-nominated',
      `“${same.title}” is nominated already, by ${same.nomination.name}. Vote for it with \`vote\`.`,
    )
  }
  if (same) {
    const candidates = ballot.candidates.map((other) =>
      other === same ? { ...candidate, wanted: same.wanted } : other,
    )
    return { ballot: { ...ballot, candidates }, became: 'on the ballot' }
  }
  const spare = ballot.candidates.findLastIndex((other) => !other.nomination && !other.wanted)
  if (ballot.candidates.length >= size && spare >= 0) {
    return { ballot: { ...ballot, candidates: ballot.candidates.with(spare, candidate) }, became: 'on the ballot' }
  }
  if (ballot.candidates.length < BALLOT_LIMIT) {
    return { ballot: { ...ballot, candidates: [...ballot.candidates, candidate] }, became: 'on the ballot' }
  }
  return { ballot: { ...ballot, queue: [...ballot.queue, candidate] }, became: 'in the queue' }
}

/** Takes a nomination back and moves up what waited, or fills up, to `size`. */
export function withdraw<B extends Ballot>(
  ballot: B,
  paper: string,
  who: { account: AccountId; organiser: boolean },
  size: number,
  fillers: readonly Candidate[],
): B {
  const found = [...ballot.candidates, ...ballot.queue].find((other) => other.paper === paper && other.nomination)
  if (!found?.nomination) throw new UserError('not-nominated', 'Nobody has nominated that paper for the open ballot.')
  if (found.nomination.by !== who.account && !who.organiser) {
    throw new UserError(
      'not-yours',
      `${found.nomination.name} nominated it; only they or an organiser can withdraw it.`,
    )
  }
  const stay = (other: Candidate) => other.paper !== paper
  return fill(
    { ...ballot, candidates: ballot.candidates.filter(stay), queue: ballot.queue.filter(stay) },
    size,
    fillers,
  )
}

/** Moves the queue up to the ballot's limit, then fills up to `size` with papers that are not on it yet. */
export function fill<B extends Ballot>(ballot: B, size: number, fillers: readonly Candidate[]): B {
  const room = BALLOT_LIMIT - ballot.candidates.length
  const candidates = [...ballot.candidates, ...ballot.queue.slice(0, room)]
  for (const filler of fillers) {
    if (candidates.length >= size) break
    if (!candidates.some((other) => other.paper === filler.paper)) candidates.push(filler)
  }
  return { ...ballot, candidates, queue: ballot.queue.slice(room) }
}

/** A filler for a paper of the library. */
export function filler(paper: { id: string; title: string }): Candidate {
  return { paper: paper.id, title: paper.title, nomination: null, wanted: false }
}

/** Marks what was approved, so that no nomination pushes it off the ballot. */
export function noteApprovals<B extends Ballot>(ballot: B, papers: readonly string[]): B {
  if (!ballot.candidates.some((other) => !other.wanted && papers.includes(other.paper))) return ballot
  const candidates = ballot.candidates.map((other) =>
    papers.includes(other.paper) ? { ...other, wanted: true } : other,
  )
  return { ...ballot, candidates }
}
