import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/ris.ts'
import { fixture, papersIn, problemsIn, streamed } from './fixture.ts'

describe('RIS', () => {
  const source = fixture('ris-export.ris')

  test('has values that go on without a tag, names family first, and dates with slashes', () => {
    expect(papersIn(format, source)).toEqual([
      {
        title: 'Resting States of Wide Networks',
        abstract: 'We rest. We wake.',
        authors: ['Ada Lovelace', 'Martin Luther King, Jr.', 'The Rest Collaboration'],
        authorsCount: 3,
        date: '2024-12-18',
        link: 'https://journal.example.org/3',
        doi: '10.5555/rest.3',
        tags: ['rest', 'width'],
      },
      {
        title: 'An Older Form',
        abstract: 'Older.',
        authors: ['Alan Turing'],
        authorsCount: 1,
        date: '1999',
        link: 'http://arxiv.org/abs/cs/9901001v1',
        arxivId: 'cs/9901001',
      },
      { title: 'Not Ended', date: '2020' },
    ])
  })

  test('F32 names by its line a record without a title; unknown tags are passed over', () => {
    expect(problemsIn(format, source)).toEqual(['24: This record has no title (TI or T1); it is left out.'])
  })

  test.each([1, 7, 100])('is the same in pieces of %i characters', async (size) => {
    const { papers, problems } = await streamed(format, source, size)
    expect(papers).toEqual(format.parse(source).digest?.papers)
    expect(problems).toEqual(problemsIn(format, source))
  })
})
