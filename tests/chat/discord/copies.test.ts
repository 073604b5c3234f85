import { describe, expect, it } from 'vitest'
import { plainProse } from '../../../src/chat/prose.ts'
import type { LocalDiscord } from '../../../src/playground/discord/server.ts'
import { ADA, adapter, appOf, BRUNO, bench, card, failureOf, listener, PAPERS, ROOM } from './bench.ts'

const copy = {
  author: 'Ada',
  reactions: [],
  chat: 'Slack',
  original: 'https://thursday.slack.com/archives/C1/p1?thread_ts=1.2&cid=C1',
}
const say = (text: string, author = copy.author) => ({ ...copy, author, prose: plainProse(text) })
const mayHaveWebhooks = (server: LocalDiscord, allowed: boolean) =>
  server.setting('permission', { channel: PAPERS, name: 'ManageWebhooks', allowed })

async function open(prepare?: (server: LocalDiscord) => void) {
  const { heard, app } = listener()
  const { platform, server, act } = await bench(app, prepare)
  const ref = await platform.post(ROOM, card('The pick'), 'pick.c.1')
  const thread = await platform.openThread(ref, 'Talk')
  const archive = (locked = false) => server.setting('thread', { thread: thread.thread, archived: true, locked })
  const shown = () => server.state().channels.flatMap(({ threads }) => threads.flatMap(({ messages }) => messages))
  const lines = () => shown().map(({ author, text }) => `${author.name}: ${text.split('\n')[0]}`)
  const since = Temporal.Now.instant()
  return { platform, server, act, thread, archive, shown, lines, heard, since, copies: platform.copies }
}

describe('a copy under the bot’s own name', () => {
  const openPlain = () => open((server) => mayHaveWebhooks(server, false))

  it('stands once, however often it is sent, and pings nobody', async () => {
    const { copies, server, thread } = await openPlain()
    const said = say('@everyone <@1180000000000000301> see')
    const posted = await copies.post(thread, said)
    expect(await copies.post(thread, said)).toEqual(posted)
    const body = server.requests().findLast(({ path }) => path.endsWith('/messages'))?.body
    expect(body).toMatchObject({ allowed_mentions: { parse: [] }, flags: 4 })
    expect(body).toMatchObject({ content: expect.stringContaining('\\@everyone \\<\\@1180000000000000301> see') })
  })

  it('F22 is changed and removed in a thread that is archived all the same; in a locked one it waits', async () => {
    const { copies, thread, archive, lines, since } = await openPlain()
    const posted = { ...thread, ...(await copies.post(thread, say('one'))) }
    archive()
    await copies.edit(posted, say('two'))
    expect(lines()).toEqual([expect.stringMatching(/^Lectern: .*two/)])
    archive(true)
    const failure = await failureOf(copies.edit(posted, say('three')))
    expect(failure.sent).toBe('no')
    archive()
    await copies.remove(posted)
    expect(await copies.find(thread, copy.original, since)).toBe('absent')
  })

  it('is what stands where Discord does not show the bot what people write: nobody can ping a webhook', async () => {
    const { copies, thread, lines } = await open((server) => server.setting('messageContent', false))
    expect(await copies.post(thread, say('one'))).toMatchObject({ named: false })
    expect(lines()).toEqual([expect.stringMatching(/^Lectern: .*Ada.*one/)])
  })

  it('is what stands where a channel has as many webhooks as it may have', async () => {
    const { copies, thread } = await open((server) => server.setting('webhooksMade', { channel: PAPERS, count: 15 }))
    expect(await copies.post(thread, say('one'))).toMatchObject({ named: false })
  })
})

describe('a copy under its author’s name', () => {
  it('is sent by one webhook of the bot’s, pings nobody, and ends in a small link to its original', async () => {
    const { copies, server, thread, shown, lines } = await open()
    for (const text of ['@everyone <@1180000000000000301> see', 'two']) {
      expect(await copies.post(thread, say(text))).toMatchObject({ named: true })
    }
    expect(lines()).toEqual(['Ada (Slack): \\@everyone \\<\\@1180000000000000301> see', 'Ada (Slack): two'])
    expect(shown().map(({ text }) => text.split('\n').at(-1))).toEqual(
      Array(2).fill(`-# [Written in Slack](<${copy.original}>)`),
    )
    expect(
      server.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/webhooks')),
    ).toHaveLength(1)
    const sent = server.requests().findLast(({ path }) => path.startsWith('/webhooks/'))
    expect(sent).toMatchObject({ body: { allowed_mentions: { parse: [] }, flags: 4 }, query: { wait: 'true' } })
  })

  it('is heard by nobody, while people’s answers are', async () => {
    const { copies, platform, act, thread, heard } = await open()
    await copies.post(thread, say('one'))
    await act({ do: 'say', persona: BRUNO, channel: PAPERS, thread: thread.thread, text: 'an answer' })
    await expect.poll(() => heard.map((event) => event.kind === 'said' && event.text)).toEqual(['an answer'])
    expect((await platform.readThread(thread)).said).toMatchObject([{ kind: 'said', text: 'an answer' }])
  })

  it('F22 is changed and removed in a thread that is archived all the same', async () => {
    const { copies, thread, archive, lines, since } = await open()
    const posted = { ...thread, ...(await copies.post(thread, say('one'))) }
    archive()
    await copies.edit(posted, say('two'))
    expect(lines()).toEqual(['Ada (Slack): two'])
    archive()
    await copies.remove(posted)
    expect(await copies.find(thread, copy.original, since)).toBe('absent')
  })

  it.each([
    ['Discordia', 'Dis·cordia (Slack): x'],
    ['Bonnie & CLYDE', 'Bonnie & CLY·DE (Slack): x'],
    ['everyone', 'everyone (Slack): x'],
    ['a b '.repeat(40), `${'a b '.repeat(19)}a b…: x`],
  ])('is named as nearly as Discord takes it: %s', async (name, line) => {
    const { copies, thread, lines } = await open()
    await copies.post(thread, say('x', name))
    expect(lines()).toEqual([line])
  })

  it('bears its author’s picture where they show one', async () => {
    const { copies, platform, server, thread } = await open()
    const sent = () => server.requests().findLast(({ path }) => path.startsWith('/webhooks/'))?.body
    await copies.post(thread, { ...say('x'), picture: 'https://avatars.slack-edge.com/ada.png' })
    expect(sent()).toMatchObject({ avatar_url: 'https://avatars.slack-edge.com/ada.png' })
    await copies.post(thread, { ...say('y'), picture: null })
    expect(sent()).not.toHaveProperty('avatar_url')
    const bruno = await platform.picture(`discord:${BRUNO}`)
    expect(bruno).toMatch(new RegExp(`^https://cdn.discordapp.com/avatars/${BRUNO}/\\w+\\.png$`))
    expect(await platform.picture(`discord:${ADA}`)).toBeNull()
    expect(await platform.picture('discord:1180000000000000999')).toBeNull()
  })

  it('names no other chat where that is Discord itself, and nobody is called everyone', async () => {
    const { copies, thread, lines } = await open()
    await copies.post(thread, { ...say('x'), chat: 'Discord' })
    expect(await copies.post(thread, { ...say('y', 'Everyone'), chat: 'Discord' })).toMatchObject({ named: false })
    expect(lines()[0]).toBe('Ada: x')
  })

  it('is changed and removed by another process, though the bot may manage webhooks no more', async () => {
    const { copies, server, thread, lines } = await open()
    const posted = { ...thread, ...(await copies.post(thread, say('one'))) }
    mayHaveWebhooks(server, false)
    const { platform } = adapter(server)
    await platform.start(appOf({}))
    await platform.copies.edit(posted, say('two'))
    expect(lines()).toEqual(['Ada (Slack): two'])
    expect(await platform.copies.post(thread, say('own'))).toMatchObject({ named: false })
    await platform.copies.remove(posted)
    expect(lines()).toHaveLength(1)
  })

  it.each([true, false])('says in small print what its original was answered with; by a webhook: %s', async (named) => {
    const { copies, thread, shown } = await open((server) => mayHaveWebhooks(server, named))
    const posted = { ...thread, ...(await copies.post(thread, say('one'))) }
    const reactions = [
      { sign: '👍', count: 1 },
      { sign: ':party_parrot:', count: 3 },
    ]
    await copies.edit(posted, { ...say('one'), reactions })
    const [, small] = shown()[0]?.text.split('\n') ?? []
    expect(small).toMatch(/^-# .*:party\\_parrot: 3 · 👍 1$/)
    await copies.edit(posted, say('one'))
    expect(shown()[0]?.text).not.toContain('👍')
  })

  it('uses the webhook that an earlier process has made', async () => {
    const { copies, server, thread } = await open()
    await copies.post(thread, say('one'))
    const { platform } = adapter(server)
    await platform.start(appOf({}))
    await platform.copies.post(thread, say('two'))
    expect(
      server.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/webhooks')),
    ).toHaveLength(1)
  })

  it('is sent by a new webhook when somebody has deleted the one before', async () => {
    const { copies, server, thread, lines } = await open()
    await copies.post(thread, say('one'))
    server.setting('webhooksDeleted', { channel: PAPERS })
    expect(await copies.post(thread, say('two'))).toMatchObject({ named: true })
    expect(lines()).toEqual(['Ada (Slack): one', 'Ada (Slack): two'])
  })

  it('whose webhook was deleted is removed by the bot itself where it may, else the permission is named', async () => {
    const { copies, server, thread, lines } = await open()
    const [one, two] = [await copies.post(thread, say('one')), await copies.post(thread, say('two'))]
    server.setting('webhooksDeleted', { channel: PAPERS })
    expect(await failureOf(copies.remove({ ...thread, ...one }))).toMatchObject({
      reason: 'forbidden',
      lacking: 'ManageMessages',
    })
    server.setting('permission', { channel: PAPERS, name: 'ManageMessages', allowed: true })
    await copies.remove({ ...thread, ...one })
    // It could not be changed any more, and would go on saying what its author took back.
    expect(await failureOf(copies.edit({ ...thread, ...two }, say('2')))).toMatchObject({ reason: 'missing' })
    expect(lines()).toEqual([])
  })

  it('F28 may be there or not where Discord does not show what webhooks wrote any more', async () => {
    const { copies, server, thread, since } = await open()
    await copies.post(thread, say('one'))
    server.setting('messageContent', false)
    const { platform } = adapter(server)
    await platform.start(appOf({}))
    expect(await platform.copies.find(thread, copy.original, since)).toBe('unknown')
  })
})
