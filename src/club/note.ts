/** What concerns one person alone, kept until it is told to them. */
import { z } from 'zod'
import type { Candidate } from './ballot.ts'
import { isForgotten } from './forget.ts'
import type { AccountId } from './keys.ts'
import { Moment } from './moment.ts'
import type { Round } from './round.ts'

/**
 * Of a nomination: it was `picked`, or is read beside the pick (`picked beside`); it was not, and is on the next ballot (`returns`), waits for a later one (`stays`), or waits no more
 * (`retired`); it had waited, and is on the ballot now (`moved up`); an organiser took it off (`taken off`), or back as the pick
 * (`replaced`). Of a suggested idea line: `accepted`, `rejected`. Of what was to be said to them alone, and
 * was refused, so that it is switched off: `no messages`, `no reminders`.
 */
export const Note = z.object({
  what: z.enum([
    'picked',
    'picked beside',
    'returns',
    'stays',
    'retired',
    'moved up',
    'taken off',
    'replaced',
    'accepted',
    'rejected',
    'no messages',
    'no reminders',
  ]),
  /** The paper's; of reminders the club's name, of messages empty. */
  title: z.string(),
  /** The idea line, or the reason that an organiser gave. */
  words: z.string().nullable(),
  at: Moment,
  /** Since when it is on its way to them; null while it waits. */
  shown: Moment.nullable().default(null),
  /** Whether a message to them alone was tried: then their next command tells it. */
  tried: z.boolean().default(false),
})
export type Note = z.output<typeof Note>

/** A note before it is kept: for whom, and not yet when. */
export type Noted = Pick<Note, 'what' | 'title' | 'words'> & { for: AccountId }

type Nominations = Pick<Round, 'candidates' | 'queue'>

/** What became of the nominations of a closed round. `read`: the papers that are read now, the pick first; `open`: the round that is open after it. */
export function fatesOf(closed: Nominations, read: readonly { paper: string }[], open: Nominations): Noted[] {
  const stood = closed.candidates.flatMap((candidate) => noted(candidate, fateOf(candidate, read, open)))
  const waited = closed.queue.flatMap((candidate) => {
    const isUp = pickedAs(candidate, read) ?? (isIn(candidate, open.candidates) ? 'moved up' : null)
    return noted(candidate, isUp)
  })
  return [...stood, ...waited]
}

/** Null where the ballot simply goes on. */
function fateOf(candidate: Candidate, read: readonly { paper: string }[], open: Nominations): Note['what'] | null {
  const asWhat = pickedAs(candidate, read)
  if (asWhat) return asWhat
  const lostSince = ({ nomination }: Candidate) => (nomination?.lost ?? 0) > (candidate.nomination?.lost ?? 0)
  const next = [...open.candidates, ...open.queue].find(({ paper }) => paper === candidate.paper)
  if (!next) return 'retired'
  if (!lostSince(next)) return null
  return isIn(candidate, open.candidates) ? 'returns' : 'stays'
}

/** Null where it is not read. */
function pickedAs(candidate: Candidate, read: readonly { paper: string }[]): 'picked' | 'picked beside' | null {
  if (!isIn(candidate, read)) return null
  return read[0]?.paper === candidate.paper ? 'picked' : 'picked beside'
}

/** What is told to whoever nominated a paper; nobody where nobody did, or is known any more. */
export function noted(
  { title, nomination }: Pick<Candidate, 'title' | 'nomination'>,
  what: Note['what'] | null,
  words: string | null = null,
): Noted[] {
  if (what === null || !nomination || isForgotten(nomination.by)) return []
  return [{ for: nomination.by, what, title, words }]
}

function isIn({ paper }: { paper: string }, papers: readonly { paper: string }[]): boolean {
  return papers.some((other) => other.paper === paper)
}
