/** Takes in what a group read before the bot came, so that it is part of its history. */
import { nameOf } from '../../club/calendar/calendar.ts'
import { isDay } from '../../club/calendar/written.ts'
import type { Club } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import { type Plan, UNPLANNED } from '../../club/plan.ts'
import { linksFrom, peopleFrom } from '../../club/plan-words.ts'
import { dayIn } from '../../club/schedule.ts'
import { titleKey } from '../../library/identity.ts'
import type { Meeting, ParsedPaper } from '../../library/parsed-digest.ts'
import { datesOfCalendar } from '../../library/records/calendar-events.ts'
import { datesOfCsv, type WrittenDate } from '../../library/records/reading-list-csv.ts'
import type { FileContent } from '../../ports/library.ts'
import type { House } from '../house.ts'
import { addEntries } from '../library/entries.ts'
import { Plans } from '../records.ts'
import { planWrites } from './planned.ts'
import { datesRead, type KnownDate } from './reading-list.ts'

/** One date of before. */
export interface PastDate {
  day: string
  kind: Plan['kind']
  topic: string | null
  papers: { paper: ParsedPaper; optional: boolean }[]
  people: Plan['people']
  links: Plan['links']
}

/** What a group wrote down. `undated`: what stands at dates that are no day, which is left out. */
export interface WrittenPast {
  dates: PastDate[]
  undated: string[]
}

/** Of a list that the bot wrote, or a calendar; null where a text is neither. */
export function datesInText(text: string, { schedule: { zone } }: Pick<Club, 'schedule'>): WrittenPast | null {
  const written = datesOfCsv(text) ?? datesOfCalendar(text, zone)
  return written && datesWritten(written)
}

/** Of whatever a group keeps them in. Throws {@link UserError} where it cannot be read. */
export async function datesIn(
  { reader }: Pick<House, 'reader'>,
  club: Pick<Club, 'schedule'>,
  what: string | FileContent,
): Promise<WrittenPast> {
  const text = typeof what === 'string' ? what : new TextDecoder().decode(what.bytes)
  const known = datesInText(text, club)
  if (known) return known
  const { meetings = [], digest } = await reader.read(what)
  return datesMet(meetings, digest.papers)
}

/** Of what the bot itself wrote. */
function datesWritten(all: readonly WrittenDate[]): WrittenPast {
  const undated = all.filter(({ date }) => !isDay(date))
  const dates = all
    .filter(({ date }) => isDay(date))
    .map(
      ({ date, kind, topic, papers, people, links }): PastDate => ({
        day: date,
        kind: kind === 'other' || kind === 'social' ? kind : 'papers',
        topic,
        papers: papers.map(({ title, link, optional }) => ({ paper: { ...BARE, title, link }, optional })),
        people: peopleFrom(people, 'presenter', () => null),
        links: linksFrom(links) ?? [],
      }),
    )
  return { dates, undated: undated.flatMap(({ date, topic, papers }) => [papers[0]?.title ?? topic ?? date]) }
}

/** Of a group's own table or list: those that name a day, and on which something was. */
export function datesMet(meetings: readonly Meeting[], papers: readonly ParsedPaper[]): WrittenPast {
  const known = new Map(papers.map((paper) => [titleKey(paper.title), paper]))
  const undated = meetings.flatMap(({ date, papers: [title] }) =>
    title === undefined || (date !== null && isDay(date)) ? [] : [title],
  )
  const dates = meetings.flatMap(({ date, kind, reason, papers: titles, people, links }): PastDate[] => {
    const isMet = titles.length > 0 || kind === 'other'
    if (date === null || !isDay(date) || !isMet) return []
    return [
      {
        day: date,
        kind: titles.length > 0 ? 'papers' : 'other',
        topic: titles.length > 0 ? null : reason,
        papers: titles.map((title) => ({ paper: known.get(titleKey(title)) ?? { ...BARE, title }, optional: false })),
        people: people.map(({ name, role }) => ({ account: null, name, role })),
        links: links.map(({ label, url }) => ({ what: label, url })),
      },
    ]
  })
  return { dates, undated }
}

/** Adds what the library lacks, and keeps what is known of each date that is over; what is kept already stays as it is. */
export async function takeInPast(
  { store, clock, libraries }: Pick<House, 'store' | 'clock' | 'libraries'>,
  club: Club,
  dates: readonly PastDate[],
): Promise<{ taken: number; known: number }> {
  const { id, schedule } = club
  const today = dayIn(clock.now(), schedule.zone)
  const past = dates.filter(({ day }) => day <= today)
  const unknown = newTo(await datesRead({ store, clock, libraries }, club), past)
  const catalogue = await libraries.of(id)
  const works = past.flatMap(({ papers }) => papers.map(({ paper }) => paper))
  const there = await catalogue.identify(works)
  const fresh = [
    ...new Map(
      works.filter((_, index) => there[index] === null).map((paper) => [titleKey(paper.title), paper]),
    ).values(),
  ]
  if (fresh.length > 0) {
    await addEntries(store, id, BEFORE, [fresh.map((paper) => ({ paper, picked: null }))])
    await libraries.refresh(id)
  }
  const ids = await catalogue.identify(works)
  const idOf = new Map(works.map((paper, index) => [paper, ids[index] ?? null]))
  let taken = 0
  for (const [name, { kind, topic, papers, people, links }] of unknown) {
    const plan: Plan = {
      ...UNPLANNED,
      ...{ kind, topic, people, links },
      papers: papers.flatMap(({ paper, optional }) => {
        const found = idOf.get(paper)
        return found ? [{ paper: found, title: paper.title, optional, by: null }] : []
      }),
    }
    const key = keys.plan(id, name)
    const isNew = await store.change([key], (values) => {
      if (Plans.findIn(store, values, key)) return { writes: {}, result: false }
      return { writes: planWrites({ id }, name, plan), result: true }
    })
    if (isNew) taken++
  }
  return { taken, known: past.length - taken }
}

/** Those that a club does not know, by the names that they get: beside what it knows of their days, first by the papers, then by the order. */
function newTo(known: readonly KnownDate[], past: readonly PastDate[]): [string, PastDate][] {
  return [...Map.groupBy(past, ({ day }) => day)].flatMap(([day, all]) => {
    const there = known.filter(({ date }) => date === day)
    const titles = new Set(there.flatMap(({ papers }) => papers.map(({ title }) => titleKey(title))))
    const isRead = ({ papers }: PastDate) =>
      papers.length > 0 && papers.every(({ paper }) => titles.has(titleKey(paper.title)))
    const [read, others] = [all.filter(isRead), all.filter((one) => !isRead(one))]
    const names = NTHS.map((nth) => nameOf(day, nth)).filter((name) => !there.some((one) => one.day === name))
    return others.slice(Math.max(0, there.length - read.length)).flatMap((one, nth): [string, PastDate][] => {
      const name = names[nth]
      return name === undefined ? [] : [[name, one]]
    })
  })
}

/** As many dates may a day have. */
const NTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9]

const BEFORE = {
  id: 'history',
  title: 'Read before',
  ...{ publication: null, issue: null, period: null, source: null, opening: null, closing: null },
  ...{ definitions: [], news: [], comments: [] },
}

const BARE: ParsedPaper = {
  title: '',
  ...{ idea: null, abstract: null, authors: [], authorsCount: null, affiliations: [], date: null, link: null },
  ...{ arxivId: null, doi: null, likes: null, upvotes: null, comments: null, tags: [] },
  ...{ pick: false, reviewed: false, remarks: null },
}
