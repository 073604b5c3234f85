import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/arxiv-atom.ts'
import { fixture, papersIn, problemsIn } from './fixture.ts'

describe("arXiv's API", () => {
  test('gives papers with their ids without version, wrapped titles on one line, and every fact that the feed has', () => {
    expect(papersIn(format, fixture('arxiv-atom.xml'))).toEqual([
      {
        title: 'Pretending to Sleep: How Models Rest & Wake',
        abstract: 'We show that a model with $x < y$ layers rests. It wakes up rested.',
        authors: ['Ada Lovelace', 'Jörg Müller'],
        authorsCount: 2,
        affiliations: ['Analytical Engine Lab'],
        date: '2024-12-18',
        link: 'https://arxiv.org/abs/2412.94093',
        arxivId: '2412.94093',
        doi: '10.5555/sleep.1',
        tags: ['cs.CL', 'cs.AI'],
      },
      {
        title: 'An Old Way of Counting',
        abstract: 'We count.',
        authors: ['Emmy Noether'],
        authorsCount: 1,
        date: '2005-01-02',
        link: 'https://arxiv.org/abs/cs/0501001',
        arxivId: 'cs/0501001',
        tags: ['cs.DS'],
      },
    ])
  })

  test('F32 an entry without a title is named by its line, elements that are not known are passed over', () => {
    expect(problemsIn(format, fixture('arxiv-atom.xml'))).toEqual(['43: This entry has no title; it is left out.'])
  })

  test('F27 a feed without papers was read, and says that there is nothing new', () => {
    const { digest, problems } = format.parse(fixture('arxiv-atom-empty.xml'))
    expect(digest).toMatchObject({ title: 'arXiv: all:nothing', papers: [] })
    expect(problems.map(({ message }) => message)).toEqual(['There is nothing new in this feed: it has no papers.'])
  })

  test('F27 an error comes as an error, not as a paper', () => {
    const { digest, problems } = format.parse(fixture('arxiv-atom-error.xml'))
    expect(digest).toBeNull()
    expect(problems).toEqual([
      { file: 'arxiv-atom-error.xml', line: 6, message: 'arXiv answered with an error: incorrect id format for wrong' },
    ])
  })

  test('a feed that is cut off keeps what was whole and names where it breaks', () => {
    const source = fixture('arxiv-atom.xml')
    const text = source.text.slice(0, source.text.indexOf('<title>An Old Way') + 20)
    expect(papersIn(format, { ...source, text }).map(({ title }) => title)).toContain(
      'Pretending to Sleep: How Models Rest & Wake',
    )
    expect(problemsIn(format, { ...source, text }).join()).toMatch(/is never closed; the document is cut off or broken/)
  })
})
