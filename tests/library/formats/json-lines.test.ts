import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/json-lines.ts'
import { fixture, papersIn, problemsIn, streamed } from './fixture.ts'

describe('JSON Lines', () => {
  test('has a paper a line under whatever usual names', () => {
    expect(papersIn(format, fixture('json-lines-rows.jsonl'))).toEqual([
      {
        title: 'Rows of Rest',
        abstract: 'We rest in rows.',
        authors: ['Ada Lovelace', 'Alan Turing'],
        authorsCount: 2,
        date: '2024-12-18',
        link: 'https://arxiv.org/abs/2412.99201v3',
        arxivId: '2412.99201',
        upvotes: 12,
        tags: ['rows'],
      },
      {
        title: 'By Other Names',
        idea: 'Names are not all.',
        authors: ['Emmy Noether'],
        authorsCount: 1,
        date: '2024',
        arxivId: '2412.99202',
        doi: '10.5555/names',
      },
      { title: 'Last of All', authors: ['Ada Lovelace', 'Alan Turing'], authorsCount: 2, likes: 1100 },
    ])
  })

  test('F32 names by their numbers the lines that are no papers', () => {
    expect(problemsIn(format, fixture('json-lines-rows.jsonl'))).toEqual([
      '3: This line is no JSON object; it is left out.',
      '4: This record has no title; it is left out.',
    ])
  })

  test('takes back what the import printed; an idea picked from an abstract is none of the digest’s', () => {
    const { digest } = format.parse(fixture('json-lines-import.jsonl'))
    expect(digest).toMatchObject({
      title: 'The Rest Letter 7',
      period: { from: '2024-12-14', to: '2025-01-06' },
      definitions: [{ term: 'Rest', meaning: 'not working' }],
      news: [{ text: 'A lab rests.', likes: 3500 }],
      comments: ['I rest.'],
    })
    expect(papersIn(format, fixture('json-lines-import.jsonl'))).toEqual([
      {
        title: 'Own Words',
        idea: 'Own words rest.',
        authors: ['Ada Lovelace'],
        authorsCount: 5,
        date: '2024-12',
        link: 'https://rest.example.org/7',
        arxivId: '2412.99301',
        likes: 11_000,
        comments: 2,
        tags: ['rest'],
        pick: true,
      },
      { title: 'Picked Words', abstract: 'From the abstract. And more.', reviewed: false },
    ])
  })

  test('may be a list, or one document over many lines', () => {
    const rows = [
      { title: 'A', abstract: 'B.' },
      { title: 'C', url: 'https://example.org/' },
    ]
    for (const text of [JSON.stringify(rows), JSON.stringify({ papers: rows, problems: [] }, null, 2)]) {
      expect(format.detect({ name: 'x.json', text })).toBeGreaterThan(0.5)
      expect(papersIn(format, { name: 'x.json', text }).map(({ title }) => title)).toEqual(['A', 'C'])
    }
  })

  test.each([1, 10, 333])('is the same in pieces of %i characters', async (size) => {
    for (const source of [fixture('json-lines-rows.jsonl'), fixture('json-lines-import.jsonl')]) {
      const { papers, problems } = await streamed(format, source, size)
      expect(papers).toEqual(format.parse(source).digest?.papers)
      expect(problems).toEqual(problemsIn(format, source))
    }
  })
})
