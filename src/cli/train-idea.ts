/**
 * `npm run train-idea -- TRAIN.jsonl [DEV.jsonl]`: learns the idea line's weights anew and tells how well they do, on a
 * fifth held back in turn, and on the second file, which also settles how much a line should say.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { createIdeaOf } from '../library/idea/idea.ts'
import { crossValidate, scoreIdeas, trainTuned } from '../library/idea/score.ts'
import { trainIdea } from '../library/idea/train.ts'
import type { Weights } from '../library/idea/weights.ts'

const WEIGHTS = fileURLToPath(new URL('../library/idea/weights.json', import.meta.url))
const Row = z.object({ title: z.string(), sentences: z.array(z.string()), targets: z.array(z.string()).min(1) })

const [train, dev] = process.argv.slice(2)
if (!train) {
  process.stderr.write('Usage: npm run train-idea -- TRAIN.jsonl [DEV.jsonl]\n')
  process.exit(2)
}
const examples = rowsOf(train)
const others = dev ? rowsOf(dev) : []
const weights = dev ? trainTuned(examples, others) : trainIdea(examples)
const file = readable(weights)
writeFileSync(WEIGHTS, file)
print({ bytes: file.length })
print({ heldBack: crossValidate(examples) })
if (dev) print({ [dev]: scoreIdeas(others, createIdeaOf(weights)) })

function print(figure: object): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

function rowsOf(file: string): z.output<typeof Row>[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line.trim() !== '').map((line) => Row.parse(JSON.parse(line)))
}

/** A line for each name, as the formatter would have it, so that a new training shows as a readable change. */
function readable(value: Weights): string {
  return `${JSON.stringify(value, null, 2).replace(/\[\s+([^\]]*?)\s+\]/g, (_, list: string) => `[${list.replace(/\s+/g, ' ')}]`)}\n`
}
