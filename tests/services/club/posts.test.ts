import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ChatFailure } from '../../../src/chat/failure.ts'
import { keys, type RoomId } from '../../../src/club/keys.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import type { FakeChat } from '../../fakes/chat.ts'
import type { Span } from '../../fakes/clock.ts'
import { NORTH, person, postNow, press, SOUTH, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { countingStore } from '../../fakes/counting-store.ts'

const olga = person('olga')

async function turn(club: TestClub): Promise<void> {
  await someVote(club)
  club.clock.advance({ days: 7 })
  await club.all.tick()
  await club.all.idle()
}

async function later(club: TestClub, by: Span): Promise<void> {
  club.clock.advance(by)
  await club.all.tick()
  await club.all.idle()
}

const named = (chat: FakeChat, key: string) => chat.posts.filter((post) => post.key === key)
const ballot = (chat: FakeChat) => textOf(named(chat, 'ballot.club.1').at(-1)?.card)
const vote = async (club: TestClub, voter: string) => {
  await club.click('vote:cast:ballot.club.1', ['1'], person(voter))
  await club.all.idle()
}

afterEach(() => vi.useRealTimers())

it('F50 names each room also when another process sends to it just while it is asked', async () => {
  const one = await testClub()
  await someVote(one)
  const asked = await one.type('club post', olga)
  one.north.state = 'failing'
  await press(one, asked, 'Close and post', olga, 'closing')
  one.north.state = 'ready'
  const week = { club: 'club', n: 1 }
  let isMeanwhile = false
  const range: Store['range'] = async (prefix, options) => {
    const before = await one.store.range(prefix, options)
    if (isMeanwhile || ![keys.posts(week, 'pick'), keys.outgoings(week, 'pick')].includes(prefix)) return before
    isMeanwhile = true
    await one.all.tick()
    return before
  }
  // The other holds what is to be sent.
  const store = { ...one.store, range, claim: async () => false }
  const other = await testClub({ store, second: true, chats: one })
  const said = textOf(await press(other, asked, 'Close and post', olga, 'closing'))
  expect(said).toContain('North : it is there.')
  expect(said).toContain('South : it is there.')
})

describe('the thread of a pick', () => {
  it('F38 keeps what was said in it before its place was recorded', async () => {
    const club = await testClub()
    const early = () => {
      const made = club.north.posts.at(-1)
      if (made?.key !== 'pick.club.1') return
      const { thread } = club.north.threadOf(made)
      const event = { kind: 'said', room: NORTH, thread, message: 'n1', text: 'First!', author: person('ada') } as const
      // What the chat tells of it now is passed over, since nobody knows the thread yet: only its history has it.
      club.north.said.push({ ...event, at: club.clock.now() })
    }
    club.north.onPost = early
    await turn(club)
    await club.all.tick()
    expect(textOf(await club.type('discuss'))).toContain('First!')
  })

  it('F38 keeps what is said below a pick whose sending was never confirmed, even where its week is over', async () => {
    const club = await testClub()
    club.north.failures.push({ failure: new ChatFailure('busy', 'unknown', 'time-out'), after: true })
    await turn(club)
    const [made] = named(club.north, 'pick.club.1')
    const { thread } = club.north.threadOf(made ?? { room: NORTH, message: '' })
    const event = { kind: 'said', room: NORTH, thread, message: 'n1', text: 'Seen at once', author: olga } as const
    club.north.said.push({ ...event, at: club.clock.now() })
    await club.click('vote:cast:ballot.club.2', ['1'])
    await turn(club)
    await club.all.tick()
    expect(named(club.north, 'pick.club.1')).toHaveLength(1)
    const title = textOf(made?.card.title).replace('Paper of the week: ', '')
    expect(textOf(await club.type(`discuss ${title}`))).toContain('Seen at once')
    expect(textOf(await club.type('club show'))).not.toContain('never got there')
  })

  it('F36 holds up neither pick nor ballot when it cannot be opened, and the pick says where to talk', async () => {
    const club = await testClub()
    club.north.forbidsThreads = true
    await turn(club)
    expect(named(club.north, 'pick.club.1')).toHaveLength(1)
    expect(named(club.north, 'ballot.club.2')).toHaveLength(1)
    const pick = () => textOf(named(club.north, 'pick.club.1')[0]?.card)
    expect(pick()).toContain('could not open a thread here: the bot lacks a permission')
    expect(pick()).not.toContain('in the thread of this message')
    const trouble = textOf(await club.type('club show'))
    expect(trouble).toContain('The pick is there, but no thread could be opened below it')
    expect(trouble).not.toContain('could not be posted')

    club.north.forbidsThreads = false
    await later(club, { hours: 1 })
    expect(named(club.north, 'pick.club.1')[0]?.thread).not.toBeNull()
    expect(pick()).toContain('in the thread of this message')
    expect(textOf(await club.type('club show'))).not.toContain('Needs an organiser')
  })

  it('keeps what is said in it while its opening is refused', async () => {
    const club = await testClub()
    club.north.forbidsThreads = true
    await turn(club)
    const [made] = named(club.north, 'pick.club.1')
    const { thread } = club.north.threadOf(made ?? { room: NORTH, message: '' })
    const at = club.clock.now()
    await club.all.hear({ kind: 'said', room: NORTH, thread, message: 'n1', text: 'Here', author: olga, at })
    expect(textOf(await club.type('discuss'))).toContain('1 comment by 1 person')
  })
})

describe('a ballot in a room', () => {
  it('F47 is posted again when somebody deletes it, and says so; not for ever', async () => {
    const club = await testClub()
    const remove = () => {
      club.north.posts = club.north.posts.filter(({ key }) => key !== 'ballot.club.1')
    }
    remove()
    await vote(club, 'ada')
    await club.all.tick()
    expect(ballot(club.north)).toContain('The ballot was deleted here, so it is posted again')
    expect(ballot(club.north)).toContain('1 person has voted')
    await vote(club, 'bo')
    expect(ballot(club.north)).toContain('posted again')
    expect(ballot(club.north)).toContain('2 people have voted')
    remove()
    await vote(club, 'cy')
    await club.all.tick()
    expect(named(club.north, 'ballot.club.1')).toHaveLength(1)
    remove()
    await vote(club, 'dee')
    await club.all.tick()
    expect(named(club.north, 'ballot.club.1')).toHaveLength(0)
    expect(textOf(await club.type('club show'))).toContain('The ballot was deleted there again and again')
    expect(ballot(club.south)).toContain('4 people have voted')
  })

  it('F47 is posted again as soon as its chat tells that it is gone, or is there again, though nobody votes', async () => {
    const club = await testClub()
    const [{ message = '' } = {}] = named(club.north, 'ballot.club.1')
    const gone = (room: RoomId) => club.app.heard({ kind: 'deleted', room, thread: '', message, at: club.clock.now() })
    await gone(SOUTH)
    await gone('north:g1:c9')
    club.north.posts = []
    await gone(NORTH)
    await club.all.idle()
    expect(ballot(club.north)).toContain('The ballot was deleted here, so it is posted again')
    await gone(NORTH)
    await club.all.idle()
    expect(named(club.north, 'ballot.club.1')).toHaveLength(1)
    expect(named(club.south, 'ballot.club.1')).toHaveLength(1)
    club.south.posts = []
    await club.all.resume('north')
    await club.all.idle()
    expect(named(club.south, 'ballot.club.1')).toHaveLength(0)
    await club.all.resume('south')
    await club.all.idle()
    expect(ballot(club.south)).toContain('The ballot was deleted here, so it is posted again')
    expect(named(club.north, 'ballot.club.1')).toHaveLength(1)
  })

  it('moves again by itself when its room was closed for an hour', async () => {
    const club = await testClub()
    club.north.forbidsEdits = true
    await vote(club, 'ada')
    expect(textOf(await club.type('club show'))).toContain('The ballot there does not move')
    await later(club, { hours: 1 })
    expect(ballot(club.north)).toContain('0 people have voted')
    club.north.forbidsEdits = false
    await later(club, { minutes: 11 })
    expect(ballot(club.north)).toContain('1 person has voted')
    expect(textOf(await club.type('club show'))).not.toContain('Needs an organiser')
  })

  it('loses its menu in the end, though its last edit failed and the process that tried it died', async () => {
    const club = await testClub()
    club.north.forbidsEdits = true
    await turn(club)
    expect(named(club.north, 'ballot.club.1')[0]?.card.title).toBe('What shall we read next?')
    expect(named(club.north, 'ballot.club.2')).toHaveLength(1)
    club.north.forbidsEdits = false
    const next = await club.again()
    await later(next, { hours: 1 })
    expect(named(club.north, 'ballot.club.1')[0]?.card.title).toBe('This ballot is closed')
  })
})

describe('a ballot whose sending was never confirmed', () => {
  it('loses its menu when its week is over, and is not said to be missing', async () => {
    const club = await testClub()
    club.north.onPost = () => {
      if (club.north.posts.at(-1)?.key !== 'pick.club.1') return
      club.north.failures.push({ failure: new ChatFailure('busy', 'unknown', 'time-out'), after: true })
    }
    await turn(club)
    await club.click('vote:cast:ballot.club.2', ['1'])
    await turn(club)
    expect(named(club.north, 'ballot.club.2').map(({ card }) => card.title)).toEqual(['This ballot is closed'])
    expect(textOf(await club.type('club show'))).not.toContain('never got there')
  })

  it('loses it as well where it is recorded by a process that ends before it could show the ballot as closed', async () => {
    const club = await testClub()
    club.north.onPost = () => {
      if (club.north.posts.at(-1)?.key !== 'pick.club.1') return
      club.north.failures.push({ failure: new ChatFailure('busy', 'unknown', 'time-out'), after: true })
    }
    await turn(club)
    await club.click('vote:cast:ballot.club.2', ['1'])
    club.north.forbidsEdits = true
    await turn(club)
    club.north.forbidsEdits = false
    const next = await club.again()
    await later(next, { hours: 1 })
    expect(named(club.north, 'ballot.club.2')[0]?.card.title).toBe('This ballot is closed')
  })
})

describe('a pick that another paper takes the place of', () => {
  const veto = (club: TestClub) => club.type('club veto paper:"Queues at Sea" reason:dull', person('olga'))

  it('while its sending is not confirmed shows the other one once it is', async () => {
    const club = await testClub()
    club.north.failures.push({ failure: new ChatFailure('busy', 'unknown', 'time-out'), after: true })
    await turn(club)
    expect(named(club.north, 'pick.club.1')).toHaveLength(1)
    expect(textOf(await veto(club))).toContain('Queues at Sea')
    await later(club, { hours: 1 })
    await later(club, { hours: 2 })
    for (const chat of [club.north, club.south])
      expect(named(chat, 'pick.club.1').map(({ card }) => card.title)).toEqual(['Paper of the week: Queues at Sea'])
  })

  it('while it is on its way shows the other one', async () => {
    const club = await testClub()
    let vetoed: Promise<unknown> = Promise.resolve()
    club.north.onPost = () => {
      if (club.north.posts.at(-1)?.key !== 'pick.club.1') return
      club.north.onPost = () => {}
      vetoed = veto(club)
    }
    await turn(club)
    await vetoed
    await club.all.idle()
    await later(club, { hours: 1 })
    for (const chat of [club.north, club.south])
      expect(named(chat, 'pick.club.1').map(({ card }) => card.title)).toEqual(['Paper of the week: Queues at Sea'])
  })
})

describe('a post that fails', () => {
  it('waits since it was to be made, also for a bot that was started since', async () => {
    const club = await testClub()
    club.south.state = 'failing'
    await turn(club)
    const due = club.clock.now()
    club.clock.advance({ minutes: 20 })
    const waiting = await (await club.again()).all.waiting()
    expect(waiting.map(({ room, since }) => [room, since.toString()])).toContainEqual([SOUTH, due.toString()])
  })

  it.each([
    ['token', 'no longer takes the bot’s token', null],
    ['outside', 'not in that channel', null],
    ['archived', 'archived', null],
    ['unfit', 'a channel of that kind', null],
    ['restricted', 'only some people may post', null],
    ['forbidden', 'lacks the permission “Send Messages”', 'Send Messages'],
    ['forbidden', 'not given “chat:write” when it was added. Whoever runs it', 'chat:write'],
  ] as const)('is said by `club post` with its cause: %s, %s', async (reason, sentence, lacking) => {
    const club = await testClub()
    const failure = new ChatFailure(reason, 'no', 'refused', { lacking })
    club.north.failures.push({ failure, after: false })
    const said = textOf(await postNow(club))
    expect(said).toContain('Posted, but not everywhere')
    expect(said).toContain(sentence)
    expect(said).toContain('https://south.example/')
    expect(said).not.toMatch(/north:g1:c1/)
  })

  it('is said of every room when nothing was posted at all', async () => {
    const club = await testClub()
    club.north.failures.push({ failure: new ChatFailure('archived', 'no', 'x'), after: false })
    club.south.state = 'failing'
    const said = textOf(await postNow(club))
    expect(said).toContain('Decided, but not posted yet')
    expect(said).toContain('North : not there, since the channel is archived')
    expect(said).toContain('South : not yet. The chat is not connected just now')
  })

  it('comes again when the chat said, not before', async () => {
    const club = await testClub()
    const failure = new ChatFailure('busy', 'no', 'limited', { retryAfter: 300_000 })
    club.north.failures.push({ failure, after: false })
    await turn(club)
    await later(club, { seconds: 299 })
    expect(named(club.north, 'pick.club.1')).toHaveLength(0)
    await later(club, { seconds: 1 })
    expect(named(club.north, 'pick.club.1')).toHaveLength(1)
  })

  it('for want of a token that is taken comes once the chat is there again, without waiting for its time', async () => {
    const club = await testClub()
    club.north.failures = [1, 2].map(() => ({ failure: new ChatFailure('token', 'no', 'revoked'), after: false }))
    await turn(club)
    await later(club, { seconds: 6 })
    club.north.failures = []
    await club.all.resume('south')
    await club.all.tick()
    expect(named(club.north, 'pick.club.1')).toHaveLength(0)
    await club.all.resume('north')
    await club.all.tick()
    expect(named(club.north, 'pick.club.1')).toHaveLength(1)
  })

  it('for a fault of our own in one room keeps no other room from its posts', async () => {
    const club = await testClub()
    const { post } = club.north
    club.north.post = () => Promise.reject(new TypeError('a bug'))
    await turn(club)
    expect(named(club.south, 'pick.club.1')).toHaveLength(1)
    expect(club.logged.some(({ message }) => message === 'a post could not be dealt with')).toBe(true)
    club.north.post = post
    await later(club, { minutes: 1 })
    expect(named(club.north, 'pick.club.1')).toHaveLength(1)
  })
})

it('a ballot that was closed by hand is finished by the next tick when the second write failed', async () => {
  const store = await openStore('memory:')
  let fails = false
  const failing: Store = {
    ...store,
    expiring: store.expiring,
    change: (keys, decide) =>
      store.change(keys, (values) => {
        const decided = decide(values)
        if (fails && Object.keys(decided.writes).some((key) => key.startsWith('picked/'))) throw new Error('disk full')
        return decided
      }),
  }
  const club = await testClub({ store: failing })
  fails = true
  expect(textOf(await postNow(club))).toContain('fault of the bot')
  fails = false
  await later(club, { minutes: 1 })
  expect(named(club.north, 'pick.club.1')).toHaveLength(1)
  expect(named(club.north, 'ballot.club.2')).toHaveLength(1)
})

it('F51 a process that was paused before sending finds that another has sent, and does not', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const folder = await mkdtemp(join(tmpdir(), 'lectern-paused-'))
  const [first, second] = await Promise.all([0, 1].map(() => openStore(`sqlite:${join(folder, 'club.db')}`)))
  if (!first || !second) throw new Error('no store')
  try {
    const club = await testClub({ store: first })
    const other = await testClub({ store: second, second: true, chats: club })
    let paused = false
    first.put = pausing(first.put, async (key) => {
      if (paused || !/^outbox\/.*pick.*north/.test(key)) return
      paused = true
      vi.setSystemTime(Date.now() + 60_000)
      await other.all.tick()
    })
    await turn(club)
    await other.all.idle()
    expect(paused).toBe(true)
    expect(named(club.north, 'pick.club.1')).toHaveLength(1)
  } finally {
    await Promise.all([first.close(), second.close()])
    await rm(folder, { recursive: true })
  }
})

/** Calls `during` once a write is on disk, before whoever wrote goes on. */
function pausing(put: Store['put'], during: (key: string) => Promise<void>): Store['put'] {
  return async (key, value) => {
    await put(key, value)
    await during(key)
  }
}

it('sends what is asked for while a room is being posted to right after, and not with the next tick', async () => {
  const club = await testClub()
  await club.type('club rota how:volunteers', person('olga'))
  for (const date of ['2026-11-23', '2026-11-30']) await club.type(`meeting take date:${date}`, person('anna'))
  await club.all.idle()
  const { post } = club.north
  const { promise: free, resolve: go } = Promise.withResolvers<void>()
  club.north.post = async (...given) => {
    await free
    return post(...given)
  }
  for (const date of ['2026-11-23', '2026-11-30']) await club.type(`meeting return date:${date}`, person('anna'))
  go()
  await club.all.idle()
  expect(club.north.posts.filter(({ key }) => key.startsWith('news'))).toHaveLength(2)
})

describe('what has a time of its own', () => {
  const remind = async (store: Store) => {
    const club = await testClub({ store })
    await club.type('club calendar lead:"3 days" remind:"a day"', olga)
    await someVote(club)
    club.clock.set('2026-11-20T12:00:00Z')
    await club.all.tick()
    await later(club, { minutes: 1 })
    expect(await club.store.range(keys.outbox())).not.toEqual([])
    return club
  }

  it('is not read by a tick before that', async () => {
    const { store, calls } = countingStore(await openStore('memory:'))
    const club = await remind(store)
    calls.length = 0
    await later(club, { minutes: 1 })
    expect(calls.filter((call) => call.includes(' outbox/'))).toEqual([])
    expect(calls.filter((call) => call.startsWith('range sending/'))).not.toEqual([])
  })

  it('leaves in time also where an earlier version has put it into the outbox', async () => {
    const club = await remind(await openStore('memory:'))
    for (const { key } of await club.store.range(keys.sendings())) await club.store.remove(key)
    const next = await club.again()
    await later(next, { days: 2 })
    expect(named(club.north, 'dayahead.club.1')).toHaveLength(1)
    expect(await club.store.range(keys.sendings())).toEqual([])
  })
})

describe('a room', () => {
  it('that does not answer holds up neither the others nor what is due next', async () => {
    const club = await testClub()
    const { post } = club.north
    const asked: string[] = []
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    club.north.post = async (...given) => {
      asked.push(given[2])
      await answered
      return post(...given)
    }
    for (let week = 0; week < 2; week++) {
      await someVote(club)
      club.clock.advance({ days: 7 })
      await club.all.tick()
    }
    expect(asked).toEqual(['pick.club.1'])
    expect(club.south.posts.map(({ key }) => key)).toEqual(expect.arrayContaining(['pick.club.1', 'pick.club.2']))
    answer()
    await club.all.idle()
    expect(club.north.posts.map(({ key }) => key).filter((key) => key.startsWith('pick'))).toEqual([
      'pick.club.1',
      'pick.club.2',
    ])
  })

  it('that has no time for a post gets it when it said, without a tick, and before what comes after it', async () => {
    const club = await testClub()
    club.north.failures.push({
      failure: new ChatFailure('busy', 'no', 'too many', { retryAfter: 40 }),
      after: false,
    })
    await someVote(club)
    club.clock.advance({ days: 7 })
    await club.all.tick()
    expect(named(club.north, 'ballot.club.2')).toEqual([])
    club.clock.advance({ seconds: 1 })
    await vi.waitUntil(() => named(club.north, 'ballot.club.2').length > 0)
    const keysOf = club.north.posts.map(({ key }) => key)
    expect(keysOf.indexOf('pick.club.1')).toBeLessThan(keysOf.indexOf('ballot.club.2'))
    expect(keysOf).toContain('pick.club.1')
  })
})

it('what breaks while something is posted is no refusal of the chat’s, and stands in the log as what it is', async () => {
  const club = await testClub()
  await someVote(club)
  const broken = new Error('broken')
  club.north.onPost = () => {
    throw broken
  }
  club.clock.advance({ days: 7 })
  await club.all.tick()
  await club.all.idle()
  club.north.onPost = () => {}
  expect(club.logged).toContainEqual(
    expect.objectContaining({
      level: 'error',
      fields: expect.objectContaining({ err: broken }),
      message: 'a post could not be dealt with',
    }),
  )
  expect(textOf(await club.type('club show', olga))).not.toContain('could not be posted')
})
