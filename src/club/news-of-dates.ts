import type { Club, ClubChanges } from './club.ts'
import { hasDates } from './meeting.ts'
import type { News } from './news.ts'
import { comingMeetings, describeSchedule, nextMeeting } from './schedule.ts'

/** Dates that are looked at. */
const LOOKED_AT = 12

/** What rooms are told of a change of their dates: each single one, or the rhythm; null where the coming dates are as before. */
export function newsOfDates(before: Club, after: Club, changes: ClubChanges, now: Temporal.Instant): News | null {
  if (after.ending) return null
  const [was, is] = [before, after].map(({ schedule }) => comingMeetings(schedule, now, LOOKED_AT))
  const times = (dates = was) => JSON.stringify(dates?.map(({ at }) => at.toString()))
  if (times(was) === times(is)) return null
  const next = hasDates(after) ? nextMeeting(after.schedule, now) : after.nextPick
  const news = { what: 'dates' as const, place: null, at: after.paused ? null : next }
  const { move, cancel, add, usual, breaks, rhythm, weekday, time, zone, from } = changes
  if (rhythm || from || weekday !== undefined || time !== undefined || zone !== undefined)
    return { ...news, words: describeSchedule(after.schedule) }
  const reason = cancel?.reason ?? undefined
  if (move || cancel || add || usual) {
    const known = new Map(was?.map(({ day, at }) => [day, at]))
    const now = new Map(is?.map(({ day, at }) => [day, at]))
    const days = [...new Set([...known.keys(), ...now.keys()])]
    // One more date at the end of those that are looked at is none that was changed.
    const ends = [was, is].map((dates) => dates?.at(-1)?.at)
    const isSeen = (at: Temporal.Instant) => ends.every((end) => !end || Temporal.Instant.compare(at, end) <= 0)
    const changed = days
      .map((day) => ({ from: known.get(day) ?? null, to: now.get(day) ?? null }))
      .filter(({ from, to }) => !(from && to && from.equals(to)))
      .filter(({ from, to }) => [from, to].every((at) => !at || isSeen(at)))
    return { ...news, changed, ...(reason === undefined ? {} : { reason }) }
  }
  return { ...news, breaks: breaks ? [...breaks] : [] }
}

/** What rooms are told of a pause with an end: of any other the open ballot says so. Null where nothing is otherwise. */
export function newsOfPause(before: Club, after: Club): News | null {
  if (after.ending || `${before.resumes}` === `${after.resumes}`) return null
  return after.paused
    ? { what: 'paused', place: null, at: after.resumes }
    : { what: 'resumed', place: null, at: after.nextPick }
}
