import type { Candidate } from './ballot.ts'
import { type AccountId, platformOf } from './keys.ts'
import type { Round } from './round.ts'

/** What somebody who was forgotten is called where somebody has to be named. */
export const FORGOTTEN = 'a former member'

/** The round without a person's name and reasons. What they nominated stays: it is for withdrawing to take it off. */
export function forgetNominator(round: Round, account: AccountId): Round {
  const nameless = (candidate: Candidate): Candidate => {
    const { nomination } = candidate
    if (nomination?.by !== account) return candidate
    const by: AccountId = `${platformOf(account)}:forgotten`
    return { ...candidate, nomination: { ...nomination, by, name: FORGOTTEN, reason: null } }
  }
  return { ...round, candidates: round.candidates.map(nameless), queue: round.queue.map(nameless) }
}

/** What an account has nominated in a round. */
export function nominatedBy({ candidates, queue }: Round, account: AccountId): Candidate[] {
  return [...candidates, ...queue].filter(({ nomination }) => nomination?.by === account)
}
