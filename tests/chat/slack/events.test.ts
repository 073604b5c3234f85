import { expect, test } from 'vitest'
import type { Heard, Reacted } from '../../../src/chat/platform.ts'
import { directId } from '../../../src/playground/slack/channels.ts'
import { account, ada, card, channel, emmy, room, startBot, startHttpBot, until } from './bot.ts'

const doors = [
  ['Socket Mode', startBot],
  ['signed HTTP', startHttpBot],
] as const

async function threadOf(bot: Awaited<ReturnType<typeof startBot>>) {
  const { message } = await bot.bot.post(room, card('The pick'), 'pick.c.1')
  return message
}

test.each(doors)('replies in a thread are heard over %s: said, edited, deleted', async (_, start) => {
  const heard: Heard[] = []
  const bot = await start({ heard: async (event) => void heard.push(event) })
  const thread = await threadOf(bot)
  const { message } = await bot.slack.act({
    do: 'say',
    persona: ada,
    channel,
    thread,
    text: `I <3 it, <@${emmy}> & you?`,
  })
  const id = message?.id ?? ''
  await bot.slack.act({ do: 'edit', persona: ada, channel, message: id, text: 'I like it' })
  await bot.slack.act({ do: 'delete', persona: ada, channel, message: id })
  const place = { room, thread, message: id, at: expect.any(Temporal.Instant) }
  const author = { account: account(ada), name: 'Ada' }
  expect(heard).toEqual([
    { ...place, kind: 'said', author, text: 'I <3 it, @Emmy & you?' },
    { ...place, kind: 'edited', author, text: 'I like it' },
    { ...place, kind: 'deleted' },
  ])
})

test.each(doors)(
  'an emoji that somebody answers with, or takes back, is told of over %s and can be counted',
  async (_, start) => {
    const told: Reacted[] = []
    const bot = await start({ reacted: async (event) => void told.push(event) })
    const thread = await threadOf(bot)
    const { message } = await bot.slack.act({ do: 'say', persona: ada, channel, thread, text: 'one' })
    const id = message?.id ?? ''
    const react = (persona: string, emoji: string, remove = false) =>
      bot.slack.act({ do: 'react', persona, channel, message: id, emoji, remove })
    await react(ada, 'tada')
    await react(emmy, 'tada')
    await react(emmy, '+1::skin-tone-3')
    await react(emmy, 'party_parrot')
    await react(ada, 'tada', true)
    await until('all five', () => told.length === 5)
    expect(told[0]).toEqual({ room, thread: '', message: id })
    expect(await bot.bot.reactions({ room, thread, message: id })).toEqual([
      { sign: '🎉', count: 1 },
      { sign: '👍🏼', count: 1 },
      { sign: ':party_parrot:', count: 1 },
    ])
  },
)

test('what is said outside of threads, and what the bot itself does, is not heard', async () => {
  const heard: Heard[] = []
  const bot = await startBot({ heard: async (event) => void heard.push(event) })
  await bot.slack.act({ do: 'say', persona: ada, channel, text: 'hello' })
  const ref = await bot.bot.post(room, card('The pick'), 'pick.c.1')
  await bot.bot.openThread(ref, 'The pick')
  await bot.bot.edit(ref, card('The pick, changed'))
  const { message } = await bot.slack.act({ do: 'say', persona: ada, channel, thread: ref.message, text: 'first' })
  await bot.bot.edit(ref, card('The pick, changed again'))
  expect(heard.map((event) => [event.kind, event.message])).toEqual([['said', message?.id]])
})

test.each(doors)(
  'F18 over %s an event is acknowledged only once it is kept: until then Slack brings it again',
  async (_, start) => {
    const heard: Heard[] = []
    let failures = 2
    const bot = await start({
      async heard(event) {
        if (failures-- > 0) throw new Error('the disk is full')
        heard.push(event)
      },
    })
    const thread = await threadOf(bot)
    const { message } = await bot.slack.act({ do: 'say', persona: ada, channel, thread, text: 'kept at last' })
    await until('the third delivery', () => heard.length === 1)
    expect(heard[0]).toMatchObject({ kind: 'said', message: message?.id, text: 'kept at last' })
    expect(failures).toBe(-1)
  },
  15_000,
)

test('F18 an event that comes again is handed on again, the same', async () => {
  const heard: Heard[] = []
  const bot = await startBot({ heard: async (event) => void heard.push(event) })
  const thread = await threadOf(bot)
  await bot.slack.act({ do: 'say', persona: ada, channel, thread, text: 'once' })
  await bot.slack.redeliver()
  await bot.slack.redeliver('new')
  expect(heard).toHaveLength(3)
  expect(heard[1]).toEqual(heard[0])
  expect(heard[2]).toEqual(heard[0])
})

test('after the socket was cut or asked to reconnect, events are heard again', async () => {
  const heard: Heard[] = []
  const bot = await startBot({ heard: async (event) => void heard.push(event) })
  const thread = await threadOf(bot)
  const opened = () => bot.slack.requests().filter(({ method }) => method === 'apps.connections.open').length
  for (const [index, disturb] of [() => bot.slack.cutSocket(), () => bot.slack.refreshSocket()].entries()) {
    disturb()
    await until('a new connection', () => opened() === index + 2 && bot.bot.health().state === 'ready')
    await bot.slack.act({ do: 'say', persona: ada, channel, thread, text: 'still there?' })
    expect(heard).toHaveLength(index + 1)
  }
})

test('a Slack that refuses the socket is tried again and said, and ends nothing', async () => {
  const bot = await startBot({})
  bot.world.addFault({ chat: 'slack', match: 'apps.connections.open', status: 500, times: 2 })
  bot.slack.cutSocket()
  await until('the trouble', () => bot.bot.health().state === 'failing')
  expect(bot.bot.health().detail).toContain('Slack')
  await until('the way back in', () => bot.bot.health().state === 'ready')
}, 15_000)

test('where the bot is no more, and is again, is heard of public and of private channels', async () => {
  const happened: unknown[] = []
  const note = async (event: unknown) => void happened.push(event)
  const { slack } = await startBot({ closed: note, changed: note, erased: note, joined: note })
  const change = (more: { archived: boolean } | { private: boolean } | { delete: true }) =>
    slack.act({ do: 'manage', persona: ada, channel, change: more })
  for (const isPrivate of [false, true]) {
    await change({ private: isPrivate })
    await change({ archived: true })
    await change({ archived: false })
    await slack.act({ do: 'dismiss', persona: ada, place: channel })
    await slack.act({ do: 'invite', persona: ada, place: channel })
  }
  await change({ delete: true })
  await until('all events', () => happened.length >= 9)
  const at = expect.any(Temporal.Instant)
  const once = [{ room, why: 'archived' }, room, { room, why: 'outside' }, { into: room, room, at }]
  expect(happened).toEqual([...once, ...once, { room, thread: null, at }])
})

test('people are written to and handed files by themselves', async () => {
  const { bot, slack } = await startBot({})
  await bot.post(bot.roomWith(account(emmy)), card('Psst'), 'news.c.1')
  await bot.hand(account(emmy), { name: 'club.jsonl', bytes: new TextEncoder().encode('{"é":1}') }, 'All of <it>')
  const direct = slack.state().directs?.find(({ id }) => id === directId(emmy))
  expect(JSON.stringify(direct?.messages)).toContain('Psst')
  expect(direct?.messages.at(-2)?.text).toBe('All of &lt;it&gt;')
  expect(direct?.messages.at(-1)?.files).toEqual([{ name: 'club.jsonl', size: 8 }])
})

test('an installation without the right to write files says so', async () => {
  const { bot } = await startBot({}, { scopes: ['chat:write'] })
  const handed = bot.hand(account(emmy), { name: 'club.jsonl', bytes: new TextEncoder().encode('{}') }, 'All of it')
  await expect(handed).rejects.toMatchObject({ reason: 'forbidden' })
})
