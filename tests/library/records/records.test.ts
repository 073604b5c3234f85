import { describe, expect, test } from 'vitest'
import { choose } from '../../../src/library/registry.ts'
import { fixture, streamed } from '../formats/fixture.ts'

function read(name: string) {
  const chosen = choose(fixture(name))
  return { ...chosen?.parsed, format: chosen?.format, papers: chosen?.parsed.digest?.papers ?? [] }
}

describe('records of other programs', () => {
  test('of Web of Science have values that go on, full names, and days beside the year', async () => {
    const { papers, problems, format } = read('web-of-science.txt')
    expect(papers).toMatchObject([
      {
        title: 'Old Gears: how wheels that turn slowly outlast the others',
        authors: ['Ada Brun', 'Teo de la Cruz'],
        authorsCount: 2,
        abstract: 'We count teeth. They are many.',
        date: '2024-12-31',
        doi: '10.5555/cogs.20',
        tags: ['gears', 'wear'],
      },
      { title: 'Comment on "Moss"', authors: ['M Zhao'], date: '2026-02-25' },
    ])
    expect(problems?.map(({ line }) => line)).toEqual([29])
    if (!format) throw new Error('no format')
    const { papers: pieces } = await streamed(format, fixture('web-of-science.txt'), 7)
    expect(pieces).toEqual(papers)
  })

  test('of PubMed in XML have their parts of abstracts, groups as authors, and the day of the journal', () => {
    expect(read('pubmed-xml.xml').papers).toMatchObject([
      {
        title: 'Gears that turn without any sound',
        abstract: 'AIM: We listen.\n\nRESULTS: Nothing is heard.',
        authors: ['Ada Brun', 'Mo King, Jr', 'Gear Study Group'],
        date: '2019-09-28',
        doi: '10.5555/cogs.5',
        link: 'https://pubmed.ncbi.nlm.nih.gov/318/',
        tags: ['gears'],
      },
      { title: 'On moss', date: '1990' },
    ])
  })

  test('of EndNote in XML have their texts without styles', () => {
    expect(read('endnote-xml.xml').papers).toMatchObject([
      {
        title: 'Old Gears in Use',
        authors: ['Ada Brun', 'Teo de la Cruz'],
        date: '2021-07-15',
        doi: '10.5555/cogs.5',
        link: 'https://journal.example.org/5',
        abstract: 'They turn.',
      },
      { title: 'Moss', authors: [] },
    ])
  })

  test('of OpenAlex in a table have their people, day and DOI', () => {
    const text =
      'id,abstract,authorships.author.display_name,display_name,doi,publication_date,publication_year,type\n' +
      'https://openalex.org/W1,,Ada Brun|Teo Cruz,Old Gears,https://doi.org/10.5555/cogs.5,2021-07-15,2021,article\n'
    expect(choose({ name: 'works.csv', text })?.parsed.digest?.papers).toMatchObject([
      {
        title: 'Old Gears',
        authors: ['Ada Brun', 'Teo Cruz'],
        authorsCount: 2,
        date: '2021-07-15',
        doi: '10.5555/cogs.5',
      },
    ])
  })

  test('in a JSON Feed are its entries but for those that are none', () => {
    const { papers, digest } = read('json-feed.json')
    expect(digest?.publication).toBe('Cogs Daily')
    expect(papers).toMatchObject([
      {
        title: 'Old Gears',
        abstract: 'They turn.',
        authors: ['Ada Brun', 'Teo Cruz'],
        date: '2024-05-03',
        arxivId: '2405.90017',
        tags: ['gears'],
      },
    ])
  })

  test('of Web of Science in a table have its tags for columns', () => {
    const text =
      'PT\tAU\tAF\tTI\tSO\tPD\tPY\tDI\tUT\n' +
      'J\tBrun, A; Cruz, T\tBrun, Ada; Cruz, Teo\tOld Gears\tCOGS\tMAY 7\t2021\t10.5555/cogs.5\tWOS:1\n' +
      'J\t[Anonymous]\t\tMoss\tCOGS\t\t1998\t\tWOS:2\n'
    expect(choose({ name: 'savedrecs.txt', text })?.parsed.digest?.papers).toMatchObject([
      { title: 'Old Gears', authors: ['Ada Brun', 'Teo Cruz'], date: '2021-05-07', doi: '10.5555/cogs.5' },
      { title: 'Moss', authors: [], date: '1998' },
    ])
  })

  test.each([
    ['Web of Science', 'PT J\nAU [Anonymous]\nTI Editorial Board\nER\n\nPT J\nAU [Anonymous]\nTI Old Gears\nER\n'],
    ['JSON', '[{"title":"Erratum","year":2020},{"title":"Old Gears","year":2021,"url":"https://cogs.example.org/5"}]'],
    ['a table', 'Name,URL,Takeaway\nUntitled,,\nOld Gears,https://cogs.example.org/5,They turn.\nTBD,,\n'],
  ])('of %s are none where they only stand beside papers', (_, text) => {
    expect(choose({ name: 'list', text })?.parsed.digest?.papers.map(({ title }) => title)).toEqual(['Old Gears'])
  })

  test('keep an erratum that says what it corrects and who signs it', () => {
    const text = 'PT J\nAU Brun, A\nTI Correction to: Old Gears turn slowly\nPY 2021\nER\n'
    expect(choose({ name: 'list', text })?.parsed.digest?.papers).toMatchObject([{ authors: ['A Brun'] }])
  })

  test('in a JSON Feed of pages about papers lead to the papers themselves', () => {
    const text = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      items: [
        { title: 'Old Gears', url: 'https://club.example.org/5', external_url: 'https://doi.org/10.5555/cogs.5' },
        { title: 'On Moss', url: 'https://club.example.org/6', external_url: 'https://moss.example.org/' },
      ],
    })
    expect(choose({ name: 'feed.json', text })?.parsed.digest?.papers).toMatchObject([
      { link: 'https://doi.org/10.5555/cogs.5', doi: '10.5555/cogs.5' },
      { link: 'https://club.example.org/6' },
    ])
  })

  test('that are a list of feeds are none, and say which feeds there are', () => {
    const { digest, problems } = read('opml.xml')
    expect(digest).toBeNull()
    expect(problems?.[0]?.message).toMatch(
      /list of 2 feeds.*Cogs Daily \(https:\/\/cogs\.example\.org\/feed\.xml\); Moss Weekly/,
    )
  })

  test('of a channel have the papers linked in it, with what was said; a link that has no title is told', () => {
    const { papers, unread } = read('chat-export.json')
    expect(papers).toMatchObject([
      { title: 'Old Gears', arxivId: '2405.90017', remarks: 'For Thursday: https://arxiv.org/abs/2405.90017' },
    ])
    expect(unread).toEqual([{ line: 11, text: 'https://arxiv.org/pdf/2405.90018.pdf or this one, ?' }])
  })
})

describe('what people copy', () => {
  test('from a chat has the papers that a title stands beside; what is only linked is told, what is no paper is not', () => {
    const { papers, unread } = read('chat-log.txt')
    expect(papers).toMatchObject([
      { title: 'Old Gears Turn Slowly', arxivId: '2405.90017' },
      { title: 'Moss and how it keeps time', arxivId: '2405.90018' },
    ])
    expect(unread).toEqual([{ line: 6, text: 'I liked https://arxiv.org/abs/2405.90019 more, did you?' }])
  })

  test('from a chat that names who spoke above what was said', () => {
    const text =
      'Ada  6:22 PM\nhttps://arxiv.org/abs/2001.00001 Old Gears Turn Slowly\n\nTeo — 12/03/2023 18:25\nok\n\nMei  [6:31 PM]\nfine\n'
    const chosen = choose({ name: 'c.txt', text })
    expect(chosen?.format.name).toBe('chat-log')
    expect(chosen?.parsed.digest?.papers).toMatchObject([{ title: 'Old Gears Turn Slowly', arxivId: '2001.00001' }])
  })

  test('from Google Scholar has who wrote each, where and when', () => {
    expect(read('scholar-results.txt').papers).toMatchObject([
      {
        title: 'Old gears in wet mills',
        authors: ['A Brun', 'TH Cruz', 'M Zhao'],
        andOthers: true,
        date: '2024',
        venue: { name: 'Journal of Mills' },
      },
      { title: 'Moss on teeth: a five-year study', authors: ['M Zhao'], authorsCount: 1, date: '2023' },
    ])
  })

  test('into a note of their own has the paper of its front matter, with its summary for an idea', () => {
    expect(read('paper-note.md').papers).toMatchObject([
      {
        title: 'The Slow Gears',
        authors: ['Ada Brun', 'Teo Cruz'],
        date: '2018',
        doi: '10.5555/cogs.5',
        venue: { name: 'Journal of Cogs' },
        idea: 'Gears that turn slowly outlast the others, and nobody had counted.',
        tags: ['paper', 'wheels'],
      },
    ])
  })

  test.each([
    ['of a post', 'title: What we read\nauthor: the club\ndate: 2024-05-03\ntags: [roundup]'],
    ['of a page that links somewhere', 'title: Our club\nauthors: Ada Brun\nurl: https://club.example.org/'],
  ])('is no note on a paper for the front matter %s', (_, matter) => {
    expect(choose({ name: 'n.md', text: `---\n${matter}\n---\n\nHello all.\n` })).toBeNull()
  })
})

describe("a paper's own page", () => {
  test('of a channel may have the title in the link itself, or in bold before it', () => {
    const messages = [
      { ts: '1', user: 'U1', text: 'next: <https://arxiv.org/abs/2001.00001|Old Gears Turn Slowly> – thoughts?' },
      {
        ts: '2',
        user: 'U1',
        text: '**Moss: A Study of Quiet Growth** <https://arxiv.org/abs/2001.00002> for Thursday?',
      },
      {
        ts: '3',
        user: 'U1',
        text: '[Kettles That Sing](https://arxiv.org/abs/2001.00003), <https://arxiv.org/abs/2001.00004|paper>',
      },
      { ts: '4', user: 'U2', text: '• <https://arxiv.org/abs/2001.00005|Slow gears> (Brun & Cruz 2015)\n• more?' },
    ]
    const parsed = choose({ name: 'c.json', text: JSON.stringify(messages) })?.parsed
    expect(parsed?.digest?.papers.map(({ title, arxivId }) => [title, arxivId])).toEqual([
      ['Old Gears Turn Slowly', '2001.00001'],
      ['Moss: A Study of Quiet Growth', '2001.00002'],
      ['Kettles That Sing', '2001.00003'],
      ['Slow gears', '2001.00005'],
    ])
    expect(parsed?.digest?.papers.at(-1)).toMatchObject({ authors: ['Brun', 'Cruz'], date: '2015' })
    expect(parsed?.unread?.map(({ text }) => text)).toEqual([expect.stringContaining('2001.00004')])
  })

  test('says what it is about to search engines, and nothing of what else it shows is a paper', () => {
    expect(read('paper-page.html').papers).toMatchObject([
      {
        title: 'Old Gears: How Wheels & Cogs Outlast Us',
        authors: ['Ada Brun', 'Teo de la Cruz'],
        date: '2024-05-03',
        doi: '10.5555/cogs.5',
        link: 'https://journal.example.org/cogs/5',
        abstract: 'They turn, and turn.',
      },
    ])
  })

  test.each([
    [
      'Dublin Core',
      '<meta name="DC.Title" content="Old Gears"><meta name="DC.Creator" content="Brun, Ada"><meta name="DC.Identifier" content="doi:10.5555/cogs.5">',
      { doi: '10.5555/cogs.5', authors: ['Ada Brun'] },
    ],
    [
      'bepress',
      '<meta name="bepress_citation_title" content="Old Gears"><meta name="bepress_citation_author" content="Brun, Ada">',
      { authors: ['Ada Brun'] },
    ],
    [
      'linked data',
      '<script type="application/ld+json">{"@graph":[{"@type":"ScholarlyArticle","name":"Old Gears","author":[{"name":"Ada Brun"}],"datePublished":"2024-05-03"}]}</script>',
      { authors: ['Ada Brun'], date: '2024-05-03' },
    ],
    [
      'Dublin Core with parts of its names',
      '<meta name="DC.Title" content="Old Gears"><meta name="DC.Creator.PersonalName" content="Ada Brun"><meta name="DC.Creator.PersonalName" content="Teo Cruz"><meta name="DC.Identifier.DOI" content="10.5555/cogs.5">',
      { doi: '10.5555/cogs.5', authors: ['Ada Brun', 'Teo Cruz'] },
    ],
    [
      'linked data that names its numbers',
      '<script type="application/ld+json">{"@type":"ScholarlyArticle","name":"Old Gears","identifier":[{"@type":"PropertyValue","propertyID":"pmid","value":"318"},{"@type":"PropertyValue","propertyID":"doi","value":"10.5555/cogs.5"}]}</script>',
      { doi: '10.5555/cogs.5' },
    ],
  ])('may say it by %s', (_, head, expected) => {
    const text = `<!doctype html><html><head>${head}</head><body><p>Hi.</p></body></html>`
    expect(choose({ name: 'https://journal.example.org/5', text })?.parsed.digest?.papers).toMatchObject([
      { title: 'Old Gears', ...expected },
    ])
  })

  test('may say it in linked data of several kinds, with people by given and family name', () => {
    const data =
      '{"@graph":[{"@type":"WebSite"},{"@type":["ScholarlyArticle"],"headline":"Gears","author":[{"name":"Ada Brun"},{"givenName":"Teo","familyName":"Cruz"}],"datePublished":"2024-09-17","sameAs":"https://doi.org/10.5555/g.1"}]}'
    const text = `<html><head><script type="application/ld+json">${data}</script></head><body></body></html>`
    expect(choose({ name: 'p.html', text })?.parsed.digest?.papers).toMatchObject([
      { title: 'Gears', authors: ['Ada Brun', 'Teo Cruz'], doi: '10.5555/g.1' },
    ])
  })

  test('kept as a file says by its own address that it is a paper, and its title has no name of its site', () => {
    const text =
      '<html><head><meta property="og:title" content="Why Gears Turn | Journal of Gears"><meta property="og:site_name" content="Journal of Gears"><meta property="og:url" content="https://gears.example.org/doi/full/10.5555/12345678"><meta property="article:author" content="R. Ito"></head><body></body></html>'
    expect(choose({ name: 'p.html', text })?.parsed.digest?.papers).toMatchObject([
      { title: 'Why Gears Turn', authors: ['R. Ito'], doi: '10.5555/12345678' },
    ])
  })

  test('may say it by what it shares, where papers are published', () => {
    const text =
      '<!doctype html><html><head><meta property="og:title" content="Old Gears | OpenReview"></head><body></body></html>'
    expect(choose({ name: 'https://openreview.net/forum?id=abcd', text })?.parsed.digest?.papers).toMatchObject([
      { title: 'Old Gears' },
    ])
    expect(choose({ name: 'https://shop.example.org/', text })?.parsed.digest?.papers ?? []).toEqual([])
  })
})
