import type { Format, Source } from '../format.ts'
import { listOf } from '../formats/digest-entry.ts'
import { frontMatterOf, withoutFrontMatter } from '../formats/front-matter.ts'
import { type FoundFacts, toPaper } from '../formats/paper-entry.ts'
import { readNamedDays, spanOf } from '../formats/periods.ts'
import { titleKey } from '../identity.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { entriesIn } from './entries.ts'
import { peopleOf } from './people.ts'
import { type Row, textOf } from './row.ts'
import { rowsOf } from './rows.ts'
import { withoutSetAside } from './set-aside.ts'
import { readTable } from './tables.ts'
import { isJson, tablesIn } from './tabular.ts'

/**
 * What reading groups publish themselves: lists, schedules in tables, minutes, notes under headings, roundups. Read without
 * any mark of its own, from what the rows of the document say together.
 */
export const format: Format = { name: 'reading-list', detect, parse, isGeneral: true }

function detect({ text, name }: Source): number {
  if (OF_PROGRAMS.test(text.slice(0, 200_000)) && !ABOUT.test(text.slice(0, 200_000)) && !ABOUT.test(name)) return 0
  if (isJson(text)) return text.length < MOST_JSON ? 0.35 : 0
  return /^\s*<\?xml|^\s*@\w+\{/.test(text) ? 0 : 0.35
}

/** Whether a document speaks of papers that are read. */
export function isAboutPapers({ text, name }: Source): boolean {
  return ABOUT.test(text.slice(0, 30_000)) || ABOUT.test(name)
}

/** In characters. */
const MOST_JSON = 200_000

function parse(source: Source): Parsed {
  const matter = frontMatterOf(source.text)
  const tables = tablesIn(source.text)
  // What is data is no text.
  const text =
    tables.length > 0 || isJson(source.text)
      ? source.text.replace(DATA, (data) => data.replace(/[^\n]+/g, ''))
      : withoutFrontMatter(source.text)
  const written = rowsOf(text)
  const { rows, complaints: setAside } = withoutSetAside(written.rows)
  const complaints = [...written.complaints, ...setAside]
  const isAbout = isAboutPapers(source)
  const found = entriesIn(rows, isAbout)
  for (const table of tables) {
    const read = readTable(table, isAbout)
    found.entries.push(...read.entries)
    found.meetings.push(...read.meetings)
    found.unread.push(...read.unread)
  }
  for (const { line } of found.untitled) {
    complaints.push({ line, message: 'This entry has no title of its own; the beginning of its line stands for one.' })
  }
  nameByNeighbours(found.entries.map(({ facts }) => facts))
  const papers: ParsedPaper[] = []
  const unread = [...found.unread]
  const seen = new Map<string, ParsedPaper[]>()
  for (const { line, facts } of [...found.entries, ...found.untitled].toSorted((a, b) => a.line - b.line)) {
    const read = toPaper(facts)
    if ('paper' in read) {
      const key = titleKey(read.paper.title)
      const alike = seen.get(key) ?? []
      if (alike.some((other) => !areTwo(other, read.paper))) continue
      seen.set(key, [...alike, read.paper])
      papers.push(read.paper)
    } else {
      complaints.push({ line, message: read.complaint })
      unread.push({ line, text: facts.title })
    }
  }
  const days = daysOf(rows, matter)
  const headings = rows.filter(({ kind }) => kind === 'heading')
  const heading = headings.find(({ depth }) => depth === 1)
  const other = headings.find(({ runs }) => readNamedDays(textOf(runs)) !== null) ?? headings[0]
  const named = other && textOf(other.runs)
  const title =
    /^title: ?"?(\S[^\n]*?)"?\s*$/m.exec(matter ?? '')?.[1] ?? (heading ? textOf(heading.runs) : (named ?? null))
  const parsed = listOf(source, { title, period: days, papers }, complaints, 'list')
  return { ...parsed, unread: unread.toSorted((a, b) => a.line - b.line), meetings: found.meetings }
}

/** The front matter of a page, or all of a document without one. */
const DATA = /^\uFEFF?\s*---[ \t]*\n[\s\S]*?\n---[ \t]*(?=\n|$)|^(?!\s*---)[\s\S]*$/

/** `(Brun 1986)` is a person where other brackets of the list say `(Cruz et al. 2019)`, and no journal that comes again. */
function nameByNeighbours(all: readonly FoundFacts[]): void {
  if (!all.some(({ andOthers, date }) => andOthers && date)) return
  const counts = new Map<string, number>()
  for (const { venue } of all) if (venue) counts.set(venue.name, (counts.get(venue.name) ?? 0) + 1)
  for (const facts of all) {
    const { venue, authors } = facts
    if (!venue || authors?.length || Object.keys(venue).length > 1 || counts.get(venue.name) !== 1) continue
    if (!/^\p{Lu}\p{Ll}[\p{L}'’-]+$/u.test(venue.name)) continue
    Object.assign(facts, peopleOf([venue.name]), { venue: null })
  }
}

/** Whether two entries of one title are two works: by other numbers, or by other people. */
function areTwo(one: ParsedPaper, other: ParsedPaper): boolean {
  if (one.arxivId !== null && other.arxivId !== null) return one.arxivId !== other.arxivId
  if (one.doi !== null && other.doi !== null) return one.doi !== other.doi
  const [a, b] = [one.authors[0], other.authors[0]]
  return a !== undefined && b !== undefined && a.split(' ').at(-1) !== b.split(' ').at(-1)
}

/** Code, or the numbers of a program's versions as headings: its guide and the list of its changes are full of links, too. */
const OF_PROGRAMS = /^ {0,3}```|^#{1,4} \[?v?\d+\.\d+\.\d+/m

/** The days that the headings name, or the opening of a list of the week. */
function daysOf(rows: readonly Row[], matter: string | null) {
  const headings = rows.filter(({ kind }) => kind === 'heading').map(({ runs }) => textOf(runs))
  const named = headings.map(readNamedDays).filter((week) => week !== null)
  const opening = rows
    .filter(({ kind }) => kind === 'text')
    .slice(0, 5)
    .map(({ runs }) => textOf(runs))
  const told = opening.find((text) => /\bpapers of the week\b/i.test(text))
  const week = told === undefined ? null : readNamedDays(told)
  const year =
    headings.map((text) => /^\W*((?:19|20)\d{2})\W*$/.exec(text)?.[1]).find((found) => found !== undefined) ??
    /^(?:published|date\w*|created): ?"?(\d{4})-/m.exec(matter ?? '')?.[1]
  return spanOf(named.length > 0 ? named : week ? [week] : [], year ? Number(year) : null)
}

const ABOUT =
  /\bpapers?\b|\breading (?:group|list|club|session|schedule)|\breadings\b|\b(?:cercle|club|groupe) de lecture\b|\blesekreis\b|\b(?:club|grupo) de lectura\b|\bgrupo de leitura\b|\bgruppo di lettura\b|读书会|読書会|輪読|\bjournal club\b|\barxiv\b|\bdoi\.org\b|\bpreprints?\b|\bproceedings\b|\bet al\b|\bliterature\b|\bpublications?\b|论文|논문/i
