/**
 * `npm run train-idea -- TRAIN.jsonl [DEV.jsonl]`: learns the idea line's weights anew and tells how well they do, on a
 * fifth held back in turn, and on the second file.
 */
import '../start/node-version.js'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createIdeaOf } from '../library/idea/idea.ts'
import { crossValidate, scoreIdeas } from '../library/idea/score.ts'
import { trainIdea } from '../library/idea/train.ts'
import { carryOut } from '../start/program.ts'
import { refuse, rowsOf } from './training-rows.ts'

const WEIGHTS = fileURLToPath(new URL('../library/idea/weights.json', import.meta.url))
const USAGE = 'Usage: npm run train-idea -- TRAIN.jsonl [DEV.jsonl]'

process.exitCode = await carryOut(`${USAGE}\n`, async (files) => {
  const [train, dev] = files
  if (!train || files.length > 2 || files.some((file) => file.startsWith('-'))) refuse(USAGE)
  const examples = rowsOf(train, USAGE)
  const others = dev ? rowsOf(dev, USAGE) : []
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
