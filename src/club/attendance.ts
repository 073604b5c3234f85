/** Who comes to a meeting: counts for everyone, names only of those who want theirs shown. */
import { z } from 'zod'
import { isTenantId } from './keys.ts'
import { Moment } from './moment.ts'

/** `yes`: comes. `no`: not this time. `wait`: would like the paper to wait for them. */
export const ComingAnswer = z.enum(['yes', 'no', 'wait'])
export type ComingAnswer = z.infer<typeof ComingAnswer>

/** What one account says of one meeting; the latest takes the place of the earlier. `isNamed`: their name may be shown. */
export const Coming = z.object({
  answer: ComingAnswer,
  name: z.string(),
  isNamed: z.boolean(),
  at: Moment,
  /** The server whose event says so; none where they have said it themselves. */
  ofEvent: z.string().refine(isTenantId).optional(),
})
export type Coming = z.infer<typeof Coming>

/** How many say what, and the names of those who may be named. */
export type Attendance = Record<ComingAnswer, { count: number; names: string[] }>

export function attendanceOf(said: readonly Coming[]): Attendance {
  const of = (answer: ComingAnswer) => {
    const theirs = said.filter((one) => one.answer === answer)
    const named = theirs.filter(({ isNamed }) => isNamed).toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
    return { count: theirs.length, names: named.map(({ name }) => name) }
  }
  return { yes: of('yes'), no: of('no'), wait: of('wait') }
}
