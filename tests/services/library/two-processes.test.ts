import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { indexFolder } from '../../../src/services/library/index-folder.ts'
import { openLibraries } from '../../../src/services/library/libraries.ts'
import { openStore } from '../../../src/store/open.ts'
import { digest, entry } from '../../library/digests.ts'
import { addDigest } from './add-digest.ts'
import type { Told } from './second-process.ts'

const PROGRAM = fileURLToPath(new URL('./second-process.ts', import.meta.url))

let folder: string
let other: ChildProcess
let own: Awaited<ReturnType<typeof openOwn>>

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-two-'))
  own = await openOwn()
  other = fork(PROGRAM, [url(), folder], { execArgv: [] })
  await once(other, 'message')
})
afterEach(async () => {
  if (other.kill()) await once(other, 'exit')
  await own.close()
  await rm(folder, { recursive: true })
})

const url = () => `sqlite:${join(folder, 'store.db')}`
const file = () => join(folder, 'library-club.db')

async function openOwn() {
  const store = await openStore(url())
  const failures: unknown[] = []
  const indexes = indexFolder(folder)
  const libraries = openLibraries(
    store,
    { digests: () => [] },
    { indexes, onFailure: (_club, error) => failures.push(error) },
  )
  return {
    add: (title: string, id = title) => addDigest(store, 'club', digest(id, null, [entry(title)])),
    async find() {
      await libraries.refresh()
      const { papers } = await (await libraries.of('club')).find('', 99)
      return papers.map(({ title }) => title).sort()
    },
    async close() {
      await libraries.close()
      await store.close()
      expect(failures).toEqual([])
    },
  }
}

async function tell(told: Told): Promise<unknown> {
  const answered = once(other, 'message')
  other.send(told)
  return (await answered)[0]
}

/** The other process stands still in the middle of taking in what is less than we wait for. */
async function whileOtherHolds(): Promise<{ found: Promise<string[]> }> {
  await own.add('Newts', 'list')
  expect(await tell('hold')).toBe('held')
  await own.add('Toads', 'list')
  const found = own.find()
  await Promise.race([found, setTimeout(1_000)])
  return { found }
}

/** Once both find these, neither finds anything else. */
async function bothFind(titles: string[]): Promise<void> {
  for (const find of [own.find, () => tell('find')]) {
    await expect.poll(find, { timeout: 50_000 }).toEqual(titles)
  }
}

test('two processes that write one library at once leave in it what both have added', async () => {
  await own.find()
  const ours = Array.from({ length: 12 }, (_, nth) => `Newt ${nth}`)
  const theirs = Array.from({ length: 12 }, (_, nth) => `Toad ${nth}`)
  const added = tell({ add: theirs })
  for (const title of ours) {
    await own.add(title)
    await own.find()
  }
  await added
  await bothFind([...ours, ...theirs].sort())
})

test.each([
  ['is emptied', () => truncate(file())],
  ['is deleted', () => Promise.all(['', '-wal', '-shm'].map((ending) => rm(file() + ending, { force: true })))],
])('a library whose file %s by somebody else is there again in both', async (_, spoil) => {
  await own.add('Newts')
  await own.add('Toads')
  await bothFind(['Newts', 'Toads'])
  await spoil()
  await bothFind(['Newts', 'Toads'])
  await own.add('Frogs')
  await bothFind(['Frogs', 'Newts', 'Toads'])
})

test('a process that has read less and writes it late takes nothing away from what another has written', async () => {
  const { found } = await whileOtherHolds()
  expect(await tell('go on')).toEqual(expect.arrayContaining(['Newts']))
  expect(await found).toEqual(['Newts', 'Toads'])
  await bothFind(['Newts', 'Toads'])
})

test('who waits for a process that writes and is killed goes on, and no claim is left', async () => {
  const { found } = await whileOtherHolds()
  other.kill('SIGKILL')
  expect(await found).toEqual(['Newts', 'Toads'])
  // Who opens the file anew claims it for a moment once more.
  await expect.poll(async () => (await readdir(folder)).filter((name) => name.includes('claim'))).toEqual([])
})
