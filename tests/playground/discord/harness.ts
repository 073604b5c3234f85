/** A local Discord in memory and the real client logged in to it, both gone when the test is over. */
import { once } from 'node:events'
import { ChannelType, Client, type ClientOptions, Events, GatewayIntentBits, type Interaction } from 'discord.js'
import { onTestFinished } from 'vitest'
import { type LocalDiscord, startDiscord } from '../../../src/playground/discord/server.ts'
import type { Act, ActResult } from '../../../src/playground/types.ts'
import { openWorld, type World } from '../../../src/playground/world.ts'

const ALL_INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.MessageContent,
  GatewayIntentBits.GuildMessageReactions,
]

export const ADA = '1180000000000000301'
export const BRUNO = '1180000000000000302'
export const PAPERS = '1180000000000000101'
export const GUILD = '1180000000000000001'

export interface Playground {
  world: World
  discord: LocalDiscord
  act(act: Act): Promise<ActResult>
}

export async function playground(file = ':memory:'): Promise<Playground> {
  const world = openWorld(file)
  const discord = await startDiscord(world)
  onTestFinished(async () => {
    await discord.stop()
    world.close()
  })
  return { world, discord, act: (wish) => discord.act(wish) }
}

export function clientOf(discord: LocalDiscord, options: Partial<ClientOptions> = {}): Client {
  const client = new Client({
    intents: ALL_INTENTS,
    ...options,
    rest: { api: discord.env.DISCORD_API_URL ?? '', retries: 0, ...options.rest },
  })
  client.on(Events.Error, () => undefined)
  onTestFinished(() => client.destroy())
  return client
}

/** Logs in and waits until the client is ready. */
export async function login(discord: LocalDiscord, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = clientOf(discord, options)
  const ready = once(client, Events.ClientReady)
  await client.login(discord.env.DISCORD_TOKEN)
  await ready
  if (!client.isReady()) throw new Error('the client is not ready')
  return client
}

/** Hands every interaction to `handle`; what that rejects with fails the test. */
export function onInteraction(client: Client, handle: (interaction: Interaction) => Promise<unknown>): void {
  const handled: Promise<unknown>[] = []
  client.on(Events.InteractionCreate, (interaction) => handled.push(handle(interaction)))
  onTestFinished(async () => {
    await Promise.all(handled)
  })
}

export async function papers(client: Client) {
  const channel = await client.channels.fetch(PAPERS)
  if (channel?.type !== ChannelType.GuildText) throw new Error('no channel #papers')
  return channel
}

/** The next raw event of a name. */
export function nextRaw(client: Client, name: string): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    const listener = (packet: { t: string; d: Record<string, unknown> }) => {
      if (packet.t !== name) return
      client.off(Events.Raw, listener)
      resolve(packet.d)
    }
    client.on(Events.Raw, listener)
  })
}

/** The code and status that a rejected call of the client's carries. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: unknown; status: unknown; message: string }> {
  const error: unknown = await call.then(
    () => ({ message: 'it was not refused' }),
    (thrown: unknown) => thrown,
  )
  if (typeof error !== 'object' || error === null) throw new Error('rejected with no error')
  return {
    code: Reflect.get(error, 'code'),
    status: Reflect.get(error, 'status'),
    message: String(Reflect.get(error, 'message')),
  }
}

export function messagesOf(discord: LocalDiscord, channel = PAPERS) {
  return discord.state().channels.find(({ id }) => id === channel)?.messages ?? []
}

export function threadsOf(discord: LocalDiscord, channel = PAPERS) {
  return discord.state().channels.find(({ id }) => id === channel)?.threads ?? []
}
