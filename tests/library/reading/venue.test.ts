import { describe, expect, test } from 'vitest'
import { venueIn } from '../../../src/library/reading/venue.ts'
import { choose, formatNamed } from '../../../src/library/registry.ts'

describe('where a paper appeared', () => {
  test.each([
    ['Nature Cogs, January 6 2026', { name: 'Nature Cogs' }],
    ['ICML 2011', { name: 'ICML' }],
    ["NeurIPS'24", { name: 'NeurIPS' }],
    ['in Proc. Touch, Lyon, 2019, pp. 1901–1910.', { name: 'Proc. Touch', pages: '1901–1910' }],
    ['Journal of Moss, 7(2), 11–29.', { name: 'Journal of Moss', volume: '7', number: '2', pages: '11–29' }],
    ['Annals of Small Nets. 2020;12:40-52.', { name: 'Annals of Small Nets', volume: '12', pages: '40–52' }],
    ['IEEE Trans. Moss, vol. 7, no. 2, 2019', { name: 'IEEE Trans. Moss', volume: '7', number: '2' }],
    ['Proceedings of the 5th Workshop on Moss, 2020', { name: 'Proceedings of the 5th Workshop on Moss' }],
    ['Acta Muscorum 521, 436-444 (2015)', { name: 'Acta Muscorum', volume: '521', pages: '436–444' }],
  ])('is told by “%s”', (text, venue) => {
    expect(venueIn(text)).toEqual(venue)
  })

  test.each([
    '2017',
    ', 05-2025',
    'May 2024',
    'Spring 2024',
    'arXiv preprint arXiv:2405.90051 (2024)',
    'it was fun',
    '',
  ])('is not told by “%s”', (text) => {
    expect(venueIn(text)).toBeNull()
  })

  test('is told by every format that has a place for it', () => {
    const whole = { name: 'Journal of Moss', volume: '7', number: '2', pages: '11–29' }
    for (const [format, text] of Object.entries({
      bibtex: '@article{a, title={M}, journal={Journal of Moss}, volume=7, number=2, pages={11--29}}',
      ris: 'TY  - JOUR\nTI  - M\nJO  - Journal of Moss\nVL  - 7\nIS  - 2\nSP  - 11\nEP  - 29\nER  - \n',
      'csl-json': JSON.stringify([
        {
          type: 'article-journal',
          title: 'M',
          'container-title': 'Journal of Moss',
          volume: '7',
          issue: '2',
          page: '11-29',
        },
      ]),
      'zotero-csv': 'Key,Item Type,Title,Publication Title,Volume,Issue,Pages\nA,article,M,Journal of Moss,7,2,11-29\n',
      'web-of-science': 'PT J\nTI M\nSO Journal of Moss\nVL 7\nIS 2\nBP 11\nEP 29\nER\n',
      'pubmed-xml':
        '<PubmedArticle><MedlineCitation><Article><Journal><JournalIssue><Volume>7</Volume><Issue>2</Issue></JournalIssue><Title>Journal of Moss</Title></Journal><ArticleTitle>M</ArticleTitle><Pagination><MedlinePgn>11-29</MedlinePgn></Pagination></Article></MedlineCitation></PubmedArticle>',
      'endnote-xml':
        '<xml><records><record><titles><title>M</title><secondary-title>Journal of Moss</secondary-title></titles><volume>7</volume><number>2</number><pages>11-29</pages></record></records></xml>',
      'paper-page':
        '<meta name="citation_title" content="M"><meta name="citation_journal_title" content="Journal of Moss"><meta name="citation_volume" content="7"><meta name="citation_issue" content="2"><meta name="citation_firstpage" content="11"><meta name="citation_lastpage" content="29">',
      references: '[1] Brun, A., & Lee, B. (2021). Moss and rain in towns. Journal of Moss, 7(2), 11–29.\n',
    })) {
      const { digest } = formatNamed(format)?.parse({ name: 'a', text }) ?? {}
      expect([format, digest?.papers[0]?.venue]).toEqual([format, whole])
    }
  })

  test('is that of the journal on a page that says in JSON-LD what the article is a part of', () => {
    const article = {
      '@type': 'ScholarlyArticle',
      name: 'Moss and Rain',
      isPartOf: { '@type': 'PublicationIssue', isPartOf: { '@type': 'Periodical', name: 'Journal of Moss' } },
    }
    const text = `<html><head><script type="application/ld+json">${JSON.stringify(article)}</script></head></html>`
    const { digest } = formatNamed('paper-page')?.parse({ name: 'https://example.org/m', text }) ?? {}
    expect(digest?.papers).toMatchObject([{ title: 'Moss and Rain', venue: { name: 'Journal of Moss' } }])
  })

  test('is told by the entries of lists', () => {
    const text = [
      '# Papers',
      '- [Old Gears Turn Slowly](https://example.org/g.pdf) by Ada Brun et al. (Nature Cogs, January 6 2026)',
      '- **Moss and Its Quiet Growth**. Bo Lee, Cai Wu. ICML 2011. [pdf](https://example.org/m.pdf)',
      '',
      '| Paper | Venue |',
      '|---|---|',
      '| [Kettles That Never Boil](https://arxiv.org/abs/2001.00003) | Kitchen Letters 2020 |',
    ].join('\n')
    expect(choose({ name: 'a.md', text })?.parsed.digest?.papers).toMatchObject([
      { authors: ['Ada Brun'], venue: { name: 'Nature Cogs' }, date: '2026-01-06' },
      { authors: ['Bo Lee', 'Cai Wu'], venue: { name: 'ICML' }, date: '2011' },
      { venue: { name: 'Kitchen Letters' }, date: '2020' },
    ])
  })
})
