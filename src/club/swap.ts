/** How two members change places, and what becomes of a date that one gives back. */
import type { PeopledDate, PlannedDate } from './people.ts'
import { isSelf, type Self } from './person.ts'
import type { PlannedPerson } from './plan.ts'
import { whoIs } from './rota.ts'

/** Somebody's part in a date. */
export interface Part {
  day: string
  person: PlannedPerson
}

/** What is asked: who has `from` would have `to`, and the other way round. */
export interface SwapAsked {
  from: { day: string; who: string; role: string }
  to: { day: string; who: string; role: string }
}

/** The part in a date of whoever fits, sooner in this role than in another. */
export function partOf(
  { day, plan: { people } }: PeopledDate,
  fits: (person: PlannedPerson) => boolean,
  role?: string,
): Part | null {
  const theirs = people.filter(fits)
  const person = theirs.find((one) => one.role === role) ?? theirs[0]
  return person ? { day, person } : null
}

/**
 * Both dates once the two have changed places; null where one of them does not have theirs any more, or has both. `planned`: without
 * turns.
 */
export function swapped(
  dates: readonly PeopledDate[],
  planned: readonly PlannedDate[],
  { from, to }: SwapAsked,
): PlannedDate[] | null {
  const found = [from, to].map(({ day, who, role }) =>
    dates.find((date) => date.day === day)?.plan.people.find((one) => whoIs(one) === who && one.role === role),
  )
  const [giver, taker] = found
  if (!giver || !taker || isAt(dates, to.day, giver) || isAt(dates, from.day, taker)) return null
  const places = [
    { day: from.day, out: giver, comes: taker, other: to.day },
    { day: to.day, out: taker, comes: giver, other: from.day },
  ]
  const after = places.map(({ day, out, comes, other }): PlannedDate | null => {
    const date = planned.find((one) => one.day === day)
    if (!date) return null
    const turn = out.instead?.who ?? whoIs(out)
    const person: PlannedPerson = { account: comes.account, name: comes.name, role: out.role }
    // Who comes back to their own turn has not swapped any more.
    const instead = turn === whoIs(comes) ? {} : { instead: { who: turn, day: other } }
    const people = [...date.plan.people.filter((one) => !isSame(one, out)), { ...person, ...instead }]
    return { ...date, plan: { ...date.plan, people } }
  })
  const known = after.filter((date) => date !== null)
  return known.length === 2 ? known : null
}

/** Whether somebody has a part in the date of a day. */
export function isAt(dates: readonly PeopledDate[], day: string, person: PlannedPerson): boolean {
  const found = dates.find((date) => date.day === day)
  return found?.plan.people.some((one) => whoIs(one) === whoIs(person)) === true
}

/** Who has a date once somebody gave back what they took of it. `isTurn`: what stands in the place of somebody's turn, which stays. */
export function givenBack(
  people: readonly PlannedPerson[],
  who: Self,
  isTurn: (one: PlannedPerson) => boolean,
): PlannedPerson[] {
  return people.filter((one) => !isSelf(who, one.account) || isTurn(one))
}

function isSame(one: PlannedPerson, other: PlannedPerson): boolean {
  return whoIs(one) === whoIs(other) && one.role === other.role
}
