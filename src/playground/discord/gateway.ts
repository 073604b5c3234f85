/** The gateway: sessions over WebSocket that identify, beat, resume and get the events that their intents ask for. */

import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10'
import { type WebSocket, WebSocketServer } from 'ws'
import { requestUrl } from '../request-url.ts'
import { findGuild, GUILDS, type Guild } from './guilds.ts'
import { applicationFlags, isSwitchedOn, REGISTERED_INTENTS } from './intents.ts'
import { type Fields, fieldsOf, isFields, listOf, numberOf, textOf } from './json.ts'
import { botMay } from './permissions.ts'
import { BOT, TOKEN } from './personas.ts'
import type { Dispatch, Realm } from './realm.ts'
import { guildCreateView } from './views/guild.ts'
import { memberIds, memberView, userView } from './views/people.ts'
import { isFromElsewhere } from './visitors.ts'

export interface Gateway {
  connected(): boolean
  /** Cuts every socket without a word; the sessions can be resumed. */
  cut(): void
  /** Asks every session to reconnect and resume. */
  reconnect(): void
  /** Ends every session: clients have to identify anew and get ready once more. */
  forget(): void
  /** Sends the last message event to every session once more. */
  redeliver(): void
  /** How often clients shall beat, and whether their beats are heard. */
  heartbeat(options: { interval: number; acknowledged: boolean }): void
  stop(): Promise<void>
}

interface Session {
  id: string
  intents: number
  /** Which of how many it is. */
  shard: Shard
  sequence: number
  sent: { sequence: number; packet: string }[]
  socket: WebSocket | null
  lastMessage: { name: string; data: unknown } | null
}

type Shard = readonly [index: number, count: number]

const KEPT_EVENTS = 5_000
const KEPT_SESSIONS = 64
const CLOSES_THAT_END_A_SESSION = new Set([1000, 1001])

export function openGateway(realm: Realm, server: Server, url: () => string): Gateway {
  const sockets = new WebSocketServer({
    server,
    verifyClient: ({ req }: { req: IncomingMessage }) => !isFromElsewhere(req),
  })
  const sessions = new Map<string, Session>()
  /** When a shard last identified, by what it shares its turn with; milliseconds. */
  const identified = new Map<number, number>()
  let beat = { interval: 41_250, acknowledged: true }

  sockets.on('connection', (socket, request) => {
    const version = requestUrl(request).searchParams.get('v')
    if (version !== null && version !== '10') return socket.close(GatewayCloseCodes.InvalidAPIVersion)
    greet(socket)
  })
  realm.onDispatch((event) => {
    for (const session of sessions.values()) deliver(session, event)
  })

  function greet(socket: WebSocket): void {
    let session: Session | null = null
    let silence = setTimeout(() => socket.terminate(), beat.interval * 3)
    const heard = () => {
      clearTimeout(silence)
      silence = setTimeout(() => socket.close(GatewayCloseCodes.SessionTimedOut), beat.interval * 3)
    }

    socket.on('error', () => socket.terminate())
    socket.on('close', (code) => {
      clearTimeout(silence)
      if (session?.socket === socket) session.socket = null
      if (session && CLOSES_THAT_END_A_SESSION.has(code)) sessions.delete(session.id)
      realm.world.changed()
    })
    socket.on('message', (raw) => {
      const packet = parse(String(raw))
      if (!packet) return socket.close(GatewayCloseCodes.DecodeError)
      const data = fieldsOf(packet.d)
      switch (packet.op) {
        case GatewayOpcodes.Heartbeat:
          heard()
          if (beat.acknowledged) send(socket, { op: GatewayOpcodes.HeartbeatAck })
          return
        case GatewayOpcodes.Identify:
          if (session) return socket.close(GatewayCloseCodes.AlreadyAuthenticated)
          session = identify(socket, data)
          return
        case GatewayOpcodes.Resume:
          if (session) return socket.close(GatewayCloseCodes.AlreadyAuthenticated)
          session = resume(socket, data)
          return
        case GatewayOpcodes.PresenceUpdate:
        case GatewayOpcodes.VoiceStateUpdate:
          if (!session) socket.close(GatewayCloseCodes.NotAuthenticated)
          return
        case GatewayOpcodes.RequestGuildMembers:
          if (!session) return socket.close(GatewayCloseCodes.NotAuthenticated)
          return sendMembers(session, data)
        default:
          socket.close(GatewayCloseCodes.UnknownOpcode)
      }
    })
    send(socket, { op: GatewayOpcodes.Hello, d: { heartbeat_interval: beat.interval, _trace: [] } })
  }

  function identify(socket: WebSocket, data: Fields): Session | null {
    const refused = refuseIdentify(realm, data)
    if (refused) {
      socket.close(refused)
      return null
    }
    const shard = shardOf(data)
    if (isTooSoon(shard)) {
      send(socket, { op: GatewayOpcodes.InvalidSession, d: false })
      return null
    }
    const session: Session = {
      id: randomUUID().replaceAll('-', ''),
      intents: numberOf(data.intents),
      shard,
      sequence: 0,
      sent: [],
      socket,
      lastMessage: null,
    }
    sessions.set(session.id, session)
    forgetOldSessions(sessions)
    push(session, 'READY', {
      v: 10,
      user: { ...userView(BOT.id), verified: true, mfa_enabled: false, email: null },
      guilds: guildsOfBot(realm)
        .filter(({ id }) => isOn(shard, id))
        .map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      session_type: 'normal',
      private_channels: [],
      relationships: [],
      presences: [],
      shard,
      application: { id: BOT.id, flags: applicationFlags(realm.settings()) },
      _trace: [],
    })
    if (session.intents & GatewayIntentBits.Guilds) {
      for (const guild of guildsOfBot(realm)) {
        if (isOn(shard, guild.id) && realm.standing(guild.id) === 'in')
          push(session, 'GUILD_CREATE', guildCreateView(realm, guild))
      }
    }
    realm.world.changed()
    return session
  }

  function isTooSoon([index]: Shard): boolean {
    const { concurrency, every } = realm.settings().sharding ?? { concurrency: 1, every: 0 }
    const before = identified.get(index % concurrency)
    const now = performance.now()
    if (before !== undefined && now - before < every) return true
    identified.set(index % concurrency, now)
    return false
  }

  function resume(socket: WebSocket, data: Fields): Session | null {
    if (!takesToken(realm, data.token)) {
      socket.close(GatewayCloseCodes.AuthenticationFailed)
      return null
    }
    const session = sessions.get(textOf(data.session_id))
    const seen = numberOf(data.seq)
    const oldest = session?.sent[0]?.sequence ?? 0
    if (!session || seen + 1 < oldest) {
      send(socket, { op: GatewayOpcodes.InvalidSession, d: false })
      return null
    }
    if (seen > session.sequence) {
      sessions.delete(session.id)
      socket.close(GatewayCloseCodes.InvalidSeq)
      return null
    }
    session.socket?.close(1000)
    session.socket = socket
    for (const { sequence, packet } of session.sent) if (sequence > seen) socket.send(packet)
    push(session, 'RESUMED', { _trace: [] })
    realm.world.changed()
    return session
  }

  function deliver(session: Session, event: Dispatch): void {
    if (event.intent && !(session.intents & event.intent)) return
    if (event.channel && !botMay(realm, event.channel, 'ViewChannel')) return
    const data = event.data(readsContent(session))
    if (!isOn(session.shard, guildOf(event.name, fieldsOf(data)))) return
    if (event.name.startsWith('MESSAGE_')) session.lastMessage = { name: event.name, data }
    push(session, event.name, data)
  }

  function readsContent(session: Session): boolean {
    return realm.settings().messageContent && (session.intents & GatewayIntentBits.MessageContent) !== 0
  }

  function sendMembers(session: Session, data: Fields): void {
    const wanted = [data.user_ids].flat().map(String)
    const guild = findGuild(textOf(data.guild_id))
    if (!guild || realm.standing(guild.id) !== 'in') return
    const ids = memberIds(guild).filter((id) => data.user_ids === undefined || wanted.includes(id))
    push(session, 'GUILD_MEMBERS_CHUNK', {
      guild_id: guild.id,
      members: ids.map((id) => memberView(id, guild.id)),
      chunk_index: 0,
      chunk_count: 1,
      not_found: data.user_ids === undefined ? [] : wanted.filter((id) => !ids.includes(id)),
      ...(data.nonce !== undefined && { nonce: data.nonce }),
    })
  }

  const open = () => [...sessions.values()].filter((session) => session.socket !== null)

  return {
    connected: () => open().length > 0,
    cut() {
      for (const session of open()) session.socket?.terminate()
    },
    reconnect() {
      for (const { socket } of open()) if (socket) send(socket, { op: GatewayOpcodes.Reconnect, d: null })
    },
    forget() {
      for (const { id, socket } of open()) {
        sessions.delete(id)
        if (socket) send(socket, { op: GatewayOpcodes.InvalidSession, d: false })
      }
    },
    redeliver() {
      for (const session of open()) {
        if (session.lastMessage) push(session, session.lastMessage.name, session.lastMessage.data)
      }
    },
    heartbeat(options) {
      beat = options
    },
    stop() {
      for (const client of sockets.clients) client.terminate()
      return new Promise((resolve) => sockets.close(() => resolve()))
    },
  }
}

function guildsOfBot(realm: Realm): Guild[] {
  return GUILDS.filter(({ id }) => realm.standing(id) !== 'out')
}

export function takesToken(realm: Realm, token: unknown): boolean {
  return textOf(token).replace(/^Bot /, '') === TOKEN && realm.settings().tokenRevoked !== true
}

function refuseIdentify(realm: Realm, data: Fields): number | null {
  if (!takesToken(realm, data.token)) return GatewayCloseCodes.AuthenticationFailed
  const intents = numberOf(data.intents)
  if (!Number.isInteger(data.intents) || intents & ~REGISTERED_INTENTS) return GatewayCloseCodes.InvalidIntents
  if (!isSwitchedOn(intents, realm.settings())) return GatewayCloseCodes.DisallowedIntents
  const [index, count] = shardOf(data)
  if (index < 0 || index >= count) return GatewayCloseCodes.InvalidShard
  if (count < (realm.settings().sharding?.required ?? 1)) return GatewayCloseCodes.ShardingRequired
  return null
}

function shardOf(data: Fields): Shard {
  const [index = -1, count = 0] = data.shard === undefined ? [0, 1] : listOf(data.shard).map(numberOf)
  return [index, count]
}

/** Which server an event is of; undefined: of none, as direct messages are. */
function guildOf(name: string, data: Fields): string | undefined {
  const guild = data.guild_id ?? (name.startsWith('GUILD_') ? data.id : undefined)
  return typeof guild === 'string' ? guild : undefined
}

function isOn([index, count]: Shard, guild: string | undefined): boolean {
  return guild === undefined ? index === 0 : Number((BigInt(guild) >> 22n) % BigInt(count)) === index
}

function push(session: Session, name: string, data: unknown): void {
  session.sequence++
  const packet = JSON.stringify({ op: GatewayOpcodes.Dispatch, t: name, s: session.sequence, d: data })
  session.sent.push({ sequence: session.sequence, packet })
  if (session.sent.length > KEPT_EVENTS) session.sent.shift()
  session.socket?.send(packet)
}

function forgetOldSessions(sessions: Map<string, Session>): void {
  for (const session of sessions.values()) {
    if (sessions.size <= KEPT_SESSIONS) return
    if (session.socket === null) sessions.delete(session.id)
  }
}

function send(socket: WebSocket, packet: Fields): void {
  socket.send(JSON.stringify(packet))
}

function parse(text: string): Fields | null {
  try {
    const packet: unknown = JSON.parse(text)
    return isFields(packet) ? packet : null
  } catch {
    return null
  }
}
