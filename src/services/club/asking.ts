import { awaiting } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import { datedOf } from '../../club/schedule.ts'
import { pickToAsk } from '../../club/way-of-date.ts'
import type { House } from '../house.ts'
import { Clubs } from '../records.ts'
import { moveDue } from './clubs.ts'
import { tellingEach } from './outgoing.ts'

/** Asks whoever presents next for their paper, in every room, if that is still due at `due`. */
export async function askPresenter({ store, clock }: House, id: string, due: Temporal.Instant): Promise<void> {
  await store.change([keys.club(id)], (values) => {
    const club = Clubs.from(values, keys.club(id))
    if (!club?.nextAsk?.equals(due) || club.paused) return { writes: {} }
    const now = clock.now()
    const pick = pickToAsk(club)
    const date = pick && datedOf(club.schedule, pick)
    const before = date && club.asked?.day === date.day ? club.asked : { times: 0, posts: [] }
    const asked = date && { day: date.day, times: before.times + 1, posts: [...before.posts, club.told + 1] }
    const after = awaiting({ ...club, asked }, club.nextPick, now)
    const news = date ? [{ news: { what: 'ask' as const, place: null, at: date.at, day: date.day } }] : []
    return { writes: { ...moveDue(club, after), ...tellingEach(after, after.rooms, news) } }
  })
}
