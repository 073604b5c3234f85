import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { postNow, testClub } from '../fakes/club.ts'
import { lectern } from './lectern.ts'

let folder: string
let env: Record<string, string>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-history-'))
  env = { STORE_URL: `sqlite:${join(folder, 'lectern.db')}` }
})
afterAll(() => rm(folder, { recursive: true }))

it('prints what the club has read in the form that is asked for', async () => {
  const store = await openStore(env.STORE_URL ?? '')
  const club = await testClub({ store, now: '2024-03-04T12:00:00Z' })
  await postNow(club)
  await club.all.idle()
  await store.close()
  const title = club.north.posts
    .find(({ key }) => key.startsWith('pick.'))
    ?.card.title.replace('Paper of the week: ', '')
  const table = await lectern(['history'], { env, cwd: folder })
  expect([table.code, table.stdout]).toEqual([0, expect.stringContaining('| 2024-03-04 | [')])
  const records = await lectern(['history', '--as', 'csl'], { env, cwd: folder })
  expect(JSON.parse(records.stdout)).toEqual([expect.objectContaining({ title, note: 'Read on 2024-03-04' })])
  const wrong = await lectern(['history', '--as', 'docx'], { env, cwd: folder })
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--as is one of markdown, csv')])
})
