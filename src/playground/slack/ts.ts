import type { World } from '../world.ts'

/** Mints message timestamps from the world's clock: unique, and growing even when the clock is moved back. */
export function tsMint(world: World): () => string {
  const kept = world.collection<number>('slack.ts')
  return () => {
    const micros = Math.max(Math.floor(world.now()) * 1000, (kept.get('last') ?? 0) + 1)
    kept.set('last', micros)
    return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`
  }
}

export function isTs(text: string): boolean {
  return /^\d{1,11}(\.\d{1,6})?$/.test(text)
}

/** A timestamp as a number that orders, whatever precision it was written with. */
export function microsOf(ts: string): number {
  const [seconds = '0', fraction = ''] = ts.split('.')
  return Number(seconds) * 1e6 + Number(`${fraction}000000`.slice(0, 6))
}

/** The timestamp as an ISO instant. */
export function instantOf(ts: string): string {
  return new Date(microsOf(ts) / 1000).toISOString()
}
