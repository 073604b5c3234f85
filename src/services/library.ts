import { createHash } from 'node:crypto'
import { UserError } from '../club/errors.ts'
import type { Added, Catalogue, FollowedFeed, IdeaSuggestion, LibraryService } from '../club/services.ts'
import type { ParsedDigest } from '../library/parsed-digest.ts'
import { readClub } from './clubs.ts'
import type { House } from './house.ts'
import { addDigest, nextVersion } from './libraries.ts'
import { libraryKeys } from './library-keys.ts'
import type { ReadDocument } from './reader.ts'
import { Feeds, Ideas, Suggestions, Versions } from './records.ts'

type Feed = NonNullable<Awaited<ReturnType<typeof Feeds.get>>>

/** What a feed is read again after, when all is well and after failures. */
const FEED_PERIOD = { hours: 6 }
const FIRST_FEED_PAUSE_HOURS = 1
const LONGEST_FEED_PAUSE_HOURS = 24

const NO_VALIDATORS = { etag: null, lastModified: null }
const LONGEST_IDEA = 300

/** One club's own library. */
export function libraryService(house: House, club: string, catalogue: Catalogue): LibraryService {
  const { store, clock, libraries, reader } = house

  return {
    async add(_actor, what) {
      const document = await reader.read(what)
      if (document.digest.papers.length === 0) throw nothingIn(document)
      return takeIn(house, club, catalogue, document)
    },

    async suggestIdea(actor, paper, line) {
      const said = line.replace(/\s+/g, ' ').trim()
      if (said === '' || said.length > LONGEST_IDEA) {
        throw new UserError('bad-idea', `Put the idea into one sentence of at most ${LONGEST_IDEA} characters.`)
      }
      const id = shortHash(`${paper.id} ${actor.account}`)
      const suggestion = { paper: paper.id, line: said, name: actor.name, at: clock.now() }
      await store.put(libraryKeys.suggestion(club, id), Suggestions.json(suggestion))
    },
    async suggestions() {
      const prefix = libraryKeys.suggestions(club)
      const entries = await Suggestions.range(store, prefix)
      return entries.map(({ key, value }): IdeaSuggestion => ({ id: key.slice(prefix.length), ...value }))
    },
    async settleSuggestion(id, accept) {
      const key = libraryKeys.suggestion(club, id)
      const version = libraryKeys.version(club)
      const settled = await store.change([key, version], (values) => {
        const suggestion = Suggestions.from(values, key)
        if (!suggestion) return { writes: {}, result: undefined }
        const { paper, line, name } = suggestion
        const accepted = {
          [libraryKeys.idea(club, paper)]: Ideas.json({ line, name }),
          ...nextVersion(club, Versions.from(values, version)),
        }
        return { writes: { [key]: undefined, ...(accept ? accepted : {}) }, result: { id, paper, line, name } }
      })
      await libraries.refresh()
      return settled
    },

    async follow(_actor, url) {
      const id = shortHash(url)
      const known = await Feeds.get(store, libraryKeys.feed(club, id))
      if (known) throw new UserError('followed-already', `This club follows “${known.title}” already.`)
      const document = await reader.readFeed(url, NO_VALIDATORS)
      if (document === 'unchanged') throw new UserError('no-feed', 'That address gave nothing to read. Check the link.')
      const digest = feedDigest(id, document.digest)
      const added = await takeIn(house, club, catalogue, { ...document, digest })
      const now = clock.now()
      const feed: Feed = {
        url,
        title: digest.title,
        digest: digest.id,
        validators: document.validators,
        nextAt: now.add(FEED_PERIOD),
        failures: 0,
        failedSince: null,
        newAt: now,
        fresh: { round: (await readClub(house, club)).voting, papers: added.papers.length - added.known },
      }
      await store.put(libraryKeys.feed(club, id), Feeds.json(feed))
      return { feed: { id, ...feed }, added }
    },
    async unfollow(id) {
      const key = libraryKeys.feed(club, id)
      return store.change([key], (values) => {
        const feed = Feeds.from(values, key)
        return { writes: { [key]: undefined }, result: feed && { id, ...feed } }
      })
    },
    feeds: () => feedsOf(house, club),
  }
}

export async function feedsOf({ store }: House, club: string): Promise<FollowedFeed[]> {
  const prefix = libraryKeys.feeds(club)
  const entries = await Feeds.range(store, prefix)
  return entries.map(({ key, value }) => ({ id: key.slice(prefix.length), ...value }))
}

/** Reads the feeds of a club that are due. One that fails is read again later and later, and keeps none of the others up. */
export async function readDueFeeds(house: House, club: string, catalogue: Catalogue): Promise<void> {
  const { store, clock } = house
  const prefix = libraryKeys.feeds(club)
  for (const { key, value: feed } of await Feeds.range(store, prefix)) {
    if (Temporal.Instant.compare(feed.nextAt, clock.now()) > 0) continue
    if (!(await store.claim(key, FEED_LEASE))) continue
    try {
      const next = await readFeed(house, club, catalogue, key.slice(prefix.length), feed)
      await store.change([key], (values) => ({ writes: values.has(key) ? { [key]: Feeds.json(next) } : {} }))
    } finally {
      await store.release(key)
    }
  }
}

/** Milliseconds; longer than a feed may take to be fetched and added. */
const FEED_LEASE = 120_000

async function readFeed(house: House, club: string, catalogue: Catalogue, id: string, feed: Feed): Promise<Feed> {
  const { clock, reader, log } = house
  const now = clock.now()
  try {
    const document = await reader.readFeed(feed.url, feed.validators)
    const well = { ...feed, failures: 0, failedSince: null, nextAt: now.add(FEED_PERIOD) }
    if (document === 'unchanged') return well
    const had = await catalogue.identify(document.digest.papers)
    const unknown = document.digest.papers.filter((_, index) => had[index] === null)
    const { voting } = await readClub(house, club)
    const before = feed.fresh.round === voting ? feed.fresh.papers : 0
    const fresh = { round: voting, papers: before + unknown.length }
    if (unknown.length === 0) return { ...well, validators: document.validators, fresh }
    await takeIn(house, club, catalogue, {
      ...document,
      digest: { ...feedDigest(id, document.digest), papers: unknown },
    })
    return { ...well, validators: document.validators, newAt: now, fresh }
  } catch (error) {
    const failures = feed.failures + 1
    const hours = Math.min(LONGEST_FEED_PAUSE_HOURS, FIRST_FEED_PAUSE_HOURS * 2 ** (failures - 1))
    log.warn({ err: error, feed: id, failures }, 'a followed feed could not be read')
    return { ...feed, failures, failedSince: feed.failedSince ?? now, nextAt: now.add({ hours }) }
  }
}

/** Adds a document's papers, and tells which of them the library had already. */
async function takeIn(house: House, club: string, catalogue: Catalogue, document: ReadDocument): Promise<Added> {
  const { digest, format, problems } = document
  const before = await catalogue.identify(digest.papers)
  const known = before.filter((id) => id !== null).length
  await addDigest(house.store, club, digest, house.reader.pickIdea)
  await house.libraries.refresh()
  const after = await catalogue.identify(digest.papers)
  const papers = await catalogue.papers([...new Set(after.flatMap((id) => id ?? []))])
  return { format, title: digest.title, papers, known, problems }
}

/** A feed's papers gather in one digest, whatever its single readings are called. */
function feedDigest(id: string, digest: ParsedDigest): ParsedDigest {
  return { ...digest, id: `feed-${id}`, period: null }
}

function nothingIn({ problems }: ReadDocument): UserError {
  const [first] = problems
  const why = first ? ` ${first.message}` : ''
  return new UserError(
    'no-papers',
    `No paper was found in that.${why} Give a link to a paper or a digest, or paste its text.`,
  )
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
