import type { AccountId } from '../../club/keys.ts'
import { shortHash } from '../short-hash.ts'

/** Where an account's suggestion for a paper lies: one each, and its key names nobody. */
export function suggestionPlace(paper: string, account: AccountId): string {
  return shortHash(`${paper} ${account}`)
}
