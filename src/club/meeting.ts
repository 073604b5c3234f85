import { z } from 'zod'
import { breakOf, ruleOfName } from './calendar/calendar.ts'
import type { Carried } from './calendar/carried.ts'
import type { CalendarChanges } from './calendar/change.ts'
import type { Club } from './club.ts'
import { Moment } from './moment.ts'
import { dayOfSaid } from './said-date.ts'
import { type Dated, datedOf, dateOf, dayIn, instantOf, isDayOver, type Schedule, usualTimeOf } from './schedule.ts'

/** Minutes of a meeting of which nobody has said how long it is. */
export const USUAL_LENGTH = 60

/** One date of a club, as the round keeps it whose paper is read then. `cancelled`: once it does not take place. */
export const Meeting = z.object({
  at: Moment,
  /** A room, or the address of a call. */
  place: z.string().nullable(),
  /** What the meetings of its rule are called. */
  track: z.string().optional(),
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
  return date && meetingAt(club, date)
}

/** A club's meeting of a date. */
export function meetingAt(club: Pick<Club, 'place' | 'schedule'>, { at, day }: Pick<Dated, 'at' | 'day'>): Meeting {
  const track = trackOf(club, day)
  return { at, place: usualPlace(club, day), ...(track === null ? {} : { track }), cancelled: null, day }
}

/** What the meetings of its rule are called; null where they have no name. */
export function trackOf({ schedule: { calendar } }: Pick<Club, 'schedule'>, day: string | null): string | null {
  return (calendar && day !== null ? ruleOfName(calendar, day)?.name : null) ?? null
}

/** `Lab club, methods: Attention Is All You Need`, as far as there is something to say. */
export function titleOf({ name }: Pick<Club, 'name'>, track: string | null, about: string): string {
  return [[name, track].filter((part) => part !== null).join(', '), about].filter((part) => part !== '').join(': ')
}

/** Where a club's meeting of a day is that nobody has said so of by itself: as its rule says, or the club. */
export function usualPlace(
  { place, schedule: { calendar } }: Pick<Club, 'place' | 'schedule'>,
  day: string | null,
): string | null {
  return (calendar && day !== null ? ruleOfName(calendar, day)?.place : null) ?? place
}

/** How long a club's meeting of a day is that nobody has said so of by itself, in minutes: as its rule says, or the club; null where neither does. */
export function usualLength(
  { minutes, schedule: { calendar } }: Pick<Club, 'minutes' | 'schedule'>,
  day: string | null,
): number | null {
  return (calendar && day !== null ? ruleOfName(calendar, day)?.minutes : null) ?? minutes
}

/** Whether a club has more of its dates than the days of its picks. */
export function hasDates({ schedule, place, rota, way }: Club): boolean {
  const meets = schedule.calendar !== undefined || schedule.lead !== undefined || place !== null
  return meets || way !== 'vote' || rota.how !== 'none'
}

/** The meeting as it is after a change of the calendar; the same one where that was about other days. */
export function afterChange(
  meeting: Meeting,
  changes: CalendarChanges & { place?: string | null | undefined },
  { before, after, carried, now }: { before: Club; after: Club; carried: Carried; now: Temporal.Instant },
): Meeting {
  const place = placeAfter(meeting, changes, { before, after, carried })
  const isOver = Temporal.Instant.compare(meeting.at, now) <= 0
  // Where people met stays so.
  const isPlaced = isOver && (place === null || isDayOver(before.schedule, meeting, now))
  const placed = place === undefined || place === meeting.place || isPlaced ? meeting : { ...meeting, place }
  if (meeting.day === null || isOver) return asSaid(placed, changes, before.schedule)
  const day = carried(meeting.day)
  const date = dateOf(after.schedule, day)
  const named = withTrack(placed, trackOf(after, day))
  if (date?.at.equals(meeting.at) && !meeting.cancelled && day === meeting.day) return named
  // Of a date that was added by hand the calendar says nothing any more.
  const said = meeting.cancelled ? meeting.cancelled.reason : changes.cancel?.reason
  const reason = whyNot(after, day) ?? said ?? null
  return { ...named, day, at: date?.at ?? meeting.at, cancelled: date ? null : { reason } }
}

function withTrack(meeting: Meeting, track: string | null): Meeting {
  if (track === (meeting.track ?? null)) return meeting
  const { track: _, ...others } = meeting
  return track === null ? others : { ...others, track }
}

/** Where it is now; undefined where that is as it was. */
function placeAfter(
  { day }: Meeting,
  { place }: { place?: string | null | undefined },
  { before, after, carried }: { before: Club; after: Club; carried: Carried },
): string | null | undefined {
  if (day === null) return place
  const [was, is] = [usualPlace(before, day), usualPlace(after, carried(day))]
  return place === undefined && was === is ? undefined : is
}

/** Why there is no meeting on a day. */
function whyNot({ schedule: { calendar } }: Club, day: string): string | null {
  const said = calendar?.exceptions.find((one) => one.kind === 'cancelled' && one.day === day)
  if (said?.kind === 'cancelled') return said.reason
  return (calendar && breakOf(calendar, day)?.reason) ?? null
}

/** Of a meeting that was, or is older than plans, only what is said of its own day counts. */
function asSaid(meeting: Meeting, { move, cancel, usual }: CalendarChanges, schedule: Schedule): Meeting {
  const { time, zone, calendar } = schedule
  const isSaid = (said: string | undefined) =>
    meeting.day === null && said !== undefined && dayOfSaid(said) === dayIn(meeting.at, zone)
  if (isSaid(cancel?.day)) return { ...meeting, cancelled: { reason: cancel?.reason ?? null } }
  if (move && isSaid(move.from)) return { ...meeting, at: instantOf(move.to, move.time ?? time, zone), cancelled: null }
  const moved = calendar?.exceptions.find(
    (one) => one.kind === 'moved' && (meeting.day === null ? isSaid(one.to) : one.day === meeting.day),
  )
  const isMovedTo = moved?.kind === 'moved' && moved.to === usual
  if (!isSaid(usual) && usual !== meeting.day && !isMovedTo) return meeting
  return {
    ...meeting,
    at: moved ? instantOf(moved.day, usualTimeOf(schedule, moved.day), zone) : meeting.at,
    cancelled: null,
  }
}
