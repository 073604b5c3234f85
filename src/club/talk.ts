import { BESIDES, TALKS, type Talk } from './keys.ts'

/** What is read in a round. */
interface Read {
  pick: { paper: string; title: string } | null
  also: { paper: string; title: string; optional: boolean; talk?: Exclude<Talk, 'pick'> | undefined }[]
  threadEach: boolean
}

/** Where a round may be talked of: below its pick alone, or below a post of each paper. */
export function talksOf({ threadEach }: Pick<Read, 'threadEach'>): readonly Talk[] {
  return threadEach ? TALKS : ['pick']
}

/** The talks that are about a paper, in the order of the papers. */
export function talksHeld({ also }: Pick<Read, 'also'>): Talk[] {
  return ['pick', ...also.flatMap(({ talk }) => talk ?? [])]
}

/** The paper that a talk is about; null where there is none, or none any more. */
export function paperOf(
  { pick, also }: Pick<Read, 'pick' | 'also'>,
  talk: Talk,
): { paper: string; title: string; optional?: boolean } | null {
  return talk === 'pick' ? pick : (also.find((one) => one.talk === talk) ?? null)
}

/** What a paper of a round is called; undefined where it is none of it. */
export function titleOf({ pick, also }: Pick<Read, 'pick' | 'also'>, paper: string): string | undefined {
  return [...(pick ? [pick] : []), ...also].find((one) => one.paper === paper)?.title
}

/** The paper that alone is talked of in a talk; null where all of a meeting are. */
export function onlyPaperOf(round: Read, talk: Talk): string | null {
  return round.threadEach ? (paperOf(round, talk)?.paper ?? null) : null
}

/** Whether the papers of a round are talked of apart. */
export function isTalkedApart({ threadEach, also }: Pick<Read, 'threadEach' | 'also'>): boolean {
  return threadEach && also.length > 0
}

/**
 * The round with a talk for each paper beside its pick, where each has a thread of its own: a paper keeps the one that it had
 * `before`, another gets the first that is free.
 */
export function withTalks<R extends Read>(round: R, before: Read['also'] = []): R {
  if (!round.threadEach) return round
  const had = new Map(before.map(({ paper, talk }) => [paper, talk]))
  const kept = round.also.map(({ paper }) => had.get(paper))
  const free = BESIDES.filter((talk) => !kept.includes(talk))
  const also = round.also.map(({ talk: _, ...one }, nth) => {
    const talk = kept[nth] ?? free.shift()
    return talk ? { ...one, talk } : one
  })
  return { ...round, also }
}
