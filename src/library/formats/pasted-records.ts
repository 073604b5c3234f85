import { areNames, isPeople } from '../reading/people-found.ts'
import { isChrome } from './page-tokens.ts'
import { partLabels, readLabel, type Said } from './paper-labels.ts'
import { countWords, isUnfinished } from './prose.ts'
import { addressesIn } from './text-draft.ts'
import type { TextLine } from './text-line.ts'
import { leaning } from './titles-and-abstracts.ts'

/** What stands about one paper. */
export interface PaperRecord {
  line: number
  title: TextLine[]
  /** As they are written. */
  authors: string[]
  abstract: TextLine[]
  said: { said: Said; value: string }[]
  addresses: { label: string; url: string }[]
  /** The title has its label. */
  isTitled: boolean
  /** The abstract has its label. */
  isLabelled: boolean
  /** Its first section begins below the abstract. */
  isFirstPage: boolean
  /** Lines that are nothing of a paper's page, above the abstract and below it. */
  strays: { above: TextLine[]; below: TextLine[] }
}

/** A line, or a part of one that begins with a label of its own. */
interface Row {
  line: TextLine
  said: Said | null
  text: string
}

/** The papers that a text tells of, each with the lines about it. */
export function recordsOf(lines: readonly TextLine[]): PaperRecord[] {
  const rows = lines.flatMap(rowsOf)
  const hasLabels = rows.some(({ said }) => said === 'abstract')
  const records: PaperRecord[] = []
  let record: PaperRecord | null = null
  let open: Open = NOTHING
  let isOver = false
  rows.forEach((row, index) => {
    if (record && isOver && !LISTED.test(row.line.text) && row.said !== 'title') return
    // What stands below the abstract on a paper's first page is the paper itself.
    if (record && record.abstract.length > 0 && row.said === null && FIRST_SECTION.test(row.text)) {
      record.isFirstPage = true
      isOver = true
      return
    }
    if (!record || beginsRecord(rows, index, record, hasLabels)) {
      record = newRecord(row.line.line)
      records.push(record)
      open = NOTHING
      isOver = false
    }
    open = takeRow(record, row, open, rows.slice(index + 1, index + LONGEST_PARAGRAPH))
  })
  return records.filter(({ title, abstract }) => title.length + abstract.length > 0)
}

const LONGEST_PARAGRAPH = 40

/** What the next line may go on with; below a label that stands alone it says what the label announced. */
interface Open {
  said: Said | null
  isBare: boolean
}

const NOTHING: Open = { said: null, isBare: false }

function rowsOf(line: TextLine): Row[] {
  return partLabels(
    line.text.replace(/^\[([^[\]]*)\]$|^([*_])(\S.*\S)\2$/, '$1$3').replace(/^A B S T R A C T$/, 'Abstract'),
  ).map((text, index) => {
    const label = LISTED.test(text) ? null : readLabel(text)
    const own = index === 0 ? line : { ...line, gap: false }
    return label ? { line: own, said: label.said, text: label.value } : { line: own, said: null, text }
  })
}

function newRecord(line: number): PaperRecord {
  return {
    line,
    title: [],
    authors: [],
    abstract: [],
    said: [],
    addresses: [],
    isTitled: false,
    isLabelled: false,
    isFirstPage: false,
    strays: { above: [], below: [] },
  }
}

/** arXiv's listings number their papers; elsewhere another title begins another paper once the one before has its abstract. */
function beginsRecord(rows: readonly Row[], index: number, record: PaperRecord, hasLabels: boolean): boolean {
  const row = rows[index]
  if (!row || record.title.length === 0) return false
  if (LISTED.test(row.line.text)) return true
  if (row.said === 'title') return record.isTitled && (record.abstract.length > 0 || record.authors.length > 0)
  const isTitle = row.said === null && !isFurniture(row.text) && !SECTION.test(row.text) && lean(row) < 0.5
  if (record.abstract.length === 0 || !isTitle || countWords(row.text) < 2) return false
  const next = rows.slice(index + 1, index + 8)
  if (hasLabels) return next.some(({ said }) => said === 'abstract') && (row.line.gap || row.line.heading > 0)
  return next.slice(0, 3).some((below) => below.said === null && lean(below) > 3)
}

const LISTED =
  /^(?:\[\d{1,4}\] ?)?arXiv: ?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?(?: ?[([].{0,80})?$/i

function lean({ line, text }: Row): number {
  return leaning({ text, heading: line.heading })
}

/** Adds what a row says, and tells what the next one may go on with. */
function takeRow(record: PaperRecord, row: Row, open: Open, below: readonly Row[]): Open {
  const { text } = row
  // Summaries stand in many texts; that of a paper is its abstract where the title has its label, too.
  const said = row.said === 'summary' ? (record.isTitled && text !== '' ? 'abstract' : 'aside') : row.said
  const line = { ...row.line, text }
  record.addresses.push(...addressesIn(row.line))
  if (said !== null) {
    record.isLabelled ||= said === 'abstract'
    takeLabelled(record, said, line)
    return { said, isBare: text === '' && (HEADS.has(said) || /[:：]$/.test(row.line.text)) }
  }
  const isOwn = open.said === 'abstract' || !isFurniture(text)
  if (open.isBare || (isOwn && goesOn(record, open.said, line))) {
    takeLabelled(record, open.said ?? 'aside', line)
    return { said: open.said, isBare: false }
  }
  if (record.authors.length + record.abstract.length === 0 && !record.isTitled && RUNNING_HEAD.test(text)) {
    // The journal's name may stand above.
    record.title = []
    return NOTHING
  }
  if (record.title.length === 0 && CITED_ABOVE.test(text)) record.said.push({ said: 'id', value: text })
  else if (LISTED.test(text)) record.said.push({ said: 'id', value: text })
  else if (DATED.test(text)) record.said.push({ said: 'date', value: text })
  else if (!isFurniture(text)) return takeUnlabelled(record, line, open, below)
  return open.said === 'authors' ? open : NOTHING
}

/** Labels that stand above their part as headings do; the others do so with a colon only. */
const HEADS: ReadonlySet<Said> = new Set(['title', 'authors', 'abstract', 'tags', 'idea'])

function takeLabelled(record: PaperRecord, said: Said, line: TextLine): void {
  if (said === 'title') {
    // The page's own title may stand above it, or be there once more.
    if (!record.isTitled) record.title = []
    record.isTitled = true
    if (line.text !== '' && record.title[0]?.text !== line.text) record.title.push(line)
  } else if (said === 'abstract') {
    if (line.text !== '') record.abstract.push(line)
  } else if (said === 'authors') record.authors.push(line.text)
  else if (line.text !== '') record.said.push({ said, value: line.text })
}

/** Whether a line goes on with what the one above it says. */
function goesOn(record: PaperRecord, open: Said | null, line: TextLine): boolean {
  const { text, raw, gap } = line
  switch (open) {
    case 'title': {
      const above = record.title.at(-1)?.text ?? ''
      return !gap && (/^\s/.test(raw) || isUnfinished(above) || /^\p{Ll}/u.test(text))
    }
    case 'abstract': {
      if (SECTION.test(text)) return false
      return gap
        ? leaning({ ...line, heading: 0 }) > 1
        : isUnfinished(record.abstract.at(-1)?.text ?? '') || !isFurniture(text)
    }
    case 'authors':
      return !gap && areNames(text)
    case 'idea':
    case 'tags':
      return !gap && /[,;]$/.test(record.said.at(-1)?.value ?? '')
    case 'date':
    case 'month':
    case 'year':
    case 'id':
    case 'link':
    case 'summary':
    case 'aside':
    case null:
      return false
  }
}

function takeUnlabelled(record: PaperRecord, line: TextLine, open: Open, below: readonly Row[]): Open {
  const { title, abstract, authors, strays } = record
  const areAuthors = title.length > 0 && authors.length === 0 && areNames(line.text)
  if (title.length === 0 && leaning(line) < 3) title.push(line)
  else if (isUnfinished(title.at(-1)?.text ?? '') && isMoreTitle(record, line, below[0])) title.push(line)
  else if (title.length > 0 && authors.length === 0 && abstract.length === 0 && columnsOf(line).length > 1)
    authors.push(columnsOf(line).join(', '))
  else if (areAuthors) authors.push(line.text)
  else if (isMoreTitle(record, line, below[0])) title.push(line)
  else if (abstract.length === 0 && isProse(line, below)) {
    abstract.push(line)
    return { said: 'abstract', isBare: false }
  } else if (abstract.length === 0) strays.above.push(line)
  else if (open.said !== 'aside' || !record.isLabelled) strays.below.push(line)
  return open.said === 'aside' ? open : NOTHING
}

/** Names that stand beside each other on a page, each above where they work. */
function columnsOf({ raw }: TextLine): string[] {
  const columns = raw.trim().split(/\s{3,}|\t+/)
  return columns.length > 1 && columns.every((name) => isPeople(name.replace(/[*†‡§¶\d,∗]+$/, ''))) ? columns : []
}

/** Whether the paragraph that begins here is running text, be it broken to fit a width. */
function isProse(line: TextLine, below: readonly Row[]): boolean {
  const end = below.findIndex((row) => row.line.gap || row.said !== null)
  const text = [line, ...(end < 0 ? below : below.slice(0, end))].map(({ text }) => text).join(' ')
  return leaning({ text, heading: 0 }) > 3
}

/** A title that was broken: it ends where no title does, or the names stand below its second line. */
function isMoreTitle(
  { title, authors, abstract, strays }: PaperRecord,
  line: TextLine,
  next: Row | undefined,
): boolean {
  const above = title.at(-1)
  if (!above || line.gap || authors.length + abstract.length + strays.above.length > 0 || title.length > 3) return false
  return isUnfinished(above.text) || /^\p{Ll}/u.test(line.text) || (next !== undefined && areNames(next.text))
}

const DATED =
  /^(?:[([]{0,2}(?:submitted|published|posted|received|originally announced|first published)\b[^.]{0,8}? ?\d.{0,120}|published in .{1,120} (?:19|20)\d{2})$/i
/** A journal's name with volume and pages, above the title. */
const CITED_ABOVE =
  /^(?=.*\bhttps?:\/\/(?:dx\.)?doi\.org\/10\.).{0,160}\b(?:19|20)\d{2}\b|\bdoi: ?10\.|\bPMID: ?\d|\b\d{4}(?: [A-Z][a-z]{2}(?: \d{1,2})?)?;\d{1,4}[(:]/
/** What a journal prints at the head of a first page: its name with a number, who publishes it, what kind of text it is. */
const RUNNING_HEAD =
  /^(?=.{0,160}$)(?!.*10\.\d{4,9}\/)(?:.*\b(?:vol(?:ume)?|number|no|issue)\.? ?\d+\b.*\b(?:1[89]|20)\d{2}\b.*|contents lists available at .*|journal homepage: .*|(?:original |research |review )?(?:article|research|report|letter|communication)s?|open access)$/i
const FIRST_SECTION =
  /^(?:1|I)\.? (?=\p{Lu})(?!\p{Lu}\p{Ll}* (?:am|was|have)\b).{3,100}$|^(?:1\.? |I\.? )?introduction$/iu
const SECTION =
  /^(?:(?:\d{1,2}|[IVX]{1,4})\.? )?(?:introduction|related work|background|preliminaries|methods?|results|references|contents|motivation|overview|figure 1\b.*|acknowledge?ments?)$|^1\.? \p{Lu}/iu

/** What the sites print around their papers. */
function isFurniture(text: string): boolean {
  return isChrome(text) || FURNITURE.test(text) || /^[\p{P}\p{S}\d\s]*$/u.test(text)
}

const FURNITURE =
  /^(?:(?:view|download) (?:a )?(?:pdf|paper|license)\b|html \(experimental\)|tex source|other formats|focus to learn more|submission history|\[v\d+\]|\(or arxiv:|or arxiv:|everyone|revisions|bibtex$|upvote\b|submitted by\b|published in\b|pmc?id: ?\S|cite this(?: article)?$|all authors$|cites in$|full$|text views$|[\d.,]+[km]? (?:accesses|citations|altmetric)\b|accesses$|citations$|metrics$|affiliations expand|copyright\b|(?:(?:original|review|research) )?(?:article|paper)$|expand$|\+\d+ (?:more )?authors?\b|access paper|full[- ]text|skip to|references (?:&|and) citations|export (?:bibtex|citation)|arxiv-issued doi|(?:showing|total of) .{0,60}|(?:new|cross|replacement) submissions\b|cross-lists?\b|open access$|license:|https?:\/\/\S+$|doi: ?10\.|10\.\d{4,9}\/\S+$|[A-Z][\w ]{3,40} > [A-Z]|(?:computer science|mathematics|physics|statistics|quantitative biology|economics)$|#\d+ paper of the (?:day|week|month))/i
