/** What a club's library must do, whichever store it is kept in. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { House } from '../../src/services/house.ts'
import { dueFeeds } from '../../src/services/library/due-feeds.ts'
import { indexFolder } from '../../src/services/library/index-folder.ts'
import { openLibraries } from '../../src/services/library/libraries.ts'
import { libraryService } from '../../src/services/library/library.ts'
import type { ReadDocument } from '../../src/services/library/reader.ts'
import { openStore } from '../../src/store/open.ts'
import { fixedClock } from '../fakes/clock.ts'
import { person } from '../fakes/club.ts'
import { digest, entry } from '../library/digests.ts'

export function libraryContract(name: string, place: () => Promise<{ url: string; dispose(): Promise<void> }>): void {
  describe(`A club’s library in ${name}`, () => {
    let at: Awaited<ReturnType<typeof place>>
    let document: ReadDocument
    let read = 0
    const clock = fixedClock('2026-11-18T12:00:00Z')
    const opened: (() => Promise<void>)[] = []
    const failures: unknown[] = []
    const olga = person('olga')

    beforeEach(async () => {
      at = await place()
      read = 0
    })
    afterEach(async () => {
      await close()
      await at.dispose()
      expect(failures.splice(0)).toEqual([])
    })

    async function close(): Promise<void> {
      for (const end of opened.splice(0)) await end()
    }

    /** As a process of its own has it: with its own hand on the store, and its own index. */
    async function open() {
      const store = await openStore(at.url)
      const failed = (_: unknown, error: unknown) => void failures.push(error)
      const libraries = openLibraries(store, { digests: () => [] }, { indexes: indexFolder(null), onFailure: failed })
      let handed = document
      opened.push(async () => {
        await libraries.close()
        await store.close()
      })
      const house: House = {
        store,
        clock,
        libraries,
        reader: {
          read: async () => handed,
          async readFeed() {
            read++
            return { document: { ...document, validators: { etag: null, lastModified: null } }, movedTo: null }
          },
        },
        platforms: new Map(),
        log: { debug() {}, info() {}, warn: ({ err }: { err?: unknown }) => void failures.push(err), error() {} },
        secret: 'a secret',
        root: 'paper',
      }
      const catalogue = await libraries.of('club')
      const { add, ...rest } = libraryService(house, 'club', catalogue)
      return {
        ...rest,
        add(given: ReadDocument) {
          handed = given
          return add(olga, 'a document')
        },
        readFeeds: () => dueFeeds(house).read(),
        /** What it finds, in the digest's order. */
        async papers(id: string) {
          await libraries.refresh()
          return (await catalogue.digest(id, 100))?.papers ?? []
        },
      }
    }

    const list = (titles: readonly string[], facts = {}): ReadDocument => ({
      format: 'hf-daily-json',
      digest: digest(
        'list',
        null,
        titles.map((title) => entry(title, { abstract: 'We do.', ...facts })),
      ),
      picked: titles.map(() => 'It does.'),
      problems: [],
    })
    const numbered = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, nth) => `Paper ${String(from + nth).padStart(2, '0')}`)

    test('what processes add at once and what a feed brings all of them find, each work once, and again after a start', async () => {
      const [one, other] = [await open(), await open()]
      await Promise.all([one.add(list(numbered(0, 40))), other.add(list(numbered(30, 70)))])
      const added = await one.papers('list')
      expect(added.map(({ title }) => title).sort()).toEqual(numbered(0, 70))
      const [first] = added
      if (first) await other.suggestIdea(olga, first, 'A better line.')
      const [waiting] = await one.suggestions()
      await one.settleSuggestion(waiting?.id ?? '', true)

      document = list(numbered(50, 80), { upvotes: 1 })
      const { feed } = await one.follow(olga, 'https://feeds.example/daily')
      document = list(numbered(51, 81), { upvotes: 7 })
      for (const _ of ['changed', 'unchanged']) {
        clock.advance({ minutes: 360 })
        await Promise.all([one, other].map(({ readFeeds }) => readFeeds()))
      }
      expect(read).toBe(3)
      expect(await other.feeds()).toMatchObject([{ title: 'list', fresh: 11, failing: null }])
      const fed = await other.papers(feed.digest)
      expect(fed.map(({ title, counts }) => [title, counts[0]?.count])).toEqual(
        numbered(50, 81).map((title, nth) => [title, nth === 0 ? 1 : 7]),
      )
      const listed = await other.papers('list')
      expect(listed.map(({ id, idea }) => [id, idea])).toEqual(
        added.map(({ id }, nth) => [id, nth === 0 ? 'A better line.' : 'It does.']),
      )

      await close()
      const again = await open()
      expect(await again.papers('list')).toEqual(listed)
      expect(await again.papers(feed.digest)).toEqual(fed)
    })
  })
}
