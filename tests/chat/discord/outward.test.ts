import { describe, expect, it } from 'vitest'
import { type ChatFailure, causeAndRemedy } from '../../../src/chat/failure.ts'
import { ADA, adapter, appOf, asRoom, bench, card, failureOf, latest, messages, PAPERS, ROOM, shown } from './bench.ts'

const ballot = card('Vote', { kind: 'buttons', buttons: [{ label: 'Vote', action: 'vote:open:c/1' }] })
const start = () => Temporal.Now.instant()

async function reasonOf(call: Promise<unknown>): Promise<Pick<ChatFailure, 'reason' | 'sent'>> {
  const { reason, sent } = await failureOf(call)
  return { reason, sent }
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

  it('F34 is there in every room of a club, though Discord’s nonces hold for all of them', async () => {
    const { platform, server } = await bench()
    for (let nth = 0; nth < 5; nth++) {
      server.setting('channelCreated', { channel: `118000000000000015${nth}`, name: `room-${nth}`, type: 0 })
    }
    const rooms = server.state().channels.map(({ id }) => asRoom(`discord:1180000000000000001:${id}`))
    const posts = []
    for (const room of rooms) posts.push(await platform.post(room, ballot, 'c/1'))
    expect(posts.map(({ room }) => room)).toEqual(rooms)
    expect(server.state().channels.map(({ messages }) => messages.length)).toEqual(rooms.map(() => 1))
    const again = []
    for (const room of rooms) again.push(await platform.post(room, ballot, 'c/1'))
    expect(again).toEqual(posts)
    const sent = server.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'))
    expect(sent).toHaveLength(2 * rooms.length)
  })

  it('F34 that Discord answers with a message of another room is sent all the same', async () => {
    const { platform, server } = await bench()
    const first = await platform.post(ROOM, ballot, 'c/1')
    const sent = server.requests().find(({ method, path }) => method === 'POST' && path.endsWith('/messages'))
    const nonce = sent && typeof sent.body === 'object' && sent.body && 'nonce' in sent.body ? sent.body.nonce : ''
    server.setting('messagesDeleted', { messages: [first.message] })
    const random = server.state().channels[1]?.id ?? ''
    server.setting('nonceTaken', { nonce: String(nonce), channel: random })
    const second = await platform.post(ROOM, ballot, 'c/1')
    expect(messages(server).map(({ id }) => id)).toEqual([second.message])
  })

  it('F47 that a moderator deleted a moment ago is posted again when it is asked for again', async () => {
    const { platform, server } = await bench()
    const first = await platform.post(ROOM, ballot, 'c/1')
    server.setting('messagesDeleted', { messages: [first.message] })
    const second = await platform.post(ROOM, ballot, 'c/1')
    expect(messages(server).map(({ id }) => id)).toEqual([second.message])
    expect(await platform.post(ROOM, ballot, 'c/1')).toEqual(second)
    server.setting('messagesDeleted', { messages: [second.message] })
    await platform.post(ROOM, ballot, 'c/1')
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
    expect(await reasonOf(platform.post(ROOM, ballot, 'c/1'))).toEqual({ reason: 'busy', sent: 'unknown' })
    expect(messages(server)).toHaveLength(1)
    expect(await platform.findPost(ROOM, 'c/1', since)).toEqual({ room: ROOM, message: latest(server)?.id })
  })

  it('is sent once when Discord breaks down', async () => {
    const { platform, world, server } = await bench()
    world.addFault({ chat: 'discord', match: '/messages', status: 502 })
    expect(await reasonOf(platform.post(ROOM, ballot, 'c/1'))).toEqual({ reason: 'busy', sent: 'unknown' })
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
    for (let nth = 0; nth < 210; nth++) await reasonOf(platform.post(ROOM, ballot, 'c/2'))
    expect(refused()).toHaveLength(200)
    expect(await reasonOf(platform.edit(ref, ballot))).toEqual({ reason: 'busy', sent: 'no' })
    expect(logged.filter(({ message }) => message.includes('refused many'))).toHaveLength(1)
  })

  it('fails in the words of the port', async () => {
    const { platform, world, server } = await bench()
    const ref = await platform.post(ROOM, ballot, 'c/1')
    const nowhere = asRoom('discord:1180000000000000001:1180000000000000999')
    expect(await reasonOf(platform.post(nowhere, ballot, 'k'))).toEqual({ reason: 'gone', sent: 'no' })
    expect(await reasonOf(platform.edit({ ...ref, message: '1180000000000000998' }, ballot))).toMatchObject({
      reason: 'missing',
    })
    world.addFault({ chat: 'discord', match: 'PATCH /channels', status: 429, retryAfter: 60 })
    expect(await reasonOf(platform.edit(ref, ballot))).toEqual({ reason: 'busy', sent: 'no' })
    server.setting('permission', { channel: PAPERS, name: 'SendMessages', allowed: false })
    expect(await reasonOf(platform.post(ROOM, ballot, 'k'))).toEqual({ reason: 'forbidden', sent: 'no' })
    server.setting('access', { channel: PAPERS, allowed: false })
    expect(await reasonOf(platform.post(ROOM, ballot, 'k'))).toEqual({ reason: 'outside', sent: 'no' })
  })

  it.each([
    [401, 0, 'token'],
    [401, 40001, 'token'],
    [403, 50001, 'outside'],
    [403, 50013, 'forbidden'],
    [403, 0, 'busy'],
    [404, 0, 'busy'],
    [404, 10003, 'gone'],
    [404, 10004, 'gone'],
    [404, 10008, 'missing'],
    [400, 50008, 'unfit'],
    [400, 40058, 'unfit'],
    [400, 50024, 'unfit'],
    [400, 50083, 'archived'],
    [403, 160005, 'locked'],
    [400, 160006, 'full'],
    [400, 30033, 'full'],
    [400, 50035, 'invalid'],
    [400, 200000, 'invalid'],
    [403, 40333, 'busy'],
    [500, 0, 'busy'],
  ] as const)(
    'that Discord refuses with %d and %d fails for the reason %s, and the log has the number',
    async (status, code, reason) => {
      const { platform, world } = await bench()
      const ref = await platform.post(ROOM, ballot, 'c/1')
      world.addFault({ chat: 'discord', match: 'PATCH /channels', status, code, times: 2 })
      const failure = await failureOf(platform.edit(ref, ballot))
      expect(failure.reason).toBe(reason)
      expect(failure.cause).toMatchObject(status === 500 ? { status } : { status, code })
    },
  )

  it.each(['forum', 'category', 'voice'] as const)('goes where messages are taken: a %s', async (kind) => {
    const { platform, server } = await bench()
    const type = { forum: 15, category: 4, voice: 2 }[kind]
    server.setting('channelCreated', { channel: '1180000000000000150', name: kind, type })
    const room = asRoom('discord:1180000000000000001:1180000000000000150')
    if (kind !== 'voice') return expect((await failureOf(platform.post(room, ballot, 'k'))).reason).toBe('unfit')
    const ref = await platform.post(room, ballot, 'k')
    expect((await failureOf(platform.openThread(ref, 'Discussion'))).reason).toBe('unfit')
  })

  it.each(['SendMessages', 'ViewChannel'] as const)('says which permission lacks: %s', async (name) => {
    const { platform, server } = await bench()
    server.setting('permission', { channel: PAPERS, name, allowed: false })
    const { reason, lacking } = await failureOf(platform.post(ROOM, ballot, 'k'))
    expect([reason, lacking]).toEqual(name === 'ViewChannel' ? ['outside', null] : ['forbidden', name])
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
  it('is opened once, bears a name that fits, takes another one, and is linked to', async () => {
    const { platform, server } = await bench()
    const ref = await platform.post(ROOM, ballot, 'c/1')
    const thread = await platform.openThread(ref, 'Attention '.repeat(20))
    const named = () => server.state().channels[0]?.threads[0]?.name
    expect(named()).toMatch(/^Attention .{80,89}…$/)
    expect(await platform.openThread(ref, 'Again')).toEqual(thread)
    expect(named()).toBe('Again')
    expect(thread).toEqual({ room: ROOM, thread: ref.message })
    expect(await platform.link(thread)).toBe(`https://discord.com/channels/1180000000000000001/${ref.message}`)
    expect(await platform.link({ ...thread, message: '42' })).toBe(
      `https://discord.com/channels/1180000000000000001/${ref.message}/42`,
    )
  })

  it('that may not be opened is forbidden, and of a message that is gone is missing', async () => {
    const { platform, server } = await bench()
    const ref = await platform.post(ROOM, ballot, 'c/1')
    expect(await reasonOf(platform.openThread({ ...ref, message: '1180000000000000998' }, 'x'))).toMatchObject({
      reason: 'missing',
    })
    server.setting('permission', { channel: PAPERS, name: 'CreatePublicThreads', allowed: false })
    expect(await failureOf(platform.openThread(ref, 'x'))).toMatchObject({
      reason: 'forbidden',
      sent: 'no',
      lacking: 'CreatePublicThreads',
    })
  })

  it('F36 for which the server has no room fails for a reason of its own', async () => {
    const { platform, server } = await bench()
    const ref = await platform.post(ROOM, ballot, 'c/1')
    server.setting('threadsFull', true)
    const failure = await failureOf(platform.openThread(ref, 'x'))
    expect(failure.reason).toBe('full')
    expect(causeAndRemedy(failure)).toContain('as many open threads')
  })

  it('F22 that is archived or locked is found as it is, and what was said there is read', async () => {
    const { platform, server, act } = await bench()
    const ref = await platform.post(ROOM, ballot, 'c/1')
    const { thread } = await platform.openThread(ref, 'x')
    await act({ do: 'say', persona: ADA, channel: PAPERS, thread, text: 'kept' })
    server.setting('thread', { thread, archived: true, locked: true })
    expect(await platform.openThread(ref, 'x')).toEqual({ room: ROOM, thread })
    expect(await platform.readThread({ room: ROOM, thread })).toMatchObject({ said: [{ text: 'kept' }] })
  })

  it('F22 that was deleted is opened anew on the same message', async () => {
    const { platform, server } = await bench()
    const ref = await platform.post(ROOM, ballot, 'c/1')
    const { thread } = await platform.openThread(ref, 'x')
    server.setting('threadDeleted', { thread })
    expect(await platform.openThread(ref, 'x')).toEqual({ room: ROOM, thread })
  })

  it('is known with its message, before it is opened', async () => {
    const { platform } = await bench()
    const ref = await platform.post(ROOM, ballot, 'c/1')
    expect(platform.threadOf(ref)).toEqual(await platform.openThread(ref, 'x'))
  })
})
