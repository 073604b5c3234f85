import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlannedPerson } from '../../src/club/plan.ts'
import { isAway, type Member, type OpenDate, onePerson, Rota, settled, taken, whoIs } from '../../src/club/rota.ts'

const START = Temporal.PlainDate.from('2026-01-05')
const dayAt = (week: number) => START.add({ weeks: week }).toString()
const date = (week: number, more: Partial<OpenDate> = {}): OpenDate => ({
  ...{ day: dayAt(week), on: dayAt(week), local: dayAt(week), takes: true, set: [] },
  ...more,
})
const weeks = (count: number) => Array.from({ length: count }, (_, week) => date(week))
const rotaOf = (how: Rota['how'], names: string, more: Partial<Rota> = {}): Rota =>
  Rota.parse({ how, people: names.split(' ').map((name) => ({ account: null, name })), ...more })
const by = (name: string, more: Partial<PlannedPerson> = {}): PlannedPerson => ({
  ...{ account: null, name, role: 'presenter' },
  ...more,
})
const namesOf = (rota: Rota, dates: readonly OpenDate[]) =>
  taken(rota, dates).map(({ people }) => people.map(({ name }) => name).join('+') || '–')
const sorted = (names: readonly string[] = []) => names.toSorted()
const line = (rota: Rota, dates: readonly OpenDate[]) => namesOf(rota, dates).join(' ')

describe('who has a date', () => {
  it('goes in order, and a date that takes nobody moves everybody down one', () => {
    const rota = rotaOf('order', 'P5 P10 P1')
    expect(line(rota, weeks(5))).toBe('P5 P10 P1 P5 P10')
    const dates = [date(0), date(1, { takes: false }), date(3), date(4), date(5)]
    expect(line(rota, dates)).toBe('P5 – P10 P1 P5')
  })

  it('is who had the fewest, and the first of the order among them', () => {
    const rota = rotaOf('fair', 'a b c')
    const people = rota.people.map((one) => (one.name === 'a' ? { ...one, turns: 2 } : one))
    expect(line({ ...rota, people }, weeks(7))).toBe('b c b c a b c')
  })

  it('is nobody until somebody wants it, and every role is free by itself', () => {
    const rota = rotaOf('volunteers', 'a b', { roles: ['presenter', 'Chair', 'presenter'] })
    const [first, second] = taken(rota, [date(0, { set: [by('Ada', { role: 'chair' }), by('b')] }), date(1)])
    expect(first?.free).toEqual(['presenter'])
    expect(second?.free).toEqual(['presenter', 'Chair', 'presenter'])
  })

  it('can be two at once, never the same one twice', () => {
    const rota = rotaOf('order', 'a b c', { roles: ['presenter', 'presenter'] })
    expect(line(rota, weeks(3))).toBe('a+b c+a b+c')
    expect(line(rotaOf('order', 'a', { roles: ['presenter', 'chair'] }), weeks(1))).toBe('a')
  })

  it('stays with whom it was given to, whose turn that is', () => {
    const rota = rotaOf('order', 'a b c')
    expect(line(rota, [date(0), date(1), date(2, { set: [by('a')] }), date(3)])).toBe('b c a b')
    expect(line(rota, [date(0), date(1, { set: [by('A guest')] }), date(2)])).toBe('a A guest b')
    const two = rotaOf('order', 'a b c', { roles: ['presenter', 'chair'] })
    expect(line(two, [date(0), date(1, { set: [by('everyone')] }), date(2)])).toBe('a+b everyone c+a')
  })

  it('is not given to who has one within the same round, which dates without anybody do not count to', () => {
    const rota = rotaOf('order', 'a b c')
    const dates = [date(0), date(1, { takes: false }), date(2), date(3, { set: [by('a')] }), date(4)]
    expect(line(rota, dates)).toBe('b – c a b')
    const pairs = rotaOf('order', 'a b c d', { roles: ['presenter', 'presenter'] })
    expect(line(pairs, [date(0), date(1), date(2, { set: [by('a')] })])).toBe('a+b c+d a+b')
  })

  it('is swapped on two dates and on no other, and a swap of which one date is gone costs nobody a turn', () => {
    const rota = rotaOf('order', 'a b c')
    const first = [by('b', { instead: { who: 'a', day: dayAt(4) } })]
    const second = [by('a', { instead: { who: 'b', day: dayAt(0) } })]
    const dates = [date(0, { set: first }), date(1), date(2), date(3), date(4, { set: second }), date(5)]
    expect(line(rota, weeks(6))).toBe('a b c a b c')
    expect(line(rota, dates)).toBe('b b c a a c')
    const passed = settled(rota, dates, dayAt(1))
    expect(line(passed, dates)).toBe('b c a a c')
    expect(line(rota, [date(0, { takes: false, set: first }), ...dates.slice(1)])).toBe('b a b c a b')
  })

  it.each(['order', 'fair'] as const)('is swapped in one role of several, and no third one moves (%s)', (how) => {
    const roles = ['presenter', 'discussant']
    const rota = rotaOf(how, 'a b c d e', { roles })
    expect(line(rota, weeks(6))).toBe('a+b c+d e+a b+c d+e a+b')
    const given = by('c', { role: 'presenter', instead: { who: 'a', day: dayAt(1) } })
    const got = by('a', { role: 'presenter', instead: { who: 'c', day: dayAt(0) } })
    const swapped = weeks(6).map((one, week) => ({ ...one, set: week === 0 ? [given] : week === 1 ? [got] : [] }))
    expect(line(rota, swapped)).toBe('c+b a+d e+a b+c d+e a+b')
    const far = by('a', { role: 'discussant', instead: { who: 'c', day: dayAt(5) } })
    const near = by('c', { role: 'presenter', instead: { who: 'a', day: dayAt(3) } })
    const later = weeks(6).map((one, week) => ({ ...one, set: week === 3 ? [far] : week === 5 ? [near] : [] }))
    expect(line(rota, later)).toBe('a+b c+d e+a b+a d+e c+b')
    const alike = rotaOf(how, 'a b c d', { roles: ['presenter', 'presenter'] })
    const second = by('c', { instead: { who: 'b', day: dayAt(1) } })
    const first = by('b', { instead: { who: 'c', day: dayAt(0) } })
    expect(line(alike, [date(0, { set: [second] }), date(1, { set: [first] }), date(2)])).toBe('a+c b+d a+b')
  })

  it.each(['order', 'fair'] as const)('takes no turn from who does something else there (%s)', (how) => {
    const rota = rotaOf(how, 'a b c')
    const dates = [
      date(0, { set: [by('c', { role: 'notes' })] }),
      date(1, { set: [by('a', { role: 'host' })] }),
      date(2),
    ]
    expect(line(rota, dates)).toBe('a+c b+a c')
    expect(settled(rota, dates, dayAt(2)).people.map(({ name, turns }) => `${name} ${turns}`)).toEqual([
      'c 0',
      'a 1',
      'b 1',
    ])
    expect(line(rota, [date(0, { set: [by('a'), by('b')] }), date(1)])).toBe('a+b c')
  })

  it('stands in the order of the roles, whoever was named first', () => {
    const rota = rotaOf('order', 'a b c', { roles: ['presenter', 'discussant'] })
    const set = [by('c', { role: 'guest' }), by('b', { role: 'discussant' })]
    expect(line(rota, [date(0, { set })])).toBe('a+b+c')
  })

  it('is passed on by who skips, once, and by who is away until they are back', () => {
    const rota = rotaOf('order', 'a b c')
    const people = (more: Partial<Member>) => rota.people.map((one) => (one.name === 'a' ? { ...one, ...more } : one))
    expect(line({ ...rota, people: people({ skips: 1 }) }, weeks(6))).toBe('b c a b c a')
    expect(line(Rota.parse({ how: 'order', people: [{ account: null, name: 'a', skips: 1 }] }), weeks(2))).toBe('– a')
    const away = [{ from: dayAt(0), to: dayAt(2) }]
    expect(line({ ...rota, people: people({ away }) }, weeks(6))).toBe('b c b a c b')
  })
})

const somebody = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const member = fc.record({
  name: somebody,
  account: fc.constant(null),
  turns: fc.nat(3),
  skips: fc.nat(1),
  away: fc.array(
    fc.tuple(fc.nat(12), fc.nat(4)).map(([week, long]) => ({ from: dayAt(week), to: dayAt(week + long) })),
    { maxLength: 2 },
  ),
})
const anyRota: fc.Arbitrary<Rota> = fc.record({
  how: fc.constantFrom('none', 'volunteers', 'order', 'fair'),
  tracks: fc.constant(null),
  roles: fc.constantFrom(['presenter'], ['presenter', 'presenter'], ['presenter', 'chair']),
  people: fc.uniqueArray(member, { selector: ({ name }) => name, maxLength: 5 }),
  since: fc.constant(null),
})
const anyDates = fc
  .array(
    fc.record({
      takes: fc.boolean(),
      set: fc.array(
        fc.record({ account: fc.constant(null), name: somebody, role: fc.constantFrom('presenter', 'chair', 'guest') }),
        { maxLength: 2 },
      ),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((many) => many.map((one, week) => date(week, one)))

describe('whatever a rota and its dates are', () => {
  it('who was set by hand stays, and nobody comes who is away, or twice on a date', () => {
    fc.assert(
      fc.property(anyRota, anyDates, (rota, dates) => {
        for (const [index, { people }] of taken(rota, dates).entries()) {
          const found = dates[index]
          expect(sorted(people.filter(({ byHand }) => byHand).map(({ name }) => name))).toEqual(
            sorted(found?.set.map(({ name }) => name)),
          )
          const others = people.filter(({ byHand }) => !byHand)
          expect(others.length === 0 || found?.takes).toBe(true)
          expect(new Set(others.map(whoIs)).size).toBe(others.length)
          for (const one of others) {
            expect(found?.set.map(whoIs)).not.toContain(whoIs(one))
            const known = rota.people.find((other) => whoIs(other) === whoIs(one))
            expect(known && !isAway(known, found?.on ?? '')).toBe(true)
          }
        }
      }),
    )
  })

  it('nobody comes twice by their turn before everybody who was there has come', () => {
    fc.assert(
      fc.property(anyRota, anyDates, ({ people, ...rota }, some) => {
        const dates = some.filter(({ takes }) => takes)
        const order: Rota = { ...rota, how: 'order', people: people.map((one) => ({ ...one, skips: 0 })) }
        const all = taken(order, dates)
        const isAsked = ({ role }: PlannedPerson) => rota.roles.includes(role)
        const withTurns = ({ people: those }: (typeof all)[number]) => those.filter(isAsked).map(whoIs)
        for (const [last, { people: now }] of all.entries()) {
          for (const one of now.filter(({ byHand }) => !byHand)) {
            const before = all.slice(0, last).findLastIndex((other) => withTurns(other).includes(whoIs(one)))
            if (before < 0) continue
            const between = all.slice(before, last + 1).flatMap(withTurns)
            const wasThere = order.people.filter((other) =>
              dates.slice(before, last + 1).every(({ on }) => !isAway(other, on)),
            )
            const isSet = (who: string) =>
              dates.slice(last).some(({ set }) => set.some((other) => whoIs(other) === who))
            for (const other of wasThere) if (!isSet(whoIs(other))) expect(between).toContain(whoIs(other))
          }
        }
      }),
    )
  })

  it('counts differ by one at most where it is fair and all are there', () => {
    fc.assert(
      fc.property(fc.uniqueArray(somebody, { minLength: 1 }), fc.nat(20), (names, count) => {
        const all = namesOf(rotaOf('fair', names.join(' ')), weeks(count))
        const counts = names.map((name) => all.filter((one) => one === name).length)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('turns that were had change none that are to come', () => {
    fc.assert(
      fc.property(anyRota, anyDates, fc.nat(12), (rota, dates, week) => {
        const later = (found: ReturnType<typeof taken>) => found.filter(({ day }) => day >= dayAt(week))
        expect(taken(settled(rota, dates, dayAt(week)), dates)).toEqual(later(taken(rota, dates)))
      }),
    )
  })
})

describe('somebody with several accounts', () => {
  it('takes turns once, at their first place, with all the turns and absences that they had', () => {
    const away = [{ from: '2026-02-02', to: '2026-02-09' }]
    const rota = Rota.parse({
      how: 'fair',
      people: [
        { account: 'chat:x', name: 'X', turns: 1 },
        { account: 'chat:ada', name: 'Ada', turns: 2, skips: 1 },
        { account: 'hall:ada', name: 'Ada L.', turns: 3, away },
      ],
    })
    const { people } = onePerson(rota, ['chat:ada', 'hall:ada'])
    expect(people).toEqual([rota.people[0], { ...rota.people[1], turns: 5, skips: 1, away }])
    expect(onePerson(rota, ['chat:ada'])).toBe(rota)
  })
})
