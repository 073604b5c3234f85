import { beforeEach, describe, expect, it } from 'vitest'
import { ChatFailure } from '../../../src/chat/failure.ts'
import type { RoomId } from '../../../src/club/keys.ts'
import {
  codeFrom,
  NORTH,
  person,
  postedIn,
  SOUTH,
  someVote,
  type TestClub,
  testClub,
  textOf,
} from '../../fakes/club.ts'
import { interaction } from '../../fakes/interaction.ts'

const BESIDE: RoomId = 'north:g1:c2'
const ELSEWHERE: RoomId = 'north:g2:c1'
const ada = person('ada', true)
const stan = person('south:stan', true)
const bo = person('bo')

let bot: TestClub
beforeEach(async () => {
  bot = await testClub({ found: false })
  await bot.type('club start name:Birds', ada)
  await bot.all.idle()
})

const posted = (room: RoomId) => postedIn(bot, room)
const code = () => codeFrom(bot, ada)
const join = async (which: string, room = SOUTH, caller = stan) =>
  textOf(await bot.type(`club join ${which}`, caller, room))
const rooms = async () => textOf(await bot.type('club show', ada))
const everything = async () =>
  JSON.stringify(await bot.store.range('clubs/')) + JSON.stringify(await bot.store.range('rooms/'))

describe('a second room', () => {
  it('joins with a code, in another chat; both are told, and it is shown what the others are', async () => {
    expect(await join(await code())).toContain('This channel has joined “Birds”')
    const [welcome, ballot, ...more] = await posted(SOUTH)
    expect(welcome).toContain('Welcome to “Birds”')
    expect(welcome).toContain('It meets in 2 channels')
    expect(ballot).toContain('Vote')
    expect(more).toEqual([])
    expect((await posted(NORTH)).at(-1)).toContain('meets in #south in South as well from now on')
    expect(await rooms()).toContain('#north in North, this one; #south in South')
  })

  it('gets the pick that is being read as well, with its thread, between welcome and ballot', async () => {
    await someVote(bot)
    bot.clock.advance({ days: 7 })
    await bot.all.tick()
    await join(await code())
    const said = await posted(SOUTH)
    expect(said.map((text) => /Welcome|Paper of the week|Vote/.exec(text)?.[0])).toEqual([
      'Welcome',
      'Paper of the week',
      'Vote',
    ])
    await bot.all.tick()
    expect(bot.south.posts.filter(({ thread }) => thread !== null)).toHaveLength(1)
  })

  it('does not get a pick twice that it had when it was in the club before', async () => {
    await join(await code())
    await someVote(bot)
    bot.clock.advance({ days: 7 })
    await bot.all.tick()
    await bot.click('club leave:confirm:', [], stan, SOUTH)
    await join(await code())
    const said = await posted(SOUTH)
    expect(said.filter((text) => text.includes('Paper of the week'))).toHaveLength(1)
    expect(said.filter((text) => text.includes('Welcome'))).toHaveLength(2)
  })

  it('is told of once, whatever happens to the message on its way', async () => {
    bot.north.failures.push({ failure: new ChatFailure('busy', 'unknown', 'time-out', { retryAfter: 0 }), after: true })
    await join(await code())
    await bot.all.idle()
    bot.clock.advance({ minutes: 1 })
    await bot.all.tick()
    await bot.all.tick()
    expect((await posted(NORTH)).filter((text) => text.includes('as well from now on'))).toHaveLength(1)
    expect(await bot.store.range('outbox/')).toEqual([])
  })

  it.each([
    ['2345-6789-ABCD-EFGH', 'There is no such code'],
    ['Birds', 'There is no such code'],
  ])('does not join with “%s”', async (wrong, said) => {
    const before = await everything()
    expect(await join(wrong)).toContain(said)
    expect(await everything()).toBe(before)
  })

  it('does not join with a code that was used, nor with one that is too old, nor twice', async () => {
    const used = await code()
    await join(used.toLowerCase().replaceAll('-', ' ').replace(/^/, '"').concat('"'))
    expect(await join(used)).toContain('belongs to “Birds” already')
    expect(await join(used, BESIDE, ada)).toContain('That code was used already')
    const old = await code()
    bot.clock.advance({ minutes: 15 })
    expect(await join(old, BESIDE, ada)).toContain('That code is too old')
    expect(await rooms()).not.toContain('this one; #north')
  })

  it('joins once of two who use one code at once', async () => {
    const which = await code()
    const next = await bot.again()
    const said = await Promise.all([
      bot.type(`club join ${which}`, ada, BESIDE),
      next.type(`club join ${which}`, stan, SOUTH),
    ])
    expect(said.map(textOf).filter((text) => text.includes('has joined'))).toHaveLength(1)
    expect(said.map(textOf).filter((text) => text.includes('used already'))).toHaveLength(1)
  })

  it('F50 joins once, and is answered alike, when the wish is delivered twice', async () => {
    const [which, id] = [await code(), interaction()]
    const once = textOf(await bot.type(`club join ${which}`, stan, SOUTH, id))
    expect(textOf(await bot.type(`club join ${which}`, stan, SOUTH, id))).toBe(once)
  })

  it('is for those to bring in who decide what it is for, and codes are for organisers', async () => {
    expect(await join(await code(), SOUTH, person('south:sue'))).toContain('Only whoever decides')
    expect(textOf(await bot.type('club invite', bo))).toContain('Only organisers')
  })

  it('is checked before, and a code is not used up by a channel that is not fit', async () => {
    const which = await code()
    bot.south.roomProblems = ['is archived. Open it again.']
    expect(await join(which)).toContain('#south is archived')
    bot.south.roomProblems = []
    expect(await join(which)).toContain('has joined')
  })

  it('stays known as one that cannot be used while its chat does not tell', async () => {
    await join(await code())
    const told = () => bot.all.rooms.reports().flatMap(({ problems }) => problems)
    for (const [problems, said] of [
      [['is archived. Open it again.'], 'is archived'],
      [null, 'is archived'],
      [[], ''],
    ] as const) {
      bot.south.roomProblems = problems && [...problems]
      await bot.all.rooms.check()
      expect(told().join()).toContain(said)
      expect(told()).toHaveLength(said ? 1 : 0)
    }
  })

  it('is taken for one that can be used as long as its chat has told nothing of it', async () => {
    bot.south.roomProblems = null
    await join(await code())
    expect(textOf(await bot.type('club show', ada))).not.toContain('cannot be used')
  })

  it('cannot be had from what the store keeps of a code', async () => {
    const which = await code()
    const kept = JSON.stringify(await bot.store.range('invitations/'))
    expect(kept).not.toContain(which)
    expect(kept).not.toContain(which.replaceAll('-', ''))
  })
})

describe('a room that leaves', () => {
  beforeEach(async () => {
    await join(await code())
    await bot.all.idle()
  })

  const leave = async (caller = stan) => {
    const asked = await bot.type('club leave', caller, SOUTH)
    const action = /club leave:confirm:/.exec(textOf(asked))?.[0] ?? ''
    return textOf(await bot.click(action, [], caller, SOUTH))
  }

  it('is no trouble of anybody’s any more, whatever is wrong with it', async () => {
    const told = () => bot.all.rooms.reports().flatMap(({ problems }) => problems)
    bot.south.roomProblems = ['is archived. Open it again.']
    await bot.all.rooms.check()
    expect(told()).toHaveLength(1)
    await leave()
    await bot.all.look(SOUTH)
    expect(told()).toEqual([])
  })

  it('is asked about first, is none of the club’s afterwards, and the others are told', async () => {
    const before = await rooms()
    expect(textOf(await bot.type('club leave', stan, SOUTH))).toContain('goes on in 1 other channel')
    expect(await rooms()).toBe(before)
    expect(await leave()).toContain('does not belong to')
    expect((await posted(NORTH)).at(-1)).toContain('does not meet in #south in South any more')
    expect(textOf(await bot.type('vote', bo, SOUTH))).toContain('belongs to no reading group')
    expect(await rooms()).not.toContain('South')
  })

  it('keeps its ballot no longer, and nothing is sent there', async () => {
    await leave()
    expect((await posted(SOUTH)).filter((text) => text.includes('The ballot has left'))).toHaveLength(1)
    const there = (await posted(SOUTH)).length
    await someVote(bot)
    bot.clock.advance({ days: 7 })
    await bot.all.tick()
    expect(await posted(SOUTH)).toHaveLength(there)
    expect(JSON.stringify(await bot.store.range('outbox/'))).not.toContain(SOUTH)
  })

  it('can start a club of its own, and join again', async () => {
    await leave()
    expect(await join(await code())).toContain('has joined')
    await leave()
    expect(textOf(await bot.type('club start name:Bees', stan, SOUTH))).toContain('“Bees” has begun')
  })

  it('cannot be the last one', async () => {
    await leave()
    expect(textOf(await bot.type('club leave', ada))).toContain('has no other channel')
    const said = textOf(await bot.click('club leave:confirm:', [], ada))
    expect(said).toContain('This is the only channel of “Birds”')
    expect(said).toContain('club delete')
  })

  it('F50 leaves once of one wish that is delivered twice, and is answered the same, be it another club’s by then', async () => {
    const id = interaction()
    const wish = async () => textOf(await bot.click('club leave:confirm:', [], stan, SOUTH, id))
    const first = await wish()
    expect(first).toContain('Taken out')
    expect(await wish()).toBe(first)
    expect((await posted(NORTH)).filter((text) => text.includes('does not meet in #south'))).toHaveLength(1)
    await bot.type('club start name:Bees', stan, SOUTH)
    expect(await wish()).toBe(first)
    expect(textOf(await bot.type('club show', stan, SOUTH))).toContain('Bees')
  })

  it('is for organisers to take out', async () => {
    expect(textOf(await bot.click('club leave:confirm:', [], person('south:sue'), SOUTH))).toContain('Only organisers')
  })
})

describe('a club that moves', () => {
  it('is brought to another channel of the server, and the old one is told where it went', async () => {
    expect(textOf(await bot.type('club move', ada, BESIDE))).toContain('“Birds” meets here now')
    expect((await posted(NORTH)).at(-1)).toContain('meets in #north in North from now on')
    expect((await posted(NORTH)).some((text) => text.includes('The ballot has left'))).toBe(true)
    expect(await posted(BESIDE)).toHaveLength(2)
    expect(textOf(await bot.type('vote', bo))).toContain('Birds: #north')
    await someVote(bot, bo, BESIDE)
    bot.clock.advance({ days: 7 })
    await bot.all.tick()
    expect((await posted(BESIDE)).some((text) => text.includes('Paper of the week'))).toBe(true)
  })

  it('moves all the same where the old channel cannot be written to any more', async () => {
    bot.north.forbidsEdits = true
    const closed = () => ({ failure: new ChatFailure('forbidden', 'no', 'no permission'), after: false })
    bot.north.failures.push(closed(), closed(), closed())
    expect(textOf(await bot.type('club move', ada, BESIDE))).toContain('meets here now')
    await bot.all.idle()
    expect(JSON.stringify(await bot.store.range('outbox/'))).not.toContain('"kind":"news"')
  })

  it('is named where there are several, and completed by name', async () => {
    const third: RoomId = 'north:g1:c3'
    await bot.type('club start name:Bees', ada, BESIDE)
    expect(textOf(await bot.type('club move', ada, third))).toContain('Say which one')
    const typing = { command: 'club move', option: 'group', text: 'b', caller: ada, room: third }
    const choices = await bot.app.complete(typing)
    expect(choices).toEqual([
      { label: 'Birds', value: NORTH },
      { label: 'Bees', value: BESIDE },
    ])
    expect(await bot.app.complete({ ...typing, caller: bo })).toEqual([])
    expect(await bot.app.complete({ ...typing, room: ELSEWHERE })).toEqual([])
    expect(textOf(await bot.type(`club move ${BESIDE}`, ada, third))).toContain('“Bees” meets here now')
    expect(textOf(await bot.type('club move Birds', ada, BESIDE))).toContain('“Birds” meets here now')
  })

  it('does not come from another server, nor for who does not organise it', async () => {
    const before = await everything()
    expect(textOf(await bot.type('club move', ada, ELSEWHERE))).toContain('You organise no reading group')
    expect(textOf(await bot.type(`club move ${NORTH}`, ada, ELSEWHERE))).toContain('You organise no reading group')
    bot.north.roomManagers = [bo.account]
    expect(textOf(await bot.type('club move', bo, BESIDE))).toContain('You organise no reading group')
    expect(await everything()).toBe(before)
  })
})

describe('a club', () => {
  it('is renamed by organisers', async () => {
    expect(textOf(await bot.type('club rename "Bees & Wasps"', ada))).toContain('Bees & Wasps')
    expect(textOf(await bot.type('club rename Mine', bo))).toContain('Only organisers')
    expect(textOf(await bot.fillIn('club start', {}, ada))).toContain('belongs to “Bees & Wasps” already')
  })

  it('reads from the digests that its organisers choose', async () => {
    const all = textOf(await bot.type('club show', ada))
    expect(all).toContain('all digests that come with the bot')
    const some = textOf(await bot.fillIn('club digests', { digests: 'ai-timeline-37\nno-such-digest' }, ada))
    expect(some).toContain('AI Timeline 37')
    expect(some).not.toContain('all digests')
    expect(textOf(await bot.fillIn('club digests', { digests: '' }, ada))).toContain('only what is added here')
  })

  it('whose rooms the configuration lists, keeps them, and says who changes that', async () => {
    const declared = await testClub()
    const olga = person('olga', true)
    for (const said of [
      await declared.type('club invite', olga),
      await declared.click('club leave:confirm:', [], olga),
      await declared.type('club move', olga, BESIDE),
    ])
      expect(textOf(said)).toContain('ask them to change CLUB_ROOMS')
    expect(textOf(await declared.type('club show'))).toContain('#north in North')
  })
})
