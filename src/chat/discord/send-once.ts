import { createHash } from 'node:crypto'
import { type APIMessage, type REST, Routes } from 'discord.js'
import { ChatFailure } from '../failure.ts'
import { unless } from './asking.ts'
import { LIMITS } from './limits.ts'

const UNKNOWN_MESSAGE = 10008
/** So many nonces of a message may be used up within minutes. */
const NONCES = 4

/** Sends a message to a channel or a thread, and gives its id. `names` it among all that the bot sends: it is there once, however often it is sent. */
export async function sendOnce(
  rest: REST,
  channel: string,
  body: object,
  names: readonly (string | number)[],
): Promise<string> {
  for (let nth = 0; nth < NONCES; nth++) {
    const nonce = nonceOf([...names, nth])
    const sending = rest.post(Routes.channelMessages(channel), { body: { ...body, enforce_nonce: true, nonce } })
    const sent = (await unless(UNKNOWN_MESSAGE, sending)) as APIMessage | undefined
    if (sent?.channel_id === channel) return sent.id
  }
  throw new ChatFailure('busy', 'no', new Error('Discord answered with other messages'))
}

/**
 * Discord keeps one message a nonce for a few minutes, over all of the bot's rooms, and answers a repetition with it. Where
 * that message was deleted meanwhile, or stands elsewhere, the next nonce is as good.
 */
function nonceOf(names: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(names)).digest('base64url').slice(0, LIMITS.nonce)
}
