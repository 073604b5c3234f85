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
