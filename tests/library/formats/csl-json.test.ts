import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/csl-json.ts'
import { fixture, papersIn, problemsIn } from './fixture.ts'

describe('CSL-JSON', () => {
  const source = fixture('csl-json-zotero.json')

  test('has names in parts, dates in parts or in words, and titles in a little HTML', () => {
    expect(papersIn(format, source)).toEqual([
      {
        title: 'Resting States of BERT',
        abstract: 'We rest.',
        authors: ['Ada Lovelace', 'John von Neumann', 'The Rest Collaboration'],
        authorsCount: 3,
        date: '2024-12-18',
        link: 'https://journal.example.org/4',
        doi: '10.5555/rest.4',
        tags: ['rest', 'states'],
      },
      { title: 'An arXiv Paper', date: '2024-01', arxivId: '2401.99001' },
    ])
  })

  test('F32 names by its line an entry that has no title', () => {
    expect(problemsIn(format, source)).toEqual(['18: The entry “nothing” has no title; it is left out.'])
  })

  test("may be Crossref's answer", () => {
    const message = {
      type: 'journal-article',
      title: ['A Title in a List'],
      author: [{ given: 'Ada', family: 'Lovelace', suffix: 'Jr.' }],
      DOI: '10.5555/CR',
      issued: { 'date-parts': [[2024, 2, 31]] },
      abstract: '<jats:p>We rest.</jats:p>',
    }
    expect(papersIn(format, { name: 'x.json', text: JSON.stringify({ status: 'ok', message }) })).toEqual([
      {
        title: 'A Title in a List',
        abstract: 'We rest.',
        authors: ['Ada Lovelace, Jr.'],
        authorsCount: 1,
        date: '2024-02',
        doi: '10.5555/cr',
      },
    ])
  })

  test('has Crossref’s titles in two parts and headed abstracts, dates in words, and authors that are not all named', () => {
    const items = [
      {
        type: 'journal-article',
        title: ['Rest'],
        subtitle: ['A Survey'],
        abstract: '<jats:title>Abstract</jats:title><jats:p>We rest.</jats:p>',
        author: [{ given: 'Ada', family: 'Lovelace' }, { family: 'et al.' }],
        issued: { literal: 'Spring 2020' },
      },
      {
        type: 'article',
        title: 'Older',
        archive: 'arXiv',
        archive_location: 'hep-th/9901001v2',
        note: 'arXiv:2001.00001',
      },
    ]
    expect(papersIn(format, { name: 'x.json', text: JSON.stringify(items) })).toEqual([
      { title: 'Rest: A Survey', abstract: 'We rest.', authors: ['Ada Lovelace'], andOthers: true, date: '2020' },
      { title: 'Older', arxivId: 'hep-th/9901001' },
    ])
  })
})
