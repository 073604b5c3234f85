import { DefaultRestOptions, REST, type RESTOptions } from 'discord.js'
import type { Breaker } from './breaker.ts'

/** Milliseconds after which nobody knows whether a post was heard. */
const POST_TIME_OUT = 10_000
/** Milliseconds of Retry-After that are waited out, as long as a room's own limit lasts; longer ones are the caller's to come back after. */
const PATIENCE = 6_000
/** Milliseconds: an interaction that has no first answer within 3 s is lost. */
const ANSWER_TIME_OUT = 5_000

/** The client that posts: it sends everything once, since what may have been sent is looked for before it is sent again. */
export function createPostingRest(apiUrl: string | undefined, breaker: Breaker): REST {
  return createRest(apiUrl, breaker, {
    retries: 0,
    timeout: POST_TIME_OUT,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > PATIENCE,
  })
}

/** The client that answers interactions. They carry their own tokens. */
export function createAnsweringRest(apiUrl: string | undefined, breaker: Breaker): REST {
  return createRest(apiUrl, breaker, { retries: 2, timeout: ANSWER_TIME_OUT })
}

function createRest(apiUrl: string | undefined, breaker: Breaker, options: Partial<RESTOptions>): REST {
  const api = apiUrl === undefined ? {} : { api: apiUrl }
  const { makeRequest: send } = DefaultRestOptions
  return new REST({ ...options, ...api, makeRequest: (url, init) => breaker.pass(() => send(url, init)) })
}
