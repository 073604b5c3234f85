/** What members say of whether they come to a meeting. */
import { type Attendance, attendanceOf, type Coming } from '../../club/attendance.ts'
import { assertGoesOn, type Club } from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { type AccountId, keys } from '../../club/keys.ts'
import { type Dated, dateOf, dayIn, isDayOver } from '../../club/schedule.ts'
import type { AttendanceService } from '../../ports/services.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Clubs, Comings, Done } from '../records.ts'
import { readClub } from './clubs.ts'
import { shownAgain } from './shown-again.ts'

export function attendanceService(house: House, id: string, act: Act, send: () => void): AttendanceService {
  const { store, clock } = house

  function datedIn({ schedule }: Club, day: string): Dated {
    const date = dateOf(schedule, day)
    if (date) return date
    throw new UserError('no-meeting', 'That meeting does not take place any more. See what does with `meeting show`.')
  }

  async function saidBy(account: AccountId, day: string): Promise<Coming | null> {
    return (await Comings.find(store, keys.coming(id, day, account))) ?? null
  }

  return {
    of: (day) => attendanceAt(house, id, day),
    async said({ account }, day) {
      const { at } = datedIn(await readClub(house, id), day)
      return { at, said: await saidBy(account, day), attendance: await attendanceAt(house, id, day) }
    },
    async say({ account, name }, day, { answer, isNamed }) {
      const club = await readClub(house, id)
      const date = datedIn(club, day)
      // Whether their name is shown is theirs to say for good.
      const isKnown = answer === undefined && (await saidBy(account, day)) !== null
      if (!isKnown && isDayOver(club.schedule, date, clock.now()))
        throw new UserError(
          'over',
          `The meeting of ${dayIn(date.at, club.schedule.zone)} is over. See the next ones with \`meeting show\`.`,
        )
      const again = await shownAgain(house, club, [date])
      const mine = keys.coming(id, day, account)
      await act.change('coming', Done, [keys.club(id), mine], (values) => {
        const latest = Clubs.from(values, keys.club(id))
        if (latest) assertGoesOn(latest)
        const before = Comings.findIn(store, values, mine)
        const said = answer ?? before?.answer ?? 'yes'
        const after = {
          answer: said,
          name,
          isNamed: isNamed ?? before?.isNamed ?? false,
          at: before?.at ?? clock.now(),
        }
        return { writes: { ...again, [mine]: Comings.json(after) }, result: true }
      })
      send()
      const said = await saidBy(account, day)
      if (!said) throw new UserError('forgotten', 'You have asked to be forgotten meanwhile, so nothing was kept.')
      return { at: date.at, said, attendance: await attendanceAt(house, id, day) }
    },
  }
}

export async function attendanceAt({ store }: House, club: string, day: string): Promise<Attendance> {
  return attendanceOf((await Comings.range(store, keys.comings(club, day))).map(({ value }) => value))
}
