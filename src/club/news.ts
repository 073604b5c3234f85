import { z } from 'zod'
import { Moment } from './moment.ts'

/**
 * What a club's rooms are told besides its weeks. `joined`, `left`: another channel came or went. `moved`: the club went from here
 * to another channel. `ending`: it is deleted at an instant. `restored`: it is not after all, and the next pick comes then.
 */
export const News = z.object({
  what: z.enum(['joined', 'left', 'moved', 'ending', 'restored']),
  /** The other channel, as people write it. */
  place: z.string().nullable(),
  at: Moment.nullable(),
})
export type News = z.output<typeof News>
