/** One search engine in a process of its own, so that its memory can be told: prints what it measured as JSON. */
import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import MiniSearch from 'minisearch'
import { z } from 'zod'
import { type IndexedEntry, openLibraryIndex } from '../../src/library/index/library-index.ts'
import type { Paper } from '../../src/library/paper.ts'
import { shippedSource } from '../../src/services/library/library-source.ts'
import { openSeedFolder } from '../../src/services/library/seed-folder.ts'
import type { Measured } from './search-measured.ts'
import { type Asked, KINDS } from './search-queries.ts'
import { syntheticPapers, vocabulary } from './synthetic-library.ts'

const HEAD = {
  ...{ id: 'synthetic', title: 'Synthetic', publication: null, issue: null, period: null, source: null, opening: null },
  ...{ definitions: [], news: [], comments: [], closing: null },
}
const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url))
const PAGE = 500
const TOP = 10
const PATIENCE = 60_000
const SLOW = 3

const [engine, file = '', size = '0'] = process.argv.slice(2)
const queries: Asked[] = z
  .array(z.object({ kind: z.enum(KINDS), text: z.string(), paper: z.string() }))
  .parse(JSON.parse(await readFile(`${file}.json`, 'utf8')))
const before = await memory()
const measured = await measure()
process.stdout.write(JSON.stringify(measured))

async function measure(): Promise<Measured | null> {
  switch (engine) {
    case 'build':
      return build()
    case 'ours':
      return askOurs()
    case 'minisearch':
      return askMiniSearch()
    default:
      throw new Error(`There is no engine ${engine}.`)
  }
}

/** As a club has it: over what ships. */
async function open() {
  const shared = `${file}-shipped`
  const seeds = await openSeedFolder(SEEDS)
  const digests = seeds.digests()
  seeds.close()
  const shipped = await openLibraryIndex(shared)
  await shipped.update(shippedSource({ digests: () => digests }))
  await shipped.close()
  return { reads: digests.map(({ id }) => id), index: await openLibraryIndex(file, { shared }) }
}

async function build(): Promise<Measured> {
  const words = vocabulary()
  const { index, reads } = await open()
  const begun = performance.now()
  await index.update({
    version: size,
    over: { basis: size, reads },
    digests: [{ head: HEAD, mark: size, entries: () => pages(syntheticPapers(Number(size), words)) }],
    ideas: async () => [],
  })
  const buildMs = performance.now() - begun
  await index.close()
  return { buildMs, openMs: null, openMb: null, memoryMb: (await memory()) - before, answers: [] }
}

async function askOurs(): Promise<Measured> {
  const begun = performance.now()
  const { index } = await open()
  await index.version()
  const openMs = performance.now() - begun
  const openMb = (await memory()) - before
  const answers = await askAll(async ({ text }) => (await index.find(text, TOP)).papers.map(({ id }) => id))
  const memoryMb = (await memory()) - before
  await index.close()
  return { buildMs: null, openMs, openMb, memoryMb, answers }
}

function* pages(papers: Iterable<Paper>): Generator<IndexedEntry[]> {
  let page: IndexedEntry[] = []
  let n = 0
  for (const paper of papers) {
    page.push({ name: String(n), n: n++, paper: asEntry(paper), picked: null })
    if (page.length < PAGE) continue
    yield page
    page = []
  }
  yield page
}

function asEntry({
  id: _,
  ideaFrom: __,
  appearances: ___,
  andOthers: ____,
  venue: _____,
  ...facts
}: Paper): IndexedEntry['paper'] {
  const unsaid = { likes: null, upvotes: null, comments: null, pick: false, reviewed: true, remarks: null }
  return { ...facts, ...unsaid }
}

/** One way of asking for whatever is typed, as ours has: the last word may go on, and any word may be mistyped. */
async function askMiniSearch(): Promise<Measured | null> {
  const words = vocabulary()
  const search = new MiniSearch<Paper>({
    fields: ['title', 'idea', 'authors', 'abstract'],
    extractField: (paper, field) => {
      const value = Object.entries(paper).find(([name]) => name === field)?.[1]
      return Array.isArray(value) ? value.join(' ') : String(value ?? '')
    },
    searchOptions: { combineWith: 'AND', boost: { title: 20, idea: 5, authors: 3 } },
  })
  const begun = performance.now()
  for (const paper of syntheticPapers(Number(size), words)) {
    search.add(paper)
    if (performance.now() - begun > PATIENCE) return null
  }
  const buildMs = performance.now() - begun
  const answers = await askAll(async ({ text }) => {
    const isOpen = !text.endsWith(' ')
    const prefix = (_: string, index: number, terms: string[]) => isOpen && index === terms.length - 1
    const found = search.search(text, { prefix, fuzzy: 0.2 })
    return found.slice(0, TOP).map(({ id }) => String(id))
  }, SLOW)
  return { buildMs, openMs: null, openMb: null, memoryMb: (await memory()) - before, answers }
}

/** What is asked first is asked twice, so that nobody is measured cold. One that is slow is asked only each so many'th query. */
async function askAll(ask: (asked: Asked) => Promise<string[]>, each = 1): Promise<Measured['answers']> {
  const answers: Measured['answers'] = []
  for (const asked of queries.slice(0, 30)) await ask(asked)
  for (const [nth, asked] of queries.entries()) {
    if (Math.floor(nth / KINDS.length) % each !== 0) continue
    const begun = performance.now()
    const ids = await ask(asked)
    answers.push({ nth, ms: performance.now() - begun, ids })
  }
  return answers
}

async function memory(): Promise<number> {
  for (let pass = 0; pass < 3; pass++) {
    globalThis.gc?.()
    await setTimeout(100)
  }
  return process.memoryUsage().rss / 2 ** 20
}
