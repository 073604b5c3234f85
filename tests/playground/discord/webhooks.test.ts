import { type APIMessage, type APIWebhook, Routes } from 'discord.js'
import { expect, test } from 'vitest'
import { ADA, login, messagesOf, nextRaw, PAPERS, papers, playground, refusalOf, threadsOf } from './harness.ts'
import { answerProblems, specProblems } from './spec.ts'

async function open() {
  const ground = await playground()
  const client = await login(ground.discord)
  const make = (name = 'Lectern') => client.rest.post(Routes.channelWebhooks(PAPERS), { body: { name } })
  const webhook = (await make()) as APIWebhook & { token: string }
  const thread = await (await (await papers(client)).send('The pick')).startThread({ name: 'Attention' })
  const query = (more: Record<string, string> = {}) => new URLSearchParams({ wait: 'true', ...more })
  const inThread = { thread_id: thread.id }
  const say = (body: object, more: Record<string, string> = inThread) =>
    client.rest.post(Routes.webhook(webhook.id, webhook.token), { body, query: query(more), auth: false })
  const route = (message: string) => Routes.webhookMessage(webhook.id, webhook.token, message)
  return { ...ground, client, webhook, thread, make, say, route, query, inThread }
}

test('a webhook writes under the name that each message gives it, and is shown to all as a bot’s', async () => {
  const { discord, client, webhook, thread, say } = await open()
  const event = nextRaw(client, 'MESSAGE_CREATE')

  const sent = await say({ content: 'hello <@1180000000000000301>', username: 'Ada (Slack)' })

  expect(answerProblems('message', sent)).toEqual([])
  expect(answerProblems('webhook', webhook)).toEqual([])
  expect(discord.requests().flatMap(specProblems)).toEqual([])
  expect(sent).toMatchObject({
    channel_id: thread.id,
    webhook_id: webhook.id,
    application_id: client.user.id,
    author: { id: webhook.id, username: 'Ada (Slack)', bot: true, discriminator: '0000' },
  })
  const heard = await event
  expect(heard).toMatchObject({ webhook_id: webhook.id, content: 'hello <@1180000000000000301>' })
  expect(heard).not.toHaveProperty('member')
  expect(threadsOf(discord)[0]?.messages).toMatchObject([{ author: { name: 'Ada (Slack)', bot: true } }])
})

test('its messages are changed and deleted with its token, and with the id of the thread that they stand in', async () => {
  const { discord, client, thread, say, route, query, inThread } = await open()
  const { id } = (await say({ content: 'one' })) as APIMessage
  const change = (more?: Record<string, string>) =>
    client.rest.patch(route(id), { body: { content: 'two' }, query: query(more), auth: false })
  expect(await refusalOf(change())).toMatchObject({ code: 10008, status: 404 })
  expect(
    await refusalOf(client.rest.patch(Routes.channelMessage(thread.id, id), { body: { content: 'x' } })),
  ).toMatchObject({ code: 50005, status: 403 })
  expect(await refusalOf(client.rest.delete(Routes.channelMessage(thread.id, id)))).toMatchObject({ code: 50013 })
  await change(inThread)
  expect(threadsOf(discord)[0]?.messages).toMatchObject([{ text: 'two' }])
  discord.setting('thread', { thread: thread.id, archived: true })
  expect(await refusalOf(change(inThread))).toMatchObject({ code: 50083 })
  discord.setting('thread', { thread: thread.id, archived: false })
  await client.rest.delete(route(id), { query: query(inThread), auth: false })
  expect(threadsOf(discord)[0]?.messages).toEqual([])
})

test('without a thread’s id it writes in its channel, and in another channel’s thread never', async () => {
  const { discord, client, say } = await open()
  await say({ content: 'to all' }, {})
  expect(messagesOf(discord).at(-1)).toMatchObject({ text: 'to all', author: { name: 'Lectern' } })
  const other = discord.state().channels[1]?.id ?? ''
  const elsewhere = (await client.rest.post(Routes.threads(other), { body: { name: 'x', type: 11 } })) as { id: string }
  expect(await refusalOf(say({ content: 'x' }, { thread_id: elsewhere.id }))).toMatchObject({ code: 10003 })
})

test.each([
  ['Discordia', 'cannot contain "discord"'],
  ['Bonnie & CLYDE', 'cannot contain "clyde"'],
  ['everyone', 'cannot be "everyone"'],
  ['a'.repeat(81), '80'],
])('nobody is called %s', async (name, why) => {
  const { say, make } = await open()
  for (const call of [say({ content: 'hello', username: name }), make(name)]) {
    expect(await refusalOf(call)).toMatchObject({ code: 50035, message: expect.stringContaining(why) })
  }
})

test('a channel has fifteen webhooks, and the bot sees the tokens of its own alone', async () => {
  const { discord, client, webhook, make } = await open()
  discord.setting('webhooksMade', { channel: PAPERS, count: 14 })
  expect(await refusalOf(make())).toMatchObject({ code: 30007, status: 400 })
  const all = (await client.rest.get(Routes.channelWebhooks(PAPERS))) as APIWebhook[]
  expect(all.map(({ token }) => token !== undefined)).toEqual([true, ...Array(14).fill(false)])
  expect(all[0]).toMatchObject({ id: webhook.id, token: webhook.token, application_id: client.user.id })
  expect(all[1]).toMatchObject({ application_id: null })
})

test('to make and list them takes a permission; to use, see or delete what is the bot’s own takes none', async () => {
  const { discord, client, webhook, make, say } = await open()
  discord.setting('permission', { channel: PAPERS, name: 'ManageWebhooks', allowed: false })
  expect(await refusalOf(make())).toMatchObject({ code: 50013, status: 403 })
  expect(await refusalOf(client.rest.get(Routes.channelWebhooks(PAPERS)))).toMatchObject({ code: 50013 })
  await say({ content: 'still' })
  expect(await client.rest.get(Routes.webhook(webhook.id))).toMatchObject({ token: webhook.token })
  await client.rest.delete(Routes.webhook(webhook.id))
  expect(await refusalOf(say({ content: 'no more' }))).toMatchObject({ code: 10015, status: 404 })
  expect(await refusalOf(client.rest.get(Routes.webhook(webhook.id)))).toMatchObject({ code: 10015 })
})

test('another token is none, and what it wrote is hidden where the bot may not read what others write', async () => {
  const { discord, act, client, webhook, thread, say } = await open()
  const wrong = client.rest.post(Routes.webhook(webhook.id, 'guessed'), { body: { content: 'x' }, auth: false })
  expect(await refusalOf(wrong)).toMatchObject({ code: 50027, status: 401 })
  const { id } = (await say({ content: 'one' })) as APIMessage
  discord.setting('messageContent', false)
  expect(await client.rest.get(Routes.channelMessage(thread.id, id))).toMatchObject({
    content: '',
    webhook_id: webhook.id,
  })
  expect(await act({ persona: ADA, do: 'edit', channel: PAPERS, message: id, text: 'x' })).toMatchObject({
    error: 'Only your own messages can be edited',
  })
})
