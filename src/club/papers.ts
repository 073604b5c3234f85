/** The dates of a club with their papers as far as they are known: those that were picked, were chosen ahead, or are next on its list. */
import { run } from './choosing/sequence.ts'
import type { Club } from './club.ts'
import type { PeopledDate } from './people.ts'
import { type Round, withOptional } from './round.ts'
import { onDate } from './track.ts'

/** `dates`: to come, in order. `rounds`: of those whose papers are picked already. `isListed`: whether a list says what comes. */
export function withPapers(
  club: Club,
  dates: readonly PeopledDate[],
  rounds: readonly Round[],
  isListed = true,
): PeopledDate[] {
  /** How far each list has come by then. */
  const reached = new Map<Club['sequence'], number>()
  return dates.map((date) => {
    const own = onDate(club, date.day)
    const { way, sequence, papersEach } = own
    const next = reached.get(sequence) ?? sequence.next
    const rest = sequence.papers.slice(next)
    const read = rounds.find(({ meets, pick }) => pick && meets?.day === date.day)
    if (read?.pick) return withThose(date, [{ ...read.pick, optional: false }, ...read.also])
    if (date.plan.papers.length > 0) {
      reached.set(sequence, next + run(rest, date.plan.papers))
      return date
    }
    if (!isListed || way !== 'sequence' || date.plan.kind !== 'papers') return date
    const coming = rest.slice(0, papersEach)
    reached.set(sequence, next + coming.length)
    return withThose(date, withOptional(coming, own))
  })
}

function withThose(
  date: PeopledDate,
  papers: readonly { paper: string; title: string; optional: boolean }[],
): PeopledDate {
  const known = papers.map(({ paper, title, optional }) => ({ paper, title, optional, by: null }))
  return { ...date, plan: { ...date.plan, papers: known } }
}
