import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from '../chat/log.ts'

export type Listener = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** The one wrapper of every listener: whatever a request brings about becomes a 500 and a line in the log. */
export function guarded(log: Log, listener: Listener): Listener {
  return async (request, response) => {
    // Whoever asked may hang up in the midst of it.
    request.on('error', () => {})
    response.on('error', () => {})
    try {
      await listener(request, response)
    } catch (error) {
      log.error({ err: error, method: request.method }, 'a request over HTTP could not be answered')
      if (response.headersSent) return void response.destroy()
      response.writeHead(500, { 'content-type': 'text/plain' }).end('Something went wrong; the log has it.\n')
    }
  }
}

/** Whether a request asks to be shown something, and no more. */
export function onlyReads({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** The path that a request asks for, whatever stands in its first line; empty where that names none. */
export function pathOf({ url = '' }: IncomingMessage): string {
  // `//` is a path here, not the begin of another server's address.
  if (url.startsWith('/')) return url.split(/[?#]/, 1).join()
  return URL.parse(url)?.pathname ?? ''
}
