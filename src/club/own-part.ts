/** How somebody came to the dates that they have, and so how they leave them. */
import type { PeopledDate, PlannedDate } from './people.ts'
import { isSelf, type Self } from './person.ts'
import { hasTurns, type Rota } from './rota.ts'

/** Somebody's part in a date. `how`: whether it is their turn, is theirs by a swap, or was taken or given by hand. */
export interface OwnPart {
  date: PeopledDate
  role: string
  how: 'turn' | 'swap' | 'hand'
}

/** `dates`: with all their people. `planned`: the same without those whose turn it is. */
export function partsOf(
  rota: Pick<Rota, 'how'>,
  dates: readonly PeopledDate[],
  planned: readonly PlannedDate[],
  who: Self,
): OwnPart[] {
  const byHand = new Map(planned.map(({ day, plan }) => [day, plan.people]))
  return dates.flatMap((date) =>
    date.plan.people
      .filter(({ account }) => isSelf(who, account))
      .map(({ role }): OwnPart => {
        const own = byHand.get(date.day)?.find((one) => isSelf(who, one.account) && one.role === role)
        if (!own) return { date, role, how: 'turn' }
        // What is had by a swap stands in the place of somebody's turn, where dates are had by turns.
        return { date, role, how: own.instead !== undefined && hasTurns(rota) ? 'swap' : 'hand' }
      }),
  )
}
