import { describe, expect, it } from 'vitest'
import { ADA, bench, card, failureOf, messages, PAPERS, ROOM, shown, soon } from './bench.ts'

const post = card('Vote', { kind: 'buttons', buttons: [{ label: 'Vote', action: 'vote:open:c/1' }] })
const POSTS = `POST /channels/${PAPERS}/messages`

describe('what Discord says of waiting', () => {
  it.each(['user', 'shared', 'global'] as const)('F20 is kept for a limit of the scope %s', async (scope) => {
    const { platform, world, server } = await bench()
    world.addFault({ chat: 'discord', match: POSTS, status: 429, retryAfter: 300, scope })
    const first = await failureOf(platform.post(ROOM, post, 'c/1'))
    expect(first).toMatchObject({ reason: 'busy', sent: 'no' })
    expect(first.retryAfter).toBeGreaterThanOrEqual(300_000)
    const again = await failureOf(platform.post(ROOM, post, 'c/1'))
    expect(again).toMatchObject({ reason: 'busy', sent: 'no' })
    expect(again.retryAfter).toBeGreaterThan(290_000)
    expect(server.requests().filter(({ path, method }) => `${method} ${path}` === POSTS)).toHaveLength(1)
  })

  it.each([
    ['a date', 429, () => new Date(Date.now() + 300_000).toUTCString()],
    ['a fraction', 429, () => '300.5'],
    ['a number beside a breakdown', 503, () => '300'],
    ['a date beside a breakdown', 503, () => new Date(Date.now() + 300_000).toUTCString()],
    ['a date of another century', 429, () => 'Tue, 01 Jan 2199 00:00:00 GMT'],
  ])('F20 is kept where it is %s', async (_, status, said) => {
    const { platform, world, server } = await bench()
    world.addFault({ chat: 'discord', match: POSTS, status, waitSaid: said() })
    expect(await failureOf(platform.post(ROOM, post, 'c/1'))).toMatchObject({ reason: 'busy' })
    const again = await failureOf(platform.post(ROOM, post, 'c/1'))
    expect(again).toMatchObject({ reason: 'busy', sent: 'no' })
    expect(again.retryAfter).toBeGreaterThan(200_000)
    expect(again.retryAfter).toBeLessThanOrEqual(24 * 60 * 60_000)
    expect(server.requests().filter(({ path, method }) => `${method} ${path}` === POSTS)).toHaveLength(1)
  })

  it('is waited for where it is a matter of seconds, as when a room is full', async () => {
    const { platform, server } = await bench()
    for (let nth = 0; nth < 7; nth++) await platform.post(ROOM, post, `c/${nth}`)
    expect(messages(server)).toHaveLength(7)
    expect(server.requests().filter(({ status }) => status === 429)).toEqual([])
  })

  it('holds back nothing elsewhere', async () => {
    const { platform, world } = await bench()
    const ref = await platform.post(ROOM, post, 'c/1')
    world.addFault({ chat: 'discord', match: POSTS, status: 429, retryAfter: 300, scope: 'shared' })
    await failureOf(platform.post(ROOM, post, 'c/2'))
    await platform.edit(ref, post)
  })
})

describe('F20 the breaker', () => {
  it('does not count limits that are shared with others', async () => {
    const { platform, world, server, logged } = await bench()
    server.setting('pace', { calls: 1_000, window: 1_000 })
    world.addFault({
      chat: 'discord',
      match: 'PATCH /channels',
      status: 429,
      retryAfter: 7,
      scope: 'shared',
      times: 210,
    })
    for (let nth = 0; nth < 205; nth++) {
      await failureOf(platform.edit({ room: ROOM, message: `11800000000000${1_000 + nth}` }, post))
    }
    expect(logged.filter(({ message }) => message.includes('refused many'))).toEqual([])
    await platform.post(ROOM, post, 'c/1')
  })

  it('holds back no answer to a person', async () => {
    const { platform, world, server, act } = await bench({ run: () => soon('room', card('answered')) })
    server.setting('pace', { calls: 1_000, window: 1_000 })
    world.addFault({ chat: 'discord', match: POSTS, status: 403, code: 50001, times: 200 })
    for (let nth = 0; nth < 200; nth++) await failureOf(platform.post(ROOM, post, 'c/1'))
    const held = await failureOf(platform.post(ROOM, post, 'c/1'))
    expect(held).toMatchObject({ reason: 'busy', sent: 'no' })
    expect(held.retryAfter).toBeGreaterThan(0)
    const { message } = await act({ do: 'command', persona: ADA, channel: PAPERS, text: '/paper week' })
    expect(shown(message)).toBe('### answered')
  })
})
