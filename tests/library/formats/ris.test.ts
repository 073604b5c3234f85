import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/ris.ts'
import { fixture, papersIn, problemsIn } from './fixture.ts'

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

  test('has keywords a line each, several names in one line, and DOI, month and arXiv id where publishers put them', () => {
    const text = `Record #1 of 1
1.
TY  - JOUR
AU  - Lovelace, Ada; Turing, A.
AU  - et al.
KW  - sleep
deep rest
PY  - 2024
DA  - Jun 8
TI  - Rest
M3  - doi: 10.5555/old.5
VL  - abs/2403.98001
UR  - https://journal.example.org/a;2-J; https://b.example.org
ER  -
`
    expect(format.detect({ name: 'x.ris', text })).toBeGreaterThan(0.5)
    expect(papersIn(format, { name: 'x.ris', text })).toEqual([
      {
        title: 'Rest',
        authors: ['Ada Lovelace', 'A. Turing'],
        andOthers: true,
        date: '2024-06-08',
        link: 'https://journal.example.org/a;2-J',
        arxivId: '2403.98001',
        doi: '10.5555/old.5',
        tags: ['sleep', 'deep rest'],
      },
    ])
  })

  test('may be PubMed’s', () => {
    const text = `
PMID- 99
OWN - NLM
DP  - 2020 Feb 3
TI  - Rest of
      the heart.
LID - 10.5555/rest [doi]
AB  - DNA
      rests.
FAU - Lovelace, Ada K
AU  - Lovelace AK
CN  - The Rest Group
MH  - *Sleep/history

PMID- 100
TI  - Two.
`
    expect(format.detect({ name: 'x', text })).toBe(1)
    expect(papersIn(format, { name: 'x', text })).toEqual([
      {
        title: 'Rest of the heart',
        abstract: 'DNA rests.',
        authors: ['Ada K Lovelace', 'The Rest Group'],
        authorsCount: 2,
        date: '2020-02-03',
        link: 'https://pubmed.ncbi.nlm.nih.gov/99/',
        doi: '10.5555/rest',
        tags: ['Sleep'],
      },
      { title: 'Two', link: 'https://pubmed.ncbi.nlm.nih.gov/100/' },
    ])
  })

  test('F32 names by its line a record without a title; unknown tags are passed over', () => {
    expect(problemsIn(format, source)).toEqual(['24: This record has no title (TI or T1); it is left out.'])
  })
})
