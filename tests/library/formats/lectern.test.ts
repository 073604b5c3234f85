import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from '../../../src/library/formats/lectern.ts'
import { ParsedDigest } from '../../../src/library/parsed-digest.ts'

const WHOLE = `# Late July Paper Reading

- publication: Some Blog
- issue: #37
- period: 2024-12-14 to 2025-01-06
- source: https://example.org/late-july

An opening remark.

With a second paragraph.

## Papers

### When *Bad* Data Leads to \`Good\` Models

Toxic data helps a model
to tell toxicity apart.

- authors: Ada Lovelace, Alan Turing
- authors count: 5
- affiliations: Anthropic; Mila, Quebec
- date: 2025-04-22
- link: https://arxiv.org/abs/2505.04741v2
- doi: https://doi.org/10.1000/ABC
- likes: 11k
- upvotes: 1,200
- comments: 3
- tags: LLM, alignment
- pick: yes

First remark, with [a link](https://example.org/a).

- a further
- list

### A Paper Without Facts

Its idea.

Its remark.

### A Paper Without an Idea

- authors: Greenblatt et al.
- affiliations: "Redwood, Inc.", NYU
- arxiv: arXiv:2412.14093v3

## Also mentioned

### 1.58-bit FLUX

## Definitions

- **Alignment**: agreeing with people: what they want.
- Faking := pretending

## News

- (3.5k likes) A line of news.
- Another line (with a bracket).

## Comments

- The gist of one comment.

## Closing

Until August.
`

function problemsOf(text: string): string[] {
  return parse('x.md', text).problems.map(({ line, message }) => `${line}: ${message}`)
}

function digestOf(text: string): ParsedDigest {
  const { digest } = parse('x.md', text)
  if (!digest) throw new Error('expected a digest')
  return digest
}

/** A digest that is fine but for the lines given; they begin at line 9. */
function withPaperLines(...lines: string[]): string {
  return ['# Title', '', '## Papers', '', '### Fine', '', 'Fine idea.', '', ...lines, ''].join('\n')
}

describe('a whole digest', () => {
  test('is read with everything it carries and no problem', () => {
    const { digest, problems } = parse('seeds/late-july.md', WHOLE)
    expect(problems).toEqual([])
    expect(digest).toEqual({
      id: 'late-july',
      title: 'Late July Paper Reading',
      publication: 'Some Blog',
      issue: '37',
      period: { from: '2024-12-14', to: '2025-01-06' },
      source: 'https://example.org/late-july',
      opening: 'An opening remark.\n\nWith a second paragraph.',
      papers: [
        {
          title: 'When Bad Data Leads to Good Models',
          idea: 'Toxic data helps a model to tell toxicity apart.',
          abstract: null,
          authors: ['Ada Lovelace', 'Alan Turing'],
          authorsCount: 5,
          affiliations: ['Anthropic', 'Mila, Quebec'],
          date: '2025-04-22',
          link: 'https://arxiv.org/abs/2505.04741v2',
          arxivId: '2505.04741',
          doi: '10.1000/abc',
          likes: 11000,
          upvotes: 1200,
          comments: 3,
          tags: ['LLM', 'alignment'],
          pick: true,
          reviewed: true,
          remarks: 'First remark, with a link (https://example.org/a).\n\n- a further\n- list',
        },
        { ...BARE, title: 'A Paper Without Facts', idea: 'Its idea.', remarks: 'Its remark.' },
        {
          ...BARE,
          title: 'A Paper Without an Idea',
          authors: ['Greenblatt'],
          andOthers: true,
          affiliations: ['Redwood, Inc.', 'NYU'],
          arxivId: '2412.14093',
        },
        { ...BARE, title: '1.58-bit FLUX', reviewed: false },
      ],
      definitions: [
        { term: 'Alignment', meaning: 'agreeing with people: what they want.' },
        { term: 'Faking', meaning: 'pretending' },
      ],
      news: [
        { text: 'A line of news.', likes: 3500 },
        { text: 'Another line (with a bracket).', likes: null },
      ],
      comments: ['The gist of one comment.'],
      closing: 'Until August.',
    })
  })

  test('reads the same with Windows line ends, a byte order mark and non-breaking spaces', () => {
    const pasted = `\uFEFF${WHOLE.replaceAll('- authors', '-\u00a0authors').replaceAll('\n', '\r\n')}`
    expect(parse('seeds/late-july.md', pasted)).toEqual(parse('seeds/late-july.md', WHOLE))
  })

  test('takes section names in any case and keys with any spacing', () => {
    const digest = digestOf('# T\n\n## ALSO Mentioned:\n\n### P\n\n- Authors   Count: 4\n')
    expect(digest.papers).toMatchObject([{ title: 'P', reviewed: false, authorsCount: 4 }])
  })

  test('takes the link of a linked title', () => {
    const digest = digestOf('# T\n\n## Papers\n\n### [P](https://example.org/p)\n')
    expect(digest.papers).toMatchObject([{ title: 'P', link: 'https://example.org/p' }])
  })

  test.each([
    ['Ada Lovelace, Alan Turing and Emmy Noether', ['Ada Lovelace', 'Alan Turing', 'Emmy Noether']],
    ['Ada Lovelace and Alan Turing', ['Ada Lovelace', 'Alan Turing']],
    ['Ada Lovelace, Alan Turing, & Emmy Noether', ['Ada Lovelace', 'Alan Turing', 'Emmy Noether']],
    ['Search and Rescue Team', ['Search and Rescue Team']],
  ])('has the people of “%s”', (line, authors) => {
    expect(digestOf(`# T\n\n## Papers\n\n### P\n\n- authors: ${line}\n`).papers[0]?.authors).toEqual(authors)
  })

  test('takes names from a list below the key', () => {
    const digest = digestOf('# T\n\n## Papers\n\n### P\n\n- authors:\n  - Ada Lovelace\n  - Alan Turing\n')
    expect(digest.papers[0]?.authors).toEqual(['Ada Lovelace', 'Alan Turing'])
  })

  test('passes over HTML comments, even around a paper', () => {
    const text = '# T\n\n## Papers\n\n<!--\n### Hidden\n-->\n\n### Shown\n\n- likes: lots\n'
    expect(digestOf(text).papers.map(({ title }) => title)).toEqual(['Shown'])
    expect(problemsOf(text)).toEqual(['11: The fact “likes: lots” is no count: write 11000, 11,000 or 11k.'])
  })

  test('keeps a heading inside a code block as code', () => {
    const text = withPaperLines('```sh', '# not a title', '```')
    expect(problemsOf(text)).toEqual([])
    expect(digestOf(text).papers[0]?.remarks).toBe('# not a title')
  })

  test('keeps smaller headings as remarks', () => {
    expect(digestOf(withPaperLines('#### Results', '', 'Good.')).papers[0]?.remarks).toBe('Results\n\nGood.')
  })

  test('keeps a list of remarks that are no facts', () => {
    const text = '# T\n\n## Papers\n\n### P\n\n- It learns.\n- It forgets.\n'
    expect(problemsOf(text)).toEqual([])
    expect(digestOf(text).papers).toMatchObject([{ idea: null, remarks: '- It learns.\n- It forgets.' }])
  })

  test.each([
    ['1.1k', 1100],
    ['11,000', 11000],
    ['11k', 11000],
    ['2.5M', 2_500_000],
    ['0', 0],
  ])('reads %s likes as %d', (text, count) => {
    expect(digestOf(withPaperLines(`- likes: ${text}`)).papers[0]?.likes).toBe(count)
  })

  test.each([
    ['2024', '2024'],
    ['2024-12', '2024-12'],
    ['2026-6-30', '2026-06-30'],
  ])('F26 reads the date %s as %s', (text, date) => {
    expect(digestOf(withPaperLines(`- date: ${text}`)).papers[0]?.date).toBe(date)
  })
})

const BARE = {
  idea: null,
  abstract: null,
  authors: [],
  authorsCount: null,
  affiliations: [],
  date: null,
  link: null,
  arxivId: null,
  doi: null,
  likes: null,
  upvotes: null,
  comments: null,
  tags: [],
  pick: false,
  reviewed: true,
  remarks: null,
}

describe('an abstract', () => {
  const entry = (below: string) =>
    digestOf(`# A digest\n\n## Papers\n\n### A paper\n\nIts idea.\n\n- likes: 3\n\n${below}`).papers[0]

  test('is what stands below “#### Abstract”, its paragraphs and lists, up to the next heading of that depth', () => {
    expect(
      entry(
        'A remark.\n\n#### Abstract\n\nFirst part.\n\n- a point\n\n##### Aside\n\nLast part.\n\n#### Doubts\n\nA doubt.',
      ),
    ).toMatchObject({
      idea: 'Its idea.',
      likes: 3,
      abstract: 'First part.\n\n- a point\n\nAside\n\nLast part.',
      remarks: 'A remark.\n\nDoubts\n\nA doubt.',
    })
  })

  test('holds no facts of the paper', () => {
    expect(entry('#### Abstract\n\n- date: 2024')).toMatchObject({ date: null, abstract: '- date: 2024' })
  })

  test('is null where its heading has nothing below it', () => {
    expect(entry('#### Abstract\n\n### Another paper')).toMatchObject({ abstract: null, remarks: null })
  })
})

describe('F27 a bad record is named by its line, and the rest loads', () => {
  test.each([
    ['an unknown fact', '- autors: Ada', 9, 'There is no fact “autors”. Did you mean “authors”?'],
    [
      'an unknown fact like no other',
      '- colour: red',
      9,
      'There is no fact “colour”. There are: authors, authors count',
    ],
    ['a fact without a colon', '- likes: 3\n- pick', 10, '“pick” is no fact: write it as “key: value”.'],
    ['a fact without a value', '- likes:', 9, 'The fact “likes” has no value.'],
    ['a fact told twice', '- likes: 3\n- likes: 4', 10, 'The fact “likes” stands here a second time'],
    ['a bad count', '- pick: yes\n- likes: 3.5', 10, 'The fact “likes: 3.5” is no count'],
    ['a bad date', '- date: last May', 9, 'The fact “date: last May” is no date'],
    ['a day that is in no calendar', '- date: 2025-02-30', 9, 'The fact “date: 2025-02-30” is no date'],
    ['a bad link', '- link: example.org', 9, 'The fact “link: example.org” is no link'],
    ['a link that runs code', '- link: javascript:alert(1)', 9, 'is no link'],
    ['a bad arXiv id', '- arxiv: 24.1', 9, 'The fact “arxiv: 24.1” is no arXiv id'],
    ['a bad DOI', '- doi: 12345', 9, 'The fact “doi: 12345” is no DOI'],
    ['a bad pick', '- pick: maybe', 9, 'The fact “pick: maybe” must be yes or no.'],
    ['text right below the facts', '- likes: 3\nA remark.', 10, 'This text stands right below a fact'],
    ['a paper without a title', '###\n\nAn idea.', 9, 'This paper has no title'],
    ['a paper told twice', '### FINE!', 9, '“FINE!” is in this digest already, at line 5'],
    ['a title beyond all measure', `### ${'x'.repeat(501)}`, 9, "The paper's title is over 500 characters long"],
    [
      'an unknown section',
      '## Definition\n\n- a: b',
      9,
      'There is no section “Definition”. Did you mean “definitions”?',
    ],
    ['an empty section', '## News', 9, 'The section “News” is empty.'],
    ['a second title', '# Another', 9, '“# Another” is a second title'],
    ['text before the first paper', '## Also mentioned\n\nSome text.', 11, 'This text stands before the first paper'],
    ['a definition without a colon', '## Definitions\n\n- **A**: b\n- Alignment', 12, '“Alignment” is no definition'],
    ['a definition without a meaning', '## Definitions\n\n- **A**:', 11, '“A:” is no definition'],
    ['news with bad likes', '## News\n\n- (many likes) It rains.', 11, '“many likes” is no count'],
    ['news with nothing but likes', '## News\n\n- (3 likes)', 11, 'There is no news behind its likes.'],
    [
      'a paper under the news',
      '## News\n\n- It rains.\n\n### P',
      13,
      'A section “news” holds no papers; “P” is left out.',
    ],
    ['a code block that is never closed', '```\nx', 9, 'The code block that begins here is never closed'],
    ['a comment that is never closed', '<!-- note', 9, 'The comment that begins here is never closed'],
    ['characters that are not UTF-8', 'caf\uFFFD', 9, 'Some characters here are not UTF-8'],
    ['a line nested too deeply', `${'>'.repeat(50)} x`, 9, 'This line is nested too deeply; it is left out.'],
    ['a paragraph of nothing but marks', '*a_'.repeat(200), 9, 'in one paragraph; it is left out.'],
    ['a part too long', 'long '.repeat(11_000), 5, 'What stands below this line is over 50000 characters long'],
  ])('%s', (_, lines, line, message) => {
    const { digest, problems } = parse('x.md', `${withPaperLines(lines)}\n## Comments\n\n- Still here.\n`)
    expect(problems).toEqual([{ file: 'x.md', line, message: expect.stringContaining(message) }])
    expect(digest?.comments).toEqual(['Still here.'])
  })

  test('a bad fact does not take the other facts of its paper along', () => {
    const { papers } = digestOf(withPaperLines('- likes: lots', '- upvotes: 4', '- date: 2025'))
    expect(papers).toMatchObject([{ title: 'Fine', likes: null, upvotes: 4, date: '2025' }])
  })

  test('news with bad likes keeps its text', () => {
    expect(digestOf('# T\n\n## News\n\n- (many likes) It rains.\n').news).toEqual([{ text: 'It rains.', likes: null }])
  })

  test('text right below the facts becomes a remark', () => {
    const { papers } = digestOf(withPaperLines('- tags: a, b', 'A remark.'))
    expect(papers).toMatchObject([{ tags: ['a', 'b'], remarks: 'A remark.' }])
  })

  test('a bad period is a problem of the head', () => {
    expect(problemsOf('# T\n\n- period: 2025-02 to 2024-01\n\n## Comments\n\n- c\n')).toEqual([
      expect.stringContaining('3: The fact “period: 2025-02 to 2024-01” is no period'),
    ])
  })

  test('a paper before any section is left out', () => {
    expect(problemsOf('# T\n\n### P\n\n## Comments\n\n- c\n')).toEqual([
      '3: The paper “P” stands before the section “## Papers”; it is left out.',
    ])
  })

  test('a missing title is a problem, and the file gives its name', () => {
    const { digest, problems } = parse('issue-3.md', '## Comments\n\n- c\n')
    expect(problems).toMatchObject([{ line: 1, message: 'The title is missing; begin the file with “# Its title”.' }])
    expect(digest?.title).toBe('issue-3')
  })

  test('text before the title is a problem', () => {
    expect(problemsOf('Hello\n\n# T\n\n## Comments\n\n- c\n')).toEqual([
      '1: There is text before the title; a digest begins with “# Its title”.',
    ])
  })
})

describe('F27 a file that is no digest is a problem and no digest', () => {
  test.each([
    ['an empty file', '', 'There is no text in this document.'],
    ['a blank file', '\uFEFF \r\n\t', 'There is no text in this document.'],
    ['a binary file', '\u0089PNG\r\n\u001a\n\0\0', 'This is not text; save it as text in UTF-8.'],
    ['a title and nothing else', '# T\n', 'There are no papers, definitions, news or comments in this file.'],
    ['a file over 2 MB', 'a\n'.repeat(1_000_001), 'The text is over 2 MB'],
    ['a file of countless lines', '- x\n'.repeat(20_001), 'The text has over 20000 lines'],
  ])('%s', (_, text, message) => {
    const { digest, problems } = parse('x.md', text)
    expect(digest).toBeNull()
    expect(problems.at(-1)).toMatchObject({ file: 'x.md', message: expect.stringContaining(message) })
  })
})

describe('whatever the text', () => {
  const marks = fc.constantFrom(
    '#',
    '##',
    '###',
    '- ',
    '> ',
    '**',
    '`',
    '```',
    '[',
    '](',
    ')',
    '<',
    '<!--',
    '-->',
    '\n',
    '\n\n',
    ':',
  )
  const words = fc.constantFrom(
    'Papers',
    'Definitions',
    'News',
    'likes',
    'authors',
    'date',
    'x',
    '3k',
    '2024',
    '…',
    '\0',
    '\uFEFF',
  )
  const markdown = fc.array(fc.oneof(marks, words, fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 80 })

  test('parsing never throws, and what it returns is a digest or a problem', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      markdown.map((parts) => parts.join(' ')),
      markdown.map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (source) => {
        const { digest, problems } = parse('x.md', source)
        const lines = source.split(/\r\n?|[\n\u2028\u2029\u0085]/).length
        expect(problems.every(({ line }) => line >= 1 && line <= lines)).toBe(true)
        if (digest) expect(ParsedDigest.safeParse(digest).success).toBe(true)
        else expect(problems).not.toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  test('a digest that breaks off anywhere still parses', () => {
    for (let end = 0; end < WHOLE.length; end += 7) {
      const { digest, problems } = parse('x.md', WHOLE.slice(0, end))
      expect(digest !== null || problems.length > 0).toBe(true)
    }
  })

  test.each(['>', '[', '*a_', '- ', '<!--', '`', '<', '#', '![[](', 'a_b*\n', '\\', '&'])(
    'two megabytes of %j come to an end',
    (mark) => {
      const { problems } = parse('x.md', `# T\n\n## Papers\n\n### P\n\n${mark.repeat(1_999_000 / mark.length)}`)
      expect(problems).not.toEqual([])
    },
  )
})
