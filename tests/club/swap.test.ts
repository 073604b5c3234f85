import { expect, it } from 'vitest'
import type { PeopledDate } from '../../src/club/people.ts'
import { UNPLANNED } from '../../src/club/plan.ts'
import { whoIs } from '../../src/club/rota.ts'
import { swapped } from '../../src/club/swap.ts'

const person = (name: string, role = 'presenter') => ({ account: null, name, role })
const date = (day: string, ...people: ReturnType<typeof person>[]): PeopledDate => ({
  day,
  was: null,
  at: Temporal.Instant.from(`${day}T08:00:00Z`),
  plan: { ...UNPLANNED, people },
  free: [],
})

it('a swap takes each of the two from their date, puts them at the other, and leaves everybody else', () => {
  const dates = [date('2026-11-23', person('Ada'), person('Carl', 'chair')), date('2026-11-30', person('Bo'))]
  const [from, to] = [
    { day: '2026-11-23', who: whoIs(person('Ada')), role: 'presenter' },
    { day: '2026-11-30', who: whoIs(person('Bo')), role: 'presenter' },
  ]
  const after = swapped(dates, dates, { from, to })
  expect(after?.map(({ plan }) => plan.people.map(({ name }) => name))).toEqual([['Carl', 'Bo'], ['Ada']])
  expect(swapped(dates, dates, { from, to: { ...to, who: whoIs(person('Dora')) } })).toBeNull()
})
