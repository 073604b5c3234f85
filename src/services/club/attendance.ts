/** What members say of whether they come to a meeting. */
import { type Attendance, attendanceOf, type Coming } from '../../club/attendance.ts'
import type { Caller } from '../../club/caller.ts'
import type { Club } from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { keys } from '../../club/keys.ts'
import { latest } from '../../club/moment.ts'
import { accountsOf } from '../../club/person.ts'
import { type Dated, dateOf, dayIn, isDayOver } from '../../club/schedule.ts'
import type { AttendanceService } from '../../ports/meetings.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { peopleAmong } from '../people.ts'
import { Comings, Done } from '../records.ts'
import { removing } from '../writes.ts'
import { clubGoingOn, namingIn, readClub } from './clubs.ts'
import { shownAgain } from './shown-again.ts'

export function attendanceService(house: House, id: string, act: Act, send: () => void): AttendanceService {
  const { store, clock } = house

  function datedIn({ schedule }: Club, day: string): Dated {
    const date = dateOf(schedule, day)
    if (date) return date
    throw new UserError('no-meeting', 'That meeting does not take place any more. See what does with `meeting show`.')
  }

  const keysOf = (caller: Caller, day: string) => accountsOf(caller).map((account) => keys.coming(id, day, account))

  async function saidBy(caller: Caller, day: string): Promise<Coming | null> {
    return latest(await Promise.all(keysOf(caller, day).map((key) => Comings.find(store, key)))) ?? null
  }

  return {
    of: (day) => attendanceAt(house, id, day),
    async said(caller, day) {
      const { at } = datedIn(await readClub(house, id), day)
      return { at, said: await saidBy(caller, day), attendance: await attendanceAt(house, id, day) }
    },
    async say(caller, day, { answer, isNamed }) {
      const club = await readClub(house, id)
      const date = datedIn(club, day)
      // Whether their name is shown is theirs to say for good.
      const isKnown = answer === undefined && (await saidBy(caller, day)) !== null
      if (!isKnown && isDayOver(club.schedule, date, clock.now()))
        throw new UserError(
          'over',
          `The meeting of ${dayIn(date.at, club.schedule.zone)} is over. See the next ones with \`meeting show\`.`,
        )
      const again = await shownAgain(house, club, [date])
      const theirs = keysOf(caller, day)
      const mine = keys.coming(id, day, caller.account)
      await act.change('coming', Done, [keys.club(id), ...theirs], (values) => {
        const goingOn = clubGoingOn(values, id)
        const before = latest(theirs.map((key) => Comings.findIn(store, values, key)))
        const said = answer ?? before?.answer ?? 'yes'
        const after = {
          answer: said,
          name: caller.name,
          isNamed: isNamed ?? before?.isNamed ?? false,
          at: before?.at ?? clock.now(),
        }
        return {
          writes: { ...again, ...namingIn(goingOn, caller), ...removing(theirs), [mine]: Comings.json(after) },
          result: true,
        }
      })
      send()
      const said = await saidBy(caller, day)
      if (!said) throw new UserError('forgotten', 'You have asked to be forgotten meanwhile, so nothing was kept.')
      return { at: date.at, said, attendance: await attendanceAt(house, id, day) }
    },
  }
}

export async function attendanceAt({ store }: House, club: string, day: string): Promise<Attendance> {
  const prefix = keys.comings(club, day)
  const all = await Comings.range(store, prefix)
  const accountIn = ({ key }: { key: string }) => key.slice(prefix.length)
  const personOf = await peopleAmong(store, all.map(accountIn))
  const said = [...Map.groupBy(all, (one) => personOf(accountIn(one))).values()]
  return attendanceOf(said.flatMap((theirs) => latest(theirs.map(({ value }) => value)) ?? []))
}
