/** `npm run count-words -- TRAIN.jsonl`: counts anew how common words are in papers, for telling which of them are alike. */
import '../start/node-version.js'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { commonWords } from '../library/index/common-words.ts'
import { carryOut } from '../start/program.ts'
import { refuse, rowsOf } from './training-rows.ts'

const WORDS = fileURLToPath(new URL('../library/index/common-words.json', import.meta.url))
const USAGE = 'Usage: npm run count-words -- TRAIN.jsonl'

process.exitCode = await carryOut(`${USAGE}\n`, async ([file, ...others]) => {
  if (!file || others.length > 0 || file.startsWith('-')) refuse(USAGE)
  const texts = rowsOf(file, USAGE).map(({ title, sentences, targets }) => [title, ...sentences, ...targets].join(' '))
  const words = commonWords(texts)
  writeFileSync(WORDS, `${JSON.stringify(words, null, 2)}\n`)
  process.stdout.write(`${JSON.stringify({ words: Object.keys(words).length })}\n`)
  return 0
})
