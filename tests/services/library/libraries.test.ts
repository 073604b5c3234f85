import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ParsedDigest } from '../../../src/library/parsed-digest.ts'
import type { Catalogue } from '../../../src/ports/library.ts'
import { indexFolder } from '../../../src/services/library/index-folder.ts'
import { type Libraries, openLibraries } from '../../../src/services/library/libraries.ts'
import { libraryKeys } from '../../../src/services/library/library-keys.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { countingStore } from '../../fakes/counting-store.ts'
import { digest, entry } from '../../library/digests.ts'
import { listed, source } from '../../library/index/papers.ts'
import { addDigest } from './add-digest.ts'

let folder: string
let store: Store
const opened: Libraries[] = []
const failures: unknown[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-libraries-'))
  store = await openStore('memory:')
})
afterEach(async () => {
  await close()
  await store.close()
  await rm(folder, { recursive: true })
  expect(failures.splice(0)).toEqual([])
})

async function close(): Promise<void> {
  for (const libraries of opened.splice(0)) await libraries.close()
}

async function open(shipped: ParsedDigest[] = [], where = folder, from = store): Promise<Catalogue> {
  const libraries = openLibraries(
    from,
    { digests: () => shipped },
    { indexes: indexFolder(where), onFailure: (_club, error) => failures.push(error) },
  )
  opened.push(libraries)
  const catalogue = await libraries.of('club')
  await libraries.refresh()
  return catalogue
}

const add = (given: ParsedDigest) => addDigest(store, 'club', given)
const entriesOf = (id: string) => store.range(libraryKeys.entries('club', id))
const titles = async (catalogue: Catalogue) => (await catalogue.find('', 20)).papers.map(({ title }) => title).sort()

test('a document that is added again is kept once, with what is new of it', async () => {
  const catalogue = await open()
  await add(digest('list', null, [entry('One', { likes: 3, idea: 'An idea.' }), entry('Two'), entry('Two, Again')]))
  await add(digest('list', null, [entry('ONE', { likes: 5 }), entry('Three')]))
  expect(await entriesOf('list')).toHaveLength(4)
  await opened[0]?.refresh()
  const one = await catalogue.resolve('one')
  expect(one).toMatchObject({ idea: 'An idea.', appearances: [{ likes: 5 }] })
  const { papers, total } = (await catalogue.digest('list', 9)) ?? { papers: [], total: 0 }
  expect(papers.map(({ title }) => title)).toEqual(['ONE', 'Two', 'Two, Again', 'Three'])
  expect(total).toBe(4)
})

test.each([
  ['numbers', {}, ['0000000', '0000001'], [undefined, undefined]],
  ['longer names', { entries: 2, version: 'old' }, [`e${'f'.repeat(24)}`, `e${'0'.repeat(24)}`], [0, 1]],
])('entries that have %s from before are not kept twice when they come again', async (_, head, names, n) => {
  const old = { ...digest('list', null, []), ...head, papers: undefined }
  await store.put(libraryKeys.addition('club', 'list'), JSON.parse(JSON.stringify(old)))
  for (const [at, title] of ['Old One', 'Old Two'].entries()) {
    const kept = { paper: entry(title, { abstract: 'About it.' }), picked: 'It is old.', n: n[at] }
    await store.put(libraryKeys.entry('club', 'list', names[at] ?? ''), JSON.parse(JSON.stringify(kept)))
  }
  await store.put(libraryKeys.version('club'), { version: 7 })
  const catalogue = await open()
  expect(await titles(catalogue)).toEqual(['Old One', 'Old Two'])
  await add(digest('list', null, [entry('Old Two'), entry('New Three')]))
  await opened[0]?.refresh()
  expect(await entriesOf('list')).toHaveLength(3)
  const { papers = [] } = (await catalogue.digest('list', 9)) ?? {}
  expect(papers.map(({ title, idea }) => [title, idea])).toEqual([
    ['Old One', 'It is old.'],
    ['Old Two', 'It is old.'],
    ['New Three', null],
  ])
})

test('a start reads nothing of what is there already, and afterwards only what was added', async () => {
  await add(digest('first', null, [entry('The First')]))
  await open([digest('seed', '2025', [entry('A Seed')])])
  await close()
  const read: string[] = []
  const watched: Store = {
    ...store,
    range(prefix, options) {
      read.push(prefix)
      return store.range(prefix, options)
    },
  }
  const catalogue = await open([digest('seed', '2025', [entry('A Seed')])], folder, watched)
  expect(await titles(catalogue)).toEqual(['A Seed', 'The First'])
  expect(read).toEqual([])
  await add(digest('second', null, [entry('The Second')]))
  await opened[0]?.refresh()
  expect(await titles(catalogue)).toEqual(['A Seed', 'The First', 'The Second'])
  expect(read).not.toContain(libraryKeys.entries('club', 'first'))
})

test('a library in which nobody looks is left alone, and is up to date again soon after somebody does', async () => {
  await add(digest('first', null, [entry('The First')]))
  let looked = 0
  const watched: Store = {
    ...store,
    get(key) {
      if (key === libraryKeys.version('club')) looked++
      return store.get(key)
    },
    // What another process writes is not heard here.
    onWrite: () => () => {},
  }
  const catalogue = await open([], folder, watched)
  const [libraries] = opened
  await libraries?.keepUp()
  looked = 0
  for (let tick = 0; tick < 3; tick++) await libraries?.keepUp()
  expect(looked).toBe(0)
  await add(digest('second', null, [entry('The Second')]))
  await libraries?.keepUp()
  expect(await titles(catalogue)).toEqual(['The First'])
  await libraries?.of('club')
  await expect.poll(() => titles(catalogue)).toEqual(['The First', 'The Second'])
})

test('of a library in which somebody looks and nothing changes only the version is read', async () => {
  await add(digest('first', null, [entry('The First')]))
  const { store: counted, calls } = countingStore(store)
  await open([], folder, counted)
  const [libraries] = opened
  await libraries?.keepUp()
  await libraries?.of('club')
  calls.length = 0
  await libraries?.keepUp()
  expect([...new Set(calls)]).toEqual([`get ${libraryKeys.version('club')}`])
})

test('a digest that no longer ships is gone with the papers that only it had', async () => {
  await add(digest('own', null, [entry('Both')]))
  await open([digest('seed', '2025', [entry('Both'), entry('Only Seed')])])
  await close()
  expect(await titles(await open())).toEqual(['Both'])
})

test('what lies on disk of another store does not show', async () => {
  await add(digest('list', null, [entry('Mine')]))
  expect(await titles(await open())).toEqual(['Mine'])
  await close()
  const other = await openStore('memory:')
  await addDigest(other, 'club', digest('list', null, [entry('Theirs')]))
  expect(await titles(await open([], folder, other))).toEqual(['Theirs'])
  await close()
  await other.close()
})

test('clubs that add nothing read one file together, and what an earlier version wrote for each is gone', async () => {
  for (const name of ['search-club.db', 'search-other.db', 'search-other.db-wal'])
    await writeFile(join(folder, name), 'old')
  const shipped = [digest('seed', '2025', [entry('A Seed')])]
  const catalogues = [await open(shipped), ...(await Promise.all(['b', 'c', 'd'].map((club) => opened[0]?.of(club))))]
  for (const catalogue of catalogues) expect(catalogue && (await titles(catalogue))).toEqual(['A Seed'])
  expect((await readdir(folder)).filter((name) => name.endsWith('.db') || name.startsWith('search'))).toEqual([
    'library.db',
  ])
  await add(digest('list', null, [entry('Mine'), entry('A SEED', { idea: 'It grows.' })]))
  await opened[0]?.refresh()
  const [own, ...others] = catalogues
  expect(own && (await titles(own))).toEqual(['A Seed', 'Mine'])
  expect((await own?.resolve('a seed'))?.idea).toBe('It grows.')
  for (const other of others) {
    expect(other && (await titles(other))).toEqual(['A Seed'])
    expect((await other?.resolve('a seed'))?.idea).toBeNull()
  }
})

test('where nothing can be written, the library lies elsewhere and answers all the same', async () => {
  await writeFile(join(folder, 'file'), '')
  await add(digest('list', null, [entry('Here')]))
  expect(await titles(await open([], join(folder, 'file')))).toEqual(['Here'])
})

test('what is still written of a club when it is erased does not come back', async () => {
  const indexes = indexFolder(folder)
  await indexes.shipped(() => {})
  const index = await indexes.ofClub('birds', () => {})
  const given = source([listed(Array.from({ length: 300 }, (_, nth) => entry(`Owl ${nth}`)))])
  const update = index.update({ ...given, over: { basis: 'none', reads: [] } })
  await indexes.erase('birds')
  expect(await update).toMatchObject({ added: 300 })
  await indexes.close()
  expect(await readdir(folder)).toEqual(['library.db'])
})
