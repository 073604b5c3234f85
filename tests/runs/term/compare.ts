/** What the club did beside what the group published. */
import { EVERYONE, sameTitle } from './bring.ts'
import { startIn, takenAway, tracksOf } from './commands.ts'
import { type Session, type Term, takesPlace } from './group.ts'
import { type Held, paperWords, type Ran } from './term.ts'

interface Compared {
  /** How many dates were as they were published. */
  same: number
  /** The bot's words to everybody in a break, and reminders of what was cancelled by then. */
  inBreaks: string[]
  ofCancelled: string[]
  /** A line for each thing that is not as it was published. */
  differences: string[]
}

export function compare(term: Term, ran: Ran): Compared {
  const { process, sessions, acts } = term
  const zone = process.zone ?? 'UTC'
  const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainDate().toString()
  const timeOf = (at: Temporal.Instant) =>
    at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })
  const tracks = tracksOf(term)
  const shown = distinct(ran.shown)
  const isBreak = (day: string) => ran.breaks.some(({ from, to }) => from <= day && day <= to)

  const lacking = sessions.filter((session) => lacksPaper(session, process))

  /** The clubs of the group that a session may be of, with when it begins there; a time that the clocks leave out comes after it. */
  function partsOf(session: Session): Part[] {
    return tracks.flatMap(({ sessions: own, process: { time } }, track) => {
      if (!own.includes(session)) return []
      const said = session.time ?? time
      const start = startIn(said)
      const local = start === null ? null : Temporal.PlainDate.from(session.date).toPlainDateTime(start)
      return [{ track, said, at: local?.toZonedDateTime(zone).toInstant() ?? null }]
    })
  }

  /** Those of some dates that are a session's: of that day, and of its time where any is. */
  function of<One extends Dated>(all: readonly One[], date: string, parts: readonly Part[]): One[] {
    const those = all.filter((one) => dayOf(one.at) === date && parts.some(({ track }) => track === one.track))
    const timed = those.filter((one) => parts.some(({ track, at }) => track === one.track && at?.equals(one.at)))
    return timed.length > 0 ? timed : those
  }

  function wrongIn(session: Session): string[] {
    const { date, kind } = session
    const parts = partsOf(session)
    if (kind === 'break') return isBreak(date) ? [] : ['published as a break, which the calendar does not have']
    if (kind === 'cancelled')
      return ran.cancelled.some(({ track, day }) => day === date && parts.some((part) => part.track === track))
        ? []
        : ['published as cancelled, which the calendar does not say']
    const meetings = of(shown, date, parts)
    if (meetings.length === 0) return [`published (${kind}), and the club does not meet`]
    const isOther = parts.every(({ track, said, at }) =>
      meetings.every((one) => one.track !== track || !(at?.equals(one.at) ?? said === null)),
    )
    const times = meetings.map(({ at }) => timeOf(at)).join(', ')
    return [
      ...(isOther ? [`published at ${parts[0]?.said}, and the club meets at ${times}`] : []),
      ...(lacking.length === 1 && lacking[0] === session ? [lacksWords(session)] : []),
      ...wrongFacts(session, of(ran.held, date, parts)),
    ]
  }

  const wrong = sessions.map((session) => ({ session, wrong: wrongIn(session) }))
  const published = new Set(sessions.filter(takesPlace).map(({ date }) => date))
  const unpublished = [...Map.groupBy(shown, ({ track, at }) => `${dayOf(at)} ${track}`)].flatMap(([key, meetings]) => {
    const [day = '', track = ''] = key.split(' ')
    const those = sessions.filter(
      (one) => takesPlace(one) && one.date === day && tracks[Number(track)]?.sessions.includes(one),
    )
    if (those.length >= meetings.length) return []
    return [
      those.length === 0
        ? `${day}: the club meets, and that was not published`
        : `${day}: the club meets ${meetings.length} times, of which ${those.length} were published`,
    ]
  })
  const gone = takenAway(acts)
  const inBreaks = ran.posts
    .filter(({ at }) => isBreak(dayOf(at)) && !published.has(dayOf(at)))
    .map(({ kind, at, title }) => `${dayOf(at)}: “${title}” (${kind}) came in a break`)
  const ofCancelled = ran.posts
    .filter(({ kind }) => kind.endsWith('ahead'))
    .flatMap(({ at, meets }) => meets.flatMap((meeting) => remindedOfNothing(meeting, dayOf(at))))

  /** An act is done on the morning of the day before, and what was said earlier was right then. */
  function remindedOfNothing(meeting: Temporal.Instant, said: string): string[] {
    const day = dayOf(meeting)
    const isOn = sessions.some(
      (one) => one.date === day && takesPlace(one) && partsOf(one).some(({ at }) => at?.equals(meeting)),
    )
    if (isOn) return []
    const since = Temporal.PlainDate.from(day).subtract({ days: 1 }).toString()
    return gone.includes(day) && said >= since ? [`${said}: the reminder of ${day} came, which was cancelled`] : []
  }

  return {
    same: wrong.filter((one) => one.wrong.length === 0).length,
    inBreaks,
    ofCancelled,
    differences: [
      ...wrong.flatMap(({ session, wrong }) => wrong.map((what) => `${session.date}: ${what}`)),
      ...unpublished,
      ...inBreaks,
      ...ofCancelled,
      ...ran.refused.map((line) => `the bot refused ${line}`),
    ].toSorted(),
  }
}

/** A date of one of a group's clubs. */
interface Dated {
  track: number
  at: Temporal.Instant
}

/** A club of the group for a session: the time that it has there as it is written, and when that is. */
interface Part {
  track: number
  said: string | null
  at: Temporal.Instant | null
}

function distinct(dates: readonly Dated[]): Dated[] {
  return [...new Map(dates.map((one) => [`${one.track} ${one.at.epochMilliseconds}`, one])).values()]
}

/** Whether a date has fewer papers than it was to have: nobody brought what is not there, so the club has none either. */
function lacksPaper(
  { kind, papers, topic, tentative, openSlot }: Session,
  { papersPerSession }: Term['process'],
): boolean {
  if (kind !== 'session' || topic !== null || tentative || openSlot) return false
  return papers.length < (papersPerSession ?? 0)
}

/** Of the only one that is so: where several are, the group works like that. */
function lacksWords({ papers: { length } }: Session): string {
  return length === 0
    ? 'published without a paper, which no other date is'
    : `published with ${length === 1 ? 'one paper' : `${length} papers`}, which no other date is`
}

/** What the club remembers of a date beside what was published: its kind, papers and people. */
function wrongFacts(session: Session, held: readonly Held[]): string[] {
  const [one] = held
  if (!one) return ['the club has no record of it']
  const kinds = new Set(held.map(({ kind }) => kind))
  const wanted = kindsOf(session)
  const papers = held.flatMap((other) => other.papers)
  const people = held.flatMap((other) => other.people)
  const published = session.people.flatMap(({ who, role }) =>
    who === null ? [] : [`${who === EVERYONE ? 'everyone' : who} (${(role ?? 'presenter').toLowerCase()})`],
  )
  const came = people.map(({ who, role }) => `${who} (${role})`)
  return [
    ...(wanted.some((kind) => kinds.has(kind))
      ? []
      : [`published as ${session.kind}, and it was for ${[...kinds].join(', ')}`]),
    ...differing('the paper', session.papers.map(paperWords), papers, sameTitle),
    ...(published.length === 0 ? [] : differing('the person', published, came, (text) => text)),
  ]
}

/** What a date is in the club that was published so: one without a paper is for another thing where it says which. */
function kindsOf({ kind, papers, topic }: Session): string[] {
  if (kind === 'social') return ['social']
  if (kind !== 'session') return ['other']
  return papers.length === 0 && topic !== null ? ['other'] : ['papers']
}

function differing(
  what: string,
  published: readonly string[],
  had: readonly string[],
  same: (text: string) => string,
): string[] {
  const has = (all: readonly string[], one: string) => all.some((other) => same(other) === same(one))
  return [
    ...published
      .filter((one) => !has(had, one))
      .map((one) => `${what} “${one}” was published, and is not in the club’s record`),
    ...had
      .filter((one) => !has(published, one))
      .map((one) => `${what} “${one}” is in the club’s record, and was not published`),
  ]
}
