/** What an organiser types to run a group as it says that it works, and what they do in the term beside that. */
import { describeRhythm, rhythmOf } from '../../../src/club/calendar/rule.ts'
import { WEEKDAYS } from '../../../src/club/schedule.ts'
import type { OrganiserAct, Process, Term } from './group.ts'

/** A command's name and what is given to it. */
export interface Typed {
  command: string
  options: Record<string, string>
}

/** The line that somebody types after the slash and the root. */
export function lineOf({ command, options }: Typed): string {
  const quoted = (value: string) => (/\s/.test(value) ? `"${value.replaceAll('"', "'")}"` : value)
  const given = Object.entries(options).map(([name, value]) => ` ${name}:${quoted(value)}`)
  return `${command}${given.join('')}`
}

/** The settings of a term, in the order in which they are typed. */
export function settingsOf({ name, process, span }: Term): Typed[] {
  const { time, zone, place, chosenDaysBefore, reminders, breaks } = process
  const [weekday] = (process.rrule && rhythmOf(process.rrule)?.days) || []
  const start = `${WEEKDAYS[(weekday?.weekday ?? 1) - 1]} ${time ?? DEFAULT_TIME}`
  const remind = remindersOf(reminders)
  return [
    { command: 'club start', options: { name, time: start, zone: zone ?? 'UTC' } },
    {
      command: 'club calendar',
      options: {
        days: daysOf(process),
        from: firstDay(span, process),
        until: span.to,
        ...(place ? { place } : {}),
        ...(chosenDaysBefore ? { lead: `${chosenDaysBefore} days` } : {}),
        ...(remind ? { remind } : {}),
      },
    },
    ...breaks.map(({ from, to, reason }) => ({
      command: 'club calendar',
      options: { break: `${from}${to === from ? '' : ` to ${to}`}${reason ? ` ${reason}` : ''}` },
    })),
  ]
}

/** Where a group names no time. */
const DEFAULT_TIME = '12:00'

function daysOf({ rrule }: Process): string {
  const rhythm = rrule ? rhythmOf(rrule) : null
  return rhythm ? describeRhythm(rhythm) : (rrule ?? 'none')
}

/** The first day that counts, in step with the one that fixes a rhythm of several weeks. */
function firstDay({ from, anchor }: Term['span'], { rrule }: Process): string {
  if (!anchor) return from
  const interval = (rrule && rhythmOf(rrule)?.interval) || 1
  let day = Temporal.PlainDate.from(anchor)
  const first = Temporal.PlainDate.from(from)
  while (Temporal.PlainDate.compare(day.subtract({ weeks: interval }), first) >= 0)
    day = day.subtract({ weeks: interval })
  return day.toString()
}

/** Those of a group's reminders that a club can have. */
function remindersOf(reminders: readonly string[]): string {
  return reminders.flatMap((before) => REMINDERS.get(before) ?? []).join(' and ')
}

const REMINDERS = new Map([
  ['P7D', 'a week'],
  ['P1W', 'a week'],
  ['P1D', 'a day'],
  ['PT24H', 'a day'],
  ['PT1H', 'an hour'],
])

/** What is typed for one act. */
export function commandOf(act: OrganiserAct): Typed {
  switch (act.act) {
    case 'skip':
    case 'cancel':
      return {
        command: 'meeting cancel',
        options: { date: act.date, ...(act.reason ? { reason: act.reason } : {}) },
      }
    case 'move':
      return { command: 'meeting move', options: { date: act.from, to: act.to, ...timed(act.time) } }
    case 'add':
      return { command: 'meeting add', options: { date: act.date, ...timed(act.time) } }
    case 'set':
      return { command: 'meeting move', options: { date: act.date, to: act.date, ...timed(act.time) } }
  }
}

const timed = (time: string | null | undefined): Record<string, string> => (time ? { time } : {})

/** The day that an act is about: it is done on the day before. */
export function dayOfAct(act: OrganiserAct): string {
  if (act.act !== 'move') return act.date
  return act.from < act.to ? act.from : act.to
}

/** Days whose meeting an act takes away. */
export function takenAway(acts: readonly OrganiserAct[]): string[] {
  return acts.flatMap((act) => (act.act === 'skip' || act.act === 'cancel' ? [act.date] : []))
}
