import { dayOfName, type Exception, saidOf } from '../../club/calendar/calendar.ts'
import { timeFrom } from '../../club/calendar/written.ts'
import type { Club } from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { type Dated, dayIn, type Schedule, timeIn, usualTimeOf } from '../../club/schedule.ts'
import type { PlannedMeeting } from '../../ports/meetings.ts'
import { actionId } from '../action.ts'
import type { Block, Card, Rich } from '../card.ts'
import type { Context } from '../command.ts'
import { notice } from './notice.ts'
import { planLine } from './plan.ts'
import { plannedNoMore } from './unread.ts'

/** Dates that are listed. */
export const SHOWN = 6

/** The coming dates of a club, and those that were cancelled between them. */
export async function meetingList(context: Context): Promise<Block[]> {
  const { services } = context
  const [club, coming] = await Promise.all([services.club.get(), services.meetings.coming(SHOWN)])
  return datesBlocks(context, club, coming)
}

/** As {@link meetingList}. `coming`: as many as are listed. */
export async function datesBlocks(
  { clock, root, services }: Context,
  club: Club,
  coming: readonly PlannedMeeting[],
): Promise<Block[]> {
  const { schedule } = club
  const dates = coming.map((meeting) => ({
    day: dayIn(meeting.at, schedule.zone),
    line: [
      { time: meeting.at, style: 'moment' },
      ...(meeting.was ? [` (moved from ${meeting.was})`] : []),
      ...planLine(club, meeting),
    ] as Rich,
  }))
  // After the last date of all nothing hides what was cancelled.
  const last = coming.length < SHOWN ? FOREVER : (dates.at(-1)?.day ?? '')
  const today = dayIn(clock.now(), schedule.zone)
  const cancelled = (schedule.calendar?.exceptions ?? [])
    .filter((exception): exception is Exception & { kind: 'cancelled' } => exception.kind === 'cancelled')
    .filter(({ day }) => dayOfName(day) >= today && dayOfName(day) <= last)
    .map(({ day, reason }) => {
      const on = dayOfName(day)
      // Where another one is on that day, which of them it was.
      const when = dates.some((date) => date.day === on) ? `${on} ${usualTimeOf(schedule, day)}` : on
      return { day: on, line: `${when}: cancelled${reason ? `, ${reason}` : ''}` as Rich }
    })
  const lines = [...dates, ...cancelled].toSorted((a, b) => (a.day < b.day ? -1 : 1)).map(({ line }) => line)
  return [
    ...(dates.length > 0 ? pauseBlocks(club) : []),
    ...(lines.length > 0 ? [{ kind: 'list' as const, items: lines }] : []),
    ...(dates.length > 0 ? [] : [noDates(root)]),
    ...plannedNoMore(await services.meetings.unplanned(), root).map((text) => ({ kind: 'text' as const, text })),
  ]
}

/** That nothing comes of dates while the club has paused. */
export function pauseBlocks({ paused, resumes, ending }: Pick<Club, 'paused' | 'resumes' | 'ending'>): Block[] {
  if (!paused || ending) return []
  const end: Rich = resumes
    ? [' until ', { time: resumes, style: 'date' }, '. Before that day nothing']
    : ['. Until an organiser lets it go on nothing']
  return [{ kind: 'text', text: [{ bold: 'The club has paused' }, ...end, ' is chosen or announced for its dates.'] }]
}

const FOREVER = '9999-12-31'

function noDates(root: string): Block {
  return {
    kind: 'text',
    text: ['No further date: give the calendar some with ', { code: `/${root} club calendar` }, '.'],
  }
}

/** A time of day as somebody gave it, `HH:MM`; null is the usual one. Throws {@link UserError}. */
export function timeGiven(text: string | undefined): string | null {
  if (text === undefined) return null
  const time = timeFrom(text)
  if (time === null)
    throw new UserError('bad-option', `“time” must be a time such as 16:30 or 4:30pm; “${text}” is not.`)
  return time
}

/** The option that names a meeting. */
export const MEETING_DATE = {
  kind: 'meeting',
  description: 'The day of the meeting, such as 2026-12-24',
  required: true,
} as const

/** Offers to take back what a command said of a single date, by its name. */
export function takeBack(command: string, name: string): Block {
  return { kind: 'buttons', buttons: [{ label: 'Take it back', action: actionId(command, 'undo', name) }] }
}

/** What takes back a change of a single date, for its button: its name, and what had been said of it by hand. */
export function wayBack({ calendar }: Schedule, name: string): string {
  const before = calendar && saidOf(calendar, name)
  if (!before || before.kind === 'cancelled') return name
  const to = before.kind === 'moved' ? before.to : ''
  const rule = before.kind === 'extra' && before.rule !== undefined ? [`${RULE}${before.rule}`] : []
  return [name, to, before.time ?? '', before.late ? 'late' : '', ...rule].join(BETWEEN)
}

/** The same for a date that is moved. `moved`: where it is now, by its name. */
export function wayBackTo(schedule: Schedule, was: Dated, moved: Dated): string {
  if (was.day === moved.day) return wayBack(schedule, was.day)
  // One that was added by hand has another name where it is now, and all that was settled of it goes back with it.
  const { zone } = schedule
  return [`${dayIn(moved.at, zone)}T${timeIn(moved.at, zone)}`, dayIn(was.at, zone), timeIn(was.at, zone)].join(BACK)
}

const [BETWEEN, BACK, RULE] = ['~', '>', '=']

/** Takes back what was said of a single date by hand. `way`: as {@link wayBack} has it. */
export async function undone({ services, root }: Context, way: string): Promise<Card> {
  const [from = '', day, time = null] = way.split(BACK)
  const back = day === undefined ? undefined : { from, to: day, time }
  const [name = '', to, at, late, rule] = way.split(BETWEEN)
  const said = { day: name, time: at || null, late: late === 'late' }
  const saidBefore = to
    ? { kind: 'moved' as const, ...said, to }
    : {
        kind: 'extra' as const,
        ...said,
        ...(rule?.startsWith(RULE) ? { rule: rule.slice(RULE.length) } : {}),
      }
  const before = to === undefined ? undefined : saidBefore
  const { schedule: found } = await services.club.get()
  const { nextPick, schedule } = await services.club.change(back ? { move: back } : { usual: name, before })
  if (JSON.stringify(found.calendar) === JSON.stringify(schedule.calendar)) return goneAlready(root)
  const how = before || back ? 'It is as it was before.' : 'All is as the calendar says.'
  return notice('Taken back', [`${how} The next pick comes `, { time: nextPick, style: 'moment' }, '.'])
}

/** That a button found nothing to take back: somebody did, or the date that it was about is another one by now. */
function goneAlready(root: string): Card {
  return notice('Nothing more to take back', [
    'That is taken back already, or the date was moved or cancelled since. See the dates with ',
    { code: `/${root} meeting show` },
    ', and cancel one with ',
    { code: `/${root} meeting cancel` },
    '.',
  ])
}
