import type { Complaint } from '../formats/complaint.ts'
import { type Row, textOf } from './row.ts'

/** The rows of a document without those below a heading that says itself that they are not what the document is about. */
export function withoutSetAside(rows: readonly Row[]): { rows: Row[]; complaints: Complaint[] } {
  const kept: Row[] = []
  const complaints: Complaint[] = []
  let depth: number | null = null
  for (const row of rows) {
    if (row.kind === 'heading') {
      if (depth !== null && row.depth > depth) continue
      depth = SET_ASIDE.test(textOf(row.runs)) ? row.depth : null
      if (depth !== null) {
        const message = `What stands below “${textOf(row.runs).slice(0, 80)}” is left out, as the heading says.`
        complaints.push({ line: row.line, message })
      }
    }
    if (depth === null) kept.push(row)
  }
  return { rows: kept, complaints }
}

/** `Interesting papers (not covered)`, `Excluded studies`, `Out of scope`; what is `not yet covered` is to come. */
const SET_ASIDE =
  /\bnot (?:covered|included|selected|accepted|in scope)\b|\b(?:did|do|does|will)(?: not|n['’]t) (?:cover|include)\b|^\W*(?:excluded|rejected|withdrawn|retracted|out of scope)\b|\b(?:excluded|rejected|withdrawn|retracted) (?:papers|studies|articles|works?)\b|\(out of scope\)/i
