import { dateWithin } from '../formats/citation.ts'
import { readPartialDate } from '../formats/dates.ts'
import type { FoundFacts } from '../formats/paper-entry.ts'
import { countWords } from '../formats/prose.ts'
import { readReference } from '../formats/reference.ts'
import { factOf, summarised } from '../formats/row-facts.ts'
import type { Meeting, Unread } from '../parsed-digest.ts'
import { namesDay, type Order, orderOf, readDay } from './days.ts'
import { type Head, headOf, severalIn, withSubtitle } from './heads.ts'
import { readLabel, type Said, saidByColumn } from './labels.ts'
import { layOut, waysOf } from './layouts.ts'
import { meetingKind, presentersIn } from './meetings.ts'
import { peopleIn } from './people.ts'
import { isPeople } from './people-found.ts'
import { isLinkLabel, type Place, paperPlace, placesIn, placeWorth } from './places.ts'
import { linesOf, type Run, textOf } from './row.ts'
import { pointsIn } from './said.ts'
import type { Split } from './title-places.ts'
import { isNoTitle, isOccasion, isPlaceholder, titleOdds } from './titles.ts'
import { venueFact } from './venue.ts'

/** A table, or records with the same keys: columns by name, and rows of cells. */
export interface Table {
  columns: readonly string[]
  rows: readonly { line: number; cells: readonly (readonly Run[])[] }[]
}

export interface FoundEntry {
  line: number
  facts: FoundFacts
}

export interface TableRead {
  entries: FoundEntry[]
  meetings: Meeting[]
  /** Rows that say something where a title should be, and gave none. */
  unread: Unread[]
  /** Whether the table is about papers at all. */
  isOfPapers: boolean
  isSchedule: boolean
}

/**
 * `isAboutPapers`: what stands around the table speaks of papers, so that a column that is not named may hold titles. `year`: of
 * days that name none.
 */
export function readTable(table: Table, isAboutPapers: boolean, year: number | null = null): TableRead {
  const kinds = table.columns.map(saidByColumn)
  // Beside who presents, it is what is read; beside hours it is what is done.
  if (kinds.includes('presenter'))
    table.columns.forEach((name, at) => {
      if (/^\s*what\s*$/i.test(name)) kinds[at] = 'title'
    })
  const width = Math.max(table.columns.length, ...table.rows.slice(0, 200).map(({ cells }) => cells.length), 0)
  while (kinds.length < Math.min(width, 40)) kinds.push(null)
  const laid = laidOut(table)
  const titles = titleColumns(table, kinds, isAboutPapers, laid)
  tellByCells(table, kinds, titles)
  const none: TableRead = { entries: [], meetings: [], unread: [], isOfPapers: false, isSchedule: false }
  if (titles.length === 0) return none
  const isSchedule =
    kinds.some((kind) => kind === 'presenter' || kind === 'place' || kind === 'meeting') ||
    (kinds.includes('date') && !kinds.includes('authors') && (hasSlides(table.columns) || hasGaps(table, titles)))
  const dates = kinds.indexOf('date')
  const days =
    dates >= 0
      ? dates
      : kinds.findIndex(
          (kind, at) => kind === 'meeting' && table.rows.some((row) => readDay(textOf(row.cells[at] ?? [])) !== null),
        )
  const order = orderOf(table.rows.map(({ cells }) => textOf(cells[days] ?? [])))
  const read: TableRead = { ...none, isOfPapers: true, isSchedule }
  for (const row of table.rows)
    readRow(
      row,
      {
        areNamed: titles.every((at) => kinds[at] === 'title'),
        kinds,
        titles,
        isSchedule,
        laid,
        days,
        order,
        year,
        columns: table.columns,
      },
      read,
    )
  return read
}

type Laid = ReadonlyMap<readonly Run[], Split>
const NONE: Laid = new Map()

/** The cells of each column by the order that all of them have. */
function laidOut({ columns, rows }: Table): Laid {
  const found = new Map<readonly Run[], Split>()
  const width = Math.max(columns.length, rows[0]?.cells.length ?? 0)
  for (let at = 0; at < Math.min(width, 40); at++) {
    const cells = rows.flatMap(({ cells }) => (cells[at]?.length ? [cells[at] ?? []] : []))
    layOut(cells.map((cell) => waysOf(cell))).forEach((split, nth) => {
      const cell = cells[nth]
      if (cell && split) found.set(cell, split)
    })
  }
  return found
}

/** A column of days is one whatever it is called; who presents may be named before each name. */
function tellByCells({ rows }: Table, kinds: (Said | null)[], titles: readonly number[]): void {
  const some = rows.slice(0, 200)
  const share = (at: number, is: (text: string) => boolean) => {
    const texts = some.map(({ cells }) => textOf(cells[at] ?? [])).filter((text) => text !== '')
    return texts.length === 0 ? 0 : texts.filter(is).length / texts.length
  }
  kinds.forEach((kind, at) => {
    if (titles.includes(at)) return
    if (share(at, (text) => readLabel(text)?.said === 'presenter') >= 0.5) kinds[at] = 'presenter'
    else if ((kind === null || kind === 'aside') && !kinds.includes('date') && share(at, isDay) >= 0.6)
      kinds[at] = 'date'
  })
}

function isDay(text: string): boolean {
  return text.length < 40 && /\d/.test(text) && !/^(?:19|20)\d{2}$/.test(text) && namesDay(text)
}

const SLIDES = /\b(?:slides?|recordings?|videos?|youtube|notes?|minutes|materials?|resources?|session|host|room)\b/i

/** Whether no paper is read on one of its days. */
function hasGaps({ rows }: Table, titles: readonly number[]): boolean {
  return rows.some(({ cells }) => titles.some((at) => isOccasion(textOf(cells[at] ?? []))))
}

function hasSlides(columns: readonly string[]): boolean {
  return columns.some((name) => SLIDES.test(name))
}

/** Where titles stand: the columns called so, else the one whose cells look most like titles. */
function titleColumns(table: Table, kinds: readonly (Said | null)[], isAboutPapers: boolean, laid: Laid): number[] {
  const said = (at: number) => table.rows.map(({ cells }) => textOf(cells[at] ?? [])).filter((text) => text !== '')
  // What is called a name may be a person's.
  const isName = (at: number) => factOf(table.columns[at] ?? '') === 'title' && !said(at).every(isPeople)
  const named = kinds.flatMap((kind, at) => (kind === 'title' || (kind === null && isName(at)) ? [at] : []))
  const full = named.filter((at) => table.rows.some(({ cells }) => titlesIn(cells[at] ?? [], true, laid).length > 0))
  if (full.length > 0) {
    const own = full.filter((at) => !/\b(?:link|url)\b/i.test(table.columns[at] ?? ''))
    return own.length > 0 ? own : full
  }
  if (named.length > 0 && !isAboutPapers) return []
  const open = kinds.flatMap((kind, at) =>
    kind === null || kind === 'tags' || kind === 'link' || kind === 'meeting' || kind === 'summary' ? [at] : [],
  )
  const worth = (at: number) => {
    const heads = table.rows.slice(0, 100).flatMap(({ cells }) => titlesIn(cells[at] ?? [], false, laid).slice(0, 1))
    return heads.length < Math.max(1, Math.min(table.rows.length, 100) * 0.3)
      ? 0
      : heads.reduce((sum, head) => sum + head.odds + head.evidence, 0) / heads.length
  }
  const least = isAboutPapers ? 2.5 : 4.5
  const [best, ...others] = open.map((at) => ({ at, worth: worth(at) })).sort((a, b) => b.worth - a.worth)
  if (!best || best.worth < least || !isBorne(table, best.at, laid)) return []
  // An old paper and a new one stand side by side; each leads to where papers are.
  const beside = others.filter(({ at, worth }) => worth >= LEAST_BESIDE && arePlaces(table, at))
  return [best, ...beside].map(({ at }) => at).sort((a, b) => a - b)
}

const LEAST_BESIDE = 4.5

/** Whether anything beside what may be titles, or within it, says that papers are read: days, people of them, places. */
function isBorne({ columns, rows }: Table, at: number, laid: Laid): boolean {
  const some = rows.slice(0, 100)
  const share = (is: (cells: readonly (readonly Run[])[]) => boolean) =>
    some.filter(({ cells }) => is(cells)).length >= Math.max(1, some.length * 0.3)
  return (
    columns.some((name) => saidByColumn(name) === 'authors') ||
    share((cells) => (titlesIn(cells[at] ?? [], false, laid)[0]?.evidence ?? 0) >= 1) ||
    share((cells) => cells.some((cell, nth) => nth !== at && isDay(textOf(cell)))) ||
    share((cells) => cells.some((cell) => placesIn(cell).some(({ url }) => placeWorth(url) >= 3)))
  )
}

/** Whether most of what a column says are links to papers. */
function arePlaces({ rows }: Table, at: number): boolean {
  const said = rows.slice(0, 100).filter(({ cells }) => !isPlaceholder(textOf(cells[at] ?? [])))
  return (
    said.length > 0 &&
    said.filter(({ cells }) => placesIn(cells[at] ?? []).some(({ url }) => placeWorth(url) >= 3)).length >=
      said.length / 2
  )
}

interface Columns {
  /** The columns of titles are called so. */
  areNamed: boolean
  kinds: readonly (Said | null)[]
  titles: readonly number[]
  isSchedule: boolean
  laid: Laid
  days: number
  order: Order
  year: number | null
  columns: readonly string[]
}

function readRow({ line, cells }: Table['rows'][number], about: Columns, read: TableRead): void {
  const { kinds, titles, isSchedule, days, order } = about
  const text = (...said: Said[]) => {
    const at = kinds.findIndex(
      (kind, index) =>
        kind !== null && said.includes(kind) && !titles.includes(index) && textOf(cells[index] ?? []) !== '',
    )
    return at < 0 ? null : textOf(cells[at] ?? [])
  }
  const isOther = cells.some((cell, at) => !titles.includes(at) && at !== days && isOccasion(textOf(cell)))
  const heads = titles
    .flatMap((at) => titlesIn(cells[at] ?? [], about.areNamed, about.laid))
    .filter(({ evidence }) => !isOther || evidence >= 1.5)
  const others = cells.flatMap((cell, at) =>
    titles.includes(at) ? [] : placesIn(cell).map((place) => ({ ...place, column: at })),
  )
  const entries = heads.map((head) => entryOf(head, heads.length === 1 ? others : [], about, text))
  for (const facts of entries) read.entries.push({ line, facts })
  const words = titles
    .map((at) => textOf(cells[at] ?? []))
    .filter((said) => /[\p{L}\p{N}]/u.test(said))
    .join('; ')
  if (
    entries.length === 0 &&
    words !== '' &&
    !isNoTitle(words) &&
    !isPlaceholder(words) &&
    placesIn(titles.flatMap((at) => [...(cells[at] ?? [])])).some(({ url }) => placeWorth(url) >= 1)
  ) {
    read.unread.push({ line, text: words })
  }
  const lost = entries.length === 0 && words === '' ? others.find(({ url }) => placeWorth(url) >= 3) : undefined
  if (lost) read.unread.push({ line, text: lost.url })
  if (!isSchedule) return
  const day = days < 0 ? '' : textOf(cells[days] ?? [])
  const date = readDay(day, order, about.year)
  const told = kinds.flatMap((kind, at) => (kind === 'presenter' ? [behindLabel(textOf(cells[at] ?? []))] : []))
  // Why nothing is read may stand in any column.
  const occasion = cells.map(textOf).find((text, at) => at !== days && isOccasion(text))
  const people = told.flatMap((text) => (isOccasion(text) ? [] : presentersIn(text)))
  const why = words === '' ? (occasion ?? '') : words
  if (date === null && people.length === 0 && entries.length === 0 && (day === '' || (why === '' && !isDay(day))))
    return
  read.meetings.push({
    date,
    kind: entries.length > 0 ? 'papers' : meetingKind(why),
    reason: entries.length > 0 || why === '' ? null : why,
    papers: entries.map(({ title }) => title),
    people,
    place: text('place'),
    links: others
      .filter(({ url, column }) => /^https?:/i.test(url) && kinds[column] !== 'link')
      .map(({ label, url, column }) => ({ label: label || (about.columns[column] ?? ''), url })),
  })
}

/** What stands behind a label, where there is one: `Presenter: Ada`. */
function behindLabel(text: string): string {
  return readLabel(text)?.value || text
}

function entryOf(
  head: Head,
  others: readonly (Place & { column: number })[],
  about: Columns,
  text: (...said: Said[]) => string | null,
): FoundFacts {
  const authors = text('authors')
  const said = summarised(text('idea') ?? '', text('abstract') ?? '', text('summary') ?? '')
  const ownDate = text('year') ?? (about.isSchedule ? null : text('date'))
  const id = text('id') ?? ''
  const behind = others.filter(({ column }) => {
    const kind = about.kinds[column]
    return kind === 'link' || kind === 'id' || (kind !== 'presenter' && kind !== 'place')
  })
  const links = [
    ...behind.filter(({ column }) => about.kinds[column] === 'link' || about.kinds[column] === 'id'),
    ...head.places,
    ...behind,
  ]
  const own = pointsIn(head.said)
  const idea = said.idea || own.line
  return {
    title: head.title,
    ...head.facts,
    ...(authors ? peopleIn(authors) : {}),
    ...venueFact(text('venue') ?? ''),
    date: (ownDate && (readPartialDate(ownDate) ?? dateWithin(ownDate))) ?? head.facts.date ?? venueDate(text('venue')),
    idea,
    remarks: own.points.length > 0 ? own.points.join('\n') : null,
    abstract: said.abstract,
    link: paperPlace(links),
    doi: /\b10\.\d{4,9}\/\S+/.exec(id)?.[0] ?? null,
    arxivId: /^\W*(?:arxiv\W{0,2}|https?:\/\/arxiv\.org\/\w+\/)?(\d{4}\.\d{4,5})(?:v\d+)?\b/i.exec(id)?.[1] ?? null,
    tags: about.isSchedule ? [] : (text('tags')?.split(/\s*[,;]\s*/) ?? []),
    reviewed: (said.idea || null) !== null || idea !== null,
  }
}

function venueDate(venue: string | null): string | null {
  return venue === null ? null : dateWithin(venue)
}

/** A line parted at its semicolons where each part is a title or a reference by itself. */
function partsOf(line: readonly Run[]): Run[][] {
  const [{ text, url = null } = { text: '' }, ...others] = line
  const parts = others.length > 0 || url !== null ? [] : text.split(/;\s+/)
  const areWorks =
    !parts.every(isPeople) &&
    parts.every(
      (part) =>
        countWords(part) >= 3 &&
        !part.startsWith('Or,') &&
        /^["“]?\p{Lu}/u.test(part) &&
        (titleOdds(part) >= 2 || readReference(part) !== null),
    )
  return parts.length > 1 && areWorks
    ? parts.map((part) => [{ text: part, bold: readReference(part) === null, url: null }])
    : [[...line]]
}

/** The titles in a cell, which may hold several, one a line; people below a title are its authors. */
function titlesIn(cell: readonly Run[], isNamed = false, laid: Laid = NONE): Head[] {
  const lines = linesOf(cell).filter((line) => textOf(line) !== '' || line.some(({ url }) => url !== null))
  const found: Head[] = []
  for (const line of lines.slice(0, 20).flatMap((line) => severalIn(line) ?? partsOf(line))) {
    const words = textOf(line)
    const last = found.at(-1)
    const [, names = words, year] = /^(.{3,300}?),? [([]?((?:1[89]|20)\d{2})[)\]]?$/.exec(words) ?? []
    if (last && isPeople(names) && !last.facts.authors?.length)
      Object.assign(last.facts, peopleIn(names), year === undefined || last.facts.date ? {} : { date: year })
    else {
      const head =
        isPlaceholder(words) || isLinkLabel(words)
          ? null
          : withSubtitle(headOf(line, 'unknown', false, lines.length === 1 ? (laid.get(cell) ?? null) : null), words)
      if (head && !isNoTitle(head.title) && (head.odds >= (isNamed ? -2 : 0) || head.evidence >= 2)) {
        // A line that goes on with what the one above began is no title of its own.
        if (last && head.evidence < 1 && head.mark === 'plain') last.said = `${last.said} ${words}`.trim()
        else found.push(head)
      } else if (last) last.places.push(...placesIn(line))
    }
  }
  return found
}
