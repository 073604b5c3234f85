/** Reading what stands in channels and threads: freely, or where Slack allows it to an app once a minute, 15 messages at a time. */
import {
  type ConversationsHistoryArguments,
  type ConversationsHistoryResponse,
  type ConversationsRepliesArguments,
  type ConversationsRepliesResponse,
  WebAPIRateLimitedError,
  type WebClient,
} from '@slack/web-api'
import type { Clock } from '../../club/clock.ts'
import { ChatFailure } from '../failure.ts'

type Unpaged<T> = Omit<T, 'limit'>

export interface History {
  /** The next page of a thread, however long its turn takes to come. */
  replies(args: Unpaged<ConversationsRepliesArguments>): Promise<ConversationsRepliesResponse>
  /** The same without waiting, for what posts are held up by: rejects as busy until its turn, which then comes before the others'. */
  repliesNow(args: Unpaged<ConversationsRepliesArguments>): Promise<ConversationsRepliesResponse>
  historyNow(args: Unpaged<ConversationsHistoryArguments>): Promise<ConversationsHistoryResponse>
  /** Whether only a page a minute can be had. */
  readonly isSlow: boolean
  /** Ends what waits. */
  stop(): void
}

export function openHistory(client: WebClient, slow: Clock | null): History {
  if (!slow) {
    const limit = 200
    const replies: History['replies'] = (args) => client.conversations.replies({ ...args, limit })
    const historyNow: History['historyNow'] = (args) => client.conversations.history({ ...args, limit })
    return { replies, repliesNow: replies, historyNow, isSlow: false, stop() {} }
  }
  const limit = 15
  const ofReplies = openTurns(slow)
  const ofHistory = openTurns(slow)
  let stopping = new AbortController()

  async function replies(args: Unpaged<ConversationsRepliesArguments>): Promise<ConversationsRepliesResponse> {
    for (let attempt = 1; ; attempt++) {
      await ofReplies.wait(stopping.signal)
      try {
        return await client.conversations.replies({ ...args, limit })
      } catch (error) {
        // Another process has had the turn.
        if (!(error instanceof WebAPIRateLimitedError) || attempt >= MOST_ATTEMPTS) throw error
        ofReplies.postpone(error.retryAfter * 1000)
      }
    }
  }

  return {
    replies,
    async repliesNow(args) {
      ofReplies.claim()
      return client.conversations.replies({ ...args, limit })
    },
    async historyNow(args) {
      ofHistory.claim()
      return client.conversations.history({ ...args, limit })
    },
    isSlow: true,
    stop() {
      stopping.abort(new ChatFailure('busy', 'no', 'the bot ends'))
      stopping = new AbortController()
    },
  }
}

const TURN_MS = 60_000
const MOST_ATTEMPTS = 10

interface Turns {
  /** Takes a turn now. Throws {@link ChatFailure} with when the next one is, which is then left to whoever asked so. */
  claim(): void
  wait(signal: AbortSignal): Promise<void>
  postpone(ms: number): void
}

function openTurns(clock: Clock): Turns {
  let next = Temporal.Instant.fromEpochMilliseconds(0)
  /** Somebody who cannot wait was sent away: the next turn is theirs. */
  let wanted = false

  const take = (now: Temporal.Instant) => {
    next = now.add({ milliseconds: TURN_MS })
    wanted = false
  }

  return {
    claim() {
      const now = clock.now()
      const left = next.since(now).total('milliseconds')
      if (left <= 0) return take(now)
      wanted = true
      throw new ChatFailure('busy', 'no', 'history is read once a minute', { retryAfter: Math.ceil(left) })
    },
    async wait(signal) {
      for (;;) {
        signal.throwIfAborted()
        const now = clock.now()
        const turn = wanted ? next.add({ milliseconds: TURN_MS }) : next
        if (Temporal.Instant.compare(turn, now) <= 0) return take(now)
        await clock.wait(turn, signal)
      }
    },
    postpone(ms) {
      next = clock.now().add({ milliseconds: ms })
    },
  }
}
