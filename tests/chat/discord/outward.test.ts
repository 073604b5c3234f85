import { describe, expect, it } from 'vitest'
import { ChatFailure } from '../../../src/chat/failure.ts'
import { ADA, adapter, appOf, asRoom, bench, card, latest, messages, PAPERS, ROOM, shown } from './bench.ts'

const ballot = card('Vote', { kind: 'buttons', buttons: [{ label: 'Vote', action: 'vote:open:c/1' }] })
const start = () => Temporal.Now.instant()

async function failureOf(call: Promise<unknown>): Promise<{ reason: string; sent: string }> {
  const failure = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(failure instanceof ChatFailure)) throw new Error('no ChatFailure')
  return { reason: failure.reason, sent: failure.sent }
}

describe('a post on Discord', () => {
  it('is sent, edited, linked to and found again by its key', async () => {
    const since = start()
    const { platform, server } = await bench()
    const ref = await platform.post(ROOM, ballot, 'c/1')
    expect(await platform.findPost(ROOM, 'c/1', since)).toEqual(ref)
    expect(await platform.findPost(ROOM, 'c/2', since)).toBe('absent')
    await platform.edit(ref, card('Closed'))
    expect(shown(latest(server))).toBe('### Closed')
    expect(await platform.link(ref)).toBe(`https://discord.com/channels/1180000000000000001/${PAPERS}/${ref.message}`)
  })

  it('is there once when it is sent twice', async () => {
    const { platform, server } = await bench()
    const first = await platform.post(ROOM, ballot, 'c/1')
    expect(await platform.post(ROOM, ballot, 'c/1')).toEqual(first)
    expect(messages(server)).toHaveLength(1)
  })

  it('is found among hundreds of later messages, by a bot that was started since', async () => {
    const since = start()
    const { platform, server, act } = await bench()
    const ref = await platform.post(ROOM, ballot, 'c/1')
    for (let count = 0; count < 150; count++) await act({ do: 'say', persona: ADA, channel: PAPERS, text: `${count}` })
    await platform.stop()
    const next = adapter(server).platform
    await next.start(appOf({}))
    expect(await next.findPost(ROOM, 'c/1', since)).toEqual(ref)
    expect(await next.findPost(ROOM, 'c/2', since)).toBe('absent')
  })

  it('is looked for in vain, and nobody knows, where the history may not be read', async () => {
    const since = start()
    const { platform, server } = await bench()
    expect(await platform.findPost(ROOM, 'c/1', since)).toBe('absent')
    await platform.post(ROOM, ballot, 'c/1')
    server.setting('permission', { channel: PAPERS, name: 'ReadMessageHistory', allowed: false })
    expect(await platform.findPost(ROOM, 'c/1', since)).toBe('unknown')
  })

  it('may be there when the answer was lost, and is then found', async () => {
    const since = start()
    const { platform, world, server } = await bench()
    world.addFault({ chat: 'discord', match: `POST /channels/${PAPERS}/messages`, drop: true })
    expect(await failureOf(platform.post(ROOM, ballot, 'c/1'))).toEqual({ reason: 'busy', sent: 'unknown' })
    expect(messages(server)).toHaveLength(1)
    expect(await platform.findPost(ROOM, 'c/1', since)).toEqual({ room: ROOM, message: latest(server)?.id })
  })

  it('is sent once when Discord breaks down', async () => {
    const { platform, world, server } = await bench()
    world.addFault({ chat: 'discord', match: '/messages', status: 502 })
    expect(await failureOf(platform.post(ROOM, ballot, 'c/1'))).toEqual({ reason: 'busy', sent: 'unknown' })
    expect(
      server.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/messages')),
    ).toHaveLength(1)
  })

  it('F20 is not even tried once Discord has refused many requests', async () => {
    const { platform, world, server, logged } = await bench()
    const ref = await platform.post(ROOM, ballot, 'c/1')
    world.addFault({ chat: 'discord', match: `POST /channels/${PAPERS}/messages`, status: 403, times: 300 })
    server.setting('pace', { calls: 1_000, window: 1_000 })
    const refused = () => server.requests().filter(({ status }) => [401, 403, 429].includes(status))
    for (let nth = 0; nth < 210; nth++) await failureOf(platform.post(ROOM, ballot, 'c/2'))
    expect(refused()).toHaveLength(200)
    expect(await failureOf(platform.edit(ref, ballot))).toEqual({ reason: 'busy', sent: 'no' })
    expect(logged.filter(({ message }) => message.includes('refused many'))).toHaveLength(1)
  })

  it('fails in the words of the port', async () => {
    const { platform, world, server } = await bench()
    const ref = await platform.post(ROOM, ballot, 'c/1')
    const nowhere = asRoom('discord:1180000000000000001:1180000000000000999')
    expect(await failureOf(platform.post(nowhere, ballot, 'k'))).toEqual({ reason: 'gone', sent: 'no' })
    expect(await failureOf(platform.edit({ ...ref, message: '1180000000000000998' }, ballot))).toMatchObject({
      reason: 'missing',
    })
    world.addFault({ chat: 'discord', match: 'PATCH /channels', status: 429, retryAfter: 60 })
    expect(await failureOf(platform.edit(ref, ballot))).toEqual({ reason: 'busy', sent: 'no' })
    server.setting('permission', { channel: PAPERS, name: 'SendMessages', allowed: false })
    expect(await failureOf(platform.post(ROOM, ballot, 'k'))).toEqual({ reason: 'forbidden', sent: 'no' })
    server.setting('access', { channel: PAPERS, allowed: false })
    expect(await failureOf(platform.post(ROOM, ballot, 'k'))).toEqual({ reason: 'outside', sent: 'no' })
  })

  it('carries no token and no text in what its failure tells', async () => {
    const { platform, server } = await bench()
    server.setting('access', { channel: PAPERS, allowed: false })
    const failure = await platform.post(ROOM, card('Secret ballot'), 'k').catch((error: unknown) => error)
    const told = JSON.stringify(failure, (_, value) =>
      value instanceof Error ? { ...value, cause: value.cause, stack: value.stack } : value,
    )
    expect(told).not.toMatch(/Secret ballot|local-discord-token/)
    expect(told).toContain('50001')
  })

  it('F23 pings nobody, whatever stands in it', async () => {
    const { platform, server, act } = await bench({
      run: () => ({
        answers: 'room',
        reply: Promise.resolve({ kind: 'card', card: card(nasty, { kind: 'text', text: nasty }) }),
      }),
    })
    const nasty = `@everyone <@${ADA}> *<!channel>* </x:1> @here`
    const ref = await platform.post(
      ROOM,
      card(nasty, { kind: 'text', text: [nasty, { mention: `discord:${ADA}`, name: 'Ada' }] }),
      'k',
    )
    await platform.edit(ref, card(nasty))
    await act({ do: 'command', persona: ADA, channel: PAPERS, text: '/paper week' })
    const sent = server.requests().filter(({ path, method }) => method !== 'GET' && /messages|callback/.test(path))
    expect(sent).toHaveLength(3)
    for (const { body } of sent) expect(JSON.stringify(body)).toContain('"allowed_mentions":{"parse":[]}')
    expect(shown(latest(server))).toContain('\\@everyone \\<\\@')
  })
})

describe('a thread on Discord', () => {
  it('is opened once, bears a name that fits, and is linked to', async () => {
    const { platform, server } = await bench()
    const ref = await platform.post(ROOM, ballot, 'c/1')
    const thread = await platform.openThread(ref, 'Attention '.repeat(20))
    expect(await platform.openThread(ref, 'Again')).toEqual(thread)
    expect(thread).toEqual({ room: ROOM, thread: ref.message })
    const [view] = server.state().channels[0]?.threads ?? []
    expect(view?.name).toMatch(/^Attention .{80,89}…$/)
    expect(await platform.link(thread)).toBe(`https://discord.com/channels/1180000000000000001/${ref.message}`)
    expect(await platform.link({ ...thread, message: '42' })).toBe(
      `https://discord.com/channels/1180000000000000001/${ref.message}/42`,
    )
  })

  it('that may not be opened is forbidden, and of a message that is gone is missing', async () => {
    const { platform, server } = await bench()
    const ref = await platform.post(ROOM, ballot, 'c/1')
    expect(await failureOf(platform.openThread({ ...ref, message: '1180000000000000998' }, 'x'))).toMatchObject({
      reason: 'missing',
    })
    server.setting('permission', { channel: PAPERS, name: 'CreatePublicThreads', allowed: false })
    expect(await failureOf(platform.openThread(ref, 'x'))).toEqual({ reason: 'forbidden', sent: 'no' })
  })
})
