/** What 10,000 clubs cost a process beside one: memory, the start, a tick in which nothing is due, also of 100,000; and a tick in which all are due. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { print, rounded } from './stats.ts'

const MANY = 10_000
const MASSES = 100_000
const PROGRAM = fileURLToPath(new URL('many-clubs.ts', import.meta.url))

const TURNING = fileURLToPath(new URL('turning-clubs.ts', import.meta.url))

const Turned = z.object({
  perSecond: z.number(),
  limit: z.number(),
  firstMs: z.number(),
  turnedMs: z.number().nullable(),
  beforeMs: z.number(),
  meanwhileMs: z.number(),
})
const Measured = z.object({ startMs: z.number(), tickMs: z.number(), mb: z.number(), clubs: z.number() })

export async function benchClubs(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  try {
    const [one, many] = [await measure(folder, 1), await measure(folder, MANY)]
    const bench = (what: string) => `${many.clubs} clubs beside one, ${what}`
    print({ bench: bench('memory added'), mb: rounded(many.mb - one.mb), aim: 60, oneMb: rounded(one.mb) })
    print({ bench: bench('start'), ms: rounded(many.startMs), aim: 4_000, oneMs: rounded(one.startMs) })
    print({ bench: bench('idle tick'), ms: rounded(many.tickMs), aim: 5, oneMs: rounded(one.tickMs) })
    await benchTurning(folder)
    const masses = await measure(folder, MASSES, 'tick')
    print({ bench: `${masses.clubs} clubs, idle tick`, ms: rounded(masses.tickMs), manyMs: rounded(many.tickMs) })
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** On the store that is filled for many. */
async function benchTurning(folder: string): Promise<void> {
  const turned = Turned.parse(JSON.parse(await runProgram(TURNING, join(folder, `${MANY}.db`), String(MANY))))
  const bench = (what: string) => `${MANY} clubs due at once, ${what}`
  const { limit, firstMs, turnedMs } = turned
  print({ bench: bench('sent'), perSecond: rounded(turned.perSecond), limit, firstMs: rounded(firstMs) })
  print({ bench: bench('all turned'), seconds: turnedMs === null ? 'not yet' : rounded(turnedMs / 1_000) })
  print({ bench: bench('answers'), p99Ms: rounded(turned.meanwhileMs), beforeMs: rounded(turned.beforeMs) })
}

async function measure(folder: string, clubs: number, what = 'measure') {
  const file = join(folder, `${clubs}.db`)
  await run('fill', file, clubs)
  return Measured.parse(JSON.parse(await run(what, file, clubs)))
}

function run(what: string, file: string, clubs: number): Promise<string> {
  return runProgram(PROGRAM, what, file, String(clubs))
}

async function runProgram(...program: string[]): Promise<string> {
  const args = ['--expose-gc', '--max-semi-space-size=4', ...program]
  return (await promisify(execFile)(process.execPath, args)).stdout
}
