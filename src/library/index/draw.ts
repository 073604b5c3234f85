import { fold } from '../fold.ts'
import { shortId } from '../identity.ts'
import { addressed } from './addressed.ts'
import { keys } from './entries.ts'
import { tagLabel } from './paper-words.ts'
import { worksAt } from './papers.ts'
import type { Reading, Titled } from './reading.ts'
import type { Ask } from './statements.ts'

/** A paper by chance, of all or of those with a tag. `chance`: from 0 to below 1. */
export function drawOne(reading: Reading, tag: string | undefined, chance: number): string | undefined {
  const { ask, schemas, vocabulary } = reading
  if (tag === undefined) return drawOfAll(reading, chance)
  const label = tagLabel(tag)
  const having = vocabulary.exactly(label)?.papers ?? 0
  const [found] = ask(schemas.map(TAGGED).join(' UNION ALL ') + A_NTH, `"${label}"`, Math.floor(chance * having))
  return found && String(found[0])
}

const A_NTH = ' LIMIT 1 OFFSET ?2'
const TAGGED = (schema: string) => `
  SELECT id FROM (SELECT texts.rowid AS at FROM ${schema}.texts WHERE texts MATCH ?1 ORDER BY texts.rowid)
    CROSS JOIN papers ON row = at`

function drawOfAll({ ask, schemas, papersIn }: Reading, chance: number): string | undefined {
  const layers = schemas.map((schema) => ({ schema, ...papersIn(schema) }))
  let place = chance * sum(layers.map(({ papers }) => papers))
  for (const { schema, papers, from, isThinned } of layers) {
    if (place >= papers) {
      place -= papers
      continue
    }
    const [first, last] = ask(`SELECT min(row), max(row) FROM ${schema}.papers`)[0]?.map(Number) ?? []
    // Where no row is missing, the nth paper has the nth row.
    const isWhole = !isThinned && first !== undefined && last === first + papers - 1
    const [found] = isWhole
      ? ask(`SELECT id FROM ${schema}.papers WHERE row = ?`, first + Math.floor(place))
      : ask('SELECT id, row FROM papers WHERE row >= ? ORDER BY row LIMIT 1 OFFSET ?', from, Math.floor(place))
    return found && String(found[0])
  }
  return undefined
}

/** The tags in use, each as it was first written. */
export function tagsOf({ ask, vocabulary }: Reading): string[] {
  const names = new Map<string, string>()
  for (const [label, name] of ask('SELECT label, name FROM tags')) {
    const isFirst = !names.has(String(label))
    if (isFirst && vocabulary.exactly(String(label))) names.set(String(label), String(name))
  }
  return [...names.values()].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' }))
}

/**
 * Papers in an order that the seed alone decides, those that a digest reviewed and put into a line before the others. The sources
 * take turns, the larger ones sooner, so that none fills a ballot by its size.
 */
export function mix(ask: Ask, seed: string, avoid: readonly string[], limit: number): Pick<Titled, 'id' | 'title'>[] {
  const drawn = new Map<string, string>()
  const left = new Set(avoid)
  for (const reviewed of [1, 0]) {
    let sources = sourcesOf(ask)
    let turn: MixSource[] = []
    for (let nth = 0; drawn.size < limit && sources.length > 0; nth++) {
      if (turn.length === 0) turn = [...sources]
      const source = byWeight(turn, chanceOf(`${seed}/${reviewed}/${nth}`))
      turn = turn.filter((other) => other !== source)
      const found = source && drawFrom(ask, source, chanceOf(`${seed}/${reviewed}/${nth}/paper`), reviewed, left)
      if (!found) {
        sources = sources.filter((other) => other !== source)
        continue
      }
      drawn.set(found.id, found.title)
      left.add(found.id)
    }
  }
  return Array.from(drawn, ([id, title]) => ({ id, title }))
}

/** A publication with all its issues. */
interface MixSource {
  digests: { id: string; papers: number }[]
  weight: number
}

/** Ten times the papers make a source about three times as likely. */
function sourcesOf(ask: Ask): MixSource[] {
  const digests = ask('SELECT id, site, papers FROM digests ORDER BY id').map(([id, site, papers]) => ({
    id: String(id),
    site: String(site),
    papers: Number(papers),
  }))
  return [...Map.groupBy(digests, ({ site }) => site).values()].map((issues) => ({
    digests: issues,
    weight: Math.sqrt(Math.max(1, sum(issues.map(({ papers }) => papers)))),
  }))
}

function byWeight(sources: readonly MixSource[], chance: number): MixSource | undefined {
  let place = chance * sum(sources.map(({ weight }) => weight))
  for (const source of sources) {
    place -= source.weight
    if (place < 0) return source
  }
  return sources.at(-1)
}

/** The first paper that is wanted from a place on that chance gives, round to that place again. */
function drawFrom(ask: Ask, { digests }: MixSource, chance: number, reviewed: number, left: ReadonlySet<string>) {
  let place = Math.floor(chance * sum(digests.map(({ papers }) => papers)))
  let first = 0
  while (first < digests.length - 1 && place >= (digests[first]?.papers ?? 0)) place -= digests[first++]?.papers ?? 0
  const order = [...digests.slice(first), ...digests.slice(0, first + 1)]
  for (const [nth, { id }] of order.entries()) {
    const found = nextIn(ask, id, nth === 0 ? place : 0, reviewed, left)
    if (found) return found
  }
  return undefined
}

const A_PAGE = 20

function nextIn(ask: Ask, digest: string, from: number, reviewed: number, left: ReadonlySet<string>) {
  let after = from - 1
  for (;;) {
    const page = ask(NEXT, digest, after, reviewed, A_PAGE)
    const found = page.find(([id]) => !left.has(String(id)))
    if (found) return { id: String(found[0]), title: String(found[1]) }
    const last = page.at(-1)
    if (!last || page.length < A_PAGE) return undefined
    after = Number(last[2])
  }
}

const NEXT = `
  SELECT id, title, n FROM entries CROSS JOIN papers ON id = work
  WHERE digest = ? AND n > ? AND reviewed = ? ORDER BY n LIMIT ?`

/** From 0 up to 1, as good as by lot. */
function chanceOf(seed: string): number {
  return Number.parseInt(shortId(seed), 36) / 36 ** 8
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0)
}

/** Papers whose link or number stands in a text, then those whose title does, word for word, in the order of the text. */
export function namedIn(ask: Ask, text: string, limit: number): string[] {
  const said = fold(text).split(' ').slice(0, MOST_SAID)
  const named = new Set(addressed(ask, text).works)
  for (let from = 0; from < said.length && named.size < limit; from++) {
    for (let to = said.length; to > from; to--) {
      const key = said.slice(from, to).join('')
      if (key.length >= SHORTEST_NAME) for (const work of worksAt(ask, keys.title(key))) named.add(work)
    }
  }
  return [...named].slice(0, limit)
}

const MOST_SAID = 40
const SHORTEST_NAME = 4
