import type { DatabaseSync } from 'node:sqlite'
import type { Totals } from './rank.ts'
import { type Ask, createAsk } from './statements.ts'
import { createStems } from './stems.ts'
import { createVocabulary, type Vocabulary } from './vocabulary.ts'

/** What every kind of look-up needs. */
export interface Reading {
  ask: Ask
  vocabulary: Vocabulary
  totals(): Totals
  titlesOf(rows: readonly number[]): Titled[]
  newest(limit: number): Titled[]
  close(): void
}

export interface Titled {
  row: number
  id: string
  title: string
}

export function createReading(database: DatabaseSync): Reading {
  const ask = createAsk(database)
  const stems = createStems()
  const fact = (name: string) => Number(ask('SELECT value FROM facts WHERE name = ?', name)[0]?.[0] ?? 0)
  const titled = ([row, id, title]: readonly unknown[]) => ({ row: Number(row), id: String(id), title: String(title) })
  return {
    ask,
    vocabulary: createVocabulary(ask, stems),
    totals: () => ({ papers: fact('papers'), length: fact('length') }),
    titlesOf: (rows) => rows.flatMap((row) => ask('SELECT row, id, title FROM papers WHERE row = ?', row).map(titled)),
    newest: (limit) => ask('SELECT row, id, title FROM papers ORDER BY since DESC, row LIMIT ?', limit).map(titled),
    close() {
      stems.close()
      database.close()
    },
  }
}
