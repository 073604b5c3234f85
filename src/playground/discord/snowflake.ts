import type { World } from '../world.ts'

const DISCORD_EPOCH = 1_420_070_400_000
const TIMESTAMP_SHIFT = 22n

/** Mints ids that carry the world's time and never go back, though its clock may and the playground may restart. */
export function openMint(world: World): () => string {
  const minted = world.collection<string>('discord.minted')
  let last = BigInt(minted.get('last') ?? 0)
  return () => {
    const fromClock = firstIdAt(world.now())
    last = fromClock > last ? fromClock : last + 1n
    minted.set('last', String(last))
    return String(last)
  }
}

function firstIdAt(ms: number): bigint {
  return BigInt(Math.trunc(ms) - DISCORD_EPOCH) << TIMESTAMP_SHIFT
}

/** Orders ids as Discord does: as numbers. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}
