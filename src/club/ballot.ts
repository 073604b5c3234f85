import { z } from 'zod'
import { UserError } from './errors.ts'
import { isAccountId } from './keys.ts'
import { Moment } from './moment.ts'
import { isSelf, type Self } from './person.ts'

/** Who put a paper on a ballot. */
const Nomination = z.object({
  by: z.string().refine(isAccountId),
  name: z.string(),
  reason: z.string().nullable(),
  at: Moment,
  /** How many ballots it stood on before and was not picked from. */
  lost: z.number().int().default(0),
})

/** A candidate as it stood before it was merged with another. */
const Before = z.object({
  number: z.number().int().min(1),
  paper: z.string(),
  title: z.string(),
  nomination: Nomination.nullable(),
  wanted: z.boolean(),
})

/** One paper on a ballot: a nomination, or a filler when nobody put it there. */
export const Candidate = z.object({
  /** Its own within the round: what leaves the ballot and comes back has another one, so that no vote comes back with it. */
  number: z.number().int().min(1),
  paper: z.string(),
  /** Kept beside the id, so that a ballot can be read after a digest was taken away. */
  title: z.string(),
  nomination: Nomination.nullable(),
  /** Whether anyone ever approved it on this ballot: such a filler stays. */
  wanted: z.boolean(),
  /** Numbers of candidates that turned out to be the same paper: whoever chooses one of them chooses this. */
  merged: z.array(z.number().int()).optional(),
  /** What it was before, itself included, so that papers that are two after all stand as they stood. */
  before: z.array(Before).optional(),
  /** Whether it was picked for a meeting that was cancelled then: it waits in front of all else. */
  won: z.boolean().optional(),
})
export type Candidate = z.output<typeof Candidate>

/** What stands for a candidate before it has its number. */
export type Proposal = Omit<Candidate, 'number'>

/** What was on a ballot once, so that whoever still sees it there can be told. */
export const Gone = z.object({ number: z.number().int(), title: z.string() })
export type Gone = z.infer<typeof Gone>

export interface Ballot {
  candidates: Candidate[]
  /** What waits for a ballot, who comes first in front: nominations beyond the limit, and what earlier ballots did not pick. */
  queue: Candidate[]
  /** The number of the next candidate. */
  next: number
  /** What left the ballot, latest last. */
  gone: Gone[]
}

/** A ballot holds this many at most; what is nominated beyond waits for the next. */
export const BALLOT_LIMIT = 10

/** What became of a nomination. */
export type Nominated = 'on the ballot' | 'in the queue'

/** Puts a nomination on the ballot, in place of a filler nobody wants once the ballot has its `size`. */
export function nominate<B extends Ballot>(
  ballot: B,
  proposal: Proposal,
  size: number,
): { ballot: B; became: Nominated; number: number } {
  const waiting = ballot.queue.find((other) => other.paper === proposal.paper)
  if (waiting) return moveUp(ballot, waiting, proposal, size)
  const same = ballot.candidates.find((other) => other.paper === proposal.paper)
  if (same?.nomination) {
    throw new UserError(
      'already-nominated',
      `“${same.title}” is nominated already, by ${byWhom(same.nomination, proposal)}. See what is nominated with \`vote\`.`,
    )
  }
  if (same) {
    const candidates = ballot.candidates.map((other) =>
      other === same ? { ...proposal, number: same.number, wanted: same.wanted } : other,
    )
    return { ballot: { ...ballot, candidates }, became: 'on the ballot', number: same.number }
  }
  const number = ballot.next
  const candidate = { ...proposal, number }
  const grown = { ...ballot, next: number + 1 }
  const placed = place(grown, candidate, size)
  if (placed) return { ballot: placed, became: 'on the ballot', number }
  return { ballot: { ...grown, queue: [...ballot.queue, candidate] }, became: 'in the queue', number }
}

/** What waits is wanted again: it comes onto the ballot at once, as the nomination of whoever brought it first. */
function moveUp<B extends Ballot>(
  ballot: B,
  waiting: Candidate,
  proposal: Proposal,
  size: number,
): ReturnType<typeof nominate<B>> {
  const queue = ballot.queue.filter((other) => other !== waiting)
  const candidate = { ...waiting, nomination: waiting.nomination ?? proposal.nomination }
  const placed = place({ ...ballot, queue }, candidate, size)
  if (placed) return { ballot: placed, became: 'on the ballot', number: waiting.number }
  const by = waiting.nomination ? `, nominated by ${byWhom(waiting.nomination, proposal)}` : ''
  throw new UserError('already-nominated', `“${waiting.title}” waits among the nominations already${by}.`)
}

function byWhom({ by, name }: NonNullable<Nomination>, { nomination }: Proposal): string {
  return by === nomination?.by ? 'you' : name
}

/** In place of a filler that nobody wants, or at the end; null when the ballot is full. */
function place<B extends Ballot>(ballot: B, candidate: Candidate, size: number): B | null {
  const spare = ballot.candidates.findLastIndex((other) => !other.nomination && !other.wanted)
  const replaced = ballot.candidates[spare]
  if (ballot.candidates.length >= size && replaced) {
    return noteGone({ ...ballot, candidates: ballot.candidates.with(spare, candidate) }, [replaced])
  }
  if (ballot.candidates.length >= BALLOT_LIMIT) return null
  return { ...ballot, candidates: [...ballot.candidates, candidate] }
}

/** A candidate as people mean it: by its number, or by its paper where the control is older than numbers. */
export type CandidateRef = { number: number } | { paper: string }

/** Reads a menu's value. */
export function candidateRef(value: string): CandidateRef {
  return /^\d{1,6}$/.test(value) ? { number: Number(value) } : { paper: value }
}

function refersTo(ref: CandidateRef, candidate: Candidate): boolean {
  return 'number' in ref ? numbersOf(candidate).includes(ref.number) : ref.paper === candidate.paper
}

/** Its own number first, then those of what turned out to be the same. */
function numbersOf({ number, merged = [] }: Candidate): number[] {
  return [number, ...merged]
}

/** Takes a nomination back and moves up what waited, or fills up, to `size`. */
export function withdraw<B extends Ballot>(
  ballot: B,
  ref: CandidateRef,
  who: Self & { organiser: boolean },
  size: number,
  fillers: readonly Proposal[],
): { ballot: B; withdrawn: Candidate } {
  const found = nominatedAs(ballot, ref)
  if (!found?.nomination) throw notNominated()
  if (!isSelf(who, found.nomination.by) && !who.organiser) {
    throw new UserError(
      'not-yours',
      `${found.nomination.name} nominated it; only they or an organiser can withdraw it.`,
    )
  }
  const stay = (other: Candidate) => other !== found
  const rest = { ...ballot, candidates: ballot.candidates.filter(stay), queue: ballot.queue.filter(stay) }
  // What somebody took off does not come back by itself.
  const others = fillers.filter(({ paper }) => paper !== found.paper)
  return { ballot: fill(noteGone(rest, [found]), size, others), withdrawn: found }
}

/** Whether somebody has nominated that, on the ballot or in the queue. */
export function hasNominated(ballot: Ballot, ref: CandidateRef): boolean {
  return nominatedAs(ballot, ref) !== undefined
}

function nominatedAs(ballot: Ballot, ref: CandidateRef): Candidate | undefined {
  return [...ballot.candidates, ...ballot.queue].find((other) => refersTo(ref, other) && other.nomination)
}

function notNominated(): UserError {
  return new UserError(
    'not-nominated',
    'Nobody has nominated that paper, so there is nothing to withdraw. See what is nominated with `vote`.',
  )
}

/**
 * Moves up what waits, then fills up with papers that are not on the ballot yet. What never had its turn moves up to the ballot's
 * limit; what had it, and fillers, only to `size`.
 */
export function fill<B extends Ballot>(ballot: B, size: number, fillers: readonly Proposal[]): B {
  const candidates = [...ballot.candidates]
  const queue: Candidate[] = []
  for (const waiting of ballot.queue) {
    const most = waiting.nomination?.lost === 0 ? BALLOT_LIMIT : size
    if (candidates.length < most) candidates.push(waiting)
    else queue.push(waiting)
  }
  let { next } = ballot
  for (const filler of fillers) {
    if (candidates.length >= size) break
    if (!candidates.some((other) => other.paper === filler.paper)) candidates.push({ ...filler, number: next++ })
  }
  return { ...ballot, candidates, queue, next }
}

/** As many as anyone may still see on an old ballot. */
const GONE_KEPT = 100

export function noteGone<B extends Ballot>(ballot: B, left: readonly Candidate[]): B {
  const all = left.flatMap((one) => numbersOf(one).map((number) => ({ number, title: one.title })))
  const gone = [...ballot.gone, ...all]
  return { ...ballot, gone: gone.slice(-GONE_KEPT) }
}

/**
 * Has papers that were merged stand once each, as the nomination of whoever brought one first and with the votes of all: what somebody
 * voted for stays, else what comes first; and what is two again as it stood before. What that leaves free is filled up to `size`.
 * `now`: what the papers are by now, by the ids that they had.
 */
export function followMerged<B extends Ballot>(
  ballot: B,
  now: ReadonlyMap<string, Pick<Proposal, 'paper' | 'title'>>,
  size: number,
  fillers: readonly Proposal[],
): B {
  const parted = partAgain(ballot, now, size)
  const stays = new Map<string, Candidate>()
  for (const before of [...parted.candidates, ...parted.queue]) {
    const one = { ...before, ...now.get(before.paper), before: madeOf(before) }
    const other = stays.get(one.paper)
    stays.set(one.paper, other ? joined(other, one) : one)
  }
  const keep = (before: readonly Candidate[]) =>
    before.flatMap(({ number }) => {
      const found = [...stays.values()].find((one) => one.number === number)
      return found ? [withoutOne(found)] : []
    })
  const once = { ...parted, candidates: keep(parted.candidates), queue: keep(parted.queue) }
  return once.candidates.length < parted.candidates.length ? fill(once, size, fillers) : once
}

/** All that stands and waits on a ballot, and what it was before it was merged. */
export function everOn({ candidates, queue }: Pick<Ballot, 'candidates' | 'queue'>): Before[] {
  return [...candidates, ...queue].flatMap((one) => [one, ...(one.before ?? [])])
}

type Before = z.output<typeof Before>

function madeOf({ number, paper, title, nomination, wanted, before }: Candidate): Before[] {
  return before ?? [{ number, paper, title, nomination, wanted }]
}

/** Nothing is told of what was one alone. */
function withoutOne({ before = [], ...candidate }: Candidate): Candidate {
  return before.length > 1 ? { ...candidate, before } : candidate
}

function joined(one: Candidate, other: Candidate): Candidate {
  const [stays, goes] = one.wanted || !other.wanted ? [one, other] : [other, one]
  const nomination = earlier(other.nomination, one.nomination)
  const before = [...madeOf(one), ...madeOf(other)]
  return { ...stays, nomination, merged: [...(stays.merged ?? []), ...numbersOf(goes)], before }
}

/** What is not one paper any more stands as it did: the one in the place of both, the other as if it were nominated now. */
function partAgain<B extends Ballot>(ballot: B, now: ReadonlyMap<string, Pick<Proposal, 'paper'>>, size: number): B {
  const idOf = (paper: string) => now.get(paper)?.paper ?? paper
  const areTwo = ({ before = [] }: Candidate) => new Set(before.map(({ paper }) => idOf(paper))).size > 1
  const own = (one: Candidate): Candidate => ({
    ...(one.before?.find(({ number }) => number === one.number) ?? one),
    ...(one.won ? { won: true } : {}),
  })
  const split = [...ballot.candidates, ...ballot.queue].filter(areTwo)
  const alone = (one: Candidate) => (areTwo(one) ? own(one) : one)
  const rest = { ...ballot, candidates: ballot.candidates.map(alone), queue: ballot.queue.map(alone) }
  const others = split.flatMap((one) => (one.before ?? []).filter(({ number }) => number !== one.number))
  let after: B = rest
  for (const other of others) {
    const isUnwanted = !other.nomination && !other.wanted && after.candidates.length >= size
    const waiting = { ...after, queue: [other, ...after.queue] }
    after = isUnwanted ? noteGone(after, [other]) : (place(after, other, size) ?? waiting)
  }
  return after
}

/** The ballot with every nomination as `change` has it, those of before a merge included. */
export function withNominations<B extends Pick<Ballot, 'candidates' | 'queue'>>(
  ballot: B,
  change: (nomination: NonNullable<Nomination>) => Nomination,
): B {
  const changed = <C extends Before>(one: C): C => ({ ...one, nomination: one.nomination && change(one.nomination) })
  const all = (one: Candidate): Candidate =>
    one.before ? { ...changed(one), before: one.before.map(changed) } : changed(one)
  return { ...ballot, candidates: ballot.candidates.map(all), queue: ballot.queue.map(all) }
}

type Nomination = Candidate['nomination']

function earlier(one: Nomination, other: Nomination): Nomination {
  if (!one || !other) return one ?? other
  const first = Temporal.Instant.compare(other.at, one.at) < 0 ? other : one
  return { ...first, lost: Math.max(one.lost, other.lost) }
}

/** A filler for a paper of the library. */
export function filler(paper: { id: string; title: string }): Proposal {
  return { paper: paper.id, title: paper.title, nomination: null, wanted: false }
}

/** Marks what was approved, so that no nomination pushes it off the ballot. */
export function noteApprovals<B extends Ballot>(ballot: B, numbers: readonly number[]): B {
  if (!ballot.candidates.some((other) => !other.wanted && numbers.includes(other.number))) return ballot
  const candidates = ballot.candidates.map((other) =>
    numbers.includes(other.number) ? { ...other, wanted: true } : other,
  )
  return { ...ballot, candidates }
}

/** What a menu's values choose: the numbers of what stands on the ballot, in their order, and what does not any more. */
export function chosen(ballot: Ballot, values: readonly string[]): { numbers: number[]; dropped: Dropped[] } {
  const numbers: number[] = []
  const dropped: Dropped[] = []
  for (const ref of values.map(candidateRef)) {
    const found = ballot.candidates.find((candidate) => refersTo(ref, candidate))
    if (found) numbers.push(found.number)
    else dropped.push('number' in ref ? (titlesOfGone(ballot, [ref.number])[0] ?? null) : null)
  }
  return { numbers: [...new Set(numbers)], dropped }
}

/** The title of what was chosen and stands on the ballot no more; null where nobody knows it. */
export type Dropped = string | null

/** The titles of those that have left the ballot. */
export function titlesOfGone({ gone }: Ballot, numbers: readonly number[]): string[] {
  return [...new Set(gone.filter(({ number }) => numbers.includes(number)).map(({ title }) => title))]
}
