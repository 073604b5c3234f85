import type { DatabaseSync } from 'node:sqlite'
import { type Matching, matchingIn } from './counts.ts'
import { type Gone, NOTHING_GONE } from './gone.ts'
import { FIRST, goneFrom, isShared, leaveOut, stateOf } from './layers.ts'
import type { Totals } from './rank.ts'
import { type Ask, createAsk } from './statements.ts'
import { createStems } from './stems.ts'
import { createVocabulary, type Vocabulary } from './vocabulary.ts'

/** What every kind of look-up needs. */
export interface Reading {
  ask: Ask
  matching: Matching
  /** In which schemas its papers are, in the order of their rows. */
  schemas: readonly string[]
  papersIn(schema: string): Extent
  vocabulary: Vocabulary
  totals(): Totals
  titlesOf(rows: readonly number[]): Titled[]
  newest(limit: number): Titled[]
  /** Takes notice of what an overlay leaves out by now. */
  look(): void
  close(): void
}

/** How many papers there are from which row on; whether some are left out in between. */
export interface Extent {
  papers: number
  from: number
  isThinned: boolean
}

export interface Titled {
  row: number
  id: string
  title: string
}

/** `isLaid`: whether it lies over a shared one. */
export function createReading(database: DatabaseSync, isLaid = false): Reading {
  const ask = createAsk(database)
  const stems = createStems()
  const schemas = isLaid ? ['shared', 'main'] : ['main']
  const facts = schemas.map((schema) => `SELECT value FROM ${schema}.facts WHERE name = ?1`).join(' UNION ALL ')
  const fact = (name: string) => ask(facts, name).reduce((sum, [value]) => sum + Number(value), 0)
  const titleIn = (schema: string) => `SELECT row, id, title FROM ${schema}.papers WHERE row = ?`
  const titles = { shared: titleIn('shared'), main: titleIn('main') }
  let gone: Gone = NOTHING_GONE
  let state: string | undefined
  const titled = ([row, id, title]: readonly unknown[]) => ({ row: Number(row), id: String(id), title: String(title) })
  return {
    ask,
    matching: matchingIn(ask, isLaid),
    schemas,
    papersIn(schema) {
      const papers = Number(ask(`SELECT value FROM ${schema}.facts WHERE name = 'papers'`)[0]?.[0] ?? 0)
      if (schema === 'shared') return { papers: papers - gone.papers, from: 0, isThinned: gone.papers > 0 }
      return { papers, from: isLaid ? FIRST.row : 0, isThinned: false }
    },
    vocabulary: createVocabulary(ask, stems, schemas, () => gone),
    totals: () => ({ papers: fact('papers') - gone.papers, length: fact('length') - gone.length }),
    titlesOf: (rows) =>
      rows.flatMap((row) => ask(titles[isLaid && isShared(row) ? 'shared' : 'main'], row).map(titled)),
    newest: (limit) =>
      ask('SELECT row, id, title, since FROM papers ORDER BY since DESC, row LIMIT ?', limit).map(titled),
    look() {
      if (!isLaid) return
      const now = stateOf(ask)
      if (now === state) return
      database.exec('PRAGMA query_only = OFF')
      leaveOut(database)
      database.exec('PRAGMA query_only = ON')
      gone = goneFrom(ask)
      state = now
    },
    close() {
      stems.close()
      database.close()
    },
  }
}
