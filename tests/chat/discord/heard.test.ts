import { describe, expect, it } from 'vitest'
import { saidIn } from '../../../src/chat/discord/heard.ts'
import type { Erased, Heard, Left, Reacted } from '../../../src/chat/platform.ts'
import { plainProse } from '../../../src/chat/prose.ts'
import { SECOND } from '../../../src/playground/discord/guilds.ts'
import { ADA, adapter, appOf, type Bench, BRUNO, bench, card, listener, PAPERS, ROOM, until } from './bench.ts'

async function threadOf({ platform }: Bench): Promise<string> {
  const ref = await platform.post(ROOM, card('The pick'), 'pick1')
  return (await platform.openThread(ref, 'The pick')).thread
}

const say = (thread: string, text: string, persona = BRUNO) =>
  ({ do: 'say', persona, channel: PAPERS, thread, text }) as const

describe('what people write in a thread', () => {
  it('is heard with author, time and text, and so are edits and deletions', async () => {
    const { heard, app } = listener()
    const chat = await bench(app)
    const thread = await threadOf(chat)
    const said = await chat.act(say(thread, `hello <@${ADA}>, I like it`))
    const message = said.message?.id ?? ''
    await until(() => heard.length === 1)
    await chat.act({ do: 'edit', persona: BRUNO, channel: PAPERS, message, text: 'I love it' })
    await until(() => heard.length === 2)
    await chat.act({ do: 'delete', persona: BRUNO, channel: PAPERS, message })
    await until(() => heard.length === 3)
    const author = { account: `discord:${BRUNO}`, name: 'Bruno' }
    const where = { room: ROOM, thread, message, at: expect.any(Temporal.Instant) }
    expect(heard).toEqual([
      { ...where, kind: 'said', author, text: 'hello @Ada, I like it' },
      { ...where, kind: 'edited', author, text: 'I love it' },
      { ...where, kind: 'deleted' },
    ])
  })

  it('is told of when somebody answers it with an emoji, or takes that back; what stands there then can be read', async () => {
    const told: Reacted[] = []
    const chat = await bench({ reacted: async (event) => void told.push(event) })
    const thread = await threadOf(chat)
    const message = (await chat.act(say(thread, 'one'))).message?.id ?? ''
    const react = (persona: string, emoji: string, remove = false) =>
      chat.act({ do: 'react', persona, channel: PAPERS, message, emoji, remove })
    await react(ADA, '🎉')
    await react(BRUNO, '🎉')
    await react(BRUNO, 'parrot:1180000000000000999')
    await react(ADA, '🎉', true)
    await until(() => told.length === 4)
    expect(new Set(told.map((event) => JSON.stringify(event)))).toEqual(
      new Set([JSON.stringify({ room: ROOM, thread, message })]),
    )
    expect(await chat.platform.reactions({ room: ROOM, thread, message })).toEqual([
      { sign: '🎉', count: 1 },
      { sign: ':parrot:', count: 1 },
    ])
  })

  it('is heard edited and deleted by a bot that was not there when it was written', async () => {
    const { heard, app } = listener()
    const first = await bench()
    const thread = await threadOf(first)
    const one = (await first.act(say(thread, 'one'))).message?.id ?? ''
    const two = (await first.act(say(thread, 'two'))).message?.id ?? ''
    const three = (await first.act(say(thread, 'three'))).message?.id ?? ''
    await first.platform.stop()

    await adapter(first.server).platform.start(appOf(app))
    await first.act({ do: 'edit', persona: BRUNO, channel: PAPERS, message: one, text: 'changed' })
    first.server.setting('messagesDeleted', { messages: [two, three] })
    await until(() => heard.length === 3)
    expect(heard.map(({ kind, message }) => [kind, message]).sort()).toEqual([
      ['deleted', two],
      ['deleted', three],
      ['edited', one],
    ])
    expect(heard.every((event) => event.room === ROOM && event.thread === thread)).toBe(true)
  })

  it('is heard also when the bot learns of the thread only from the message', async () => {
    const { heard, app } = listener()
    const chat = await bench(app)
    const thread = await threadOf(chat)
    chat.server.setting('thread', { thread, archived: true })
    await chat.platform.stop()

    await adapter(chat.server).platform.start(appOf(app))
    await chat.act(say(thread, 'after a month'))
    await until(() => heard.length === 1)
    expect(heard).toMatchObject([{ room: ROOM, thread, kind: 'said', text: 'after a month' }])
  })

  it('is not heard from the bot itself, from outside threads, or from a preview that was taken away', async () => {
    const { heard, app } = listener()
    const chat = await bench(app)
    const thread = await threadOf(chat)
    await chat.act({ do: 'say', persona: ADA, channel: PAPERS, text: 'in the channel' })
    const said = await chat.act(say(thread, 'https://example.org'))
    chat.server.setting('embedsSuppressed', { message: said.message?.id ?? '' })
    await chat.act(say(thread, 'last'))
    await until(() => heard.some((event) => event.kind === 'said' && event.text === 'last'))
    expect(heard.map((event) => [event.kind, event.kind === 'said' && event.text])).toEqual([
      ['said', 'https://example.org'],
      ['said', 'last'],
    ])
  })

  it('is told again until it is kept', async () => {
    const told: Heard[] = []
    const chat = await bench({
      async heard(event) {
        told.push(event)
        if (told.length < 3) throw new Error('the store is away')
      },
    })
    const thread = await threadOf(chat)
    await chat.act(say(thread, 'keep me'))
    await until(() => told.length === 3)
    expect(new Set(told.map(({ message }) => message)).size).toBe(1)
    expect(chat.logged.filter(({ level }) => level === 'warn')).toHaveLength(2)
  })

  it('is heard again after the connection was cut', async () => {
    const { heard, app } = listener()
    const chat = await bench(app)
    const thread = await threadOf(chat)
    chat.server.cutSocket()
    await chat.act(say(thread, 'while you were away'))
    await until(() => heard.length === 1)
    expect(heard).toMatchObject([{ text: 'while you were away' }])
    await until(() => chat.platform.health().state === 'ready')
    expect(chat.platform.health().detail).toBeNull()
  })
})

describe('a thread that is deleted', () => {
  it('is told, so that nothing of it is kept', async () => {
    const erased: Erased[] = []
    const chat = await bench({ erased: async (event) => void erased.push(event) })
    const thread = await threadOf(chat)
    chat.server.setting('threadDeleted', { thread })
    await until(() => erased.length > 0)
    expect(erased).toEqual([{ room: ROOM, thread, at: expect.any(Temporal.Instant) }])
  })

  it('is told again until that is done', async () => {
    let tries = 0
    const chat = await bench({
      async erased() {
        tries++
        if (tries === 1) throw new Error('the store is away')
      },
    })
    chat.server.setting('threadDeleted', { thread: await threadOf(chat) })
    await until(() => tries >= 2)
  })

  it('while the bot was away is found out when it is read back', async () => {
    const erased: Erased[] = []
    const chat = await bench()
    const thread = await threadOf(chat)
    await chat.platform.stop()
    chat.server.setting('threadDeleted', { thread })
    const { platform } = adapter(chat.server)
    await platform.start(appOf({ erased: async (event) => void erased.push(event) }))
    await expect(platform.readThread({ room: ROOM, thread })).rejects.toMatchObject({ reason: 'gone' })
    expect(erased).toMatchObject([{ room: ROOM, thread }])
  })

  it('is not taken for one that the bot may not see', async () => {
    const erased: Erased[] = []
    const chat = await bench({ erased: async (event) => void erased.push(event) })
    const thread = await threadOf(chat)
    chat.server.setting('access', { channel: PAPERS, allowed: false })
    await expect(chat.platform.readThread({ room: ROOM, thread })).rejects.toMatchObject({ reason: 'outside' })
    expect(erased).toEqual([])
  })
})

it('a channel that is deleted is told as a room that is gone', async () => {
  const erased: Erased[] = []
  const chat = await bench({ erased: async (event) => void erased.push(event) })
  await threadOf(chat)
  chat.server.setting('channelDeleted', { channel: PAPERS })
  await until(() => erased.length > 0)
  expect(erased).toEqual([{ room: ROOM, thread: null, at: expect.any(Temporal.Instant) }])
})

describe('where the bot is', () => {
  it('is heard when a channel is hidden or deleted and when it is put out of a server, not when one is down', async () => {
    const happened: unknown[] = []
    const note = async (event: unknown) => void happened.push(event)
    const chat = await bench({ changed: note, erased: note, left: note })
    const [lobby] = SECOND.channels.map(({ id }) => id)
    const there = `discord:${SECOND.id}:${lobby}`
    const manage = { do: 'manage', persona: BRUNO, channel: lobby ?? '' } as const
    await chat.act({ do: 'invite', persona: BRUNO, place: SECOND.id })
    chat.server.setting('outage', { guild: SECOND.id, down: true })
    chat.server.setting('outage', { guild: SECOND.id, down: false })
    await chat.act({ ...manage, change: { private: true } })
    await chat.act({ ...manage, change: { private: false } })
    await chat.act({ ...manage, change: { delete: true } })
    await chat.act({ do: 'dismiss', persona: BRUNO, place: SECOND.id })
    await until(() => happened.length >= 4)
    const at = expect.any(Temporal.Instant)
    const left: Left = { tenant: `discord:${SECOND.id}`, why: 'removed', at }
    expect(happened).toEqual([there, there, { room: there, thread: null, at }, left])
  })

  it('people are written to and handed files by themselves, where a conversation is open with them', async () => {
    const chat = await bench()
    const [direct] = chat.server.state().directs ?? []
    const persona = direct?.persona ?? ''
    const refused = chat.platform.post(chat.platform.roomWith(`discord:${persona}`), card('Psst'), 'news.c.1')
    await expect(refused).rejects.toMatchObject({ name: 'ChatFailure' })
    await chat.act({ do: 'command', persona, channel: direct?.id ?? '', text: '/paper week' })
    await chat.platform.post(chat.platform.roomWith(`discord:${persona}`), card('Psst'), 'news.c.1')
    const file = { name: 'club.jsonl', bytes: new TextEncoder().encode('{"é":1}') }
    await chat.platform.hand(`discord:${persona}`, file, 'All of @everyone')
    const { messages = [] } = chat.server.state().directs?.[0] ?? {}
    expect(JSON.stringify(messages.at(-2))).toContain('Psst')
    expect(messages.at(-1)).toMatchObject({ files: [{ name: 'club.jsonl', size: 8 }] })
    const sent = chat.server.requests().findLast(({ method, path }) => method === 'POST' && path.endsWith('/messages'))
    expect(JSON.stringify(sent?.body)).toContain('"allowed_mentions":{"parse":[]}')
  })
})

describe('a message of more than words', () => {
  const author = { id: '9', username: 'bo', discriminator: '0', global_name: null, avatar: null }
  const base = { id: '1180000000000000999', author, timestamp: '2026-11-18T12:00:00Z' }
  const textOf = (more: object) => saidIn({ ...base, ...more }, '1').map((one) => 'text' in one && one.text)

  it('F49 says what it is: a poll, what is forwarded, a voice message, a sticker', () => {
    const poll = {
      question: { text: 'Which?' },
      answers: [
        { answer_id: 1, poll_media: { text: 'One' } },
        { answer_id: 2, poll_media: { text: 'Two' } },
      ],
    }
    expect(textOf({ content: '', poll })).toEqual(['[poll: Which? One, Two]'])
    expect(textOf({ content: '', poll: { ...poll, answers: [] } })).toEqual(['[poll: Which?]'])
    expect(textOf({ content: '', message_snapshots: [{ message: { content: 'look' } }] })).toEqual([
      '[forwarded: look]',
    ])
    expect(textOf({ content: '', flags: 1 << 13, attachments: [{ filename: 'a.ogg' }] })).toEqual(['[voice message]'])
    expect(textOf({ content: '', sticker_items: [{ name: 'wave' }] })).toEqual(['[wave]'])
  })

  it('names the message that it answers, and its files beside its words', () => {
    const reply = { ...base, type: 19, content: 'so **am** I', message_reference: { message_id: '7' } }
    expect(saidIn({ ...reply, attachments: [{ filename: 'a.png' }] } as never, '1')).toMatchObject([
      { answers: '7', text: 'so **am** I', prose: [{ kind: 'text' }, { kind: 'text', spans: [{ text: '[a.png]' }] }] },
    ])
  })
})

describe('what an app writes for somebody, by a webhook of its own', () => {
  it('is heard under the name that it shows, with its edits and its deletion, and what it repeats is gone', async () => {
    const { heard, app } = listener()
    const chat = await bench(app)
    const thread = await threadOf(chat)
    const original = (await chat.act(say(thread, 'otters swim'))).message?.id ?? ''
    chat.server.setting('proxied', { message: original, name: 'Mira' })
    await until(() => heard.length === 3)
    const message = heard[1]?.message ?? ''
    chat.server.setting('proxyEdited', { message, text: 'otters dive' })
    await until(() => heard.length === 4)
    const author = { account: expect.stringMatching(/^discord:shown:[0-9a-f]{16}$/), name: 'Mira' }
    expect(heard).toMatchObject([
      { kind: 'said', message: original, author: { name: 'Bruno' } },
      { kind: 'said', message, author, text: 'otters swim' },
      { kind: 'deleted', message: original },
      { kind: 'edited', message, author, text: 'otters dive' },
    ])
    const { said, standing } = await chat.platform.readThread({ room: ROOM, thread })
    expect(said).toMatchObject([
      { kind: 'said', author, text: 'otters dive' },
      { kind: 'edited', author },
    ])
    expect(standing?.has(original)).toBe(false)
    const [one] = said.flatMap((event) => ('author' in event && event.author ? [event.author.account] : []))
    expect(await chat.platform.picture(one ?? 'x:y')).toBe(null)
    expect(await chat.platform.hasLeft(one ?? 'x:y', [ROOM])).toBe(false)
    expect(chat.server.requests().filter(({ path }) => path.includes('shown'))).toEqual([])
  })

  it('is somebody else under another name, and nobody where an app writes for itself or people feed the thread', async () => {
    const { heard, app } = listener()
    const chat = await bench(app)
    const thread = await threadOf(chat)
    for (const name of ['Mira', 'Noor']) {
      const message = (await chat.act(say(thread, `said by ${name}`))).message?.id ?? ''
      chat.server.setting('proxied', { message, name })
    }
    chat.server.setting('otherBot', { place: thread, text: 'Build passed' })
    chat.server.setting('otherBot', { place: thread, text: 'News', webhook: 'of people' })
    await chat.platform.copies.post(
      { room: ROOM, thread },
      { author: 'Ada', chat: 'Slack', original: 'https://a.slack.com/p1', reactions: [], prose: plainProse('a copy') },
    )
    await chat.act(say(thread, 'the last'))
    await until(() => heard.some((event) => 'text' in event && event.text === 'the last'))
    const shown = heard
      .flatMap((event) => (event.kind === 'said' ? [event.author] : []))
      .filter(({ name }) => name !== 'Bruno')
    expect(shown.map(({ name }) => name)).toEqual(['Mira', 'Noor'])
    expect(new Set(shown.map(({ account }) => account)).size).toBe(2)
    expect(heard.filter((event) => 'text' in event && /passed|News|copy/.test(event.text))).toEqual([])
  })
})
