/** Look-ups in the library, beside MiniSearch on the same papers. Alone: `node tests/bench/search.ts [how many papers] …`. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { buildFullRanking } from './full-ranking.ts'
import { Measured } from './search-measured.ts'
import { type Asked, KINDS, type Kind, makeQueries } from './search-queries.ts'
import { print, quantile, rounded } from './stats.ts'
import { syntheticPapers, vocabulary } from './synthetic-library.ts'

const SIZES = [1_000, 100_000, 1_000_000]
/** Of larger libraries the full ranking takes too long to be told. */
const MOST_RANKED = 100_000

export async function benchSearch(sizes: readonly number[] = SIZES): Promise<void> {
  for (const size of sizes) await benchSize(size)
}

async function benchSize(size: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  const file = join(folder, 'index.db')
  const words = vocabulary()
  const queries = makeQueries(size, words)
  try {
    await writeFile(`${file}.json`, JSON.stringify(queries))
    const built = await run('build', file, size)
    const ours = await run('ours', file, size)
    if (!built || !ours) throw new Error('The index was not built.')
    const theirs = await run('minisearch', file, size)
    const { size: bytes } = await stat(file)
    const say = (what: string, values: Figures, aims: Figures = {}) =>
      print({ bench: `search, ${size} papers, ${what}`, ...shown(values), ...shown(aims) })

    const rate = (measured: Measured | null) => measured?.buildMs && (size / measured.buildMs) * 1_000
    say('build', { papersPerSecond: rate(built), miniSearchPapersPerSecond: rate(theirs), fileMb: bytes / 2 ** 20 })
    say('open', { ms: ours.openMs }, { aim: 2_000 })
    const times = theirs && theirs.memoryMb / ours.memoryMb
    const memory = { mb: ours.memoryMb, emptyThreadMb: ours.openMb, miniSearchMb: theirs?.memoryMb, times }
    say('memory', memory, { timesAim: 20 })
    for (const kind of KINDS) say(kind, timesOf(queries, ours, theirs, kind), aimsFor(size))
    say('all kinds', timesOf(queries, ours, theirs), aimsFor(size))
    const recall = { recall: recallOf(queries, ours), miniSearchRecall: theirs && recallOf(queries, theirs) }
    say('recall@5 of four words with one letter wrong', recall, { aim: 0.95 })
    if (size <= MOST_RANKED) sayAgreement(say, queries, ours, buildFullRanking(syntheticPapers(size, words)))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Of a hundred thousand papers; beyond that only the slowest are held to one. */
function aimsFor(size: number): Figures {
  return size > MOST_RANKED ? { p99Aim: 150 } : { p50Aim: 10, p99Aim: 50, timesAim: 20 }
}

type Figures = Record<string, number | null | undefined>

/** Null when it took too long. */
async function run(engine: string, file: string, size: number): Promise<Measured | null> {
  const program = fileURLToPath(new URL('search-engines.ts', import.meta.url))
  const args = ['--expose-gc', '--max-old-space-size=8000', program, engine, file, String(size)]
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 })
  return Measured.nullable().parse(JSON.parse(stdout))
}

function timesOf(queries: readonly Asked[], ours: Measured, theirs: Measured | null, kind?: Kind): Figures {
  const taken = ({ answers }: Measured) =>
    answers.filter(({ nth }) => kind === undefined || queries[nth]?.kind === kind).map(({ ms }) => ms)
  const [mine, others] = [taken(ours), theirs && taken(theirs)]
  const miniSearchP50Ms = others && quantile(others, 0.5)
  return {
    p50Ms: quantile(mine, 0.5),
    p99Ms: quantile(mine, 0.99),
    miniSearchP50Ms,
    miniSearchP99Ms: others && quantile(others, 0.99),
    times: miniSearchP50Ms && miniSearchP50Ms / quantile(mine, 0.5),
    samples: mine.length,
    miniSearchSamples: others?.length,
  }
}

function recallOf(queries: readonly Asked[], { answers }: Measured): number {
  const mistyped = answers.filter(({ nth }) => queries[nth]?.kind === 'mistyped')
  return mean(mistyped.map(({ nth, ids }) => Number(ids.slice(0, 5).includes(queries[nth]?.paper ?? ''))))
}

function sayAgreement(
  say: (what: string, values: Figures, aims?: Figures) => void,
  queries: readonly Asked[],
  { answers }: Measured,
  full: ReturnType<typeof buildFullRanking>,
): void {
  const all: number[] = []
  for (const kind of KINDS) {
    if (kind === 'mistyped') continue
    const shares = answers.flatMap(({ nth, ids }) => {
      const asked = queries[nth]
      return asked?.kind === kind ? (full.agreement(asked, ids) ?? []) : []
    })
    all.push(...shares)
    say(`agreement@5 with the full ranking, ${kind}`, { agreement: mean(shares) })
  }
  say('agreement@5 with the full ranking', { agreement: mean(all) }, { aim: 0.9 })
  full.close()
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Leaves out what was not measured. */
function shown(values: Figures): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value == null ? [] : [[name, rounded(value)]])),
  )
}

if (import.meta.main) {
  const sizes = process.argv.slice(2).map(Number)
  await benchSearch(sizes.length > 0 ? sizes : SIZES)
}
