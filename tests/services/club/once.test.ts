import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Unavailable } from '../../../src/club/errors.ts'
import type { Reader } from '../../../src/services/library/reader.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { NORTH, person, press, SOUTH, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { interaction } from '../../fakes/interaction.ts'
import { digest, entry } from '../../library/digests.ts'
import { type PostgresServer, startPostgres } from '../../store/postgres-server.ts'

const ada = person('ada')
const bo = person('south:bo')
const olga = person('olga')

let folder: string
let postgres: PostgresServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-once-'))
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.remove()
  await rm(folder, { recursive: true })
})

/** Documents of the papers that their address names. */
const documents = (url: string) => ({
  format: 'list',
  digest: digest(
    'a-list',
    null,
    (url.split('/').at(-1) ?? '')
      .split(',')
      .map((name) => entry(`Paper ${name}`, { link: `https://papers.example/${name}` })),
  ),
  picked: [],
  problems: [],
})
const reader: Reader = {
  read: async (what) => documents(String(what)),
  readFeed: async (url) => ({
    document: { ...documents(url), validators: { etag: null, lastModified: null } },
    movedTo: null,
  }),
}

const stores: [string, () => string][] = [
  ['SQLite', () => `sqlite:${join(folder, 'club.db')}`],
  ['PostgreSQL', () => postgres.url],
]

describe.each(stores)('two processes on one %s', (_name, urlOf) => {
  let one: TestClub
  let other: TestClub
  const opened: Store[] = []
  beforeAll(async () => {
    opened.push(await openStore(urlOf()), await openStore(urlOf()))
    const [first, second] = opened
    if (!first || !second) throw new Error('no stores')
    one = await testClub({ store: first, reader })
    other = await testClub({ store: second, second: true, reader })
    const isRead = async (club: TestClub) => textOf(await club.type('find magistral')).includes('Magistral')
    for (const club of [one, other]) await vi.waitUntil(() => isRead(club), { timeout: 50_000 })
  })
  afterAll(async () => {
    await one.all.idle()
    await other.all.idle()
    for (const store of opened) await store.close()
  })

  /** Both get it at once, then one of them gets it again; each answer must be the same. */
  async function deliver(act: (club: TestClub, id: string) => Promise<unknown>): Promise<string> {
    const id = interaction()
    const both = await Promise.all([act(one, id), act(other, id)])
    const answers = [...both, await act(other, id)].map(textOf)
    expect(new Set(answers).size, answers.join('\n')).toBe(1)
    return answers[0] ?? ''
  }

  it.each([
    ['nominate magistral', ada, 'Nominated: Magistral'],
    ['withdraw magistral', ada, 'which you nominated, is off the ballot'],
    ['suggest paper:magistral idea:A line of its own', ada, 'An organiser will see your line'],
    ['club organiser south:bo', olga, 'A new organiser'],
    ['club set size:6', olga, '6 papers'],
    ['club organiser south:bo remove', olga, 'No longer an organiser'],
    ['add https://papers.example/a,b', olga, '2 papers.'],
    ['add https://papers.example/b,c', olga, '2 papers, 1 of them known already.'],
    ['nominate https://papers.example/d', ada, 'It is new in the club’s library.'],
    ['withdraw paper d', ada, 'is off the ballot'],
    ['follow https://feeds.example/c,e', olga, 'It has 2 papers, 1 of them known already.'],
  ])('F50 carry out “%s” once, and answer each delivery alike', async (text, caller, said) => {
    expect(await deliver((club, id) => club.type(text, caller, NORTH, id))).toContain(said)
  })

  it('F50 remove a paper and end a feed once', async () => {
    const asked = await one.type('remove paper a', olga)
    expect(await deliver((club, id) => press(club, asked, 'Remove it', olga, id))).toContain('no longer in the library')
    const feeds = await one.type('follow', olga)
    const menu = feeds.blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))[0]
    const [feed] = menu?.options ?? []
    const stop = (club: TestClub, id: string) => club.click(menu?.action ?? '', [feed?.value ?? ''], olga, NORTH, id)
    expect(await deliver(stop)).toContain('is no longer followed')
  })

  it('F50 skip one week, however often a skip is delivered', async () => {
    const asked = await one.type('club skip', olga)
    const skip = (club: TestClub, id: string) => press(club, asked, 'Skip it', olga, id)
    expect(await deliver(skip)).toContain('2026-11-30T08:00:00Z')
    expect(textOf(await one.type('club show'))).toContain('2026-11-30T08:00:00Z')
  })

  it('F50 count a vote once and confirm it again after its ballot was closed, and close one ballot with one post', async () => {
    const menu = (await one.type('vote')).blocks.find((block) => block.kind === 'select')?.select
    const [first] = menu?.options ?? []
    const id = interaction()
    const vote = (club: TestClub) => club.click('vote:cast:ballot.club.1', [first?.value ?? ''], bo, SOUTH, id)
    await Promise.all([vote(one), vote(other)])
    const asked = await one.type('club post', olga)
    const said = await deliver((club, post) => press(club, asked, 'Close and post', olga, post))
    expect(said).toContain(first?.label)
    expect(textOf(await vote(other))).toContain(`You voted for  ${first?.label} .`)
    const results = textOf(await one.type('results'))
    expect(results).toContain(`Picked: ${first?.label}`)
    expect(results).toContain('1 person voted')
    expect(textOf(await one.type('history'))).toContain('(1 vote,')
    expect((await one.type('vote')).blocks).not.toEqual([])
    expect((await one.type('history')).blocks[0]).toMatchObject({ kind: 'list', items: { length: 1 } })
  })

  it('F50 keep a message that is pointed at once, and say so each time', async () => {
    const ref = { room: NORTH, message: 'p1' }
    const message = {
      ref,
      thread: null,
      author: { account: bo.account, name: 'Bo' },
      text: 'Worth it',
      files: [],
      at: one.clock.now(),
    }
    const point = async (club: TestClub, id: string) =>
      club.app.point({ command: 'discuss', message, room: NORTH, caller: ada, interaction: id }).reply
    expect(await deliver(point)).toContain('Added')
    expect(textOf(await point(one, interaction()))).toContain('There already')
    expect(textOf(await one.type('discuss'))).toContain('1 comment by 1 person')
  })

  it.each([
    ['club rota how:volunteers roles:presenter', olga],
    ['meeting take date:2026-12-14', ada],
    ['meeting take date:2026-12-21', bo],
    ['meeting coming answer:wait date:2026-12-14', ada],
    ['meeting edit date:2026-12-14 topic:Birds', olga],
    ['meeting swap with:2026-12-21', ada],
    ['meeting move date:2026-12-28 to:2026-12-29', olga],
    ['meeting cancel date:2027-01-04', olga],
    ['meeting add date:2027-01-06', olga],
    ['meeting return date:2026-12-14', ada],
    ['club calendar break:"2027-02-01 to 2027-02-07 rest"', olga],
    ['club list papers:Magistral', olga],
    ['club list more:"Alignment faking in large language models"', olga],
    ['club veto reason:"seen before" paper:"paper b"', olga],
    ['club subscribe replace:yes', olga],
    ['club rename Birds', olga],
    ['club pause', olga],
    ['club resume', olga],
    ['me mirror off', ada],
  ])('F50 carry out “%s” once, and tell nobody of it twice', async (text, caller) => {
    const told = () => [...one.north.posts, ...other.north.posts].filter(({ key }) => key.startsWith('news.')).length
    const before = told()
    const said = await deliver((club, id) => club.type(text, caller, caller === bo ? SOUTH : NORTH, id))
    expect(said).not.toMatch(/did not work|went wrong/i)
    await one.all.tick()
    await other.all.tick()
    expect(told() - before).toBeLessThanOrEqual(1)
  })

  it('F50 count a wish to read a paper once, and take back a skip once', async () => {
    const shown = textOf(await one.type('show paper c', ada))
    const wish = /show:second:\S+/.exec(shown)?.[0] ?? ''
    expect(await deliver((club, id) => club.click(wish, [], ada, NORTH, id))).toContain('you would read it')
    const asked = await one.type('club skip', olga)
    const skipped = await press(one, asked, 'Skip it', olga)
    expect(await deliver((club, id) => press(club, skipped, 'Take it back', olga, id))).not.toMatch(/did not work/i)
  })
})

it('F50 acts when it is delivered again after the first process could not keep it', async () => {
  const store = await openStore('memory:')
  const one = await testClub({ store })
  const dying: Store = {
    ...store,
    change: async (keys, decide) => {
      if (keys.some((key) => key.startsWith('seen/'))) throw new Unavailable('Gone.', { lost: true })
      return store.change(keys, decide)
    },
  }
  const other = await testClub({ store: dying, second: true })
  const id = interaction()
  const asked = await one.type('club skip', olga)
  expect(textOf(await press(other, asked, 'Skip it', olga, id))).toContain('Nothing was kept')
  expect(textOf(await press(one, asked, 'Skip it', olga, id))).toContain('2026-11-30T08:00:00Z')
})
