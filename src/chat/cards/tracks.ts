/** What commands say of one track of a club. */
import { listed } from '../../club/calendar/rule.ts'
import { UserError } from '../../club/errors.ts'

/** The option that names it. */
export const TRACK = { kind: 'text', description: 'Which track alone', max: 60 } as const

/** Throws {@link UserError} where something is said that is of the whole club, or nothing of the track. */
export function assertOfTrack(ofAll: Readonly<Record<string, unknown>>, ofTrack: readonly unknown[]): void {
  const names = Object.keys(ofAll).filter((name) => ofAll[name] !== undefined)
  if (names.length > 0)
    throw new UserError(
      'bad-option',
      `${listed(names.map((name) => `“${name}”`))} ${names.length === 1 ? 'is' : 'are'} of the whole club. Nothing was changed. Say the rest of the track in a command of its own, without “track” here.`,
    )
  if (ofTrack.some((value) => value !== undefined)) return
  throw new UserError(
    'bad-option',
    'Say beside “track” what is to be otherwise: its days, time, place, first or last day with `club calendar`, its way and length with `club set`.',
  )
}
