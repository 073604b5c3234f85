import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../chat/log.ts'
import { guarded, type Listener, onlyReads, pathOf } from './guarded.ts'

/** What the bot serves over HTTP: health, and Slack's events where they come over HTTP. */
export interface WebParts {
  host: string
  port: number
  health(): Promise<Health>
  /** By path; one that ends in a slash has all that is below. */
  handlers: ReadonlyMap<string, Listener>
  log: Log
}

export interface Health {
  healthy: boolean
  /** Sentences for the operator. */
  problems: string[]
  [detail: string]: unknown
}

export interface Web {
  url: string
  stop(): Promise<void>
}

export async function startWeb({ host, port, health, handlers, log }: WebParts): Promise<Web> {
  const answer: Listener = (request, response) => {
    const path = pathOf(request)
    const handler = handlers.get(path) ?? handlers.get(path.slice(0, path.indexOf('/', 1) + 1))
    if (handler) return handler(request, response)
    if (path === '/health/live' && onlyReads(request)) return answerAlive(response)
    if (path === '/health' && onlyReads(request)) return answerHealth(response, health)
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing is here. Health is at /health.\n')
  }
  const server = createServer(guarded(log, answer))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(cannotListen(host, port, cause), { cause })))
    server.listen(port, host, resolve)
  })
  server.on('error', (error) => log.error({ err: error }, 'a connection over HTTP could not be taken'))
  const address = server.address() as AddressInfo
  return {
    url: `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${address.port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function cannotListen(host: string, port: number, { code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use. End what uses it, perhaps another Lectern, or set PORT to another one.`
    case 'EACCES':
      return `Port ${port} may not be used by this user. Set PORT to one above 1023.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST ${host} is no address of this machine. Set HOST to 127.0.0.1, or to 0.0.0.0 for all addresses.`
    default:
      return `Nothing can be served at ${host}:${port} (${code ?? message}). Set HOST and PORT to others.`
  }
}

/** For whoever would start the process again: it answers. What is wrong beside that no new start would mend. */
function answerAlive(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain' }).end('Lectern is running. How it is stands at /health.\n')
}

async function answerHealth(response: ServerResponse, health: () => Promise<Health>): Promise<void> {
  const report = await health()
  response.writeHead(report.healthy ? 200 : 503, { 'content-type': 'application/json' })
  response.end(`${JSON.stringify(report, null, 2)}\n`)
}
