import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openSearchIndex, type SearchIndex } from '../../src/library/index/search-index.ts'
import { addDigest, openLibraries } from '../../src/services/libraries.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { digest, entry } from '../library/digests.ts'

let folder: string
let store: Store
const opened: SearchIndex[] = []
const nothing = { digests: () => [], problems: () => [] }
const COUNT = 2_500

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-index-'))
  store = await openStore('memory:')
  const papers = Array.from({ length: COUNT }, (_, n) =>
    entry(`Study ${n} of Numbers`, { tags: [n % 2 ? 'odd' : 'even'] }),
  )
  await addDigest(
    store,
    'club',
    digest('studies', null, [...papers, entry('Gradient Descent on Mountains')]),
    () => null,
  )
})
afterEach(async () => {
  for (const index of opened.splice(0)) await index.close()
  await store.close()
  await rm(folder, { recursive: true })
})

async function openIndex(): Promise<SearchIndex> {
  const index = await openSearchIndex(join(folder, 'search.db'))
  opened.push(index)
  return index
}

it('looks a large library up in its index, typing errors and all', async () => {
  const failures: unknown[] = []
  const libraries = openLibraries(store, nothing, {
    open: openIndex,
    onFailure: (_club, error) => failures.push(error),
  })
  const catalogue = await libraries.of('club')
  await vi.waitFor(
    async () =>
      expect((await catalogue.find('gradeint descent', 5)).papers.map(({ title }) => title)).toEqual([
        'Gradient Descent on Mountains',
      ]),
    10_000,
  )
  expect((await catalogue.complete('gradient desc', 5))[0]?.title).toBe('Gradient Descent on Mountains')
  expect((await catalogue.find('study 77', 3)).papers[0]?.title).toBe('Study 77 of Numbers')
  expect((await catalogue.nearest('Gradiant Decent', 1))[0]?.title).toBe('Gradient Descent on Mountains')
  expect(failures).toEqual([])
})

it('answers from memory while there is no index, and when it cannot be opened', async () => {
  await writeFile(join(folder, 'file'), '')
  const failures: unknown[] = []
  const libraries = openLibraries(store, nothing, {
    open: () => openSearchIndex(join(folder, 'file', 'search.db')),
    onFailure: (_club, error) => failures.push(error),
  })
  const catalogue = await libraries.of('club')
  expect((await catalogue.find('descent gradient', 5)).papers).toHaveLength(1)
  await vi.waitFor(() => expect(failures).toHaveLength(1), 10_000)
  expect((await catalogue.find('descent gradient', 5)).papers).toHaveLength(1)
})
