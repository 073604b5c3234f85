import { z } from 'zod'

/** An instant, kept as ISO 8601 text in UTC. */
export const Moment = z.codec(z.string(), z.instanceof(Temporal.Instant), {
  decode: (text, context) => {
    try {
      return Temporal.Instant.from(text)
    } catch {
      context.issues.push({ code: 'custom', input: text, message: 'must be an instant such as 2026-11-23T08:00:00Z' })
      return z.NEVER
    }
  },
  encode: (instant) => instant.toString(),
})
