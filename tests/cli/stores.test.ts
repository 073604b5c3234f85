import { execFileSync } from 'node:child_process'
import { copyFile, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setAbout } from '../../src/store/about.ts'
import { isThere } from '../../src/store/is-there.ts'
import { storeLocation } from '../../src/store/location.ts'
import { openDriver, openStore } from '../../src/store/open.ts'
import { contentsOf } from '../../src/store/transfer.ts'
import { table } from '../readme-parts.ts'
import { type PostgresServer, startPostgres } from '../store/postgres-server.ts'
import { lectern } from './lectern.ts'

const EARLIER = fileURLToPath(new URL('../store/fixtures/earlier.db', import.meta.url))

let folder: string
let url: string
let backup: string
let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
}, 60_000)
afterAll(() => server.remove())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-stores-'))
  url = `sqlite:${join(folder, 'lectern.db')}`
  backup = join(folder, 'backup.db')
})
afterEach(() => rm(folder, { recursive: true }))

const run = (args: string[], storeUrl = url) => lectern(args, { env: { STORE_URL: storeUrl }, cwd: folder })

async function contents(of = url) {
  const driver = await openDriver(of)
  const found = await contentsOf(driver)
  await driver.close()
  return found
}

async function fill(of: string, rows: number): Promise<void> {
  const store = await openStore(of)
  await store.change([], () => ({
    writes: Object.fromEntries(Array.from({ length: rows }, (_, n) => [`k/${n}`, { n, text: '論文 ✓' }])),
  }))
  await store.claim('post', 60_000)
  await store.close()
}

it.each([['doctor'], ['history'], ['export']])('%s only looks: an older store stays as it is', async (name) => {
  await copyFile(EARLIER, join(folder, 'lectern.db'))
  const before = await contents()
  const { stdout } = await run([name])
  if (name === 'doctor') expect(stdout).toContain('The store is of an earlier version.')
  expect(await contents()).toEqual(before)
  expect((await readdir(folder)).filter((file) => file.includes('backup'))).toEqual([])
})

it('doctor says of a store of a later version that it is one', async () => {
  await fill(url, 1)
  const driver = await openDriver(url)
  await setAbout(driver, { format: '99' })
  await driver.close()
  expect((await run(['doctor'])).stdout).toContain('written by a later version')
})

describe('lectern backup', () => {
  it('writes one instant of a store that others write meanwhile, for its owner alone', async () => {
    const store = await openStore(url)
    let isDone = false
    const writing = (async () => {
      // Both or neither: a backup must not part them.
      for (let n = 0; !isDone; n++)
        await store.change([], () => ({ writes: { left: n, right: n, [`k/${n}`]: 'x'.repeat(500) } }))
    })()
    const { code, stdout } = await run(['backup', backup])
    isDone = true
    await writing
    await store.close()
    expect(code).toBe(0)
    expect(stdout).toMatch(/^.*backup\.db: \d+ records, checksum [0-9a-f]{16}\. It holds votes and comments/)
    expect((await stat(backup)).mode & 0o777).toBe(0o600)
    const copy = await openStore(`sqlite:${backup}`)
    expect(await copy.get('left')).toEqual(await copy.get('right'))
    expect(await copy.get('left')).not.toBeUndefined()
    await copy.close()
  })

  it('leaves a file alone that is there, and an older store as it is', async () => {
    await copyFile(EARLIER, join(folder, 'lectern.db'))
    await writeFile(backup, 'mine')
    const { code, stderr } = await run(['backup', backup])
    expect([code, stderr]).toEqual([1, `${backup} is there already. Name a file that is not.\n`])
    expect(await readFile(backup, 'utf8')).toBe('mine')
    expect((await run(['backup', join(folder, 'other.db')])).code).toBe(0)
    expect(await contents(`sqlite:${join(folder, 'other.db')}`)).toEqual(await contents())
  })

  it('says that a place cannot be written to, and leaves nothing there', async () => {
    await fill(url, 1)
    await writeFile(join(folder, 'file'), '')
    for (const place of ['file/below.db', '/proc/backup.db']) {
      const { code, stderr } = await run(['backup', place])
      expect(stderr).toMatch(new RegExp(`^${place} cannot be written \\(E[A-Z]+\\)\\. Name a file in a folder`))
      expect(code).toBe(1)
    }
    expect((await run(['backup', '--', '-x.db'])).code).toBe(0)
    expect((await readdir(folder)).sort()).toEqual(['-x.db', 'file', 'lectern.db'])
  })

  it.each([
    [['backup'], 2, /Name one file/],
    [['backup', ''], 2, /Name one file/],
    [['backup', 'a', 'b'], 2, /Name one file/],
    [['import', '--format'], 2, /--format needs a value after it/],
    [['copy', '--from', 'sqlite:x.db', '--to', '--force'], 2, /--to needs a value after it/],
    [['copy', '--from', 'sqlite:x.db', '--to=memory:'], 1, /no store at x\.db/],
    [['backup', '--force', 'a'], 2, /no option --force/],
    [['backup', 'a.db'], 1, /no store at .*lectern\.db\. Start this in the bot’s folder, or set STORE_URL/],
    [['restore', 'none.db'], 1, /There is no file none\.db/],
    [['copy', '--from', 'memory:'], 2, /both --from and --to/],
    [['copy', '--from', 'memory:', '--to', 'sqlite:x.db'], 1, /nothing to read/],
    [['export', 'what'], 2, /not understood/],
  ])('says what to do: %j', async (args, code, sentence) => {
    const said = await run(args)
    expect(said.stderr).toMatch(sentence)
    expect(said.code).toBe(code)
  })
})

describe('lectern restore', () => {
  it('fills an empty store, and one that is not only when it is forced', async () => {
    await fill(url, 1_100)
    const before = await contents()
    await run(['backup', backup])
    const other = `sqlite:${join(folder, 'new', 'lectern.db')}`
    expect((await run(['restore', backup], other)).stdout).toMatch(
      /^Restored 1100 records, .+ Start the bot again\.\n$/,
    )
    expect(await contents(other)).toEqual(before)

    const store = await openStore(other)
    await store.put('later', 1)
    await store.close()
    const refused = await run(['restore', backup], other)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/is not empty\. Stop the bot, .* add --force/)
    expect((await contents(other)).rows).toBe(before.rows + 1)
    expect((await run(['restore', backup, '--force'], other)).code).toBe(0)
    expect(await contents(other)).toEqual(before)
  })

  it('takes a backup of an earlier version, which the next start upgrades', async () => {
    expect((await run(['restore', EARLIER])).code).toBe(0)
    const store = await openStore(url)
    expect((await store.range('comments/')).length).toBeGreaterThan(2)
    await store.close()
    expect((await stat(join(folder, 'lectern.db.format-1.backup'))).isFile()).toBe(true)
  })

  it('changes nothing for what is no backup', async () => {
    await fill(url, 3)
    const before = await contents()
    await writeFile(backup, 'notes of somebody, and no database\n'.repeat(50))
    const { code, stderr } = await run(['restore', backup, '--force'])
    expect([code, stderr]).toEqual([1, expect.stringContaining('is not a backup of Lectern’s. Nothing was changed.')])
    expect(await contents()).toEqual(before)

    await run(['backup', join(folder, 'good.db')])
    execFileSync('mkfifo', [join(folder, 'pipe')])
    expect((await run(['restore', 'pipe', '--force'])).stderr).toMatch(/^pipe is no file/)
    for (const [said, sentence] of [
      [{ format: '99' }, /written by a later version of Lectern/],
      [{ restoring: 'yes' }, /A part of what is to be taken is missing/],
    ] as const) {
      await copyFile(join(folder, 'good.db'), join(folder, 'spoilt.db'))
      const driver = await openDriver(`sqlite:${join(folder, 'spoilt.db')}`)
      await setAbout(driver, said)
      await driver.close()
      const refused = await run(['restore', 'spoilt.db', '--force'])
      expect(refused.stderr).toMatch(sentence)
      expect(refused.code).toBe(1)
      expect(await contents()).toEqual(before)
    }
    await (await openStore(url)).close()
  })

  it('does not empty the store that it reads, under whatever name', async () => {
    await fill(url, 3)
    const before = await contents()
    await symlink('lectern.db', join(folder, 'also.db'))
    const calls = [
      ...['lectern.db', './also.db'].map((file) => ['restore', file, '--force']),
      ...['./lectern.db', '//also.db'].map((to) => ['copy', '--from', url, '--to', `sqlite:${to}`, '--force']),
    ]
    for (const args of calls) {
      const { code, stderr } = await run(args)
      expect([args, code, stderr]).toEqual([args, 1, 'Both are one and the same store. Nothing was changed.\n'])
      expect(await contents()).toEqual(before)
    }
    await (await openStore(url)).close()
  })

  it('that was broken off keeps the bot from taking half for all', async () => {
    await fill(url, 3)
    const driver = await openDriver(url)
    await setAbout(driver, { restoring: 'yes' })
    await driver.close()
    await expect(openStore(url)).rejects.toThrow(
      /was broken off, .* Run `npm run lectern -- restore FILE --force` again/,
    )
  })
})

describe('a database that no bot has used', () => {
  it.each([
    [['export'], 'stderr', /There is no store at PostgreSQL [^ ]+\. Start this in the bot’s folder, or set STORE_URL/],
    [['doctor'], 'stdout', /WRONG {2}There is no store yet: PostgreSQL [^ ]+\. Start the bot, which makes it\./],
  ] as const)('is left as it is by %j, which says so', async (args, where, words) => {
    const run = await lectern([...args], { env: { STORE_URL: server.url }, cwd: folder })
    expect(run[where]).toMatch(words)
    expect(run[where]).not.toContain('lectern:lectern')
    expect(run.code).toBe(1)
    expect(await isThere(storeLocation(server.url))).toBe(false)
  })
})

describe('lectern copy', () => {
  it('moves a store to PostgreSQL and back, and a backup of that is one like any other', async () => {
    await fill(url, 1_100)
    const before = await contents()
    const there = await run(['copy', '--from', url, '--to', server.url])
    expect(there.stderr).toBe('')
    expect(there.stdout).toMatch(/: 1100 records, checksum [0-9a-f]{16} on both sides\. Set STORE_URL/)
    expect(there.stdout).not.toContain('lectern:lectern')
    expect(await contents(server.url)).toEqual(before)
    expect((await run(['copy', '--from', url, '--to', server.url])).code).toBe(1)

    expect((await run(['backup', backup], server.url)).code).toBe(0)
    expect(await contents(`sqlite:${backup}`)).toEqual(before)
    const back = `sqlite:${join(folder, 'back.db')}`
    expect((await run(['copy', '--from', server.url, '--to', back])).code).toBe(0)
    expect(await contents(back)).toEqual(before)
    const store = await openStore(back)
    expect(await store.get('k/1099')).toEqual({ n: 1099, text: '論文 ✓' })
    expect(await store.claim('post', 1_000)).toBe(true)
    await store.close()
  })

  it('waits until the bot is stopped, as restore does', async () => {
    await fill(url, 3)
    await run(['backup', backup])
    await run(['copy', '--from', url, '--to', server.url, '--force'])
    const other = `sqlite:${join(folder, 'other.db')}`
    for (const inUse of [url, server.url]) {
      const before = await contents(inUse)
      const bot = await openStore(inUse)
      const restored = await run(['restore', backup, '--force'], inUse)
      const copied = await run(['copy', '--from', inUse, '--to', other])
      await bot.close()
      for (const { code, stderr } of [restored, copied]) {
        expect(stderr).toMatch(/ is in use\. Stop the bot, .* Nothing was changed\.\n$/)
        expect(code).toBe(1)
      }
      expect(await contents(inUse)).toEqual(before)
      expect((await run(['restore', backup, '--force'], inUse)).code).toBe(0)
    }
  }, 60_000)
})

describe('F25 lectern export', () => {
  it('prints what the table in the docs says, with tallies and never who voted', async () => {
    await copyFile(EARLIER, join(folder, 'lectern.db'))
    const { code, stdout } = await run(['export'])
    expect(code).toBe(0)
    expect(stdout).not.toMatch(/bert/)
    expect(stdout).not.toMatch(/walrus/)
    const lines = stdout
      .trim()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line))
    expect(lines.map(({ kind }) => kind)).toEqual(['club', 'round', 'comment', 'comment', 'round'])
    expect(lines[1]).toMatchObject({ voters: 2, state: 'reading', pick: { approvals: 2 } })
    const described = new Map(table('Export', '`kind`').map(([kind = '', members = '']) => [kind, members]))
    for (const { kind, ...members } of lines) {
      const named = described.get(String(kind)) ?? ''
      expect(Object.keys(members).filter((member) => !new RegExp(`\\b${member}\\b`).test(named))).toEqual([])
    }
    expect([...described.keys()]).toEqual(['club', 'round', 'comment', 'paper', 'meeting', 'idea'])
  })
})
