import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ChatFailure } from '../../../src/chat/failure.ts'
import { keys, prefixesOfClub, type RoomId } from '../../../src/club/keys.ts'
import { openDocuments } from '../../../src/services/importing/documents.ts'
import { createReader } from '../../../src/services/importing/reader.ts'
import { libraryKeys } from '../../../src/services/library/library-keys.ts'
import { Adapter } from '../../../src/store/adapter.ts'
import type { Driver } from '../../../src/store/driver.ts'
import { keyvStore } from '../../../src/store/keyv.ts'
import { openMemory } from '../../../src/store/memory.ts'
import type { Row } from '../../../src/store/rows.ts'
import type { Store } from '../../../src/store/store.ts'
import { fakeChat } from '../../fakes/chat.ts'
import { fixedClock } from '../../fakes/clock.ts'
import {
  NORTH,
  person,
  press,
  SOUTH,
  sendForm,
  settings,
  someVote,
  type TestClub,
  testClub,
  textOf,
} from '../../fakes/club.ts'
import { digest, entry } from '../../library/digests.ts'
import { serve, text } from '../importing/local-server.ts'
import { addDigest } from '../library/add-digest.ts'

const olga = person('olga')
const ada = person('ada')
const bo = person('bo')
const SPOILT = ['{"torn":', '"not what it should be"', '{"club":7,"n":"x","paper":null,"by":3,"people":"x","names":1}']
const WISHED = 'HUT: A More Computation Efficient Fine-Tuning Method With Hadamard Updated Transformation'

const feed = { papers: ['Newts of the North', 'Frogs of the South'] }
const server = await serve({
  '/feed': (response, request) => {
    const items = feed.papers.map(
      (title) => `<item><title>${title}</title><description>We show it.</description></item>`,
    )
    const rss = `<rss version="2.0"><channel><title>Fresh</title>${items.join('')}</channel></rss>`
    text(rss, { 'content-type': 'application/rss+xml' })(response, request)
  },
})
const documents = openDocuments({ bases: { arxiv: [], doi: [], openreview: [] }, exempt: [server.origin] })
const reader = createReader(documents)
afterAll(async () => {
  await documents.close()
  await server.close()
})

function emptyStore() {
  const driver = openMemory()
  const problems: string[] = []
  const store = keyvStore(driver, { onProblem: (record) => problems.push(record) })
  const raw = new Adapter(driver, 'facts')
  return { driver, store, problems, spoil: async (key: string, torn = '') => void (await raw.set(key, torn)) }
}

/** A club in its second week of which something of every kind is kept. */
async function full(store: Store): Promise<TestClub> {
  const club = await testClub({ store, reader })
  await club.type('club set mirror:on', olga)
  await club.type('club set mirror:on', person('south:sue', true), SOUTH)
  await club.type(`follow ${server.origin}/feed`, olga)
  await store.put(libraryKeys.leftOut('club', feedId(await store.range(libraryKeys.feeds('club')))), { names: ['x'] })
  const added = ['Counted', 'Second', 'Third', 'Fourth', 'Fifth'].map((which) => entry(`A ${which} Paper`))
  await addDigest(store, 'club', digest('added', '2026-11-01', added))
  await club.all.tick()
  const suggest = (paper: string, idea: string) => club.type(`suggest ${paper} idea: ${idea}`, bo)
  await suggest('A Counted Paper', 'A sober line.')
  await press(club, await club.type('club ideas', olga), 'Accept', olga)
  await suggest('A Second Paper', 'Another line.')
  const { catalogue } = await club.all.of(NORTH)
  const { id } = await catalogue.resolve('A Fourth Paper')
  await sendForm(club, `edit:merge:${id}`, { paper: 'A Fifth Paper' }, olga)
  await club.type('club set papers:"2, own threads"', olga)
  await club.type('nominate A Counted Paper', ada)
  await club.type('me mirror off', person('dan'))
  await wish(club, bo)
  await someVote(club)
  await someVote(club, person('south:bo'), SOUTH)
  club.south.forbidsThreads = true
  club.clock.advance({ days: 5 })
  await club.all.tick()
  await club.click('discuss:judge:pick.club.1/discussed/yes', [], bo)
  await say(club, NORTH, 'c1')
  await say(club, SOUTH, 'c2')
  await club.all.react({ room: NORTH, thread: `t-${pickIn(club, NORTH)?.message}`, message: 'c1' })
  await press(club, await club.type('club ideas', olga), 'Accept', olga)
  await suggest('A Third Paper', 'A line to come.')
  await club.type('club subscribe', olga)
  await club.type('club rota how:volunteers roles:presenter', olga)
  await club.type('club calendar remind:"a day"', olga)
  await club.type('meeting take date:2026-12-07', ada)
  await club.type('meeting take date:2026-12-14', bo)
  await club.type('meeting swap with:2026-12-14', ada)
  await club.type('meeting coming answer:yes named:yes', ada)
  await press(club, await club.type('club show', olga), 'Ask organisers about nominations', olga)
  await club.type('nominate A Second Paper', bo)
  await press(club, await club.type('club show', olga), 'Take nominations without asking', olga)
  await press(club, await club.type('club show', olga), 'Show meetings as events', olga)
  await club.all.idle()
  await someVote(club)
  await someVote(club, ada)
  await club.type('club set voting:single', olga)
  await press(club, await club.type('vote', ada), 'Remind me to vote', ada)
  await club.all.resume('north')
  await club.all.tick()
  await club.all.idle()
  club.south.copyFailures.push({ failure: new ChatFailure('busy', 'no', 'too many'), after: false })
  await say(club, NORTH, 'c3')
  await club.type('club set mirror:digest', person('south:sue', true), SOUTH)
  await say(club, NORTH, 'c4')
  club.north.state = 'failing'
  await club.type('meeting move date:2026-12-28 to:2026-12-29', olga)
  club.north.state = 'ready'
  return club
}

const feedId = ([first]: { key: string }[]) => first?.key.split('/').at(-1) ?? ''
const pickIn = (club: TestClub, room: RoomId) =>
  (room === NORTH ? club.north : club.south).posts.find(({ key }) => key === 'pick.club.1')

async function say(club: TestClub, room: RoomId, message: string): Promise<void> {
  const thread = `t-${pickIn(club, room)?.message}`
  const author = { account: `${room === NORTH ? 'north' : 'south'}:ada`, name: 'Ada' } as const
  const said = { kind: 'said', room, thread, message, author, text: 'A remark.', at: club.clock.now() } as const
  ;(room === NORTH ? club.north : club.south).said.push(said)
  await club.all.hear(said)
  await club.all.idle()
}

async function wish(club: TestClub, who = bo): Promise<string> {
  const wished = /show:second:\S+/.exec(textOf(await club.type(`show ${WISHED}`, who)))?.[0] ?? ''
  return textOf(await club.click(wished, [], who))
}

const rowsOf = async (driver: Driver): Promise<[string, Row][]> => (await Array.fromAsync(driver.snapshot())).flat()

describe('F08 of all that is kept of a club one record that cannot be read', async () => {
  const before = emptyStore()
  const first = await full(before.store)
  const rows = await rowsOf(before.driver)
  const facts = rows.flatMap(([key]) => (key.startsWith('facts:') ? [key.slice('facts:'.length)] : []))
  const [clubKey, openKey] = [keys.club('club'), keys.round({ club: 'club', n: 2 })]

  async function spoilt(key: string, torn?: string) {
    const { driver, store, spoil, problems } = emptyStore()
    // What somebody held just then is of no matter here.
    await driver.transact([], () => new Map(rows.filter(([each]) => !each.startsWith('leases:'))))
    await spoil(key, torn)
    const [north, south] = [first.north, first.south].map(({ name, posts }) =>
      Object.assign(fakeChat(name), { posts: posts.map((post) => ({ ...post })) }),
    )
    if (!north || !south) throw new Error('no chats')
    const chats = { north, south, clock: fixedClock(first.clock.now().toString()) }
    const club = await testClub({ store, reader, chats })
    return { club, store, problems }
  }

  beforeAll(() => {
    feed.papers = ['Newts of the North', 'Frogs of the South', 'Toads of the West']
  })

  it('is of a kind that is tried here', () => {
    const missing = [...prefixesOfClub('club'), ...libraryKeys.ofClub('club')].filter(
      (prefix) => !facts.some((key) => key.startsWith(prefix)),
    )
    expect(missing).toEqual([])
  })

  const kindOf = (key: string) => key.replace(/[^/]*:[^/]*(\/.*)?$/, '').replace(/[^/]*$/, '')
  const samples = facts.filter(
    (key, at) =>
      ![clubKey, openKey].includes(key) &&
      !key.startsWith('seen/') &&
      facts.findIndex((each) => kindOf(each) === kindOf(key)) === at,
  )

  it.each(samples.map((key, at) => [key, SPOILT[at % SPOILT.length]]))('ends nothing else: %s', async (key, torn) => {
    const { club, problems } = await spoilt(key, torn)
    const said: string[] = []
    const tell = async (command: string, who = olga) => said.push(textOf(await club.type(command, who)))
    await club.all.resume('north')
    await club.all.tick()
    await club.all.idle()
    for (const command of ['week', 'results', 'club show', 'meeting show', 'club ideas', 'follow', 'club post'])
      await tell(command)
    for (const command of ['vote', 'me show', 'discuss', 'history', 'club rota', 'digest added'])
      await tell(command, ada)
    await tell('meeting coming answer:no', ada)
    await tell('meeting edit date:2026-12-14 topic:News')
    await tell('nominate A Third Paper', ada)
    await tell('edit A Second Paper date:2024')
    said.push(await wish(club, ada))
    await club.click('meeting swap:agree:news.club.2', [], bo).then((card) => said.push(textOf(card)))
    said.push(textOf(await press(club, await club.type('club ideas', olga), 'Reject', olga).catch(() => '')))
    await tell(`follow ${server.origin}/feed`)
    await say(club, NORTH, 'c4')
    await club.all.erase({ room: SOUTH, thread: `t-${pickIn(club, SOUTH)?.message}`, at: club.clock.now() })
    said.push(textOf(await press(club, await club.type('me forget', bo), 'Forget me', bo).catch(() => '')))
    club.clock.advance({ hours: 7 })
    await club.all.tick()
    await club.all.readFeeds()
    expect(textOf(await club.type('find toads'))).toContain('Toads of the West')
    await someVote(club)
    club.clock.advance({ days: 7 })
    await club.all.tick()
    await club.all.idle()
    for (const { posts } of [club.north, club.south]) {
      expect(posts.map((one) => one.key)).toEqual(expect.arrayContaining(['pick.club.2', 'ballot.club.3']))
      // Where the record of a post is lost, the room still has it.
      expect(posts.find((one) => one.key === 'ballot.club.2')?.card.title).toBe('This ballot is closed')
    }
    expect(said.filter((answer) => /went wrong|our fault/.test(answer))).toEqual([])
    const errors = club.logged.filter(
      ({ level, message }) => level === 'error' && !message.startsWith('the kept counts of a ballot were wrong'),
    )
    expect(
      errors.map(({ message, fields }) => `${message} ${JSON.stringify(Object.values(fields).map(String))}`),
    ).toEqual([])
    expect(club.logged.map(({ message }) => message)).not.toContain('a followed feed could not be read')
    expect(JSON.stringify([problems, club.logged])).not.toMatch(/votes\/[^"]*(ada|bo)/)
  })

  it('that is of the open ballot is replaced by a new ballot, which every channel is told', async () => {
    const { club, store } = await spoilt(openKey)
    const late = await club.click('vote:cast:ballot.club.2', ['1'], ada)
    expect(textOf(late)).toContain('not a ballot of this reading group')
    await club.all.tick()
    await club.all.idle()
    await club.all.tick()
    for (const { posts } of [club.north, club.south]) {
      expect(textOf(posts.map(({ card }) => card))).toContain('Please nominate and vote again')
      expect(posts.filter(({ key }) => key === 'ballot.club.3')).toHaveLength(1)
      expect(posts.find(({ key }) => key === 'ballot.club.2')?.card.title).toBe('This ballot is closed')
    }
    await someVote(club)
    club.clock.advance({ days: 7 })
    await club.all.tick()
    expect(club.north.posts.map(({ key }) => key)).toContain('pick.club.3')
    expect(Object(await store.get(clubKey)).voting).toBe(4)
    const third = await store.get(keys.round({ club: 'club', n: 3 }))
    expect(Object(third).voting).toMatchObject({ most: 1 })
  })

  it('that is the club’s own is said at the start, and to whoever asks for anything of it', async () => {
    const { club } = await spoilt(clubKey)
    expect(await club.all.found(settings)).toEqual([
      'What is kept of the club cannot be read, so the club stands still: restore a backup.',
    ])
    await club.all.resume('north')
    await club.all.tick()
    for (const command of ['week', 'vote', 'club show', 'meeting show', 'nominate A Third Paper', 'club skip']) {
      const said = textOf(await club.type(command, olga))
      expect(said).toContain('The record of this reading group cannot be read, so it stands still.')
    }
  })
})
