/**
 * What the reading of each kind of text takes by its size, through `lectern import --json`: time and memory grow with it at most. And
 * how right it is, by kind, where `CORPUS` names a folder of documents with the truth about them.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Paper } from '../../src/library/paper.ts'
import { benchCorpus } from './corpus.ts'
import { importedFrom } from './import.ts'
import { print, rounded } from './stats.ts'
import { syntheticPapers, vocabulary } from './synthetic-library.ts'

/** In bytes; the first shows what the process itself takes. Beyond the last, text is not read at all. */
const SIZES = [10_000, 500_000, 1_000_000, 1_900_000]

interface Kind {
  ending: string
  head: string
  write(paper: Paper, nth: number): string
  foot?: string
}

const KINDS: Readonly<Record<string, Kind>> = {
  'a list of links': {
    ending: 'md',
    head: '# Papers that we read\n\n',
    write: (paper, nth) => `- [${titled(paper)}](${linkOf(nth)}) by ${named(paper)} (${yearOf(paper)})\n`,
  },
  'a list of titles in bold': {
    ending: 'md',
    head: '# Papers that we read\n\n',
    write: (paper, nth) => `- **${titled(paper)}**. ${named(paper)}. ICML ${yearOf(paper)}. [pdf](${linkOf(nth)})\n`,
  },
  'a schedule': {
    ending: 'md',
    head: '| Date | Presenter | Paper |\n|---|---|---|\n',
    write: (paper, nth) =>
      `| 2024-03-${String((nth % 28) + 1).padStart(2, '0')} | Ana | [${titled(paper)}](${linkOf(nth)}) |\n`,
  },
  'notes below headings': {
    ending: 'md',
    head: '# Reading notes\n\n',
    write: (paper, nth) => `## ${titled(paper)}\n\n_${named(paper)}_\n\n${linkOf(nth)}\n\n${said(paper)}\n\n`,
  },
  references: {
    ending: 'txt',
    head: 'References\n\n',
    write: (paper, nth) =>
      `[${nth + 1}] ${named(paper)}. ${titled(paper)}. In Proceedings of Moss, ${yearOf(paper)}.\n`,
  },
  'a digest': {
    ending: 'md',
    head: '# A digest\n\n## Papers\n\n',
    write: (paper, nth) =>
      `### ${titled(paper)}\n\n${said(paper)}\n\n${said(paper).repeat(3)}\n\n- authors: ${named(paper)}\n- link: ${linkOf(nth)}\n\n`,
  },
  'a feed': {
    ending: 'xml',
    head: '<rss version="2.0"><channel><title>Moss</title>',
    write: (paper, nth) =>
      `<item><title>${titled(paper)}</title><link>${linkOf(nth)}</link><author>${named(paper)}</author></item>\n`,
    foot: '</channel></rss>',
  },
}

export async function benchReading(): Promise<void> {
  const corpus = process.env.CORPUS
  if (corpus) await benchCorpus(corpus)
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  try {
    for (const [kind, how] of Object.entries(KINDS)) {
      for (const size of SIZES) {
        const file = join(folder, `${size}.${how.ending}`)
        const { text, papers } = document(how, size)
        await writeFile(file, text)
        const { read, seconds, peakMemoryMB } = await importedFrom(file, join(folder, 'read.json'))
        const megabytes = rounded(text.length / 1e6)
        print({ bench: `reading of ${kind}`, megabytes, papers, read, seconds: rounded(seconds), peakMemoryMB })
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function document({ head, write, foot = '' }: Kind, size: number): { text: string; papers: number } {
  let text = head
  let papers = 0
  for (const paper of syntheticPapers(100_000, vocabulary())) {
    if (text.length >= size) break
    text += write(paper, papers++)
  }
  return { text: text + foot, papers }
}

function titled({ title }: Paper): string {
  return title.replace(/\b\p{Ll}/gu, (letter) => letter.toUpperCase())
}

function named({ authors }: Paper): string {
  return authors.map((name) => name.replace(/\b\p{Ll}/gu, (letter) => letter.toUpperCase())).join(', ')
}

function linkOf(nth: number): string {
  return `https://arxiv.org/abs/2401.${String(nth).padStart(5, '0')}`
}

function yearOf({ date }: Paper): string {
  return date?.slice(0, 4) ?? '2020'
}

function said({ abstract }: Paper): string {
  return `We show ${(abstract ?? '').slice(0, 400)}.`
}
