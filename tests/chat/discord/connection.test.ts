import { describe, expect, it, onTestFinished } from 'vitest'
import type { Command } from '../../../src/chat/command.ts'
import { tokenProblem } from '../../../src/chat/discord/index.ts'
import { startDiscord } from '../../../src/playground/discord/server.ts'
import {
  ADA,
  adapter,
  appOf,
  bench,
  COMMANDS,
  card,
  listener,
  local,
  PAPERS,
  ROOM,
  shown,
  soon,
  until,
} from './bench.ts'

const week = { do: 'command', persona: ADA, channel: PAPERS, text: '/paper week' } as const

describe('the connection to Discord', () => {
  it('is ready once it has started, and off when it is stopped', async () => {
    const { platform, server } = await bench()
    expect(platform.health()).toEqual({ state: 'ready', detail: null })
    expect(server.state().connected).toBe(true)
    await platform.stop()
    expect(platform.health()).toEqual({ state: 'off', detail: null })
    await until(() => !server.state().connected)
  })

  it('lets an answer under way reach its person before it stops', async () => {
    const { platform, server, act } = await bench({
      run: () => ({
        answers: 'room',
        reply: new Promise((resolve) => setTimeout(() => resolve({ kind: 'card', card: card('just in time') }), 1_400)),
      }),
    })
    await act(week)
    await platform.stop()
    expect(shown(server.state().channels[0]?.messages.at(-1))).toBe('### just in time')
  })

  it('stays closed when it is stopped while it is being taken up again', async () => {
    const { platform, server } = await bench()
    server.cutSocket()
    await until(() => platform.health().state === 'connecting')
    expect(platform.health().detail).toContain('lost')
    await platform.stop()
    await new Promise((resolve) => setTimeout(resolve, 800))
    expect(server.state().connected).toBe(false)
  })

  it('F21 goes without the text of messages when Discord does not give it, and says so once', async () => {
    const { heard, app } = listener()
    const { platform, server, act, logged } = await bench(
      { ...app, run: () => soon('room', card('still at work')) },
      (local) => local.setting('messageContent', false),
    )
    expect(platform.health()).toEqual({ state: 'ready', detail: expect.stringContaining('Message Content Intent') })
    expect(logged.filter(({ message }) => message.includes('Message Content Intent'))).toHaveLength(1)
    expect(shown((await act(week)).message)).toBe('### still at work')
    const ref = await platform.post(ROOM, card('x'), 'k')
    const { thread } = await platform.openThread(ref, 'x')
    const said = await act({ do: 'say', persona: ADA, channel: PAPERS, thread, text: 'unreadable' })
    await act({ do: 'delete', persona: ADA, channel: PAPERS, message: said.message?.id ?? '' })
    await until(() => heard.length > 0)
    expect(heard.map(({ kind }) => kind)).toEqual(['deleted'])
    expect(server.state().connected).toBe(true)
  })

  it('F21 goes on without it when it is taken away while the bot runs', async () => {
    const { platform, server, world } = await bench({ run: () => soon('room', card('still at work')) })
    server.setting('messageContent', false)
    const port = Number(new URL(server.env.DISCORD_API_URL ?? '').port)
    await server.stop()
    const again = await startDiscord(world, { port })
    onTestFinished(() => again.stop())
    await until(
      () => platform.health().detail?.includes('Message Content Intent') && platform.health().state === 'ready',
    )
    expect(shown((await again.act(week)).message)).toBe('### still at work')
  })

  it('is refused with a sentence when the token is wrong', async () => {
    const { server } = await local()
    const { platform } = adapter(server, `${Buffer.from('123456789012345678').toString('base64url')}.Gwrong.token`)
    await expect(platform.start(appOf({}))).rejects.toThrow('Discord does not accept DISCORD_TOKEN.')
    expect(platform.health()).toEqual({ state: 'failing', detail: expect.stringContaining('DISCORD_TOKEN') })
  })

  it('is refused with a sentence when nobody is there, and succeeds when it is tried again', async () => {
    const { server, world } = await local()
    const { platform } = adapter(server)
    world.addFault({ chat: 'discord', match: 'GET /gateway/bot', status: 500, times: 4 })
    await expect(platform.start(appOf({}))).rejects.toThrow('Discord cannot be reached.')
    await platform.start(appOf({}))
    expect(platform.health()).toEqual({ state: 'ready', detail: null })
  })
})

describe('commands on Discord', () => {
  const puts = (requests: { method: string }[]) => requests.filter(({ method }) => method === 'PUT').length

  it('F29 are written when they differ from those that are there, and only then', async () => {
    const { platform, server } = await bench()
    expect(puts(server.requests())).toBe(1)
    await platform.stop()
    await adapter(server).platform.start(appOf({}))
    expect(puts(server.requests())).toBe(1)
    const changed: Command[] = COMMANDS.map((command) => ({ ...command, description: `${command.description}!` }))
    await adapter(server).platform.start(appOf({ commands: changed }))
    expect(puts(server.requests())).toBe(2)
  })

  it('F31 stand below the root that the configuration names', async () => {
    const { server } = await local()
    await adapter(server, undefined, 'club').platform.start(appOf({ run: () => soon('room', card('renamed')) }))
    expect(shown((await server.act({ ...week, text: '/club week' })).message)).toBe('### renamed')
  })

  it('F29 that Discord does not take are said, while buttons go on working', async () => {
    const { platform, act, logged } = await bench({ act: () => soon('room', card('pressed')) }, (_, world) =>
      world.addFault({ chat: 'discord', match: 'PUT /applications', status: 403 }),
    )
    expect(platform.health()).toEqual({
      state: 'ready',
      detail: expect.stringContaining('did not take the commands'),
    })
    expect(logged.filter(({ level }) => level === 'error')).toHaveLength(1)
    const ref = await platform.post(
      ROOM,
      card('x', { kind: 'buttons', buttons: [{ label: 'b', action: 'a:b:k' }] }),
      'k',
    )
    const { message } = await act({
      do: 'click',
      persona: ADA,
      channel: PAPERS,
      message: ref.message,
      control: 'a:b:k',
    })
    expect(shown(message)).toBe('### pressed')
  })

  it('F29 that Discord would refuse stop the start and name what is wrong', async () => {
    const { server } = await local()
    const broken: Command[] = COMMANDS.map((command) => ({ ...command, description: '' }))
    await expect(adapter(server).platform.start(appOf({ commands: broken }))).rejects.toThrow(
      '/paper week: a description has',
    )
  })
})

describe('a Discord token', () => {
  it('is checked for its form before anything is sent', async () => {
    const { server } = await local()
    expect(tokenProblem(server.env.DISCORD_TOKEN ?? '')).toBeNull()
    expect(tokenProblem('Bot MTIz.a.b')).toContain('without "Bot"')
    for (const wrong of ['', 'abc', 'a.b', 'YWJj.a.b', 'MTIz.a', 'MTIz.a.b.c', 'MTIz. .b', 'xoxb-1-2-3']) {
      expect(tokenProblem(wrong)).toContain('not a bot token')
    }
  })
})
