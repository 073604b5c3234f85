/**
 * `npm run train-idea -- TRAIN.jsonl [DEV.jsonl]`: learns the idea line's weights anew and tells how well they do, on a
 * fifth held back in turn, and on the second file.
 */
import '../start/node-version.js'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { createIdeaOf } from '../library/idea/idea.ts'
import { crossValidate, scoreIdeas } from '../library/idea/score.ts'
import { trainIdea } from '../library/idea/train.ts'
import { carryOut } from '../start/program.ts'

const WEIGHTS = fileURLToPath(new URL('../library/idea/weights.json', import.meta.url))
const USAGE = 'Usage: npm run train-idea -- TRAIN.jsonl [DEV.jsonl]'
/** Fewer have nothing to hold back. */
const LEAST = 10
const Row = z.object({ title: z.string(), sentences: z.array(z.string()), targets: z.array(z.string()).min(1) })

process.exitCode = await carryOut(`${USAGE}\n`, async (files) => {
  const [train, dev] = files
  if (!train || files.length > 2 || files.some((file) => file.startsWith('-'))) refuse(USAGE)
  const examples = rowsOf(train)
  const others = dev ? rowsOf(dev) : []
  const weights = trainIdea(examples)
  // A line for each name, so that a new training shows as a readable change.
  const file = `${JSON.stringify(weights, null, 2)}\n`
  writeFileSync(WEIGHTS, file)
  print({ bytes: file.length })
  print({ heldBack: crossValidate(examples) })
  if (dev) print({ [dev]: scoreIdeas(others, createIdeaOf(weights)) })
  return 0
})

function print(figure: object): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}

function rowsOf(file: string): z.output<typeof Row>[] {
  const rows = textOf(file)
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [rowOf(line) ?? refuse(problemOf(file, at + 1))]))
  if (rows.length < LEAST) refuse(`${file} has ${rows.length} papers; name a file with at least ${LEAST}.`)
  return rows
}

function problemOf(file: string, line: number): string {
  return `Line ${line} of ${file} is not a JSON object with a title, sentences and targets. Mend it or take it out.`
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return refuse(`${file} cannot be read. ${USAGE}`)
  }
}

function rowOf(line: string): z.output<typeof Row> | null {
  try {
    return Row.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}
