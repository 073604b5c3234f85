import { Events, Routes } from 'discord.js'
import { expect, test } from 'vitest'
import { ADA, login, nextRaw, onInteraction, PAPERS, playground, refusalOf } from './harness.ts'

const ROOM = '1180000000000000150'
const KINDS = { voice: 2, category: 4, announcements: 5, forum: 15 } as const

async function open(kind: keyof typeof KINDS) {
  const ground = await playground()
  const client = await login(ground.discord)
  const told = nextRaw(client, 'CHANNEL_CREATE')
  ground.discord.setting('channelCreated', { channel: ROOM, name: kind, type: KINDS[kind] })
  expect(await told).toMatchObject({ id: ROOM, type: KINDS[kind] })
  const post = (body: object = { content: 'a' }) => client.rest.post(Routes.channelMessages(ROOM), { body })
  return { ...ground, client, post }
}

async function idOf(sent: Promise<unknown>): Promise<string> {
  const message = await sent
  return typeof message === 'object' && message !== null && 'id' in message ? String(message.id) : ''
}

test.for(['forum', 'category'] as const)('a %s takes no messages, from the bot or from people', async (kind) => {
  const { post, act } = await open(kind)
  expect(await refusalOf(post())).toMatchObject({ code: 50008, status: 400 })
  expect((await act({ persona: ADA, do: 'say', channel: ROOM, text: 'a' })).error).toBeDefined()
})

test('a voice channel takes messages, and no threads on them', async () => {
  const { client, post } = await open('voice')
  const message = await idOf(post())
  const start = client.rest.post(Routes.threads(ROOM, message), { body: { name: 'Attention' } })
  expect(await refusalOf(start)).toMatchObject({ code: 50024, status: 400 })
})

test('the threads of announcements are of a kind of their own', async () => {
  const { client, post } = await open('announcements')
  const message = await idOf(post())
  const started = nextRaw(client, 'THREAD_CREATE')
  await client.rest.post(Routes.threads(ROOM, message), { body: { name: 'Attention' } })
  expect(await started).toMatchObject({ id: message, parent_id: ROOM, type: 10 })
  expect(await client.rest.get(Routes.channel(message))).toMatchObject({ type: 10 })
})

test('a thread in a forum begins with a message', async () => {
  const { client } = await open('forum')
  const start = client.rest.post(Routes.threads(ROOM), { body: { name: 'Attention', type: 11 } })
  expect((await refusalOf(start)).message).toContain('message[BASE_TYPE_REQUIRED]')
})

test('an interaction says what its person and the bot may do where it was made', async () => {
  const { discord, act } = await playground()
  const client = await login(discord)
  await client.application.commands.create({ name: 'ping', description: 'Pings' })
  discord.setting('permission', { channel: PAPERS, name: 'CreatePublicThreads', allowed: false })
  onInteraction(client, async (interaction) => interaction.isChatInputCommand() && interaction.reply('pong'))
  const { promise, resolve } = Promise.withResolvers<Record<string, unknown>>()
  client.on(Events.Raw, ({ t, d }) => t === 'INTERACTION_CREATE' && resolve(d))
  await act({ persona: ADA, do: 'command', channel: PAPERS, text: '/ping' })
  const { app_permissions, channel } = await promise
  expect(BigInt(String(app_permissions)) & (1n << 35n)).toBe(0n)
  expect(channel).toMatchObject({ permissions: expect.stringMatching(/^\d{2,}$/) })
})
