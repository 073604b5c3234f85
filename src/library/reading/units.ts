/** Rows by their role: headings, what may be titles, and what may belong to one. */
import { countWords } from '../formats/prose.ts'
import { citedLine } from './cited-line.ts'
import type { Order } from './days.ts'
import { type Head, headOf, withSubtitle } from './heads.ts'
import { readLabel, type Said } from './labels.ts'
import { layOut, waysOf } from './layouts.ts'
import { isLinks } from './parted-rows.ts'
import { isPeople, isPeopleList, nameAlone, takePeople } from './people-found.ts'
import { placesIn } from './places.ts'
import { type Row, type Run, textOf } from './row.ts'
import { HOW_NEEDED } from './row-openings.ts'
import {
  dayAndWho,
  isHeadingInBold,
  isHeadOfItems,
  isSectionLine,
  isTopicOf,
  kindOf,
  namesPapers,
  opensDay,
  type Section,
  SURE,
} from './sections.ts'
import type { Split } from './title-places.ts'
import { isVenueLine } from './venue.ts'

/** What a row is: a heading, a title that may be one, a fact of the title above it, or words. */
export interface Unit {
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

export function unitsOf(rows: readonly Row[], order: Order): Unit[] {
  const isCiting = citesOften(rows)
  const laid = laidOut(rows, order)
  const units: Unit[] = []
  const kinds = besideReadings(rows)
  const open: (Pick<Section, 'kind' | 'day' | 'who' | 'year'> & { depth: number })[] = []
  let number = 0
  let section: Section = {
    number,
    kind: 'unnamed',
    isNamed: false,
    isSure: false,
    isDay: false,
    day: null,
    who: null,
    year: null,
  }
  /** A list within a list has a section of its own. */
  let within: { depth: number; section: Section } | null = null
  for (const [at, written] of rows.entries()) {
    const row = asHeading(written, rows[at + 1], units.at(-1))
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
      const own = kinds.get(text) ?? (isTopicOf(text, rows[at + 1], order) ? null : kindOf(text))
      const named = withSubtitle(headOf(row.runs, order), text)
      const isDatedTitle = named?.day != null && named.who === null && named.odds >= 1 && countWords(named.title) >= 2
      const dated = dayAndWho(text, order)
      const kind = own ?? parent?.kind ?? 'unnamed'
      const year = Number(/(?<!\d)(?:19|20)\d{2}(?!\d)/.exec(text)?.[0] ?? parent?.year) || null
      open.push({ depth: row.depth, kind, day: dated?.day ?? parent?.day ?? null, who: dated?.who ?? null, year })
      const isDay = (dated !== null && !isDatedTitle) || opensDay(text) || isTopicOf(text, rows[at + 1], order)
      section = {
        number: isDay && section.isDay ? number : ++number,
        kind,
        isNamed: namesPapers(text),
        isSure: kinds.has(text) || SURE.test(text),
        isDay,
        day: dated?.day ?? parent?.day ?? null,
        who: dated?.who ?? null,
        year,
      }
      unit.head = isDay || isSectionLine(text) ? null : named
    } else {
      if (row.kind === 'item' && within !== null && row.depth <= within.depth) {
        section = within.section
        within = null
      }
      roleOf(unit, units.at(-1), order, isCiting, laid.get(written) ?? null)
      const next = rows[at + 1]
      if (row.gap && next?.kind === 'text' && !next.gap && isLinks(next.runs)) unit.head = withSubtitle(unit.head, text)
      if (isHeadOfItems(row, rows[at + 1])) {
        within ??= { depth: row.depth, section }
        unit.role = 'words'
        unit.head = null
        const kind = kindOf(text) ?? section.kind
        section = { ...section, number: ++number, kind, isNamed: namesPapers(text), isSure: SURE.test(text) }
      }
      if (
        (unit.role === 'words' || (unit.role === 'head' && (unit.head?.evidence ?? 0) < 1)) &&
        /[:：]$/.test(text) &&
        countWords(text) <= 30 &&
        row.kind === 'text'
      ) {
        const kind =
          countWords(text) <= 4 ? (kindOf(text) ?? section.kind) : kindOf(text) === 'papers' ? 'papers' : section.kind
        if (unit.head?.mark !== 'bold' && unit.head?.mark !== 'link') unit.role = 'words'
        section = { ...section, number: ++number, kind, isNamed: namesPapers(text), isSure: SURE.test(text) }
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

/** A row as what it stands for: a line in bold may head a section, and a heading be a label of the one above it. */
function asHeading(row: Row, next: Row | undefined, above: Unit | undefined): Row {
  if (isHeadingInBold(row, next)) return { ...row, kind: 'heading', depth: 7 }
  const said = row.kind === 'heading' ? readLabel(textOf(row.runs)) : null
  const isBelow =
    (above?.role === 'heading' && above.head !== null && above.row.depth < row.depth) || above?.role === 'label'
  return said !== null && said.value !== '' && isBelow && FACTS.has(said.said)
    ? { ...row, kind: 'text', gap: false }
    : row
}

const FACTS: ReadonlySet<Said> = new Set([
  'authors',
  'tags',
  'date',
  'year',
  'venue',
  'id',
  'link',
  'presenter',
  'place',
  'meeting',
])

/** Headings that come again beside one that names readings: what they head is something else. */
function besideReadings(rows: readonly Row[]): Map<string, 'others'> {
  const counts = new Map<string, number>()
  for (const { kind, depth, runs } of rows) {
    const name = `${depth} ${textOf(runs)}`
    if (kind === 'heading') counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const often = [...counts]
    .filter(([, count]) => count >= 2)
    .map(([name]) => ({ depth: name.slice(0, 1), text: name.slice(2) }))
  const readings = new Set(
    often.filter(({ text }) => namesPapers(text) && countWords(text) <= 3).map(({ depth }) => depth),
  )
  return new Map(
    often
      .filter(({ depth, text }) => readings.has(depth) && !namesPapers(text) && !HOW_NEEDED.test(`${text}: x`))
      .map(({ text }) => [text, 'others']),
  )
}

/** The titles of rows by the order that those of their section have, else those of their kind in the whole document. */
function laidOut(rows: readonly Row[], order: Order): Map<Row, Split> {
  let section = 0
  let isOff = false
  const open = rows.flatMap((row) => {
    if (row.kind === 'heading') section++
    const isLead = row.kind === 'heading' || (row.kind === 'text' && countWords(textOf(row.runs)) <= 4)
    if (isLead) isOff = NOTHING_READ.test(textOf(row.runs))
    const isFact = FACTS.has(readLabel(textOf(row.runs))?.said ?? 'title')
    const isOpen = !isOff && (row.kind === 'item' || row.kind === 'text') && !isFact && !isLinks(row.runs)
    return isOpen ? [{ row, section, kind: `${row.kind} ${row.depth}`, laid: waysOf(row.runs, order) }] : []
  })
  const found = new Map<Row, Split>()
  for (const group of [
    (one: (typeof open)[number]) => `${one.section} ${one.kind}`,
    ({ kind }: { kind: string }) => kind,
  ])
    for (const alike of Map.groupBy(
      open.filter(({ row }) => !found.has(row)),
      group,
    ).values())
      layOut(alike.map(({ laid }) => laid)).forEach((split, at) => {
        const one = alike[at]
        if (split && one) found.set(one.row, split)
      })
  return found
}

/** What heads duties, people or films: names stand in such lists as well, and nothing in them is read. */
const NOTHING_READ =
  /^[^\p{L}]*(?:tasks?|to[- ]?dos?|action items?|chores|roles?|snacks?|food|drinks?|films?|movies|songs?|music|members|participants|organi[sz]ers|contacts?|aufgaben|filme|mitglieder|tâches|membres|tareas|miembros|tarefas|membros|compiti|membri)\s*[:：]?\s*$/iu

/** Whether a document names its works by references in words: several do, and of what may be one most. */
function citesOften(rows: readonly Row[]): boolean {
  const lines = rows
    .filter(({ kind }) => kind === 'item' || kind === 'text')
    .slice(0, 400)
    .map(({ runs }) => textOf(runs).slice(0, 600))
  const sure = lines.filter((line) => (citedLine(line)?.worth ?? 0) >= 3).length
  return sure >= 3 && sure >= lines.filter((line) => citedLine(line, true) !== null).length * 0.4
}

function roleOf(unit: Unit, above: Unit | undefined, order: Order, isCiting: boolean, laid: Split | null): void {
  const { row, text } = unit
  const label = readLabel(text)
  const isBelow = above?.head != null || above?.role === 'label' || above?.role === 'people' || above?.role === 'links'
  const announced =
    label && label.said !== 'title' && !isBelow && !FACTS.has(label.said) ? headOf(row.runs, order) : null
  if (label && label.said !== 'title' && (announced === null || announced.mark === 'plain' || announced.odds < 1)) {
    unit.role = 'label'
    return
  }
  if (isLinks(row.runs)) {
    unit.role = 'links'
    return
  }
  if (laid?.before.length && !label) {
    unit.head = headOf(row.runs, order, isCiting, laid)
    if (unit.head) unit.role = 'head'
    return
  }
  const isBeside = row.kind === 'item' && above?.row.kind === 'item' && row.depth <= above.row.depth
  const taken = above?.head && !isBeside && (!row.gap || above.role === 'heading') ? takePeople(text) : null
  if (
    taken &&
    taken.rest.length < 60 &&
    /^[\s,.;:|–—·(-]+(?:in )?(?:arxiv\b|doi\b|https?:|[\p{L}’'.& ]{0,60}\(?\b(?:19|20)\d{2}\b)|^\s*[·|]\s*[\p{L}’'.,& ]{2,60}\b(?:19|20)\d{2}\b/iu.test(
      taken.rest,
    )
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
  if (above?.role === 'heading' && row.kind === 'text' && nameAlone(text)) {
    unit.role = 'people'
    return
  }
  if (above?.role === 'people' && row.kind === 'text' && !row.gap && isVenueLine(text)) return
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
  const runs = label?.value && announced === null ? afterLabel(row.runs) : row.runs
  const head = headOf(runs, order, isCiting, runs === row.runs ? laid : null)
  if (!head) return
  unit.head = label && announced === null ? { ...head, evidence: head.evidence + 2 } : head
  // Words that go on and on, with nothing set off, are no title.
  const isLong = head.mark === 'plain' && (countWords(text) > 45 || (countWords(head.title) > 22 && head.evidence < 2))
  const runsOn =
    head.mark === 'plain' && head.said !== '' && head.evidence < 1 && row.kind === 'text' && row.runs.length === 1
  if (!isLong && !(runsOn && countWords(text) > 30)) unit.role = 'head'
}

/** Where names stand right above each title, as nothing but a gap can tell: the same rows with the names below. */
export function belowTitles(units: Unit[]): Unit[] {
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

/** How deep a row stands: a list below a paragraph is within it. */
export function rank({ kind, depth }: Row): number {
  return kind === 'item' ? depth + 1 : depth
}
