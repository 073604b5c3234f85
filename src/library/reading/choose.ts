import type { Format, Source } from '../format.ts'
import { cut } from '../formats/facts.ts'
import { saysNothingNew } from '../formats/nothing-new.ts'
import { webLink } from '../formats/paper-entry.ts'
import type { Parsed, ParsedPaper, Unread } from '../parsed-digest.ts'
import { isShifted, missedBy } from './audit.ts'
import { DAY_AND_TOPIC, leadingDay } from './days.ts'
import { leftOver } from './left-over.ts'
import { placeWorth } from './places.ts'
import { isAboutPapers } from './reading-list.ts'
import { isJson } from './tabular.ts'
import { isNoTitle, titleOdds } from './titles.ts'

export interface Chosen {
  format: Format
  parsed: Parsed
}

/** Reads a document with every reader that may be right, and takes the one whose result explains most with most evidence. */
export function chooseAmong(formats: readonly Format[], source: Source): Chosen | null {
  const surest = formats
    .map((format) => ({ format, sureness: format.detect(source) }))
    .filter(({ sureness }) => sureness > 0)
    .sort((a, b) => b.sureness - a.sureness)
  const [first] = surest
  if (!first) return null
  const certain = first.sureness >= CERTAIN ? parseSafely(first.format, source) : null
  // Records have marks that nothing else has; what has only their marks may be anything.
  if (certain && (certain.digest || source.text.length > SHORT)) return { format: first.format, parsed: certain }
  const read = surest.map(({ format, sureness }) => {
    const parsed = format === first.format && certain ? certain : parseSafely(format, source)
    return { format, parsed, worth: worthOf(parsed) * (0.5 + sureness) }
  })
  const best = read.reduce<(typeof read)[number] | null>(
    (top, one) => (one.worth > (top?.worth ?? 0) ? one : top),
    null,
  )
  if (best) return { format: best.format, parsed: withDoubts(best, read, source) }
  const empty = read.find(({ parsed }) => parsed.problems.some(saysNothingNew))
  if (empty) return { format: empty.format, parsed: empty.parsed }
  // What is worth less than nothing is titles that are none; but what a program writes says itself what is one.
  const [own] = read
  const isOwn =
    own && (own.worth >= 0 || BY_PROGRAMS.test(source.text)) && first.sureness >= SURE_ENOUGH && !first.format.isGeneral
  return nothingOf(surest.find(({ format }) => format.isGeneral)?.format, source) ?? (isOwn ? own : null)
}

/** What looks like entries in a document of which no paper could be read; null where nothing does. */
function nothingOf(general: Format | undefined, source: Source): Chosen | null {
  if (!general || !(isAboutPapers(source) || READS.test(source.text.slice(0, 30_000))) || isData(source.text))
    return null
  const { unread } = leftOver(source.text, [], [], true)
  return unread.length === 0 ? null : { format: general, parsed: nothingRead(source, unread) }
}

/** What else groups are called that read. */
const READS =
  /\b(?:readings?|book ?clubs?|seminars?|syllabus|bibliograph\p{L}+|lese(?:kreis|zirkel|gruppe)\p{L}*|literatur\p{L}*|lektüre|lecturas?|leituras?|letture)(?!\p{L})|读书|読書/iu

function nothingRead({ name }: Source, unread: Unread[]): Parsed {
  const [first] = unread
  const rows = unread.length === 1 ? '1 row looks like one' : `${unread.length} rows look like one`
  const where = unread.length === 1 ? 'at' : 'the first at'
  const message = `No paper could be read here, though ${rows}, ${where} line ${first?.line}: “${cut(first?.text ?? '')}”. Give the links or DOIs, or each title on a line of its own with who wrote it.`
  return { digest: null, problems: [{ file: name, line: first?.line ?? 1, message }], unread }
}

function isData(text: string): boolean {
  return isJson(text) || BY_PROGRAMS.test(text)
}

/** What was chosen, with what it left unread; nothing where its facts are those of other papers. */
function withDoubts({ format, parsed }: Chosen, read: readonly Chosen[], source: Source): Parsed {
  if (parsed.digest && isShifted(parsed.digest.papers, source.text)) {
    return { digest: null, problems: [{ file: source.name, line: 1, message: SHIFTED }] }
  }
  const general = read.find((one) => one.format.isGeneral)
  const known = new Set(parsed.unread?.map(({ line }) => line))
  const missed = (format.isGeneral || !general ? [] : missedBy(parsed, general.parsed, source.text)).filter(
    ({ line }) => !known.has(line),
  )
  const told = [...(parsed.unread ?? []), ...missed]
  // Data says itself what is an entry.
  if (!parsed.digest || format.stream || isData(source.text))
    return told.length === 0 ? parsed : { ...parsed, unread: told.toSorted((a, b) => a.line - b.line) }
  const { papers } = parsed.digest
  const { unread, broken } = leftOver(source.text, papers, told, format.isGeneral === true)
  const kept = papers.filter(({ title }) => !broken.has(title))
  if (unread.length === 0) return { ...parsed, unread }
  if (kept.length === 0 && papers.length > 0) return nothingRead(source, unread)
  return { ...parsed, digest: { ...parsed.digest, papers: kept }, unread }
}

const SHIFTED =
  'Each paper would get the people of the one below it, so nothing is taken from here. Do the names stand above their titles? Put them below, or give the papers as a table, BibTeX or links.'

/** A format that stumbles over a document must not keep the others of a list from being read. */
export function parseSafely(format: Format, source: Source): Parsed {
  try {
    return format.parse(source)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const message = `The document cannot be read as ${format.name}: ${why.slice(0, 200)}`
    return { digest: null, problems: [{ file: source.name, line: 1, message }] }
  }
}

const CERTAIN = 0.99
/** Characters of a document that is read again where its marks said nothing. */
const SHORT = 200_000
const SURE_ENOUGH = 0.45
/** How XML and JSON begin. */
const BY_PROGRAMS = /^\uFEFF?\s*(?:<\?xml|<(?:rss|feed|rdf:RDF|opml)\b|[{[]\s*["{[])/

/** How much of a document a reading explains. */
function worthOf({ digest, meetings = [] }: Parsed): number {
  if (!digest) return 0
  const { papers, definitions, news, comments } = digest
  const others = (definitions.length + news.length + comments.length) * 0.5 + meetings.length * 0.3
  const seen = new Set<string>()
  return papers.reduce((sum, paper) => {
    // Two entries of one number are one work and something that is none.
    const id = paper.arxivId ?? paper.doi
    const isTwice = id !== null && seen.has(id)
    if (id !== null) seen.add(id)
    return sum + (isTwice ? -1 : worthOfPaper(paper))
  }, others)
}

function worthOfPaper({
  title,
  link,
  arxivId,
  doi,
  authors,
  authorsCount,
  abstract,
  idea,
  remarks,
  likes,
  upvotes,
  date,
}: ParsedPaper): number {
  if (isNoTitle(title) || DAY_AND_TOPIC.test(title) || leadingDay(title) !== null) return authors.length > 0 ? 0 : -1.5
  const place = webLink(link)
  const isFound = arxivId !== null || doi !== null || (place !== null && placeWorth(place) >= 3)
  const evidence =
    (isFound ? 1 : place === null ? 0 : 0.4) +
    (authors.length > 0 || authorsCount !== null ? 0.6 : 0) +
    (abstract !== null ? 0.9 : idea !== null || remarks !== null ? 0.4 : 0) +
    (likes !== null || upvotes !== null ? 0.3 : 0) +
    (date !== null ? 0.1 : 0)
  return titleOdds(title) < 0 && evidence < 0.5 ? -0.5 : 0.5 + evidence
}
