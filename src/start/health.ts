import type { Platform } from '../chat/platform.ts'
import type { Health } from '../web/server.ts'

export interface HealthParts {
  platforms: ReadonlyMap<string, Platform>
  now: Temporal.Instant
  /** The earliest time at which a week is due; rejects when the store cannot be read. */
  nextPick(): Promise<Temporal.Instant | null>
  lastTick: Date | null
}

/** A week that should have turned this long ago has been forgotten by someone. */
const OVERDUE = { minutes: 10 }

/** Whether the bot does what it is there for: chats connected, store readable, weeks turning. */
export async function checkHealth({ platforms, now, nextPick, lastTick }: HealthParts): Promise<Health> {
  const chats = Object.fromEntries([...platforms].map(([name, platform]) => [name, platform.health()]))
  const next = await nextPick().then(
    (instant) => ({ instant }),
    () => ({ unreadable: true as const }),
  )
  const problems = Object.entries(chats).flatMap(([name, { state, detail }]) =>
    state === 'ready' ? [] : [`${name} is ${state}${detail ? `: ${detail}` : ''}`],
  )
  if ('unreadable' in next) problems.push('the store cannot be read')
  else if (next.instant && Temporal.Instant.compare(next.instant.add(OVERDUE), now) < 0)
    problems.push('a pick is overdue')
  return {
    healthy: problems.length === 0,
    problems,
    chats,
    nextPick: 'instant' in next ? (next.instant?.toString() ?? null) : null,
    lastTick: lastTick?.toISOString() ?? null,
  }
}
