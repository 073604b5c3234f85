/** One meeting as people see it: what it is about, who has a part in it, and what goes with it. */
import type { Attendance } from '../../club/attendance.ts'
import { listed } from '../../club/calendar/rule.ts'
import type { Club } from '../../club/club.ts'
import { trackOf, usualLength, usualPlace } from '../../club/meeting.ts'
import type { Plan, PlannedPaper, PlannedPerson } from '../../club/plan.ts'
import { saidInWords } from '../../club/said-date.ts'
import { type Schedule, sayDate } from '../../club/schedule.ts'
import type { PlannedMeeting } from '../../ports/meetings.ts'
import { actionId } from '../action.ts'
import type { Block, Button, Card, Inline, Rich } from '../card.ts'
import { attendanceBlocks } from './attendance.ts'
import { plural } from './notice.ts'

/** All that is known of a meeting. */
export function plannedCard(
  club: Pick<Club, 'place' | 'minutes' | 'schedule'>,
  { at, day, was, plan, free }: PlannedMeeting,
  title: string,
): Card {
  const [where, long] = [plan.place ?? usualPlace(club, day), plan.minutes ?? usualLength(club, day)]
  const track = trackOf(club, day)
  const time: Rich = [{ time: at, style: 'moment' }, ...(was ? [` (moved from ${was})`] : [])]
  return {
    title,
    blocks: [
      {
        kind: 'fields',
        fields: [
          { name: 'When', value: time },
          ...(track === null ? [] : [{ name: 'Track', value: track }]),
          ...(where === null ? [] : [{ name: 'Where', value: placeText(where) }]),
          ...(long === null ? [] : [{ name: 'Length', value: plural(long, 'minute') }]),
          ...(plan.kind === 'papers' ? [] : [{ name: 'Kind', value: KINDS[plan.kind] }]),
          ...(plan.topic === null ? [] : [{ name: 'Topic', value: plan.topic }]),
          ...(plan.people.length > 0 ? [{ name: 'People', value: peopleText(plan.people) }] : []),
          ...(free.length > 0 ? [{ name: 'Still needed', value: listed(free) }] : []),
        ],
      },
      ...papersBlocks(plan.papers),
      ...aroundBlocks(plan),
    ],
  }
}

/** Questions to talk about, and what goes with a meeting. */
export function aroundBlocks(plan: Pick<Plan, 'questions' | 'links'>): Block[] {
  return [...questionsBlocks(plan), ...linksBlocks(plan)]
}

export function questionsBlocks({ questions }: Pick<Plan, 'questions'>): Block[] {
  return listOf('Questions', questions, true)
}

export function linksBlocks({ links }: Pick<Plan, 'links'>): Block[] {
  return links.map(({ what, url }) => ({ kind: 'link', url, label: what }))
}

/** What is said of a meeting beside its paper: what it is about, and who has a part in it, or had one. */
export function aboutBlocks({ topic, people }: Plan, { isOver = false }: { isOver?: boolean } = {}): Block[] {
  const label = { bold: isOver ? 'Thanks to ' : 'With ' }
  return [
    ...(topic === null ? [] : [{ kind: 'text' as const, text: [{ bold: 'Topic: ' }, topic] }]),
    ...(people.length === 0 ? [] : [{ kind: 'text' as const, text: [label, ...peopleText(people)] }]),
  ]
}

/** A date without a paper, as its rooms are told of it and reminded. `nothing`: why it has none yet. `key` marks the post. */
export function otherCard(
  club: Pick<Club, 'place' | 'schedule'>,
  { at, plan, day, attendance }: Pick<PlannedMeeting, 'at' | 'plan' | 'day'> & { attendance: Attendance },
  { isReminder, nothing }: { isReminder: boolean; nothing: Rich | null },
  key: string,
): Card {
  const track = trackOf(club, day)
  const name = plan.topic ?? OTHER_TITLES[plan.kind]
  const place = plan.place ?? usualPlace(club, day)
  return {
    title: isReminder ? `Coming up: ${name}` : name,
    about: 'meeting',
    blocks: [
      weMeet(at, place, { track }),
      ...(nothing === null ? [] : [{ kind: 'text' as const, text: nothing }]),
      ...aboutBlocks({ ...plan, topic: null }),
      ...papersBlocks(plan.papers),
      ...aroundBlocks(plan),
      ...attendanceBlocks(attendance, { day }),
      { kind: 'buttons', buttons: [allDates(key)] },
    ],
  }
}

/** When a meeting is, of which track, and where. */
export function weMeet(
  at: Temporal.Instant,
  place: string | null,
  { isOver = false, track = null }: { isOver?: boolean; track?: string | null } = {},
): Block {
  const where = place === null ? [] : [', ', placeText(place)]
  const whose = track === null ? [] : [` (${track})`]
  return {
    kind: 'text',
    text: [{ bold: isOver ? 'We met ' : 'We meet ' }, { time: at, style: 'moment' }, ...whose, ...where, '.'],
  }
}

/** `key`: of the post that it stands on. */
export function allDates(key: string): Button {
  return { label: 'All dates', action: actionId('meeting show', 'open', key) }
}

const OTHER_TITLES: Readonly<Record<Plan['kind'], string>> = {
  papers: 'The next meeting',
  other: 'A meeting without a paper',
  social: 'A social evening',
}

/** Papers by their titles. */
export function papersBlocks(papers: readonly Omit<PlannedPaper, 'by'>[], heading = 'Papers'): Block[] {
  return listOf(heading, papers.map(paperText))
}

/** What stands of a meeting on one line, behind its date; empty where nothing was settled. */
export function planLine(
  club: Pick<Club, 'schedule'>,
  { day, plan: { kind, topic, papers, people }, free }: PlannedMeeting,
): Inline[] {
  const track = trackOf(club, day)
  const parts: Inline[][] = [
    ...(track === null ? [] : [[track]]),
    ...(topic === null ? (kind === 'papers' ? [] : [[KINDS[kind]]]) : [[{ bold: topic }]]),
    ...papers.map((paper) => [paperText(paper)].flat()),
    ...peopleParts({ people, free }),
  ]
  return behindDate(parts)
}

/** Dates with whoever has them. */
export function datesList(dates: readonly (Peopled & { at: Temporal.Instant })[]): Block {
  return {
    kind: 'list',
    items: dates.map(({ at, ...date }) => [{ time: at, style: 'moment' }, ...behindDate(peopleParts(date))]),
  }
}

/** The date that comes next, with a button where somebody is needed for it. */
export function nextBlocks(next: PlannedMeeting, schedule: Schedule): Block[] {
  const day = sayDate(schedule, next)
  const take = { label: `Take ${saidInWords(day)}`, action: actionId('meeting take', 'date', day) }
  return [
    comingBlock('Next: ', next, trackOf({ schedule }, next.day)),
    ...(next.free.length > 0 ? [{ kind: 'buttons' as const, buttons: [take] }] : []),
  ]
}

/** One of them on a line. */
export function comingBlock(
  label: string,
  { at, plan: { people }, free }: PlannedMeeting,
  track: string | null = null,
): Block {
  const line = behindDate([...(track === null ? [] : [[track]]), ...peopleParts({ people, free })])
  return { kind: 'text', text: [{ bold: label }, { time: at, style: 'moment' }, ...line] }
}

interface Peopled {
  people: readonly PlannedPerson[]
  free: readonly string[]
}

function behindDate(parts: readonly Inline[][]): Inline[] {
  return parts.flatMap((part, index) => [index === 0 ? ' — ' : '; ', ...part])
}

function peopleParts({ people, free }: Peopled): Inline[][] {
  return [...(people.length > 0 ? [peopleText(people)] : []), ...(free.length > 0 ? [[freeText(free)]] : [])]
}

/** `presenter: free` */
function freeText(free: readonly string[]): string {
  return [...Map.groupBy(free, (role) => role)]
    .map(([role, { length }]) => `${role}: ${length === 1 ? 'free' : `${length} free`}`)
    .join('; ')
}

const KINDS: Readonly<Record<Plan['kind'], string>> = {
  papers: 'papers',
  other: 'no paper',
  social: 'a social evening',
}

function paperText({ title, optional }: Omit<PlannedPaper, 'by'>): Rich {
  return [{ bold: title }, optional ? ' (optional)' : '']
}

/** `presenter: Ada and Bob; chair: Carl` */
function peopleText(people: readonly PlannedPerson[]): Inline[] {
  const byRole = [...Map.groupBy(people, ({ role }) => role)]
  return byRole.flatMap(([role, those], index): Inline[] => [
    `${index > 0 ? '; ' : ''}${role}: `,
    ...those.flatMap((one, nth): Inline[] => [
      nth === 0 ? '' : nth === those.length - 1 ? ' and ' : ', ',
      personText(one),
    ]),
  ])
}

export function personText({ account, name }: Pick<PlannedPerson, 'account' | 'name'>): Inline {
  return account ? { mention: account, name: name || 'somebody not known by name yet' } : name
}

/** `Room 5`; the address of a call is a link. */
export function placeText(place: string): Inline {
  return /^https?:\/\/\S+$/.test(place) ? { link: place, label: place } : place
}

function listOf(heading: string, items: readonly Rich[], ordered = false): Block[] {
  if (items.length === 0) return []
  return [
    { kind: 'text', text: [{ bold: heading }] },
    { kind: 'list', items: [...items], ordered },
  ]
}
