import { setTimeout } from 'node:timers/promises'

/** Takes a turn to open a shard, which nobody else takes for as long as Discord wants between two; false while another has it. */
export type TakeTurn = (turn: number) => Promise<boolean>

/** What discord.js asks of the connections it opens. */
interface Connections {
  fetchGatewayInformation(): Promise<{ session_start_limit: { max_concurrency: number } }>
  getShardCount(): Promise<number>
}

/** Milliseconds after which it is looked again whether it is one's turn. */
const LOOK_EVERY = 250

/**
 * Discord lets a bot open few shards at a time, `max_concurrency` of them each five seconds, however many processes it has: so
 * they take turns. A bot with one shard need not wait: Discord has it try again by itself.
 */
export async function identifyTurns(connections: Connections, take: TakeTurn) {
  const [{ session_start_limit: limit }, shards] = await Promise.all([
    connections.fetchGatewayInformation(),
    connections.getShardCount(),
  ])
  return {
    async waitForIdentify(shard: number, signal: AbortSignal): Promise<void> {
      if (shards === 1) return
      // With the store away Discord itself says who comes too soon.
      const isMine = () => take(shard % limit.max_concurrency).catch(() => true)
      while (!(await isMine())) await setTimeout(LOOK_EVERY, undefined, { signal })
    },
  }
}
