/** The dates without a paper: told of when their time has come, and reminded of. */
import { awaiting, type Club } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import { usualLength } from '../../club/meeting.ts'
import type { News } from '../../club/news.ts'
import { remindersOf } from '../../club/reminder.ts'
import { type Dated, nextTime, nextWithout } from '../../club/schedule.ts'
import type { House } from '../house.ts'
import { Clubs } from '../records.ts'
import { moveDue } from './clubs.ts'
import { tellingEach } from './outgoing.ts'

/** Tells of the one that is due at `due`, if it still is. Nobody is told of one that is over. */
export async function tellOfOther(house: House, { id }: Club, due: Temporal.Instant): Promise<void> {
  await house.store.change([keys.club(id)], (values) => {
    const club = Clubs.from(values, keys.club(id))
    if (!club?.nextOther?.equals(due) || club.paused) return { writes: {} }
    const now = house.clock.now()
    const found = nextWithout(club.schedule, due.subtract({ nanoseconds: 1 }))
    const date = found?.post.equals(due) ? found.date : null
    const after = awaiting(club, club.nextPick.equals(due) ? nextTime(club.schedule, due) : club.nextPick, due)
    const isOver = !date || Temporal.Instant.compare(date.at.add(OVER), now) < 0
    const news = isOver ? [] : otherNews(club, date, now)
    return { writes: { ...moveDue(club, after), ...tellingEach(after, club.rooms, news) } }
  })
}

/** A meeting that began longer ago is over. */
const OVER = { hours: 2 }

/** What is told of a date that has no paper, or none yet: that it comes, and then when its reminders are due. */
export function otherNews(
  club: Club,
  { at, day }: Pick<Dated, 'at' | 'day'>,
  now: Temporal.Instant,
  first: 'meeting' | 'unchosen' = 'meeting',
): { news: News; notBefore?: Temporal.Instant }[] {
  const { reminders, schedule } = club
  const news = (what: News['what']): News => ({ what, place: null, at, day })
  // Without a paper there is nothing to say of it afterwards.
  const before = reminders.filter((reminder) => reminder !== 'afterwards')
  const reminded = remindersOf(
    { at, cancelled: null },
    { ...schedule, reminders: before, minutes: usualLength(club, day) },
    now,
  )
  return [{ news: news(first) }, ...reminded.map((one) => ({ news: news('reminder'), notBefore: one.at }))]
}
