import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from '../../src/library/formats/lectern.ts'

const FOLDER = new URL('../../seeds/', import.meta.url)
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name.toLowerCase() !== 'readme.md')
const COUNTS: Readonly<Record<string, { reviewed: number; mentioned: number }>> = {
  'late-july-paper-reading.md': { reviewed: 6, mentioned: 0 },
  'ai-timeline-37.md': { reviewed: 3, mentioned: 8 },
  'daily-papers-2025-12-04.md': { reviewed: 32, mentioned: 0 },
  'daily-papers-toys.md': { reviewed: 43, mentioned: 0 },
}

function read(name: string) {
  return parse(name, readFileSync(new URL(name, FOLDER), 'utf8'))
}

describe.each(FILES)('the digest that ships as %s', (name) => {
  test('has no problem', () => {
    expect(read(name).problems).toEqual([])
  })

  test('tells every idea in one sentence of at most 30 words', () => {
    const ideas = read(name).digest?.papers.flatMap(({ idea }) => idea ?? []) ?? []
    expect(ideas.filter((idea) => idea.split(/\s+/).length > 30)).toEqual([])
    expect(ideas.filter((idea) => !/^[^\n]+[.!?]$/.test(idea) || /[.!?]["”)]? +\p{Lu}/u.test(idea))).toEqual([])
  })
})

test.each(Object.entries(COUNTS))('%s holds every paper of its source', (name, { reviewed, mentioned }) => {
  const papers = read(name).digest?.papers ?? []
  expect(papers.filter((paper) => paper.reviewed)).toHaveLength(reviewed)
  expect(papers.filter((paper) => !paper.reviewed)).toHaveLength(mentioned)
})
