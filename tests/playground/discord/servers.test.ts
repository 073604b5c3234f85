/** The second server, and conversations with one person. */
import { once } from 'node:events'
import {
  type APIInteraction,
  ChannelType,
  Events,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
} from 'discord.js'
import { expect, test } from 'vitest'
import { directId } from '../../../src/playground/discord/direct.ts'
import { SECOND } from '../../../src/playground/discord/guilds.ts'
import type { ChannelChange } from '../../../src/playground/types.ts'
import { ADA, BRUNO, login, onInteraction, type Playground, playground } from './harness.ts'

const CHIYO = '1180000000000000303'
const DARA = '1180000000000000304'
const BACK_OFFICE = SECOND.channels.find(({ hidden }) => hidden)?.id ?? ''
const LOBBY = SECOND.systemChannel ?? ''

async function there(): Promise<
  Playground & { heard: GatewayDispatchPayload[]; client: Awaited<ReturnType<typeof login>> }
> {
  const ground = await playground()
  const client = await login(ground.discord)
  const heard: GatewayDispatchPayload[] = []
  client.on(Events.Raw, (packet) => void heard.push(packet))
  return { ...ground, heard, client }
}

async function invited() {
  const ground = await there()
  const joined = once(ground.client, Events.GuildCreate)
  expect(await ground.act({ persona: BRUNO, do: 'invite', place: SECOND.id })).toEqual({})
  await joined
  return ground
}

test('only who manages a server asks the bot in, once; then it knows the server’s channels, members and roles', async () => {
  const { act, client, discord, heard, world } = await there()
  expect(client.guilds.cache.has(SECOND.id)).toBe(false)
  await expect(client.guilds.fetch(SECOND.id)).rejects.toMatchObject({ code: 10004 })
  await expect(client.rest.get(`/channels/${LOBBY}`)).rejects.toMatchObject({ code: 50001 })
  expect((await act({ persona: CHIYO, do: 'invite', place: SECOND.id })).error).toMatch(/manages/)
  const joined = once(client, Events.GuildCreate)
  await act({ persona: BRUNO, do: 'invite', place: SECOND.id })
  await joined
  expect((await act({ persona: BRUNO, do: 'invite', place: SECOND.id })).error).toMatch(/already/)
  const created = heard.find(({ t }) => t === GatewayDispatchEvents.GuildCreate)
  expect(created?.d).toMatchObject({
    id: SECOND.id,
    system_channel_id: LOBBY,
    unavailable: false,
    joined_at: expect.stringContaining(new Date(world.now()).toISOString().slice(0, 13)),
  })
  const guild = await client.guilds.fetch(SECOND.id)
  expect([...(await guild.members.fetch()).keys()].sort()).toEqual([client.user.id, BRUNO, CHIYO, DARA].sort())
  expect((await guild.members.fetch(CHIYO)).permissions.has('ManageChannels')).toBe(true)
  expect((await guild.members.fetch(DARA)).permissions.has('ManageChannels')).toBe(false)
  const types = new Set(guild.channels.cache.map(({ type }) => type))
  expect(types).toEqual(
    new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum, ChannelType.GuildVoice]),
  )
  await expect(client.rest.get(`/channels/${BACK_OFFICE}`)).rejects.toMatchObject({ code: 50001 })
  expect(discord.state().others?.[0]).toMatchObject({ bot: 'in', name: SECOND.name })
})

test('put out of a server the bot hears no more of it, and is refused there; asked in again it is back', async () => {
  const { act, client, discord, heard } = await invited()
  const gone = once(client, Events.GuildDelete)
  expect((await act({ persona: DARA, do: 'dismiss', place: SECOND.id })).error).toBeTruthy()
  expect(await act({ persona: BRUNO, do: 'dismiss', place: SECOND.id })).toEqual({})
  await gone
  expect(heard.at(-1)).toMatchObject({ t: 'GUILD_DELETE', d: { id: SECOND.id } })
  expect(heard.at(-1)?.d).not.toHaveProperty('unavailable')
  await act({ persona: DARA, do: 'say', channel: LOBBY, text: 'hello?' })
  await expect(client.rest.post(`/channels/${LOBBY}/messages`, { body: { content: 'x' } })).rejects.toMatchObject({
    code: 50001,
  })
  expect(heard.some(({ t }) => t === 'MESSAGE_CREATE')).toBe(false)
  expect(discord.state().others?.[0]?.bot).toBe('out')
  const back = once(client, Events.GuildCreate)
  await act({ persona: BRUNO, do: 'invite', place: SECOND.id })
  await back
})

test('a server that is down is unavailable, not left, and comes back', async () => {
  const { client, discord, heard } = await invited()
  const down = once(client, Events.GuildUnavailable)
  discord.setting('outage', { guild: SECOND.id, down: true })
  await down
  expect(heard.at(-1)).toMatchObject({ t: 'GUILD_DELETE', d: { id: SECOND.id, unavailable: true } })
  await expect(client.rest.get(`/channels/${LOBBY}`)).rejects.toMatchObject({ status: 503 })
  const up = once(client, Events.GuildAvailable)
  discord.setting('outage', { guild: SECOND.id, down: false })
  await up
})

test('channels are renamed, hidden and deleted by who manages them, and the bot is told', async () => {
  const { act, client, heard } = await invited()
  const manage = (persona: string, change: ChannelChange) => act({ persona, do: 'manage', channel: birds, change })
  const birds = SECOND.channels[1]?.id ?? ''
  expect((await manage(DARA, { name: 'gulls' })).error).toBeTruthy()
  await manage(CHIYO, { name: 'gulls' })
  await manage(CHIYO, { private: true })
  await expect.poll(() => heard.filter(({ t }) => t === 'CHANNEL_UPDATE').length).toBe(2)
  expect(heard.findLast(({ t }) => t === 'CHANNEL_UPDATE')?.d).toMatchObject({
    name: 'gulls',
    permission_overwrites: [{ id: SECOND.id, type: 0, deny: '1024' }],
  })
  await expect(client.rest.get(`/channels/${birds}`)).rejects.toMatchObject({ code: 50001 })
  expect((await act({ persona: DARA, do: 'say', channel: birds, text: 'x' })).error).toBe('There is no such channel')
  await manage(CHIYO, { private: false })
  await manage(CHIYO, { delete: true })
  await expect.poll(() => heard.at(-1)?.t).toBe('CHANNEL_DELETE')
  expect(heard.at(-1)?.d).toMatchObject({ id: birds, guild_id: SECOND.id, type: ChannelType.GuildText })
})

test('in a conversation with the bot a command that allows it names no server and no member, and is answered there', async () => {
  const { act, client, discord, heard } = await there()
  const contexts = [0, 1]
  await client.application.commands.create({ name: 'paper', description: 'Papers', contexts })
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('here')
  })
  const channel = directId(ADA)
  const said = await act({ persona: ADA, do: 'command', channel, text: '/paper' })
  expect(said.message?.text).toBe('here')
  const interaction = heard.find(({ t }) => t === 'INTERACTION_CREATE')?.d as APIInteraction
  expect(interaction).toMatchObject({ context: 1, user: { id: ADA }, channel: { type: 1, recipients: [{ id: ADA }] } })
  expect(interaction).not.toHaveProperty('guild_id')
  expect(interaction).not.toHaveProperty('member')
  const direct = discord.state().directs?.find(({ persona }) => persona === ADA)
  expect(direct).toMatchObject({ kind: 'direct', messages: [{ text: 'here' }] })
  expect((await act({ persona: BRUNO, do: 'command', channel, text: '/paper' })).error).toBe('There is no such channel')
})

test('a command for servers alone is not offered in a conversation, and none where the bot is not', async () => {
  const { act, client } = await there()
  await client.application.commands.create({ name: 'paper', description: 'Papers', contexts: [0] })
  const typed = { do: 'command', text: '/paper' } as const
  const error = 'Unknown application command'
  expect(await act({ persona: ADA, ...typed, channel: directId(ADA) })).toEqual({ error })
  expect(await act({ persona: BRUNO, ...typed, channel: LOBBY })).toEqual({ error })
})
