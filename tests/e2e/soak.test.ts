import { expect, it } from 'vitest'
import { soak } from '../runs/soak/soak.ts'

it('F06 comes once a week at the club’s hour, in one process, before the clocks change and after', {
  timeout: 180_000,
}, async () => {
  const { picks, wrong } = await soak({ weeks: 4, seed: 1, from: Temporal.Instant.from('2027-03-10T12:00:00Z') })
  expect(wrong).toEqual([])
  expect(picks).toBe(4)
})
