/** Which rules a club has once others were said. */
import type { Way } from '../choosing/way-name.ts'
import { UserError } from '../errors.ts'
import { type Calendar, rulesOf, withRules } from './calendar.ts'
import { keyOfName } from './date-name.ts'
import { dayOfRule, type Rhythm, rhythmOf, ruleOf } from './rule.ts'
import type { Rule } from './rules.ts'

/** A rule as somebody said it. Null is what was not said. */
export interface SaidRule {
  /** The key of the rule that it is a change of; null: whichever is most like it. */
  key: string | null
  rhythm: Rhythm
  /** Null: the club's. */
  time: string | null
  /** Null: as long as the club's. */
  minutes: number | null
  /** What its meetings are called, and where they are. */
  name: string | null
  place: string | null
  /** How its papers are chosen; `club`: as the club chooses. Null leaves it as it was. */
  way: Way | 'club' | null
  /** The first day, from which every second week is counted, and the last one. */
  from: string | null
  /** `none` goes on. */
  until: string | null
  /** After how many dates it is over. */
  count: number | null
}

/** Said of days alone. */
export function saidRhythm(rhythm: Rhythm): SaidRule {
  return { ...UNSAID, rhythm }
}

const UNSAID = {
  key: null,
  time: null,
  minutes: null,
  name: null,
  place: null,
  way: null,
  from: null,
  until: null,
  count: null,
} satisfies Omit<SaidRule, 'rhythm'>

/** A rule as if somebody said all of it. `time`: the club's. */
export function saidAgain(rule: Rule, time: string): SaidRule {
  const { key, minutes, name, place, way, until } = rule
  const rhythm = rhythmOf(rule.rule) ?? { every: 'week', interval: 1, days: [] }
  const said = { key, time: rule.time ?? time, minutes, name, place, way: way ?? ('club' as const) }
  return { ...UNSAID, ...said, rhythm, until: until ?? 'none' }
}

/** As many as a club may have. */
const MOST_RULES = 9

/**
 * The calendar with those rules in place of its own. Each of them is a change of one that was there as far as there is one, and has its
 * dates. `time`: the club's. `firstOf`: from which day on a rhythm counts, in the place of a rule.
 */
export function changeRules(
  calendar: Calendar,
  said: readonly SaidRule[],
  time: string,
  firstOf: (rhythm: Rhythm, former: Rule | undefined) => string,
): { calendar: Calendar; time: string } {
  if (said.length > MOST_RULES)
    throw new UserError('bad-schedule', `A club has at most ${MOST_RULES} rules. Nothing was changed.`)
  const had = rulesOf(calendar)
  const formers = formersOf(had, said, time)
  const keys = newKeys(calendar)
  const made = said.map(({ rhythm, time: own, minutes, name, place, way, from, until, count }, index): Rule => {
    const former = formers[index]
    const rule = ruleOf(rhythm)
    const first = from ?? firstOf(rhythm, former)
    return {
      key: former?.key ?? keys.shift() ?? '',
      rule,
      from: first,
      until:
        until === 'none'
          ? null
          : (until ?? (count === null ? ((former ?? had[0])?.until ?? null) : lastOf(rule, first, count))),
      time: own ?? time,
      minutes,
      name,
      place,
      way: way === 'club' ? null : (way ?? former?.way ?? null),
    }
  })
  const order = had.map(({ key }) => key)
  const placeOf = ({ key }: Rule) => (order.includes(key) ? order.indexOf(key) : order.length)
  const [first, ...others] = made.toSorted((a, b) => placeOf(a) - placeOf(b))
  if (!first) return { calendar, time }
  const its = first.time ?? time
  const rest = others.map((rule) => (rule.time === its ? { ...rule, time: null } : rule))
  return { calendar: withRules(calendar, [first, ...rest]), time: its }
}

/** The last of so many days of a rule. */
function lastOf(rule: string, from: string, count: number): string | null {
  let last: Temporal.PlainDate | null = null
  for (let found = 0; found < count; found++) {
    const next = dayOfRule(rule, from, last ? last.add({ days: 1 }) : Temporal.PlainDate.from(from))
    if (!next) break
    last = next
  }
  return last?.toString() ?? null
}

/** The rule that each of those said is a change of: the one that it says, or of its name, else with the same days and time, else with the same days, or time, or the next. */
function formersOf(had: readonly Rule[], said: readonly SaidRule[], time: string): (Rule | undefined)[] {
  const found = new Map<number, Rule>()
  const isSameDays = (rule: Rule, one: SaidRule) => rule.rule === ruleOf(one.rhythm)
  const isSameTime = (rule: Rule, one: SaidRule) => (rule.time ?? time) === (one.time ?? time)
  const ways = [
    (rule: Rule, one: SaidRule) => rule.key === one.key,
    (rule: Rule, one: SaidRule) => rule.name !== null && rule.name.toLowerCase() === one.name?.toLowerCase(),
    (rule: Rule, one: SaidRule) => isSameDays(rule, one) && isSameTime(rule, one),
    isSameDays,
    isSameTime,
    () => true,
  ]
  for (const isIt of ways)
    for (const [index, one] of said.entries()) {
      const left = had.filter((rule) => ![...found.values()].includes(rule))
      const former = found.has(index) ? undefined : left.find((rule) => isIt(rule, one))
      if (former) found.set(index, former)
    }
  return said.map((_, index) => found.get(index))
}

/** Keys that no rule has, and no date that was set by hand. */
function newKeys(calendar: Calendar): string[] {
  const said = calendar.exceptions.flatMap((one) => [keyOfName(one.day), (one.kind === 'extra' && one.rule) || ''])
  const used = [...rulesOf(calendar).map(({ key }) => key), ...said]
  return [...LETTERS].filter((key) => !used.includes(key))
}

const LETTERS = 'bcdefghijklmnopqrstuvwxyz'
