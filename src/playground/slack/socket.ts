import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { WebSocket, WebSocketServer } from 'ws'
import { requestUrl } from '../request-url.ts'
import { isFields, parseJson, textOf } from './fields.ts'
import { APP_ID } from './ids.ts'
import { ACK_WITHIN, type Ack, type Transport } from './transport.ts'

/** Socket Mode: up to ten connections of the app, any one of which gets an envelope. */
export interface SocketMode extends Transport {
  /** A path with a ticket that opens one connection. */
  ticket(): string
  connected(): boolean
  cut(): void
  refresh(): void
  close(): void
}

const MOST = 10
const PING_EVERY = 10_000

export function openSocketMode(server: Server, changed: () => void): SocketMode {
  const sockets = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const live = new Set<WebSocket>()
  const pending = new Map<string, { socket: WebSocket; resolve(ack: Ack): void }>()

  server.on('upgrade', (request: IncomingMessage, stream, head) => {
    const url = requestUrl(request)
    const ticket = url.searchParams.get('ticket') ?? ''
    if (url.pathname !== '/link/' || !tickets.delete(ticket)) {
      stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, stream, head, welcome)
  })

  function welcome(socket: WebSocket): void {
    socket.on('error', () => socket.terminate())
    if (live.size >= MOST) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: DEBUG }))
      socket.close()
      return
    }
    live.add(socket)
    socket.on('message', (data) => acknowledge(String(data)))
    socket.on('close', () => lost(socket))
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: live.size,
        debug_info: { ...DEBUG, build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: APP_ID },
      }),
    )
    socket.ping()
    changed()
  }

  function acknowledge(text: string): void {
    const message = parseJson(text)
    if (!isFields(message)) return
    const id = textOf(message.envelope_id) ?? ''
    pending.get(id)?.resolve({ ok: true, body: message.payload })
  }

  function lost(socket: WebSocket): void {
    live.delete(socket)
    for (const wait of pending.values()) if (wait.socket === socket) wait.resolve({ ok: false, reason: 'unreachable' })
    changed()
  }

  const pinging = setInterval(() => {
    for (const socket of live) socket.ping()
  }, PING_EVERY)
  pinging.unref()

  return {
    ticket() {
      const ticket = randomBytes(12).toString('hex')
      tickets.add(ticket)
      return `/link/?ticket=${ticket}&app_id=${APP_ID}`
    },
    connected: () => live.size > 0,
    async send(door, payload, retry) {
      const open = [...live].filter((socket) => socket.readyState === WebSocket.OPEN)
      const socket = open[open.length > 1 ? randomInt(open.length) : 0]
      if (!socket) return { ok: false, reason: 'unreachable' }
      const envelope = randomUUID()
      const { promise, resolve } = Promise.withResolvers<Ack>()
      pending.set(envelope, { socket, resolve })
      const timer = setTimeout(() => resolve({ ok: false, reason: 'timeout' }), ACK_WITHIN)
      socket.send(
        JSON.stringify({
          envelope_id: envelope,
          payload,
          type: door,
          accepts_response_payload: door !== 'events_api',
          ...(door === 'events_api' ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' } : {}),
        }),
      )
      const ack = await promise
      clearTimeout(timer)
      pending.delete(envelope)
      return ack
    },
    cut() {
      for (const socket of live) socket.terminate()
    },
    refresh() {
      for (const socket of live) {
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: DEBUG }))
      }
    },
    close() {
      clearInterval(pinging)
      for (const socket of live) socket.terminate()
      sockets.close()
    },
  }
}

const DEBUG = { host: 'playground' }
