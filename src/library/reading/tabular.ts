import { parse as parseCsv } from 'csv-parse/sync'
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml'
import { headerOf } from '../formats/csv-rows.ts'
import { saidBy, saidByColumn } from './labels.ts'
import type { Run } from './row.ts'
import type { Table } from './tables.ts'

/** A document that is data: lists of records in YAML, be it the front matter of a page, or a table with commas. */
export function tablesIn(text: string): Table[] {
  if (text.length > MOST_CHARACTERS) return []
  return isScheduleInCsv(text) ? csvTable(text) : yamlTables(text)
}

/** Whether a table with commas is a schedule: it says who presents what. */
export function isScheduleInCsv(text: string): boolean {
  const kinds = headerOf(text).map(saidByColumn)
  return kinds.includes('title') && kinds.includes('presenter')
}

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
  const isWhole = IS_YAML.test(text.slice(0, 20_000)) && (!matter || end < 0 || text.slice(end + 4).trim() === '')
  if (!isWhole && (!matter || end < 0)) return []
  const yaml = matter && end >= 0 ? text.slice(matter[0].length, end + 1) : text
  const before = matter ? matter[0].split('\n').length - 1 : 0
  if (!/^\s*- /m.test(yaml)) return []
  const lineCounter = new LineCounter()
  try {
    const document = parseDocument(yaml, { lineCounter, logLevel: 'silent', uniqueKeys: false, strict: false })
    const records: YAMLMap[][] = []
    collect(document.contents, records, 0)
    return records.map((list) => tableOf(list, (offset) => lineCounter.linePos(offset).line + before))
  } catch {
    return []
  }
}

/** Every list of records, the outermost first; what a record itself lists is read with it. */
function collect(node: unknown, records: YAMLMap[][], depth: number): void {
  if (depth > 6) return
  if (isSeq(node)) {
    const maps = node.items.filter((item) => isMap(item))
    if (maps.length > 0 && maps.some((map) => namesTitle(map))) records.push(maps.slice(0, MOST_ROWS))
    else for (const item of maps) collect(item, records, depth + 1)
  } else if (isMap(node)) for (const { value } of node.items) collect(value, records, depth + 1)
}

function namesTitle(map: YAMLMap): boolean {
  return map.items.some(({ key, value }) => isScalar(key) && saidBy(String(key.value)) === 'title' && value !== null)
}

function tableOf(maps: readonly YAMLMap[], lineOf: (offset: number) => number): Table {
  const columns: string[] = []
  const rows = maps
    .flatMap((map) => flat(map))
    .map(({ facts, offset }) => {
      for (const name of facts.keys()) if (!columns.includes(name) && columns.length < 40) columns.push(name)
      return { line: lineOf(offset), facts }
    })
  return {
    columns,
    rows: rows.map(({ line, facts }) => ({ line, cells: columns.map((name) => cellOf(facts.get(name) ?? '', name)) })),
  }
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
    if (isScalar(value) && value.value !== null) facts.set(name, String(value.value))
    else if (isSeq(value) && value.items.every((item) => isScalar(item))) {
      facts.set(name, value.items.map((item) => (isScalar(item) ? String(item.value) : '')).join('; '))
    } else if (isSeq(value)) {
      const maps = value.items.filter((item) => isMap(item))
      if (saidBy(name) === 'title' && maps.some((map) => namesTitle(map) || map.has('name'))) within.push(...maps)
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

/** A value is all of its fact: a title is not looked into for other facts. */
function cellOf(text: string, name: string): Run[] {
  const isAddress = /^https?:\/\/\S+$/.test(text.trim())
  if (isAddress) return [{ text: name, bold: false, url: text.trim() }]
  return text.trim() === '' ? [] : [{ text: text.trim(), bold: saidBy(name) === 'title', url: null }]
}
