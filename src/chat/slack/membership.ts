/** Who is in a channel. */
import type { WebClient } from '@slack/web-api'
import type { Log } from '../log.ts'
import { remembered } from '../remembered.ts'
import { loggable } from './failure.ts'

const A_PAGE = 999
/** Nobody votes among more from their Home. */
const MOST_PAGES = 10
const KEPT_MS = 30_000

/** Null where Slack does not say. */
export function openMembership(client: WebClient, log: Log): (channel: string) => Promise<ReadonlySet<string> | null> {
  const known = remembered(ask, (members) => (members ? KEPT_MS : 0))

  async function ask(channel: string): Promise<ReadonlySet<string> | null> {
    const found = new Set<string>()
    try {
      let cursor = ''
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { members = [], response_metadata: more } = await client.conversations.members({
          channel,
          limit: A_PAGE,
          ...(cursor ? { cursor } : {}),
        })
        for (const user of members) found.add(user)
        cursor = more?.next_cursor ?? ''
        if (!cursor) return found
      }
    } catch (error) {
      log.warn(loggable(error), 'Slack did not say who is in a channel')
    }
    return null
  }

  return (channel) => known.of(channel)
}
