/** Slack's requests over HTTP, signature checked, for the bot's own web server to pass on. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTPReceiver } from '@slack/bolt'
import type { Log } from '../log.ts'
import { boltLogger, notReceived } from './bolt-app.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

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
    handle(request, response) {
      try {
        receiver.requestListener(request, response)
      } catch {
        // Bolt throws for what is not addressed to it.
        answer(response, 404)
      }
    },
  }
}

export function answer(response: ServerResponse, status: number): void {
  if (response.headersSent) return
  response.writeHead(status)
  response.end()
}
