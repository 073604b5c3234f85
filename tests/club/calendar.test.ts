import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakOf, type Calendar, dayOfName } from '../../src/club/calendar/calendar.ts'
import { type CalendarChanges, changeSchedule } from '../../src/club/calendar/change.ts'
import { saidRhythm } from '../../src/club/calendar/change-rules.ts'
import { rhythmFrom } from '../../src/club/calendar/rhythm-words.ts'
import { describeRhythm, rhythmOf, ruleOf } from '../../src/club/calendar/rule.ts'
import { breakFrom, leadFrom, timeFrom, zoneFrom } from '../../src/club/calendar/written.ts'
import { UserError } from '../../src/club/errors.ts'
import { remindersFrom, remindersOf } from '../../src/club/reminder.ts'
import {
  comingMeetings,
  dateOf,
  dayIn,
  meetingOf,
  nextMeeting,
  nextTime,
  type Schedule,
  sayDate,
} from '../../src/club/schedule.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const days = (schedule: Schedule, from: string, count: number) =>
  comingMeetings(schedule, instant(from), count).map(({ at }) =>
    at.toZonedDateTimeISO(schedule.zone).toPlainDateTime().toString({ smallestUnit: 'minute' }),
  )
const meeting = (rule: string, more: Partial<Calendar> = {}, over: Partial<Schedule> = {}): Schedule => ({
  ...{ weekday: 1, time: '18:00', zone: 'Europe/Berlin' },
  ...over,
  calendar: { rule, from: '2026-01-01', until: null, breaks: [], exceptions: [], ...more },
})

describe('the dates of a calendar', () => {
  it.each([
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', ['2026-03-13T18:00', '2026-03-27T18:00', '2026-04-10T18:00']],
    ['FREQ=MONTHLY;BYDAY=-1TH', ['2026-03-26T18:00', '2026-04-30T18:00', '2026-05-28T18:00']],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15', ['2026-03-01T18:00', '2026-03-15T18:00', '2026-04-01T18:00']],
    ['FREQ=MONTHLY;BYMONTHDAY=31', ['2026-03-31T18:00', '2026-05-31T18:00', '2026-07-31T18:00']],
    ['FREQ=MONTHLY;BYMONTHDAY=15,-1', ['2026-03-15T18:00', '2026-03-31T18:00', '2026-04-15T18:00']],
    ['FREQ=WEEKLY;BYDAY=TU,TH', ['2026-03-03T18:00', '2026-03-05T18:00', '2026-03-10T18:00']],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=1WE,3WE', ['2026-03-04T18:00', '2026-03-18T18:00', '2026-05-06T18:00']],
  ])('of %s are those of the rule, at the same local time over a clock change', (rule, expected) => {
    expect(days(meeting(rule), '2026-03-01T12:00:00Z', 3)).toEqual(expected)
  })

  it('leave out breaks, and what is later than the last day', () => {
    const breaks = [{ from: '2026-03-09', to: '2026-03-20', reason: 'spring' }]
    const term = meeting('FREQ=WEEKLY;BYDAY=MO', { breaks, until: '2026-03-30' })
    expect(days(term, '2026-03-01T12:00:00Z', 9)).toEqual(['2026-03-02T18:00', '2026-03-23T18:00', '2026-03-30T18:00'])
    expect(nextMeeting(term, instant('2026-03-30T17:00:00Z'))).toBeNull()
  })

  it('follow what was set by hand for single days, in breaks as well', () => {
    const breaks = [{ from: '2026-03-09', to: '2026-03-20', reason: null }]
    const exceptions: Calendar['exceptions'] = [
      { kind: 'moved', day: '2026-03-02', to: '2026-03-04', time: '12:30', late: false },
      { kind: 'extra', day: '2026-03-12', time: null, late: false },
      { kind: 'cancelled', day: '2026-03-23', reason: 'ill' },
    ]
    const byHand = meeting('FREQ=WEEKLY;BYDAY=MO', { breaks, exceptions })
    expect(days(byHand, '2026-03-01T12:00:00Z', 3)).toEqual([
      '2026-03-04T12:30',
      '2026-03-12T18:00',
      '2026-03-30T18:00',
    ])
  })

  it('have a paper that stands some days before, at the same local time', () => {
    const early = meeting('FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', {}, { lead: 5 * 24 })
    const pick = nextTime(early, instant('2026-03-23T00:00:00Z'))
    expect(pick?.toString()).toBe('2026-04-05T16:00:00Z')
    expect(meetingOf(early, instant('2026-04-05T16:00:00Z'))?.toString()).toBe('2026-04-10T16:00:00Z')
    expect(nextTime(early, instant('2026-03-22T16:59:00Z'))?.toString()).toBe('2026-03-22T17:00:00Z')
  })

  it('have papers that stand before a break rather than in it, each at its own time', () => {
    const breaks = [{ from: '2026-03-09', to: '2026-03-20', reason: null }]
    const picks = (schedule: Schedule, from: string, count: number) => {
      const found: string[] = []
      for (let pick = nextTime(schedule, instant(from)); pick && found.length < count; pick = nextTime(schedule, pick))
        found.push(`${dayIn(pick, schedule.zone)} for ${dayIn(meetingOf(schedule, pick) ?? pick, schedule.zone)}`)
      return found
    }
    const week = meeting('FREQ=WEEKLY;BYDAY=MO', { breaks }, { lead: 7 * 24 })
    expect(picks(week, '2026-02-24T00:00:00Z', 2)).toEqual(['2026-03-08 for 2026-03-23', '2026-03-23 for 2026-03-30'])
    const long = meeting('FREQ=WEEKLY;BYDAY=MO', { breaks }, { lead: 14 * 24 })
    expect(picks(long, '2026-02-24T00:00:00Z', 3)).toEqual([
      '2026-03-08 for 2026-03-23',
      '2026-03-08 for 2026-03-30',
      '2026-03-23 for 2026-04-06',
    ])
  })

  const codes = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
  const rules = fc.oneof(
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.uniqueArray(codes, { minLength: 1, maxLength: 3 }))
      .map(([interval, byDay]) => `FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${byDay.join(',')}`),
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(1, 2, 3, 4, -1), codes)
      .map(([interval, nth, code]) => `FREQ=MONTHLY;INTERVAL=${interval};BYDAY=${nth}${code}`),
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.uniqueArray(fc.constantFrom(1, 9, 15, 28, 31, -1), { minLength: 1 }))
      .map(([interval, dates]) => `FREQ=MONTHLY;INTERVAL=${interval};BYMONTHDAY=${dates.join(',')}`),
  )
  const day = fc
    .integer({ min: 0, max: 400 })
    .map((after) => Temporal.PlainDate.from('2026-01-01').add({ days: after }).toString())
  const NONE = { every: 'week' as const, interval: 1, days: [] }
  const nth = fc.nat(20)
  const time = fc.constantFrom(null, '07:15', '20:00')
  /** `nth`: of the coming dates it is the one that is moved or cancelled. */
  const changes: fc.Arbitrary<(CalendarChanges & { nth?: number })[]> = fc.array(
    fc.oneof(
      day.map((from) => ({
        breaks: [{ from, to: Temporal.PlainDate.from(from).add({ days: 9 }).toString(), reason: null }],
      })),
      fc.tuple(nth, day, time).map(([nth, to, time]) => ({ nth, move: { from: '', to, time } })),
      nth.map((nth) => ({ nth, cancel: { day: '', reason: null } })),
      fc.tuple(day, time).map(([added, time]) => ({ add: { day: added, time } })),
      day.map((usual) => ({ usual })),
      fc
        .array(fc.tuple(rules, fc.constantFrom(null, '10:00', '14:00')), { minLength: 1, maxLength: 3 })
        .map((said) => ({ rules: said.map(([rule, time]) => ({ ...saidRhythm(rhythmOf(rule) ?? NONE), time })) })),
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe').map((zone) => ({ zone })),
      fc.constantFrom(0, 24, 120).map((lead) => ({ lead })),
    ),
    { maxLength: 8 },
  )

  /** What is refused changes nothing. */
  function changed(
    schedule: Schedule,
    { nth = 0, move, cancel, ...others }: CalendarChanges & { nth?: number },
    now: Temporal.Instant,
  ): Schedule {
    const date = comingMeetings(schedule, now, nth + 1)[nth]
    const from = date ? sayDate(schedule, date) : ''
    const single = { ...(move && { move: { ...move, from } }), ...(cancel && { cancel: { ...cancel, day: from } }) }
    if (!date && (move || cancel)) return schedule
    try {
      return changeSchedule(schedule, { ...others, ...single }, now)
    } catch (error) {
      if (error instanceof UserError) return schedule
      throw error
    }
  }

  it('come one after another whatever is changed, none of the rhythm in a break, none on a day that was cancelled', () => {
    fc.assert(
      fc.property(rules, changes, (rule, made) => {
        const start = instant('2026-01-01T00:00:00Z')
        const schedule = made.reduce((before: Schedule, change) => changed(before, change, start), meeting(rule))
        const found = comingMeetings(schedule, start, 30)
        const { calendar, zone } = schedule
        if (!calendar) throw new Error('the calendar is gone')
        const local = found.map(({ at }) => at.toZonedDateTimeISO(zone).toPlainDate().toString())
        const byHand = new Set(
          calendar.exceptions.flatMap((one) =>
            one.kind === 'moved' ? [one.to] : one.kind === 'extra' ? [dayOfName(one.day)] : [],
          ),
        )
        const times = found.map(({ at }) => `${at}`)
        expect(times).toEqual([...new Set(times)])
        const names = found.map((date) => date.day)
        expect(names).toEqual([...new Set(names)])
        expect(names.map((name) => dateOf(schedule, name))).toEqual(found)
        const cancelled = calendar.exceptions.flatMap((one) => (one.kind === 'cancelled' ? [one.day] : []))
        for (const [index, { at }] of found.entries()) {
          const before = found[index - 1]?.at ?? start
          expect(Temporal.Instant.compare(at, before)).toBe(1)
          if (!byHand.has(local[index] ?? '')) {
            expect(breakOf(calendar, local[index] ?? '')).toBeUndefined()
            expect(cancelled).not.toContain(names[index])
          }
        }
        for (const set of byHand) if (set <= (local.at(-1) ?? '') && set > '2026-01-01') expect(local).toContain(set)
        let pick: Temporal.Instant | null = start
        for (let count = 0; count < 5 && pick; count++) {
          const next: Temporal.Instant | null = nextTime(schedule, pick)
          if (next) expect(Temporal.Instant.compare(next, pick)).toBe(1)
          const isInBreak = next !== null && breakOf(calendar, dayIn(next, zone)) !== undefined
          if (isInBreak) expect(byHand).toContain(dayIn(meetingOf(schedule, next) ?? next, zone))
          pick = next
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('reminders', () => {
  it('of days come at the local time of the meeting, also over a clock change, and none that is over', () => {
    const meets = { at: instant('2026-03-30T16:00:00Z'), place: null, cancelled: null }
    const club = { reminders: ['week', 'day', 'hour'] as const, zone: 'Europe/Berlin', minutes: null }
    const told = (now: string) => remindersOf(meets, club, instant(now)).map(({ at }) => at.toString())
    expect(told('2026-03-20T00:00:00Z')).toEqual([
      '2026-03-23T17:00:00Z',
      '2026-03-29T16:00:00Z',
      '2026-03-30T15:00:00Z',
    ])
    expect(told('2026-03-29T15:30:00Z')).toEqual(['2026-03-30T15:00:00Z'])
    expect(remindersOf({ ...meets, cancelled: { reason: null } }, club, instant('2026-03-20T00:00:00Z'))).toEqual([])
  })

  it('come an hour before, once, where they would come in a break', () => {
    const meets = { at: instant('2026-03-30T16:00:00Z'), place: null, cancelled: null }
    const { calendar } = meeting('FREQ=WEEKLY;BYDAY=MO', {
      breaks: [{ from: '2026-03-24', to: '2026-03-29', reason: null }],
    })
    const club = { reminders: ['week', 'day', 'hour'] as const, zone: 'Europe/Berlin', calendar, minutes: null }
    expect(remindersOf(meets, club, instant('2026-03-20T00:00:00Z')).map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      'weekahead 2026-03-23T17:00:00Z',
      'hourahead 2026-03-30T15:00:00Z',
    ])
  })

  it('ask how it was once it is over, however long it is', () => {
    const meets = { at: instant('2026-03-30T16:00:00Z'), place: null, cancelled: null }
    const asked = (minutes: number | null) =>
      remindersOf(meets, { reminders: ['afterwards'], zone: 'UTC', minutes }, instant('2026-03-30T16:30:00Z'))
    expect(asked(90)).toEqual([{ kind: 'wrapup', at: instant('2026-03-30T17:30:00Z') }])
    expect(asked(null)).toEqual([{ kind: 'wrapup', at: instant('2026-03-30T17:00:00Z') }])
  })

  it.each([
    ['a week, a day and an hour', ['week', 'day', 'hour']],
    ['1 day before', ['day']],
    ['P3D, PT3H and PT10M', ['3 days', '3 hours', '10 minutes']],
    ['24 hours; three hours before the meeting; afterwards', null],
    ['24 hours; three hours before; afterwards', ['day', '3 hours', 'afterwards']],
    ['P1W', ['week']],
    ['half an hour, 15 min and 10m', ['30 minutes', '15 minutes', '10 minutes']],
    ['seven days and 1h', ['week', 'hour']],
    ['Pxyz', null],
    ['none', []],
    ['a month', null],
  ])('are read from “%s”', (text, expected) => expect(remindersFrom(text)).toEqual(expected))
})

describe('days as people write them', () => {
  it.each([
    ['every second Friday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', 'every second Friday'],
    ['Last Thursday of the month', 'FREQ=MONTHLY;BYDAY=-1TH', 'the last Thursday of the month'],
    ['Tue and Thu', 'FREQ=WEEKLY;BYDAY=TU,TH', 'every Tuesday and Thursday'],
    ['1st & 3rd Wed', 'FREQ=MONTHLY;BYDAY=1WE,3WE', 'the first and third Wednesday of the month'],
    ['every 2 weeks on Friday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', 'every second Friday'],
    ['fortnightly on Wednesdays', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE', 'every second Wednesday'],
    ['Single dates', '', 'single dates'],
    ['FREQ=MONTHLY;BYDAY=TH;BYSETPOS=-1', 'FREQ=MONTHLY;BYDAY=-1TH', 'the last Thursday of the month'],
    ['Mondays', 'FREQ=WEEKLY;BYDAY=MO', 'every Monday'],
    ['15 of each month', 'FREQ=MONTHLY;BYMONTHDAY=15', 'the 15th of the month'],
    ['on the 1st and 15th of each month', 'FREQ=MONTHLY;BYMONTHDAY=1,15', 'the 1st and 15th of the month'],
    [
      'The 20th, 3rd and the 11th of every month',
      'FREQ=MONTHLY;BYMONTHDAY=3,11,20',
      'the 3rd, 11th and 20th of the month',
    ],
    ['the last day of the month', 'FREQ=MONTHLY;BYMONTHDAY=-1', 'the last day of the month'],
    ['the 15th and last day of the month', 'FREQ=MONTHLY;BYMONTHDAY=15,-1', 'the 15th and last day of the month'],
    ['monthly on the 2nd', 'FREQ=MONTHLY;BYMONTHDAY=2', 'the 2nd of the month'],
    ['every 2 months on the 10th', 'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=10', 'the 10th of every second month'],
    ['the first of every third month', 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1', 'the 1st of every third month'],
    ['FREQ=MONTHLY;BYMONTHDAY=31,1', 'FREQ=MONTHLY;BYMONTHDAY=1,31', 'the 1st and 31st of the month'],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=8,9,10,11,12,13,14', 'FREQ=MONTHLY;BYDAY=2FR', 'the second Friday of the month'],
    ['weekdays', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every weekday'],
    ['the last weekday of the month', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'the last weekday of the month'],
    [
      'first and last working day of every second month',
      'FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1',
      'the first and last weekday of every second month',
    ],
    [
      'FREQ=MONTHLY;BYDAY=FR,MO,TU,WE,TH;BYSETPOS=3',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3',
      'the third weekday of the month',
    ],
    ['the 15th', 'FREQ=MONTHLY;BYMONTHDAY=15', 'the 15th of the month'],
    ['the 31st', 'FREQ=MONTHLY;BYMONTHDAY=31', 'the 31st of the month'],
    ['1st and 15th', 'FREQ=MONTHLY;BYMONTHDAY=1,15', 'the 1st and 15th of the month'],
    ['1st & 15th', 'FREQ=MONTHLY;BYMONTHDAY=1,15', 'the 1st and 15th of the month'],
    ['on the 1st, 15th', 'FREQ=MONTHLY;BYMONTHDAY=1,15', 'the 1st and 15th of the month'],
    ['every 1st and 15th', 'FREQ=MONTHLY;BYMONTHDAY=1,15', 'the 1st and 15th of the month'],
    ['every 31st', 'FREQ=MONTHLY;BYMONTHDAY=31', 'the 31st of the month'],
    ['the 1st and 15th monthly', 'FREQ=MONTHLY;BYMONTHDAY=1,15', 'the 1st and 15th of the month'],
    ['every month on the 31st of the month', 'FREQ=MONTHLY;BYMONTHDAY=31', 'the 31st of the month'],
    ['the 15th day of the month', 'FREQ=MONTHLY;BYMONTHDAY=15', 'the 15th of the month'],
    ['15th and last of the month', 'FREQ=MONTHLY;BYMONTHDAY=15,-1', 'the 15th and last day of the month'],
    ['the end of the month', 'FREQ=MONTHLY;BYMONTHDAY=-1', 'the last day of the month'],
    ['every 15th of the month', 'FREQ=MONTHLY;BYMONTHDAY=15', 'the 15th of the month'],
    ['Freitag', 'FREQ=WEEKLY;BYDAY=FR', 'every Friday'],
    ['every 2 weeks on mardi', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'every second Tuesday'],
    ['lunes, miercoles', 'FREQ=WEEKLY;BYDAY=MO,WE', 'every Monday and Wednesday'],
    ['every second segunda-feira', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 'every second Monday'],
    ['金曜日', 'FREQ=WEEKLY;BYDAY=FR', 'every Friday'],
    ['last пятница of the month', 'FREQ=MONTHLY;BYDAY=-1FR', 'the last Friday of the month'],
    [
      'the last Friday of every third month',
      'FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR',
      'the last Friday of every third month',
    ],
    [
      'RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE',
      'FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE',
      'every third week on Monday and Wednesday',
    ],
  ])('reads “%s”', (text, rule, words) => {
    const rhythm = rhythmFrom(text)
    expect(rhythm && [ruleOf(rhythm), describeRhythm(rhythm)]).toEqual([rule, words])
    expect(rhythm && rhythmFrom(describeRhythm(rhythm))).toEqual(rhythm)
  })

  it.each([
    '',
    'monthly',
    'soon',
    'FREQ=DAILY',
    'FREQ=WEEKLY',
    'FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=1',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=WEEKLY;BYMONTHDAY=15',
    'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    '15',
    'every second',
    'every 2nd',
    'the last',
    'the 40th of the month',
    'the 40th',
    'the 6th weekday of the month',
    'the 5th Monday of the month',
    'every 2 weeks',
  ])('does not read “%s”', (text) => expect(rhythmFrom(text)).toBeNull())

  it.each([
    ['16:30', '16:30'],
    ['4:30pm', '16:30'],
    ['16.30', '16:30'],
    ['12am', '00:00'],
    ['noon', '12:00'],
    ['9 Uhr', '09:00'],
    ['13pm', null],
    ['25', null],
  ])('reads “%s” as a time of day', (text, time) => expect(timeFrom(text)).toBe(time))

  it.each([
    ['Berlin', 'Europe/Berlin'],
    ['New York', 'America/New_York'],
    ['Eastern time', 'America/New_York'],
    ['GMT+2', '+02:00'],
    ['são paulo', 'America/Sao_Paulo'],
    ['europe/paris', 'Europe/Paris'],
  ])('reads “%s” as a time zone', (text, zone) => expect(zoneFrom(text)).toEqual({ zone }))

  it('asks about letters that several places use', () => {
    expect(zoneFrom('IST')).toEqual({ either: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'] })
    expect(zoneFrom('nowhere')).toBeNull()
  })

  it.each([
    ['2026-12-21 to 2027-01-04 winter break', { from: '2026-12-21', to: '2027-01-04', reason: 'winter break' }],
    ['2026-12-24: Christmas Eve', { from: '2026-12-24', to: '2026-12-24', reason: 'Christmas Eve' }],
    ['24 Dec to 6 Jan: winter break', { from: '2026-12-24', to: '2027-01-06', reason: 'winter break' }],
    ['24–26 December', { from: '2026-12-24', to: '2026-12-26', reason: null }],
    ['from Dec 24 until Jan 6', { from: '2026-12-24', to: '2027-01-06', reason: null }],
    ['24.12. - 6.1.', { from: '2026-12-24', to: '2027-01-06', reason: null }],
    ['3/4', null],
    ['2027-01-04 to 2026-12-21', null],
    ['2026-02-30', null],
    ['winter', null],
  ])('reads “%s” as a break', (text, expected) =>
    expect(breakFrom(text, Temporal.PlainDate.from('2026-11-18'))).toEqual(expected),
  )

  it.each([
    ['5 days', 120],
    ['a week', 168],
    ['36 hours', 36],
    ['1½ days', 36],
    ['two days before', 48],
    ['3', 72],
    ['four', 96],
    ['2d', 48],
    ['90 minutes', null],
    ['none', 0],
    ['soon', null],
  ])('reads “%s” as how early a paper stands', (text, hours) => expect(leadFrom(text)).toBe(hours))
})
