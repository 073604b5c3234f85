import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeSchedule, nextTime, nextTimeWithNotice, parseClubTime, parseWeekday } from '../../src/club/schedule.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const monday9 = { weekday: 1, time: '09:00', zone: 'Europe/Berlin' }

const zones = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'UTC',
  'Pacific/Apia',
  'Asia/Kathmandu',
)
const schedules = fc.record({
  weekday: fc.integer({ min: 1, max: 7 }),
  time: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`),
  zone: zones,
})
const tenYears = fc
  .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))

describe('nextTime', () => {
  it('gives the coming club time in the club zone', () => {
    expect(nextTime(monday9, instant('2026-11-22T12:00:00Z')).toString()).toBe('2026-11-23T08:00:00Z')
  })

  it('gives the week after when it is that very instant', () => {
    expect(nextTime(monday9, instant('2026-11-23T08:00:00Z')).toString()).toBe('2026-11-30T08:00:00Z')
  })

  it('F07 is strictly later than any minute of ten years, and at most a week and an hour later', () => {
    fc.assert(
      fc.property(schedules, tenYears, (schedule, after) => {
        const next = nextTime(schedule, after)
        const hours = next.since(after).total('hours')
        expect(hours).toBeGreaterThan(0)
        expect(hours).toBeLessThanOrEqual(schedule.zone === 'Pacific/Apia' ? 14 * 24 : 7 * 24 + 1)
      }),
    )
  })

  it.each([
    ['Europe/Berlin', '2026-03-22T00:00:00Z', '02:30'],
    ['Europe/Berlin', '2026-10-18T00:00:00Z', '02:30'],
    ['America/New_York', '2026-03-01T00:00:00Z', '02:30'],
    ['America/New_York', '2026-10-25T00:00:00Z', '01:30'],
    ['Australia/Lord_Howe', '2026-03-29T00:00:00Z', '01:30'],
    ['Australia/Lord_Howe', '2026-09-27T00:00:00Z', '02:30'],
  ])('F06 happens once a local Sunday over the clock change in %s', (zone, start, time) => {
    const schedule = { weekday: 7, time, zone }
    const days: string[] = []
    let at = instant(start)
    for (let week = 0; week < 4; week++) {
      at = nextTime(schedule, at)
      days.push(at.toZonedDateTimeISO(zone).toPlainDate().toString())
    }
    const dates = days.map((day) => Temporal.PlainDate.from(day))
    expect(new Set(days).size).toBe(4)
    for (const [index, date] of dates.entries()) {
      expect(date.dayOfWeek).toBe(7)
      if (index > 0) expect(date.since(dates[index - 1] ?? date).days).toBe(7)
    }
  })
})

describe('nextTimeWithNotice', () => {
  it('leaves a ballot open for at least a day', () => {
    fc.assert(
      fc.property(schedules, tenYears, (schedule, now) => {
        expect(nextTimeWithNotice(schedule, now).since(now).total('hours')).toBeGreaterThanOrEqual(24)
      }),
    )
  })

  it('takes the club time that is exactly a day away', () => {
    expect(nextTimeWithNotice(monday9, instant('2026-11-22T08:00:00Z')).toString()).toBe('2026-11-23T08:00:00Z')
  })
})

describe('what people write', () => {
  it.each([
    ['Monday 09:00', { weekday: 1, time: '09:00' }],
    ['fri 9:30', { weekday: 5, time: '09:30' }],
    ['Sun 23:59', { weekday: 7, time: '23:59' }],
  ])('reads “%s” as a club time', (text, expected) => {
    expect(parseClubTime(text)).toEqual(expected)
  })

  it.each(['', 'Monday', '09:00', 'Monday 24:00', 'Someday 09:00', 'M 09:00'])('does not read “%s”', (text) => {
    expect(parseClubTime(text)).toBeNull()
  })

  it('knows weekdays by their beginning', () => {
    expect(parseWeekday('Thurs')).toBe(4)
    expect(parseWeekday('x')).toBeNull()
  })

  it('says the week as people do', () => {
    expect(describeSchedule(monday9)).toBe('Monday 09:00 (Europe/Berlin)')
  })
})
