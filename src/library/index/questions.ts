/** What can be looked up in a library, each question once: from here follow what the thread answers and what commands ask. */
import type { DigestInFull, DigestSummary, Paper } from '../paper.ts'
import { type Completion, complete } from './complete.ts'
import { define, digestNamed, digestsAt, digestsOf, termsOf } from './digests.ts'
import { drawOne, mix, namedIn, tagsOf } from './draw.ts'
import { type Found, find } from './find.ts'
import { alike, type Identity, identify } from './identify.ts'
import { nearest } from './nearest.ts'
import { type EntryOf, entriesAt, idAt, idsAt, ofEntries, papersAt } from './papers.ts'
import type { Reading } from './reading.ts'
import { type Resolved, resolve } from './resolve.ts'
import { similar } from './similar.ts'

export function questionsTo(reading: () => Reading) {
  const papers = (ids: readonly string[]): Paper[] => papersAt(reading().ask, ids)

  return {
    /** In the order of the ids, which may be ones that papers had before; those that there are not are left out. */
    papers,
    /** The ids that papers have now, which had these once; null for those that are gone. */
    idsNow: (ids: readonly string[]): (string | null)[] => ids.map((id) => idAt(reading().ask, id) ?? null),
    /** All the ids that a paper had, the one that it has now first; none where it is gone. */
    idsOf: (id: string): string[] => idsAt(reading().ask, id),
    /** What each digest says of a paper, the oldest first. */
    entries: (id: string): EntryOf[] => entriesAt(reading().ask, id),
    /** Ids of the papers that entries of digests are of; null for what is no entry. */
    ofEntries: (entries: readonly Pick<EntryOf, 'digest' | 'name'>[]): (string | null)[] =>
      ofEntries(reading().ask, entries),
    /** Ids of the papers that these works are, null for those that the library lacks. */
    identify: (works: readonly Identity[]): (string | null)[] => identify(reading().ask, works),
    /** Ids of the papers that have the number or the title of a work, whether or not they are it. */
    alike: (work: Identity): string[] => alike(reading().ask, work),
    /**
     * Papers that are named by link or number, else those that hold every word of `text`, best first; `tag:`, `by:`, `in:` and `since:` narrow it down. `corrected`: what
     * was looked for instead, where words seemed misspelled.
     */
    find: (text: string, limit: number): Found => find(reading(), text, limit),
    /** What a text means: its id, its title, its link or arXiv id, or the only clear match. */
    resolve: (text: string): Resolved => resolve(reading(), text),
    /** Titles that fit what has been typed so far; with nothing typed, the newest. */
    complete: (text: string, limit: number): Completion[] => complete(reading(), text, limit),
    /** The papers whose titles come nearest to a text, misspelled or remembered in part. */
    nearest: (text: string, limit: number): Paper[] => papers(nearest(reading(), text, limit)),
    /** The papers whose links, numbers or titles stand in a text, word for word. */
    namedIn: (text: string, limit: number): Paper[] => papers(namedIn(reading().ask, text, limit)),
    /** The papers that share the most telling words with this one. */
    similar: (id: string, limit: number): Paper[] => papers(similar(reading(), id, limit)),
    /** `chance`: from 0 up to 1, decides which. */
    random: (tag: string | undefined, chance: number): Paper | undefined =>
      papers([drawOne(reading(), tag, chance) ?? ''])[0],
    /** Papers in an order that only the seed decides; first those that a digest reviewed and put into a line. */
    mix: (seed: string, avoid: readonly string[], limit: number): Pick<Paper, 'id' | 'title'>[] =>
      mix(reading().ask, seed, avoid, limit),
    /** Every digest's definition of a term. */
    define: (term: string): ReturnType<typeof define> => define(reading().ask, term),
    terms: (): string[] => termsOf(reading().ask),
    tags: (): string[] => tagsOf(reading()),
    /** Newest first; or those with these ids. */
    digests: (ids?: readonly string[]): DigestSummary[] =>
      ids ? digestsAt(reading().ask, ids) : digestsOf(reading().ask),
    /** By id, title, publication or publication and issue; with its first papers. */
    digest: (text: string, limit: number): DigestInFull | undefined => digestNamed(reading().ask, text, limit),
    size: (): { papers: number; digests: number } => ({
      papers: reading().totals().papers,
      digests: Number(reading().ask('SELECT count(*) FROM digests')[0]?.[0] ?? 0),
    }),
  }
}

export type Questions = ReturnType<typeof questionsTo>
