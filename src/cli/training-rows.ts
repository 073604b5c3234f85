/** Papers to learn from: a file with one JSON object a line. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Row = z.object({ title: z.string(), sentences: z.array(z.string()), targets: z.array(z.string()).min(1) })
/** Fewer have nothing to hold back. */
const LEAST = 10

/** Ends the program with a sentence when the file is none of these. */
export function rowsOf(file: string, usage: string): z.output<typeof Row>[] {
  const rows = textOf(file, usage)
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [rowOf(line) ?? refuse(problemOf(file, at + 1))]))
  if (rows.length < LEAST) refuse(`${file} has ${rows.length} papers; name a file with at least ${LEAST}.`)
  return rows
}

export function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}

function problemOf(file: string, line: number): string {
  return `Line ${line} of ${file} is not a JSON object with a title, sentences and targets. Mend it or take it out.`
}

function textOf(file: string, usage: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return refuse(`${file} cannot be read. ${usage}`)
  }
}

function rowOf(line: string): z.output<typeof Row> | null {
  try {
    return Row.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}
