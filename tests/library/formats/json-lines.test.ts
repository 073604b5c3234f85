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

  test('has the records of arXiv’s dump, OpenAlex and Semantic Scholar, alone or listed in an answer', () => {
    const arxiv = {
      id: 'hep-th/9901001',
      title: "On\n  Poincar\\'e",
      authors: "Ann B\\'eta (CERN) and others",
      authors_parsed: [
        ["B\\'eta", 'Ann', '', 'CERN'],
        ['Yuan', 'C. -P.', 'Jr.'],
      ],
      categories: 'hep-th math.CO',
      abstract: '  We rest.\n',
      doi: null,
      versions: [
        { version: 'v1', created: 'Mon, 4 Jan 1999 19:18:42 GMT' },
        { version: 'v2', created: 'Tue, 5 Jan 1999' },
      ],
      update_date: '2008-11-26',
    }
    const openAlex = {
      id: 'https://openalex.org/W1',
      type: 'article',
      display_name: 'Open',
      doi: 'https://doi.org/10.5555/OPEN',
      publication_date: '2018-02-13',
      authorships: [{ author: { display_name: 'Ada Lovelace' } }],
      abstract_inverted_index: { rest: [1, 3], We: [0], and: [2] },
      keywords: [{ display_name: 'Sleep' }],
    }
    const scholar = {
      title: 'Bulk',
      authors: [{ name: 'Ada Lovelace' }],
      externalids: { ArXiv: '2401.99001', DOI: '10.5555/bulk' },
    }
    expect(read([arxiv, openAlex, scholar].map((row) => JSON.stringify(row)).join('\n'))).toEqual([
      {
        title: 'On Poincaré',
        abstract: 'We rest.',
        authors: ['Ann Béta', 'C.-P. Yuan, Jr.'],
        authorsCount: 2,
        date: '1999-01-04',
        link: 'https://arxiv.org/abs/hep-th/9901001',
        arxivId: 'hep-th/9901001',
        tags: ['hep-th', 'math.CO'],
      },
      {
        title: 'Open',
        abstract: 'We rest and rest',
        authors: ['Ada Lovelace'],
        authorsCount: 1,
        date: '2018-02-13',
        link: 'https://doi.org/10.5555/OPEN',
        doi: '10.5555/open',
        tags: ['Sleep'],
      },
      { title: 'Bulk', authors: ['Ada Lovelace'], authorsCount: 1, arxivId: '2401.99001', doi: '10.5555/bulk' },
    ])
    expect(read(JSON.stringify({ meta: {}, results: [openAlex] })).map(({ title }) => title)).toEqual(['Open'])
  })
})

function read(text: string) {
  const source = { name: 'x.jsonl', text }
  expect(format.detect(source)).toBeGreaterThan(0.5)
  return papersIn(format, source)
}
