/** Looks for a message of the bot's own where many may stand, page by page. */
import type { Identity } from './bolt-app.ts'
import { chatFailure } from './failure.ts'
import type { History } from './history.ts'
import { isOwn } from './own-messages.ts'

interface Message {
  ts?: string
  bot_id?: string
  user?: string
}

interface Page<M> {
  messages?: M[]
  response_metadata?: { next_cursor?: string }
}

/** Which page of what stands there is asked for. */
export interface Wanted {
  oldest: string
  include_all_metadata: true
  cursor?: string
}

/**
 * `place` names what is looked through and for what; `read` reads a page of it. `unknown`: there is too much of it. Rejects as
 * `read` does; where a page is to be had once a minute, the same search then goes on with the page whose turn it was.
 */
export type Search = <M extends Message>(
  place: string,
  since: Temporal.Instant,
  read: (wanted: Wanted) => Promise<Page<M>>,
  isIt: (message: M) => boolean,
) => Promise<(M & { ts: string }) | 'absent' | 'unknown'>

export function openSearch({ isSlow }: History, me: () => Identity): Search {
  /** How far those have come that wait for their turn. */
  const begun = new Map<string, string>()

  return async (place, since, read, isIt) => {
    const oldest = String((since.epochMilliseconds - CLOCKS_APART_MS) / 1000)
    let cursor = begun.get(place)
    begun.delete(place)
    try {
      for (let page = 0; page < MOST_PAGES; page++) {
        const { messages, response_metadata } = await read({
          oldest,
          include_all_metadata: true,
          ...(cursor ? { cursor } : {}),
        })
        const found = messages?.find((one) => isOwn(one, me()) && isIt(one))
        if (found?.ts) return { ...found, ts: found.ts }
        cursor = response_metadata?.next_cursor
        if (!cursor) return 'absent'
      }
    } catch (error) {
      const isToGoOn = isSlow && chatFailure(error).reason === 'busy'
      if (isToGoOn && cursor && begun.size < MOST_BEGUN) begun.set(place, cursor)
      throw error
    }
    return 'unknown'
  }
}

const CLOCKS_APART_MS = 10 * 60_000
const MOST_PAGES = 25
const MOST_BEGUN = 1_000
