import { z } from 'zod'
import { Break } from './calendar/calendar.ts'
import { SHUT } from './closed-room.ts'
import { Moment } from './moment.ts'
import { PlannedPerson } from './plan.ts'

/**
 * What a club's rooms are told besides its weeks. `joined`, `left`: another channel came or went. `moved`: the club went from here
 * to another channel. `ending`: it is deleted at an instant. `restored`: it is not after all, and the next pick comes then. `people`:
 * dates have other people now. `swap`: somebody would change places with somebody, on these two dates. `swapped`: they did, which takes the place of that. `shut`: the bot is shut out of
 * a channel; with an instant where it was the last one, and the club is erased then. `back`: it is in there again. `erasing`: of a club
 * without channels, erased at an instant.
 * `meeting`, `reminder`: a date without a paper is at that instant, of which `day` has the plan;
 * `unchosen`: it should have a paper, and nobody has chosen one.
 * `dates`: the dates are other ones, and the next one is at that instant.
 * `place`: it meets elsewhere from now on, or nowhere in particular.
 * `paused`: the club pauses, until an instant where it is said. `resumed`: it goes on, and the next pick comes then.
 * `replaced`: a pick was taken back, and another one is read. `lost`: what was on the open ballot cannot be read any more.
 * `proposed`: somebody nominates a paper, which waits for an organiser. `settled`: that was decided, which takes the place of it.
 * `granted`, `refused`: how, said to whoever proposed it.
 * `fresh`: what is new in the library since an instant, `count` papers, the first of which are named.
 * `unvoted`: of whom it is said that they have not voted, who asked to be told.
 * `ask`: of whoever has the date of that `day` their paper is asked. `answered`: it is not any more, or of
 * somebody else, which takes the place of that.
 */
export const News = z.object({
  what: z.enum([
    'joined',
    'left',
    'moved',
    'ending',
    'restored',
    'people',
    'swap',
    'swapped',
    'ask',
    'answered',
    'meeting',
    'reminder',
    'shut',
    'back',
    'erasing',
    'unchosen',
    'replaced',
    'lost',
    'dates',
    'place',
    'paused',
    'resumed',
    'proposed',
    'settled',
    'granted',
    'refused',
    'fresh',
    'unvoted',
  ]),
  /** The other channel, as people write it; where the club meets. */
  place: z.string().nullable(),
  /** Where it met until now. */
  was: z.string().optional(),
  at: Moment.nullable(),
  /** Whose doing it is. */
  who: z.string().optional(),
  /** Dates with their people. `free`: roles that nobody has. `lost`: who had it before, where somebody else took it from them. */
  dates: z
    .array(
      z.object({
        at: Moment,
        people: z.array(PlannedPerson),
        free: z.array(z.string()),
        lost: z.array(PlannedPerson.pick({ account: true, name: true })).optional(),
      }),
    )
    .optional(),
  /** Who is told. */
  whom: PlannedPerson.pick({ account: true, name: true }).optional(),
  /** What was read, and what is instead; what was proposed. */
  titles: z.array(z.string()).optional(),
  reason: z.string().optional(),
  /** The first of what is new, and how many papers there are. */
  papers: z.array(z.string()).optional(),
  count: z.number().int().optional(),
  /** Dates that were moved, cancelled (to null) or added (from null). */
  changed: z.array(z.object({ from: Moment.nullable(), to: Moment.nullable() })).optional(),
  /** What was to be read on dates that were cancelled, and waits again; what is read on dates that are held after all. */
  waits: z.array(z.string()).optional(),
  reads: z.array(z.string()).optional(),
  /** What was planned for days that are no dates any more. */
  unplanned: z.array(z.object({ day: z.string(), titles: z.array(z.string()) })).optional(),
  breaks: z.array(Break).optional(),
  /** Breaks that were taken away. */
  off: z.array(Break).optional(),
  /** When the club meets from now on, `every second Friday 16:00 (Europe/Madrid)`. */
  words: z.string().optional(),
  /** The calendar's own day of a meeting. */
  day: z.string().optional(),
  /** The number of the ballot that somebody has not voted on. */
  ballot: z.number().int().optional(),
  /** Why the bot is shut out. */
  why: z.enum(SHUT).optional(),
})
export type News = z.output<typeof News>
