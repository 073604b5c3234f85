import type { FoundFacts } from '../formats/paper-entry.ts'
import { countWords, titleCase } from '../formats/prose.ts'
import type { Meeting, Unread } from '../parsed-digest.ts'
import { linesApart, withDayHeads } from './day-rows.ts'
import { type Order, orderOf } from './days.ts'
import { begun, type Entry, extend, finished, untitled } from './entry.ts'
import { readLabel } from './labels.ts'
import { meetingKind, presentersIn } from './meetings.ts'
import { haveNamesAbove, isNamedAbove, isTitleOverPlace, partedRow } from './parted-rows.ts'
import { isPeople } from './people-found.ts'
import { paperPlace, placesIn, placeWorth } from './places.ts'
import { linesOf, type Row, type Run, textOf } from './row.ts'
import { dayOf } from './row-openings.ts'
import { readTable } from './tables.ts'
import { cleanTitle, isFarewell, isOccasion, isPlaceholder, wordsIn } from './titles.ts'
import { belowTitles, rank, type Unit, unitsOf } from './units.ts'
import { decide, groupsOf, isMissed, weighBelow } from './weighing.ts'
import { arePlaces } from './work-places.ts'

export interface Found {
  entries: { line: number; facts: FoundFacts }[]
  meetings: Meeting[]
  /** Entries of which a line is told and no title. */
  untitled: { line: number; facts: FoundFacts }[]
  /** What looks like an entry and did not become one. */
  unread: Unread[]
}

/** Decides over all rows of a document together which of them are papers, and reads them with what stands around them. */
export function entriesIn(rows: readonly Row[], isAboutPapers: boolean): Found {
  const order = orderOf(
    rows.map((row) =>
      textOf(row.runs)
        .slice(0, 40)
        .replace(/^[^\d]{0,12}/, ''),
    ),
  )
  const listed = blocksAsItems(rows)
  const areAbove = haveNamesAbove(listed)
  const units = belowTitles(
    unitsOf(
      withDayHeads(listed.flatMap((row) => (areAbove && isNamedAbove(row) ? linesApart(row) : partedRow(row)))),
      order,
    ),
  )
  weighBelow(units)
  const groups = groupsOf(units)
  const areMembers = units.length >= 3 && units.every(({ role, text }) => role === 'heading' || isPeople(text))
  for (const unit of units) unit.isEntry = !areMembers && decide(unit, groups.get(unit.group), isAboutPapers)
  if (areNothingButTitles(units)) return { entries: units.flatMap(bareTitle), untitled: [], meetings: [], unread: [] }
  return assemble(units, isAboutPapers, order, mostlyEntries(units))
}

/** Blocks of a title and its address, parted by gaps, are a list without signs where most of what stands there is one. */
function blocksAsItems(rows: readonly Row[]): readonly Row[] {
  const texts = rows.filter(({ kind }) => kind === 'text')
  const blocks = new Set(texts.filter(isTitleOverPlace))
  if (blocks.size < LEAST_BLOCKS || blocks.size < texts.length * 0.6) return rows
  return rows.map((row) => (blocks.has(row) ? { ...row, kind: 'item', runs: linkedOver(row.runs) } : row))
}

/** A title with the address below it as one link, unless it is a reference with more than its title. */
function linkedOver(runs: readonly Run[]): Run[] {
  const [title = [], place = []] = linesOf(runs)
  const text = textOf(title)
  const url = placesIn(place)[0]?.url ?? textOf(place)
  return /\b(?:19|20)\d{2}\b|\.\s/.test(text) || title.some((run) => run.url !== null)
    ? [...runs]
    : [{ text, bold: false, url }]
}

const LEAST_BLOCKS = 4

/** Whether all rows but headings are what titles are, and nothing else: no sentence, name or place is among them. */
function areNothingButTitles(units: readonly Unit[]): boolean {
  const rows = units.filter(({ role }) => role !== 'heading')
  const isTitle = ({ row, head, isEntry, text, section }: Unit) =>
    !isEntry &&
    section.kind !== 'others' &&
    (row.kind === 'item' || row.kind === 'text') &&
    head?.mark === 'plain' &&
    head.places.length === 0 &&
    head.odds >= 1 &&
    wordsIn(head.title) >= 4 &&
    !/[.;]$/.test(text) &&
    (titleCase(head.title) >= 0.6 || /^\p{Lo}/u.test(head.title)) &&
    !isPeople(text) &&
    !arePlaces(text)
  return rows.length >= 3 && rows.every(isTitle) && units.every(({ isEntry }) => !isEntry)
}

function bareTitle({ row, role, text }: Unit): Found['entries'] {
  const { title } = cleanTitle(text.replace(/^\d{1,3}[.)]\s+/, ''))
  return role === 'heading' ? [] : [{ line: row.line, facts: { title } }]
}

/** Groups of rows that are alike, at least two of them and most of which are papers. */
function mostlyEntries(units: readonly Unit[]): ReadonlySet<string> {
  const all = Map.groupBy(
    units.filter(({ role, isEntry }) => isEntry || role === 'head' || role === 'words'),
    ({ group }) => group,
  )
  const among = [...all].filter(([, alike]) => {
    const entries = alike.filter(({ isEntry }) => isEntry).length
    return entries >= 2 && entries >= alike.length * 0.6
  })
  return new Set(among.map(([group]) => group))
}

function assemble(units: readonly Unit[], isAboutPapers: boolean, order: Order, among: ReadonlySet<string>): Found {
  const found: Found = { entries: [], untitled: [], meetings: [], unread: [] }
  let entry: Entry | null = null
  const close = () => {
    if (entry)
      (entry.title === null ? found.untitled : found.entries).push({ line: entry.line, facts: finished(entry) })
    entry = null
  }
  const meetings = new Map<string, Meeting>()
  const tables = new Set<number>()
  for (const unit of units) {
    const { row, head, role, text, section } = unit
    if (role === 'cells') {
      close()
      const number = row.table?.number ?? 0
      if (tables.has(number)) continue
      tables.add(number)
      const inTable = units.filter((other) => other.row.table?.number === number).map((other) => other.row)
      const read = readTable(
        { columns: row.table?.columns ?? [], rows: inTable },
        isAboutPapers || section.kind === 'papers',
        section.year,
      )
      found.entries.push(...read.entries)
      found.meetings.push(...read.meetings)
      found.unread.push(...read.unread)
      continue
    }
    if (unit.isEntry && head) {
      close()
      entry = begun(unit, head)
      const day = head.day ?? section.day
      if (day !== null) noteMeeting(found.meetings, meetings, day, head.title, head.who ?? section.who)
      continue
    }
    if (isFarewell(text) || (isOccasion(text) && role !== 'heading' && row.kind === 'text')) {
      close()
      continue
    }
    const idle = role === 'heading' || section.kind === 'others' ? null : dayOf(row.runs, order)
    if (idle && (isOccasion(idle.words) || isPlaceholder(idle.words))) {
      close()
      found.meetings.push({
        date: idle.day,
        kind: meetingKind(idle.words),
        reason: idle.words,
        papers: [],
        people: [],
        place: null,
        links: [],
      })
      continue
    }
    const current = entry as Entry | null
    if (role === 'heading') {
      if (!current?.isHeading || row.depth <= current.depth) close()
      continue
    }
    const isBeside = current && !current.isHeading && row.kind === 'item' && rank(row) <= current.rank
    if (isBeside && (role === 'head' || role === 'words' || (role === 'links' && paperPlace(current.places) !== null)))
      close()
    const cut: FoundFacts | null =
      row.kind === 'item' && (role === 'words' || role === 'head') && (entry === null || !(entry as Entry).isHeading)
        ? untitled(unit)
        : null
    if (cut && section.kind !== 'others') {
      close()
      entry = {
        line: row.line,
        title: null,
        said: '',
        depth: row.depth,
        rank: rank(row),
        isHeading: false,
        facts: cut,
        places: placesIn(row.runs),
        words: [],
      }
      continue
    }
    const isBelow = current !== null && !row.gap && row.kind === 'text' && paperPlace(current.places) === null
    if (
      head &&
      role === 'head' &&
      !(isBelow && countWords(head.title) <= 8) &&
      isMissed(unit, isAboutPapers, among.has(unit.group))
    ) {
      found.unread.push({ line: row.line, text })
      continue
    }
    if (entry) extend(entry, unit)
    else if ((role === 'links' || saysNumber(unit)) && section.kind !== 'others') {
      const lost = placesIn(row.runs).find(({ url }) => placeWorth(url) >= 3)
      if (lost) found.unread.push({ line: row.line, text: lost.url })
    }
  }
  close()
  return found
}

/** `doi:10.5555/cogs.5` on a line of its own, which is a paper's as a link to it is. */
function saysNumber({ role, text }: Unit): boolean {
  return role === 'label' && readLabel(text)?.said === 'id'
}

function noteMeeting(
  all: Meeting[],
  meetings: Map<string, Meeting>,
  day: string,
  title: string,
  who: string | null,
): void {
  const meeting = meetings.get(day) ?? {
    date: day,
    kind: 'papers' as const,
    reason: null,
    papers: [],
    people: [],
    place: null,
    links: [],
  }
  if (!meetings.has(day)) all.push(meeting)
  meetings.set(day, meeting)
  meeting.papers.push(title)
  for (const person of who ? presentersIn(who) : [])
    if (!meeting.people.some(({ name }) => name === person.name)) meeting.people.push(person)
}
