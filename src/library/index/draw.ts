import { fold } from '../fold.ts'
import { shortId } from '../identity.ts'
import { addressed } from './addressed.ts'
import { keys } from './entries.ts'
import { tagLabel } from './paper-words.ts'
import { worksAt } from './papers.ts'
import type { Reading, Titled } from './reading.ts'
import type { Ask } from './statements.ts'

/** A paper by chance, of all or of those with a tag. `chance`: from 0 to below 1. */
export function drawOne({ ask, totals }: Reading, tag: string | undefined, chance: number): string | undefined {
  if (tag === undefined) {
    const { papers } = totals()
    const last = Number(ask('SELECT max(row) FROM papers')[0]?.[0] ?? 0)
    const row = papers === last ? Math.floor(chance * last) + 1 : Math.ceil(chance * last)
    const [found] = ask('SELECT id FROM papers WHERE row >= ? ORDER BY row LIMIT 1', row)
    return found && String(found[0])
  }
  const label = tagLabel(tag)
  const having = Number(ask('SELECT papers FROM words WHERE word = ?', label)[0]?.[0] ?? 0)
  const [found] = ask(TAGGED, `"${label}"`, Math.floor(chance * having))
  return found && String(found[0])
}

const TAGGED = `
  SELECT id FROM texts CROSS JOIN papers ON row = texts.rowid WHERE texts MATCH ? ORDER BY texts.rowid LIMIT 1 OFFSET ?`

/** The tags in use, each as it was first written. */
export function tagsOf(ask: Ask): string[] {
  const names = ask('SELECT name FROM tags JOIN words ON word = label WHERE papers > 0').map(([name]) => String(name))
  return names.sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' }))
}

/**
 * Papers in an order that the seed alone decides, those that a digest reviewed and put into a line before the others. Ids are
 * as good as drawn by lot, so the next one after a place that the seed gives is.
 */
export function mix(ask: Ask, seed: string, avoid: readonly string[], limit: number): Pick<Titled, 'id' | 'title'>[] {
  const drawn = new Map<string, string>()
  const left = new Set(avoid)
  for (const reviewed of [1, 0]) {
    for (let nth = 0; drawn.size < limit; nth++) {
      const from = shortId(`${seed}/${nth}`)
      const found = nextAfter(ask, from, '~', reviewed, left) ?? nextAfter(ask, '', from, reviewed, left)
      if (!found) break
      drawn.set(found.id, found.title)
      left.add(found.id)
    }
  }
  return Array.from(drawn, ([id, title]) => ({ id, title }))
}

const A_PAGE = 20

function nextAfter(ask: Ask, from: string, to: string, reviewed: number, left: ReadonlySet<string>) {
  let after = from
  for (;;) {
    const page = ask(NEXT[reviewed] ?? '', after, to, A_PAGE).map(([id, title]) => ({
      id: String(id),
      title: String(title),
    }))
    const found = page.find(({ id }) => !left.has(id))
    const last = page.at(-1)
    if (found || !last || page.length < A_PAGE) return found
    after = last.id
  }
}

const NEXT = [0, 1].map(
  (reviewed) => `SELECT id, title FROM papers WHERE reviewed = ${reviewed} AND id > ? AND id <= ? ORDER BY id LIMIT ?`,
)

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
