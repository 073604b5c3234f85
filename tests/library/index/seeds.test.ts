import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from '../../../src/library/formats/lectern.ts'
import { type LibraryIndex, openLibraryIndex } from '../../../src/library/index/library-index.ts'
import { merge } from '../merged.ts'
import { newFile, source } from './papers.ts'

const FOLDER = new URL('../../../seeds/', import.meta.url)
const parsed = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.md') && name.toLowerCase() !== 'readme.md')
  .flatMap((name) => parse(name, readFileSync(new URL(name, FOLDER), 'utf8')).digest ?? [])
const { papers, digests } = merge(parsed)

let index: LibraryIndex

beforeAll(async () => {
  index = await openLibraryIndex(newFile())
  await index.update(source(parsed))
})

afterAll(() => index.close())

/** The papers, by title, that this way of asking does not bring among the first. */
async function missed(asked: (title: string) => string, first: number): Promise<string[]> {
  const missing: string[] = []
  for (const { id, title } of papers) {
    const { papers: hits } = await index.find(asked(title), first)
    if (!hits.some((found) => found.id === id)) missing.push(title)
  }
  return missing
}

/** The title with the middle letter of its longest word left out; acronyms and short names are not misspelled. */
function mistyped(title: string): string {
  const words = (title.match(/\p{L}+/gu) ?? []).filter((word) => word.length > 5 && !/\p{Lu}$/u.test(word))
  const [longest = ''] = words.sort((a, b) => b.length - a.length)
  const middle = Math.floor(longest.length / 2)
  return title.replace(longest, longest.slice(0, middle) + longest.slice(middle + 1))
}

test('every paper of the shipped digests is the first for its title, also in capitals and without punctuation', async () => {
  expect(papers.length).toBeGreaterThan(50)
  expect(await missed((title) => title, 1)).toEqual([])
  expect(await missed((title) => title.toUpperCase().replace(/[^\p{L}\p{N}]+/gu, ' '), 1)).toEqual([])
})

test('and among the first for its title with a letter left out', async () => {
  expect(await missed(mistyped, 3)).toEqual([])
})

test('and among the completions of the first half of its title', async () => {
  const missing: string[] = []
  for (const { id, title } of papers) {
    const half = title.slice(0, Math.ceil(title.length / 2))
    if (!(await index.complete(half, 25)).some((completion) => completion.id === id)) missing.push(title)
  }
  expect(missing).toEqual([])
})

test('every digest can be looked into by its name', async () => {
  for (const digest of digests) {
    const { papers: hits, total } = await index.find(`in:"${digest.title}"`, 500)
    expect(digest.papers.filter((id) => !hits.some((found) => found.id === id))).toEqual([])
    expect(total).toBeGreaterThanOrEqual(digest.papers.length)
  }
})
