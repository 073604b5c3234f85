import { WAYS } from '../../club/choosing/ways.ts'
import type { RoundView } from '../../ports/rounds.ts'

/** What somebody can do, or what happens, as long as nothing was picked. */
export function untilThen({ way }: Pick<RoundView, 'way'>, root: string): string {
  const { ballot, says } = WAYS[way]
  return ballot ? `See the open ballot with /${root} vote.` : says
}
