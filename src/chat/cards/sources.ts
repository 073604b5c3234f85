import type { ShippedDigest } from '../../ports/services.ts'
import { digestName } from './paper.ts'

/** What a club reads from, in words. `digests`: as the club has it. */
export function sourcesOf(digests: readonly string[] | null, shipped: readonly ShippedDigest[]): string {
  if (digests === null) return 'all digests that come with the bot, and what is added here'
  const named = shipped.filter(({ id }) => digests.includes(id)).map(digestName)
  return named.length > 0 ? `${named.join('; ')}; and what is added here` : 'only what is added here'
}
