/** The followed feeds of all clubs, read when they are due: an address that several clubs follow once for all of them. */
import type { Feed } from '../../club/feed.ts'
import { claimLease } from '../club/lease.ts'
import type { House } from '../house.ts'
import { pagesOf, recordsIn } from '../pages.ts'
import { Feeds } from '../records.ts'
import { oneSpelling, readFeed } from './feeds.ts'
import { libraryKeys } from './library-keys.ts'
import type { Reader, ReadFeed, Validators } from './reader.ts'

export interface DueFeeds {
  /** Reads what is due. One that fails is read again later and later, and keeps none of the others up. */
  read(): Promise<void>
}

/** What other processes changed is seen after this in any case. */
const LOOK_EVERY = { minutes: 10 }
const PAGE = 200

export function dueFeeds(house: House): DueFeeds {
  const { store, clock, log } = house
  const known = new Map<string, Feed>()
  const written = new Set<string>()
  let lookedAt: Temporal.Instant | undefined

  store.onWrite(
    (keys) => {
      for (const key of keys) if (libraryKeys.clubOfFeed(key) !== null) written.add(key)
    },
    [libraryKeys.allFeeds],
  )
  store.onMissed(() => {
    lookedAt = undefined
  })

  async function lookAtAll(): Promise<void> {
    const before = new Set(known.keys())
    written.clear()
    for await (const page of pagesOf(store, libraryKeys.allFeeds, PAGE)) {
      for (const { key, value } of recordsIn(store, Feeds, page)) {
        note(key, value)
        before.delete(key)
      }
    }
    for (const key of before) known.delete(key)
  }

  function note(key: string, feed: Feed | undefined): void {
    if (feed && !feed.endedAt) known.set(key, feed)
    else known.delete(key)
  }

  async function look(): Promise<void> {
    const now = clock.now()
    const isLate = !lookedAt || Temporal.Duration.compare(now.since(lookedAt).abs(), LOOK_EVERY) >= 0
    if (isLate) {
      await lookAtAll()
      lookedAt = now
      return
    }
    for (const key of [...written]) {
      written.delete(key)
      note(key, await Feeds.find(store, key))
    }
  }

  const isDue = ({ nextAt }: Feed) => Temporal.Instant.compare(nextAt, clock.now()) <= 0

  /** Reads an address for all that follow it, so that it is due for all at once from then on. */
  async function readAddress(followed: readonly [key: string, feed: Feed][]): Promise<void> {
    const reader = readingOnce(house.reader)
    for (const [key, { nextAt }] of followed) {
      const club = libraryKeys.clubOfFeed(key)
      const lease = club === null ? null : await claimLease(store, key)
      if (club === null || !lease) continue
      try {
        // Another process may have read it since.
        const feed = await Feeds.find(store, key)
        if (feed && !feed.endedAt && feed.nextAt.equals(nextAt)) {
          await readFeed({ ...house, reader }, club, () => house.libraries.of(club), key, feed)
        }
      } catch (error) {
        log.error({ err: error, feed: key }, 'a followed feed could not be read; it is tried again')
      } finally {
        await lease.release()
      }
    }
  }

  return {
    async read() {
      await look()
      const due = new Set([...known.values()].filter(isDue).map(({ url }) => oneSpelling(url)))
      if (due.size === 0) return
      const followed = [...known].filter(([, { url }]) => due.has(oneSpelling(url)))
      for (const group of Map.groupBy(followed, ([, { url }]) => oneSpelling(url)).values()) await readAddress(group)
    },
  }
}

/** Fetches a page once, whoever asks for it with whichever version in hand; of those at most one more time if it is unchanged. */
function readingOnce(reader: Reader): Reader {
  let page: Promise<ReadFeed> | undefined
  const unchanged = new Map<string, Promise<ReadFeed>>()

  async function readFeed(url: string, validators: Validators): Promise<ReadFeed> {
    const name = JSON.stringify([validators.etag, validators.lastModified])
    const known = await (page ?? unchanged.get(name))
    if (known) return isSame(known.document?.validators, validators) ? { ...known, document: null } : known
    const asked = reader.readFeed(url, validators)
    unchanged.set(name, asked)
    const isPage = await asked.then(
      ({ document }) => document !== null,
      () => true,
    )
    if (isPage) page = asked
    return asked
  }

  return { ...reader, readFeed }
}

function isSame(one: Validators | undefined, other: Validators): boolean {
  const isKnown = other.etag !== null || other.lastModified !== null
  return isKnown && one?.etag === other.etag && one?.lastModified === other.lastModified
}
