import { randomBytes, randomInt } from 'node:crypto'
import { Refusal } from './refusal.ts'
import type { Cause } from './types.ts'

/** Trigger ids: each opens one modal for the person who caused it, within three seconds of real time. */
export interface Triggers {
  issue(cause: Cause): string
  /** The cause of a trigger, which is used up by the asking. */
  take(id: unknown): Cause
}

const LIFE = 3000

export function openTriggers(): Triggers {
  const issued = new Map<string, { cause: Cause; at: number; used: boolean }>()
  return {
    issue(cause) {
      const id = `${randomInt(1e9, 9e9)}.${randomInt(1e9, 9e9)}.${randomBytes(16).toString('hex')}`
      issued.set(id, { cause, at: performance.now(), used: false })
      for (const [old, trigger] of issued) if (performance.now() - trigger.at > 100 * LIFE) issued.delete(old)
      return id
    },
    take(id) {
      const trigger = typeof id === 'string' ? issued.get(id) : undefined
      if (!trigger) {
        throw new Refusal(/^\d+\.\d+\.[0-9a-f]+$/.test(String(id)) ? 'expired_trigger_id' : 'invalid_trigger_id')
      }
      if (trigger.used) throw new Refusal('exchanged_trigger_id')
      if (performance.now() - trigger.at > LIFE) throw new Refusal('expired_trigger_id')
      trigger.used = true
      return trigger.cause
    },
  }
}
