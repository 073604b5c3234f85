import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Card } from '../../../src/chat/card.ts'
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
    expect((await one.type('history')).blocks[0]).toMatchObject({ kind: 'table', rows: { length: 1 } })
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
    ['club choose paper:"paper c"', olga],
    ['club choose paper:Magistral date:2026-12-14', olga],
    ['club organiser south:cy', olga],
    ['edit "paper c" date:2024-06', olga],
    ['follow https://feeds.example/c,e only:birds', olga],
    ['club rota how:order people:"north:olga, north:ada, south:bo"', olga],
    ['meeting away from:2027-01-11 to:2027-01-12', olga],
    ['meeting skip', olga],
  ])('F50 carry out “%s” once, and tell nobody of it twice', async (text, caller) => {
    const told = () => [...one.north.posts, ...other.north.posts].filter(({ key }) => key.startsWith('news.')).length
    const before = told()
    const said = await deliver((club, id) => club.type(text, caller, caller === bo ? SOUTH : NORTH, id))
    expect(said).not.toMatch(/did not work|went wrong|was not done/i)
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

describe('what is delivered again in a club of its own', () => {
  const ada = person('ada', true)
  const bo = person('bo')
  let bot: TestClub
  beforeAll(async () => {
    bot = await testClub({ found: false, reader })
    await bot.type('club start name:Birds', ada, NORTH)
  })

  /** What it is answered with both times. */
  async function twice(act: (id: string) => Promise<Card>, between: () => Promise<unknown> = async () => {}) {
    const id = interaction()
    const first = textOf(await act(id))
    await between()
    expect(textOf(await act(id))).toBe(first)
    return first
  }
  const type = (text: string, caller = ada) => twice((id) => bot.type(text, caller, NORTH, id))
  const pressed = (card: Card, label: string, caller = ada) => twice((id) => press(bot, card, label, caller, id))
  const kept = (prefix: string) => bot.store.range(prefix)

  it('F50 gives one code for a wish to bring in a channel, and one for a wish to link an account', async () => {
    expect(await type('club invite')).not.toBe(await type('club invite'))
    expect(await kept('invitations/')).toHaveLength(2)
    await pressed(await bot.type('me show', ada, NORTH), 'Link another account')
    expect(await kept('link-codes/')).toHaveLength(1)
  })

  it('F50 tells what concerns one person alone again with the command that it was told with', async () => {
    await bot.type('nominate magistral', bo, NORTH)
    await bot.type('withdraw paper:magistral reason:read', ada, NORTH)
    expect(await type('club show', bo)).toContain('withdrew your nomination')
    expect(textOf(await bot.type('club show', bo, NORTH))).not.toContain('took your nomination')
  })

  it('F50 says again which date was passed on, and for which one a paper was chosen', async () => {
    await bot.type('club rota how:order people:"north:ada, north:bo"', ada, NORTH)
    expect(await type('meeting skip')).toContain('You no longer have')
    const first = await type('club choose paper:magistral')
    expect(first).toContain('Chosen. The meeting is now')
    expect(await type('club choose paper:"memory mosaics"')).not.toBe(first)
  })

  it('F50 offers the same way back of a date that was added, whenever its adding or moving is delivered', async () => {
    const again = async (text: string) => {
      const [first, second] = [await bot.type(text, ada, NORTH, text), await bot.type(text, ada, NORTH, text)]
      expect(textOf(second)).toBe(textOf(first))
      return second
    }
    const before = textOf(await bot.type('meeting show', ada, NORTH))
    const added = await again('meeting add date:2026-12-16 time:18:00')
    const moved = await again('meeting move date:2026-12-16 to:2026-12-17')
    expect(textOf(await press(bot, moved, 'Take it back', ada))).toContain('It is as it was before.')
    expect(textOf(await press(bot, added, 'Take it back', ada))).toContain('All is as the calendar says.')
    expect(textOf(await bot.type('meeting show', ada, NORTH))).toBe(before)
  })

  it('F50 says again whom it asked to swap dates, though they have agreed since', async () => {
    await bot.type('club rota how:volunteers roles:presenter', ada, NORTH)
    await bot.type('meeting take date:2026-12-14', ada, NORTH)
    await bot.type('meeting take date:2026-12-21', bo, NORTH)
    await bot.all.idle()
    const asking = () => bot.north.posts.filter(({ card: { title } }) => /would like to swap$|^Swapped$/.test(title))
    const said = await twice(
      (id) => bot.type('meeting swap with:2026-12-21 mine:2026-12-14', ada, NORTH, id),
      async () => {
        await bot.all.idle()
        const [asked] = asking()
        if (!asked) throw new Error(bot.north.posts.map(({ card }) => card.title).join('\n'))
        expect(textOf(await press(bot, asked.card, 'Agree', bo))).not.toContain('did not work')
      },
    )
    expect(said).toMatch(/^Asked.*2026-12-14.*ada.*2026-12-21.*bo/s)
    await bot.all.idle()
    expect(asking()).toHaveLength(1)
  })

  it('F50 settles a proposal once, whichever way', async () => {
    await bot.click('club set:approval:on', [], ada, NORTH)
    for (const [paper, label] of [
      ['alignment faking in large language models', 'Accept'],
      ['hut', 'Decline'],
    ] as const) {
      await bot.type(`nominate ${paper}`, bo, NORTH)
      const asked = await bot.type('club ideas', ada, NORTH)
      expect(await pressed(asked, label)).toContain('Settled')
      expect(textOf(await press(bot, asked, label, ada))).toMatch(/That did not work.*waits no longer/)
    }
  })

  it('F50 lets what is wished since stand when an earlier wish is delivered late', async () => {
    await twice(
      (id) => bot.type('me mirror off', ada, NORTH, id),
      () => bot.type('me mirror on', ada, NORTH),
    )
    expect(await kept('unmirrored/')).toEqual([])
  })

  it('F50 deletes a club and keeps it after all, each as often as it is wished', async () => {
    const deleted = await bot.type('club delete', ada, NORTH)
    expect(await pressed(deleted, 'Delete it')).toContain('Deleted')
    expect(await type('club restore')).toContain('Kept. The club now')
    expect(await type('club restore')).toContain('Nothing to take back')
  })

  it('F50 forgets somebody once, and not what they say afterwards', async () => {
    const id = interaction()
    const asked = await bot.type('me forget', bo, NORTH)
    await press(bot, asked, 'Forget me', bo, id)
    await bot.type('suggest paper:magistral idea:A later line', bo, NORTH)
    await press(bot, asked, 'Forget me', bo, id)
    expect(textOf(await bot.type('me show', bo, NORTH))).toContain('A later line')
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
