import { expect, test } from 'vitest'
import { now, relative, setOffset } from '../../../src/playground/page/times.ts'

const HOUR = 3_600_000

test.each([
  ['Saturday 22:00', 35, 'in 2 days'],
  ['Saturday 22:00', 25, 'tomorrow'],
  ['Sunday 09:30', 24, 'tomorrow'],
  ['Saturday 22:00', 4, 'in 4 hours'],
  ['Saturday 01:00', -26, '2 days ago'],
  ['Saturday 12:00', -30, 'yesterday'],
])('from %s, what is %i hours off is %s', (start, hours, said) => {
  const [day, time = ''] = start.split(' ')
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const at = new Date(2026, 10, day === 'Saturday' ? 28 : 29, hour, minute, 30).getTime()
  setOffset(at - Date.now())
  expect(relative(now() + hours * HOUR + 500)).toBe(said)
  setOffset(0)
})
