/** The connection to Discord: one client with as many shards as Discord recommends, which hands on raw events and keeps next to nothing itself. */
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
import { identifyTurns, type TakeTurn } from './identify-turns.ts'
import { keepToken } from './token-watch.ts'

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
  /** How shards are opened in turn with those of other processes; none: this one is alone. */
  takeTurn: TakeTurn | undefined
  /** Called once, to say which events are wanted. Their data come as Discord sends them. */
  listen(on: On): void
  onState(state: 'connected' | 'reconnecting'): void
  /** The connection ended for good, with Discord's close code. */
  onEnd(code: number): void
}

/** Resolves once logged in. Rejects with a sentence, or with {@link IntentsRefused}. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const client = createClient(options)
  /** Shards that are connected, and of those that were, the ones that are lost for now. */
  const live = new Set<number>()
  const lost = new Set<number>()
  let ended: number | undefined
  let opened = false
  let stopped = false
  /** Many shards take long, one after another: what counts is that it goes on. */
  const idle = Promise.withResolvers<undefined>()
  let patience = setTimeout(idle.resolve, LOGIN_LIMIT, undefined)
  const progress = () => {
    clearTimeout(patience)
    if (!opened) patience = setTimeout(idle.resolve, LOGIN_LIMIT, undefined)
  }

  const ready = new Promise<GatewayReadyDispatchData>((resolve) => {
    client.ws.on(GatewayDispatchEvents.Ready, (data: GatewayReadyDispatchData, shard: number) => {
      resolve(data)
      isBack(shard)
    })
  })
  client.ws.on(GatewayDispatchEvents.Resumed, (_: unknown, shard: number) => isBack(shard))
  client.on(Events.ShardReconnecting, (shard) => {
    live.delete(shard)
    lost.add(shard)
    if (opened && !stopped) options.onState('reconnecting')
  })
  client.on(Events.ShardDisconnect, ({ code }: CloseEvent, shard) => {
    live.delete(shard)
    ended = code
    if (!opened || stopped) return
    // The other shards go with it: all are opened anew, perhaps more of them.
    void stop()
    options.onEnd(code)
  })

  function isBack(shard: number): void {
    progress()
    live.add(shard)
    lost.delete(shard)
    if (stopped) return void client.destroy()
    if (opened && lost.size === 0) options.onState('connected')
  }

  options.listen((event, listener) => {
    client.ws.on(event, (data) => {
      if (!stopped) listener(data)
    })
  })

  const stop = async () => {
    stopped = true
    if (live.size > 0) await client.destroy()
    abandonReconnecting(client)
  }

  try {
    const token = await Promise.race([client.login(options.token), idle.promise])
    if (token === undefined) throw new Error('Discord let nobody in in time')
  } catch (cause) {
    await stop()
    throw explain(cause, ended)
  } finally {
    clearTimeout(patience)
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

function createClient({ apiUrl, content, takeTurn }: GatewayOptions): Client {
  const client = new Client({
    // The client lets shards identify as many at a time, and as often, as Discord allows; processes take turns.
    shards: 'auto',
    ...(takeTurn ? { ws: { buildIdentifyThrottler: (all) => identifyTurns(all, takeTurn) } } : {}),
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
