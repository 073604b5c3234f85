import type { Club } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import type { Round } from '../../club/round.ts'
import { hasBallot } from '../../club/way-of-date.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Troubles } from '../records.ts'

/** Tells organisers when the library has too little for a ballot, and no more once it has enough. */
export function aboutStock(
  { clock, root }: House,
  club: Pick<Club, 'id' | 'ballotSize' | 'way' | 'schedule' | 'nextPick'>,
  { candidates }: Round,
): Writes {
  const key = keys.trouble(club.id, 'library')
  if (candidates.length >= club.ballotSize || !hasBallot(club)) return { [key]: undefined }
  const left =
    candidates.length === 0
      ? 'The library has no paper left that this club has not read, so there is no ballot.'
      : 'The library has too few papers left that this club has not read to fill a ballot.'
  const sentence = `${left} Add papers with /${root} add, follow a feed with /${root} follow, or nominate some.`
  return { [key]: Troubles.json({ at: clock.now(), sentence }) }
}
