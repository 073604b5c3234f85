import { WAYS } from '../../club/choosing/ways.ts'
import type { RoundView } from '../../ports/rounds.ts'

/** What somebody can do, or what happens, as long as nothing was picked. */
export function untilThen({ way, says }: Pick<RoundView, 'way' | 'says'>, root: string): string {
  return WAYS[way].ballot ? `See the open ballot with /${root} vote.` : says
}
