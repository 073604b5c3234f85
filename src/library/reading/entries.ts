import { dateWithin } from '../formats/citation.ts'
import { readPartialDate } from '../formats/dates.ts'
import { arxivIdWithin, doiWithin, type FoundFacts } from '../formats/paper-entry.ts'
import { countWords, titleCase } from '../formats/prose.ts'
import { readReference } from '../formats/reference.ts'
import { leaning } from '../formats/titles-and-abstracts.ts'
import { readLeadingDate } from '../formats/written-dates.ts'
import type { Meeting, Unread } from '../parsed-digest.ts'
import { type Order, orderOf, readDay } from './days.ts'
import { dayOf, type Head, headOf, severalIn } from './heads.ts'
import { readLabel } from './labels.ts'
import { meetingKind, presentersIn } from './meetings.ts'
import { peopleIn } from './people.ts'
import { isPeople, isPeopleList, takePeople } from './people-found.ts'
import { isLinkLabel, type Place, paperPlace, placesIn, placeWorth } from './places.ts'
import { wordsOf } from './plain-line.ts'
import { linesOf, type Row, type Run, textOf } from './row.ts'
import { pointsIn } from './said.ts'
import { readTable } from './tables.ts'
import { isFarewell, isNoTitle, isOccasion, isPlaceholder, titleOdds } from './titles.ts'
import { venueAlone, venueIn } from './venue.ts'
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
  const areAbove = haveNamesAbove(rows)
  const units = belowTitles(
    unitsOf(
      rows.flatMap((row) => (areAbove && isNamedAbove(row) ? linesApart(row) : partedRow(row))),
      order,
    ),
  )
  weighBelow(units)
  const groups = groupsOf(units)
  for (const unit of units) unit.isEntry = decide(unit, groups.get(unit.group), isAboutPapers)
  return assemble(units, isAboutPapers, order)
}

/** What a row is: a heading, a title that may be one, a fact of the title above it, or words. */
interface Unit {
  row: Row
  text: string
  role: 'heading' | 'head' | 'label' | 'people' | 'links' | 'reference' | 'words' | 'cells'
  head: Head | null
  /** Evidence from the rows below. */
  below: number
  /** Rows below tell its people or facts by name. */
  isTold: boolean
  /** Its people stand right below. */
  isSigned: boolean
  section: Section
  group: string
  isEntry: boolean
}

interface Section {
  /** Which part of the document: rows of one part are alike. */
  number: number
  kind: 'papers' | 'others' | 'unnamed'
  /** The heading or line names papers itself, no heading above it. */
  isNamed: boolean
  /** It says that all that follows are papers. */
  isSure: boolean
  day: string | null
  who: string | null
  /** The year that its heading names, or one above. */
  year: number | null
}

const PAPERS =
  /\b(?:papers?|readings?|read|journal club|publications?|articles?|preprints?|literature|schedule|past|previous(?:ly)?|upcoming|sessions?|meetings?|discussed|presented|covered|nominat\w+|candidates?|backlog|queue|seminars?|weekly|this week|archive|bibliography|references)\b|论文|論文|논문/i
const OTHERS =
  /\b(?:tools?|software|implementations?|datasets?|libraries|frameworks|videos?|courses?|tutorials?|blogs?|news|books?|contribut(?:e|ing|ors?)|licen[cs]e|contact|members|team|organi[sz]ers?|install\w*|usage|how to|how we|rules|guidelines|faq|acknowledg\w+|communit(?:y|ies)|websites?|conferences|newsletters?|podcasts?|people|jobs|chat|setup|events?|deadlines|positions|funding|(?:discussion )?questions|exercises|homework|assignments|getting started|table of contents|contents|footnotes|other (?:groups|lists|resources)|related (?:lists|groups|projects|repos\w*|resources)|useful links|resources|code of conduct|features|elsewhere|other news|in brief)\b/i
/** A line that says that papers follow: `This week's top papers:`, `During the year we have covered the following papers:`. */
const NAMES_PAPERS = /\b(?:papers?|reading list|articles|preprints|publications|readings)\b|论文|논문/i

const SURE =
  /\b(?:top|best|following|these|this week|week['’]s|all|we (?:read|discussed|covered)|\d{1,3})\b.{0,60}\bpapers\b|\bpapers\b.{0,30}\b(?:of the (?:week|month|day)|this (?:week|month)|(?:we|I)(?:['’]ve| have)? (?:read|discussed|covered))\b/i

/** A paragraph or item whose lines are things of their own, as those. */
function partedRow(row: Row): Row[] {
  if (row.kind === 'cells' || row.kind === 'heading') return [row]
  const several = severalIn(row.runs)
  if (several) return several.map((runs, at) => ({ ...row, gap: at === 0 && row.gap, runs }))
  const cited = citedIn(row.runs)
  if (cited) return cited.map((runs, at) => ({ ...row, kind: 'item', gap: at === 0 && row.gap, runs }))
  const labelled = labelledIn(row.runs)
  if (labelled)
    return labelled.flatMap((runs, at) =>
      partedRow({ ...row, kind: at === 0 ? row.kind : 'text', gap: at === 0 && row.gap, runs }),
    )
  const lines = linesOf(row.runs)
  if (lines.length < 2 || lines.length > 400) return [row]
  const listed = listedBelow(lines)
  if (listed)
    return listed.map((runs, at) => ({
      ...row,
      line: row.line + at,
      kind: at === 0 && /[:：]$/.test(textOf(runs)) ? row.kind : 'item',
      gap: at === 0 && row.gap,
      runs,
    }))
  const opened = openedByDay(row, lines)
  if (opened) return opened
  const begins = lines.map((line, at) => at === 0 || beginsAnew(line, lines[at - 1] ?? []))
  // A title on the first line, and people, a link or a label on the second.
  if (!begins.slice(1).some(Boolean)) return [row]
  const parts: Row[] = []
  lines.forEach((line, at) => {
    const last = parts.at(-1)
    if (begins[at] || !last) {
      parts.push({
        ...row,
        line: row.line + at,
        kind: at === 0 ? row.kind : 'text',
        depth: at === 0 ? row.depth : row.depth + (row.kind === 'item' ? 1 : 0),
        gap: at === 0 && row.gap,
        runs: line,
      })
    } else last.runs = [...last.runs, { text: '\n', bold: false, url: null }, ...line]
  })
  return parts
}

/** A day and who presents on a first line, and what is read below: `April 17   Anna Kowal`. */
function openedByDay(row: Row, [first = [], ...below]: Run[][]): Row[] | null {
  if (row.kind !== 'text' || below.length === 0 || below.length > 6) return null
  const date = readLeadingDate(textOf(first))
  const who = date?.rest.replace(/^[\s:,|–—-]+/, '') ?? ''
  if (!date || date.date.day === null || !isPeople(who)) return null
  const opening = `${textOf(first)
    .slice(0, textOf(first).length - date.rest.length)
    .trim()}: ${who}`
  return [
    { ...row, kind: 'heading', depth: 7, runs: [{ text: opening, bold: false, url: null }] },
    ...linesApart({ ...row, line: row.line + 1, gap: true, runs: joined(below) }),
  ]
}

function joined(lines: readonly Run[][]): Run[] {
  return lines.flatMap((line, at) => (at === 0 ? line : [{ text: '\n', bold: false, url: null }, ...line]))
}

/** As a title does on a line of its own. */
const BEGINS_AND_ENDS = /^[\p{Lu}\p{N}“"].*[^,;:.–-]$/u

/** A line that says that papers follow and nothing but titles below it, or nothing but titles. */
function listedBelow(lines: Run[][]): Run[][] | null {
  const isBare = (line: Run[]) => {
    const text = textOf(line)
    const isPlain = line.every(({ bold, url }) => !bold && url === null)
    return isPlain && titleOdds(text) >= 1 && countWords(text) >= 3 && BEGINS_AND_ENDS.test(text) && !isPeopleList(text)
  }
  if (lines.length > 2 && lines.every((line) => isBare(line) && !arePlaces(textOf(line)))) return lines
  const [first = [], ...below] = lines
  if (below.length < 2 || !/[:：]$/.test(textOf(first)) || !NAMES_PAPERS.test(textOf(first))) return null
  return below.every((line) => titleOdds(textOf(line)) >= 1 && !/,$/.test(textOf(line))) ? lines : null
}

/** Works that a sentence cites, each a link with its people or year in brackets behind it; what is said behind the last. */
function citedIn(runs: readonly Run[]): Run[][] | null {
  const isTitle = ({ text, url, bold }: Run) =>
    url !== null &&
    !bold &&
    placeWorth(url) >= 1 &&
    !isLinkLabel(text) &&
    countWords(text) >= (placeWorth(url) >= 3 && titleCase(text) < 1 ? 3 : 2) &&
    titleOdds(text) >= 0
  const isCited = (behind: Run | undefined) =>
    behind?.url === null &&
    /^\s*\((?:[^()]{0,120}\b(?:19|20)\d{2}\b|[^()]{0,120}\bet\.? al\b)[^()]{0,40}\)/.test(behind.text)
  const at = runs.flatMap((run, index) => (isTitle(run) && isCited(runs[index + 1]) ? [index] : []))
  if (at.length < 2) return null
  return at.map((start, nth) => {
    const [title, behind] = [runs[start], runs[start + 1]]
    if (!title || !behind) return []
    const bracket = /^\s*\([^()]*\)/.exec(behind.text)?.[0] ?? ''
    if (nth < at.length - 1) return [title, { ...behind, text: bracket }]
    const rest = behind.text.slice(bracket.length).replace(/^[^.!?]*[.!?](?=\s|$)/, '')
    return [title, { ...behind, text: `${bracket}${rest}` }, ...runs.slice(start + 2)]
  })
}

/** `**Authors:** … **Link:** …` on one line. */
function labelledIn(runs: readonly Run[]): Run[][] | null {
  const at = runs.flatMap(({ text, bold }, index) =>
    bold &&
    /[:：]\s*$/.test(text + (runs[index + 1]?.text ?? '').slice(0, 1)) &&
    readLabel(text.replace(/[:：]?\s*$/, ':'))
      ? [index]
      : [],
  )
  if (at.length < 2) return null
  const starts = at[0] === 0 ? at : [0, ...at]
  return starts.map((start, nth) => runs.slice(start, starts[nth + 1]))
}

function beginsAnew(line: readonly Run[], above: readonly Run[]): boolean {
  const text = textOf(line)
  const [first] = line
  const last = above.at(-1)
  // What is set off goes on over the line's end.
  if (first && last && (first.url !== null ? first.url === last.url : first.bold && last.bold && last.url === null))
    return false
  if (readLabel(text) || isLinks(line) || isPeople(text)) return true
  if (/^[:–—|-]/.test(readLeadingDate(text)?.rest ?? '') && readLeadingDate(text)?.date.day !== null) return true
  if (/^(?:pages?|pp\.?|vol(?:ume)?\.?) ?\d/i.test(text) && isPeople(textOf(above))) return true
  if (isLinks(above) || readLabel(textOf(above)) || isPeopleList(textOf(above))) return true
  if (first?.url && placeWorth(first.url) >= 1 && countWords(first.text.trim()) >= 3) return true
  if (first?.bold && countWords(first.text.trim()) >= 2 && /[.!?)]\s*$/.test(textOf(above))) return true
  const title = textOf(above).replace(/\s*\(?https?:\/\/\S+$/, '')
  const isSaid = leaning({ text, heading: 0 }) > 0 || (countWords(text) > 5 && titleCase(text) < 0.3)
  if (
    isSaid &&
    title.length < 150 &&
    titleCase(title) >= 0.7 &&
    titleOdds(title) >= 1 &&
    !/[,;–—-]$/.test(title) &&
    /^[\p{Lu}\p{N}]|https?:/u.test(text + textOf(above))
  )
    return true
  if (
    /[.!?…)\]]["”]?$/.test(textOf(above)) &&
    /^[\p{Lu}\p{N}“"]/u.test(text) &&
    /[–—:-]|["”]/.test(text) &&
    (headOf(line)?.evidence ?? 0) >= 1
  )
    return true
  return /^\(?\d{1,3}(?:[.):]+|\/\/)\s+\S/.test(text) && !/[,\p{Ll}]$/u.test(textOf(above))
}

/** Whether a text only leads somewhere. */
function isLinks(runs: readonly Run[]): boolean {
  const said = runs
    .map(({ text, url }) => (url !== null && isLinkLabel(text) ? ' ' : text))
    .join('')
    .replace(/^\s*\d{1,3}(?:[.):]+|\/\/)\s/, ' ')
    .replace(
      /https?:\/\/[^\s<>()[\]"'|]+|\barxiv:\s?\d{4}\.\d{4,5}(?:v\d+)?|\bdoi:\s?10\.\S+|\b(?:www\.|dx\.)?(?:arxiv|doi)\.org\/\S+/gi,
      ' ',
    )
  const isEmpty = said.split(/[|,/·;&()[\]\s:–—-]+/).every((word) => word === '' || isLinkLabel(word))
  return (
    isEmpty &&
    (runs.some(({ url }) => url !== null) || /https?:|arxiv:|doi:|\b(?:arxiv|doi)\.org\//i.test(textOf(runs)))
  )
}

function unitsOf(rows: readonly Row[], order: Order): Unit[] {
  const units: Unit[] = []
  const open: (Pick<Section, 'kind' | 'day' | 'who' | 'year'> & { depth: number })[] = []
  let number = 0
  let section: Section = { number, kind: 'unnamed', isNamed: false, isSure: false, day: null, who: null, year: null }
  /** A list within a list has a section of its own. */
  let within: { depth: number; section: Section } | null = null
  for (const [at, written] of rows.entries()) {
    const row = isHeadingInBold(written) ? { ...written, kind: 'heading' as const, depth: 7 } : written
    const text = textOf(row.runs)
    const unit: Unit = {
      row,
      text,
      role: 'words',
      head: null,
      below: 0,
      isTold: false,
      isSigned: false,
      section,
      group: '',
      isEntry: false,
    }
    if (row.kind === 'cells') unit.role = 'cells'
    else if (row.kind === 'heading') {
      within = null
      unit.role = 'heading'
      while ((open.at(-1)?.depth ?? 0) >= row.depth) open.pop()
      const parent = open.at(-1)
      const own = PAPERS.test(text) ? 'papers' : OTHERS.test(text) ? 'others' : null
      const named = headOf(row.runs, order)
      const isDatedTitle = named?.day != null && named.who === null && named.odds >= 1 && countWords(named.title) >= 2
      const dated = dayAndWho(text, order)
      const kind = own ?? parent?.kind ?? 'unnamed'
      const year = Number(/(?<!\d)(?:19|20)\d{2}(?!\d)/.exec(text)?.[0] ?? parent?.year) || null
      open.push({ depth: row.depth, kind, day: dated?.day ?? parent?.day ?? null, who: dated?.who ?? null, year })
      section = {
        number: ++number,
        kind,
        isNamed: NAMES_PAPERS.test(text),
        isSure: SURE.test(text),
        day: dated?.day ?? parent?.day ?? null,
        who: dated?.who ?? null,
        year,
      }
      unit.head = (dated && !isDatedTitle) || opensDay(text) ? null : named
    } else {
      if (row.kind === 'item' && within !== null && row.depth <= within.depth) {
        section = within.section
        within = null
      }
      roleOf(unit, units.at(-1), order)
      if (isHeadOfItems(row, rows[at + 1])) {
        within ??= { depth: row.depth, section }
        unit.role = 'words'
        unit.head = null
        const kind = PAPERS.test(text) ? 'papers' : OTHERS.test(text) ? 'others' : section.kind
        section = { ...section, number: ++number, kind, isNamed: NAMES_PAPERS.test(text), isSure: SURE.test(text) }
      }
      if (
        (unit.role === 'words' || (unit.role === 'head' && (unit.head?.evidence ?? 0) < 1)) &&
        /[:：]$/.test(text) &&
        countWords(text) <= 30 &&
        row.kind === 'text'
      ) {
        const kind = PAPERS.test(text) ? 'papers' : section.kind
        if (unit.head?.mark !== 'bold' && unit.head?.mark !== 'link') unit.role = 'words'
        section = { ...section, number: ++number, kind, isNamed: NAMES_PAPERS.test(text), isSure: SURE.test(text) }
      }
    }
    unit.group =
      row.kind === 'heading'
        ? `heading ${row.depth}`
        : `${section.number} ${row.kind} ${row.kind === 'item' ? row.depth : ''}`
    units.push(unit)
  }
  return units
}

/** An item in bold that only names what is listed below it: `- **Tools**`. */
function isHeadOfItems({ kind, depth, runs }: Row, next: Row | undefined): boolean {
  if (kind !== 'item' || next?.kind !== 'item' || next.depth <= depth) return false
  return countWords(textOf(runs)) <= 4 && runs.every(({ bold, url }) => bold && url === null)
}

/** A line in bold that stands for itself and is what headings are: `**Further readings**`. */
function isHeadingInBold({ kind, gap, runs }: Row): boolean {
  const text = textOf(runs)
  if (kind !== 'text' || !gap || countWords(text) > 4 || !runs.every(({ bold, url }) => bold && url === null))
    return false
  return (
    !readLabel(text)?.value &&
    (isNoTitle(text) || /\b(?:readings?|papers?|questions|exercises|homework|links|resources)$/i.test(text))
  )
}

/** A day without a year, and who presents then: `April 17: Anna Kowal`. */
function opensDay(text: string): boolean {
  const date = readLeadingDate(text)
  return date !== null && date.date.day !== null && /^[\s:–—-]*$|^[:–—-]/.test(date.rest) && isNobodyOrPeople(date.rest)
}

function isNobodyOrPeople(text: string): boolean {
  const who = text.replace(/^[\s:–—-]+/, '')
  return who === '' || isPeople(who)
}

/** `2025-06-10: Ann` and `08.11.2017` head what was read that day. */
function dayAndWho(text: string, order: Order): { day: string; who: string | null } | null {
  const day = text.length > 90 ? null : readDay(text, order)
  if (day === null || day.length < 7) return null
  const who = /^[^:–—]{4,40}[:–—]\s*(\p{Lu}[\p{L}.'’ -]{1,40})$/u.exec(text)?.[1] ?? null
  return { day, who: who && (isPeople(who) || countWords(who) <= 3) ? who : null }
}

function roleOf(unit: Unit, above: Unit | undefined, order: Order): void {
  const { row, text } = unit
  const label = readLabel(text)
  if (label && label.said !== 'title') {
    unit.role = 'label'
    return
  }
  if (isLinks(row.runs)) {
    unit.role = 'links'
    return
  }
  const isBeside = row.kind === 'item' && above?.row.kind === 'item' && row.depth <= above.row.depth
  const taken = above?.head && !isBeside && (!row.gap || above.role === 'heading') ? takePeople(text) : null
  if (
    taken &&
    taken.rest.length < 60 &&
    /^[\s,.;:|–—·(-]+(?:in )?(?:arxiv\b|doi\b|https?:|[\p{L}’'.& ]{0,60}\(?\b(?:19|20)\d{2}\b)/iu.test(taken.rest)
  ) {
    unit.role = 'people'
    return
  }
  if (taken && (taken.people.andOthers || taken.people.authors.length > 1) && /^\s+[–—-]+\s+\S/.test(taken.rest)) {
    unit.role = 'people'
    return
  }
  if (
    above?.role === 'heading' &&
    row.kind === 'text' &&
    /^[^.]{2,80}(?:\bet\.? al\b\.?|&|\band\b|,)[^.]{0,40}\b(?:19|20)\d{2}\b/.test(text) &&
    takePeople(text) &&
    placesIn(row.runs).length > 0 &&
    countWords(text) <= 16
  ) {
    unit.role = 'people'
    return
  }
  const isBelowTitle =
    above?.head != null &&
    (above.role === 'heading' || !row.gap) &&
    (row.kind === 'text' || rank(row) > rank(above.row))
  if (
    isPeople(text) &&
    !row.runs.some(({ url }) => url !== null) &&
    (isBelowTitle || /,|;|\band\b|&|\bet al\b/.test(text))
  ) {
    unit.role = 'people'
    return
  }
  if (row.isQuote && takePeople(text) && placesIn(row.runs).length > 0) {
    unit.role = 'reference'
    return
  }
  const runs = label?.value ? afterLabel(row.runs) : row.runs
  const head = headOf(runs, order)
  if (!head) return
  unit.head = label ? { ...head, evidence: head.evidence + 2 } : head
  // Words that go on and on, with nothing set off, are no title.
  const isLong = head.mark === 'plain' && (countWords(text) > 45 || (countWords(head.title) > 22 && head.evidence < 2))
  const runsOn =
    head.mark === 'plain' && head.said !== '' && head.evidence < 1 && row.kind === 'text' && row.runs.length === 1
  if (!isLong && !(runsOn && countWords(text) > 30)) unit.role = 'head'
}

/** Whether a document sets names on a line of their own above each title: several do, one of them with several names. */
function haveNamesAbove(rows: readonly Row[]): boolean {
  const named = rows.filter(isNamedAbove)
  return named.length >= 2 && named.some(({ runs }) => isPeopleList(textOf(linesOf(runs)[0] ?? [])))
}

function isNamedAbove({ kind, runs }: Row): boolean {
  if (kind !== 'text' || runs.some(({ url }) => url !== null)) return false
  const [names = [], title = [], ...others] = linesOf(runs)
  const text = textOf(title)
  return (
    others.length < 2 && isPeople(textOf(names)) && !isPeople(text) && countWords(text) >= 3 && titleOdds(text) >= 1
  )
}

function linesApart(row: Row): Row[] {
  return linesOf(row.runs).map((runs, at) => ({ ...row, line: row.line + at, gap: at === 0 && row.gap, runs }))
}

/** Where names stand right above each title, as nothing but a gap can tell: the same rows with the names below. */
function belowTitles(units: Unit[]): Unit[] {
  const isAbove = (unit: Unit, at: number) => {
    const next = units[at + 1]
    if (unit.row.kind !== 'text' || !unit.row.gap || !next?.head || next.row.gap || next.role === 'people') return false
    return isPeople(unit.text) && !unit.row.runs.some(({ url }) => url !== null)
  }
  const above = units.filter(isAbove)
  const below = units.filter(({ role, row }, at) => role === 'people' && !row.gap && units[at - 1]?.head).length
  if (above.length < 2 || below > 0 || !above.some(({ text }) => isPeopleList(text))) return units
  const turned = [...units]
  units.forEach((unit, at) => {
    const next = units[at + 1]
    if (!next || !isAbove(unit, at)) return
    turned[at] = { ...next, row: { ...next.row, gap: true } }
    turned[at + 1] = { ...unit, role: 'people', head: null, row: { ...unit.row, gap: false } }
  })
  return turned
}

/** A row without the label that it begins with. */
function afterLabel(runs: readonly Run[]): Run[] {
  const kept = runs.map((run) => ({ ...run }))
  for (const run of kept) {
    const at = run.text.search(/[:：]/)
    if (at >= 0) {
      run.text = run.text.slice(at + 1).trimStart()
      return kept.slice(kept.indexOf(run)).filter(({ text }) => text !== '')
    }
    run.text = ''
  }
  return kept
}

/** What the rows below a title say for it: its people, its links, facts by name. */
function weighBelow(units: readonly Unit[]): void {
  units.forEach((unit, at) => {
    if (!unit.head) return
    const isHeading = unit.role === 'heading'
    if (isDetail(unit, units, at)) {
      unit.role = 'words'
      return
    }
    for (let next = at + 1; next < units.length && next <= at + 14; next++) {
      const other = units[next]
      if (!other || other.role === 'heading' || other.role === 'cells') break
      if (!isHeading && other.row.kind === 'item' && other.row.depth <= unit.row.depth && !(unit.row.kind === 'text'))
        break
      if (other.head && other.role === 'head' && other.head.evidence >= 1.5) break
      if (unit.row.kind === 'text' && !isHeading && other.row.gap && other.role === 'head') break
      unit.below += worthBelow(other, next === at + 1)
      unit.isSigned ||= other.role === 'people' && next === at + 1
      unit.isTold ||= other.role === 'people' || other.role === 'label' || other.role === 'reference'
      if (unit.below >= 6) break
    }
  })
}

/** A plain item within what a marked title begins is a detail of it: where its people work, what it shows. */
function isDetail({ row, head }: Unit, units: readonly Unit[], at: number): boolean {
  if (row.kind !== 'item' || !head || head.evidence >= 0.5) return false
  for (let before = at - 1; before >= 0 && before >= at - 6; before--) {
    const other = units[before]
    if (!other || other.role === 'heading' || other.role === 'cells') return false
    if (rank(other.row) < rank(row))
      return other.head !== null && other.head.mark !== 'plain' && other.head.evidence >= 1
  }
  return false
}

/** How deep a row stands: a list below a paragraph is within it. */
function rank({ kind, depth }: Row): number {
  return kind === 'item' ? depth + 1 : depth
}

function worthBelow({ role, text, row }: Unit, isNext: boolean): number {
  const isPaper = () => placesIn(row.runs).some(({ url }) => placeWorth(url) >= 3)
  switch (role) {
    case 'people':
      return (isNext ? 2.5 : 0.5) + (isPaper() ? 1 : 0)
    case 'links':
      return isPaper() ? 2.5 : 0.5
    case 'reference':
      return 2.5
    case 'label': {
      const said = readLabel(text)?.said
      if (said === 'authors' || said === 'abstract') return 2.5
      if (said === 'id' || said === 'link') return isPaper() || said === 'id' ? 2.5 : 1
      return said === 'idea' || said === 'venue' || said === 'date'
        ? 1
        : said === 'remark' || said === 'summary'
          ? 0.7
          : 0.2
    }
    case 'head':
    case 'heading':
    case 'words':
    case 'cells':
      return 0
  }
}

interface Group {
  size: number
  /** Which part of its rows are told to be papers, and which part merely looks like titles. */
  told: number
  titled: number
  /** Those that may be titles at all. */
  possible: number
}

function groupsOf(units: readonly Unit[]): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const { group, role, head, below, row } of units) {
    if (role !== 'heading' && role !== 'head' && !(role === 'words' && row.kind === 'item')) continue
    const found = groups.get(group) ?? { size: 0, told: 0, titled: 0, possible: 0 }
    groups.set(group, found)
    found.size++
    const evidence = (head?.evidence ?? 0) + below
    if (head && evidence >= 1 && head.odds >= -0.5) found.told++
    if (head && head.odds >= 1.5) found.titled++
    if (head && head.odds >= -0.5 && head.said === '') found.possible++
  }
  return groups
}

function decide(
  { head, role, below, isTold: isToldBelow, isSigned, section, row }: Unit,
  group: Group | undefined,
  isAboutPapers: boolean,
): boolean {
  if (!head || (role !== 'head' && role !== 'heading') || isNoTitle(head.title)) return false
  const evidence = head.evidence + below
  const share = group ? group.told / group.size : 0
  const titled = group ? group.titled / group.size : 0
  const inSection = section.kind === 'papers' ? 1.5 : section.kind === 'others' ? -3 : isAboutPapers ? 0.5 : -1
  if (role === 'heading') {
    if (evidence >= 2 && head.odds >= 0) return row.depth > 1 || head.evidence >= 1 || below >= 2.5
    if (head.facts.authors?.length && row.depth > 1 && head.odds >= 0.5 && section.kind !== 'others') return true
    if (head.isNumbered && row.depth > 1 && share >= 0.3 && head.odds >= -1) return true
    return row.depth > 1 && evidence >= 0.5 && share >= 0.5 && (group?.size ?? 0) >= 2 && head.odds >= 1.5
  }
  const isSentence = head.mark === 'plain' && leaning({ text: head.title, heading: 0 }) > (isSigned ? 3 : 1)
  if (isSentence && (head.evidence < 1.5 || (row.kind === 'text' && !head.facts.authors?.length))) return false
  const isBare = row.kind === 'text' && head.mark === 'plain' && !head.facts.authors?.length && !isToldBelow
  if (isBare && (titleCase(head.title) < 0.6 || countWords(head.title) < 2)) return false
  if (evidence >= 2.5 && head.odds >= -1) return section.kind !== 'others' || evidence >= 3
  // A title in capitals, set off, and a sentence on it.
  const isTold =
    head.evidence >= (head.mark === 'plain' ? 1 : 1.5) &&
    titleCase(head.title) >= 0.8 &&
    countWords(head.title) >= 2 &&
    head.said !== ''
  const isBorne = head.mark !== 'plain' || evidence >= 1.4 || (group?.size ?? 0) >= 2
  if (isTold && isBorne && section.kind !== 'others' && share >= 0.6) return true
  if (row.kind === 'text' && head.mark === 'plain' && evidence < 2.5) return false
  if (evidence >= 0.9) {
    const alike = (group?.size ?? 0) >= 2 ? (share >= 0.6 ? 1.5 : share < 0.3 ? -0.5 : 0.5) : 0
    return head.odds + evidence + inSection + alike >= 3.9
  }
  const isEach = section.isSure && (group?.size ?? 0) >= 3 && (group?.possible ?? 0) >= (group?.size ?? 0) * 0.9
  if (isEach && row.kind === 'item' && evidence >= 0) return true
  return (
    section.isNamed &&
    evidence >= 0 &&
    row.kind === 'item' &&
    (group?.size ?? 0) >= 2 &&
    titled >= 0.7 &&
    head.odds >= 1
  )
}

interface Entry {
  line: number
  /** Null where the beginning of what is said stands for one. */
  title: string | null
  said: string
  depth: number
  rank: number
  isHeading: boolean
  facts: FoundFacts
  places: Place[]
  words: string[]
}

function assemble(units: readonly Unit[], isAboutPapers: boolean, order: Order): Found {
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
    if (head && role === 'head' && !(isBelow && countWords(head.title) <= 8) && isMissed(unit, isAboutPapers)) {
      found.unread.push({ line: row.line, text })
      continue
    }
    if (entry) extend(entry, unit)
    else if (role === 'links' && section.kind !== 'others') {
      const lost = placesIn(row.runs).find(({ url }) => placeWorth(url) >= 3)
      if (lost) found.unread.push({ line: row.line, text: lost.url })
    }
  }
  close()
  return found
}

/** What is said of a paper whose title is not there: the beginning of its line stands for one, cut as titles are. */
function untitled({ row, below, head }: Unit): FoundFacts | null {
  const places = placesIn(row.runs)
  const isPaper = places.some(({ url }) => placeWorth(url) >= 3)
  if ((!isPaper && below < 2.5) || row.runs.some(({ text, url }) => url !== null && !isLinkLabel(text))) return null
  const idea = wordsOf(row.runs)
    .replace(/\s+/g, ' ')
    .replace(/^\s*\d{1,3}[.):]+\s+/, '')
    .trim()
  if (countWords(idea) < 4 || head?.evidence === undefined) return null
  const whole = idea.length <= 100 ? idea : idea.slice(0, 100).replace(/\s\S*$/, '')
  return { title: `${whole.replace(/[\s.,;:]+$/, '')}…`, idea, link: paperPlace(places), reviewed: true }
}

/** A row that looks like a paper's entry though too little says that it is one. */
function isMissed({ head, below, section, row }: Unit, isAboutPapers: boolean): boolean {
  if (!head || isNoTitle(head.title) || section.kind === 'others') return false
  const evidence = head.evidence + below
  if (
    row.kind === 'text' &&
    head.mark === 'plain' &&
    (head.evidence < 2.5 || leaning({ text: head.title, heading: 0 }) > 1)
  )
    return false
  if (row.kind === 'text' && head.mark === 'plain' && titleCase(head.title) < 0.6) return false
  if (evidence >= 2.5) return head.odds >= -2
  if (head.mark === 'plain' && leaning({ text: head.title, heading: 0 }) > 1) return false
  return evidence >= 0.9 && head.odds >= 1.5 && (section.kind === 'papers' || isAboutPapers)
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

function begun({ row, role }: Unit, head: Head): Entry {
  return {
    line: row.line,
    title: head.title,
    said: head.said,
    depth: row.depth,
    rank: rank(row),
    isHeading: role === 'heading',
    facts: { title: head.title, ...head.facts },
    places: [...head.places],
    words: [],
  }
}

/** Takes in what stands below a title. */
function extend(entry: Entry, { row, role, text }: Unit): void {
  const { facts } = entry
  switch (role) {
    case 'people': {
      const taken = isPeople(text) ? { people: peopleIn(text), rest: '' } : takePeople(text)
      if (!facts.authors?.length) Object.assign(facts, taken?.people)
      const place = (taken?.rest ?? '').replace(/^[\s,.;:–—·|-]+/, '')
      facts.date ??= countWords(place) <= 12 ? dateWithin(place) : null
      facts.venue ??= countWords(place) <= 12 && /\d{4}/.test(place) ? venueIn(place) : undefined
      const said = /^\s+[–—-]+\s+(\S.*)$/.exec(taken?.rest ?? '')?.[1] ?? ''
      if (countWords(said) >= 3) entry.words.push(said)
      entry.places.push(...placesIn(row.runs))
      return
    }
    case 'links':
      entry.places.push(...placesIn(row.runs))
      return
    case 'reference': {
      entry.places.push(...placesIn(row.runs))
      const reference = readReference(text)
      const people = reference?.authors?.length ? reference : takePeople(text)?.people
      if (people?.authors?.length && (facts.authorsCount == null || !facts.authors?.length)) {
        facts.authors = people.authors
        facts.authorsCount = people.authorsCount ?? facts.authorsCount ?? null
      }
      facts.date ??= reference?.date ?? dateInBrackets(text)
      return
    }
    case 'label':
      takeLabel(entry, row, text)
      return
    case 'words':
    case 'head': {
      const words = wordsOf(row.runs).replace(/\s+/g, ' ').trim()
      if (row.kind === 'item' && entry.words.length === 0 && facts.authors?.length && arePlaces(words)) {
        facts.affiliations ??= words.split(/\s*[;,]\s*(?:and\s+)?/).map((part) => part.replace(/\.$/, ''))
        return
      }
      if (
        placesIn(row.runs).length > 0 &&
        (countWords(words) <= 4 || (countWords(words) <= 12 && paperPlace(entry.places) === null))
      )
        entry.places.push(...placesIn(row.runs))
      facts.venue ??= venueAlone(words)
      if (/^(?:pages?|pp\.?) ?\d[\d\s–-]*$/i.test(words)) return
      if (/\p{L}/u.test(words) && venueAlone(words) === null)
        entry.words.push(row.kind === 'item' ? `- ${words}` : words)
      return
    }
    case 'heading':
    case 'cells':
  }
}

/** `118.8 (21-Feb-17): 080501`. */
function dateInBrackets(text: string): string | null {
  return (
    [...text.matchAll(/\(([^()]{4,30})\)/g)].map(([, inner = '']) => readPartialDate(inner)).find((day) => day) ?? null
  )
}

function takeLabel(entry: Entry, row: Row, text: string): void {
  const label = readLabel(text)
  if (!label) return
  const { facts } = entry
  const { said, value } = label
  switch (said) {
    case 'title':
      return
    case 'authors':
      if (value !== '') Object.assign(facts, peopleIn(value))
      return
    case 'affiliations':
      facts.affiliations = value.split(/\s*[;,]\s*/).filter((part) => part !== '')
      return
    case 'abstract':
      if (value !== '') facts.abstract ??= value
      return
    case 'idea':
      facts.idea ??= value || null
      return
    case 'summary':
      if (countWords(value) <= 60) facts.idea ??= value || null
      else entry.words.push(value)
      return
    case 'tags':
      facts.tags = value.split(/\s*[;,]\s*/).filter((part) => part !== '')
      return
    case 'date':
    case 'year':
      facts.date = readPartialDate(value) ?? dateWithin(value) ?? facts.date ?? null
      return
    case 'venue':
      facts.date ??= dateWithin(value)
      facts.venue ??= venueIn(value)
      return
    case 'id':
      facts.arxivId ??= arxivIdWithin(value) ?? /^(\d{4}\.\d{4,5})/.exec(value)?.[1] ?? null
      facts.doi ??= doiWithin(value)
      entry.places.push(...placesIn(row.runs))
      return
    case 'link':
      entry.places.unshift(...placesIn(row.runs))
      return
    case 'presenter':
    case 'place':
    case 'meeting':
      return
    case 'remark':
    case 'aside':
      entry.places.push(...placesIn(row.runs))
      if (said === 'remark' && value !== '') entry.words.push(text)
  }
}

function finished({ facts, places, words, said, isHeading }: Entry): FoundFacts {
  const { line: own, points } = pointsIn(said)
  const rest = [...points, ...words]
  let idea = facts.idea ?? own
  if (
    facts.abstract == null &&
    facts.authors?.length &&
    rest.length > 0 &&
    isHeading &&
    countWords(rest[0] ?? '') >= 60
  )
    facts.abstract = rest.shift() ?? null
  const [first = ''] = rest
  if (idea == null && first !== '' && countWords(first) <= 45 && (!first.startsWith('- ') || rest.length === 1))
    idea = rest.shift()?.replace(/^- /, '') ?? null
  const remarks = rest.reduce(
    (all, part) => (all === '' ? part : `${all}${part.startsWith('- ') ? '\n' : '\n\n'}${part}`),
    '',
  )
  return {
    ...facts,
    idea,
    remarks: remarks === '' ? null : remarks,
    link: paperPlace(places),
    reviewed: idea != null || remarks !== '',
  }
}
