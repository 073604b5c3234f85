import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the bot serves over HTTP: health, and Slack's events where they come over HTTP. */
export interface WebParts {
  host: string
  port: number
  health(): Promise<Health>
  /** By path. */
  handlers: ReadonlyMap<string, (request: IncomingMessage, response: ServerResponse) => void>
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

export async function startWeb({ host, port, health, handlers }: WebParts): Promise<Web> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const handler = handlers.get(path)
    if (handler) return handler(request, response)
    if (path === '/health' && request.method === 'GET') return void answerHealth(response, health)
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing is here. Health is at /health.\n')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${address.port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answerHealth(response: ServerResponse, health: () => Promise<Health>): Promise<void> {
  const report = await health()
  response.writeHead(report.healthy ? 200 : 503, { 'content-type': 'application/json' })
  response.end(`${JSON.stringify(report, null, 2)}\n`)
}
