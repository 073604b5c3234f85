/**
 * `npm run mutate -- [--count 300] [--seed 1] [--write]`: changes lines of the club, its services, the outbox, the store's pure
 * parts and both renderers, a drawn sample, one at a time, and says which the tests do not notice. With `--write` the table
 * goes to docs/changed-lines.md. Exit code 1 when fewer than 80 % are noticed.
 */
import { glob, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { MutantResult } from '@stryker-mutator/api/core'
import { Stryker } from '@stryker-mutator/core'
import { ORDER, type Order } from './mutate/runner.ts'
import { drawn, everyChange, LEFT_OUT, nameOf, rangeOf } from './mutate/sample.ts'
import { type Tried, tableOf } from './mutate/table.ts'

const WHERE = [
  'src/club/*.ts',
  'src/services/club/*.ts',
  'src/store/{expiry,filled-range,group-commit,keys,location,memory,record,rows}.ts',
  'src/chat/discord/{escape,layout,limits,outbound,plain-text,rich,weight}.ts',
  'src/chat/slack/{limits,mrkdwn,outbound,plain}.ts',
]
const ENOUGH = 0.8

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
})
const [count, seed] = [Number(values.count), Number(values.seed)]
if (!(count > 0 && Number.isInteger(count) && Number.isInteger(seed))) {
  process.stderr.write('Say --count as a number above 0, and --seed as a whole number.\n')
  process.exit(2)
}

const files = (await Array.fromAsync(glob(WHERE))).toSorted()
const every = await everyChange(files)
const sample = drawn(every, count, seed)
const scratch = await mkdtemp(join(tmpdir(), 'lectern-mutate-'))
const order: Order = { names: sample.map(nameOf), durations: join(scratch, 'durations.json') }
process.env[ORDER] = join(scratch, 'order.json')
await writeFile(process.env[ORDER], JSON.stringify(order))

const started = performance.now()
const results = await new Stryker({
  mutate: sample.map(rangeOf),
  mutator: { excludedMutations: LEFT_OUT },
  plugins: [fileURLToPath(new URL('mutate/runner.ts', import.meta.url))],
  testRunner: 'sample',
  coverageAnalysis: 'perTest',
  vitest: { configFile: 'tests/runs/mutate/vitest.config.ts', related: false },
  ignorePatterns: ['data', 'tests/bench', '.stryker-tmp'],
  ignoreStatic: true,
  // TypeScript 7 has no program that Stryker could rewrite its settings with: there are none to rewrite.
  tsconfigFile: 'none',
  tempDirName: '.stryker-tmp',
  warnings: { unknownOptions: false, preprocessorErrors: true, unserializableOptions: true, slow: true },
  reporters: ['progress-append-only'],
  concurrency: 2,
  timeoutMS: 30_000,
  timeoutFactor: 3,
  dryRunTimeoutMinutes: 30,
  allowConsoleColors: false,
}).runMutationTest()
await rm(scratch, { recursive: true, force: true })

const wanted = new Set(order.names)
const judged = results.map(fromOne).filter((result) => wanted.has(nameOf(result)))
const minutes = (performance.now() - started) / 60_000
const { text, share } = tableOf(judged, { every: every.length, files: files.length, seed, minutes })
process.stdout.write(text)
if (values.write) await writeFile('docs/changed-lines.md', text)
process.exit(share >= ENOUGH ? 0 : 1)

/** Stryker reports lines and columns from 1, and numbers them from 0 while it runs. */
function fromOne({ fileName, mutatorName, replacement = '', status, location: { start, end } }: MutantResult): Tried {
  const down = ({ line, column }: { line: number; column: number }) => ({ line: line - 1, column: column - 1 })
  return {
    fileName: relative('.', fileName),
    mutatorName,
    replacement,
    status,
    location: { start: down(start), end: down(end) },
  }
}
