import { DefaultRestOptions, REST, type RESTOptions } from 'discord.js'
import { inSeconds } from '../retry-after.ts'
import type { Breaker } from './breaker.ts'
import { createHolds } from './holds.ts'
import { keepToken, type TokenWatch } from './token-watch.ts'

/** Milliseconds after which nobody knows whether a post was heard. */
const POST_TIME_OUT = 10_000
/** Milliseconds of Retry-After that are waited out, as long as a room's own limit lasts; for longer ones the caller comes back. */
const PATIENCE = 6_000
/** Milliseconds: an interaction that has no first answer within 3 s is lost. */
const ANSWER_TIME_OUT = 5_000

type Send = RESTOptions['makeRequest']

/** The client that posts: it sends everything once, since what may have been sent is looked for before it is sent again. */
export function createPostingRest(apiUrl: string | undefined, breaker: Breaker, watch: TokenWatch): REST {
  const holds = createHolds(PATIENCE)
  const rest = createRest(apiUrl, {
    retries: 0,
    timeout: POST_TIME_OUT,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > PATIENCE,
    makeRequest: (url, init) =>
      holds.pass(`${init.method} ${new URL(url).pathname}`, () => {
        const send = () => breaker.pass(() => ask(url, init))
        return bearsToken(init) ? watch.pass(send) : send()
      }),
  })
  return keepToken(rest)
}

/** A webhook has a token of its own, and says nothing of the bot's. */
function bearsToken({ headers }: Parameters<Send>[1]): boolean {
  return Reflect.has(headers ?? {}, 'Authorization')
}

/** The client that answers interactions. They carry their own tokens, and people wait for them: nothing holds them back. */
export function createAnsweringRest(apiUrl: string | undefined, breaker: Breaker): REST {
  const makeRequest: Send = (url, init) => breaker.count(() => ask(url, init))
  return createRest(apiUrl, { retries: 2, timeout: ANSWER_TIME_OUT, makeRequest })
}

/** Where it is told to wait, the client asks again at once unless that is said in seconds. */
const ask: Send = async (url, init) => {
  const response = await DefaultRestOptions.makeRequest(url, init)
  if (response.status !== 429) return response
  return new Response(await response.arrayBuffer(), { status: 429, headers: inSeconds(response.headers, Number) })
}

function createRest(apiUrl: string | undefined, options: Partial<RESTOptions>): REST {
  return new REST({ ...options, ...(apiUrl === undefined ? {} : { api: apiUrl }) })
}
