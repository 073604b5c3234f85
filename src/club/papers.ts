/** The dates of a club with their papers as far as they are known: those that were picked, were chosen ahead, or are next on its list. */
import { run } from './choosing/sequence.ts'
import type { Club } from './club.ts'
import type { PeopledDate } from './people.ts'
import type { Round } from './round.ts'

/** `dates`: to come, in order. `rounds`: of those whose papers are picked already. */
export function withPapers(
  { way, sequence: { papers, next }, papersEach }: Club,
  dates: readonly PeopledDate[],
  rounds: readonly Round[],
): PeopledDate[] {
  let reached = next
  return dates.map((date) => {
    const read = rounds.find(({ meets, pick }) => pick && meets?.day === date.day)
    if (read?.pick) return withThose(date, [{ ...read.pick, optional: false }, ...read.also])
    if (date.plan.papers.length > 0) {
      reached += run(papers.slice(reached), date.plan.papers)
      return date
    }
    if (way !== 'sequence' || date.plan.kind !== 'papers') return date
    const coming = papers.slice(reached, reached + papersEach)
    reached += coming.length
    return withThose(date, coming)
  })
}

function withThose(
  date: PeopledDate,
  papers: readonly { paper: string; title: string; optional: boolean }[],
): PeopledDate {
  const known = papers.map(({ paper, title, optional }) => ({ paper, title, optional, by: null }))
  return { ...date, plan: { ...date.plan, papers: known } }
}
