/** The dates of a club with what was settled of each. */
import { assertGoesOn, type Club } from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { keys } from '../../club/keys.ts'
import { changePlan, isUnplanned, type Plan, UNPLANNED } from '../../club/plan.ts'
import { comingMeetings, meetingOn } from '../../club/schedule.ts'
import type { MeetingService } from '../../ports/services.ts'
import type { Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Clubs, Done, Plans } from '../records.ts'
import { readClub } from './clubs.ts'

export function meetingService(house: House, id: string, act: Act): MeetingService {
  const { clock } = house

  return {
    async coming(count) {
      const { schedule } = await readClub(house, id)
      const dates = comingMeetings(schedule, clock.now(), count)
      return Promise.all(dates.map(async (date) => ({ ...date, plan: await readPlan(house, id, date.day) })))
    },
    async on(date) {
      const { schedule } = await readClub(house, id)
      const found = meetingOn(schedule, date)
      if (!found) throw noMeeting(date)
      return { ...found, plan: await readPlan(house, id, found.day) }
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

async function readPlan({ store }: House, club: string, day: string): Promise<Plan> {
  return (await Plans.find(store, keys.plan(club, day))) ?? UNPLANNED
}

/** What keeps the plan of a day, as long as it says anything. */
function planWrites({ id }: Pick<Club, 'id'>, day: string, plan: Plan): Writes {
  return { [keys.plan(id, day)]: isUnplanned(plan) ? undefined : Plans.json(plan) }
}

function noMeeting(date: Temporal.PlainDate): UserError {
  return new UserError('no-meeting', `The club does not meet on ${date}. See its dates with \`meeting show\`.`)
}
