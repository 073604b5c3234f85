import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { onTestFinished } from 'vitest'
import { shortId, titleKey } from '../../../src/library/identity.ts'
import { type LibraryIndex, openLibraryIndex, type Source } from '../../../src/library/index/library-index.ts'
import type { RuledEntry, Updating } from '../../../src/library/index/update.ts'
import type { Paper } from '../../../src/library/paper.ts'
import type { ParsedDigest, ParsedPaper } from '../../../src/library/parsed-digest.ts'
import { digest, entry } from '../digests.ts'

/** One digest that has these papers, newest first. */
export function listed(papers: ParsedPaper[], id = 'list'): ParsedDigest {
  return digest(id, null, papers)
}

/** A library of these digests. A digest is read anew when it says something else. */
export function source(
  digests: readonly ParsedDigest[],
  ideas: readonly (readonly [string, string])[] = [],
  rulings: readonly RuledEntry[] = [],
): Source {
  return {
    version: JSON.stringify([digests, ideas, rulings]),
    digests: digests.map(({ papers, ...head }) => ({
      head,
      mark: JSON.stringify([head, papers]),
      entries: () => [papers.map((paper, n) => ({ name: String(n), n, paper, picked: null }))],
    })),
    ideas: async () => ideas.map(([id, line]) => [id, { line, name: 'Bo' }] as const),
    rulings: async () => rulings,
  }
}

/** Drops the digests that are none of these. */
export function dropOthers(updating: Updating, digests: readonly ParsedDigest[]): void {
  const wanted = new Set(digests.map(({ id }) => id))
  for (const { id } of updating.known().digests) if (!wanted.has(id)) while (!updating.drop(id, 2));
}

export { entry as paper }

/** What an organiser may say of the entries of some digests: of two works, each of entries at any place. */
export function anyRulings(...digests: string[]) {
  return fc.uniqueArray(
    fc.record({
      digest: fc.constantFrom(...digests),
      name: fc.constantFrom('0', '1', '2', '3'),
      work: fc.constantFrom('x', 'y'),
    }),
    { selector: ({ digest, name }) => `${digest} ${name}`, maxLength: 5 },
  )
}

export function idOf({ title }: Pick<Paper, 'title'>): string {
  return shortId(titleKey(title))
}

export function newFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'lectern-index-')), 'search', 'index.db')
}

/** An index for one test, with these digests. */
export async function indexOf(digests: readonly ParsedDigest[], file = newFile()): Promise<LibraryIndex> {
  const index = await openLibraryIndex(file)
  onTestFinished(() => index.close())
  await index.update(source(digests))
  return index
}

/** Titles, best first. */
export async function titlesFor(index: LibraryIndex, text: string): Promise<string[]> {
  return titlesOf((await index.find(text, 10)).papers)
}

export function titlesOf(papers: readonly Pick<Paper, 'title'>[]): string[] {
  return papers.map(({ title }) => title)
}
