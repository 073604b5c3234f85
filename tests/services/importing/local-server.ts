import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A server on the loopback, and what it was asked. */
export interface LocalServer {
  origin: string
  port: number
  asked: { path: string; headers: IncomingMessage['headers'] }[]
  close(): Promise<void>
}

export type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** `answers`: by path, query and all; every other path is not found. */
export async function serve(answers: Record<string, Answer>): Promise<LocalServer> {
  const asked: LocalServer['asked'] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push({ path, headers: request.headers })
    const answer = answers[path]
    if (answer) answer(response, request)
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    asked,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

export function text(body: string | Uint8Array, headers: Record<string, string> = {}): Answer {
  return (response) => void response.writeHead(200, { 'content-type': 'text/plain', ...headers }).end(body)
}

export function redirect(location: string, status = 302): Answer {
  return (response) => void response.writeHead(status, { location }).end()
}
