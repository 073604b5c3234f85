import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { redirect, serve, text } from '../services/importing/local-server.ts'
import { lectern, type Run } from './lectern.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'))
  await writeFile(join(folder, 'refs.bib'), REFS)
  await writeFile(join(folder, 'digest.md'), DIGEST)
  await writeFile(join(folder, 'binary.dat'), Buffer.from([0, 1, 2, 3, 0xff, 0xfe, 0, 0, 7]))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const REFS = `@article{a, title = {On {C}omputable Numbers}, author = {Turing, Alan}, year = 1936, abstract = {We show what machines compute. It is long.}}
@article{b, author = {Nobody}}
`

const DIGEST = `# Old papers that stay young

- publication: The Thursday Reader
- period: 2026-11-02 to 2026-11-08

## Papers

### Attention Is All You Need

Translates with attention alone.

- authors: Ashish Vaswani, Noam Shazeer
- likes: 11k
- tags: transformers
- pick: yes

## Definitions

- Transformer: a network of attention.

## News

- A model came out. (likes: 3)
`

const KEYS = [
  'format',
  'title',
  'period',
  'papers',
  'definitions',
  'news',
  'comments',
  'problems',
  'unread',
  'meetings',
]
const PAPER_KEYS = [
  ...['title', 'idea', 'ideaFrom', 'abstract', 'authors', 'authorsCount', 'date', 'arxivId', 'doi', 'url'],
  ...['likes', 'upvotes', 'comments', 'tags', 'pick', 'reviewed'],
]

const path = (name: string) => join(folder, name)

function objects({ stdout }: Run) {
  const lines = stdout.split('\n')
  expect(lines.pop()).toBe('')
  return lines.map((line) => JSON.parse(line))
}

describe('import --json', () => {
  it('prints one object a document, in order, each with every key, and nothing else', async () => {
    const names = ['digest.md', 'none.txt', 'refs.bib', 'binary.dat', 'digest.md'].map(path)
    const run = await lectern(['import', ...names, '--json'])
    const found = objects(run)
    expect(run.stderr).toBe('')
    expect(found.map(({ format }) => format)).toEqual(['lectern', null, 'bibtex', null, 'lectern'])
    for (const document of found) {
      expect(Object.keys(document)).toEqual(KEYS)
      for (const paper of document.papers) expect(Object.keys(paper)).toEqual(PAPER_KEYS)
    }
    expect(run.code).toBe(1)
  })

  it('says what a document says, and null or nothing for what it does not', async () => {
    const run = await lectern(['import', '--json', path('digest.md'), path('refs.bib')])
    const [digest, refs] = objects(run)
    expect(digest).toMatchObject({
      title: 'Old papers that stay young',
      period: { from: '2026-11-02', to: '2026-11-08' },
      papers: [
        {
          title: 'Attention Is All You Need',
          idea: 'Translates with attention alone.',
          ideaFrom: 'digest',
          abstract: null,
          authors: ['Ashish Vaswani', 'Noam Shazeer'],
          likes: 11_000,
          upvotes: null,
          tags: ['transformers'],
          pick: true,
          url: null,
        },
      ],
      definitions: [{ term: 'Transformer', meaning: 'a network of attention.' }],
    })
    expect(refs).toMatchObject({
      format: 'bibtex',
      title: null,
      period: null,
      papers: [{ title: 'On Computable Numbers', authors: ['Alan Turing'], date: '1936', reviewed: true }],
      definitions: [],
      problems: [{ line: 2, message: expect.stringContaining('no title') }],
    })
    expect(run.code).toBe(0)
  })

  it('takes an idea from the abstract where the digest has none', async () => {
    const [{ papers }] = objects(await lectern(['import', '--json', path('refs.bib')]))
    expect(papers).toMatchObject([{ idea: expect.stringContaining('what machines compute'), ideaFrom: 'abstract' }])
  })

  it('reads standard input, and refuses more than 10 MB of it in words', async () => {
    const [given] = objects(await lectern(['import', '-', '--json'], { stdin: DIGEST }))
    expect(given.papers).toHaveLength(1)
    const run = await lectern(['import', '-', '--json'], { stdin: REFS.repeat(60_000) })
    expect(objects(run)).toMatchObject([
      { format: null, papers: [], problems: [{ message: expect.stringContaining('over 10 MB') }] },
    ])
    expect(run.code).toBe(1)
    expect(objects(await lectern(['import', '-', '--json'], { stdin: '' }))).toMatchObject([
      { problems: [{ message: expect.stringContaining('empty') }] },
    ])
  })

  it('reads a document as the format that is named', async () => {
    const run = await lectern(['import', '--json', '--format', 'BibTeX', '-'], { stdin: `A note of mine.\n${REFS}` })
    expect(objects(run)).toMatchObject([{ format: 'bibtex', papers: [{}] }])
  })

  it('writes a large file out piece by piece as one object', async () => {
    const abstract = 'word '.repeat(400)
    const lines = Array.from({ length: 6_000 }, (_, nth) =>
      JSON.stringify({ title: `Paper ${nth}`, abstract, authors: [] }),
    )
    await writeFile(path('large.jsonl'), lines.join('\n'))
    const run = await lectern(['import', '--json', '--progress', path('large.jsonl')])
    const [document] = objects(run)
    expect(document).toMatchObject({ format: 'json-lines', title: null, problems: [] })
    expect(document.papers.map(({ title }: { title: string }) => title)).toEqual(lines.map((_, nth) => `Paper ${nth}`))
    expect(run.stderr).toMatch(/large\.jsonl: \d+ %, \d+ papers\n/)
    expect(run.code).toBe(0)
  })

  it('looks links up at the base URLs of the configuration, and fetches pages of nobody else on this machine', async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id><title>ArXiv</title><entry><id>http://arxiv.org/abs/2412.14093v2</id><title>Alignment faking</title></entry></feed>`
    const server = await serve({
      '/query?id_list=2412.14093&max_results=1': text(atom, { 'content-type': 'application/atom+xml' }),
      '/inside': redirect('http://127.0.0.1/secret'),
    })
    try {
      const other = 'http://127.0.0.1:1/list.bib'
      const names = ['arXiv:2412.14093', 'https://arxiv.org/abs/2412.14093v1', other, `${server.origin}/inside`]
      const run = await lectern(['import', '--json', ...names], { env: { ARXIV_API_URL: server.origin } })
      expect(objects(run)).toMatchObject([
        { format: 'link', title: null, papers: [{ title: 'Alignment faking', arxivId: '2412.14093' }] },
        { format: 'link', papers: [{ title: 'Alignment faking' }] },
        { format: null, problems: [{ message: expect.stringContaining('only the usual ports') }] },
        { format: null, problems: [{ message: expect.stringContaining('private network') }] },
      ])
      expect(run.code).toBe(1)
    } finally {
      await server.close()
    }
  })
})

describe('what looks like an entry and was not read', () => {
  const CLUB = `# Reading club

| Month | Place | Choice |
|---|---|---|
| May | at Ada’s | The Patient Wall of Kettle Street |
| June | at Teo’s | Moss and Its Discontents at Night |
`
  const LIST = '# Papers\n\n- [Old Gears Turn](https://arxiv.org/abs/2001.00001)\n- https://arxiv.org/abs/2001.00018\n'

  it('is in the JSON and in the words, where nothing else could be read, too', async () => {
    const [json] = objects(await lectern(['import', '-', '--json'], { stdin: CLUB }))
    expect(json).toMatchObject({
      format: null,
      papers: [],
      problems: [{ line: 5, message: expect.stringContaining('2 rows look like one, the first at line 5') }],
      unread: [
        { line: 5, text: 'The Patient Wall of Kettle Street' },
        { line: 6, text: 'Moss and Its Discontents at Night' },
      ],
    })
    const { stdout } = await lectern(['import', '-', '--dry-run'], { stdin: CLUB })
    expect(stdout).toContain('  ? 2 entries were not read, the first at line 5.\n')
    expect(stdout).toContain('  ? line 6: Moss and Its Discontents at Night\n')
  })

  it('is told beside what was added', async () => {
    const env = { STORE_URL: `sqlite:${path('unread.db')}` }
    const { stdout, code } = await lectern(['import', '-'], { env, stdin: LIST })
    expect(stdout).toContain('1 paper added')
    expect(stdout).toContain('  ? 1 entry was not read, at line 4.\n  ? line 4: https://arxiv.org/abs/2001.00018\n')
    expect(code).toBe(0)
  })
})

describe('import', () => {
  it('--dry-run tells in words what is in a document', async () => {
    const run = await lectern(['import', '--dry-run', path('digest.md'), path('refs.bib'), path('none.txt')])
    expect(run.stdout).toContain(
      'digest.md: lectern, “Old papers that stay young”, 2026-11-02 to 2026-11-08; 1 paper (1 with an idea',
    )
    expect(run.stdout).toContain('  - Attention Is All You Need\n      Translates with attention alone.\n')
    expect(run.stdout).toContain('  ! line 2: ')
    expect(run.stdout).toContain('none.txt: not read\n  ! line 1: There is no such file.\n')
    expect(run.code).toBe(1)
  })

  it('adds papers to the library, knows them the next time, and goes on after a document that cannot be read', async () => {
    const env = { STORE_URL: `sqlite:${path('store.db')}` }
    const names = [path('none.txt'), path('refs.bib'), path('digest.md')]
    const first = await lectern(['import', ...names], { env })
    expect(first.stdout).toContain('refs.bib: 1 paper added, 0 known already.')
    expect(first.stderr).toMatch(/none\.txt.*There is no such file/)
    expect(first.stderr).toContain('  ! line 2: ')
    expect(first.code).toBe(1)
    const again = await lectern(['import', path('refs.bib')], { env })
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('0 papers added, 1 known already.') })
    const store = await openStore(env.STORE_URL)
    const came = await store.range('arrivals/').finally(() => store.close())
    expect(came.flatMap(({ value }) => Object(value).papers)).toHaveLength(2)
  })

  it.each([
    { args: ['none.txt'], says: 'There is no such file' },
    { args: ['empty.txt'], says: 'empty.txt' },
    { args: ['--as', 'history', 'none.txt'], says: 'There is no store' },
    { args: ['--as', 'history', '--club', 'Newts', 'digest.md'], says: 'There is no store' },
  ])('that has nothing to add makes no store: %j', async ({ args, says }) => {
    await writeFile(path('empty.txt'), '')
    const place = path('nowhere')
    const run = await lectern(['import', ...args.map((arg) => (arg.includes('.') ? path(arg) : arg))], {
      env: { STORE_URL: `sqlite:${join(place, 'store.db')}` },
    })
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining(says) })
    expect(existsSync(place)).toBe(false)
  })

  it.each([
    [['import'], 'Name a file'],
    [['import', '--jsonn', 'x'], '--jsonn'],
    [['import', '--format', 'word', 'x'], 'There is no format “word”. There are: lectern'],
    [['import', '-', '-'], 'only once'],
    [['improt', 'x'], 'There is no command “improt”'],
    [[], 'Name a command'],
  ])('called wrongly, as with %j, says how to call it', async (args, sentence) => {
    const run = await lectern(args)
    expect(run.stderr).toContain(sentence)
    expect(run.stderr).toContain('Usage: npm run lectern')
    expect(run).toMatchObject({ code: 2, stdout: '' })
  })

  it.each([
    ['import', '--help'],
    ['export', '--help'],
    ['backup', '-h'],
  ])('says how it is called when it is asked: %s %s', async (...args) => {
    expect(await lectern(args)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Usage: /),
      stderr: '',
    })
  })

  test('with a wrong setting says which', async () => {
    const run = await lectern(['import', 'x', '--json'], { env: { DOI_API_URL: 'doi.org' } })
    expect(run).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'DOI_API_URL must be a URL such as http://127.0.0.1:3000.\n',
    })
  })
})
