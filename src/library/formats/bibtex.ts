import { parse as parseFile } from '@citation-js/plugin-bibtex/lib/input/file.js'
import { readArxivId } from '../addresses.ts'
import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import { peopleOf } from '../reading/people.ts'
import { venueOf } from '../reading/venue.ts'
import { bibtexCutter, type RawEntry } from './bibtex-cutter.ts'
import type { Complaint } from './complaint.ts'
import { partialDate, readPartialDate } from './dates.ts'
import { plainText } from './html-text.ts'
import { latexToNames, latexToText } from './latex.ts'
import { monthOf } from './months.ts'
import { arxivIdWithin, toPaper, webLink } from './paper-entry.ts'
import { type Outcome, type RecordReader, readWhole, streamRecords } from './records.ts'
import { oneLine } from './texts.ts'

/** BibTeX and BibLaTeX. */
export const format: Format = {
  name: 'bibtex',
  detect,
  parse: (source: Source): Parsed => readWhole(source, bibtexReader(), {}, 'bibliography'),
  stream: (name, chunks) => streamRecords(name, chunks, bibtexReader()),
}

function detect(source: Source): number {
  const head = source.text.slice(0, 20_000)
  if (!ENTRY.test(head)) return 0
  return /^\s*(?:%|@)/.test(head) ? 1 : 0.7
}

const ENTRY =
  /(?:^|\n)[ \t]*@(?:article|inproceedings|conference|misc|online|book|incollection|inbook|techreport|report|phdthesis|mastersthesis|thesis|unpublished|proceedings|software|dataset|manual|booklet|electronic|string|preamble|comment|patent|periodical|collection|preprint)\s*[{(]/i

/** What a collection says of itself is in the entries that refer to it; it is no paper. */
const COLLECTIONS = new Set([
  'proceedings',
  'mvproceedings',
  'periodical',
  'set',
  'xdata',
  'collection',
  'mvcollection',
])

interface Entry {
  type: string
  label: string
  line: number
  fields: ReadonlyMap<string, string>
}

function bibtexReader(): RecordReader {
  const cutter = bibtexCutter()
  const strings = new Map<string, string>()
  const parents = new Map<string, Inherited>()
  const waiting: Entry[] = []
  function* take(entries: Iterable<RawEntry>): Generator<Outcome> {
    for (const raw of entries) {
      if ('complaint' in raw) yield raw
      else if (raw.type === 'string') {
        const complaint = defineString(raw, strings)
        if (complaint) yield { complaint }
      } else if (raw.type !== 'preamble') yield* read(raw)
    }
  }
  function* read(raw: { text: string; type: string; line: number }): Generator<Outcome> {
    const entry = readEntry(raw, strings)
    if ('complaint' in entry) return yield entry
    const { fields, label, type } = entry
    if (parents.size < MOST_KEPT) {
      parents.set(label.toLowerCase(), { date: dateOf(fields), author: fields.get('author')?.slice(0, 1000) })
    }
    if (COLLECTIONS.has(type)) return
    const parent = fields.get('crossref')?.toLowerCase()
    // What an entry refers to stands behind it, as BibTeX wants it.
    if (parent && !parents.has(parent) && waiting.length < MOST_KEPT) waiting.push(entry)
    else yield outcomeOf(entry, parents.get(parent ?? ''))
  }
  return {
    push: (text) => take(cutter.push(text)),
    *end() {
      yield* take(cutter.end())
      for (const entry of waiting)
        yield outcomeOf(entry, parents.get(entry.fields.get('crossref')?.toLowerCase() ?? ''))
    },
  }
}

/** What an entry takes from the one that it refers to: its date, and a part of a book the book's author. */
interface Inherited {
  date: string | null
  author: string | undefined
}

const PARTS_OF_BOOKS = new Set(['inbook', 'bookinbook', 'suppbook'])

/** Entries kept for those that refer to each other, so that memory stays flat. */
const MOST_KEPT = 20_000

/** `@string{neurips = "Advances …"}`: its value, which may name earlier ones. */
function defineString({ text, line }: { text: string; line: number }, strings: Map<string, string>): Complaint | null {
  const [, name = '', value = ''] = /^@\s*string\s*[{(]\s*([^\s={}"]+)\s*=\s*(.*)[})]$/is.exec(text) ?? []
  const read = name === '' ? null : parsed(withStrings(`@misc{string,value = ${value}}`, strings))
  const meaning = read?.properties.value
  if (meaning === undefined) return { line, message: 'This @string cannot be read; it is left out.' }
  if (strings.size < MOST_STRINGS) strings.set(name.toLowerCase(), String(meaning).slice(0, 1000))
  return null
}

const MOST_STRINGS = 5000

function readEntry(
  raw: { text: string; type: string; line: number },
  strings: ReadonlyMap<string, string>,
): Entry | { complaint: Complaint } {
  const text = withLabel(raw.text)
  const entry = parsed(withStrings(text, strings)) ?? readFieldByField(text, strings)
  if (!entry) {
    return {
      complaint: {
        line: raw.line,
        message: `This entry @${raw.type} is not written as BibTeX is; it is left out.`,
        isEntry: true,
      },
    }
  }
  const fields = new Map(Object.entries(entry.properties).map(([name, value]) => [name, String(value)]))
  return { type: entry.type, label: entry.label, line: raw.line, fields }
}

/** One field that is written wrongly, as in `pages = 1--2`, or a comma that is missing, costs no more than that. */
function readFieldByField(text: string, strings: ReadonlyMap<string, string>): ReturnType<typeof parsed> {
  const [head = '', type = '', label = ''] = /^@\s*([a-z]+)\s*[{(]\s*([^\s,={}"]+)\s*,/i.exec(text) ?? []
  if (head === '') return null
  const properties: Record<string, string | number> = {}
  for (const field of fieldsIn(text.slice(head.length, -1))) {
    // Quotes within quotes, as in "M\"uller", are for braces.
    const braced = field.replace(/^([^={}"]*=\s*)"(.*)"\s*$/s, '$1{$2}')
    const read = parsed(withStrings(`@misc{field,${field}}`, strings)) ?? parsed(`@misc{field,${braced}}`)
    Object.assign(properties, read?.properties)
  }
  return { type: type.toLowerCase(), label, properties }
}

/** Parts at commas outside of quotes, and at line ends before a field's name, outside of braces. */
function fieldsIn(text: string): string[] {
  const fields: string[] = []
  let depth = 0
  let start = 0
  let isQuoted = false
  for (const { 0: mark, index } of text.matchAll(/\\.|[{}",]|\n(?=[ \t]*[a-z][\w-]*[ \t]*=)/gis)) {
    if (mark === '{') depth++
    else if (mark === '}') depth--
    else if (depth > 0 || mark.startsWith('\\')) continue
    else if (mark === '"') isQuoted = !isQuoted
    else if (!isQuoted || mark === '\n') {
      fields.push(text.slice(start, index))
      start = index + 1
      isQuoted = false
    }
  }
  return [...fields, text.slice(start)].filter((field) => field.length < LONGEST_FIELD).slice(0, MOST_FIELDS)
}

const LONGEST_FIELD = 100_000
const MOST_FIELDS = 200

/**
 * The definitions that an entry needs, before it: each entry is parsed by itself. A name that is defined nowhere stands for
 * itself, since it says more than nothing.
 */
function withStrings(text: string, strings: ReadonlyMap<string, string>): string {
  const needed = new Map<string, string>()
  for (const [, name = ''] of text.matchAll(/[=#]\s*([a-z_][\w:+-]*)\s*(?=[,#})])/gi)) {
    const meaning = strings.get(name.toLowerCase()) ?? (MONTH.test(name) ? null : name)
    if (meaning !== null) needed.set(name.toLowerCase(), meaning)
  }
  return [...needed].map(([name, meaning]) => `@string{${name} = {${meaning}}}\n`).join('') + text
}

/** The parser knows these by itself. */
const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/i

function parsed(text: string): ReturnType<typeof parseFile>[number] | null {
  try {
    return parseFile(text).at(-1) ?? null
  } catch {
    return null
  }
}

/** Some programs write entries without a key. */
function withLabel(text: string): string {
  return text.replace(NAMELESS, (_, begin: string, next: string) => `${begin}nameless${next === ',' ? '' : ','}${next}`)
}

const NAMELESS = /^(@\s*[a-z]+\s*[{(]\s*)(,|[a-z_]+\s*=)/i

function outcomeOf({ type, label, line, fields }: Entry, parent: Inherited | undefined): Outcome {
  // Publishers leave HTML in titles and abstracts.
  const text = (name: string) => oneLine(plainText(latexToText(fields.get(name) ?? '')))
  const title = [text('title'), text('subtitle')].filter((part) => part !== '').join(': ')
  if (title === '')
    return {
      complaint: {
        line,
        message: `The entry “${label.slice(0, 80)}” (@${type}) has no title; it is left out.`,
        isEntry: true,
      },
    }
  const author = fields.get('author') ?? (PARTS_OF_BOOKS.has(type) ? parent?.author : null)
  const read = toPaper({
    title,
    abstract: text('abstract'),
    ...peopleOf(latexToNames(author ?? '')),
    venue: venueOf(text('journal') || text('journaltitle') || text('booktitle'), {
      volume: text('volume'),
      number: text('number'),
      pages: text('pages'),
    }),
    date: dateOf(fields) ?? parent?.date ?? null,
    link: linkOf(fields),
    arxivId: arxivIdOf(fields),
    doi: plain(fields.get('doi')),
    tags: [text('keywords') || text('keyword')].flatMap((words) => words.split(/[,;]/)),
  })
  return 'paper' in read ? { paper: read.paper, line } : { complaint: { line, message: read.complaint, isEntry: true } }
}

/** What is no prose keeps its signs but for the marks that protect them. */
function plain(value: string | undefined): string {
  return (value ?? '')
    .replace(/\\url\s*\{([^{}]*)\}/g, '$1')
    .replace(/\\([%_&#~$])/g, '$1')
    .replace(/[{}\s]/g, '')
}

function linkOf(fields: ReadonlyMap<string, string>): string | null {
  for (const name of ['url', 'howpublished', 'link', 'ee', 'bdsk-url-1', 'note']) {
    const value = fields.get(name)
    const address = value && (webLink(plain(value)) ?? webLink(/https?:\/\/[^\s{}\\,]+/.exec(value)?.[0]))
    if (address) return address
  }
  return null
}

/** From `eprint`, or from where Google Scholar and DBLP put it: `journal = {arXiv preprint arXiv:…}`, `volume = {abs/…}`. */
function arxivIdOf(fields: ReadonlyMap<string, string>): string | null {
  const archive = fields.get('archiveprefix') ?? fields.get('eprinttype') ?? 'arxiv'
  const eprint = /arxiv/i.test(archive) ? readArxivId(plain(fields.get('eprint'))) : null
  const places = [
    'journal',
    'journaltitle',
    'volume',
    'number',
    'note',
    'howpublished',
    'arxiv',
    'arxivid',
    'publisher',
  ]
  const own = readArxivId(plain(fields.get('arxiv') ?? fields.get('arxivid')))
  return eprint ?? own ?? arxivIdWithin(places.map((name) => fields.get(name) ?? '').join(' '))
}

function dateOf(fields: ReadonlyMap<string, string>): string | null {
  const whole = readPartialDate(plain(fields.get('date')))
  if (whole) return whole
  const written = latexToText(fields.get('year') ?? '')
  const year = /\b(\d{4})[a-z]?\b/.exec(written)?.[1]
  if (!year) return null
  const [month, dayInMonth] = monthAndDay(fields.get('month') ?? '')
  return partialDate(Number(year), month, Number(plain(fields.get('day'))) || dayInMonth)
}

/** `12`, `December`, and with a day `dec # "~18"` or `18 Dec`; a number beside a number is the day. */
function monthAndDay(text: string): [month: number | null, day: number | null] {
  const words = text.match(/[a-z]+|\d+/gi) ?? []
  const numbers = words.filter((word) => /^\d+$/.test(word)).map(Number)
  const named = words.map(monthOf).find((month) => month !== null)
  return named ? [named, numbers[0] ?? null] : [numbers[0] ?? null, numbers[1] ?? null]
}
