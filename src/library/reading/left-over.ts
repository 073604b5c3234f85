/** What a reading left: rows that look like entries of the document and became no paper. */
import { withoutFrontMatter } from '../formats/front-matter.ts'
import { countWords, titleCase } from '../formats/prose.ts'
import { leaning } from '../formats/titles-and-abstracts.ts'
import type { ParsedPaper, Unread } from '../parsed-digest.ts'
import { brokenIn } from './broken-titles.ts'
import { citedLine } from './cited-line.ts'
import { isCitedIn, quotedIn, quotedWorks } from './cited-words.ts'
import { leadingDay } from './days.ts'
import { readLabel } from './labels.ts'
import { partedRow } from './parted-rows.ts'
import { isPeople } from './people-found.ts'
import { IS_LIST, isDated, knownOf, type Piece, piecesOf, plain, READING } from './pieces.ts'
import { isLinkLabel, placesIn, placeWorth } from './places.ts'
import { textOf } from './row.ts'
import { rowsOf } from './rows.ts'
import { withoutSetAside } from './set-aside.ts'
import { cleanTitle, isNoTitle, isOccasion, isPlaceholder, titleOdds } from './titles.ts'
import { type Unit, unitsOf } from './units.ts'
import { SAYS } from './weighing.ts'
import { arePlaces } from './work-places.ts'

export interface LeftOver {
  /** What looks like an entry and did not become one, in the document's order. */
  unread: Unread[]
  /** Titles that are only a part of what was to be read: names, a journal, half of a quotation. */
  broken: ReadonlySet<string>
}

/** `told`: what a reading says itself that it left. */
export function leftOver(
  text: string,
  papers: readonly ParsedPaper[],
  told: readonly Unread[],
  isGeneral: boolean,
): LeftOver {
  if (text.length > MOST_CHARACTERS) return { unread: [...told], broken: new Set() }
  const { rows } = withoutSetAside(rowsOf(withoutFrontMatter(text)).rows)
  const units = unitsOf(rows.flatMap(partedRow), 'unknown')
  const broken = isGeneral ? brokenIn(units, papers) : { titles: new Set<string>(), units: new Set<Unit>() }
  const pieces = piecesOf(units, knownOf(papers.filter(({ title }) => !broken.titles.has(title))))
  const isAlike = alikeIn(pieces)
  let found = told.filter(({ text }) => !IS_LIST.test(text))
  const drop = (line: number, isIt: (text: string) => boolean) => {
    found = found.filter((one) => one.line !== line || !isIt(plain(one.text)))
  }
  const add = ({ line }: Piece, words: string) => {
    const said = plain(words)
    if (!found.some((one) => one.line === line && alike(plain(one.text), said)))
      found.push({ line, text: cutWords(words) })
  }
  let isBelowTitle = false
  pieces.forEach((piece, at) => {
    const { unit, line } = piece
    const own = plain(piece.text)
    const isIt = (said: string) => alike(said, own)
    if (unit.role === 'heading') isBelowTitle = piece.isRead
    if (headsList(piece, pieces[at + 1]) || saysNothing(piece)) drop(line, isIt)
    if (broken.units.has(unit)) add(piece, piece.text)
    const last = pieces[at - 1]?.unit
    const goesOn = unit.row.kind === 'text' && !unit.row.gap && last !== undefined && broken.units.has(last)
    if (isBelowTitle || goesOn) return
    const words = leftIn(piece, pieces[at - 1], pieces[at + 1], isAlike, papers.length > 0, isGeneral)
    if (words !== null) add(piece, words)
    const title = isGeneral && papers.length > 0 && isTitleless(piece) ? titleAbove(pieces, at) : null
    if (title === null) return
    const places = piece.open.map(({ url }) => plain(url))
    drop(line, (said) => isIt(said) || places.includes(said))
    add(title, title.text)
  })
  return { unread: found.toSorted((a, b) => a.line - b.line), broken: broken.titles }
}

/** Whether two say the same, one of them maybe more, or cut. */
function alike(one: string, other: string): boolean {
  const [short = [], long = []] = [one, other].map((words) => words.split(' ')).toSorted((a, b) => a.length - b.length)
  return one !== '' && other !== '' && short.filter((word) => long.includes(word)).length >= short.length * 0.6
}

function cutWords(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/\s\S*$/, '')}…`
}

/** In characters, so that a row that is a whole paragraph is not repeated. */
const LONGEST = 400

/** `1. Early gears` above the papers on them. */
function headsList({ text, unit: { row } }: Piece, next: Piece | undefined): boolean {
  if (!next?.isRead || next.unit.row.kind !== 'item') return false
  return next.unit.row.depth > row.depth || (NUMBERED.test(text) && !NUMBERED.test(next.text))
}

/** A sentence that names no work. */
function saysNothing(piece: Piece): boolean {
  const { text, open, unit } = piece
  const isLong = unit.row.kind === 'text' && countWords(text) > 12 && /[.!]$/.test(text)
  return open.length === 0 && (isSentence(piece) || isLong) && !isCitedIn(text)
}

const NUMBERED = /^\d{1,3}[.)]\s/

/** A paper's place, and nothing that says which paper it is. */
function isTitleless({ unit: { role, row, section }, text, open, isRead }: Piece): boolean {
  if (isRead || open.length === 0 || section.kind === 'others') return false
  return (role === 'links' && !isAside(text)) || (row.kind === 'text' && countWords(text) <= 4)
}

/** The title that stands somewhere above a place, within its section. */
function titleAbove(pieces: readonly Piece[], at: number): Piece | null {
  let found: Piece | null = null
  for (let above = at - 1; above >= 0 && above >= at - MOST_ABOVE; above--) {
    const piece = pieces[above]
    if (!piece || piece.isRead || piece.open.length > 0 || piece.unit.row.kind === 'cells') break
    const isTitle = titleOdds(cleanTitle(piece.text).title) >= 1.5 && !isSentence(piece) && !isNoTitle(piece.text)
    const isHeading = piece.unit.role === 'heading'
    if (isHeading) return found ?? (piece.unit.head !== null && countWords(piece.text) >= 4 ? piece : null)
    if (isTitle && piece.unit.role === 'head') found = piece
  }
  return found
}

const MOST_ABOVE = 8

const MOST_CHARACTERS = 300_000

/** Which part of the rows that are like one became papers, 0 where fewer than two did. */
function alikeIn(pieces: readonly Piece[]): (piece: Piece) => number {
  const counts = new Map<string, { read: number; all: number }>()
  for (const piece of pieces) {
    if (!mayBegin(piece)) continue
    for (const key of keysOf(piece)) {
      const count = counts.get(key) ?? { read: 0, all: 0 }
      counts.set(key, count)
      count.all++
      if (piece.isRead) count.read++
    }
  }
  return (piece) =>
    Math.max(
      ...keysOf(piece).map((key, at) => {
        const { read, all } = counts.get(key) ?? { read: 0, all: 1 }
        return read >= (at === 1 ? 4 : 2) ? read / all : 0
      }),
    )
}

function keysOf({ unit: { row, group }, text, isLine }: Piece): string[] {
  const shape = shapeOf(text)
  const kind = `${row.kind} ${row.kind === 'item' ? row.depth : isLine}`
  return [group, kind, ...(shape === '' || row.kind === 'text' ? [] : [`${row.kind} ${shape}`])]
}

/** The signs and years of a row, in order: `(,Y)` of `Moss in Motion (Brun, 2019)`. */
function shapeOf(text: string): string {
  return text
    .replace(/(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)/g, 'Y')
    .replace(/[^Y,;:()“”"–—|]|Y(?=\p{L})/gu, '')
    .replace(/(.)\1+/g, '$1')
}

function mayBegin({ unit: { role, row, section } }: Piece): boolean {
  return (
    section.kind !== 'others' &&
    (role === 'head' || role === 'cells' || (role === 'words' && row.kind === 'item') || role === 'heading')
  )
}

/** What of a row is an entry that was not read; null where none is. */
function leftIn(
  piece: Piece,
  above: Piece | undefined,
  next: Piece | undefined,
  isAlike: (piece: Piece) => number,
  isSome: boolean,
  isGeneral: boolean,
): string | null {
  const { unit, isRead, open } = piece
  const text = piece.text
  const said = text.replace(READING, '')
  const day = leadingDay(said)
  const own = day === null ? said : day.rest.replace(/^[\s:,|–—-]*(?:(?:19|20)\d{2}(?!\d))?[\s:,|–—-]*/, '')
  const { row, role, section } = unit
  if (section.kind === 'others' || OTHER_WORK.test(text)) return null
  const parts = row.kind === 'cells' ? row.cells.map(textOf) : [text]
  if (text === '' || parts.some((part) => part !== '' && (isOccasion(part) || isPlaceholder(part)))) return null
  if (isRead) return piece.hasMore && countWords(text) <= MOST_WORDS ? text : null
  if (role === 'reference' || (row.isQuote && above?.isRead === true)) return null
  const linked = open.filter(({ label }) => isTitled(label))
  // Words that only lead to a paper in passing name none.
  const isProse = row.kind === 'text' && (isSentence(piece) || countWords(text) > MOST_WORDS)
  if (isProse && linked.length > 0) {
    const named = linked.filter(({ label }) => countWords(label) >= 5 || titleCase(label) >= 0.6)
    return named.length === 0 ? null : named.map(({ label }) => label).join('; ')
  }
  if (linked.length > 0) return text
  if (role === 'links' || isAside(text)) return null
  if (isProse && !piece.isLine) return quotedWorks(text) || null
  if (isCitedIn(own)) return text
  if (role === 'people') return null
  if (!isGeneral || isNoTitle(text) || isProse || isSentence(piece)) return null
  if (!isSome) return mayBegin(piece) && !headsList(piece, next) ? titleIn(piece, parts) : null
  const isAbovePlace =
    next !== undefined && !next.unit.row.gap && next.unit.role === 'links' && next.open.length > 0 && !next.isRead
  if (isAbovePlace && titleOdds(cleanTitle(text).title) >= 1) return text
  if (open.length > 0 && row.kind === 'item') return titleOdds(text.split(/\.\s/)[0] ?? '') >= 0 ? text : null
  if (!mayBegin(piece) || isPeople(text) || headsList(piece, next)) return null
  const share = piece.isAnywhere ? 0 : isAlike(piece)
  const label = row.runs.find(({ url }) => url !== null)?.text ?? ''
  const isTold =
    BY.test(own) ||
    (FACT.test(own) && !TERM.test(own) && (row.kind !== 'text' || piece.isLine || share >= 0.4)) ||
    (row.gap && isTitled(label) && text.startsWith(label, text.length - own.length)) ||
    quotedIn(own).length > 0 ||
    (citedLine(own)?.worth ?? 0) >= 2
  if (role === 'heading') return null
  if (isTold) return share >= 0.25 ? text : null
  if (ACTIVITY.test(own) || placesIn(row.runs).some(({ url }) => placeWorth(url) < 0)) return null
  if (isDated(text) && piece.isLine && share >= 0.25) return text
  const least = looksTitled(own) && row.kind !== 'heading' ? 0.3 : 0.6
  return share >= least && row.kind !== 'text' && titleOdds(cleanTitle(text).title) >= 1 ? text : null
}

/** What looks like a title where papers are listed and none of them was read. */
function titleIn({ unit: { row, section } }: Piece, parts: readonly string[]): string | null {
  if (section.kind !== 'papers' && row.kind !== 'heading') return null
  return (
    parts.find(
      (part) => looksTitled(part) && (row.kind !== 'heading' || (FACT.test(part) && !TERM.test(part) && row.depth > 1)),
    ) ?? null
  )
}

function looksTitled(text: string): boolean {
  const { title } = cleanTitle(text)
  return (
    titleOdds(title) >= 2 &&
    countWords(title) >= 4 &&
    titleCase(title) >= 0.6 &&
    !ACTIVITY.test(title) &&
    !isPeople(title) &&
    !arePlaces(title)
  )
}

const MOST_WORDS = 35

/** What else a group does. */
const ACTIVITY =
  /\b(?:visits?|tours?|trips?|workshops?|sessions?|meetings?|discussions?|due|exams?|quiz(?:zes)?|homework|assignments?|presentations?|deadlines?|holidays?|lectures?|guests?|q&a|updates?|planning|social|lunch|dinner|snacks?|party)\b/i

/** Slides, code and the like of the paper above. */
function isAside(text: string): boolean {
  const said = readLabel(text)?.said
  return said !== undefined && said !== 'title' && said !== 'link' && said !== 'id'
}

/** A year, pages, or who wrote it behind it. */
const FACT =
  /(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)|\bpp?\. ?\d|\d+\s?[–-]\s?\d+\.?$|\([\p{Lu}][\p{L}’'-]+(?: et al\.?)?\)\.?$|, \d+[–-]\d+\b|\bby \p{Lu}/u
/** When a course is held. */
const TERM = /\b(?:fall|spring|summer|winter|autumn|semester|term|quarter)\b.{0,8}(?:19|20)\d{2}/i
const BY = /(?<!edited )\bby \p{Lu}/u
const OTHER_WORK = /^(?:accessed|retrieved|last (?:updated|modified))\b|\bscreening of\b|\b(?:dir\.|directed by)\s/i

function isTitled(label: string): boolean {
  return !isLinkLabel(label) && titleOdds(cleanTitle(label).title) >= 1.5 && countWords(label) >= 3
}

function isSentence({ text, unit: { head } }: Piece): boolean {
  if (head?.mark === 'link' && head.title.length > text.length / 2) return false
  return (
    (leaning({ text, heading: 0 }) > 1 && !(FACT.test(text) && !SAYS.test(text))) ||
    /(?:^|\s)I\s\p{Ll}/u.test(text) ||
    /[!?:]$/.test(text) ||
    /^\p{Ll}/u.test(text) ||
    (SAYS.test(text) && titleCase(text) < 0.6)
  )
}
