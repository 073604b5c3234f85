import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/zotero-csv.ts'
import { fixture, papersIn, problemsIn, streamed } from './fixture.ts'

describe("Zotero's CSV", () => {
  const source = fixture('zotero-csv-library.csv')

  test('has items with names, tags and ids; attachments are no papers', () => {
    expect(papersIn(format, source)).toEqual([
      {
        title: 'Resting States, "Again"',
        abstract: 'We rest,\nand wake.',
        authors: ['Ada Lovelace', 'John von Neumann', 'The Rest Collaboration'],
        authorsCount: 3,
        date: '2024-12-18',
        link: 'http://arxiv.org/abs/2412.99101',
        arxivId: '2412.99101',
        doi: '10.48550/arxiv.2412.99101',
        tags: ['rest', 'to read', 'Computer Science - Computation and Language'],
      },
      { title: 'An Older Form', authors: ['Alan Turing'], authorsCount: 1, date: '1999-05', doi: '10.5555/old' },
    ])
    expect(problemsIn(format, source)).toEqual(['6: The item “DDDD4444” has no title; it is left out.'])
  })

  test('is the same in small pieces', async () => {
    expect((await streamed(format, source, 17)).papers).toEqual(format.parse(source).digest?.papers)
  })
})
