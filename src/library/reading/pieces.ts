/** A document's rows as the pieces that may each be an entry, and whether a paper was read from each. */
import { addressOf } from '../addresses.ts'
import { countWords, titleCase } from '../formats/prose.ts'
import type { ParsedPaper } from '../parsed-digest.ts'
import { citedLine } from './cited-line.ts'
import { isCitedIn, quotedIn } from './cited-words.ts'
import { leadingDay } from './days.ts'
import { type Place, placesIn, placeWorth } from './places.ts'
import { linesOf, type Run, textOf } from './row.ts'
import type { Unit } from './units.ts'

export interface Known {
  /** Titles by how they begin, and how many words they have. */
  titles: ReadonlyMap<string, ReadonlyMap<number, ReadonlySet<string>>>
  places: ReadonlySet<string>
}

/** A row, or one line of it where each stands for itself. */
export interface Piece {
  unit: Unit
  line: number
  text: string
  isRead: boolean
  /** A title in quotation marks stands in it that no paper has. */
  hasMore: boolean
  /** Places of papers that no paper has. */
  open: Place[]
  isLine: boolean
  /** Of a table in whose column of titles this row has none: all that it says. */
  isAnywhere: boolean
}

export function knownOf(papers: readonly ParsedPaper[]): Known {
  const titles = new Map<string, Map<number, Set<string>>>()
  for (const title of papers.map((paper) => plain(paper.title)).filter((words) => words !== '')) {
    const alike = titles.get(beginningOf(title)) ?? new Map<number, Set<string>>()
    titles.set(beginningOf(title), alike)
    const count = title.split(' ').length
    alike.set(count, (alike.get(count) ?? new Set()).add(title))
  }
  const places = papers.flatMap(({ arxivId, doi, link }) =>
    [arxivId, doi, link].filter((place) => place !== null).map(addressOf),
  )
  return { titles, places: new Set(places) }
}

export function piecesOf(units: readonly Unit[], known: Known): Piece[] {
  const columns = titleColumns(units, known)
  return units.flatMap((unit) => {
    const { row } = unit
    if (row.kind === 'cells') {
      const at = columns.get(row.table?.number ?? 0) ?? []
      const cells = at.length === 0 ? row.cells : at.map((column) => row.cells[column] ?? [])
      const said = cells.filter((cell) => /[\p{L}\p{N}]/u.test(textOf(cell)))
      const full = said.length > 0 ? said : row.cells
      const runs = full.flatMap((cell, nth) => (nth === 0 ? cell : [STROKE, ...cell]))
      return [{ ...pieceOf(unit, row.line, runs, known), isAnywhere: at.length === 0 || said.length === 0 }]
    }
    const lines = row.kind === 'text' ? wholeLines(linesOf(row.runs)) : []
    if (
      lines.length < 2 ||
      !areApart(
        lines.map(({ runs }) => runs),
        known,
      )
    )
      return [pieceOf(unit, row.line, row.runs, known)]
    return lines.map(({ runs, nth }) => ({ ...pieceOf(unit, row.line + nth, runs, known), isLine: true }))
  })
}

function pieceOf(unit: Unit, line: number, runs: readonly Run[], known: Known): Piece {
  const text = textOf(runs)
  const own = placesIn(runs).filter(({ url }) => placeWorth(url) >= 3)
  const open = own.filter(({ url }) => !known.places.has(addressOf(url)) && !IS_LIST.test(url))
  const isRead = holdsTitle(plain(text), known) || open.length < own.length
  const quoted = isRead ? quotedIn(text) : []
  const more = quoted.filter(
    ({ title }) => countWords(title) >= 2 && titleCase(title) >= 0.6 && !holdsTitle(plain(title), known),
  )
  return {
    unit,
    line,
    text,
    isRead,
    hasMore: quoted.length >= 2 && more.length > 0,
    open,
    isLine: false,
    isAnywhere: false,
  }
}

const STROKE: Run = { text: ' | ', bold: false, url: null }

/** All that a conference published is no paper. */
export const IS_LIST = /\/(?:papers|proceedings|accepted[\w-]*|schedule|program(?:me)?)(?:\/v?\d*)?\/?(?:\.html?)?$/i

/** Lines without those that only go on with the one above. */
function wholeLines(lines: readonly Run[][]): { runs: Run[]; nth: number }[] {
  const whole: { runs: Run[]; nth: number }[] = []
  lines.forEach((line, nth) => {
    const text = textOf(line)
    const last = whole.at(-1)
    if (text === '') return
    const isMore = last && (/^\p{Ll}/u.test(text) || /[\p{L},–-]$/u.test(textOf(last.runs))) && !isReading(text)
    if (isMore) last.runs.push(SPACE, ...line)
    else whole.push({ runs: [...line], nth })
  })
  return whole
}

const SPACE: Run = { text: ' ', bold: false, url: null }

/** Whether a line begins with a day, whatever its language: `FEBRERO 23 - …`. */
export function isDated(text: string): boolean {
  return /^\p{L}{3,12}\.? \d{1,2}\s?[-–—:.]\s/u.test(text) || leadingDay(text) !== null
}

/** `Primary reading: …` */
function isReading(text: string): boolean {
  return READING.test(text)
}

export const READING =
  /^(?:\p{L}+ ){0,2}(?:readings?|papers?|texts?|articles?|required|optional|recommended)\s?[:：]\s+(?=\S)/iu

/** Whether the lines of a paragraph are things of their own: most begin and end as such, and several name a work. */
function areApart(lines: readonly Run[][], known: Known): boolean {
  const texts = lines.map(textOf).filter((text) => text !== '')
  if (texts.some(isReading) || texts.filter(isDated).length >= Math.max(2, texts.length * 0.6)) return true
  const named = texts.filter(
    (text) =>
      holdsTitle(plain(text), known) ||
      isCitedIn(text) ||
      (citedLine(text)?.worth ?? 0) >= 2 ||
      /(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)/.test(text),
  )
  const begun = texts.filter((text) => /^[^\p{L}\p{N}]*[\p{Lu}\p{N}\p{Lo}]/u.test(text))
  return named.length >= 2 && begun.length >= texts.length * 0.8 && named.length >= texts.length * 0.4
}

/** The columns of each table in which titles stand that were read. */
function titleColumns(units: readonly Unit[], known: Known): Map<number, number[]> {
  const counts = new Map<number, number[]>()
  for (const { row } of units) {
    if (row.kind !== 'cells') continue
    const count = counts.get(row.table?.number ?? 0) ?? []
    counts.set(row.table?.number ?? 0, count)
    row.cells.forEach((cell, at) => {
      if (holdsTitle(plain(textOf(cell)), known)) count[at] = (count[at] ?? 0) + 1
    })
  }
  return new Map(
    [...counts].map(([number, count]) => {
      const most = Math.max(0, ...count.filter((found) => found > 0))
      return [number, count.flatMap((found, at) => (found > 0 && found >= most * 0.5 ? [at] : []))]
    }),
  )
}

/** Whether one of the titles stands in a text. */
export function holdsTitle(words: string, { titles }: Known): boolean {
  const parts = words.split(' ')
  return parts.some((_, at) =>
    [1, 2, 3].some((begun) => {
      const alike = titles.get(parts.slice(at, at + begun).join(' '))
      return alike && [...alike].some(([count, known]) => known.has(parts.slice(at, at + count).join(' ')))
    }),
  )
}

function beginningOf(title: string): string {
  return title.split(' ', 3).join(' ')
}

export function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
