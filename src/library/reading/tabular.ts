import { parse as parseCsv } from 'csv-parse/sync'
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml'
import { headerOf } from '../formats/csv-rows.ts'
import { countWords } from '../formats/prose.ts'
import { saidBy, saidByColumn } from './labels.ts'
import { takePeople } from './people-found.ts'
import type { Run } from './row.ts'
import type { Table } from './tables.ts'
import { titleOdds } from './titles.ts'

/** A document that is data: lists of records in YAML, be it the front matter of a page, or a table with commas. */
export function tablesIn(text: string): Table[] {
  if (text.length > MOST_CHARACTERS) return []
  return isScheduleInCsv(text) || isEven(text) ? csvTable(text) : yamlTables(text)
}

/** Whether a table with commas is a schedule: it says who presents what. */
export function isScheduleInCsv(text: string): boolean {
  const kinds = headerOf(text).map(saidByColumn)
  return kinds.includes('title') && kinds.includes('presenter')
}

/** Whether nearly all lines have as many commas as names of columns want. */
function isEven(text: string): boolean {
  const names = headerOf(text)
  if (names.length < 3 || names.some((name) => name === '' || name.length > LONGEST_NAME)) return false
  const rows = csvTable(text)[0]?.rows ?? []
  return rows.length >= 2 && rows.filter(({ cells }) => cells.length === names.length).length >= rows.length * 0.9
}

const LONGEST_NAME = 40
const MOST_CHARACTERS = 1_000_000
const MOST_ROWS = 10_000

function csvTable(text: string): Table[] {
  const columns = headerOf(text)
  const head = text.trimStart().split('\n', 1)[0] ?? ''
  const delimiter = [',', ';', '\t'].reduce((best, sign) =>
    head.split(sign).length > head.split(best).length ? sign : best,
  )
  try {
    const rows: string[][] = parseCsv(text, { delimiter, relax_quotes: true, relax_column_count: true, to: MOST_ROWS })
    return [
      {
        columns,
        rows: rows.slice(1).map((cells, index) => ({
          line: index + 2,
          cells: cells.map((cell, at) => cellOf(cell, columns[at] ?? '')),
        })),
      },
    ]
  } catch {
    return []
  }
}

const MATTER = /^\uFEFF?\s*---[ \t]*\n/
const IS_YAML =
  /^(?:\s*#[^\n]*\n|\s*\n|---[ \t]*\n)*(?:- (?:\{|[\w "']{1,40}:(?:\s|$))|[\w-]{1,40}:[ \t]*\n\s*- [\w"'{])/

function yamlTables(text: string): Table[] {
  const matter = MATTER.exec(text)
  const end = matter ? text.indexOf('\n---', matter[0].length - 1) : -1
  const isWhole =
    (isJson(text) || IS_YAML.test(text.slice(0, 20_000))) && (!matter || end < 0 || text.slice(end + 4).trim() === '')
  if (!isWhole && (!matter || end < 0)) return []
  const yaml = matter && end >= 0 ? text.slice(matter[0].length, end + 1) : text
  const before = matter ? matter[0].split('\n').length - 1 : 0
  if (!isJson(text) && !/^\s*- /m.test(yaml)) return []
  const lineCounter = new LineCounter()
  try {
    const document = parseDocument(yaml, { lineCounter, logLevel: 'silent', uniqueKeys: false, strict: false })
    const records: YAMLMap[][] = []
    collect(document.contents, records, 0)
    // Records of something else are no text either.
    if (records.length === 0 && isSeq(document.contents)) {
      const maps = document.contents.items.filter((item) => isMap(item))
      if (maps.length > 0 && maps.every(({ items }) => items.length > 1)) records.push(maps)
    }
    return records.map((list) => tableOf(list, (offset) => lineCounter.linePos(offset).line + before))
  } catch {
    return []
  }
}

/** Whether a document is JSON, of which YAML is more. */
export function isJson(text: string): boolean {
  return /^\s*(?:\{\s*"|\[\s*(?:\{|\[\s*["{]))/.test(text)
}

/** Every list of records, the outermost first; what a record itself lists is read with it. */
function collect(node: unknown, records: YAMLMap[][], depth: number): void {
  if (depth > 6) return
  if (isSeq(node)) {
    const maps = node.items.filter((item) => isMap(item))
    const within: YAMLMap[][] = []
    const isNamed = maps.some((map) => namesTitle(map))
    if (!isNamed) for (const item of maps) collect(item, within, depth + 1)
    if (isNamed || (within.length === 0 && haveTitles(maps))) records.push(maps.slice(0, MOST_ROWS))
    else records.push(...within)
  } else if (isMap(node)) for (const { value } of node.items) collect(value, records, depth + 1)
}

function namesTitle(map: YAMLMap): boolean {
  return map.items.some(({ key, value }) => isScalar(key) && saidBy(String(key.value)) === 'title' && value !== null)
}

/** Whether under one of their keys most records have what looks like a title, though nothing calls it so. */
function haveTitles(maps: readonly YAMLMap[]): boolean {
  // `- Old Gears: A Story` is an item of a list of words.
  const first = (map: YAMLMap) => (isScalar(map.items[0]?.key) ? String(map.items[0].key.value) : '')
  const areAlike = maps.length > 1 && new Set(maps.map(first)).size === 1
  if (!areAlike && maps.some(({ items }) => items.length < 2)) return false
  const values = new Map<string, string[]>()
  for (const map of maps.slice(0, 100))
    for (const [name, value] of flat(map)[0]?.facts ?? [])
      if (value !== '') values.set(name, [...(values.get(name) ?? []), value])
  return [...values.values()].some(
    (said) =>
      said.length >= maps.length * 0.3 &&
      said.filter((text) => titleOdds(text) >= 1.5 && countWords(text) >= 2).length >= said.length * 0.5,
  )
}

function tableOf(maps: readonly YAMLMap[], lineOf: (offset: number) => number): Table {
  const columns: string[] = []
  const rows = maps
    .flatMap((map) => flat(map))
    .map(({ facts, offset }) => {
      for (const name of facts.keys()) if (!columns.includes(name) && columns.length < 40) columns.push(name)
      return { line: lineOf(offset), facts }
    })
  const isCited = (name: string) => {
    const said = rows.flatMap(({ facts }) => facts.get(name) ?? [])
    return said.filter((text) => CITED.test(text)).length > said.length / 2
  }
  const cited = new Set(columns.filter(isCited))
  return {
    columns,
    rows: rows.map(({ line, facts }) => ({
      line,
      cells: columns.map((name) => cellOf(facts.get(name) ?? '', name, cited.has(name))),
    })),
  }
}

/** Who wrote a work, or when it appeared, behind its title. */
const CITED = /[.,(] ?(?:\p{Lu}[^.]{0,200}[.,] )?[^.]{0,60}\b(?:1[5-9]|20)\d{2}\b/u

/** A reference parted behind its title, where a stop and people stand. */
function citedIn(text: string): [title: string, rest: string] {
  for (const { index, 0: stop } of text.slice(0, 400).matchAll(/[.?!]\s+(?=\p{Lu})/gu)) {
    const behind = text.slice(index + stop.length)
    if (/^\s*(?:$|[.,;(])/.test(takePeople(behind)?.rest ?? 'none')) return [text.slice(0, index + 1), behind]
  }
  return [text, '']
}

interface Flat {
  facts: Map<string, string>
  offset: number
}

/** A record as facts by name; each of the papers that it lists is a record with its facts. */
function flat(map: YAMLMap): Flat[] {
  const facts = new Map<string, string>()
  const within: YAMLMap[] = []
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? String(key.value) : ''
    // A flag says its name: `skipped: true`.
    if (isScalar(value) && value.value === true) facts.set(name, name)
    else if (isScalar(value) && value.value !== null) facts.set(name, String(value.value))
    else if (isSeq(value) && value.items.every((item) => isScalar(item))) {
      facts.set(name, value.items.map((item) => (isScalar(item) ? String(item.value) : '')).join('; '))
    } else if (isSeq(value)) {
      const maps = value.items.filter((item) => isMap(item))
      const areTitled = maps.length > 0 && maps.every((map) => namesTitle(map))
      const said = saidBy(name)
      if (
        said === 'title'
          ? areTitled || maps.some((map) => namesTitle(map) || map.has('name'))
          : said === null && areTitled
      )
        within.push(...maps)
      else if (saidBy(name) === 'authors')
        facts.set(name, maps.map((person) => flat(person)[0]?.facts.get('name') ?? '').join('; '))
    } else if (isMap(value) && saidBy(name) === 'title') within.push(value)
  }
  const offset = map.range?.[0] ?? 0
  if (within.length === 0) return [{ facts, offset }]
  // Of the meeting the title is its topic, of its papers each their own.
  const shared = [...facts].filter(([name]) => saidBy(name) !== 'title')
  return within.map((paper) => ({
    facts: new Map([...shared, ...titled(flat(paper)[0]?.facts ?? new Map())]),
    offset: paper.range?.[0] ?? offset,
  }))
}

/** What is listed as a paper may call its title a name. */
function titled(facts: ReadonlyMap<string, string>): [string, string][] {
  const isTitled = [...facts.keys()].some((name) => saidBy(name) === 'title')
  return [...facts].map(([name, value]) => [!isTitled && name === 'name' ? 'title' : name, value])
}

const EMPHASIS = /(?<![\p{L}\p{N}*_])[*_]{1,2}(?=\S)([^*_]{2,300}?)(?<=\S)[*_]{1,2}(?![\p{L}\p{N}*_])/gu

/** A value is all of its fact: a title is not looked into for other facts, but where each is a whole reference. */
function cellOf(text: string, name: string, isCited = false): Run[] {
  const isAddress = /^https?:\/\/\S+$/.test(text.trim())
  if (isAddress) return [{ text: name, bold: false, url: text.trim() }]
  const value = text.trim().replace(EMPHASIS, '$1')
  const bold = saidBy(name) === 'title'
  const [title, rest] = isCited ? citedIn(value) : [value, '']
  return [
    { text: title, bold: bold && (!isCited || rest !== ''), url: null },
    { text: rest, bold: false, url: null },
  ].filter((run) => run.text !== '')
}
