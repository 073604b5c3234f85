import { z } from 'zod'
import { Moment } from './moment.ts'

/** Which papers of a feed a club wants: those with one of these words, people or categories, and none of those. */
export const FeedFilter = z.object({ only: z.array(z.string()), not: z.array(z.string()) })
export type FeedFilter = z.output<typeof FeedFilter>

/** `sparse models, Ada Lovelace, cs.LG` */
export function filterTerms(text: string): string[] {
  const terms = text.split(/[,;\n]/).map((term) => term.replace(/\s+/g, ' ').trim())
  return [...new Set(terms)].filter((term) => /[\p{L}\p{N}]/u.test(term))
}

/** A feed that a club follows, and how it has fared. Those that were followed first lack what has a default. */
export const Feed = z.object({
  url: z.string(),
  title: z.string(),
  /** The format that it was read as first; null where that is not known. */
  format: z.string().nullable().default(null),
  /** Id of the digest that its papers gather in. */
  digest: z.string(),
  /** Which of its papers the club wants; all where nothing is said. */
  wanted: FeedFilter.default({ only: [], not: [] }),
  /** For asking whether it changed. */
  validators: z.object({ etag: z.string().nullable(), lastModified: z.string().nullable() }),
  nextAt: Moment,
  /** Since when it cannot be read, how often it was tried since, and why, as a sentence. */
  failing: z.object({ since: Moment, times: z.number().int(), why: z.string() }).nullable().default(null),
  /** When it last had a paper that was new. */
  newAt: Moment.nullable(),
  /** When its server said that it is gone for good: it is not read any more. */
  endedAt: Moment.nullable().default(null),
  /** New papers since the club was last told. It was once kept with the week's number, and is counted anew from there. */
  fresh: z.number().int().catch(0),
  /** What the club was told last; null when it was told nothing yet. */
  told: z.enum(['new', 'nothing', 'failing']).nullable().default(null),
})
export type Feed = z.output<typeof Feed>

/** What the weekly post says of a feed. `again`: it could not be read for a time, and the club was told so. */
export const FeedNews = z.object({
  title: z.string(),
  kind: z.enum(['new', 'nothing', 'failing', 'ended']),
  papers: z.number().int(),
  since: Moment.nullable(),
  again: z.boolean(),
})
export type FeedNews = z.output<typeof FeedNews>

/** What a feed is read again after when all is well. */
const PERIOD = { hours: 6 }
const FIRST_PAUSE_HOURS = 1
const LONGEST_PAUSE_HOURS = 24
/** A server may ask for more patience than that, but not to be left alone for ever. */
const LONGEST_WISH_HOURS = 7 * 24

/** New papers of the feed have come into the library. */
export function brought(feed: Feed, now: Temporal.Instant, papers: number): Feed {
  return papers > 0 ? { ...feed, newAt: now, fresh: feed.fresh + papers } : feed
}

/** After a reading. `url`: where the feed is to be read from now on. */
export function readWell(feed: Feed, now: Temporal.Instant, found: Pick<Feed, 'url' | 'format' | 'validators'>): Feed {
  return { ...feed, ...found, format: feed.format ?? found.format, failing: null, nextAt: now.add(PERIOD) }
}

/** After a failure, which is tried again later and later. `wish`: seconds that the server asks to be left alone. */
export function readBadly(feed: Feed, now: Temporal.Instant, { why, wish }: { why: string; wish: number }): Feed {
  const { since, times } = feed.failing ?? { since: now, times: 0 }
  const pause = Math.min(LONGEST_PAUSE_HOURS, FIRST_PAUSE_HOURS * 2 ** times)
  const wished = Math.min(LONGEST_WISH_HOURS * 3600, wish)
  return {
    ...feed,
    failing: { since, times: times + 1, why },
    nextAt: now.add({ seconds: Math.max(pause * 3600, wished) }),
  }
}

/**
 * What there is to tell the club of a feed, and the feed once it is told; undefined when it has ended. What has not changed
 * since it was told is not told again.
 */
export function tell(feed: Feed): { news: FeedNews | null; after: Feed | undefined } {
  const { title, fresh: papers, failing, told, endedAt } = feed
  if (endedAt) return { news: { title, kind: 'ended', papers, since: endedAt, again: false }, after: undefined }
  const kind = failing ? 'failing' : papers > 0 ? 'new' : 'nothing'
  const after: Feed = { ...feed, fresh: 0, told: kind }
  if (papers === 0 && kind === told) return { news: null, after }
  return { news: { title, kind, papers, since: failing?.since ?? null, again: told === 'failing' && !failing }, after }
}
