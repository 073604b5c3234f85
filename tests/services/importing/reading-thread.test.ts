import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Job, Reading } from '../../../src/services/importing/pieces.ts'
import {
  openReadingThread,
  type ReadingThread,
  type ThreadOptions,
} from '../../../src/services/importing/reading-thread.ts'

let folder: string
const threads: ReadingThread[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reading-'))
})

afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.close()))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function thread(options: ThreadOptions = {}): ReadingThread {
  const opened = openReadingThread(options)
  threads.push(opened)
  return opened
}

/** A thread whose program does this with every message it gets. */
async function threadThat(program: string, options: ThreadOptions = {}): Promise<ReadingThread> {
  const file = join(folder, `${program.length}-${Math.random()}.mjs`)
  await writeFile(
    file,
    `import { parentPort } from 'node:worker_threads'\nparentPort.on('message', (message) => { ${program} })\n`,
  )
  return thread({ ...options, program: pathToFileURL(file) })
}

function job(text: string, name = 'list.bib'): Job {
  return { name, format: null, charset: null, bytes: new TextEncoder().encode(text) }
}

function entries(count: number): string {
  return Array.from(
    { length: count },
    (_, nth) => `@article{a${nth}, title = {Paper ${nth} of many}, year = 2020}\n`,
  ).join('')
}

async function all(pieces: AsyncIterable<Reading>): Promise<Reading[]> {
  const found: Reading[] = []
  for await (const piece of pieces) found.push(piece)
  return found
}

const refusal = (message: unknown) => [
  { kind: 'head', format: null, digest: null },
  { kind: 'end', isWhole: false, problems: [{ file: 'list.bib', line: 1, message }] },
]

function titles(pieces: Reading[]): string[] {
  return pieces.flatMap((piece) => (piece.kind === 'papers' ? piece.papers.map(({ paper }) => paper.title) : []))
}

describe('the reading thread', () => {
  it('reads documents that are asked for at once one after another, each whole', async () => {
    const { read } = thread()
    const read3 = await Promise.all([entries(250), entries(3), entries(1)].map((text) => all(read(job(text)))))
    expect(read3.map((pieces) => titles(pieces).length)).toEqual([250, 3, 1])
    expect(read3.map((pieces) => pieces.at(-1))).toMatchObject([
      { isWhole: true },
      { isWhole: true },
      { isWhole: true },
    ])
  })

  it('waits for a slow taker and loses nothing', async () => {
    const found: Reading[] = []
    for await (const piece of thread().read(job(entries(2_500)))) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      found.push(piece)
    }
    expect(titles(found)).toEqual(Array.from({ length: 2_500 }, (_, nth) => `Paper ${nth} of many`))
  })

  it('leaves a document that nobody listens to any more, and reads the next one', async () => {
    const { read } = thread()
    for await (const piece of read(job(entries(5_000)))) if (piece.kind === 'papers') break
    expect(titles(await all(read(job(entries(2)))))).toHaveLength(2)
  })

  it('that crashes makes a document that cannot be read, and the next one is read by another', async () => {
    const { read } = await threadThat("throw new Error('broken')")
    expect(await all(read(job(entries(1))))).toEqual(refusal(expect.stringContaining('a fault of ours')))
    expect(await all(read(job(entries(1))))).toEqual(refusal(expect.stringContaining('a fault of ours')))
  })

  it('that ends by itself makes a document that cannot be read', async () => {
    const { read } = await threadThat('process.exit(0)')
    expect(await all(read(job(entries(1))))).toEqual(refusal(expect.stringContaining('broke off')))
  })

  it('that cannot even start makes a document that cannot be read', async () => {
    const { read } = thread({ program: pathToFileURL(join(folder, 'not-there.mjs')) })
    expect(await all(read(job(entries(1))))).toEqual(refusal(expect.stringContaining('broke off')))
  })

  it('that stands still is given up', async () => {
    const { read } = await threadThat('for (;;) {}', { patience: 100 })
    expect(await all(read(job(entries(1))))).toEqual(refusal(expect.stringContaining('takes too long')))
  })

  it('that crashes midway keeps what it had read, and says that it is not all', async () => {
    const head = { kind: 'head', format: 'bibtex', digest: null }
    const { read } = await threadThat(
      `const answers = [undefined, [${JSON.stringify(head)}]]
       if (message.id > answers.length) throw new Error('broken')
       parentPort.postMessage({ id: message.id, answer: answers[message.id - 1] })`,
    )
    expect(await all(read(job(entries(1))))).toEqual([
      head,
      {
        kind: 'end',
        isWhole: false,
        problems: [expect.objectContaining({ message: expect.stringContaining('broke off') })],
      },
    ])
  })

  it('that needs more memory than it may have says so', async () => {
    const { read } = await threadThat(
      'const kept = []; for (;;) kept.push(new Array(10_000).fill(kept.length + 0.5))',
      { memory: 16 },
    )
    expect(await all(read(job(entries(1))))).toEqual(refusal(expect.stringContaining('more memory')))
  })

  it('does not stop the timers of the main thread', async () => {
    let ticks = 0
    const timer = setInterval(() => ticks++, 1)
    await all(thread().read(job(entries(5_000))))
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(5)
  })
})
