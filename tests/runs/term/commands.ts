/** What an organiser types to run a group as it says that it works, and what they do in the term beside that. */
import { dayOfRule, describeRhythm, rhythmOf, SINGLE_DATES } from '../../../src/club/calendar/rule.ts'
import { timeFrom } from '../../../src/club/calendar/written.ts'
import { WAY_WORDS } from '../../../src/club/choosing/way-name.ts'
import { LONGEST_NAME } from '../../../src/club/club.ts'
import { REMINDERS as REMINDERS_OF_CLUB } from '../../../src/club/reminder.ts'
import { WEEKDAYS } from '../../../src/club/schedule.ts'
import { isForOther, type OrganiserAct, type Process, type Session, type Term, takesPlace } from './group.ts'

/** A command's name and what is given to it. */
export interface Typed {
  command: string
  options: Record<string, string>
}

/** The line that somebody types after the slash and the root. */
export function lineOf({ command, options }: Typed): string {
  const quoted = (value: string) => (/\s/.test(value) ? `"${value.replaceAll(/["“”„]/g, "'")}"` : value)
  const given = Object.entries(options).map(([name, value]) => ` ${name}:${quoted(value)}`)
  return `${command}${given.join('')}`
}

/** What one club of a group is set up from. */
export interface Setup {
  name: string
  process: Process
  span: Term['span']
  sessions: readonly Session[]
  /** Whether the published order was kept: by the first of each date, or by all of them. */
  ordered: 'first' | 'all' | null
  /** The only one of its tracks of which that is so, where it is. */
  orderedIn?: string
  /** Its tracks, the rarer ones last, which meet instead of others at the same hour; none of a club that has one. */
  parts: readonly Part[]
}

/** A track of a club, with what its own process says. */
export interface Part {
  called: string
  process: Process
  span: Term['span']
}

/** One club with its tracks. Where two of them meet at once it takes a club each, with a channel of its own. */
export function clubsOf(term: Term): Setup[] {
  const { name, process, span, sessions } = term
  const tracks = process.trackList ?? []
  const whole = { name, process, span, sessions, ordered: orderOf(term) }
  if (tracks.length < 2) return [{ ...whole, parts: [] }]
  const parts = tracks.map(
    (track, index): Part => ({
      called: nameOf(track.name, index),
      process: {
        ...process,
        weekday: track.weekday ?? process.weekday,
        rrule: track.rrule ?? (track.weekday ? null : process.rrule),
        time: track.time ?? process.time,
        place: track.place ?? process.place,
        choosing: track.choosing ?? process.choosing,
      },
      span: { ...span, anchor: track.anchor ?? span.anchor },
    }),
  )
  const isApart = sessions.every((one, nth) => sessions.slice(nth + 1).every((other) => !isAtOnce(parts, one, other)))
  if (isApart)
    return [
      {
        ...whole,
        ...orderIn(whole.ordered, parts, sessions),
        parts: parts.toSorted((a, b) => weeksOf(a) - weeksOf(b)),
      },
    ]
  return parts.map(({ called, ...part }, index) => {
    const own = sessions.filter((session) => tracksAt(parts, session).includes(index))
    const ordered = orderOf({ process: part.process, sessions: own })
    return { ...part, name: `${name}, ${called}`, sessions: own, ordered, parts: [] }
  })
}

/** The order that one of the tracks kept, where all of them together kept none. */
function orderIn(ordered: Setup['ordered'], parts: readonly Part[], sessions: readonly Session[]): Partial<Setup> {
  const kept = parts.map(({ process }, index) =>
    orderOf({ process, sessions: sessions.filter((session) => tracksAt(parts, session).includes(index)) }),
  )
  const [first, ...more] = kept.flatMap((one, index) =>
    one ? [{ ordered: one, orderedIn: parts[index]?.called ?? '' }] : [],
  )
  return ordered || !first || more.length > 0 ? {} : first
}

/** Whether the people of a session came in the order that was kept. */
export function isOrdered(setup: Setup, session: Session): boolean {
  if (!setup.ordered) return false
  return setup.orderedIn === undefined || partsOf(setup, session).some(({ called }) => called === setup.orderedIn)
}

/** What a track can be called, which no other is. */
function nameOf(name: string, index: number): string {
  const called = plain(name.replaceAll(/[:(),]/g, ' ')).slice(0, 50)
  return /^\d*$/.test(called) ? `Track ${index + 1}` : called
}

/** After how many weeks it meets again, or about so many. */
function weeksOf({ process }: Part): number {
  const { every = 'week', interval = 1 } = rhythmOf(ruleOf(process)) ?? {}
  return every === 'week' ? interval : interval * 4
}

function isAtOnce(parts: readonly Part[], one: Session, other: Session): boolean {
  if (one.date !== other.date || !takesPlace(one) || !takesPlace(other)) return false
  const [here, there] = [one, other].map((session) => timesOf(parts, session))
  return here?.length === 1 && there?.length === 1 && here[0] !== null && here[0] === there[0]
}

/** The times that a session may have. */
function timesOf(parts: readonly Part[], session: Session): (string | null)[] {
  const said = tracksAt(parts, session).map((index) => startIn(session.time ?? parts[index]?.process.time ?? null))
  return [...new Set(said)]
}

/** The tracks of a club that a session may be of; the club as one where it has none. */
export function partsOf({ parts, process, span, name }: Setup, session: Session): Part[] {
  if (parts.length === 0) return [{ called: name, process, span }]
  return tracksAt(parts, session).flatMap((index) => parts[index] ?? [])
}

/** The tracks that a session may be of: the one that it names, or those that meet on its day, or of its time where those are several. */
function tracksAt(tracks: readonly Part[], session: Session): number[] {
  const where = (isSo: (track: Part, index: number) => boolean) =>
    tracks.flatMap((track, index) => (isSo(track, index) ? [index] : []))
  const day = Temporal.PlainDate.from(session.date)
  const start = startIn(session.time)
  const named = where(({ called }, index) => session.track !== null && isSame(called, nameOf(session.track, index)))
  if (named.length > 0) return named
  const onDay = where((part) => meetsOn(part, day))
  const those = onDay.length > 0 ? onDay : where(({ process }) => weekdaysOf(process).includes(day.dayOfWeek))
  const timed = those.filter((index) => start !== null && startIn(tracks[index]?.process.time ?? null) === start)
  const found = timed.length > 0 ? timed : those
  return found.length > 0 ? found : tracks.map((_, index) => index)
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** Whether a track's rule has a day. */
function meetsOn({ process, span }: Part, day: Temporal.PlainDate): boolean {
  const rule = ruleOf(process)
  return rhythmOf(rule) !== null && dayOfRule(rule, firstDay(span, rule), day)?.equals(day) === true
}

function weekdaysOf(process: Process): number[] {
  const days = rhythmOf(ruleOf(process))?.days.map(({ weekday }) => weekday) ?? []
  return days.length > 0 ? days : [process.weekday ?? 0]
}

/**
 * Whether those came whose turn it was, but for a few. Where others did, who came signed up; a few are what was swapped or written
 * wrongly, and is to be found.
 */
function orderOf({ process: { rota, rotaOrder }, sessions }: Pick<Term, 'process' | 'sessions'>): Setup['ordered'] {
  if (rota !== 'fifo' || !rotaOrder?.length) return null
  // What a date is used for otherwise takes nobody's turn.
  const held = sessions.filter((session) => takesPlace(session) && !isForOther(session))
  const isKept = (came: readonly (string | null | undefined)[]) =>
    came.filter((who, index) => who === rotaOrder[index % rotaOrder.length]).length > came.length * 0.6
  if (isKept(held.map(({ people: [first] }) => first?.who))) return 'first'
  return isKept(held.flatMap(({ people }) => people.map(({ who }) => who))) ? 'all' : null
}

/** The settings of a club, in the order in which they are typed. `isAgain`: of one that had others, all of which are said. */
export function settingsOf(track: Setup, isAgain = false): Typed[] {
  const { name, process: all, span, parts } = track
  const process = parts[0] ? { ...all, ...startOf(parts[0]) } : all
  const { time, zone, chosenDaysBefore, breaks } = process
  const rule = ruleOf(process)
  const weekday = rhythmOf(rule)?.days[0]?.weekday ?? process.weekday ?? 1
  const remind = remindersOf(process)
  const start = { time: startIn(time) ?? DEFAULT_TIME, zone: zone ?? 'UTC' }
  const founding = { name: name.slice(0, LONGEST_NAME), ...start, time: `${WEEKDAYS[weekday - 1]} ${start.time}` }
  const none = isAgain ? 'none' : null
  const around = {
    place: all.place ? short(all.place) : none,
    lead: chosenDaysBefore ? `${chosenDaysBefore} days` : none,
    remind: remind || none,
  }
  return [
    ...(isAgain ? [] : [{ command: 'club start', options: founding }]),
    {
      command: 'club calendar',
      options: {
        days: parts.length > 0 ? parts.map(trackDays).join('; ') : daysOf(rule),
        ...(isAgain ? (parts.length > 0 ? { zone: start.zone } : start) : {}),
        from: firstDay(span, rule),
        until: span.to,
        ...Object.fromEntries(Object.entries(around).filter((one): one is [string, string] => one[1] !== null)),
      },
    },
    ...parts.flatMap((part) => trackSettings(part, { place: all.place, from: firstDay(span, rule) })),
    ...breaks.map(({ from, to, reason }) => ({
      command: 'club calendar',
      options: { break: short(`${from}${to === from ? '' : ` to ${to}`}${reason ? ` ${reason}` : ''}`) },
    })),
    ...choosingOf(track, isAgain),
    ...rotaOf(track, isAgain),
  ]
}

/** What the first of its tracks says of when it meets. */
function startOf({ process: { weekday, rrule, time } }: Part): Pick<Process, 'weekday' | 'rrule' | 'time'> {
  return { weekday, rrule, time }
}

/** `Theory: every Wednesday 12:00, organisers choose` */
function trackDays({ called, process }: Part): string {
  const way = process.choosing ? `, ${WAY_WORDS[process.choosing]}` : ''
  // What is no rhythm of a club is met as it comes.
  const rhythm = rhythmOf(ruleOf(process))
  return `${called}: ${rhythm ? describeRhythm(rhythm) : SINGLE_DATES} ${startIn(process.time) ?? DEFAULT_TIME}${way}`
}

/** What a track has otherwise than its club: where it meets, and the week from which its rhythm is counted. */
function trackSettings({ called, process, span }: Part, club: { place: string | null; from: string }): Typed[] {
  const from = firstDay(span, ruleOf(process))
  const options = {
    ...(from === club.from ? {} : { from }),
    ...(process.place && process.place !== club.place ? { place: short(process.place) } : {}),
  }
  return Object.keys(options).length === 0 ? [] : [{ command: 'club calendar', options: { track: called, ...options } }]
}

/** How a group chooses, and the lists that it follows. */
function choosingOf(setup: Setup, isAgain: boolean): Typed[] {
  const { process, sessions } = setup
  const { choosing, papersPerSession, durationMinutes, carriesLosersOver } = process
  const ways = setup.parts.length > 0 ? setup.parts.map((part) => part.process.choosing) : [choosing]
  const voting = ways.some((way) => (way ?? 'vote') === 'vote') ? votingOf(process) : ''
  const optional = optionalOf(process, sessions)
  const each = papersPerSession ?? 1
  const set = {
    ...((choosing && choosing !== 'vote') || isAgain ? { way: choosing ?? 'vote' } : {}),
    ...(each > 1 || isAgain ? { papers: optional > 0 ? `${each - optional}+${optional}` : String(each) } : {}),
    ...(durationMinutes ? { length: `${durationMinutes} minutes` } : {}),
    ...(voting ? { voting } : {}),
    ...(carriesLosersOver === false ? { waits: '0' } : isAgain ? { waits: '4' } : {}),
  }
  return [...(Object.keys(set).length > 0 ? [{ command: 'club set', options: set }] : []), ...listsOf(setup)]
}

/** What a club, or each of its tracks, reads in order. */
function listsOf(setup: Setup): Typed[] {
  const { parts, process, sessions } = setup
  const listed = sessions.filter(({ kind, papers }) => kind === 'session' && papers.length > 0)
  const lists = (those: readonly Session[], track: Record<string, string>): Typed[] =>
    chunks(those.map(listOf), 5_000).map((list, index) => ({
      command: 'club list',
      options: { ...track, [index === 0 ? 'papers' : 'more']: list },
    }))
  if (parts.length === 0) return process.choosing === 'sequence' ? lists(listed, {}) : []
  return parts
    .filter((part) => part.process.choosing === 'sequence')
    .flatMap((part) =>
      lists(
        listed.filter((session) => partsOf(setup, session)[0] === part),
        { track: part.called },
      ),
    )
}

/** How many of a meeting's papers need not be read, where that is mostly so: the last ones. */
export function optionalOf({ papersPerSession }: Process, sessions: readonly Session[]): number {
  const full = sessions.filter(({ papers }) => papers.length === papersPerSession)
  const optional = ({ papers }: Session) => papers.filter((paper) => paper.optional).length
  const counts = [...Map.groupBy(full, optional)].toSorted(([, a], [, b]) => b.length - a.length)
  return Math.min(counts[0]?.[0] ?? 0, (papersPerSession ?? 1) - 1)
}

/** How members vote, as it is typed; empty where it is as ever. */
function votingOf({ voting, quorum }: Process): string {
  const { method = null, most = null, hidden = null, quorum: least = null } = voting ?? {}
  const needed = quorum ?? least
  return [
    ...(method ? [method] : []),
    ...(most ? [`at most ${most}`] : []),
    ...(hidden ? ['hidden'] : []),
    ...(needed ? [`quorum ${needed}`] : []),
  ].join('; ')
}

/** Papers as somebody writes them down. */
export function listOf({ papers }: Pick<Session, 'papers'>): string {
  return papers
    .map(({ title, url, optional }) => `${optional ? 'optional: ' : ''}${plain(title)}${url ? ` ${url}` : ''}`)
    .join('; ')
}

/** Without what parts one text from the next. */
export const plain = (text: string) =>
  text
    .replaceAll(/["“”„]/g, "'")
    .replaceAll(';', ',')
    .replaceAll(/\s+/g, ' ')
    .trim()

function chunks(items: readonly string[], most: number): string[] {
  const found: string[] = []
  for (const item of items) {
    const last = found.at(-1)
    if (last !== undefined && last.length + item.length < most) found[found.length - 1] = `${last}; ${item}`
    else found.push(item)
  }
  return found
}

/** Who presents when: in the order that was kept, who had the fewest, or whoever wants to. */
function rotaOf(track: Setup, isAgain: boolean): Typed[] {
  const { process, ordered, orderedIn } = track
  const { rota, rotaOrder, roles } = process
  const turns = turnsOf(track)
  const how = ordered ? 'order' : turns ? 'fair' : 'volunteers'
  const asked = ordered === 'first' ? roles.slice(0, 1) : roles
  const people = ordered ? rotaOrder : turns
  if (!people && (rota === null || rota === 'none'))
    return isAgain ? [{ command: 'club rota', options: { how: 'none' } }] : []
  const only: Record<string, string> = orderedIn === undefined ? {} : { track: orderedIn }
  const parts = { ...only, how, roles: (asked.length > 0 ? asked : ['presenter']).slice(0, 6).join(', ') }
  return [
    { command: 'club rota', options: { ...parts, ...(people ? { people: people.map(mention).join(', ') } : {}) } },
  ]
}

/** Who takes turns where those come next who had the fewest, in the order in which they first came; null where it is otherwise. */
export function turnsOf({
  process: { rota, rotaOrder, roles },
  sessions,
  ordered,
}: Pick<Setup, 'process' | 'sessions' | 'ordered'>): string[] | null {
  if (ordered || !/fair/i.test(rota ?? '')) return null
  const isAsked = (role: string | null) => roles.length === 0 || roles.includes(role ?? 'presenter')
  const came = sessions
    .filter((session) => takesPlace(session) && !isForOther(session))
    .flatMap(({ people }) => people.flatMap(({ who, role }) => (who !== null && isAsked(role) ? [who] : [])))
  const all = [...new Set([...(rotaOrder ?? []), ...came])]
  return all.length > 1 ? all : null
}

/** How a chat writes that somebody was named. */
export const mention = (who: string) => `<@${who}|${who}>`

/** When something begins, of `16:00–17:30 CET`; null where no time is named. */
export function startIn(time: string | null): string | null {
  const [first] = /^\d{1,2}(?:[:.h]\d{2})?(?:\s*[ap]\.?m\.?)?/i.exec(time ?? '') ?? []
  return time === null ? null : (timeFrom(time) ?? (first ? timeFrom(first) : null))
}

/** Where a group names no time. */
const DEFAULT_TIME = '12:00'

/** What somebody shortens to what a command takes. */
export const short = (text: string) => text.replaceAll(';', ',').slice(0, 200)

/** The rule of a group, without what its first and last day say; none where it meets as it comes. */
function ruleOf({ rrule, weekday }: Process): string {
  const [code] = weekday ? (WEEKDAYS[weekday - 1]?.toUpperCase().match(/^../) ?? []) : []
  const parts = (rrule?.replace(/^.*RRULE:/s, '') ?? (code ? `FREQ=WEEKLY;BYDAY=${code}` : ''))
    .split(';')
    .filter((part) => !/^(UNTIL|COUNT|WKST)=/.test(part))
  // Every day of the week is a rhythm of weeks.
  if (parts.includes('FREQ=DAILY') && !parts.some((part) => part.startsWith('INTERVAL'))) {
    const days = parts.filter((part) => part.startsWith('BYDAY'))
    return ['FREQ=WEEKLY', ...(days.length > 0 ? days : ['BYDAY=MO,TU,WE,TH,FR,SA,SU'])].join(';')
  }
  const isBare = parts.includes('FREQ=WEEKLY') && !parts.some((part) => part.startsWith('BYDAY'))
  return [...parts, ...(isBare && code ? [`BYDAY=${code}`] : [])].join(';')
}

function daysOf(rule: string): string {
  const rhythm = rhythmOf(rule)
  return rhythm ? describeRhythm(rhythm) : rule
}

/** The first day that counts, in step with the one that fixes a rhythm of several weeks. */
function firstDay({ from, anchor }: Term['span'], rule: string): string {
  const { every = 'week', interval = 1 } = rhythmOf(rule) ?? {}
  const begin = (day: Temporal.PlainDate) =>
    every === 'week' ? day.subtract({ days: day.dayOfWeek - 1 }) : day.with({ day: 1 })
  const step = every === 'week' ? { weeks: interval } : { months: interval }
  const first = Temporal.PlainDate.from(from)
  let day = begin(Temporal.PlainDate.from(anchor ?? from))
  while (Temporal.PlainDate.compare(day, begin(first)) > 0) day = day.subtract(step)
  while (Temporal.PlainDate.compare(day, begin(first)) < 0) day = day.add(step)
  return Temporal.PlainDate.compare(day, first) < 0 ? from : day.toString()
}

/** Those of a group's reminders that a club can have. */
function remindersOf({ reminders, afterwards }: Process): string {
  const before = reminders.flatMap((one) => REMINDERS.get(one) ?? [])
  return [...new Set([...before, ...(afterwards.length > 0 ? ['afterwards'] : [])])].join(' and ')
}

/** Reminders that it cannot have: of when the paper stands the pick reminds itself. */
export function unremindedOf({ reminders, chosenDaysBefore }: Process): string[] {
  return reminders.filter((before) => !REMINDERS.has(before) && before !== `P${chosenDaysBefore}D`)
}

/** Those of a group's reminders that come: how long before, in minutes, and what the post of each is. */
export function remindersComing(process: Process): { words: string; kind: string; minutes: number }[] {
  const stands = (process.chosenDaysBefore ?? 0) * 24 * 60
  const all = process.reminders.flatMap((one) => REMINDERS.get(one) ?? [])
  return Object.values(REMINDERS_OF_CLUB).flatMap(({ words, kind, before }) => {
    if (before === null) return []
    const minutes = Temporal.Duration.from(before).total({ unit: 'minutes', relativeTo: '2026-01-01' })
    return all.includes(words) && minutes + 60 <= stands ? [{ words, kind, minutes }] : []
  })
}

const REMINDERS = new Map([
  ['P14D', '2 weeks'],
  ['P2W', '2 weeks'],
  ['P7D', 'a week'],
  ['P1W', 'a week'],
  ['P1D', 'a day'],
  ['PT24H', 'a day'],
  ['P3D', '3 days'],
  ['P2D', '2 days'],
  ['PT3H', '3 hours'],
  ['PT2H', '2 hours'],
  ['PT1H', 'an hour'],
  ['PT30M', '30 minutes'],
  ['PT15M', '15 minutes'],
  ['PT10M', '10 minutes'],
])

/** What is typed for one act. `which`: the date that it is about, where a day has several; `track`: of which one is that is added. */
export function commandOf(
  act: OrganiserAct,
  { which, track }: { which?: string; track?: string | undefined } = {},
): Typed {
  switch (act.act) {
    case 'skip':
    case 'cancel':
      return {
        command: 'meeting cancel',
        options: { date: which ?? act.date, ...(act.reason ? { reason: act.reason } : {}) },
      }
    case 'move':
      return { command: 'meeting move', options: { date: which ?? act.from, to: act.to, ...timed(act.time) } }
    case 'add':
      return { command: 'meeting add', options: { date: act.date, ...timed(act.time), ...(track ? { track } : {}) } }
    case 'set':
      return { command: 'meeting move', options: { date: which ?? act.date, to: act.date, ...timed(act.time) } }
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
