import type { IncomingMessage } from 'node:http'

/** The address that a request asks for. What is none, such as `//`, counts as the root: no request may end the process. */
export function requestUrl({ url = '/' }: IncomingMessage): URL {
  return URL.parse(url, 'http://127.0.0.1') ?? new URL('http://127.0.0.1/')
}
