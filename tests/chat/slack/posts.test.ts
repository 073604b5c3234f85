import { expect, test } from 'vitest'
import { ChatFailure } from '../../../src/chat/failure.ts'
import { ada, card, channel, messagesOf, room, shows, startBot } from './bot.ts'

const ago = () => Temporal.Now.instant().subtract({ minutes: 1 })
const ballot = (key: string) =>
  card('Ballot', { kind: 'buttons', buttons: [{ label: 'My vote', action: `vote:mine:${key}` }] })

test('a post is found again by its key, and only by its own', async () => {
  const { bot } = await startBot({})
  const ref = await bot.post(room, ballot('ballot.c.1'), 'ballot.c.1')
  expect(await bot.findPost(room, 'ballot.c.1', ago())).toEqual(ref)
  expect(await bot.findPost(room, 'ballot.c.2', ago())).toBe('absent')
  expect(await bot.findPost(room, 'c.1', ago())).toBe('absent')
})

test('a post is found by its control where Slack dropped the metadata', async () => {
  const { bot } = await startBot({})
  const ref = await bot.post(room, ballot('ballot.c.1'), 'something else')
  expect(await bot.findPost(room, 'ballot.c.1', ago())).toEqual(ref)
})

test('a post that timed out may be there all the same, and is looked for rather than sent again', async () => {
  const { bot, world } = await startBot({})
  world.addFault({ chat: 'slack', match: 'chat.postMessage', drop: true })
  const failure = await bot.post(room, ballot('ballot.c.1'), 'ballot.c.1').catch((error: unknown) => error)
  expect(failure).toMatchObject({ reason: 'busy', sent: 'unknown' })
  expect(await bot.findPost(room, 'ballot.c.1', ago())).toMatchObject({ room })
})

test('a history that cannot be read is unknown, not absent', async () => {
  const { bot, world } = await startBot({})
  world.addFault({ chat: 'slack', match: 'conversations.history', status: 500 })
  expect(await bot.findPost(room, 'ballot.c.1', ago())).toBe('unknown')
})

test('a post is among many: history is read to its end', async () => {
  const { bot, slack } = await startBot({})
  const ref = await bot.post(room, ballot('ballot.c.1'), 'ballot.c.1')
  for (let index = 0; index < 230; index++) {
    await slack.act({ do: 'say', persona: ada, channel, text: `message ${index}` })
  }
  expect(await bot.findPost(room, 'ballot.c.1', ago())).toEqual(ref)
}, 30_000)

test('the bot joins a public channel that it is not in, once, and posts then', async () => {
  const { bot, slack } = await startBot({})
  slack.setting({ kick: channel })
  await bot.post(room, card('Here I am'), 'welcome.c.1')
  expect(slack.requests().map(({ method }) => method)).toContain('conversations.join')
})

test.each([
  ['an archived room', 'archived', { archive: channel }],
  ['a token that was taken back', 'token', { revokeToken: true }],
  ['a missing right', 'forbidden', { scopes: [] }],
] as const)('%s makes a post fail as %s, and nothing was sent', async (_, reason, setting) => {
  const { bot, slack } = await startBot({})
  slack.setting(setting as Parameters<typeof slack.setting>[0])
  const failure = await bot.post(room, card('x'), 'pick.c.1').catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ChatFailure)
  expect(failure).toMatchObject({ reason, sent: 'no' })
})

test('when Slack asks to slow down, the post fails at once as busy, not sent', async () => {
  const { bot, world } = await startBot({})
  world.addFault({ chat: 'slack', match: 'chat.postMessage', status: 429, retryAfter: 30 })
  const failure = await bot.post(room, card('x'), 'pick.c.1').catch((error: unknown) => error)
  expect(failure).toMatchObject({ reason: 'busy', sent: 'no' })
})

test('an edit replaces what a message shows, and a message that is gone says so', async () => {
  const { bot, slack } = await startBot({})
  const ref = await bot.post(room, card('Before'), 'pick.c.1')
  await bot.edit(ref, card('After'))
  expect(messagesOf({ slack }).find(({ id }) => id === ref.message)?.text).toBe('After')
  slack.setting({ deleteMessage: ref.message, channel })
  await expect(bot.edit(ref, card('Again'))).rejects.toMatchObject({ reason: 'missing', sent: 'no' })
})

test('a thread is opened with a word on how to join, once', async () => {
  const { bot, slack } = await startBot({})
  const ref = await bot.post(room, card('The pick'), 'pick.c.1')
  expect(await bot.openThread(ref, 'A <paper> & more')).toEqual({ room, thread: ref.message })
  expect(await bot.openThread(ref, 'A <paper> & more')).toEqual({ room, thread: ref.message })
  const [thread] = slack.state().channels.find(({ id }) => id === channel)?.threads ?? []
  expect(thread?.messages.map(({ text }) => text)).toEqual([
    'Discussion: A &lt;paper&gt; &amp; more\nWrite here: what is said in this thread is kept as the discussion.',
  ])
  // Another paper took the place of the pick.
  await bot.openThread(ref, 'Another one')
  const [after] = slack.state().channels.find(({ id }) => id === channel)?.threads ?? []
  expect(after?.messages.map(({ text }) => text)).toEqual([expect.stringMatching(/^Discussion: Another one\n/)])
})

test('F36 a thread’s opening that Slack puts off is tried again, and one that it refuses is done without', async () => {
  const { bot, slack, world } = await startBot({})
  const ref = await bot.post(room, card('The pick'), 'pick.c.1')
  world.addFault({ chat: 'slack', match: 'chat.postMessage', status: 429, retryAfter: 5 })
  await expect(bot.openThread(ref, 'A paper')).rejects.toMatchObject({ reason: 'busy', retryAfter: 5_000 })
  world.addFault({ chat: 'slack', match: 'chat.postMessage', error: 'restricted_action_thread_locked' })
  expect(await bot.openThread(ref, 'A paper')).toEqual({ room, thread: ref.message })
  expect(await bot.openThread(ref, '*A paper*\n> x')).toEqual({ room, thread: ref.message })
  const [thread] = slack.state().channels.find(({ id }) => id === channel)?.threads ?? []
  expect(thread?.messages).toHaveLength(1)
  expect(thread?.messages[0]?.text).not.toMatch(/\*A paper\*|^&gt;/m)
})

test('a link jumps to a message, and there is none to what is gone', async () => {
  const { bot } = await startBot({})
  const ref = await bot.post(room, card('The pick'), 'pick.c.1')
  const link = await bot.link(ref)
  expect(link && (await (await fetch(link)).text())).toBe('The pick')
  expect(await bot.link({ room, message: '1.000001' })).toBeNull()
})

test('F25 a post carries its key and nothing else beside what it shows', async () => {
  const { bot, slack } = await startBot({})
  await bot.post(room, ballot('ballot.c.1'), 'ballot.c.1')
  const posted = slack.requests().find(({ method }) => method === 'chat.postMessage')
  expect(JSON.parse(String(posted?.body.metadata))).toEqual({
    event_type: 'lectern_post',
    event_payload: { key: 'ballot.c.1' },
  })
})

test('nothing that was said or asked stands in the log', async () => {
  const { bot, slack, world, logged } = await startBot({ runText: () => shows('actor', card('secret words'), 1_000) })
  world.addFault({ chat: 'slack', match: '/commands/', status: 500 })
  world.addFault({ chat: 'slack', match: 'chat.postEphemeral', status: 500 })
  await slack.act({ do: 'command', persona: ada, channel, text: '/paper secret question' })
  world.addFault({ chat: 'slack', match: 'chat.postMessage', status: 500 })
  await bot.post(room, card('secret words'), 'pick.c.1').catch(() => {})
  await bot.stop()
  expect(logged.length).toBeGreaterThan(0)
  expect(JSON.stringify(logged)).not.toMatch(/secret|xoxb|xapp|http:/)
})
