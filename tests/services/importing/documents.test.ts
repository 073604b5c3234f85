import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest'
import { type Documents, openDocuments } from '../../../src/services/importing/documents.ts'
import { collect, type WholeDocument } from '../../../src/services/importing/pieces.ts'
import { createReader } from '../../../src/services/importing/reader.ts'
import { type Answer, type LocalServer, redirect, serve, text } from './local-server.ts'

let folder: string
let documents: Documents
const servers: LocalServer[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'))
  documents = openDocuments({ bases: { arxiv: [], doi: [], openreview: [] } })
})

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

afterAll(async () => {
  await documents.close()
  await rm(folder, { recursive: true, force: true })
})

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const read = async (name: string, content: string | Uint8Array, format: string | null = null): Promise<WholeDocument> =>
  collect(documents.file(await file(name, content), format))

const messages = ({ problems }: WholeDocument) => problems.map(({ message }) => message).join(' ')

const entry = (nth: number, abstract = '') =>
  `@article{a${nth},\n title = {Paper ${nth} of many},\n author = {Ada Lovelace},\n abstract = {${abstract}},\n year = 2020\n}\n`

const LONG = 'word '.repeat(400)

test('whatever bytes come in, they are read or refused in words', async () => {
  const texts = fc.string({ unit: 'binary', maxLength: 2_000 }).map((drawn) => new TextEncoder().encode(drawn))
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 2_000 }), texts).map((drawn) => Uint8Array.from(drawn))
  await fc.assert(
    fc.asyncProperty(bytes, async (drawn) => {
      const found = await collect(documents.bytes('drawn', drawn, null))
      if (found.format === null) expect(messages(found)).not.toBe('')
      expect(found.digest === null).toBe(found.format === null)
    }),
    { numRuns: 300 },
  )
})

describe('a file', () => {
  it('that is not there, is a folder or is empty is refused in words', async () => {
    await mkdir(join(folder, 'folder'))
    expect(messages(await collect(documents.file(join(folder, 'none.txt'), null)))).toBe('There is no such file.')
    expect(messages(await collect(documents.file(join(folder, 'folder'), null)))).toContain('This is a folder')
    expect(messages(await read('empty.txt', ''))).toBe('The document is empty.')
  })

  it.each([
    ['paper.pdf', '%PDF-1.7\n%âãÏÓ\n', 'a PDF'],
    ['archive.zip', 'PK\u0003\u0004rest', 'ZIP'],
    ['zeros.txt', '\0'.repeat(5000), 'no text'],
  ])('of bytes, such as %s, is refused in words', async (name, content, why) => {
    const found = await read(name, Buffer.from(content, 'latin1'))
    expect(found).toMatchObject({ format: null, digest: null, papers: [] })
    expect(messages(found)).toContain(why)
  })

  it('in no known format is refused, and read when its format is named', async () => {
    const odd = 'just a word'
    expect(messages(await read('odd.txt', odd))).toContain('no format that is known')
    expect((await read('odd.txt', odd, 'bibtex')).problems[0]?.message).not.toContain('no format that is known')
  })

  it('of Markdown or HTML over 2 MB is refused in words, and one of 2 MB is not for its size', async () => {
    for (const name of ['long.md', 'long.html']) {
      expect(messages(await read(name, `# A digest\n\n${'x'.repeat(2_000_000)}`))).toContain('over 2 MB')
      expect(messages(await read(name, `# A digest\n\n${'word\n\n'.repeat(300_000)}`))).not.toContain('over 2 MB,')
    }
  })

  it('keeps a date that journals may bear already, and says which ones are left out', async () => {
    const year = new Date().getUTCFullYear()
    const found = await read('ahead.csv', `Title,Year\nOld Gears,${year + 1}\nLate Gears,${year + 2}\n`)
    expect(found.papers.map(({ paper }) => paper.date)).toEqual([String(year + 1), null])
    expect(messages(found)).toBe('The date of “Late Gears” is still to come, so it is left out.')
  })

  it('of another kind over 10 MB is refused in words', async () => {
    const feed = `<rss version="2.0"><channel><title>Feed</title>${'<item><title>A paper</title></item>'.repeat(300_000)}`
    expect(messages(await read('long.xml', feed))).toMatch(/over 10 MB.*\(feed\)/)
    expect(messages(await read('long.txt', 'words and words\n'.repeat(700_000)))).toContain('over 10 MB')
  })

  it('over 100 MB is refused in words, before it is read', async () => {
    const path = await file('huge.bib', entry(1))
    const handle = await open(path, 'r+')
    await handle.truncate(100_000_001)
    await handle.close()
    expect(messages(await collect(documents.file(path, null)))).toContain('over 100 MB')
  })

  it('of BibTeX, CSV or JSON Lines over 10 MB is read record by record', async () => {
    const count = 5_500
    const nths = Array.from({ length: count }, (_, nth) => nth)
    const large: [string, string, string][] = [
      ['large.bib', 'bibtex', nths.map((nth) => entry(nth, LONG)).join('\r\n')],
      [
        'large.csv',
        'csv',
        `Title,Abstract,Authors\n${nths.map((nth) => `Paper ${nth} of many,"${LONG}",Ada Lovelace\n`).join('')}`,
      ],
      [
        'large.jsonl',
        'json-lines',
        nths
          .map((nth) => `{"title":"Paper ${nth} of many","abstract":"${LONG}","authors":["Ada Lovelace"]}\n`)
          .join(''),
      ],
    ]
    for (const [name, format, content] of large) {
      expect(content.length).toBeGreaterThan(10_000_000)
      const found = await read(name, content)
      expect(found).toMatchObject({ format, problems: [] })
      expect(found.papers.map(({ paper }) => paper.title)).toEqual(nths.map((nth) => `Paper ${nth} of many`))
      expect(found.papers.at(-1)?.paper.authors).toEqual(['Ada Lovelace'])
    }
  })

  it('that is large and has no papers in it is refused, and bad records are named without end', async () => {
    const found = await read('bad.jsonl', `{"title":"One","abstract":"x"}\n${'{"nothing": 1}\n'.repeat(800_000)}`)
    expect(found.papers).toHaveLength(1)
    expect(found.problems).toHaveLength(1001)
    expect(found.problems.at(-1)?.message).toContain('not listed')
    const none = await read('none.bib', `@comment{${'x'.repeat(11_000_000)}}`, 'bibtex')
    expect(none).toMatchObject({ format: null, digest: null })
    expect(messages(none)).toContain('no papers')
  })
})

const ATOM = (id: string, title: string) => `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>ArXiv Query: search_query=&amp;id_list=${id}</title><id>http://arxiv.org/api/x</id>
<entry><id>http://arxiv.org/abs/${id}v2</id><title>${title}</title><published>2024-12-18T00:00:00Z</published>
<summary>We show it.</summary><author><name>Ada Lovelace</name></author></entry></feed>`
const EMPTY_ATOM = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>ArXiv Query</title><id>http://arxiv.org/api/y</id></feed>`
const CSL = {
  type: 'journal-article',
  title: 'A paper with a DOI',
  DOI: '10.1000/182',
  author: [{ given: 'Ada', family: 'Lovelace' }],
  issued: { 'date-parts': [[2020, 3, 4]] },
}
const NOTE = {
  notes: [
    {
      id: 'abcDEF123',
      forum: 'abcDEF123',
      cdate: Date.UTC(2025, 0, 2),
      content: {
        title: { value: 'A submission' },
        abstract: { value: 'It is.' },
        authors: { value: ['Ada Lovelace'] },
        TLDR: { value: 'One line.' },
      },
    },
  ],
}

/** The services that know papers, all on one local server. */
async function services(more: Record<string, Answer> = {}) {
  const server = await serve({
    '/arxiv/query?id_list=2412.14093&max_results=1': text(ATOM('2412.14093', 'Alignment faking'), {
      'content-type': 'application/atom+xml',
    }),
    '/arxiv/query?id_list=cs%2F0501001&max_results=1': text(ATOM('cs/0501001', 'An old paper'), {
      'content-type': 'application/atom+xml',
    }),
    '/arxiv/query?id_list=2412.99999&max_results=1': text(EMPTY_ATOM, { 'content-type': 'application/atom+xml' }),
    '/doi/10.1000/182': redirect('/csl'),
    '/csl': text(JSON.stringify(CSL), { 'content-type': 'application/vnd.citationstyles.csl+json' }),
    '/notes?id=abcDEF123': text(JSON.stringify({ notes: [] }), { 'content-type': 'application/json' }),
    '/older/notes?id=abcDEF123': text(JSON.stringify(NOTE), { 'content-type': 'application/json' }),
    ...more,
  })
  servers.push(server)
  const asking = openDocuments({
    bases: {
      arxiv: [`${server.origin}/arxiv/`],
      doi: [`${server.origin}/doi`],
      openreview: [server.origin, `${server.origin}/older`],
    },
  })
  return { server, asking }
}

describe('a bare link', () => {
  it.each([
    [
      'https://arxiv.org/abs/2412.14093v2',
      'Alignment faking',
      { arxivId: '2412.14093', link: 'https://arxiv.org/abs/2412.14093', date: '2024-12-18' },
    ],
    ['arXiv:2412.14093', 'Alignment faking', { arxivId: '2412.14093' }],
    ['10.48550/arXiv.2412.14093', 'Alignment faking', { arxivId: '2412.14093' }],
    ['https://arxiv.org/pdf/cs/0501001v1', 'An old paper', { arxivId: 'cs/0501001' }],
    [
      'https://doi.org/10.1000/182',
      'A paper with a DOI',
      { doi: '10.1000/182', link: 'https://doi.org/10.1000/182', date: '2020-03-04' },
    ],
    [
      'https://openreview.net/forum?id=abcDEF123',
      'A submission',
      { idea: 'One line.', link: 'https://openreview.net/forum?id=abcDEF123', date: '2025-01-02' },
    ],
  ])('%s is looked up: as an address, as pasted text and in a file', async (link, title, facts) => {
    const { asking } = await services()
    const path = await file('link.txt', `${link}\r\n`)
    const pasted = new TextEncoder().encode(` ${link}\n`)
    try {
      for (const pieces of [asking.url(link, null), asking.bytes('text', pasted, null), asking.file(path, null)]) {
        const found = await collect(pieces)
        expect(found).toMatchObject({ format: 'link', problems: [] })
        expect(found.papers.map(({ paper }) => paper)).toEqual([
          expect.objectContaining({ title, authors: ['Ada Lovelace'], ...facts }),
        ])
      }
    } finally {
      await asking.close()
    }
  })

  it('and others together make one document, in their order; the one that leads nowhere is named', async () => {
    const { asking, server } = await services()
    const links = 'https://doi.org/10.1000/182\narXiv:2412.99999\nhttps://arxiv.org/abs/2412.14093\n'
    const found = await collect(asking.bytes('text', new TextEncoder().encode(links), null))
    expect(found.papers.map(({ paper }) => paper.title)).toEqual(['A paper with a DOI', 'Alignment faking'])
    expect(messages(found)).toContain('no paper arXiv:2412.99999')
    expect(server.asked[0]?.headers.accept).toBe('application/vnd.citationstyles.csl+json')
    await asking.close()
  })

  it.each([
    'Have you seen https://arxiv.org/abs/2412.14093v2? It is worth a Thursday.',
    'From the reading list of last week:\n\nalignment faking (arXiv:2412.14093),\nand my own notes on it.',
  ])('is looked up in what somebody wrote, where that is nothing else: %s', async (said) => {
    const { asking } = await services()
    const found = await collect(asking.bytes('text', new TextEncoder().encode(said), null))
    expect(found.papers.map(({ paper }) => paper.title)).toEqual(['Alignment faking'])
    await asking.close()
  })

  it('that cannot be looked up is refused, and what is wrong is said', async () => {
    const { asking } = await services({ '/doi/10.1000/500': (response) => void response.writeHead(500).end() })
    expect(messages(await collect(asking.url('https://doi.org/10.1000/404', null)))).toBe(
      'There is no paper doi:10.1000/404; check the link.',
    )
    expect(messages(await collect(asking.url('https://doi.org/10.1000/500', null)))).toMatch(
      /cannot be looked up.*in trouble/,
    )
    await asking.close()
  })

  it('whose service no name leads to is to be tried later: nobody who asks can check that address', async () => {
    const lost = openDocuments({ bases: { arxiv: ['https://papers.invalid/api'], doi: [], openreview: [] } })
    expect(messages(await collect(lost.url('https://arxiv.org/abs/2412.14093', null)))).toMatch(
      /papers\.invalid cannot be reached at the moment/,
    )
    await lost.close()
  })

  it('to arXiv is asked for with the others at once, and alone where one of them spoils it for all', async () => {
    const both = '/arxiv/query?id_list=2412.99999,2412.14093&max_results=2'
    const links = new TextEncoder().encode('arXiv:2412.99999 arXiv:2412.14093')
    const answers: [Answer, number][] = [
      [text(ATOM('2412.14093', 'Alignment faking'), { 'content-type': 'application/atom+xml' }), 1],
      [(response) => void response.writeHead(400).end(), 3],
      [text(EMPTY_ATOM, { 'content-type': 'application/atom+xml' }), 3],
    ]
    for (const [answer, questions] of answers) {
      const { asking, server } = await services({ [both]: answer })
      const found = await collect(asking.bytes('text', links, null))
      expect(found.papers.map(({ paper }) => paper.title)).toEqual(['Alignment faking'])
      expect(messages(found)).toBe('There is no paper arXiv:2412.99999; check the link.')
      expect(server.asked).toHaveLength(questions)
      await asking.close()
    }
  })

  it('is not asked for at a service that has just been in trouble', async () => {
    const { asking, server } = await services({ '/doi/10.1000/1': (response) => void response.writeHead(503).end() })
    const links = '10.1000/1\n10.1000/2\n10.1000/182\narXiv:2412.14093'
    const found = await collect(asking.bytes('text', new TextEncoder().encode(links), null))
    expect(found.papers).toHaveLength(1)
    expect(found.problems.map(({ message }) => message)).toEqual(
      ['1', '2', '182'].map((id) => expect.stringMatching(`doi:10.1000/${id} cannot be looked up.*in trouble`)),
    )
    expect(server.asked).toHaveLength(2)
    await asking.close()
  })

  it('that is asked for as a link and is none is refused', async () => {
    expect(messages(await collect(documents.bytes('text', new TextEncoder().encode('some words'), 'link')))).toContain(
      'no link to a paper',
    )
  })
})

describe('an address', () => {
  it('of a page is fetched and read as what it is, whatever it says its letters are', async () => {
    const { asking, server } = await services({
      '/refs.bib': text(Buffer.from('@article{a, title = {Überblick}, year = 2020}', 'latin1'), {
        'content-type': 'text/plain; charset=iso-8859-1',
      }),
    })
    const found = await collect(asking.url(`${server.origin}/refs.bib`, null))
    expect(found).toMatchObject({ format: 'bibtex', papers: [{ paper: { title: 'Überblick' } }] })
    await asking.close()
  })

  it('that leads to this machine is a refused document', async () => {
    const found = await collect(documents.url('http://localhost/list.bib', null))
    expect(found).toMatchObject({ format: null, digest: null })
    expect(messages(found)).toContain('private network')
  })
})

describe('what members hand in', () => {
  test('is read as a link, as text, or refused with a sentence', async () => {
    const { asking, server } = await services({ '/refs.bib': text(entry(7)) })
    const reader = createReader(asking)
    expect(await reader.read(' arXiv:2412.14093 ')).toMatchObject({
      format: 'link',
      digest: { papers: [{ title: 'Alignment faking' }] },
    })
    expect(await reader.read(`${server.origin}/refs.bib`)).toMatchObject({
      format: 'bibtex',
      digest: { papers: [{ title: 'Paper 7 of many' }] },
    })
    expect(await reader.read(entry(1) + entry(2))).toMatchObject({ format: 'bibtex', digest: { papers: [{}, {}] } })
    await expect(reader.read('http://127.0.0.1/x')).rejects.toThrow('private network')
    await expect(reader.read('hello')).rejects.toThrow('no format that is known')
    await asking.close()
  })

  test.each([
    'Look at Magistral and arXiv 2412.14093 please',
    'arXiv 2412.14093 please',
    'I can present this next week: https://arxiv.org/abs/2412.14093',
  ])('names no paper by the sentence around its number: %s', async (said) => {
    const { asking } = await services({})
    const { digest } = await createReader(asking).read(said)
    expect(digest.papers).toMatchObject([{ title: 'Alignment faking', arxivId: '2412.14093' }])
    await asking.close()
  })

  test('may be several addresses at once, of papers and of their pages; what leads nowhere is said', async () => {
    const meta = '<meta name="citation_title" content="Moss and Rain"><meta name="citation_author" content="Brun, Ada">'
    const { asking, server } = await services({
      '/moss': text(`<html><head>${meta}</head><body></body></html>`, { 'content-type': 'text/html' }),
    })
    const { digest, problems } = await createReader(asking).read(
      `${server.origin}/moss, arXiv 2412.14093\n${server.origin}/none`,
    )
    expect(digest.papers).toMatchObject([
      { title: 'Moss and Rain', authors: ['Ada Brun'] },
      { title: 'Alignment faking', arxivId: '2412.14093' },
    ])
    expect(problems).toMatchObject([{ message: expect.stringContaining('no such page') }])
    await expect(createReader(asking).read(`${server.origin}/none`)).rejects.toThrow('give its DOI')
    await asking.close()
  })

  test('is a digest of its own, whatever its page is called', async () => {
    const { asking, server } = await services({ '/a/index.bib': text(entry(1)), '/b/index.bib': text(entry(2)) })
    const reader = createReader(asking)
    const addresses = ['/a/index.bib', '/b/index.bib', '/a/index.bib'].map((path) => server.origin + path)
    const ids: string[] = []
    for (const what of [...addresses, entry(3), entry(4), entry(3)]) ids.push((await reader.read(what)).digest.id)
    expect(new Set(ids).size).toBe(4)
    expect([ids[2], ids[5]]).toEqual([ids[0], ids[3]])
    await asking.close()
  })

  test('as a feed is not read again while it is unchanged', async () => {
    const { asking, server } = await services({
      '/moved': redirect('/feed', 301),
      '/feed': (response, { headers }) => {
        const isKnown = headers['if-none-match'] === '"1"'
        response.writeHead(isKnown ? 304 : 200, { 'content-type': 'application/atom+xml', etag: '"1"' })
        response.end(isKnown ? undefined : ATOM('2412.14093', 'Alignment faking'))
      },
    })
    const reader = createReader(asking)
    const { document } = await reader.readFeed(`${server.origin}/feed`, { etag: null, lastModified: null })
    expect(document).toMatchObject({
      format: 'arxiv-atom',
      validators: { etag: '"1"' },
      digest: { papers: [{ arxivId: '2412.14093' }] },
      picked: [null],
    })
    const validators = { etag: '"1"', lastModified: null }
    expect(await reader.readFeed(`${server.origin}/feed`, validators)).toEqual({ document: null, movedTo: null })
    expect(await reader.readFeed(`${server.origin}/moved`, validators)).toEqual({
      document: null,
      movedTo: `${server.origin}/feed`,
    })
    await expect(reader.readFeed(`${server.origin}/gone`, validators)).rejects.toThrow('no such page')
    await asking.close()
  })
})
