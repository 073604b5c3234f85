const KINDS = ['digests', 'entries', 'ideas', 'thanks', 'suggestions', 'feeds', 'feeds-left-out', 'arrivals', 'rulings']

/** Where a club's own library lies in the store. */
export const libraryKeys = {
  additions: (club: string) => `digests/${club}/`,
  addition: (club: string, digest: string) => `digests/${club}/${digest}`,
  entries: (club: string, digest: string) => `entries/${club}/${digest}/`,
  entry: (club: string, digest: string, name: string) => `entries/${club}/${digest}/${name}`,
  /** Accepted idea lines, by paper. */
  ideas: (club: string) => `ideas/${club}/`,
  idea: (club: string, paper: string) => `ideas/${club}/${paper}`,
  /** Papers with a line accepted since the last pick. */
  thanks: (club: string) => `thanks/${club}/`,
  thank: (club: string, paper: string) => `thanks/${club}/${paper}`,
  suggestions: (club: string) => `suggestions/${club}/`,
  suggestion: (club: string, id: string) => `suggestions/${club}/${id}`,
  allFeeds: 'feeds/',
  clubOfFeed: (key: string) => /^feeds\/([^/]+)\//.exec(key)?.[1] ?? null,
  feeds: (club: string) => `feeds/${club}/`,
  feed: (club: string, id: string) => `feeds/${club}/${id}`,
  leftOut: (club: string, feed: string) => `feeds-left-out/${club}/${feed}`,
  /** Papers by the instant, whole seconds, at which they came in. */
  arrivals: (club: string) => `arrivals/${club}/`,
  arrival: (club: string, at: Temporal.Instant) => `arrivals/${club}/${at.round('second').toString()}`,
  /** Of which paper organisers say that entries are. */
  rulings: (club: string) => `rulings/${club}/`,
  ruling: (club: string, digest: string, name: string) => `rulings/${club}/${digest}/${name}`,
  /** The entry that such a key is of. */
  entryOfRuling(key: string): { digest: string; name: string } {
    const [, , digest = '', name = ''] = key.split('/')
    return { digest, name }
  },
  version: (club: string) => `library/${club}`,
  /** All of it but its version. */
  ofClub: (club: string): string[] => KINDS.map((kind) => `${kind}/${club}/`),
  /** Below these lies what {@link clubOfChange} knows. */
  changes: ['library/', 'clubs/'],
  /** What is written when a club's library changes, or the club, which may read other digests from then on. */
  clubOfChange: (key: string) => /^(?:library|clubs)\/([^/]+)$/.exec(key)?.[1] ?? null,
}
