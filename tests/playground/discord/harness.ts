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

/** How Discord answers a plain request of the bot's. `faults`: each as `place NAME`, where a form is refused. */
export interface Asked {
  status: number
  code: unknown
  body: unknown
  faults: string[]
  headers: Headers
}

/** Asks past every client, as a program that checks nothing by itself does. A text goes as it stands. */
export async function ask(discord: LocalDiscord, method: string, path: string, body?: unknown): Promise<Asked> {
  const headers = { authorization: `Bot ${discord.env.DISCORD_TOKEN}`, 'content-type': 'application/json' }
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const response = await fetch(`${discord.env.DISCORD_API_URL}/v10${path}`, { method, headers, ...sent })
  const text = await response.text()
  const answer: unknown = text === '' ? null : JSON.parse(text)
  const { code, errors } = Object(answer)
  return { status: response.status, code, body: answer, faults: faultsIn(errors), headers: response.headers }
}

function faultsIn(errors: unknown, at = ''): string[] {
  return Object.entries(Object(errors)).flatMap(([key, value]) =>
    key === '_errors' && Array.isArray(value)
      ? value.map(({ code }) => `${at} ${code}`.trim())
      : faultsIn(value, at ? `${at}.${key}` : key),
  )
}

/** A date of the server's as Discord takes it: an hour long, an hour from now. */
export function anEvent(now: number): object {
  const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString()
  const when = { scheduled_start_time: at(1), scheduled_end_time: at(2) }
  return { name: 'a', ...when, privacy_level: 2, entity_type: 3, entity_metadata: { location: 'a' } }
}

/** Limits by the clock out of the way: so many calls come at once in some tests. */
export function unhurried(discord: LocalDiscord): void {
  discord.setting('pace', { calls: 1_000, window: 1_000 })
}

export function messagesOf(discord: LocalDiscord, channel = PAPERS) {
  return discord.state().channels.find(({ id }) => id === channel)?.messages ?? []
}

export function threadsOf(discord: LocalDiscord, channel = PAPERS) {
  return discord.state().channels.find(({ id }) => id === channel)?.threads ?? []
}
