import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/daily-papers.ts'
import { digestOf, fixture, paperOf, titlesOf } from './text-fixtures.ts'

describe('a page of search results', () => {
  const digest = digestOf(format, fixture('daily-search.txt'))

  test('gives its papers without the words that were searched for', () => {
    expect(titlesOf(digest)).toEqual([
      'Routers Without Regret: Picking Experts by Hashing',
      'Is Bigger Slower?',
      'Toto',
      'Experts on strike, tokens on hold, and other tales',
    ])
  })

  test('reads authors, dates and comments, a date without a year as of the year after the newest', () => {
    expect(digest.papers).toMatchObject([
      { authorsCount: 5, date: '2025-11-18', comments: null },
      { authorsCount: 1, date: '2024-05-06', comments: 3 },
      { authorsCount: 1012, date: '2025-10-15', comments: 2 },
      { authorsCount: 3, date: '2023-02-01', comments: null, abstract: null },
    ])
    expect(digest.period).toEqual({ from: '2025-11-20', to: '2025-11-20' })
  })

  test('puts wrapped lines together, and abstracts of several paragraphs', () => {
    expect(digest.papers[0]?.abstract).toMatch(/^Sparse models .* decide and lose little\. .* thought\.$/)
    expect(digest.papers[1]?.abstract).toMatch(/^"Bigger is slower"/)
    expect(digest.papers[2]?.abstract).toMatch(/^1\.5 million .* Code: https:\/\/example\.org\/toto$/)
  })
})

test('tells upvotes above a title from comments below it', () => {
  const { papers, period } = digestOf(format, fixture('daily-upvotes.txt'))
  expect(papers).toMatchObject([
    { title: 'Routers Without Regret', upvotes: 107, authorsCount: 5, comments: 4 },
    { title: 'Is Bigger Slower?', upvotes: 1_200, authorsCount: 1, comments: null },
    { title: 'Toto', upvotes: 9, authorsCount: 12, comments: 1 },
  ])
  expect(period).toEqual({ from: '2025-08-05', to: '2025-08-05' })
})

test('gives the entries of a trending page once', () => {
  expect(digestOf(format, fixture('daily-trending.txt'))).toMatchObject({
    title: 'Trending Papers',
    papers: [
      {
        title: 'Routers Without Regret',
        abstract: 'A hash decides which expert works, at a third of the cost of a learned router.',
        authorsCount: 5,
        date: '2025-10-16',
        upvotes: 112,
      },
      { title: 'Is Bigger Slower?', authorsCount: 2, date: '2025-11-02', upvotes: 0 },
    ],
  })
})

test('reads a page saved as Markdown with its links', () => {
  expect(digestOf(format, fixture('daily-markdown.md'))).toMatchObject({
    period: { from: '2025-11-20', to: '2025-11-20' },
    papers: [
      {
        title: 'Routers Without Regret',
        arxivId: '2511.01234',
        link: 'https://huggingface.co/papers/2511.01234',
        authorsCount: 5,
        date: '2025-11-18',
        comments: 4,
      },
      { title: 'Is Bigger Slower?', arxivId: '2511.04321', authorsCount: 1, date: '2025-11-17', comments: null },
    ],
  })
})

describe('a page of titles and abstracts by turns', () => {
  const digest = digestOf(format, fixture('daily-dense.txt'))

  test('parts the first title from the button it is glued to, and keeps short and small titles', () => {
    expect(titlesOf(digest)).toEqual([
      'Routers Without Regret: Picking Experts by Hashing',
      'Is Bigger Slower?',
      'Toto',
      'Experts on Strike',
      'smaller, slower, better: the case for patience',
      '0.5-bit Networks',
    ])
  })

  test('knows an abstract of several lines, and a paper without one', () => {
    expect(paperOf(digest, 'Toto').abstract).toMatch(/toys\. Three findings .* Code is available at \S+$/)
    expect(paperOf(digest, 'Experts on Strike').abstract).toBeNull()
  })
})

test('puts lines together that were broken at a width, with no empty lines between them', () => {
  const { papers } = digestOf(format, fixture('daily-wrapped.txt'))
  expect(papers).toMatchObject([
    {
      title: 'Routers Without Regret: Picking Experts by Hashing in Very Large Sparse Models',
      abstract: expect.stringMatching(/^Sparse models .* beginning\.$/),
    },
    { title: 'Is Bigger Slower?', abstract: expect.stringMatching(/^We measure .* waits\.$/) },
  ])
})

test.each(['daily-none.txt', 'daily-submitters.txt'])('finds no paper on %s, and says so', (name) => {
  const source = fixture(name)
  expect(format.detect(source)).toBeGreaterThan(0.5)
  expect(format.parse(source)).toEqual({
    digest: null,
    problems: [{ file: name, line: 1, message: expect.stringContaining('no papers') }],
  })
})

test('says which date has no year when the page has none either', () => {
  const text = 'Daily Papers\n\nA Fine Title\n\nWe find it fine. It is.\n\n• 2 authors\n·\nMay 4'
  const { digest, problems } = format.parse({ name: 'page', text })
  expect(digest?.papers).toMatchObject([{ title: 'A Fine Title', date: null }])
  expect(problems).toMatchObject([{ line: 3, message: expect.stringContaining('no year') }])
})

test.each([
  ['5 authors · May 4, 2024 · 7', { authorsCount: 5, date: '2024-05-04', comments: 7 }],
  ['• 1 author\n·\n4 May 2024', { authorsCount: 1, date: '2024-05-04', comments: null }],
  ['2 authors\n· Published on 2024-05-04\nUpvote\n31', { authorsCount: 2, date: '2024-05-04', upvotes: 31 }],
  ['2 authors\n\nMay 2024\n\n3', { authorsCount: 2, date: '2024-05', comments: 3 }],
])('reads the facts “%s”', (facts, expected) => {
  const text = `Daily Papers\n\nA Fine Title\n\nWe find it fine. It is, and we show that it is with great care.\n\n${facts}`
  expect(digestOf(format, { name: 'page', text }).papers).toMatchObject([{ title: 'A Fine Title', ...expected }])
})

test('reads titles below who submitted them, with no abstracts, one word or many', () => {
  const text =
    'Get trending papers in your email inbox!\nSubscribeSubmitted by\nana\nToto\nSubmitted by\nMira Osei\nA Fine Title\nSubmitted by\nlee\nIs Bigger Slower?'
  expect(titlesOf(digestOf(format, { name: 'page', text }))).toEqual(['Toto', 'A Fine Title', 'Is Bigger Slower?'])
})

test('keeps a title that follows “Submitted by” where the page shows submitters as pictures', () => {
  const text =
    'Daily Papers\nSubmitted by\nA Rather Fine Title\nSubmitted by\nIs Bigger Really Slower?\nSubmitted by\nThe Long Way Home'
  expect(titlesOf(digestOf(format, { name: 'page', text }))).toHaveLength(3)
})

test('dates a page whose entries all name their year by the newest of them', () => {
  const text =
    'Daily Papers\n\nDec 4\n\nA Fine Title\n\n2 authors\n·\nDec 2, 2025\n\nIs Bigger Slower?\n\n1 author\n·\nNov 30, 2025'
  expect(digestOf(format, { name: 'page', text }).period).toEqual({ from: '2025-12-04', to: '2025-12-04' })
})

test('tells titles from abstracts however either ends', () => {
  const text = [
    'Get trending papers in your email inbox!',
    'SubscribeStop Wasting Your Tokens: Less Is More for Everyone Who Waits!',
    'we show that waiting for a second opinion saves tokens on nine tasks out of ten and costs no more than a few seconds of patience for each of them',
    'All You Need Is Less.',
    'Less is enough. We prove it on nine machines, and none of them complained about it at all.',
    'Authors: Mira Osei, Lee Tran',
  ].join('\n')
  expect(digestOf(format, { name: 'page', text }).papers).toMatchObject([
    {
      title: 'Stop Wasting Your Tokens: Less Is More for Everyone Who Waits!',
      abstract: expect.stringMatching(/^we show .* of them$/),
    },
    { title: 'All You Need Is Less.', abstract: expect.stringMatching(/^Less is/), authors: ['Mira Osei', 'Lee Tran'] },
  ])
})

describe('facts that stand elsewhere on other captures', () => {
  const head = 'Daily Papers\n\nby AK and the research community\n\nDec 4\n\n'
  const first =
    'Routers Without Regret\n\nA plain hash decides which expert works, and we find that little is lost by it.\n\n'
  const second = 'Is Bigger Slower?\n\nWe measure nine machines and find that bigger is slower on eight of them.\n\n'

  test.each([
    [
      'an organisation for the authors',
      'Kite AI\n·\nOct 2, 2024 3\n\n',
      { authorsCount: null, affiliations: ['Kite AI'], comments: 3 },
    ],
    [
      'all on one line',
      '5 authors · Oct 2, 2024 · 3 comments · 77 upvotes\n\n',
      { authorsCount: 5, upvotes: 77, comments: 3 },
    ],
    [
      'votes that the page asks for',
      '5 authors\n·\nOct 2, 2024\n\nUpvote\n\n1.2k\n\nGitHub 3.4k\narXiv Page\n\n',
      { upvotes: 1_200, comments: null },
    ],
  ])('%s', (_, facts, expected) => {
    const { papers, period } = digestOf(format, {
      name: 'page',
      text: `${head}${first}${facts}${second}2 authors\n·\nMay 2`,
    })
    expect(papers).toMatchObject([
      { title: 'Routers Without Regret', date: '2024-10-02', ...expected },
      { title: 'Is Bigger Slower?', authorsCount: 2, date: '2025-05-02' },
    ])
    expect(period).toEqual({ from: '2025-12-04', to: '2025-12-04' })
  })

  test('a dash above a title says that the votes stand there, and stars of the code before the comments', () => {
    const text = `${head}-\n\n${first}5 authors\n\n1.2k\n\n4\n\n12\n\n${second}1 author\n\nPrevious\n\n1\n\n2\n\nNext`
    expect(digestOf(format, { name: 'page', text }).papers).toMatchObject([
      { authorsCount: 5, upvotes: 0, comments: 4 },
      { authorsCount: 1, upvotes: 12, comments: null },
    ])
  })

  test('a time that is told from now, with comments behind it', () => {
    const text = `${head}${first}5 authors\n·\nabout 2 hours ago 3\n\n${second}1 author\n·\nyesterday`
    expect(digestOf(format, { name: 'page', text }).papers).toMatchObject([{ date: null, comments: 3 }, { date: null }])
  })
})

describe('a page saved as Markdown with links around whole cards', () => {
  const card = (id: string, title: string, more: string) =>
    `[12](https://huggingface.co/login?next=%2Fpapers%2F${id})\n\n### [${title}](https://huggingface.co/papers/${id})\n\n[We ask what\\\\\nit is worth.](https://huggingface.co/papers/${id})\n\n${more}\n\n`
  const papers = [
    card(
      '2406.90001',
      'Routers Without\nRegret',
      '[- ![](https://example.org/a.svg)\\\\\n- 5 authors](https://huggingface.co/papers/2406.90001)\n\n·\n\nMay 29[6](https://huggingface.co/papers/2406.90001#community)',
    ),
    card(
      '2302.90002',
      'Is Bigger Slower?',
      '[![kite](https://example.org/k.png)Kite AI](https://huggingface.co/kite)\n\n·\n\nFeb 3, 2023',
    ),
  ]
  const text = `---\nurl: https://huggingface.co/papers?q=experts\nretrieved: 2024-10-02\n---\nGet trending papers in your email inbox!\n\n# Daily Papers\n\nOct 2\n\n${papers.join('')}`

  test('has titles over two lines, facts within links, and the year of the day on which it was saved', () => {
    expect(digestOf(format, { name: 'page.md', text })).toMatchObject({
      period: { from: '2024-10-02', to: '2024-10-02' },
      papers: [
        {
          title: 'Routers Without Regret',
          abstract: 'We ask what it is worth.',
          arxivId: '2406.90001',
          authorsCount: 5,
          date: '2024-05-29',
          upvotes: 12,
          comments: 6,
        },
        { title: 'Is Bigger Slower?', arxivId: '2302.90002', authorsCount: null, date: '2023-02-03', comments: null },
      ],
    })
  })

  test('takes the year from the arXiv ids where nothing else names it', () => {
    const bare = text.replace(/^---.*?---\n/s, '')
    expect(digestOf(format, { name: 'page.md', text: bare }).papers).toMatchObject([{ date: '2024-05-29' }, {}])
  })
})

test.each([
  ['papers/date/2025-12-04', '2025-12-04', '2025-12-04'],
  ['papers/week/2025-W49', '2025-12-01', '2025-12-07'],
  ['papers/month/2025-12', '2025-12', '2025-12'],
])('covers the days that the address %s names', (path, from, to) => {
  const text = `URL Source: https://huggingface.co/${path}\n\nDaily Papers\n\nA Fine Title\n\n2 authors\n\nIs Bigger Slower?\n\n1 author`
  expect(digestOf(format, { name: 'page', text })).toMatchObject({ period: { from, to }, papers: [{}, {}] })
})

test('a page that lost its head is known by its turns, short lines said twice too', () => {
  const entry = (title: string, line: string) => `${title}\n${line}\n`
  const short = entry('Routers Without Regret', 'A plain hash decides which of the experts works and loses little.')
  const other = entry('Is Bigger Slower?', 'Nine machines are measured and bigger is slower on eight of them.')
  const third = entry('Barking Models', 'A report on what dogs say when they are asked politely by a model.')
  const source = { name: 'page', text: `${short}${short}${other}${other}${third}${third}` }
  expect(format.detect(source)).toBeGreaterThan(0.3)
  expect(digestOf(format, source).papers).toMatchObject([
    { title: 'Routers Without Regret', abstract: expect.stringMatching(/^A plain/) },
    { title: 'Is Bigger Slower?', abstract: expect.stringMatching(/^Nine/) },
    { title: 'Barking Models', abstract: expect.stringMatching(/^A report/) },
  ])
})

test('parts titles from abstracts in scripts without spaces, and abstracts broken within themselves', () => {
  const text = [
    'Get trending papers in your email inbox!',
    'Subscribe散列的路由',
    '我们用简单的散列来决定由哪一位专家工作，并且在九台机器上证明几乎没有损失，代码也已经公开。',
    'Is Bigger Slower? On Machines and Their Memory',
    'Bigger machines are said to be slower, and nobody has measured it, which is why we',
    'measure nine of them with a clock that was made for the purpose, and find that all but',
    'one are slower than their smaller kin.',
  ].join('\n')
  expect(digestOf(format, { name: 'page', text }).papers).toMatchObject([
    { title: '散列的路由', abstract: expect.stringMatching(/公开。$/) },
    {
      title: 'Is Bigger Slower? On Machines and Their Memory',
      abstract: expect.stringMatching(/^Bigger .* we measure .* kin\.$/),
    },
  ])
})

test('an entry that stands there twice has its first line for a title, whatever its second one looks like', () => {
  const twice = (text: string) => `${text}\n${text}`
  const text = `Get trending papers in your email inbox!\nSubscribe\n${twice('A Study of Kites\nStudies of Kites, Boats and the Wind')}\n${twice('we fly: a report\nBoat Benchmarks')}`
  expect(digestOf(format, { name: 'page', text }).papers).toMatchObject([
    { title: 'A Study of Kites', abstract: 'Studies of Kites, Boats and the Wind' },
    { title: 'we fly: a report', abstract: 'Boat Benchmarks' },
  ])
})

test('knows whose a paper is where titles stand alone, and who submitted it below a title', () => {
  const card = (title: string, body: string, count: number) => `${count}\n${title}\n${body}\n·\n${count} authors\n`
  const head = 'Daily Papers\nby AK and the research community\nMar 14, 2025\n'
  const titles = [
    'Ferry: Memory Across Chunks of a Film',
    'When Tools Fail and Say Nothing of It',
    'Judging Small Models in Four Minutes',
    'Two Heads Too Long: A Bias Removed',
  ]
  for (const body of ['Orbit Labs', 'Submitted by ada']) {
    const text = head + titles.map((title, index) => card(title, body, index + 3)).join('')
    const { digest } = format.parse({ name: 'page', text })
    expect(digest?.papers.map(({ title, authorsCount, upvotes }) => [title, authorsCount, upvotes])).toEqual(
      titles.map((title, index) => [title, index + 3, index + 3]),
    )
  }
})
