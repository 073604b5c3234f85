import type { IncomingMessage } from 'node:http'

/** Web pages of other sites run on this machine too: they send an Origin, or came under another host's name. */
export function isFromElsewhere({ headers }: IncomingMessage): boolean {
  const host = (headers.host ?? '').replace(/:\d+$/, '')
  return headers.origin !== undefined || (host !== '127.0.0.1' && host !== 'localhost')
}
