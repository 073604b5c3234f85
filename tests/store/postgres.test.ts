import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Unavailable } from '../../src/club/errors.ts'
import { openDriver, openStore } from '../../src/store/open.ts'
import type { Row } from '../../src/store/rows.ts'
import type { Store, Values } from '../../src/store/store.ts'
import { libraryContract } from '../contracts/library.ts'
import { durableContract, storeContract } from '../contracts/store.ts'
import { plusOne } from './plus-one.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
}, 60_000)

afterAll(() => server.remove())

const onServer = async () => ({ url: server.url, connect: () => openDriver(server.url), dispose: empty })

storeContract('PostgreSQL', onServer)
durableContract('PostgreSQL', onServer)
libraryContract('PostgreSQL', onServer)

describe('A store in PostgreSQL', () => {
  test('processes that open an empty database at once do not get in each other’s way', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => openStore(server.url)))
    await Promise.all(stores.map((store) => store.change(['n'], plusOne('n'))))
    expect(await stores[0]?.get('n')).toBe(8)
    await Promise.all(stores.map((store) => store.close()))
    await empty()
  })

  test('a key that others remove and make again meanwhile is still counted once a change', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(server.url)))
    let made = 0
    const flip = (values: Values) => {
      const here = values.has('token')
      return { writes: { token: here ? undefined : true }, result: here ? -1 : 1 }
    }
    await Promise.all(
      stores.map(async (store) => {
        for (let turn = 0; turn < 50; turn++) {
          const difference = await store.change(['token'], flip)
          made += difference
        }
      }),
    )
    expect(made).toBe(0)
    expect(await stores[0]?.get('token')).toBeUndefined()
    await Promise.all(stores.map((store) => store.close()))
    await empty()
  })

  test('what one process writes others hear, as far as they asked for it, and once their connection is back what they missed', async () => {
    const [one, other] = await Promise.all([openStore(server.url), openStore(server.url)])
    const heard: string[] = []
    let missed = 0
    const listen = (store: Store, into: string[]) =>
      store.onWrite((keys) => void into.push(...keys), ['clubs/', 'rooms/'])
    const own: string[] = []
    listen(one, own)
    listen(other, heard)
    other.onMissed(() => missed++)
    const listeners = async () => {
      const { rows } = await run("SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
      return rows.map(({ pid }) => Number(pid))
    }
    await expect.poll(listeners).toHaveLength(2)
    await one.change(['clubs/a'], () => ({ writes: { 'clubs/a': 1, 'votes/a': 1, 'rooms/x': 2 } }))
    await expect.poll(() => heard.toSorted()).toEqual(['clubs/a', 'rooms/x'])
    expect(own.toSorted()).toEqual(['clubs/a', 'rooms/x', 'votes/a'])
    const many = Array.from({ length: 400 }, (_, nth) => `clubs/${'m'.repeat(100)}${String(nth).padStart(4, '0')}`)
    await one.change([], () => ({ writes: Object.fromEntries(many.map((key) => [key, 1])) }))
    await expect.poll(() => heard.slice(2).toSorted()).toEqual(many)
    const before = await listeners()
    for (const pid of before) await run(`SELECT pg_terminate_backend(${pid})`)
    await expect.poll(async () => (await listeners()).filter((pid) => !before.includes(pid))).toHaveLength(2)
    await expect.poll(() => missed).toBe(1)
    heard.length = 0
    await one.put('clubs/b', 1)
    await expect.poll(() => heard).toEqual(['clubs/b'])
    await Promise.all([one.close(), other.close()])
    expect(await listeners()).toEqual([])
    await empty()
  })

  test('F11 a process whose clock is hours off takes no lease of another and sweeps nothing away too early', async () => {
    const [one, other] = await Promise.all([openStore(server.url), openStore(server.url)])
    expect(await one.claim('due', 60_000)).toBe(true)
    await one.change([], () => ({ writes: {}, passing: { writes: { code: 'A' }, lasting: 60_000 } }))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * 3_600_000 })
    try {
      expect(await other.claim('due', 60_000)).toBe(false)
      const late = await openStore(server.url) // which sweeps
      expect(await late.claim('due', 60_000)).toBe(false)
      expect(await one.renew('due', 60_000)).toBe(true)
      expect(await other.claim('late', 60_000)).toBe(true)
      await late.close()
    } finally {
      vi.useRealTimers()
    }
    expect(await one.claim('late', 60_000)).toBe(false)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3 * 3_600_000 })
    try {
      expect(await other.claim('behind', 60_000)).toBe(true)
    } finally {
      vi.useRealTimers()
    }
    expect(await one.claim('behind', 60_000)).toBe(false)
    expect(await one.get('code')).toBe('A')
    await Promise.all([one.close(), other.close()])
    await empty()
  })

  test('changes that wait together share their transactions', async () => {
    const store = await openStore(server.url)
    const before = await transactions()
    await Promise.all(Array.from({ length: 200 }, (_, at) => store.put(`k/${at}`, at)))
    expect((await transactions()) - before).toBeLessThan(20)
    await store.close()
    await empty()
  })

  test('a write that PostgreSQL refuses takes back its own change only, and what saw it is decided again', async () => {
    const driver = await openDriver(server.url)
    const seen: (string | undefined)[] = []
    const ends = await Promise.allSettled([
      driver.transact(['a'], () => new Map([['a', rowOf('1')]])),
      driver.transact(
        ['b', 'c'],
        () =>
          new Map([
            ['b', rowOf('half')],
            ['c', rowOf('nul \0 is no text for PostgreSQL')],
          ]),
      ),
      driver.transact(['b'], (rows) => {
        seen.push(rows.get('b')?.text)
        return new Map([['d', rowOf('4')]])
      }),
    ])
    expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(ends[1]).toMatchObject({ reason: expect.any(Unavailable) })
    expect(seen).toEqual(['half', undefined])
    expect([...(await driver.read(['a', 'b', 'c', 'd'])).keys()]).toEqual(['a', 'd'])
    await driver.close()
    await empty()
  })

  test('a session that the server ends in the middle of a change is begun again', async () => {
    const store = await openStore(server.url)
    await store.put('n', 1)
    let attempts = 0
    await store.change(['n'], (values) => {
      attempts++
      if (attempts === 1) endOtherSessions()
      return plusOne('n')(values)
    })
    expect(attempts).toBe(2)
    expect(await store.get('n')).toBe(2)
    await store.close()
    await empty()
  })

  test('a server that is gone is unavailable, not empty, and what comes back is used again', async () => {
    const store = await openStore(server.url)
    await store.put('k', 1)
    await server.stop()
    await expect(store.get('k')).rejects.toThrow(Unavailable)
    await expect(store.range('')).rejects.toThrow(Unavailable)
    await expect(store.put('k', 2)).rejects.toThrow(Unavailable)
    await expect(store.expiring.get('k')).rejects.toThrow(Unavailable)
    await server.start()
    expect(await store.get('k')).toBe(1)
    await store.put('k', 2)
    expect(await store.get('k')).toBe(2)
    await store.close()
    await empty()
  })

  test('a server that says that it is still starting is waited for', async () => {
    let asked = 0
    const { port } = new URL(server.url)
    const gate = createServer((socket) => {
      socket.on('error', () => {})
      if (++asked > 3) return void socket.pipe(connect(Number(port), '127.0.0.1')).pipe(socket)
      socket.once('data', () => socket.end(STILL_STARTING))
    })
    await once(gate.listen(0, '127.0.0.1'), 'listening')
    const address = gate.address()
    const url = new URL(server.url)
    url.port = String(typeof address === 'object' ? address?.port : '')
    const store = await openStore(url.href)
    await store.put('k', 1)
    expect(await store.get('k')).toBe(1)
    expect(asked).toBeGreaterThan(3)
    await store.close()
    gate.close()
    await empty()
  })

  test('an address that answers to nobody stops the opening with what to do, without the password', async () => {
    const wrong = new URL(server.url)
    wrong.password = 's3cret'
    const refused = await openStore(wrong.href).catch((error: Error) => error.message)
    expect(refused).toMatch(/^The store PostgreSQL 127\.0\.0\.1:\d+\/postgres cannot be opened \(.+\)\. Check that/)
    expect(refused).not.toContain('s3cret')
    await expect(openStore('postgres://127.0.0.1:1/none')).rejects.toThrow(/cannot be opened \(.+\)\. Check that/)
  })
})

/** PostgreSQL's message `ErrorResponse`, as it answers to whoever connects while it starts. */
const STILL_STARTING = (() => {
  const fields = Buffer.from('SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0')
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
})()

async function empty(): Promise<void> {
  await run('DROP TABLE lectern_entries')
}

async function run(sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

/** At once, as a change decides without waiting: by a process of its own. */
function endOtherSessions(): void {
  const sql =
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = current_user'
  const script = `
    import pg from 'pg'
    const client = new pg.Client({ connectionString: process.argv[1] })
    await client.connect()
    await client.query(${JSON.stringify(sql)})
    await client.end()`
  execFileSync(process.execPath, ['--input-type=module', '-e', script, server.url])
}

/** Rows' own transaction ids count the writing transactions so far. */
async function transactions(): Promise<number> {
  const { rows } = await run('SELECT pg_current_xact_id()::text AS id')
  return Number(rows[0].id)
}

function rowOf(text: string): Row {
  return { text, expires: null }
}
