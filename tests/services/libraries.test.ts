import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Unavailable } from '../../src/club/errors.ts'
import { indexFolder } from '../../src/services/index-folder.ts'
import { type Libraries, openLibraries } from '../../src/services/libraries.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { digest, entry } from '../library/digests.ts'
import { addDigest } from './add-digest.ts'

let folder: string
let store: Store
let libraries: Libraries
let errors: string[]
const nothing = { digests: () => [], problems: () => [] }

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-libraries-'))
  store = await openStore('memory:')
  await addDigest(store, 'club', digest('d', null, [entry('Gradient Descent on Mountains')]))
  errors = []
  const quiet = () => {}
  const error = (_: object, message: string) => void errors.push(message)
  libraries = openLibraries(store, nothing, indexFolder(join(folder, 'data')), {
    debug: quiet,
    info: quiet,
    warn: quiet,
    error,
  })
})
afterEach(async () => {
  await libraries.close()
  await store.close()
  await rm(folder, { recursive: true })
})

async function titles(text: string): Promise<string[]> {
  const { papers } = await (await libraries.of('club')).find(text, 5)
  return papers.map(({ title }) => title)
}

it('finds what was added at once, typing errors and all', async () => {
  expect(await titles('gradeint descent')).toEqual(['Gradient Descent on Mountains'])
  await addDigest(store, 'club', digest('e', null, [entry('Gradient Ascent')]))
  await libraries.refresh()
  expect(await titles('gradient ascnet')).toEqual(['Gradient Ascent'])
  expect(errors).toEqual([])
})

it('says so while there can be no index, and finds again once there can', async () => {
  await writeFile(join(folder, 'data'), 'a file where the folder should be')
  await expect(titles('gradient')).rejects.toThrow(Unavailable)
  expect((await libraries.of('club')).digests()).toHaveLength(1)
  expect(errors).toHaveLength(1)
  await rm(join(folder, 'data'))
  expect(await titles('gradient')).toEqual(['Gradient Descent on Mountains'])
})
