import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { followPlayground } from '../../src/local/follow.ts'
import { type Control, startControl } from '../../src/playground/control.ts'
import type { PlaygroundState } from '../../src/playground/types.ts'
import { openWorld, type World } from '../../src/playground/world.ts'
import { type FixtureChat, fixtureChat } from './page/fixture-chat.ts'
import { discordContent, STORE, slackContent } from './page/fixtures.ts'

const ending: (() => unknown)[] = []

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

interface Playground {
  url: string
  world: World
  discord: FixtureChat
  slack: FixtureChat
  control: Control
}

async function playground(port = 0): Promise<Playground> {
  const world = openWorld(':memory:')
  const discord = fixtureChat('discord', world, discordContent())
  const slack = fixtureChat('slack', world, slackContent())
  const control = await startControl({ world, discord, slack, host: '127.0.0.1', port })
  ending.push(() => control.stop())
  return { url: `http://127.0.0.1:${control.port}`, world, discord, slack, control }
}

async function call(url: string, method: string, path: string, body?: unknown) {
  const response = await fetch(url + path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) })
  return { status: response.status, body: (await response.json()) as { error?: string } }
}

async function stateOf(url: string) {
  const response = await fetch(`${url}/control/state`)
  return (await response.json()) as PlaygroundState
}

/** A request whose Host and Origin are as told; fetch would set its own. */
function ask(url: string, method: string, path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(url + path, { method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asking.on('error', reject).end()
  })
}

describe('control', () => {
  test('the state shows both chats, the clock and what the bot said of its store', async () => {
    const { url } = await playground()
    await call(url, 'PUT', '/bot/store', STORE)
    const state = await stateOf(url)
    expect(state.discord.channels[0]?.name).toBe('papers')
    expect(state.slack.personas[0]?.name).toBe('Ada')
    expect(state.store).toEqual(STORE)
    expect(state.clock.offsetMs).toBe(0)
  })

  test('an act reaches the chat that it names and is answered with what came of it', async () => {
    const { url, discord, slack } = await playground()
    slack.answer = () => ({ error: 'not today' })
    const act = { chat: 'slack', persona: 'ada', do: 'click', channel: 'papers', message: 'm', control: 'c' }
    expect((await call(url, 'POST', '/control/act', act)).body).toEqual({ error: 'not today' })
    const { chat: _, ...done } = act
    expect(slack.acts).toEqual([done])
    expect(discord.acts).toEqual([])
  })

  test('F37 an act tells where its answer was seen, and a call may be refused with any code of Slack’s', async () => {
    const { url, world, slack } = await playground()
    const [room] = slack.content.channels
    const message = room?.messages.at(-1)
    slack.answer = () => (message ? { message: { ...message, onlyFor: null, state: 'sent' } } : {})
    const act = { chat: 'slack', persona: 'ada', do: 'click', channel: room?.id, message: message?.id, control: 'c' }
    expect((await call(url, 'POST', '/control/act', act)).body).toMatchObject({ seen: 'channel' })
    expect((await call(url, 'POST', '/control/act', { ...act, channel: 'elsewhere' })).body).toMatchObject({
      seen: 'nowhere',
    })
    await call(url, 'POST', '/control/fault', { chat: 'slack', match: 'chat.update', error: 'is_inactive' })
    expect(world.fault('slack', 'POST /api/chat.update')).toMatchObject({ error: 'is_inactive' })
  })

  test('a body that is not as it should be is refused with the reason and does nothing', async () => {
    const { url, discord } = await playground()
    const unknown = await call(url, 'POST', '/control/act', { chat: 'discord', persona: 'ada', do: 'dance' })
    expect(unknown.status).toBe(400)
    expect(unknown.body.error).toContain('do')
    const broken = await fetch(`${url}/control/act`, { method: 'POST', body: '{' })
    expect([broken.status, await broken.json()]).toEqual([400, { error: 'The body is not JSON.' }])
    const large = await fetch(`${url}/bot/store`, { method: 'PUT', body: 'x'.repeat(1024 * 1024 + 1) })
    expect(large.status).toBe(413)
    expect(discord.acts).toEqual([])
  })

  test('only this machine by its own name may ask, and only its own page may send', async () => {
    const { url, control, world } = await playground()
    const own = `127.0.0.1:${control.port}`
    const move = (headers: Record<string, string>) => ask(url, 'GET', '/control/state', headers)
    expect(await move({ host: own })).toBe(200)
    expect(await move({ host: 'localhost' })).toBe(200)
    expect(await move({ host: own, origin: `http://${own}` })).toBe(200)
    expect(await move({ host: 'evil.example' })).toBe(403)
    expect(await move({ host: `localhost.evil.example:${control.port}` })).toBe(403)
    expect(await move({ host: own, origin: 'https://evil.example' })).toBe(403)
    expect(await move({ host: own, origin: 'null' })).toBe(403)
    expect(await ask(url, 'POST', '/control/clock', { host: own, origin: 'http://evil.example' })).toBe(403)
    expect(await ask(url, 'GET', '/', { host: 'evil.example' })).toBe(403)
    expect(world.offset()).toBe(0)
  })

  test('the clock moves by a stretch, to an instant, and to just after the next pick', async () => {
    const { url, world } = await playground()
    await call(url, 'POST', '/control/clock', { advance: 60_000 })
    expect(world.offset()).toBe(60_000)
    await call(url, 'POST', '/control/clock', { to: '2031-01-02T03:04:05Z' })
    expect(new Date(world.now()).toISOString()).toContain('2031-01-02T03:04:')

    const none = await call(url, 'POST', '/control/clock', { toNextPick: true })
    expect(none.status).toBe(409)
    await call(url, 'PUT', '/bot/store', { ...STORE, nextPick: '2031-01-09T09:00:00Z' })
    await call(url, 'POST', '/control/clock', { toNextPick: true })
    expect(new Date(world.now()).toISOString()).toContain('2031-01-09T09:00:01')
  })

  test('a fault waits for the call that it matches, or cuts the socket now', async () => {
    const { url, world, discord } = await playground()
    await call(url, 'POST', '/control/fault', { chat: 'slack', match: 'chat.postMessage', status: 429, retryAfter: 2 })
    expect(world.fault('slack', 'POST /api/chat.postMessage')).toMatchObject({ status: 429, retryAfter: 2 })
    await call(url, 'POST', '/control/fault', { chat: 'discord', now: 'socket' })
    expect(discord.cut).toBe(1)
    const cannot = await call(url, 'POST', '/control/fault', { chat: 'discord', now: 'redeliver' })
    expect(cannot.status).toBe(501)
  })

  test('a change is pushed to whoever listens', async () => {
    const { url, world } = await playground()
    const stop = new AbortController()
    const response = await fetch(`${url}/control/events`, { signal: stop.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toBe('data: {"version":0}\n\n')
    world.changed()
    world.changed()
    expect((await reader?.read())?.value).toBe('data: {"version":2}\n\n')
    stop.abort()
  })

  test("the page's own files are served, and nothing beside them", async () => {
    const { url } = await playground()
    const index = await fetch(url)
    expect(index.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await index.text()).toContain('importmap')
    const script = await fetch(`${url}/app.ts`)
    expect(script.headers.get('content-type')).toContain('text/javascript')
    expect(await script.text()).not.toContain('import type')
    for (const path of ['/..%2fmain.ts', '/tsconfig.json', '/index.html', '/package.json', '/control/nothing']) {
      expect((await fetch(url + path)).status).toBe(404)
    }
  })
})

describe('the bot that follows', () => {
  async function followed(url: string) {
    const following = await followPlayground(url)
    ending.push(() => following.close())
    return following
  }

  const movedTo = (following: Awaited<ReturnType<typeof followPlayground>>, at: string) =>
    new Promise<void>((resolve) => {
      const reached = () => Temporal.Instant.compare(following.clock.now(), Temporal.Instant.from(at)) >= 0
      const stop = following.onMove(() => {
        if (!reached()) return
        stop()
        resolve()
      })
      if (reached()) resolve()
    })

  test('its clock is the playground’s, and a wait ends when the clock is moved past it', async () => {
    const { url } = await playground()
    const following = await followed(url)
    const far = Temporal.Instant.from('2040-01-01T00:00:00Z')
    let over = false
    const waiting = following.clock.wait(far).then(() => {
      over = true
    })
    await call(url, 'POST', '/control/clock', { to: '2039-12-31T00:00:00Z' })
    await movedTo(following, '2039-12-31T00:00:00Z')
    expect(over).toBe(false)
    await call(url, 'POST', '/control/clock', { to: '2040-01-01T00:00:01Z' })
    await waiting
    expect(Temporal.Instant.compare(following.clock.now(), far)).toBeGreaterThanOrEqual(0)
  })

  test('a wait that is aborted rejects with the reason', async () => {
    const { url } = await playground()
    const following = await followed(url)
    const stop = new AbortController()
    const waiting = following.clock.wait(Temporal.Instant.from('2040-01-01T00:00:00Z'), stop.signal)
    stop.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
  })

  test('a playground that restarts is followed again and shown the store and the manifest again', async () => {
    const first = await playground()
    const following = await followed(first.url)
    await following.show(STORE)
    await following.sendManifest({ features: { slash_commands: [] } })
    expect(first.slack.manifest).toEqual({ features: { slash_commands: [] } })
    await first.control.stop()
    await expect(following.show({ ...STORE, at: '2026-11-17T09:00:00.000Z' })).resolves.toBeUndefined()

    const second = await playground(first.control.port)
    await call(second.url, 'POST', '/control/clock', { to: '2041-05-06T00:00:00Z' })
    await movedTo(following, '2041-05-06T00:00:00Z')
    await expect.poll(async () => (await stateOf(second.url)).store?.at).toBe('2026-11-17T09:00:00.000Z')
    await expect.poll(() => second.slack.manifest).toEqual({ features: { slash_commands: [] } })
  })

  test('a playground that is not there is named in a sentence', async () => {
    const { url, control } = await playground()
    await control.stop()
    await expect(followPlayground(url, { patience: 100 })).rejects.toThrow(`The playground at ${url} does not answer.`)
  })
})

describe('the process', () => {
  const main = fileURLToPath(new URL('../../src/playground/main.ts', import.meta.url))
  const env = { ...process.env, PORT: '0', PLAYGROUND_DATA: ':memory:' }

  async function started(child: ChildProcess) {
    ending.push(() => child.kill('SIGKILL'))
    const [ready] = await once(child, 'message')
    return ready as { ready: boolean; url: string; env: Record<string, string> }
  }

  test('says when it is ready where to look and with what the bot logs in, and ends at a signal', async () => {
    const child = fork(main, { env, silent: true, execArgv: [] })
    const printed = child.stdout && once(child.stdout.setEncoding('utf8'), 'data')
    const ready = await started(child)
    expect(JSON.parse(String((await printed)?.[0]))).toEqual(ready)
    expect(Object.keys(ready.env)).toEqual(
      expect.arrayContaining([
        'DISCORD_TOKEN',
        'DISCORD_API_URL',
        'SLACK_BOT_TOKEN',
        'SLACK_APP_TOKEN',
        'SLACK_API_URL',
      ]),
    )
    expect(ready.env.CLUB_ROOMS).toMatch(/^discord:\d+:\d+,slack:\w+:\w+$/)
    const state = await stateOf(ready.env.PLAYGROUND_URL ?? '')
    expect(state.discord.connected).toBe(false)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('ends when the process that started it has gone', async () => {
    const child = fork(main, { env, silent: true, execArgv: [] })
    await started(child)
    child.disconnect()
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('a port in use is named, with what to set', async () => {
    const { control } = await playground()
    const child = spawn(process.execPath, [main], { env: { ...env, PORT: String(control.port) } })
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect(said).toContain(`Port ${control.port} is in use. Set PORT`)
    expect(code).toBe(1)
  })
})
