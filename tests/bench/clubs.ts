/** What 10,000 clubs cost a process beside one: memory, the start, a tick in which nothing is due. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { print, rounded } from './stats.ts'

const MANY = 10_000
const PROGRAM = fileURLToPath(new URL('many-clubs.ts', import.meta.url))

const Measured = z.object({ startMs: z.number(), tickMs: z.number(), mb: z.number(), clubs: z.number() })

export async function benchClubs(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  try {
    const [one, many] = [await measure(folder, 1), await measure(folder, MANY)]
    const bench = (what: string) => `${many.clubs} clubs beside one, ${what}`
    print({ bench: bench('memory added'), mb: rounded(many.mb - one.mb), aim: 60, oneMb: rounded(one.mb) })
    print({ bench: bench('start'), ms: rounded(many.startMs), aim: 4_000, oneMs: rounded(one.startMs) })
    print({ bench: bench('idle tick'), ms: rounded(many.tickMs), aim: 5, oneMs: rounded(one.tickMs) })
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function measure(folder: string, clubs: number) {
  const file = join(folder, `${clubs}.db`)
  await run('fill', file, clubs)
  return Measured.parse(JSON.parse(await run('measure', file, clubs)))
}

async function run(what: string, file: string, clubs: number): Promise<string> {
  const args = ['--expose-gc', '--max-semi-space-size=4', PROGRAM, what, file, String(clubs)]
  return (await promisify(execFile)(process.execPath, args)).stdout
}
