import type { Complaint } from '../formats/complaint.ts'
import { oneLine } from '../formats/texts.ts'

/** Words that look alike and lead to one place. A line end of the document is one in the text. */
export interface Run {
  text: string
  bold: boolean
  italic?: boolean | undefined
  url: string | null
}

/** One thing of a document that can be read by itself, whatever the document is written in. */
export interface Row {
  /** 1-based. */
  line: number
  kind: 'heading' | 'item' | 'text' | 'cells'
  /** 1 to 6 of a heading; else how far it is indented. */
  depth: number
  /** An empty line, or a rule, stands above. */
  gap: boolean
  isQuote: boolean
  /** Of cells all of them. */
  runs: Run[]
  /** Of cells: which table they are in, what its columns are called, and each cell. */
  table: { columns: string[]; number: number } | null
  cells: Run[][]
}

export interface Rows {
  rows: Row[]
  complaints: Complaint[]
}

/** The text of runs on one line. */
export function textOf(runs: readonly Run[]): string {
  return oneLine(runs.map(({ text }) => text).join(''))
}

/** A paragraph as the lines on which it stands. */
export function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]]
  for (const run of runs) {
    run.text.split('\n').forEach((text, index) => {
      if (index > 0) lines.push([])
      if (text !== '') lines.at(-1)?.push({ ...run, text })
    })
  }
  return lines
}
