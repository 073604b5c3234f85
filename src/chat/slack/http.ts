/** Slack's requests over HTTP, signature checked, for the bot's own web server to pass on. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTPModuleFunctions, HTTPReceiver, isRawBodyError } from '@slack/bolt'
import type { Log } from '../log.ts'
import { boltLogger, notReceived } from './bolt-app.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const { bufferIncomingMessage, parseHTTPRequestBody } = HTTPModuleFunctions
/** Bytes; what Slack sends has a few thousand. */
const LARGEST_BODY = 4 * 1024 * 1024
const PATIENCE_MS = 5 * 60_000

export function httpReceiver(signingSecret: string, log: Log): { receiver: HTTPReceiver; handle: Handler } {
  const failed = notReceived(log)
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: ['/slack/events'],
    logger: boltLogger(log),
    async processEventErrorHandler({ error, response }) {
      answer(response, 500)
      return failed({ error })
    },
    unhandledRequestHandler: ({ response }) => answer(response, 503),
  })
  return {
    receiver,
    async handle(request, response) {
      if (Number(request.headers['content-length']) > LARGEST_BODY) return answer(response, 413)
      // Bolt looks for requests that are too old only.
      if (isAhead(request)) return answer(response, 401)
      try {
        const buffered = await bufferIncomingMessage(request, LARGEST_BODY)
        if (isNoObject(buffered)) return answer(response, 400)
        receiver.requestListener(buffered, response)
      } catch (error) {
        // Bolt throws for what is not addressed to it.
        answer(response, isRawBodyError(error) ? 413 : 404)
      }
    },
  }
}

/** A request whose time has not come, by more than the five minutes that one may be old. */
function isAhead({ headers }: IncomingMessage): boolean {
  const at = headers['x-slack-request-timestamp']
  return at !== undefined && !(Number(at) * 1000 <= Date.now() + PATIENCE_MS)
}

/** `null` and its like: Bolt looks for fields in them where nobody could catch what that throws. */
function isNoObject(request: Parameters<typeof parseHTTPRequestBody>[0]): boolean {
  try {
    const body: unknown = parseHTTPRequestBody(request)
    return typeof body !== 'object' || body === null
  } catch {
    // Bolt answers what cannot be read at all.
    return false
  }
}

export function answer(response: ServerResponse, status: number): void {
  if (response.headersSent) return
  response.writeHead(status)
  response.end()
}
