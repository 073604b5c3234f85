/** Which meeting a pick asks about: one that is over, and that no pick before it has asked about. */
import { USUAL_LENGTH } from './meeting.ts'
import type { Round } from './round.ts'

/** How many minutes the meeting of a date is, by its name; null where nobody said it. */
type Length = (day: string | null) => number | null

/** As many rounds before a pick may be asked about. */
const ASKED_ABOUT = 3

/** `rounds`: those lately, the one of the pick among them. */
export function lastTimeOf({ n }: Pick<Round, 'n'>, rounds: readonly Round[], lengthOf: Length): Round | null {
  const asked = new Set<number>()
  let last: Round | null = null
  for (const round of rounds.filter((one) => one.n <= n).toSorted((a, b) => a.n - b.n)) {
    const before = rounds.filter((one) => one.n < round.n && one.n >= round.n - ASKED_ABOUT && !asked.has(one.n))
    const over = before.filter((one) => one.pick && isOver(one, round.closedAt, lengthOf))
    last = over.toSorted((a, b) => b.n - a.n)[0] ?? null
    if (last) asked.add(last.n)
  }
  return last
}

/** Whether the meeting of a round was over by an instant: without one that is its paper’s next pick. */
function isOver({ meets }: Round, by: Temporal.Instant | null, lengthOf: Length): boolean {
  if (!meets) return true
  const end = meets.at.add({ minutes: lengthOf(meets.day) ?? USUAL_LENGTH })
  return !meets.cancelled && by !== null && Temporal.Instant.compare(end, by) <= 0
}
