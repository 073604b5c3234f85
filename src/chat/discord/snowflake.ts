const DISCORD_EPOCH = 1_420_070_400_000n

/** When a thing was made, by its id. */
export function instantOf(id: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Number((BigInt(id) >> 22n) + DISCORD_EPOCH))
}

/** The least id that a thing made at this instant can have. */
export function idAt(instant: Temporal.Instant): string {
  const milliseconds = BigInt(instant.epochMilliseconds) - DISCORD_EPOCH
  return String((milliseconds > 0n ? milliseconds : 0n) << 22n)
}
