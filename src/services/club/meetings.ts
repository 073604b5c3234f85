/** The dates of a club with what was settled of each. */
import { assertGoesOn } from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { keys } from '../../club/keys.ts'
import { changePlan, UNPLANNED } from '../../club/plan.ts'
import { meetingOn } from '../../club/schedule.ts'
import type { MeetingService } from '../../ports/services.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Clubs, Done, Plans } from '../records.ts'
import { readClub } from './clubs.ts'
import { comingDates, peopled, planWrites } from './planned.ts'

export function meetingService(house: House, id: string, act: Act): MeetingService {
  return {
    async coming(count) {
      return comingDates(house, await readClub(house, id), count)
    },
    async on(date) {
      const club = await readClub(house, id)
      const found = meetingOn(club.schedule, date)
      if (!found) throw noMeeting(date)
      return peopled(house, club, found)
    },
    async edit({ day }, changes) {
      await act.change('plan', Done, [keys.club(id), keys.plan(id, day)], (values) => {
        const club = Clubs.from(values, keys.club(id))
        if (!club) throw new Error(`club ${id} is not in the store`)
        assertGoesOn(club)
        const before = Plans.from(values, keys.plan(id, day)) ?? UNPLANNED
        return { writes: planWrites(club, day, changePlan(before, changes)), result: true }
      })
    },
  }
}

function noMeeting(date: Temporal.PlainDate): UserError {
  return new UserError('no-meeting', `The club does not meet on ${date}. See its dates with \`meeting show\`.`)
}
