import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakOf } from '../../src/club/calendar/calendar.ts'
import { saidRhythm } from '../../src/club/calendar/change-rules.ts'
import { type Club, type ClubChanges, newClub } from '../../src/club/club.ts'
import { reschedule } from '../../src/club/reschedule.ts'
import { openRound, type Round } from '../../src/club/round.ts'
import { comingMeetings, dateOf, dayIn, nextTime } from '../../src/club/schedule.ts'
import { APPROVAL } from '../../src/club/voting.ts'

const NOW = Temporal.Instant.from('2026-03-18T12:00:00Z')

/** A club that has read something, with what was planned of its next dates: a word each. */
interface State {
  club: Club
  open: Round
  plans: Map<string, string>
}

function begun(): State {
  const schedule = { weekday: 1, time: '18:00', zone: 'Europe/Berlin' }
  const club = { ...newClub('c', { name: 'C', schedule, digests: null }, NOW), voting: 2, reading: 1, place: 'Room 5' }
  const open = openRound({ club: 'c', n: 2 }, NOW.subtract({ hours: 42 }), {
    queue: [],
    size: 0,
    fillers: [],
    voting: APPROVAL,
  })
  const days = comingMeetings(club.schedule, NOW, 6).map(({ day }) => day)
  return { club, open, plans: new Map(days.map((day, index) => [day, `plan ${index}`])) }
}

function changed(state: State, changes: ClubChanges): State {
  const { club, open, carried } = reschedule({ ...state, read: [] }, changes, NOW)
  const plans = [...state.plans].map(([day, plan]) => [carried(day), plan] as const)
  return { club, open: open ?? state.open, plans: new Map(plans) }
}

const planned = ({ club, plans }: State) =>
  comingMeetings(club.schedule, NOW, 30).flatMap(({ day }) => plans.get(day) ?? [])
const days = ({ club }: State, count: number) =>
  comingMeetings(club.schedule, NOW, count).map(({ at }) => dayIn(at, club.schedule.zone))

describe('a change of when a club meets', () => {
  it('of the weekday moves what was planned, what was moved by hand stays, and no week has two dates', () => {
    const moved = changed(begun(), { move: { from: '2026-03-30', to: '2026-03-31', time: null } })
    const friday = changed(moved, { weekday: 5 })
    expect(days(friday, 4)).toEqual(['2026-03-20', '2026-03-31', '2026-04-03', '2026-04-10'])
    expect(planned(friday)).toEqual(['plan 0', 'plan 1', 'plan 2', 'plan 3', 'plan 4', 'plan 5'])
    // The day after the last date is too soon.
    const { schedule, nextPick } = changed(begun(), { weekday: 4 }).club
    expect(`${nextPick} ${dayIn(nextPick, schedule.zone)}`).toContain('2026-03-26')
  })

  it('keeps what was skipped', () => {
    const state = begun()
    const [first, second, third] = comingMeetings(state.club.schedule, NOW, 3).map(({ at }) => at)
    const skipped = [first, second, third].flatMap((at) => at ?? [])
    const later = changed({ ...state, open: { ...state.open, skipped } }, { time: '20:00' })
    expect(later.open.skipped.map((at) => dayIn(at, 'Europe/Berlin'))).toEqual([
      '2026-03-23',
      '2026-03-30',
      '2026-04-06',
    ])
    expect(`${later.club.nextPick}`).toBe('2026-04-13T18:00:00Z')
  })

  it('that cancels a meeting has all that was to be read wait in front with its nominations, until that is taken back', () => {
    const { club, open: empty } = begun()
    const [date] = comingMeetings(club.schedule, NOW, 1)
    const meets = { at: date?.at ?? NOW, place: null, cancelled: null, day: date?.day ?? null }
    const nominated = (paper: string, number: number, lost: number) => ({
      number,
      paper,
      title: paper.toUpperCase(),
      nomination: { by: 'chat:ada' as const, name: 'Ada', reason: 'why', at: NOW, lost },
      wanted: true,
    })
    const pick = { paper: 'a', title: 'A', approvals: 2, rule: 'approvals' as const, before: null }
    const read: Round = {
      ...empty,
      n: 1,
      state: 'reading',
      candidates: [nominated('a', 1, 3), nominated('b', 2, 0), nominated('c', 3, 0)],
      meets,
      tally: { voters: 2, approvals: { a: 2, b: 1, c: 1 } },
      pick,
      also: ['b', 'c'].map((paper) => ({ paper, title: paper.toUpperCase(), optional: false })),
    }
    const stand = Array.from({ length: club.ballotSize - 1 }, (_, nth) => nominated(`p${nth}`, nth + 1, 0))
    const open = { ...empty, candidates: stand, queue: [nominated('z', 20, 0)], next: 21 }
    const off = reschedule({ club, open, read: [read] }, { cancel: { day: meets.day ?? '', reason: null } }, NOW)
    expect(off.open?.candidates.map(({ paper }) => paper)).toEqual([...stand.map(({ paper }) => paper), 'a'])
    expect(off.open?.candidates.at(-1)).toEqual({ ...nominated('a', 21, 3), wanted: false, won: true })
    expect(off.open?.queue.map(({ paper, number }) => [paper, number])).toEqual([
      ['b', 22],
      ['c', 23],
      ['z', 20],
    ])
    const back = reschedule(off, { usual: meets.day ?? '' }, NOW)
    expect(back.read).toEqual([read])
    expect(back.open?.candidates).toEqual(open.candidates)
    expect(back.open?.queue).toEqual(open.queue)
  })

  const day = fc.integer({ min: 1, max: 40 }).map((n) => Temporal.PlainDate.from('2026-03-18').add({ days: n }))
  const change: fc.Arbitrary<(state: State) => ClubChanges> = fc.oneof(
    fc.integer({ min: 1, max: 7 }).map((weekday) => () => ({ weekday })),
    fc.constantFrom('08:00', '12:30', '23:30').map((time) => () => ({ time })),
    fc.constantFrom('America/New_York', 'Asia/Tokyo', 'Europe/Berlin').map((zone) => () => ({ zone })),
    fc
      .record({ interval: fc.integer({ min: 1, max: 3 }), weekday: fc.integer({ min: 1, max: 7 }) })
      .map(({ interval, weekday }) => () => ({
        rules: [saidRhythm({ every: 'week' as const, interval, days: [{ weekday, nth: null }] })],
      })),
    fc.tuple(fc.nat(5), day).map(([nth, to]) => (state: State) => {
      const from = days(state, 6)[nth]
      return from && !days(state, 30).includes(to.toString()) ? { move: { from, to: to.toString(), time: null } } : {}
    }),
    day.map((from) => () => ({
      breaks: [{ from: from.toString(), to: from.add({ days: 9 }).toString(), reason: 'x' }],
    })),
  )

  it('loses no plan, meets on no day twice and in no break but by hand, and picks later than now', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5, size: 'max' }), (changes) => {
        let state = begun()
        for (const next of changes) {
          const order = planned(state)
          const byHand = moves(state)
          const said = next(state)
          state = changed(state, said)
          expect([...state.plans.values()].toSorted()).toEqual([
            'plan 0',
            'plan 1',
            'plan 2',
            'plan 3',
            'plan 4',
            'plan 5',
          ])
          // Those who have a date still are in their order, but for one that was moved by hand.
          if (!said.move && !said.breaks && byHand.length === 0) expect(planned(state)).toEqual(order)
          // One that is near stays when it is, which in another time zone may be another day.
          const stands = ({ to, at }: Moved) => moves(state).some((one) => one.to === to || one.at.equals(at))
          if (!said.move) expect(byHand.filter((one) => !stands(one))).toEqual([])
        }
        const { schedule, nextPick } = state.club
        const coming = comingMeetings(schedule, NOW, 15)
        expect(new Set(coming.map(({ at }) => at.toString())).size).toBe(coming.length)
        const byHand = moves(state).map(({ day }) => day)
        for (const { at, day } of coming)
          if (!byHand.includes(day))
            expect(schedule.calendar && breakOf(schedule.calendar, dayIn(at, schedule.zone))).toBeUndefined()
        expect(Temporal.Instant.compare(nextPick, NOW)).toBe(1)
        expect(Temporal.Instant.compare(nextPick, nextTime(schedule, NOW) ?? NOW)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 40 },
    )
  })

  interface Moved {
    day: string
    to: string
    at: Temporal.Instant
  }

  /** What was moved by hand and is a date: where it is now. */
  function moves({ club: { schedule } }: State): Moved[] {
    return (schedule.calendar?.exceptions ?? []).flatMap((one) => {
      const at = one.kind === 'moved' ? dateOf(schedule, one.day)?.at : undefined
      return one.kind === 'moved' && at ? [{ day: one.day, to: one.to, at }] : []
    })
  }
})
