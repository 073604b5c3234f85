import { z } from 'zod'
import type { CalendarChanges } from './calendar/change.ts'
import type { Club } from './club.ts'
import { Moment } from './moment.ts'
import { datedOf, dayIn, instantOf, type Schedule } from './schedule.ts'

/** One date of a club, as the round keeps it whose paper is read then. `cancelled`: once it does not take place. */
export const Meeting = z.object({
  at: Moment,
  /** A room, or the address of a call. */
  place: z.string().nullable(),
  cancelled: z.object({ reason: z.string().nullable() }).nullable().default(null),
  /** Below which its plan is kept; older ones lack it. */
  day: z.string().nullable().default(null),
})
export type Meeting = z.infer<typeof Meeting>

/**
 * The meeting of the paper that stands from `pick` on; null for a club that only reads, or has no date any more. `isPlanned`:
 * whether something was settled of it.
 */
export function meetingFor(club: Club, pick: Temporal.Instant, isPlanned: boolean): Meeting | null {
  const date = isPlanned || hasDates(club) ? datedOf(club.schedule, pick) : null
  return date && { at: date.at, place: club.place, cancelled: null, day: date.day }
}

/** Whether a club has more of its dates than the days of its picks. */
export function hasDates({ schedule, place, rota, way }: Club): boolean {
  const meets = schedule.calendar !== undefined || schedule.lead !== undefined || place !== null
  return meets || way !== 'vote' || rota.how !== 'none'
}

/** The meeting as it is after a change of the calendar; the same one where that was about other days. `before`: the schedule until then. */
export function afterChange(
  meeting: Meeting,
  { move, cancel, usual, place }: CalendarChanges & { place?: string | null | undefined },
  before: Schedule,
): Meeting {
  const { time, zone, calendar } = before
  const day = dayIn(meeting.at, zone)
  const placed = place === undefined || place === meeting.place ? meeting : { ...meeting, place }
  if (cancel?.day === day) return { ...placed, cancelled: { reason: cancel.reason } }
  if (move?.from === day) return { ...placed, at: instantOf(move.to, move.time ?? time, zone), cancelled: null }
  if (usual !== day) return placed
  const moved = calendar?.exceptions.find((exception) => exception.kind === 'moved' && exception.to === day)
  return { ...placed, at: moved ? instantOf(moved.day, time, zone) : placed.at, cancelled: null }
}
