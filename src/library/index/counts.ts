import { type PackedPaper, unpack } from './packed.ts'
import type { Ask } from './statements.ts'

/** The newest papers in which FTS5 finds a match, at most so many, with what ranking needs. `since`: a date, as exact as wanted. */
export function matching(ask: Ask, match: string, most: number, since: string | null = null): Iterable<PackedPaper> {
  return unpacked(ask(MATCHING, match, since, most))
}

export function countsAt(ask: Ask, row: number): PackedPaper | undefined {
  const [only] = unpacked(ask('SELECT words FROM counts WHERE row = ?', row))
  return only
}

/** All in one value: to hand over hundreds of rows would take most of the time that a search may take. */
const MATCHING = `
  SELECT group_concat(words, '') FROM (
    SELECT counts.words FROM texts CROSS JOIN counts ON row = texts.rowid
    WHERE texts MATCH ?1 AND (?2 IS NULL OR date >= ?2) ORDER BY texts.rowid DESC LIMIT ?3
  )`

function unpacked([only]: ReturnType<Ask>): Iterable<PackedPaper> {
  return unpack(String(only?.[0] ?? ''))
}
