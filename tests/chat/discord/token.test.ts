import { describe, expect, it } from 'vitest'
import { ADA, bench, card, listener, messages, PAPERS, ROOM, shown, soon, until } from './bench.ts'

const week = { do: 'command', persona: ADA, channel: PAPERS, text: '/paper week' } as const
const post = card('Vote', { kind: 'buttons', buttons: [{ label: 'Vote', action: 'vote:open:c/1' }] })

describe('F35 a token that Discord refuses', () => {
  it('once is a stumble: the same call is sent again, and nobody notices', async () => {
    const { platform, world, server } = await bench()
    const ref = await platform.post(ROOM, post, 'c/1')
    for (const match of [`POST /channels/${PAPERS}/messages`, 'PATCH /channels', '/threads', 'GET /channels']) {
      world.addFault({ chat: 'discord', match, status: 401 })
    }
    await platform.post(ROOM, post, 'c/2')
    await platform.edit(ref, post)
    const thread = await platform.openThread(ref, 'Discussion')
    expect(await platform.readThread(thread)).toMatchObject({ said: [] })
    expect(messages(server)).toHaveLength(2)
    expect(server.requests().filter(({ status }) => status === 401)).toHaveLength(4)
    expect(platform.health()).toEqual({ state: 'ready', detail: null })
  })

  it('twice is said, and is over without a restart once Discord takes it again', async () => {
    let reconnected = 0
    const { platform, world, act, logged } = await bench(
      { run: () => soon('room', card('still answering')) },
      undefined,
      () => reconnected++,
    )
    world.addFault({ chat: 'discord', match: '/channels/', status: 401, times: 2 })
    world.addFault({ chat: 'discord', match: 'GET /users/@me', status: 401, times: 2 })
    await expect(platform.post(ROOM, post, 'c/1')).rejects.toMatchObject({ reason: 'token', sent: 'no' })
    expect(platform.health()).toEqual({ state: 'failing', detail: expect.stringContaining('DISCORD_TOKEN') })
    expect(shown((await act(week)).message)).toBe('### still answering')
    await until(() => platform.health().state === 'ready')
    expect(platform.health().detail).toBeNull()
    expect(reconnected).toBe(1)
    expect(logged.filter(({ level }) => level === 'error')).toHaveLength(1)
    await platform.post(ROOM, post, 'c/1')
  })

  it('is over as soon as any call succeeds', async () => {
    const { platform, world } = await bench()
    world.addFault({ chat: 'discord', match: '/channels/', status: 401, times: 2 })
    await expect(platform.post(ROOM, post, 'c/1')).rejects.toMatchObject({ reason: 'token' })
    await platform.post(ROOM, post, 'c/1')
    expect(platform.health()).toEqual({ state: 'ready', detail: null })
  })

  it('at the gateway is said, and the connection is opened again by itself', async () => {
    const { heard, app } = listener()
    const { platform, server, act } = await bench(app)
    const ref = await platform.post(ROOM, post, 'c/1')
    const { thread } = await platform.openThread(ref, 'Discussion')
    server.setting('tokenTaken', false)
    server.setting('socket', 'forget')
    await until(() => platform.health().state === 'failing')
    expect(platform.health().detail).toContain('DISCORD_TOKEN')
    server.setting('tokenTaken', true)
    await until(() => platform.health().state === 'ready')
    await act({ do: 'say', persona: ADA, channel: PAPERS, thread, text: 'heard again' })
    await until(() => heard.length > 0)
  })
})
