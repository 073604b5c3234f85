import { FIRST } from './layers.ts'
import type { Match } from './match.ts'
import { type PackedPaper, unpack } from './packed.ts'
import type { Ask } from './statements.ts'
import type { Word } from './vocabulary.ts'

/** The newest papers in which FTS5 finds a match, at most so many, with what ranking needs. `since`: a date, as exact as wanted. */
export type Matching = (match: Match, most: number, since?: string | null) => Iterable<PackedPaper>

export function matchingIn(ask: Ask, isLaid: boolean): Matching {
  return function* matching(match, most, since = null) {
    const own = match(isLaid ? isOwn : () => true)
    const [words, found] = (own === undefined ? [] : ask(MATCHING, own, since, most)[0]) ?? []
    yield* unpack(String(words ?? ''))
    const shared = isLaid && Number(found ?? 0) < most ? match(isShared) : undefined
    if (shared !== undefined) yield* unpacked(ask(MATCHING_SHARED, shared, since, most - Number(found ?? 0)))
  }
}

export function countsAt(ask: Ask, row: number): PackedPaper | undefined {
  const [only] = unpacked(ask('SELECT words FROM counts WHERE row = ?', row))
  return only
}

const isShared = ({ ids }: Word) => ids.some((id) => id < FIRST.word)
const isOwn = ({ ids }: Word) => ids.some((id) => id >= FIRST.word)

/** All in one value: to hand over hundreds of rows would take most of the time that a search may take. */
const newest = (schema: string, isThere = 'true') => `
  SELECT group_concat(words, ''), count(*) FROM (
    SELECT counts.words FROM ${schema}.texts CROSS JOIN ${schema}.counts ON row = texts.rowid
    WHERE texts MATCH ?1 AND (?2 IS NULL OR date >= ?2) AND ${isThere} ORDER BY texts.rowid DESC LIMIT ?3
  )`
const MATCHING = newest('main')
const MATCHING_SHARED = newest('shared', 'row NOT IN (SELECT row FROM temp.gone_papers)')

function unpacked([only]: ReturnType<Ask>): Iterable<PackedPaper> {
  return unpack(String(only?.[0] ?? ''))
}
