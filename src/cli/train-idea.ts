/**
 * `npm run train-idea -- TRAIN.jsonl [DEV.jsonl]`: learns the idea line's weights anew and tells how well they do, on a
 * fifth held back in turn, and on the second file, which also settles how long a line should be.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { createIdeaOf } from '../library/idea/idea.ts'
import { crossValidate, scoreIdeas, tuneLength } from '../library/idea/score.ts'
import { trainIdea } from '../library/idea/train.ts'

const WEIGHTS = fileURLToPath(new URL('../library/idea/weights.json', import.meta.url))
const Row = z.object({ title: z.string(), sentences: z.array(z.string()), targets: z.array(z.string()).min(1) })

const [train, dev] = process.argv.slice(2)
if (!train) {
  process.stderr.write('Usage: npm run train-idea -- TRAIN.jsonl [DEV.jsonl]\n')
  process.exit(2)
}
const examples = rowsOf(train)
const others = dev ? rowsOf(dev) : []
const learned = trainIdea(examples)
const weights = dev ? tuneLength(learned, others) : learned
writeFileSync(WEIGHTS, `${JSON.stringify(weights)}\n`)
print({ bytes: JSON.stringify(weights).length })
print({ heldBack: crossValidate(examples) })
if (dev) print({ [dev]: scoreIdeas(others, createIdeaOf(weights)) })

function print(figure: object): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

function rowsOf(file: string): z.output<typeof Row>[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line.trim() !== '').map((line) => Row.parse(JSON.parse(line)))
}
