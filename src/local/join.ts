import type { Ticker } from '../schedule/ticker.ts'
import type { House } from '../services/house.ts'
import type { FollowedPlayground } from './follow.ts'
import { showcase } from './showcase.ts'

/** Writes that come close together are shown as one. */
const PAUSE = 150

/** Lets the playground move the bot's weeks, and see what its store holds. Returns how to leave. */
export function joinPlayground(
  followed: FollowedPlayground,
  house: House,
  ticker: Ticker,
  manifest: unknown,
): () => void {
  let timer: NodeJS.Timeout | undefined

  async function show(): Promise<void> {
    timer = undefined
    try {
      await followed.show(await showcase(house))
    } catch (error) {
      house.log.warn({ err: error }, 'the store could not be shown')
    }
  }

  const showSoon = () => {
    timer ??= setTimeout(show, PAUSE)
  }
  const stopWatching = house.store.onWrite(showSoon)
  const stopMoving = followed.onMove(() => {
    showSoon()
    void ticker.tick()
  })
  void followed.sendManifest(manifest)
  showSoon()

  return () => {
    clearTimeout(timer)
    stopWatching()
    stopMoving()
    followed.close()
  }
}
