import type { HomeView } from '../types.ts'
import type { Cause, Message } from './types.ts'
import type { View } from './views.ts'

/** Something a person can see that the bot (or Slack for it) brought about. */
export interface Effect {
  /** What it answers, where a trigger or a response_url tells. */
  cause?: Cause
  channel?: string
  /** Who alone sees it. */
  persona?: string
  message?: Message
  view?: View
  home?: HomeView
  error?: string
}

/** Joins what the bot does to what a person did before. */
export interface Effects {
  tell(effect: Effect): void
  /** Starts to listen now; `seen` resolves with the first effect for the cause, `stop` ends it with none. */
  watch(cause: Cause): { seen: Promise<Effect | undefined>; stop(): void }
}

export function openEffects(): Effects {
  const watchers = new Set<{ cause: Cause; resolve(effect: Effect | undefined): void }>()
  return {
    tell(effect) {
      for (const watcher of watchers) {
        if (!answers(effect, watcher.cause)) continue
        watchers.delete(watcher)
        watcher.resolve(effect)
      }
    },
    watch(cause) {
      const { promise, resolve } = Promise.withResolvers<Effect | undefined>()
      const watcher = { cause, resolve }
      watchers.add(watcher)
      return {
        seen: promise,
        stop() {
          watchers.delete(watcher)
          resolve(undefined)
        },
      }
    },
  }
}

function answers(effect: Effect, cause: Cause): boolean {
  if (effect.cause) return effect.cause === cause
  // What everyone sees may have come about by something else, as a ballot that is shown anew.
  if (effect.persona !== cause.persona) return false
  return effect.channel === undefined || effect.channel === cause.channel
}
