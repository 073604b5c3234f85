/** Time as an argument: the system's clock in production, the playground's when one is followed, a fixed one in tests. */
export interface Clock {
  now(): Temporal.Instant
  /** Resolves once `now()` has reached `until`; rejects with the signal's reason when it is aborted first. */
  wait(until: Temporal.Instant, signal?: AbortSignal): Promise<void>
}
