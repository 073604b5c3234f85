import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Paper } from '../../../src/club/paper.ts'
import { shortId, titleKey } from '../../../src/library/identity.ts'
import { openSearchIndex, type SearchIndex } from '../../../src/library/index/search-index.ts'

export function paper(title: string, facts: Partial<Paper> = {}): Paper {
  return {
    id: shortId(titleKey(title)),
    title,
    idea: null,
    ideaFrom: null,
    ideaBy: null,
    abstract: null,
    authors: [],
    authorsCount: null,
    affiliations: [],
    date: null,
    link: null,
    arxivId: null,
    doi: null,
    tags: [],
    counts: [],
    sources: { tags: [] },
    appearances: [],
    ...facts,
  }
}

export function appearance(digest: string, remarks: string | null = null): Paper['appearances'][number] {
  return { digest, pick: false, reviewed: true, likes: null, upvotes: null, comments: null, remarks }
}

export function newFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'lectern-index-')), 'search', 'index.db')
}

/** An index for one test, with these papers. */
export async function indexOf(papers: readonly Paper[], file = newFile()): Promise<SearchIndex> {
  const index = await openSearchIndex(file)
  onTestFinished(() => index.close())
  await index.update(papers)
  return index
}

/** Titles, best first. */
export async function titlesFor(index: SearchIndex, papers: readonly Paper[], text: string): Promise<string[]> {
  const { ids } = await index.find(text, { limit: 10 })
  return titlesOf(papers, ids)
}

export function titlesOf(papers: readonly Paper[], ids: readonly string[]): string[] {
  return ids.map((id) => papers.find((paper) => paper.id === id)?.title ?? `unknown ${id}`)
}
