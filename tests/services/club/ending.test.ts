import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { ChatFailure } from '../../../src/chat/failure.ts'
import { keys, type RoomId } from '../../../src/club/keys.ts'
import { indexFolder } from '../../../src/services/library/index-folder.ts'
import { openLibraries } from '../../../src/services/library/libraries.ts'
import { libraryKeys } from '../../../src/services/library/library-keys.ts'
import { Clubs } from '../../../src/services/records.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { eventually } from '../../e2e/people.ts'
import {
  codeFrom,
  NORTH,
  person,
  postedIn,
  press,
  SOUTH,
  someVote,
  type TestClub,
  testClub,
  textOf,
} from '../../fakes/club.ts'
import { interaction } from '../../fakes/interaction.ts'
import { digest, entry } from '../../library/digests.ts'
import { addDigest } from '../library/add-digest.ts'

const BESIDE: RoomId = 'north:g1:c2'
const ada = person('ada', true)
const stan = person('south:stan', true)
const bo = person('bo')

const PAPER = 'HUT: A More Computation Efficient Fine-Tuning Method With Hadamard Updated Transformation'

let bot: TestClub
beforeEach(async () => {
  bot = await testClub({ found: false })
  await bot.type('club start name:Birds', ada)
  await bot.type(`club join ${await codeFrom(bot, ada)}`, stan, SOUTH)
  await bot.all.idle()
})

const posted = (room: RoomId) => postedIn(bot, room)
const end = async () => press(bot, await bot.type('club delete', ada), 'Delete it', ada)
/** Its one channel is gone, as the chat itself says. */
async function outOfAll(): Promise<void> {
  bot.north.access.set(NORTH, null)
  await bot.app.erased({ room: NORTH, thread: null, at: bot.clock.now() })
  await bot.all.tick()
}
const idOf = async (store: Store) => (await store.range('clubs/')).map(({ key }) => key.slice('clubs/'.length))
const days = async (count: number) => {
  bot.clock.advance({ hours: 24 * count })
  await bot.all.tick()
  await bot.all.idle()
}

describe('a club that is deleted', () => {
  it('is asked about first: what goes, and that it can be exported before', async () => {
    const asked = textOf(await bot.type('club delete', ada))
    expect(asked).toContain('Delete “Birds”?')
    expect(asked).toContain('what was said on every pick')
    expect(asked).toContain('To keep a copy')
    await days(8)
    expect(await idOf(bot.store)).toHaveLength(1)
  })

  it('is sent to an organiser as a file first, once of one wish, and says what to do where the chat does not take it', async () => {
    await someVote(bot)
    const asked = await bot.type('club delete', ada)
    const id = interaction()
    for (let time = 0; time < 2; time++)
      expect(textOf(await press(bot, asked, 'Send me a copy', ada, id))).toContain('in your conversation with the bot')
    const [copy, ...more] = bot.north.handed
    expect(more).toEqual([])
    expect(copy).toMatchObject({ account: 'north:ada', name: 'reading-group.jsonl' })
    const lines = copy?.text.trim().split('\n') ?? []
    expect(lines.map((line) => JSON.parse(line).kind)).toEqual(['club', 'round'])
    expect(copy?.text).toContain('"voters":1')
    expect(copy?.text).not.toContain('vera')
    bot.north.failures.push({ failure: new ChatFailure('forbidden', 'no', 'closed'), after: false })
    expect(textOf(await press(bot, asked, 'Send me a copy', ada))).toContain('lectern -- export')
    expect(textOf(await press(bot, asked, 'Send me a copy', bo))).toContain('Only organisers')
    expect(bot.north.handed).toHaveLength(1)
  })

  it('stands still, and all of its rooms are told until when it can be kept', async () => {
    await someVote(bot)
    expect(textOf(await end())).toContain('2026-11-25T12:00:00Z')
    for (const room of [NORTH, SOUTH]) expect((await posted(room)).at(-1)).toContain('is going to end')
    const [before] = [bot.north.posts.length]
    await days(6)
    expect(bot.north.posts).toHaveLength(before)
    expect(textOf(await bot.type('club show', ada))).toContain('all of it is erased 2026-11-25T12:00:00Z'.slice(0, 20))
  })

  it.each(['pause', 'resume', 'set size:7', 'rename Bees', 'invite', 'organiser north:bo', 'skip'])(
    'is not changed any more by “club %s”',
    async (command) => {
      await end()
      const before = JSON.stringify(await bot.store.range('clubs/'))
      const said = textOf(await bot.type(`club ${command}`, ada))
      expect(said).toContain('“Birds” is deleted')
      expect(said).toContain('club restore')
      expect(JSON.stringify(await bot.store.range('clubs/'))).toBe(before)
    },
  )

  it('adds nothing to what it reads, follows nothing, and keeps its dates as they are', async () => {
    await end()
    const kept = () => Promise.all(['clubs/', 'plans/', 'library/', 'feeds/'].map((prefix) => bot.store.range(prefix)))
    const before = JSON.stringify(await kept())
    const commands = [
      'add what:"On Owls"',
      'follow feed:https://owls.example/feed.xml',
      'meeting move date:2026-11-23 to:2026-11-24',
      'meeting add date:2026-11-24',
      'meeting edit date:2026-11-23 topic:Owls',
      'club calendar days:Friday',
    ]
    for (const command of commands) {
      expect(textOf(await bot.type(command, ada)), command).toContain('“Birds” is deleted')
    }
    expect(JSON.stringify(await kept())).toBe(before)
  })

  it('takes no vote, no nomination and no wish to read any more, and keeps no comment until it is kept itself', async () => {
    await someVote(bot)
    await days(7)
    const ballot = await bot.type('vote', bo)
    const select = ballot.blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))[0]
    const { thread = '' } = bot.north.posts.find(({ thread }) => thread) ?? {}
    const said = async (text: string) => {
      const author = { account: 'north:bo', name: 'Bo' } as const
      const at = bot.clock.now()
      const event = { kind: 'said', room: NORTH, thread: thread ?? '', message: text, author, text, at } as const
      bot.north.said.push(event)
      await bot.app.heard(event)
    }
    await said('kept')
    const reads = async () => (await bot.store.range('comments/')).map(({ value }) => Object(value).text)
    const wish = /show:second:\S+/.exec(textOf(await bot.type(`show ${PAPER}`, bo)))?.[0] ?? ''
    await end()
    const before = JSON.stringify([await bot.store.range('votes/'), await bot.store.range('rounds/')])
    const [option] = select?.options ?? []
    for (const answer of [
      await bot.click(select?.action ?? '', [option?.value ?? ''], bo),
      await bot.type(`nominate ${PAPER}`, bo),
      await bot.type('withdraw 1', ada),
      await bot.click(wish, [], bo),
    ])
      expect(textOf(answer)).toContain('“Birds” is deleted')
    expect(JSON.stringify([await bot.store.range('votes/'), await bot.store.range('rounds/')])).toBe(before)
    await said('meanwhile')
    expect(await reads()).toEqual(['kept'])
    await bot.app.heard({ kind: 'deleted', room: NORTH, thread: thread ?? '', message: 'kept', at: bot.clock.now() })
    expect(await reads()).toEqual([''])
    bot.north.said.shift()
    await bot.type('club restore', ada)
    await bot.all.tick()
    await expect.poll(reads).toEqual(['', 'meanwhile'])
  })

  it('neither takes a room in nor lets one go, nor is its ballot closed by hand', async () => {
    await someVote(bot)
    const asked = await bot.type('club post', ada)
    const code = await codeFrom(bot, ada)
    await end()
    for (const card of [
      await bot.type(`club join ${code}`, ada, BESIDE),
      await bot.type('club move', ada, BESIDE),
      await bot.click('club leave:confirm:', [], stan, SOUTH),
      await press(bot, asked, 'Close and post', ada),
    ])
      expect(textOf(card)).toContain('“Birds” is deleted')
  })

  it('is kept by the button of the post, and its weeks turn again at a club time a day away at least', async () => {
    await someVote(bot)
    await end()
    await days(6)
    const post = bot.south.posts.filter(({ room }) => room === SOUTH).at(-1)
    const action = /club restore:keep:news\.\S+/.exec(textOf(post?.card))?.[0] ?? ''
    expect(textOf(await bot.click(action, [], person('south:sue'), SOUTH))).toContain('Only organisers')
    expect(textOf(await bot.click(action, [], stan, SOUTH))).toContain('Kept. The club now')
    for (const room of [NORTH, SOUTH]) expect((await posted(room)).at(-1)).toContain('This reading group goes on')
    await days(7)
    expect((await posted(NORTH)).some((text) => text.includes('Paper of the week'))).toBe(true)
    expect(await idOf(bot.store)).toHaveLength(1)
  })

  it('with an ask or a digest due sooner than its pick tells the rooms of its pick', async () => {
    await bot.type('club calendar lead:"3 days"', ada)
    await bot.type('club set way:presenter', ada)
    await end()
    await bot.type('club restore', ada)
    const [club] = await idOf(bot.store)
    const kept = await Clubs.get(bot.store, keys.club(club ?? ''))
    expect((await posted(NORTH)).at(-1)).toContain(`The next pick comes  ${kept?.nextPick} moment`)
  })

  it('that had paused pauses again when it is kept, and nothing is due', async () => {
    await bot.type('club pause', ada)
    await end()
    expect(textOf(await bot.type('club restore', ada))).toContain('none: paused since')
    expect(await bot.store.range('due/')).toEqual([])
    await days(8)
    expect(await idOf(bot.store)).toHaveLength(1)
  })

  it('F50 is deleted once of one wish that is delivered twice, and a second wish moves its end no further', async () => {
    const id = interaction()
    await bot.click('club delete:confirm:', [], ada, NORTH, id)
    await bot.click('club delete:confirm:', [], ada, NORTH, id)
    bot.clock.advance({ hours: 1 })
    await bot.click('club delete:confirm:', [], ada)
    expect((await posted(NORTH)).filter((text) => text.includes('is going to end'))).toHaveLength(1)
    expect((await bot.store.range('due/')).map(({ key }) => key)).toEqual([
      expect.stringContaining('due/2026-11-25T12:00:00Z/'),
    ])
  })

  it('is for its organisers to delete and to keep', async () => {
    expect(textOf(await bot.click('club delete:confirm:', [], bo))).toContain('Only organisers')
    await end()
    expect(textOf(await bot.type('club restore', bo))).toContain('Only organisers')
  })

  it('is gone after seven days, and its channels are free for another', async () => {
    await someVote(bot)
    await days(7)
    await end()
    await days(7)
    const left = await Promise.all(
      ['clubs/', 'rooms/', 'rounds/', 'votes/', 'due/', 'outbox/', 'posts/', 'threads/'].map((prefix) =>
        bot.store.range(prefix),
      ),
    )
    expect(left.flat()).toEqual([])
    expect(textOf(await bot.type('vote', bo))).toContain('belongs to no reading group')
    expect(textOf(await bot.type('club start name:Bees', ada))).toContain('“Bees” has begun')
    await bot.all.tick()
  })

  it('declared by whoever runs the bot cannot be deleted from the chat', async () => {
    const declared = await testClub()
    const said = textOf(await declared.click('club delete:confirm:', [], person('olga')))
    expect(said).toContain('ask them to change CLUB_ROOMS')
    expect(await declared.store.range('clubs/')).toEqual([
      expect.objectContaining({ value: expect.objectContaining({ ending: null }) }),
    ])
  })
})

const MARK = 'kingfisher-of-the-erased-club'
const round = (club: string) => ({ club, n: 3 })
const now = Temporal.Instant.from('2026-11-18T12:00:00Z')

/** Every kind of key, filled for a club as far as it is a club's: a new one does not compile before it is here. */
const FILLED: { [K in keyof typeof keys]: ((club: string) => string) | 'names others' } = {
  club: 'names others',
  rooms: 'names others',
  room: () => keys.room('north:g1:c77'),
  roomsOf: 'names others',
  roomsIn: 'names others',
  latelyAll: 'names others',
  lately: 'names others',
  allLinked: 'names others',
  linked: 'names others',
  allNotes: 'names others',
  notes: 'names others',
  note: 'names others',
  linkCodes: 'names others',
  linkCode: 'names others',
  chosenAll: 'names others',
  chosenBy: 'names others',
  chosen: () => keys.chosen('north:ada', 'north:g1'),
  greeting: 'names others',
  askedBy: 'names others',
  asked: 'names others',
  typedBy: 'names others',
  typed: 'names others',
  dues: 'names others',
  due: (club) => keys.due(now, club),
  leavings: 'names others',
  leaving: (club) => keys.leaving(club),
  rounds: 'names others',
  round: (club) => keys.round(round(club)),
  plans: 'names others',
  plan: (club) => keys.plan(club, '2026-11-23'),
  comingsOf: 'names others',
  comings: 'names others',
  verdictsOf: 'names others',
  verdicts: 'names others',
  verdict: (club) => keys.verdict(round(club), 'north:ada'),
  nudges: 'names others',
  nudge: (club) => keys.nudge(club, 'north:ada'),
  allShowings: 'names others',
  showings: 'names others',
  showing: (club) => keys.showing(club, NORTH),
  eventsOf: 'names others',
  event: (club) => keys.event(club, '2026-11-23', 'north:g1'),
  coming: (club) => keys.coming(club, '2026-11-23', 'north:ada'),
  proposals: 'names others',
  proposal: (club) => keys.proposal(round(club)),
  swaps: 'names others',
  swap: (club) => keys.swap(round(club)),
  votes: 'names others',
  vote: (club) => keys.vote(round(club), 'north:ada'),
  tally: (club) => keys.tally(round(club)),
  seconds: 'names others',
  second: (club) => keys.second(club, 'p1'),
  picked: (club) => keys.picked(club, 'p1'),
  postsOf: 'names others',
  posts: 'names others',
  post: (club) => keys.post(round(club), 'pick', NORTH),
  outbox: 'names others',
  outboxOf: 'names others',
  outgoings: 'names others',
  outgoing: (club) => keys.outgoing(round(club), 'news', NORTH),
  sendings: 'names others',
  waiting: 'names others',
  timed: 'names others',
  sending: (club) => keys.sending(true, now.add({ hours: 9_999 }), keys.outgoing(round(club), 'news', NORTH)),
  outgoingOf: 'names others',
  readBack: (club) => keys.readBack(club, 'north'),
  threads: 'names others',
  thread: () => keys.thread('north:g1:c78', 't1'),
  copies: 'names others',
  copiesOf: 'names others',
  copy: (club) => keys.copy(round(club), NORTH, 'm1', SOUTH),
  daily: 'names others',
  dailyOf: 'names others',
  dailyIn: (club) => keys.dailyIn(round(club), NORTH, 'm1', SOUTH),
  allMessaged: 'names others',
  messaged: 'names others',
  signs: 'names others',
  signsAt: (club) => keys.signsAt(round(club), NORTH, 'm1', SOUTH),
  unmirrored: 'names others',
  copiedAll: 'names others',
  copied: () => keys.copied(SOUTH, 'm2'),
  carryingAll: 'names others',
  carryingTo: 'names others',
  carrying: (club) => keys.carrying(round(club), SOUTH, NORTH, 'm1'),
  comments: 'names others',
  comment: (club) => keys.comment(round(club), NORTH, 'm1'),
  discussion: (club) => keys.discussion(round(club)),
  speaker: (club) => keys.speaker(round(club), 'north:ada'),
  latest: 'names others',
  latestOne: (club) => keys.latestOne(round(club), now, NORTH, 'm1'),
  commentedAll: 'names others',
  commented: () => keys.commented('north:g1:c78', 'm1'),
  commentedIn: 'names others',
  seen: 'names others',
  invitations: 'names others',
  invitation: () => keys.invitation('abc'),
  clock: 'names others',
  sealed: 'names others',
  address: (club) => keys.address(club),
  troubles: 'names others',
  trouble: (club) => keys.trouble(club, 'library'),
}

const LIBRARY: { [K in keyof typeof libraryKeys]: ((club: string) => string) | 'names others' } = {
  additions: 'names others',
  addition: (club) => libraryKeys.addition(club, 'd1'),
  entries: 'names others',
  entry: (club) => libraryKeys.entry(club, 'd1', '1'),
  ideas: 'names others',
  idea: (club) => libraryKeys.idea(club, 'p1'),
  thanks: 'names others',
  thank: (club) => libraryKeys.thank(club, 'p1'),
  rulings: 'names others',
  ruling: (club) => libraryKeys.ruling(club, 'd1', '1'),
  entryOfRuling: 'names others',
  suggestions: 'names others',
  suggestion: (club) => libraryKeys.suggestion(club, 's1'),
  feeds: 'names others',
  feed: (club) => libraryKeys.feed(club, 'f1'),
  arrivals: 'names others',
  arrival: (club) => libraryKeys.arrival(club, now),
  leftOut: (club) => libraryKeys.leftOut(club, 'f1'),
  version: (club) => libraryKeys.version(club),
  changes: 'names others',
  ofClub: 'names others',
  clubOfChange: 'names others',
  allFeeds: 'names others',
  clubOfFeed: 'names others',
}

const VALUES = { n: 3, until: now.toString(), used: false, by: [] }

describe('what belongs to a deleted club', () => {
  it.each([
    ['after seven days', end, 7],
    ['after the time that a club is kept without channels', outOfAll, 31],
  ])(
    'is erased %s to the last key, and from the raw files of the database; what is of another stays',
    async (_, ends, after) => {
      const folder = await mkdtemp(join(tmpdir(), 'lectern-ending-'))
      const store = await openStore(`sqlite:${join(folder, 'club.db')}`)
      onTestFinished(async () => {
        await store.close()
        await rm(folder, { recursive: true })
      })
      bot = await testClub({ store, found: false })
      await bot.type('club start name:Bees', stan, SOUTH)
      const [other = ''] = await idOf(store)
      await bot.type(`club start name:${MARK}`, ada)
      const id = (await idOf(store)).find((one) => one !== other) ?? ''
      await ends()
      await bot.all.idle()
      const fill = async (club: string, prefix: string) => {
        for (const keyOf of [...Object.values(FILLED), ...Object.values(LIBRARY)]) {
          if (typeof keyOf !== 'function') continue
          const key = keyOf(club)
          const place = key.includes(club) ? key : `${key}${prefix}`
          // What says that it is to be erased stays as it is.
          if (key !== keys.leaving(id)) await store.put(place, { ...VALUES, club, mark: club === id ? MARK : 'stays' })
        }
      }
      await fill(id, '1')
      await fill(other, '2')
      // Both were somewhere lately.
      await store.put(keys.lately('north:zoe'), { clubs: [id, other] })
      const ofOther = async () => (await everything(store)).filter(({ text }) => text.includes(other))
      const before = (await ofOther()).length
      for (let day = 0; day < after; day++) {
        bot.clock.advance({ hours: 24 })
        await bot.all.tick()
      }
      await bot.all.idle()
      expect((await everything(store)).filter(({ text }) => text.includes(id)).map(({ key }) => key)).toEqual([])
      // Its due record was stale, and went with the look after all clubs.
      expect((await ofOther()).length).toBeGreaterThanOrEqual(before - 1)
      await eventually(
        'nothing of it in the files',
        async () => {
          const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')))
          const text = files.join('')
          return !text.includes(MARK) && !text.includes(`clubs/${id}`)
        },
        40_000,
      )
    },
    60_000,
  )
})

describe('what was indexed of a deleted club', () => {
  it('goes with its files, and that of others stays', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-ending-index-'))
    const store = await openStore('memory:')
    const opening = { indexes: indexFolder(folder), onFailure: () => {} }
    const libraries = openLibraries(store, { digests: () => [] }, opening)
    onTestFinished(async () => {
      await libraries.close()
      await rm(folder, { recursive: true })
    })
    for (const club of ['birds', 'birds2']) {
      await addDigest(store, club, digest('list', null, [entry('On owls')]))
      await libraries.of(club)
    }
    expect(await readdir(folder)).toContain('library-birds.db')
    await libraries.erase('birds')
    await libraries.erase('never-opened')
    const left = await readdir(folder)
    expect(left).toContain('library-birds2.db')
    expect(left.filter((name) => name.startsWith('library-birds.'))).toEqual([])
  })
})

async function everything(store: Store): Promise<{ key: string; text: string }[]> {
  // What came of an act is there for a day, and in this test no day passes.
  const entries = (await store.range('')).filter(({ key }) => !key.startsWith('seen/'))
  return entries.map(({ key, value }) => ({ key, text: `${key} ${JSON.stringify(value)}` }))
}
