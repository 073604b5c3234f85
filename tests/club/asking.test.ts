import { expect, it } from 'vitest'
import { nextAsk } from '../../src/club/asking.ts'
import type { Schedule } from '../../src/club/schedule.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const weekly = (breaks: { from: string; to: string; reason: null }[]): Schedule => ({
  ...{ weekday: 1, time: '12:00', zone: 'UTC', lead: 7 * 24 },
  calendar: { rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-01-05', until: null, breaks, exceptions: [] },
})
const ask = (breaks: { from: string; to: string; reason: null }[], now: string, times = 0) => {
  // The paper of the meeting of 23 March stands on 16 March.
  const asked = times > 0 ? { day: '2026-03-23', times } : null
  const club = { schedule: weekly(breaks), nextPick: instant('2026-03-16T12:00:00Z'), asked }
  return nextAsk(club, instant(now))?.toString()
}

it('asks two weeks before a paper stands and once more a day before, or as soon as it can', () => {
  expect(ask([], '2026-02-20T12:00:00Z')).toBe('2026-03-02T12:00:00Z')
  expect(ask([], '2026-03-02T12:00:00Z', 1)).toBe('2026-03-15T12:00:00Z')
  expect(ask([], '2026-03-09T12:00:01Z')).toBe('2026-03-09T12:00:01Z')
})

it('asks nobody in a break: before it, else after it as long as the paper does not stand yet', () => {
  const early = [{ from: '2026-02-28', to: '2026-03-04', reason: null }]
  expect(ask(early, '2026-02-20T12:00:00Z')).toBe('2026-02-27T12:00:00Z')
  expect(ask(early, '2026-03-01T09:00:00Z')).toBe('2026-03-05T12:00:00Z')
  const late = [{ from: '2026-03-10', to: '2026-03-15', reason: null }]
  expect(ask(late, '2026-03-03T12:00:00Z', 1)).toBe('2026-03-09T12:00:00Z')
  expect(ask(late, '2026-03-12T09:00:00Z', 1)).toBeUndefined()
})
