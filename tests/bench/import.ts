/** How fast documents come in, end to end: from a file through `lectern import --json` to the JSON on disk. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, openSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import type { Paper } from '../../src/library/paper.ts'
import { print, rounded } from './stats.ts'
import { syntheticPapers, vocabulary } from './synthetic-library.ts'

const PROGRAM = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** Shows what the start of a process takes of the others. */
const ONE = 1
const SMALL = 5_000
const LARGE_BYTES = 98_000_000

const KINDS: Readonly<Record<string, { ending: string; write(paper: Paper): string }>> = {
  BibTeX: { ending: 'bib', write: asBibtex },
  'JSON Lines': { ending: 'jsonl', write: asJsonLine },
}

export async function benchImport(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  try {
    for (const [kind, { ending, write }] of Object.entries(KINDS)) {
      const bytesEach = Buffer.byteLength([...syntheticPapers(500, vocabulary())].map(write).join('')) / 500
      for (const papers of [ONE, SMALL, Math.floor(LARGE_BYTES / bytesEach)]) {
        const file = join(folder, `${papers}.${ending}`)
        await pipeline(Readable.from(written(papers, write)), createWriteStream(file))
        await measure(kind, papers, file, join(folder, 'read.json'))
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(kind: string, papers: number, file: string, output: string): Promise<void> {
  const { read, seconds, peakMemoryMB } = await importedFrom(file, output)
  if (read !== papers) throw new Error(`${read} of ${papers} papers were read from ${file}`)
  print({
    bench: `import of ${kind}`,
    papers,
    megabytes: rounded((await stat(file)).size / 1e6),
    seconds: rounded(seconds),
    papersPerSecond: Math.round(papers / seconds),
    peakMemoryMB,
  })
}

/** What the import of a file takes and gives, in a process of its own. */
export async function importedFrom(
  file: string,
  output: string,
): Promise<{ read: number; seconds: number; peakMemoryMB: number }> {
  const begun = performance.now()
  const child = spawn(process.execPath, [PROGRAM, 'import', file, '--json'], {
    stdio: ['ignore', openSync(output, 'w'), 'inherit'],
  })
  const peak = watchPeak(child.pid ?? 0)
  const [code] = await once(child, 'exit')
  const seconds = (performance.now() - begun) / 1000
  if (code !== 0) throw new Error(`the import of ${file} ended with ${code}`)
  return { read: await papersIn(output), seconds, peakMemoryMB: rounded(await peak()) }
}

/** The most memory that a process had, in megabytes, as Linux tells it while the process runs; NaN elsewhere. */
function watchPeak(pid: number): () => Promise<number> {
  let peak = Number.NaN
  const look = async () => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
    if (kilobytes) peak = Number(kilobytes) / 1024
  }
  const timer = setInterval(look, 50)
  return async () => {
    clearInterval(timer)
    return peak
  }
}

/** Counts what came out, without holding it. */
async function papersIn(output: string): Promise<number> {
  let count = 0
  let before = ''
  for await (const chunk of createReadStream(output, 'utf8')) {
    const text = before + chunk
    count += text.split(MARK).length - 1
    before = text.slice(Math.max(text.lastIndexOf(MARK) + MARK.length, text.length - MARK.length + 1))
  }
  return count
}

const MARK = '"ideaFrom":'

function* written(papers: number, write: (paper: Paper) => string): Generator<string> {
  for (const paper of syntheticPapers(papers, vocabulary())) yield write(paper)
}

function asBibtex({ id, title, abstract, authors, date }: Paper): string {
  const fields = {
    title: `{${title}}`,
    author: authors.join(' and '),
    year: date?.slice(0, 4) ?? '',
    journal: 'Proceedings of {Synthetic} Learning',
    doi: `10.1000/${id}`,
    abstract: `${sentences(abstract ?? '')}`,
  }
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`)
  return `@article{${id},\n${lines.join('\n')}\n}\n\n`
}

function asJsonLine({ id, title, abstract, authors, date }: Paper): string {
  return `${JSON.stringify({ title, abstract: sentences(abstract ?? ''), authors, date, doi: `10.1000/${id}` })}\n`
}

/** As abstracts are written, so that there are sentences to pick an idea from. */
function sentences(words: string): string {
  const [first = '', ...rest] = words.match(/(?:\S+\s*){1,10}/g) ?? []
  return [`We propose ${first}`, ...rest].map((part) => `${part.trim()}.`).join(' ')
}
