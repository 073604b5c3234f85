/** How right documents are read whose papers somebody has listed by hand: titles found, titles that are none, facts, and what was lost unsaid. */
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { titleKey } from '../../src/library/identity.ts'
import { importedFrom } from './import.ts'
import { print, rounded } from './stats.ts'

/** The folders of a corpus: documents, and the truth about them in files that are called as they are. */
const PARTS = [
  ['docs', 'truth'],
  ['small', 'small-truth'],
] as const

const Truth = z.record(
  z.string(),
  z.object({
    papers: z.array(
      z.object({
        title: z.string(),
        /** Not every fact is known of every paper. */
        authorsCount: z.number().optional(),
        dateISO: z.string().optional(),
        doi: z.string().optional(),
        arxivId: z.string().optional(),
      }),
    ),
  }),
)
type Paper = z.infer<typeof Truth>[string]['papers'][number]

const Read = z.object({
  format: z.string(),
  papers: z.array(
    z.object({
      title: z.string(),
      authors: z.array(z.string()),
      authorsCount: z.number().nullable(),
      date: z.string().nullable(),
      doi: z.string().nullable(),
      arxivId: z.string().nullable(),
    }),
  ),
  unread: z.array(z.object({ text: z.string() })).default([]),
})
type Read = z.infer<typeof Read>

/** `corpus`: its folder. Prints a line for each kind of document, and one for all of them. */
export async function benchCorpus(corpus: string, tell: typeof print = print): Promise<void> {
  const parts = PARTS.filter(([, truth]) => existsSync(join(corpus, truth)))
  if (parts.length === 0) throw new Error(`There is no folder “truth” in ${corpus}.`)
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  try {
    const all: Found[] = []
    for (const [docs, truth] of parts) {
      for (const [name, papers] of await truthsIn(join(corpus, truth))) {
        const found = foundIn(papers, await read(join(corpus, docs), name, join(folder, 'read.json')))
        all.push(found)
        tell({ bench: `reading of ${kindOf(name)}`, ...figures([found]) })
      }
    }
    tell({ bench: 'reading of the whole corpus', documents: all.length, ...figures(all) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function truthsIn(folder: string): Promise<[string, Paper[]][]> {
  const files = (await readdir(folder)).toSorted()
  const each = files.map(async (file) => Truth.parse(JSON.parse(await readFile(join(folder, file), 'utf8'))))
  return (await Promise.all(each)).flatMap((truth) =>
    Object.entries(truth).map(([name, { papers }]): [string, Paper[]] => [name, papers]),
  )
}

async function read(folder: string, name: string, output: string): Promise<Read> {
  const file = (await readdir(folder)).find((one) => one.startsWith(`${name}.`))
  if (!file) throw new Error(`There is no document ${name} in ${folder}.`)
  await importedFrom(join(folder, file), output)
  return Read.parse([JSON.parse(await readFile(output, 'utf8'))].flat()[0])
}

/** `dated-list` of `01-dated-list`. */
function kindOf(name: string): string {
  return name.replace(/^(?:\p{L}|\d+)[_-]/u, '')
}

interface Found {
  titles: number
  found: number
  /** Titles that no paper of the document has. */
  others: number
  facts: number
  right: number
  /** Of what was not found, what was not said to be unread either. */
  lost: number
}

function foundIn(papers: readonly Paper[], { papers: read, unread }: Read): Found {
  const byTitle = new Map(read.map((paper) => [titleKey(paper.title), paper]))
  const titles = new Set(papers.map(({ title }) => titleKey(title)))
  const pairs = papers.flatMap((paper) => {
    const found = byTitle.get(titleKey(paper.title))
    return found ? [{ paper, found }] : []
  })
  const missed = papers.filter(({ title }) => !byTitle.has(titleKey(title)))
  const said = unread.map(({ text }) => titleKey(text))
  const facts = pairs.flatMap(({ paper, found }) => rightFacts(paper, found))
  return {
    titles: papers.length,
    found: pairs.length,
    others: read.filter(({ title }) => !titles.has(titleKey(title))).length,
    facts: facts.length,
    right: facts.filter((isRight) => isRight).length,
    lost: missed.filter(({ title }) => !said.some((text) => text.includes(titleKey(title).slice(0, 40)))).length,
  }
}

/** Whether each fact that is known of a paper was read so. */
function rightFacts({ authorsCount, dateISO, doi, arxivId }: Paper, found: Read['papers'][number]): boolean[] {
  return [
    ...(authorsCount === undefined ? [] : [(found.authorsCount ?? found.authors.length) === authorsCount]),
    ...(dateISO === undefined ? [] : [found.date === dateISO]),
    ...(doi === undefined ? [] : [found.doi?.toLowerCase() === doi.toLowerCase()]),
    ...(arxivId === undefined ? [] : [found.arxivId === arxivId]),
  ]
}

function figures(all: readonly Found[]): Record<string, number> {
  const sum = (of: keyof Found) => all.reduce((total, found) => total + found[of], 0)
  const [titles, found, facts] = [sum('titles'), sum('found'), sum('facts')]
  return {
    titles,
    recall: rounded(titles === 0 ? 1 : found / titles),
    precision: rounded(found + sum('others') === 0 ? 1 : found / (found + sum('others'))),
    facts,
    ...(facts === 0 ? {} : { factsRight: rounded(sum('right') / facts) }),
    lostUnsaid: sum('lost'),
  }
}
