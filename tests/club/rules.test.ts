import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withRules } from '../../src/club/calendar/calendar.ts'
import { describeRhythm, rhythmOf, ruleOf } from '../../src/club/calendar/rule.ts'
import { describeRule } from '../../src/club/calendar/rules.ts'
import { rulesFrom } from '../../src/club/calendar/rules-words.ts'
import { Way, wayFrom } from '../../src/club/choosing/way-name.ts'
import { changeClub, newClub } from '../../src/club/club.ts'
import { UserError } from '../../src/club/errors.ts'
import { usualLength } from '../../src/club/meeting.ts'
import { comingMeetings, Schedule } from '../../src/club/schedule.ts'

const usual = { zone: 'Europe/Berlin', time: '18:00' }

function read(text: string): string | string[] {
  const found = rulesFrom(text, usual)
  if ('unread' in found) return found.unread
  const rules = found.rules.map(({ rhythm, time, minutes, name, place, from, until, count }) =>
    [name && `${name}:`, describeRhythm(rhythm), time, minutes, place && `in ${place}`, from, until, count]
      .filter((one) => one !== null)
      .join(' '),
  )
  return [...rules, ...found.off.map((date) => `off ${date}`), ...found.extra.map((date) => `extra ${date}`)]
}

describe('rules as people say them', () => {
  it.each([
    ['Mon 10:00 and Thu 14:00', ['every Monday 10:00', 'every Thursday 14:00']],
    ['Mondays at 10, Thursdays at 14:30', ['every Monday 10:00', 'every Thursday 14:30']],
    [
      'first Tue 18:00; third Fri noon',
      ['the first Tuesday of the month 18:00', 'the third Friday of the month 12:00'],
    ],
    [
      'first Tuesday of the month at 18:00 and third Friday at noon',
      ['the first Tuesday of the month 18:00', 'the third Friday of the month 12:00'],
    ],
    ['weekly on Wed 12:30; every 4 weeks on Fri 15:00', ['every Wednesday 12:30', 'every fourth Friday 15:00']],
    ['Mon and Wed 10, Fri 4pm', ['every Monday and Wednesday 10:00', 'every Friday 16:00']],
    ['at 10:00 on Mondays and 14:00 on Thursdays', ['every Monday 10:00', 'every Thursday 14:00']],
    ['first Tuesday at 18:00 of the month', ['the first Tuesday of the month 18:00']],
    ['Mon 10:00-11:30; Thu 4-5pm', ['every Monday 10:00 90', 'every Thursday 16:00 60']],
    ['Fridays from 22 to 1', ['every Friday 22:00 180']],
    ['Mon 10:00 for 90 minutes and Thu 14:00 (1 hour)', ['every Monday 10:00 90', 'every Thursday 14:00 60']],
    ['Montag 10 Uhr und Donnerstag 14 Uhr', ['every Monday 10:00', 'every Thursday 14:00']],
    ['lundi 10h et jeudi 14h', ['every Monday 10:00', 'every Thursday 14:00']],
    ['the 1st and 15th of the month 18:00', ['the 1st and 15th of the month 18:00']],
    ['every second Friday', ['every second Friday']],
    ['second Friday', ['the second Friday of the month']],
    ['Mon\nThu 14:00', ['every Monday', 'every Thursday 14:00']],
    ['single dates', ['single dates']],
    [
      'weekly on Wed 12:30; methods: every 4 weeks on Fri 15:00 in Room 7 at the library',
      ['every Wednesday 12:30', 'methods: every fourth Friday 15:00 in Room 7 at the library'],
    ],
    [
      'Journal club: Mondays at 10 and Thu at 14 @ Room B',
      ['Journal club: every Monday 10:00 in Room B', 'Journal club: every Thursday 14:00 in Room B'],
    ],
    ['Fri 15:00 https://example.org/call?at=10:00', ['every Friday 15:00 in https://example.org/call?at=10:00']],
    ['Mondays: 10:00', ['every Monday 10:00']],
    ['Fri 15:00 for 90 minutes in Room 7', ['every Friday 15:00 90 in Room 7']],
  ])('reads “%s”', (text, rules) => expect(read(text)).toEqual(rules))

  it.each([
    ['Mon 10:00 and third Blursday noon', 'third Blursday'],
    ['Mon 10:00 and Thu', 'Mon 10:00 and Thu'],
    ['Mon 25:00', 'Mon 25:00'],
    ['Fri in Room 7 at 25:00', 'Fri in Room 7 at 25:00'],
    ['methods: soon in Room 7', 'soon in Room 7'],
    ['14:00', '14:00'],
    ['Mon 10:00 for 5 moons', 'Mon for 5 moons'],
    [' ', ' '],
  ])('says what it does not understand of “%s”', (text, unread) => expect(read(text)).toBe(unread))
})

describe('rules as calendar programs write them', () => {
  const start = 'DTSTART;TZID=Europe/Berlin:20261123T100000'
  it.each([
    ['FREQ=WEEKLY;BYDAY=MO', ['every Monday']],
    ['RRULE:FREQ=WEEKLY;BYDAY=MO RRULE:FREQ=MONTHLY;BYDAY=3FR', ['every Monday', 'the third Friday of the month']],
    [`${start}\nRRULE:FREQ=WEEKLY`, ['every Monday 10:00 2026-11-23']],
    [`${start}\nRRULE:FREQ=MONTHLY;COUNT=3`, ['the 23rd of the month 10:00 2026-11-23 3']],
    [`${start}\nRRULE:FREQ=WEEKLY;UNTIL=20261214T090000Z`, ['every Monday 10:00 2026-11-23 2026-12-14']],
    [`${start}\nRRULE:FREQ=WEEKLY;UNTIL=20261214T000000Z`, ['every Monday 10:00 2026-11-23 2026-12-13']],
    ['RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214', ['every Monday 2026-12-14']],
    [`${start}\nDTEND;TZID=Europe/Berlin:20261123T113000\nRRULE:FREQ=WEEKLY`, ['every Monday 10:00 90 2026-11-23']],
    [
      `${start} RRULE:FREQ=WEEKLY EXDATE:20261130T090000Z,20261207T090000Z RDATE;VALUE=DATE:20261209`,
      ['every Monday 10:00 2026-11-23', 'off 2026-11-30T10:00', 'off 2026-12-07T10:00', 'extra 2026-12-09'],
    ],
    [
      `BEGIN:VEVENT\nRRULE:FREQ=WEEKLY\n${start}\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20261126T140000\nRRULE:FREQ=WEEKLY;INTERVAL=\n 2\nEND:VEVENT`,
      ['every Monday 10:00 2026-11-23', 'every second Thursday 14:00 2026-11-26'],
    ],
    [
      `${start}\nSUMMARY:Methods\\, and tools\nLOCATION:Room 7\nRRULE:FREQ=WEEKLY`,
      ['Methods, and tools: every Monday 10:00 in Room 7 2026-11-23'],
    ],
    [start, ['single dates', 'extra 2026-11-23T10:00']],
    ['DTSTART;TZID="Europe/Berlin":20261123T100000\r\nRRULE:FREQ=WEEKLY', ['every Monday 10:00 2026-11-23']],
  ])('reads %j', (text, rules) => expect(read(text)).toEqual(rules))

  it.each([
    'RRULE:FREQ=DAILY',
    'RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=10',
    'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=0',
    'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3;UNTIL=20261214',
    'RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO',
    'RRULE:FREQ=WEEKLY',
    'DTSTART;TZID=America/New_York:20261123T100000',
    'DTSTART;TZID=Middle Earth:20261123T100000',
    'DTSTART:20261123T100000Z',
    'DTSTART:20261323T100000',
    'EXRULE:FREQ=WEEKLY',
    'RDATE;VALUE=PERIOD:20261123T100000/PT1H',
    'BEGIN:VTIMEZONE',
  ])('says that it does not understand %s', (line) => {
    expect(read(`RRULE:FREQ=WEEKLY;BYDAY=TU\n${line}`)).toBe(line)
  })
})

describe('how a track chooses', () => {
  it.each([
    ['Theory: Tuesdays 16:00 in Room 7, presenter chooses', ['Theory: every Tuesday 16:00 in Room 7 presenter']],
    ['Tuesdays 16:00 Theory, presenter chooses', ['Theory: every Tuesday 16:00 presenter']],
    ['Tue 16:00 “Deep sets” in Room 4 (by vote)', ['Deep sets: every Tuesday 16:00 in Room 4 vote']],
    ['Mon 10:00 and Thu 14:00, we vote', ['every Monday 10:00 vote', 'every Thursday 14:00 vote']],
    ['every Monday - organizers choose; Fri noon, as the club', ['every Monday organiser', 'every Friday 12:00 club']],
    ['Mon 10:00 in Room 3, second floor', ['every Monday 10:00 in Room 3, second floor']],
  ])('reads %j', (text, expected) => {
    const found = rulesFrom(text, usual)
    if ('unread' in found) throw new Error(found.unread)
    const lines = found.rules.map(({ rhythm, time, name, place, way }) =>
      [name && `${name}:`, describeRhythm(rhythm), time, place && `in ${place}`, way].filter(Boolean).join(' '),
    )
    expect(lines).toEqual(expected)
  })

  it.each([
    ['who presents chooses', 'presenter'],
    ["the speaker's choice", 'presenter'],
    ['chosen by the organisers', 'organiser'],
    ['from a list', 'sequence'],
    ['we follow the curriculum', 'sequence'],
    ['drawn at random', 'random'],
    ['by lot', 'random'],
    ['members vote', 'vote'],
    ['way: vote', 'vote'],
    ['as the group', 'club'],
    ['90 minutes', null],
    ['the voting room', null],
    ['', null],
  ])('takes %j for %s', (words, way) => expect(wayFrom(words)).toBe(way))
})

const codes = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
const rule = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.uniqueArray(codes, { minLength: 1, maxLength: 7 }))
    .map(([interval, byDay]) => `FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${byDay.join(',')}`),
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 2, 3, 4, -1), codes)
    .map(([interval, nth, code]) => `FREQ=MONTHLY;INTERVAL=${interval};BYDAY=${nth}${code}`),
)
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const length = fc.option(fc.integer({ min: 1, max: 600 }))
const name = fc.option(fc.constantFrom('methods', 'Journal club', 'theory, twice'))
const way = fc.option(fc.constantFrom(...Way.options))
const place = fc.option(fc.constantFrom('Room 7', 'the library at 3rd floor', 'https://example.org/call'))

it('what is shown of several rules is read as them again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(rule, time, length, name, place, way), { minLength: 1, maxLength: 4, size: 'max' }),
      (said) => {
        const shown = said.map(([text, at, minutes, name, place, way]) => {
          return describeRule(
            { key: '', rule: text, from: '2026-01-01', until: null, time: at, minutes, name, place, way },
            at,
          )
        })
        const found = rulesFrom(shown.join('; '), usual)
        if ('unread' in found) throw new Error(found.unread)
        const normal = (text: string) => {
          const { days = [], ...rhythm } = rhythmOf(text) ?? { every: 'week', interval: 1 }
          return ruleOf({ ...rhythm, days: days.toSorted((a, b) => a.weekday - b.weekday) })
        }
        const expected = said.map(([text, ...rest]) => [normal(text), ...rest])
        expect(
          found.rules.map(({ rhythm, time: at, minutes, name, place, way }) => [
            ruleOf(rhythm),
            at,
            minutes,
            name,
            place,
            way,
          ]),
        ).toEqual(expected)
      },
    ),
  )
})

/** A text such as calendar programs write, or nearly: what is in it need not fit together, nor be possible. */
const number = fc.oneof(fc.nat(70).map(String), fc.constantFrom('-1', '00', '1.5', '99999999999999999999', '', 'x'))
const twoDigits = fc.nat(99).map((n) => String(n).padStart(2, '0'))
const moment = fc
  .tuple(
    fc.constantFrom('2026', '2027', '0000', '9999'),
    twoDigits,
    twoDigits,
    fc.constantFrom('', 'T', 'Z'),
    twoDigits,
  )
  .map(([year, month, day, kind, hour]) => `${year}${month}${day}${kind && `T${hour}0000${kind === 'Z' ? 'Z' : ''}`}`)
const part = fc.oneof(
  fc.constantFrom(
    'FREQ=WEEKLY',
    'FREQ=MONTHLY',
    'FREQ=DAILY',
    'WKST=SU',
    'BYDAY=MO',
    'BYDAY=-1FR,MO',
    'BYDAY=',
    'BYHOUR=3',
  ),
  fc.tuple(fc.constantFrom('INTERVAL', 'COUNT', 'BYMONTHDAY', 'BYSETPOS'), number).map((said) => said.join('=')),
  moment.map((said) => `UNTIL=${said}`),
)
const lasts = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.constantFrom('P', 'PT', 'P1DT'),
    number,
    fc.constantFrom('W', 'D', 'H', 'M', 'S', ''),
  )
  .map((said) => said.join(''))
const written = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('DTSTART', 'DTEND', 'RDATE', 'EXDATE'),
      fc.constantFrom('', ';TZID=Europe/Berlin', ';VALUE=DATE', ';TZID=Nowhere', ';X='),
      moment,
    )
    .map(([property, param, value]) => `${property}${param}:${value}`),
  lasts.map((value) => `DURATION:${value}`),
  fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `RRULE:${parts.join(';')}`),
  fc.constantFrom('RRULE:FREQ=WEEKLY;BYDAY=TH', 'DTSTART:20260423T100000', 'BEGIN:VEVENT', 'SUMMARY:\\n', ':', 'UID:1'),
  fc.string({ maxLength: 8 }),
)

it('whatever calendar programs write is rules that a club can have, or not understood', () => {
  const now = Temporal.Instant.from('2026-03-18T12:00:00Z')
  const club = newClub('c', { name: 'C', schedule: { weekday: 1, ...usual }, digests: null }, now)
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 5 }), (lines) => {
      const read = rulesFrom(lines.join('\n'), usual)
      if ('unread' in read) return
      const { rules, ...singles } = read
      try {
        const { schedule } = changeClub(club, { rules, singles }, now, true)
        for (const { at, day } of comingMeetings(schedule, now, 3))
          at.add({ minutes: usualLength({ minutes: null, schedule }, day) ?? 60 })
      } catch (error) {
        if (!(error instanceof UserError)) throw error
      }
    }),
  )
})

it('a rule that has given up all its days to a later one for months goes on where that ends', () => {
  const own = {
    time: null,
    minutes: null,
    name: null,
    place: null,
    way: null,
    rule: 'FREQ=WEEKLY;BYDAY=TH',
    from: '2026-01-01',
  }
  const rules = [
    { ...own, key: '', until: null },
    { ...own, key: 'b', until: '2027-01-28' },
  ]
  const calendar = withRules({ ...own, until: null, breaks: [], exceptions: [] }, rules)
  const schedule = { weekday: 4, time: '18:00', zone: 'UTC', calendar }
  const days = comingMeetings(schedule, Temporal.Instant.from('2026-01-01T00:00:00Z'), 60).map(({ day }) => day)
  expect(days).toHaveLength(60)
  expect([days[0], days[56], days[57]]).toEqual(['2026-01-01.b', '2027-01-28.b', '2027-02-04'])
})

it('a club that an earlier version kept meets as it did', () => {
  const calendar = { rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-01-05', until: null, breaks: [], exceptions: [] }
  const kept = { weekday: 1, time: '10:00', zone: 'UTC', calendar }
  expect(Schedule.parse(kept)).toEqual(kept)
})
