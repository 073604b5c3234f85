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

/** Of what one person did with several accounts that which counts: the later; the first of two at one instant. */
export function latest<T extends { at: Temporal.Instant }>(done: Iterable<T | undefined>): T | undefined {
  let last: T | undefined
  for (const one of done) if (one && (!last || Temporal.Instant.compare(one.at, last.at) > 0)) last = one
  return last
}
