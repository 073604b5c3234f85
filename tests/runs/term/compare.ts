/** What the club did beside what the group published. */
import { EVERYONE, sameTitle } from './bring.ts'
import { clubsOf, dayOfAct, partsOf, remindersComing, short, startIn, takenAway } from './commands.ts'
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
  const clubs = clubsOf(term)
  const shown = distinct(ran.shown)
  const isBreak = (day: string) => ran.breaks.some(({ from, to }) => from <= day && day <= to)

  const touched = new Set(acts.flatMap((act) => [dayOfAct(act), act.act === 'move' ? act.to : act.date]))
  const lacking = sessions.filter((session) => lacksPaper(session, process))

  /** The clubs of the group that a session may be of, with when it begins there; a time that the clocks leave out comes after it. */
  function startsOf(session: Session): Start[] {
    const all = clubs.flatMap((setup, club) =>
      setup.sessions.includes(session) ? partsOf(setup, session).map((part) => ({ ...part, club })) : [],
    )
    return all.map(({ process: { time, place }, club }) => {
      const said = session.time ?? time
      const start = startIn(said)
      const local = start === null ? null : Temporal.PlainDate.from(session.date).toPlainDateTime(start)
      return { club, said, at: local?.toZonedDateTime(zone).toInstant() ?? null, place: session.place ?? place }
    })
  }

  /** Those of some dates that are a session's: of that day, and of its time where any is. */
  function of<One extends Dated>(all: readonly One[], date: string, parts: readonly Start[]): One[] {
    const those = all.filter((one) => dayOf(one.at) === date && parts.some(({ club }) => club === one.club))
    const timed = those.filter((one) => parts.some(({ club, at }) => club === one.club && at?.equals(one.at)))
    return timed.length > 0 ? timed : those
  }

  function wrongIn(session: Session): string[] {
    const { date, kind } = session
    const parts = startsOf(session)
    if (kind === 'break') return isBreak(date) ? [] : ['published as a break, which the calendar does not have']
    if (kind === 'cancelled')
      return ran.cancelled.some(
        ({ club, day, time }) => day === date && parts.some((part) => part.club === club && isThen(time, part.said)),
      )
        ? []
        : ['published as cancelled, which the calendar does not say']
    const meetings = of(shown, date, parts)
    if (meetings.length === 0) return [`published (${kind}), and the club does not meet`]
    const isOther = parts.every(({ club, said, at }) =>
      meetings.every((one) => one.club !== club || !(at?.equals(one.at) ?? said === null)),
    )
    const times = meetings.map(({ at }) => timeOf(at)).join(', ')
    return [
      ...(isOther ? [`published at ${parts[0]?.said}, and the club meets at ${times}`] : []),
      ...(lacking.length === 1 && lacking[0] === session ? [lacksWords(session)] : []),
      ...wrongFacts(session, of(ran.held, date, parts)),
      ...wrongPlace(of(ran.held, date, parts), parts),
      ...(meetings.length === 1 ? meetings.flatMap(({ at }) => untold(session, at)) : []),
    ]
  }

  /** Whether the paper stood as early as the group says, and its reminders came: of dates that nobody moved, and outside of breaks. */
  function untold({ date, kind, papers }: Session, at: Temporal.Instant): string[] {
    const isAsEver = kind === 'session' && papers.length > 0 && !touched.has(date)
    if (!isAsEver) return []
    const local = at.toZonedDateTimeISO(zone)
    const came = (kind: string, due: Temporal.Instant) =>
      ran.posts.some((post) => post.kind === kind && post.meets[0]?.equals(at) && isAbout(post.at, due))
    const lead = process.chosenDaysBefore ?? 0
    const stands = local.subtract({ days: lead }).toInstant()
    const isLate = lead > 0 && !isBreak(dayOf(stands)) && !came('pick', stands)
    const lost = remindersComing(process).filter(({ kind, minutes }) => {
      const due = minutes % DAY === 0 ? local.subtract({ days: minutes / DAY }) : local.subtract({ minutes })
      return !isBreak(due.toPlainDate().toString()) && !came(kind, due.toInstant())
    })
    return [
      ...(isLate ? [`its paper did not stand ${lead} days before`] : []),
      ...lost.map(({ words }) => `the reminder ${words} before did not come`),
    ]
  }

  const wrong = sessions.map((session) => ({ session, wrong: wrongIn(session) }))
  const published = new Set(sessions.filter(takesPlace).map(({ date }) => date))
  const unpublished = [...Map.groupBy(shown, ({ club, at }) => `${dayOf(at)} ${club}`)].flatMap(([key, meetings]) => {
    const [day = '', club = ''] = key.split(' ')
    const those = sessions.filter(
      (one) => takesPlace(one) && one.date === day && clubs[Number(club)]?.sessions.includes(one),
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
      (one) => one.date === day && takesPlace(one) && startsOf(one).some(({ at }) => at?.equals(meeting)),
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
  club: number
  at: Temporal.Instant
}

/** A track that a session may be of, and its club: the time that it has there as it is written, when that is, and where. */
interface Start {
  club: number
  said: string | null
  at: Temporal.Instant | null
  place: string | null
}

/** Whether what is cancelled is the one of that time, as far as both say one. */
function isThen(time: string | null, said: string | null): boolean {
  const start = startIn(said)
  return time === null || start === null || time === start
}

function distinct(dates: readonly Dated[]): Dated[] {
  return [...new Map(dates.map((one) => [`${one.club} ${one.at.epochMilliseconds}`, one])).values()]
}

const DAY = 24 * 60

/** Whether something came when it was due, or as soon as the bot looked again. */
function isAbout(at: Temporal.Instant, due: Temporal.Instant): boolean {
  const { seconds } = due.until(at)
  return seconds >= 0 && seconds <= 5 * 60
}

/** Where the club met, beside where that was published. */
function wrongPlace(held: readonly Held[], parts: readonly Start[]): string[] {
  const published = parts.flatMap(({ place }) => (place === null ? [] : [short(place)]))
  const [one] = held
  if (!one || published.length === 0 || published.includes(one.place ?? '')) return []
  return [`published at “${published[0]}”, and the club met at “${one.place ?? 'no place'}”`]
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
