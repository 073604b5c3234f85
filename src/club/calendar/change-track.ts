/** What is said of one track alone, as all rules of its club with that one changed. */
import type { Way } from '../choosing/way-name.ts'
import { UserError } from '../errors.ts'
import type { Schedule } from '../schedule.ts'
import { rulesOf } from './calendar.ts'
import type { CalendarChanges } from './change.ts'
import { type SaidRule, saidAgain } from './change-rules.ts'

/** Of one track: what its rule says. */
export interface TrackChanges extends Pick<CalendarChanges, 'time' | 'from' | 'until'> {
  /** Its days, and what is said with them. */
  rules?: readonly SaidRule[] | undefined
  /** Null: where the club meets. */
  place?: string | null | undefined
  /** Null: as long as the club's. */
  minutes?: number | null | undefined
  way?: Way | undefined
}

/** All rules, that of the track with the changes made. Throws {@link UserError} where it is to have several. */
export function rulesWith({ calendar, time }: Schedule, key: string, changes: TrackChanges): SaidRule[] {
  const [said, ...more] = changes.rules ?? []
  if (more.length > 0)
    throw new UserError(
      'bad-schedule',
      'A track has one rule, such as “Tue 16:00”. Nothing was changed. Leave `track` out to say all rules of the club.',
    )
  return (calendar ? rulesOf(calendar) : []).map((rule) => {
    const before = saidAgain(rule, time)
    return rule.key === key ? changed(said ? withDays(before, said) : before, changes) : before
  })
}

/** What is not said with other days stays. */
function withDays(before: SaidRule, said: SaidRule): SaidRule {
  return {
    ...before,
    rhythm: said.rhythm,
    time: said.time ?? before.time,
    minutes: said.minutes ?? before.minutes,
    name: said.name ?? before.name,
    place: said.place ?? before.place,
    way: said.way ?? before.way,
    from: said.from,
    until: said.until ?? (said.count === null ? before.until : null),
    count: said.count,
  }
}

function changed(rule: SaidRule, { time, from, until, place, minutes, way }: TrackChanges): SaidRule {
  return {
    ...rule,
    time: time ?? rule.time,
    from: from?.toString() ?? rule.from,
    until: until === undefined ? rule.until : (until?.toString() ?? 'none'),
    place: place === undefined ? rule.place : place,
    minutes: minutes === undefined ? rule.minutes : minutes,
    way: way ?? rule.way,
  }
}
