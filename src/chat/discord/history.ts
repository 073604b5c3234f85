/** What stands in a channel or a thread. */
import { type APIChannel, type APIMessage, type REST, Routes } from 'discord.js'
import { idAt } from './snowflake.ts'

export const PAGE = 100
export const PAGES = 20
/** Clocks differ; a message is looked for from a little before. */
const SLACK = { minutes: 5 }

export async function history(
  rest: REST,
  channel: string,
  query: Record<string, string | number>,
): Promise<APIMessage[]> {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  return (await rest.get(Routes.channelMessages(channel), { query: search })) as APIMessage[]
}

/** Looks for a message from `since` on. `unknown`: the history cannot be read, or there is too much of it. */
export async function search(
  rest: REST,
  channel: string,
  since: Temporal.Instant,
  isIt: (message: APIMessage) => boolean,
): Promise<APIMessage | 'absent' | 'unknown'> {
  let after = idAt(since.subtract(SLACK))
  for (let page = 0; page < PAGES; page++) {
    const messages = await history(rest, channel, { after, limit: PAGE })
    const found = messages.find(isIt)
    if (found) return found
    if (messages.length === 0 && page === 0) return (await isReadable(rest, channel)) ? 'absent' : 'unknown'
    if (messages.length < PAGE) return 'absent'
    after = messages.map((message) => message.id).reduce(later)
  }
  return 'unknown'
}

/** Without the permission to read it, Discord shows an empty history, so an empty one is believed only of an empty channel. */
async function isReadable(rest: REST, channel: string): Promise<boolean> {
  const [latest] = await history(rest, channel, { limit: 1 })
  if (latest) return true
  const { last_message_id: last } = {
    last_message_id: null,
    ...((await rest.get(Routes.channel(channel))) as APIChannel),
  }
  return last === null
}

function later(left: string, right: string): string {
  return BigInt(left) > BigInt(right) ? left : right
}
