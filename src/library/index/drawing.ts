import type { DatabaseSync } from 'node:sqlite'
import { type KeptEntry, keysOf, neighbours, type Said } from './entries.ts'
import { toWrite } from './file.ts'
import { isShared, LEFT_OUT, leaveOut, READS } from './layers.ts'
import type { Ask } from './statements.ts'

/**
 * Draws shared works into an overlay, which reads them otherwise than all others do: an entry of its own belongs to them, or it
 * does not read one of their digests. Whatever hangs together with them comes along, and takes their place.
 */
export interface Drawing {
  /** The rows of what was shared among these, in the overlay. */
  drawIn(entries: readonly KeptEntry[]): number[]
  /** The rows of all that was drawn in. */
  copies(): number[]
  /** Begins anew with the digests to read, when what was drawn in is gone; returns what is to be put together. */
  begin(reads: readonly string[]): Set<number>
}

export function createDrawing(database: DatabaseSync, ask: Ask): Drawing {
  const copy = toWrite(
    database,
    `INSERT INTO main.entries (digest, name, n, said, isCopy)
     SELECT digest, name, n, said, 1 FROM shared.entries WHERE row = ?`,
  )
  const addKey = toWrite(database, 'INSERT OR IGNORE INTO main.keys (key, entry) VALUES (?, ?)')
  const replace = toWrite(database, 'INSERT OR IGNORE INTO main.replaced (paper) VALUES (?)')
  const leavings = ['papers', 'entries'].map((table) => {
    const work = table === 'papers' ? 'id' : 'work'
    return toWrite(
      database,
      `INSERT OR IGNORE INTO temp.gone_${table} SELECT row FROM shared.${table} WHERE ${work} = ?`,
    )
  })
  const count = toWrite(
    database,
    `INSERT INTO main.facts (name, value) VALUES ('${LEFT_OUT}', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1`,
  )
  const setReads = toWrite(database, `INSERT OR REPLACE INTO main.facts (name, value) VALUES ('${READS}', ?)`)

  return {
    drawIn(entries) {
      const shared = entries.filter(({ row }) => isShared(row))
      const rows = shared.map(({ row, paper }) => {
        const drawn = Number(copy.run(row).lastInsertRowid)
        for (const key of keysOf(paper)) addKey.run(key, drawn)
        return drawn
      })
      for (const work of new Set(shared.flatMap(({ work }) => work ?? []))) {
        replace.run(work)
        for (const leaving of leavings) leaving.run(work)
      }
      if (rows.length > 0) count.run()
      return rows
    },
    copies: () => ask('SELECT row FROM main.entries WHERE isCopy = 1').map(([row]) => Number(row)),
    begin(reads) {
      database.exec('DELETE FROM main.replaced')
      setReads.run(JSON.stringify(reads))
      count.run()
      leaveOut(database)
      const touched = new Set<number>()
      for (const [row, said, isUnread] of ask(ALL_SHARED)) {
        const near = neighbours(ask, saidPaper(said))
        if (isUnread) for (const neighbour of near) touched.add(neighbour)
        else if (near.some((neighbour) => !isShared(neighbour))) touched.add(Number(row))
      }
      return touched
    },
  }
}

const ALL_SHARED = 'SELECT row, said, digest IN (SELECT id FROM temp.unread) FROM shared.entries'

function saidPaper(said: unknown): Said['paper'] {
  const { paper }: Said = JSON.parse(String(said))
  return paper
}
