import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/arxiv-rss.ts'
import { fixture, papersIn, problemsIn } from './fixture.ts'

describe("arXiv's announcements", () => {
  test('are papers whose names stand in one element, without places in brackets', () => {
    const [first] = papersIn(format, fixture('arxiv-rss.xml'))
    expect(first).toEqual({
      title: 'Whispering Weights',
      abstract: 'We whisper to weights, and they listen.',
      authors: ['Ada Lovelace', 'Mina Okafor', 'Sammy Davis, Jr.'],
      authorsCount: 3,
      date: '2024-12-20',
      link: 'https://arxiv.org/abs/2412.95001',
      arxivId: '2412.95001',
      tags: ['cs.CL', 'cs.LG'],
    })
  })

  test('date a paper that is only replaced by the month of its id, not by the day of the announcement', () => {
    const papers = papersIn(format, fixture('arxiv-rss.xml'))
    expect(papers.map(({ arxivId, date, doi }) => [arxivId, date, doi])).toEqual([
      ['2412.95001', '2024-12-20', undefined],
      ['2412.95002', '2024-12-20', undefined],
      ['2301.95003', '2023-01', '10.5555/replaced'],
    ])
  })

  test('cover the day on which they are made', () => {
    expect(format.parse(fixture('arxiv-rss.xml')).digest).toMatchObject({
      title: 'cs.CL updates on arXiv.org',
      publication: 'arXiv',
      period: { from: '2024-12-20', to: '2024-12-20' },
    })
  })

  test('F27 are empty on weekends, and say so', () => {
    expect(format.parse(fixture('arxiv-rss-empty.xml')).digest?.papers).toEqual([])
    expect(problemsIn(format, fixture('arxiv-rss-empty.xml'))).toEqual([
      '1: There is nothing new in this feed: arXiv announces no papers on weekends and holidays.',
    ])
  })

  test('are read in their former form, with the id in the title and links around the names', () => {
    expect(papersIn(format, fixture('arxiv-rss-former.xml'))).toEqual([
      {
        title: 'Letters from the Latent Space',
        abstract: 'We write & send letters.',
        authors: ['Ada Lovelace', 'Alan Turing'],
        authorsCount: 2,
        date: '2023-01-03',
        link: 'https://arxiv.org/abs/2301.95101',
        arxivId: '2301.95101',
        tags: ['cs.LG'],
      },
    ])
  })

  test('are read as Atom, too', () => {
    expect(papersIn(format, fixture('arxiv-rss-atom.xml'))).toMatchObject([
      { title: 'Atoms of Announcement', abstract: 'We announce.', arxivId: '2412.95201', tags: ['cs.CL'] },
    ])
  })

  test('have letters of LaTeX as letters, and formulas as they are; an update is of its own month', () => {
    const text = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://arxiv.org/"><title>cs updates on arXiv.org</title><dc:date>2023-01-03T20:30:00-05:00</dc:date></channel>
<item><title>Poincar\\'e, Erd\\H{o}s and {\\o}re at $\\alpha$? (arXiv:math/0309136v3 [math.GT] UPDATED)</title>
<link>http://arxiv.org/abs/math/0309136</link><dc:creator>J\\"org M, et al.</dc:creator></item></rdf:RDF>`
    expect(papersIn(format, { name: 'x.xml', text })).toEqual([
      {
        title: 'Poincaré, Erdős and øre at $\\alpha$?',
        authors: ['Jörg M'],
        andOthers: true,
        date: '2003-09',
        link: 'https://arxiv.org/abs/math/0309136',
        arxivId: 'math/0309136',
        tags: ['math.GT'],
        replaces: true,
      },
    ])
  })
})
