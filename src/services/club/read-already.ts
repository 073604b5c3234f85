import { dayOfName } from '../../club/calendar/calendar.ts'
import { UserError } from '../../club/errors.ts'
import type { Paper } from '../../library/paper.ts'
import type { House } from '../house.ts'
import { readClub } from './clubs.ts'
import { idsOf } from './ids-of.ts'
import { pickOf } from './mended.ts'
import { readBefore } from './read-before.ts'

/** Throws {@link UserError} where the club has read the paper. */
export async function refuseReadAlready(
  house: House,
  club: string,
  { id, title }: Pick<Paper, 'id' | 'title'>,
): Promise<void> {
  if (await pickOf(house, club, id)) {
    throw new UserError('read-already', `The club has read “${title}” already: see what was said with \`discuss\`.`)
  }
  const [before] = await readBefore(house, await readClub(house, club), await idsOf(house, club, id))
  if (!before) return
  throw new UserError(
    'read-already',
    `The club has read “${title}” already, on ${dayOfName(before.day)}: see \`history\`.`,
  )
}
