/** The dates of a club as they stand among the events of a server. */
import type { ShownDate } from '../../chat/platform.ts'
import type { Club } from '../../club/club.ts'
import { hasDates, titleOf, trackOf, USUAL_LENGTH, usualLength, usualPlace } from '../../club/meeting.ts'
import type { PeopledDate } from '../../club/people.ts'
import type { Round } from '../../club/round.ts'
import { dateOf } from '../../club/schedule.ts'
import type { House } from '../house.ts'
import { comingDates, latestRounds, peopled } from './planned.ts'

/** So many are shown ahead: a server has room for a hundred events of everybody's. */
const AHEAD = 3

/** By the day that the calendar made: the next few, and those of `days` that still take place. */
export async function datesToShow(
  house: House,
  club: Club,
  days: Iterable<string>,
): Promise<ReadonlyMap<string, ShownDate>> {
  if (!hasDates(club) || club.ending || (club.paused && !club.resumes)) return new Map()
  const now = house.clock.now()
  const next = await comingDates(house, club, AHEAD)
  const further = [...days].flatMap((day) => {
    const date = next.some((one) => one.day === day) ? null : dateOf(club.schedule, day)
    return date && Temporal.Instant.compare(date.at, now) > 0 ? [date] : []
  })
  const all = [...next, ...(await Promise.all(further.map((date) => peopled(house, club, date))))]
  const { resumes } = club
  const held = club.paused && resumes ? all.filter(({ at }) => Temporal.Instant.compare(at, resumes) >= 0) : all
  const rounds = await latestRounds(house, club.id)
  const readOn = (day: string) => rounds.find(({ pick, meets }) => pick && meets?.day === day)
  return new Map(held.map((date) => [date.day, shownDate(club, date, readOn(date.day))]))
}

function shownDate(club: Club, { at, day, plan }: PeopledDate, round: Round | undefined): ShownDate {
  const papers = round?.pick ? [round.pick, ...round.also] : plan.papers
  const titles = papers.map((paper) =>
    'optional' in paper && paper.optional ? `${paper.title} (optional)` : paper.title,
  )
  const about = plan.topic ?? titles.join('; ')
  return {
    at,
    end: at.add({ minutes: plan.minutes ?? usualLength(club, day) ?? USUAL_LENGTH }),
    name: titleOf(club, trackOf(club, day), about),
    about: titles,
    place: plan.place ?? round?.meets?.place ?? usualPlace(club, day),
  }
}
