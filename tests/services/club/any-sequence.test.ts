import fc from 'fast-check'
import { expect, it } from 'vitest'
import { breakOf } from '../../../src/club/calendar/calendar.ts'
import { dayIn } from '../../../src/club/schedule.ts'
import { NORTH, person, type TestClub, testClub } from '../../fakes/club.ts'

const olga = person('olga')

/** What an organiser does, or the time; `from`: the nth date that is to come, `to`: so many days from today. */
type Step =
  | { do: 'say'; line: string }
  | { do: 'move' | 'cancel'; nth: number; to: number }
  | { do: 'add' | 'break' | 'pause'; to: number }
  | { do: 'wait'; hours: number }

const to = fc.integer({ min: 1, max: 40 })
const nth = fc.nat(4)
const ONE_RULE = [
  'club calendar days:Monday',
  'club calendar days:Thursday',
  'club calendar days:"every second Friday"',
  'club calendar days:"Monday, Thursday"',
]
const SEVERAL_RULES = [
  'club calendar days:"Mon 10:00 and Thu 14:00"',
  'club calendar days:"Mon 10:00 and Fri 14:00"',
  'club calendar days:"Thu 14:00"',
  'club calendar days:"every second Friday noon; Tue and Thu 18:00; first Monday of the month 09:30"',
]
const others = [
  'club calendar time:19:30',
  'club calendar time:08:00',
  'club set zone:America/New_York',
  'club set zone:Asia/Tokyo',
  'club calendar lead:"2 days"',
  'club calendar lead:none',
  'club skip',
  'club resume',
]
const stepWith = (rules: readonly string[]): fc.Arbitrary<Step> =>
  fc.oneof(
    fc.constantFrom(...rules, ...others).map((line) => ({ do: 'say' as const, line })),
    fc.record({ do: fc.constantFrom('move' as const, 'cancel' as const), nth, to }),
    fc.record({ do: fc.constantFrom('add' as const, 'break' as const, 'pause' as const), to }),
    fc.integer({ min: 1, max: 200 }).map((hours) => ({ do: 'wait' as const, hours })),
  )

/** What was set by hand: days that it meets on whatever else is set, and those that it does not as long as its rhythm stays. */
interface ByHand {
  meets: Set<string>
  not: Set<string>
}

const look = async (club: TestClub) => {
  const services = await club.all.of(NORTH)
  const known = await services.club.get()
  const coming = await services.meetings.coming(25)
  return { ...known, coming: coming.map((date) => ({ ...date, on: dayIn(date.at, known.schedule.zone) })) }
}

async function take(club: TestClub, step: Step, byHand: ByHand): Promise<void> {
  const { schedule, coming } = await look(club)
  const today = club.clock.now().toZonedDateTimeISO(schedule.zone).toPlainDate()
  const later = (days: number) => today.add({ days }).toString()
  const accepts = async (line: string) => (await club.type(line, olga)).title !== 'That did not work'
  switch (step.do) {
    case 'say': {
      if (!(await accepts(step.line))) return
      // In another rhythm, or once today's date is over by another time, what was cancelled is the date in its place.
      const isOther = step.line.includes('days:') || (await look(club)).coming[0]?.on !== coming[0]?.on
      if (isOther) byHand.not.clear()
      return
    }
    case 'move':
    case 'cancel': {
      const from = coming[step.nth]?.on
      const wanted = later(step.to)
      if (!from || (step.do === 'move' && coming.some(({ on }) => on === wanted))) return
      const line = step.do === 'move' ? `meeting move date:${from} to:${wanted}` : `meeting cancel date:${from}`
      if (!(await accepts(line))) return
      byHand.meets.delete(from)
      if (step.do === 'cancel') byHand.not.add(from)
      else {
        byHand.meets.add(wanted)
        byHand.not.delete(wanted)
      }
      return
    }
    case 'add': {
      const day = later(step.to)
      if (coming.some(({ on }) => on === day) || !(await accepts(`meeting add date:${day}`))) return
      byHand.meets.add(day)
      byHand.not.delete(day)
      return
    }
    case 'break':
      return void (await accepts(`club calendar break:"${later(step.to)} to ${later(step.to + 9)} rest"`))
    case 'pause':
      return void (await accepts(`club pause until:${later(step.to)}`))
    case 'wait':
      club.clock.advance({ hours: step.hours })
      await club.all.tick()
      await club.all.idle()
  }
}

/** Of one rule all dates have one time: two on a day would be one. */
const ofOne = ({ on }: { on: string }) => on
const ofSeveral = ({ at }: { at: Temporal.Instant }) => `${at}`

it.each([
  ['one rule', ONE_RULE, ofOne],
  ['several rules', [...ONE_RULE, ...SEVERAL_RULES, ...SEVERAL_RULES], ofSeveral],
])(
  'whatever is moved, broken off, paused, skipped or set elsewhere, it meets once each time, in no break, later than now, and as was said by hand: %s',
  async (_, rules, once) => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepWith(rules), { minLength: 4, maxLength: 9, size: 'max' }), async (steps) => {
        const club = await testClub()
        await club.type('club calendar days:Monday time:18:00 place:"Room 5"', olga)
        const byHand: ByHand = { meets: new Set(), not: new Set() }
        for (const one of steps) {
          await take(club, one, byHand)
          const { schedule, coming, nextPick, paused, resumes } = await look(club)
          const days = coming.map(({ on }) => on)
          const now = club.clock.now()
          const times = coming.map(once)
          expect(times).toEqual([...new Set(times)])
          expect(coming.every(({ at }) => Temporal.Instant.compare(at, now) > 0)).toBe(true)
          const inBreaks = days.filter((on) => schedule.calendar && breakOf(schedule.calendar, on))
          expect(inBreaks.filter((on) => !byHand.meets.has(on))).toEqual([])
          if (!paused) expect(Temporal.Instant.compare(nextPick, now)).toBe(1)
          if (resumes) expect(Temporal.Instant.compare(resumes, now)).toBe(1)
          const [today, last = ''] = [dayIn(now, schedule.zone), days.at(-1)]
          for (const on of byHand.meets) if (on > today && on <= last) expect(days).toContain(on)
          for (const on of byHand.not) if (on > today) expect(days).not.toContain(on)
        }
      }),
      { numRuns: 10 },
    )
  },
  60_000,
)
