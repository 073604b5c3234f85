import type { Paper } from './paper.ts'

/**
 * Papers that are new, best first: what most members would read, then where each stands among those that the same publication
 * counted (no publication's counts are held against another's), then what a digest has reviewed, then the later one.
 */
export function bestFirst(papers: readonly Paper[], seconds: ReadonlyMap<string, number>): Paper[] {
  const standing = standings(papers)
  const wanted = ({ id }: Paper) => seconds.get(id) ?? 0
  const stands = ({ id }: Paper) => standing.get(id) ?? 0
  const reviewed = ({ idea, appearances }: Paper) => (idea !== null && appearances.some((one) => one.reviewed) ? 1 : 0)
  return papers.toSorted(
    (a, b) =>
      wanted(b) - wanted(a) ||
      stands(b) - stands(a) ||
      reviewed(b) - reviewed(a) ||
      (b.date ?? '').localeCompare(a.date ?? '') ||
      a.title.localeCompare(b.title),
  )
}

/** From 0 to 1, the best one that any publication gives: which part of what it counted has fewer. */
function standings(papers: readonly Paper[]): Map<string, number> {
  const counted = papers.flatMap(({ id, counts }) => counts.map((count) => ({ id, ...count })))
  const found = new Map<string, number>()
  for (const group of Map.groupBy(counted, ({ site, kind }) => `${kind} ${site}`).values()) {
    for (const { id, count } of group) {
      const fewer = group.filter((other) => other.count < count).length
      found.set(id, Math.max(found.get(id) ?? 0, fewer / group.length))
    }
  }
  return found
}
