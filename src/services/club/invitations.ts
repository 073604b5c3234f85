/** Codes by which one more channel comes into a club: said to one person, kept as a hash, good once and for a while. */
import { UserError } from '../../club/errors.ts'
import { keys } from '../../club/keys.ts'
import type { Store, Values } from '../../store/store.ts'
import { type Act, KEPT_FOR } from '../act.ts'
import { type Code, giveCode, hashOfCode } from '../codes.ts'
import type { House } from '../house.ts'
import { Invitations } from '../records.ts'

const GOOD_FOR = { minutes: 15 }

/** Makes a code, `K7QD-…`. */
export function invite(house: House, act: Act, club: string): Promise<Code> {
  const until = house.clock.now().add(GOOD_FOR)
  const invitation = Invitations.json({ club, until, used: false })
  return giveCode(house, act, 'invite', until, (hash) => ({ [keys.invitation(hash)]: invitation }))
}

/** The key that a code's invitation lies under, however the code was typed. */
export function invitationKey(code: string): string {
  return keys.invitation(hashOfCode(code))
}

/** The club that an invitation leads to, now; throws {@link UserError} that says what is the matter with it. */
export function invitedTo(store: Store, values: Values, key: string, now: Temporal.Instant): string {
  const invitation = Invitations.findIn(store, values, key)
  if (!invitation) throw bad('There is no such code. See that you have all of it')
  if (invitation.used) throw bad('That code was used already')
  if (Temporal.Instant.compare(invitation.until, now) <= 0)
    throw bad('That code is too old: they are good for 15 minutes')
  return invitation.club
}

/** What uses an invitation up, to be written with what it was used for. */
export function useUp(club: string, key: string, now: Temporal.Instant) {
  return { writes: { [key]: Invitations.json({ club, until: now, used: true }) }, lasting: KEPT_FOR }
}

function bad(what: string): UserError {
  return new UserError('bad-code', `${what}, or have an organiser of the group call \`club invite\` for a new one.`)
}
