import { entriesOf, type Ruling, shortId, titleKey } from '../../src/library/identity.ts'
import { ageKey, mergePaper, worksOf } from '../../src/library/merge.ts'
import type { Digest, Paper } from '../../src/library/paper.ts'
import type { ParsedDigest, ParsedPaper } from '../../src/library/parsed-digest.ts'

/** What a club can find. */
interface Library {
  papers: Paper[]
  /** Oldest first, undated ones last. */
  digests: Digest[]
  /** Ids that a paper had or would have under another of its titles, each with the paper's id. */
  aliases: ReadonlyMap<string, string>
}

/** An organiser's word on the entry of a digest at a place, which is its name. */
export interface RuledPlace extends Ruling {
  digest: string
  name: string
}

/** Makes one library of many digests. Of two digests with one id the later counts; the order is otherwise of no matter. */
export function merge(parsed: readonly ParsedDigest[], rulings: readonly RuledPlace[] = []): Library {
  const sources = [...new Map(parsed.map((digest) => [digest.id, digest])).values()].sort(byAge)
  const entries = sources.flatMap((digest) =>
    entriesOf(digest, digest.papers).map((entry, n) => {
      const ruled = rulings.find((one) => one.digest === digest.id && one.name === String(n))
      return ruled ? { ...entry, ruling: { work: ruled.work } } : entry
    }),
  )
  const works = worksOf(entries)
  const papers = works.map(({ id, entries }) => mergePaper(id, entries))
  const taken = new Set(works.map(({ id }) => id))
  const aliases = new Map<string, string>()
  const idOf = new Map(works.flatMap(({ id, entries }) => entries.map(({ paper }) => [paper, id] as const)))
  for (const { paper } of entries) {
    const alias = shortId(titleKey(paper.title))
    const id = idOf.get(paper)
    if (id && !taken.has(alias)) aliases.set(alias, id)
  }
  return { papers, digests: sources.map((digest) => toDigest(digest, idOf)), aliases }
}

function byAge(a: ParsedDigest, b: ParsedDigest): number {
  return compare(ageKey(a), ageKey(b)) || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function toDigest({ papers, ...facts }: ParsedDigest, idOf: ReadonlyMap<ParsedPaper, string>): Digest {
  return { ...facts, papers: [...new Set(papers.flatMap((paper) => idOf.get(paper) ?? []))] }
}
