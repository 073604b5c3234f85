import { REST, type RESTOptions } from 'discord.js'

/** Milliseconds after which nobody knows whether a post was heard. */
const POST_TIME_OUT = 10_000
/** Milliseconds of Retry-After that are waited out; longer ones are the caller's to come back after. */
const PATIENCE = 5_000
/** Milliseconds: an interaction that has no first answer within 3 s is lost. */
const ANSWER_TIME_OUT = 5_000

/** The client that posts: it sends everything once, since what may have been sent is looked for before it is sent again. */
export function createPostingRest(apiUrl: string | undefined): REST {
  return createRest(apiUrl, {
    retries: 0,
    timeout: POST_TIME_OUT,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > PATIENCE,
  })
}

/** The client that answers interactions. They carry their own tokens. */
export function createAnsweringRest(apiUrl: string | undefined): REST {
  return createRest(apiUrl, { retries: 2, timeout: ANSWER_TIME_OUT })
}

function createRest(apiUrl: string | undefined, options: Partial<RESTOptions>): REST {
  return new REST(apiUrl === undefined ? options : { ...options, api: apiUrl })
}
