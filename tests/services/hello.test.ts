/** The bot's first words where it was asked in: once, also with two processes, failures and deaths. */
import { beforeEach, describe, expect, it } from 'vitest'
import { ChatFailure } from '../../src/chat/failure.ts'
import type { RoomId } from '../../src/club/keys.ts'
import { person, settings, type TestClub, testClub, textOf } from '../fakes/club.ts'

const LOBBY: RoomId = 'north:g2:lobby'
const ADA = person('ada')

let club: TestClub
beforeEach(async () => {
  club = await testClub()
  club.north.posts.length = 0
})

const joined = (room: RoomId | null = LOBBY, at = club.clock.now()) => ({ into: 'north:g2', room, at }) as const
const hellos = () => club.north.posts.filter(({ key }) => key.startsWith('hello.'))

describe('a hello', () => {
  it('has three lines and the button that starts a club, where the chat names a room', async () => {
    await club.all.join(joined())
    await club.all.idle()
    const [hello] = hellos()
    expect(hello?.room).toBe(LOBBY)
    expect(hello?.card.blocks).toMatchObject([
      { kind: 'list', items: [{}, {}, {}] },
      { kind: 'buttons', buttons: [{ label: 'Start a reading group here' }] },
    ])
    const [, buttons] = hello?.card.blocks ?? []
    const [button] = buttons?.kind === 'buttons' ? buttons.buttons : []
    const action = button && 'action' in button ? button.action : ''
    const opened = club.app.act({
      action,
      values: [],
      caller: person('boss', true),
      room: LOBBY,
      interaction: 'test:h',
    })
    expect(await opened.reply).toMatchObject({ kind: 'form', form: { title: 'Start a reading group' } })
  })

  it('is said once, however often the bot is told, asked in again within the day, and in however many processes', async () => {
    const next = await club.again()
    await Promise.all([club.all.join(joined()), next.all.join(joined()), club.all.join(joined())])
    await Promise.all([club.all.idle(), next.all.idle()])
    club.clock.advance({ hours: 23 })
    await next.all.join(joined())
    for (const one of [club, next]) await one.all.tick()
    await next.all.idle()
    expect(hellos()).toHaveLength(1)
  })

  it('is said again when the bot is asked in a second time days later', async () => {
    await club.all.join(joined())
    await club.all.idle()
    club.clock.advance({ hours: 49 })
    await club.all.join(joined())
    await club.all.idle()
    expect(hellos()).toHaveLength(2)
  })

  it('is not said where the bot has been for long', async () => {
    await club.all.join(joined(LOBBY, club.clock.now().subtract({ hours: 25 })))
    await club.all.idle()
    expect(await club.store.range('greetings/')).toEqual([])
  })

  it('is not said in a club’s room, nor in a server that has a club', async () => {
    await club.all.join({ into: 'north:g1:c1', room: 'north:g1:c1', at: club.clock.now() })
    await club.all.join({ into: 'north:g1', room: 'north:g1:lobby', at: club.clock.now() })
    await club.all.idle()
    expect(hellos()).toEqual([])
  })

  it('waits for the first command where the chat names no room, or lets the bot write nowhere', async () => {
    club.north.failures.push({ failure: new ChatFailure('forbidden', 'no', 'x'), after: false })
    await club.all.join(joined())
    await club.all.idle()
    await club.all.tick()
    await club.all.idle()
    expect(hellos()).toEqual([])
    await club.type('find attention', ADA, 'north:g2:direct')
    await club.all.idle()
    await club.type('find attention', ADA, 'north:g2:birds')
    await club.all.idle()
    expect(hellos().map(({ room }) => room)).toEqual(['north:g2:direct'])
  })

  it('that a chat was too busy for comes with a later tick', async () => {
    club.north.failures.push({ failure: new ChatFailure('busy', 'no', 'x', { retryAfter: 90_000 }), after: false })
    await club.all.join(joined())
    await club.all.idle()
    club.clock.advance({ seconds: 80 })
    await club.all.tick()
    await club.all.idle()
    expect(hellos()).toEqual([])
    club.clock.advance({ seconds: 20 })
    await club.all.tick()
    await club.all.idle()
    expect(hellos()).toHaveLength(1)
  })

  it('that is owed is sent once, however many call the bot at the same moment, in however many processes', async () => {
    const next = await club.again()
    await club.all.join(joined(null))
    club.north.findPost = async () => 'absent'
    const called = [club, next, club, next].map((one) => one.type('find attention', ADA, 'north:g2:birds'))
    await Promise.all(called)
    await Promise.all([club.all.idle(), next.all.idle()])
    expect(hellos()).toHaveLength(1)
  })

  it('of which nobody knows whether it was sent is looked for, and never sent twice', async () => {
    for (const after of [true, false]) {
      club = await testClub()
      club.north.posts.length = 0
      club.north.failures.push({ failure: new ChatFailure('busy', 'unknown', 'x'), after })
      await club.all.join(joined())
      await club.all.idle()
      club.clock.advance({ minutes: 3 })
      await club.all.tick()
      await club.all.idle()
      expect(hellos()).toHaveLength(1)
    }
  })

  it('that cannot be looked for is left', async () => {
    club.north.failures.push({ failure: new ChatFailure('busy', 'unknown', 'x'), after: false })
    club.north.historyReadable = false
    await club.all.join(joined())
    await club.all.idle()
    club.clock.advance({ minutes: 3 })
    await club.all.tick()
    await club.all.idle()
    expect(hellos()).toEqual([])
  })

  it('gives way to a club that was started meanwhile', async () => {
    club.north.failures.push({ failure: new ChatFailure('busy', 'no', 'x'), after: false })
    await club.all.join(joined())
    await club.all.idle()
    await club.all.found({ ...settings, id: 'second', rooms: [LOBBY] })
    club.clock.advance({ minutes: 3 })
    await club.all.tick()
    await club.all.idle()
    expect(hellos()).toEqual([])
    expect(textOf(await club.type('club show', ADA, LOBBY))).toContain('Reading group')
  })
})
