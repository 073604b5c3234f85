import { beforeEach, describe, expect, it } from 'vitest'
import { ChatFailure } from '../../../src/chat/failure.ts'
import type { Closed, Left } from '../../../src/chat/platform.ts'
import { keys, type RoomId, tenantOf } from '../../../src/club/keys.ts'
import { Clubs, Leavings } from '../../../src/services/records.ts'
import {
  codeFrom,
  NORTH,
  person,
  SOUTH,
  settings,
  someVote,
  type TestClub,
  testClub,
  textOf,
} from '../../fakes/club.ts'

const BESIDE: RoomId = 'north:g1:c2'
const ada = person('ada', true)
const stan = person('south:stan', true)
const WITH_ADA: RoomId = 'north:direct:ada'

let bot: TestClub
beforeEach(async () => {
  bot = await testClub({ found: false })
  await bot.type('club start name:Birds', ada)
  await bot.type(`club join ${await codeFrom(bot, ada)}`, stan, SOUTH)
  await bot.all.tick()
})

/** What a room shows once all is sent that waits. */
async function posted(room: RoomId): Promise<string[]> {
  const waiting = async () => {
    await bot.all.tick()
    return bot.all.waiting()
  }
  await expect.poll(waiting).toEqual([])
  return [...bot.north.posts, ...bot.south.posts].filter((post) => post.room === room).map(({ card }) => textOf(card))
}
const telling = async (room: RoomId, words: string) => (await posted(room)).filter((text) => text.includes(words))
const club = async () => {
  const [first] = await Clubs.range(bot.store, keys.club(''))
  return first?.value
}
const leaving = async () => (await Leavings.range(bot.store, keys.leavings())).length
const show = async () => textOf(await bot.type('club show', ada))
const at = () => bot.clock.now()
/** The chats do not tell any more of rooms where the bot is not. */
const unseen = (...rooms: RoomId[]) => {
  for (const chat of [bot.north, bot.south]) for (const room of rooms) chat.access.set(room, null)
}
const left = async (room: RoomId, why: Left['why'] = 'removed') => {
  unseen(room)
  await bot.app.left?.({ tenant: tenantOf(room), why, at: at() })
}
const erased = async (room: RoomId) => {
  unseen(room)
  await bot.app.erased({ room, thread: null, at: at() })
}
const close = (room: RoomId, why: Closed['why']) => {
  bot.north.access.set(room, why)
  bot.south.access.set(room, why)
  return bot.app.closed?.({ room, why })
}
const letIn = async (room: RoomId) => {
  bot.north.access.delete(room)
  bot.south.access.delete(room)
  await bot.app.joined?.({ into: room, room, at: at() })
}
const days = async (count: number) => {
  for (let day = 0; day < count; day++) {
    bot.clock.advance({ hours: 24 })
    await bot.all.tick()
  }
}

describe('a room that the bot is shut out of', () => {
  it.each([
    ['the bot was put out of the server', () => left(SOUTH), 'that the bot was taken out of'],
    ['its token was revoked', () => left(SOUTH, 'revoked'), 'no access any more'],
    ['it was archived', () => close(SOUTH, 'archived'), 'is archived'],
    ['the bot was taken out of it', () => close(SOUTH, 'outside'), 'lets the bot in no more'],
    ['it was deleted', () => erased(SOUTH), 'was deleted'],
  ])('F41 is closed when %s: the others are told once, and organisers', async (_, happens, why) => {
    const before = await posted(SOUTH)
    for (let time = 0; time < 3; time++) await happens()
    for (const room of [NORTH, WITH_ADA]) {
      expect(await telling(room, 'A channel is closed')).toHaveLength(1)
      expect((await posted(room)).at(-1)).toContain(why)
    }
    expect(await show()).toMatch(/Closed to the bot #south in South since +2026-11-18T12:00:00Z/)
    expect(await show()).toContain(why)
    await days(8)
    expect(await posted(SOUTH)).toHaveLength(before.length)
    expect(await leaving()).toBe(0)
  })

  it('is closed when the bot was put out while nobody listened, as the chat says once it is connected anew', async () => {
    unseen(SOUTH)
    const lacking = (out: RoomId[]) =>
      bot.app.present?.({ chat: 'south', lacks: (tenant) => out.some((room) => tenantOf(room) === tenant) })
    await lacking([])
    expect((await club())?.closed).toEqual([])
    for (let time = 0; time < 2; time++) await lacking([NORTH, SOUTH])
    expect((await club())?.closed).toMatchObject([{ room: SOUTH, why: 'removed' }])
    expect(await telling(NORTH, 'A channel is closed')).toHaveLength(1)
    await bot.app.present?.({ chat: 'north', lacks: () => true })
    expect(await leaving()).toBe(1)
  })

  it('takes nothing that is on its way there any more, and its ballot does not move', async () => {
    bot.south.failures = Array.from({ length: 9 }, () => ({
      failure: new ChatFailure('outside', 'no', 'not in channel'),
      after: false,
    }))
    await someVote(bot)
    bot.south.access.set(SOUTH, 'outside')
    await days(7)
    await bot.all.idle()
    expect((await bot.store.range(keys.outbox())).filter(({ key }) => key.includes('south'))).toEqual([])
    expect((await club())?.closed).toMatchObject([{ room: SOUTH, name: '#south', why: 'outside' }])
    const edits = bot.south.edits
    await someVote(bot)
    await bot.all.idle()
    expect(bot.south.edits).toBe(edits)
  })

  it('is open again once the bot is let in: pick and ballot are there, the old menu is gone, and its ballot moves', async () => {
    const old = bot.south.posts.findLast(({ room }) => room === SOUTH)
    await someVote(bot)
    await close(SOUTH, 'outside')
    await days(7)
    await letIn(SOUTH)
    const said = await posted(SOUTH)
    expect(said.slice(2).map((text) => /Paper of the week|What shall we read/.exec(text)?.[0])).toEqual([
      'Paper of the week',
      'What shall we read',
    ])
    expect(JSON.stringify(old?.card)).not.toContain('"select"')
    expect((await posted(NORTH)).at(-1)).toContain('meets in #south in South again')
    const edits = bot.south.edits
    await someVote(bot)
    await bot.all.idle()
    expect(bot.south.edits).toBeGreaterThan(edits)
    expect(await show()).not.toContain('Closed to the bot')
  })

  it('is known to whoever runs the bot as closed, and told of once, however often the chat tells it', async () => {
    const problems = () => bot.all.rooms.reports().flatMap((report) => report.problems)
    expect(problems()).toEqual([])
    await left(SOUTH)
    await left(SOUTH)
    expect(problems()).toEqual([expect.stringContaining('#south')])
    expect(await telling(NORTH, 'does not reach one of its channels')).toHaveLength(1)
    expect(bot.logged.filter(({ message }) => message === 'a room is closed to the bot')).toHaveLength(1)
  })

  it('is opened within its week with nothing said twice', async () => {
    const before = await posted(SOUTH)
    await close(SOUTH, 'archived')
    bot.south.access.delete(SOUTH)
    await bot.app.changed?.(SOUTH)
    expect(await posted(SOUTH)).toHaveLength(before.length)
    expect((await club())?.rooms).toEqual([NORTH, SOUTH])
  })

  it('is found out by the daily look too, both ways', async () => {
    bot.south.access.set(SOUTH, 'outside')
    await days(1)
    await expect.poll(async () => (await club())?.closed).toMatchObject([{ room: SOUTH, why: 'outside' }])
    bot.south.access.delete(SOUTH)
    await days(1)
    await expect.poll(async () => (await club())?.rooms).toEqual([NORTH, SOUTH])
  })

  it('is not closed by what it said before it was opened again, nor opened by a chat that does not tell', async () => {
    await bot.app.closed?.({ room: SOUTH, why: 'archived' })
    expect((await club())?.rooms).toEqual([NORTH, SOUTH])
    await close(SOUTH, 'outside')
    for (const access of [null, 'beside'] as const) {
      bot.south.access.set(SOUTH, access)
      await bot.app.changed?.(SOUTH)
      expect((await club())?.rooms).toEqual([NORTH])
    }
  })

  it('can be left for another, be it deleted, with all that is there', async () => {
    await someVote(bot)
    await erased(NORTH)
    expect(textOf(await bot.type('club move', ada, BESIDE))).toContain('Birds')
    expect((await club())?.rooms).toEqual([SOUTH, BESIDE])
    expect((await club())?.closed).toEqual([])
    expect((await posted(BESIDE)).at(-1)).toContain('What shall we read')
  })
})

describe('a club without rooms', () => {
  const gone = async () => {
    await erased(NORTH)
    await left(SOUTH)
  }

  it('is erased after 30 days in which the bot ran, and announced seven days before', async () => {
    await someVote(bot)
    await gone()
    expect((await posted(WITH_ADA)).at(-1)).toContain('2026-12-18T12:00:00Z')
    await bot.all.tick()
    await days(22)
    expect(await telling(WITH_ADA, 'going to be erased')).toEqual([])
    const again = await bot.again()
    bot.clock.advance({ hours: 24 * 40 })
    await again.all.tick()
    expect(await club()).toBeDefined()
    bot.clock.advance({ hours: 24 })
    await again.all.tick()
    expect(await telling(WITH_ADA, 'going to be erased')).toHaveLength(1)
    expect(again.logged.map(({ message }) => message)).toContain(
      'a club that has no room any more is erased in seven days',
    )
    for (let day = 0; day < 7; day++) {
      expect(await club()).toBeDefined()
      bot.clock.advance({ hours: 24 })
      await again.all.tick()
    }
    for (const prefix of ['clubs/', 'rooms/', 'rounds/', 'votes/', 'due/', 'outbox/', 'posts/', 'leaving/'])
      expect(await bot.store.range(prefix)).toEqual([])
  })

  it('is kept, with its ballot and votes, when the bot is let in again within the time', async () => {
    await someVote(bot)
    const votes = await bot.store.range('votes/')
    await gone()
    await days(29)
    await letIn(SOUTH)
    expect(await leaving()).toBe(0)
    expect((await club())?.rooms).toEqual([SOUTH])
    expect((await club())?.voting).toBe(1)
    expect(await bot.store.range('votes/')).toEqual(votes)
    expect(textOf(await bot.type('vote', stan, SOUTH))).toContain('(1 vote)')
  })

  it.each([
    ['a token that is refused', () => left(SOUTH, 'revoked')],
    ['an archived channel', () => close(SOUTH, 'archived')],
    ['a channel that the bot was taken out of', () => close(SOUTH, 'outside')],
  ])('is kept for good with %s, until the platform itself says that the bot was removed', async (_, happens) => {
    await erased(NORTH)
    await happens()
    expect(await leaving()).toBe(0)
    await left(SOUTH)
    expect(await leaving()).toBe(1)
  })

  it('is never erased by time when the configuration declares it', async () => {
    bot = await testClub()
    for (const room of settings.rooms) await left(room)
    expect((await club())?.closed.map(({ room }) => room)).toEqual(settings.rooms)
    await days(40)
    expect(await club()).toBeDefined()
    expect(await leaving()).toBe(0)
  })
})
