/** The connection to Discord: one client, logged in, which hands on raw events and keeps next to nothing itself. */
import {
  Client,
  type CloseEvent,
  Events,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  type GatewayReadyDispatchData,
  Options,
} from 'discord.js'
import { intents } from './asks.ts'
import { facts, trouble } from './failure.ts'
import { keepToken } from './token-watch.ts'
import { within } from './within.ts'

/** Asked for more than the application may have: log in again with less. */
export class IntentsRefused extends Error {}

export interface Gateway {
  application: string
  user: string
  stop(): Promise<void>
}

export type On = <T>(event: GatewayDispatchEvents, listener: (data: T) => void) => void

export interface GatewayOptions {
  token: string
  apiUrl: string | undefined
  /** Whether to ask for the text of messages. */
  content: boolean
  /** Called once, to say which events are wanted. Their data come as Discord sends them. */
  listen(on: On): void
  onState(state: 'connected' | 'reconnecting'): void
  /** The connection ended for good, with Discord's close code. */
  onEnd(code: number): void
}

/** Resolves once logged in. Rejects with a sentence, or with {@link IntentsRefused}. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const client = createClient(options)
  let live = false
  let ended: number | undefined
  let opened = false
  let stopped = false

  const ready = new Promise<GatewayReadyDispatchData>((resolve) => {
    client.ws.on(GatewayDispatchEvents.Ready, (data: GatewayReadyDispatchData) => {
      live = true
      if (stopped) return void client.destroy()
      resolve(data)
      if (opened) options.onState('connected')
    })
  })
  client.ws.on(GatewayDispatchEvents.Resumed, () => {
    live = true
    if (stopped) return void client.destroy()
    options.onState('connected')
  })
  client.on(Events.ShardReconnecting, () => {
    live = false
    if (opened && !stopped) options.onState('reconnecting')
  })
  client.on(Events.ShardDisconnect, ({ code }: CloseEvent) => {
    live = false
    ended = code
    if (opened && !stopped) options.onEnd(code)
  })
  options.listen((event, listener) => {
    client.ws.on(event, (data) => {
      if (!stopped) listener(data)
    })
  })

  const stop = async () => {
    stopped = true
    if (live) await client.destroy()
    abandonReconnecting(client)
  }

  try {
    const token = await within(client.login(options.token), LOGIN_LIMIT)
    if (token === undefined) throw new Error('Discord let nobody in in time')
  } catch (cause) {
    await stop()
    throw explain(cause, ended)
  }
  const { application, user } = await ready
  opened = true
  return { application: application.id, user: user.id, stop }
}

/** Milliseconds. */
const LOGIN_LIMIT = 20_000

/** What Discord says of a close for good. */
export function sentenceOf(code: number): string {
  if (code === GatewayCloseCodes.AuthenticationFailed) return WRONG_TOKEN
  return `Discord closed the connection for good (code ${code}).`
}

export const WRONG_TOKEN =
  'Discord does not accept DISCORD_TOKEN. Copy the token anew from the Bot page of your application at https://discord.com/developers/applications (Reset Token).'

function createClient({ apiUrl, content }: GatewayOptions): Client {
  const client = new Client({
    intents: intents(content),
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits(NOTHING),
    sweepers: {},
    rest: apiUrl === undefined ? {} : { api: apiUrl },
  })
  client.on(Events.Error, () => undefined)
  keepToken(client.rest)
  return client
}

const NOTHING = {
  AutoModerationRuleManager: 0,
  DMMessageManager: 0,
  EntitlementManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildForumThreadManager: 0,
  GuildInviteManager: 0,
  GuildMemberManager: 0,
  GuildMessageManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  GuildTextThreadManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadManager: 0,
  ThreadMemberManager: 0,
  UserManager: 0,
  VoiceStateManager: 0,
}

function explain(cause: unknown, closed: number | undefined): Error {
  if (closed === GatewayCloseCodes.DisallowedIntents) return new IntentsRefused('Discord refused an intent', { cause })
  if (closed !== undefined) return new Error(sentenceOf(closed))
  const { code, status } = facts(cause)
  if (code === 'TokenInvalid' || status === 401) return new Error(WRONG_TOKEN)
  return new Error('Discord cannot be reached.', { cause: trouble(cause) })
}

/** A client that waits to reconnect cannot be told to stop: what it asks for next is never answered. */
function abandonReconnecting(client: Client): void {
  for (const shard of client.ws.shards.values()) Reflect.set(shard, 'sessionInfo', new Promise(() => undefined))
}
