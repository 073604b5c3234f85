import { type Break, covers } from './calendar/calendar.ts'
import type { Club, ClubChanges } from './club.ts'
import { hasDates, trackOf, usualPlace } from './meeting.ts'
import type { News } from './news.ts'
import { comingMeetings, type Dated, dayIn, describeSchedule, nextMeeting } from './schedule.ts'

/** Dates that are looked at. */
const LOOKED_AT = 12

/** What rooms are told of a change of their dates: each single one, or the rhythm; null where the coming dates are as before. */
export function newsOfDates(before: Club, after: Club, changes: ClubChanges, now: Temporal.Instant): News | null {
  if (after.ending) return null
  const [was, is] = [before, after].map(({ schedule }) => comingMeetings(schedule, now, LOOKED_AT))
  const times = (club: Club, dates: readonly Dated[] = []) =>
    JSON.stringify(
      dates.map(({ at, day }) => [
        `${at}`,
        changes.rules && [usualPlace({ ...club, place: null }, day), trackOf(club, day)],
      ]),
    )
  if (times(before, was) === times(after, is)) return null
  const next = hasDates(after) ? nextMeeting(after.schedule, now) : after.nextPick
  const news = { what: 'dates' as const, place: null, at: after.paused ? null : next }
  const { move, cancel, add, usual, breaks, rules, weekday, time, zone, from } = changes
  if (rules || from || weekday !== undefined || time !== undefined || zone !== undefined)
    return { ...news, words: describeSchedule(after.schedule) }
  const changed = changedDates(was, is)
  const reason = cancel?.reason ?? undefined
  if (move || cancel || add || usual) return { ...news, changed, ...(reason === undefined ? {} : { reason }) }
  const off = breaksOf(before).filter((one) => breaksOf(after).every(({ from }) => from !== one.from))
  const isBack = ({ from, to }: Changed) =>
    from === null && to !== null && off.some((one) => covers(one, dayIn(to, after.schedule.zone)))
  return {
    ...news,
    breaks: breaks ? [...breaks] : [],
    ...(off.length > 0 ? { off, changed: changed.filter(isBack) } : {}),
  }
}

type Changed = NonNullable<News['changed']>[number]

function changedDates(was: readonly Dated[] = [], is: readonly Dated[] = []): Changed[] {
  const [before, after] = [new Map(was.map(({ day, at }) => [day, at])), new Map(is.map(({ day, at }) => [day, at]))]
  // One more date at the end of those that are looked at is none that was changed.
  const ends = [was, is].map((dates) => dates.at(-1)?.at)
  const isSeen = (at: Temporal.Instant) => ends.every((end) => !end || Temporal.Instant.compare(at, end) <= 0)
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((day) => ({ from: before.get(day) ?? null, to: after.get(day) ?? null }))
    .filter(({ from, to }) => !(from && to && from.equals(to)))
    .filter(({ from, to }) => [from, to].every((at) => !at || isSeen(at)))
}

function breaksOf({ schedule: { calendar } }: Club): readonly Break[] {
  return calendar?.breaks ?? []
}

/** What rooms are told where the place that they know is another one, or none. */
export function newsOfPlace(before: Club, after: Club): News | null {
  if (after.ending || before.place === null || before.place === after.place) return null
  return { what: 'place', place: after.place, at: null, was: before.place }
}

/** What rooms are told of a pause: that one without an end begins the open ballot says. Null where nothing is otherwise. */
export function newsOfPause(before: Club, after: Club): News | null {
  if (after.ending) return null
  if (before.paused && !after.paused) return { what: 'resumed', place: null, at: after.nextPick }
  return `${before.resumes}` === `${after.resumes}` ? null : { what: 'paused', place: null, at: after.resumes }
}
