import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/newsletter.ts'
import { digestOf, fixture, paperOf, titlesOf } from './text-fixtures.ts'

describe('a newsletter in plain text', () => {
  const digest = digestOf(format, fixture('newsletter-plain.txt'))

  test('gives the papers it reviews and those of its closing list, each once', () => {
    expect(digest.papers.map(({ title, reviewed }) => [title, reviewed])).toEqual([
      ['Routers Without Regret: Picking Experts by Hashing', true],
      ['Kite-3 Technical Report', true],
      ['3D Worlds From One Sketch', true],
      ['7 Billion Is Plenty', false],
      ['0.5-bit Networks, or How I Learned to Love Noise', false],
      ['Is Bigger Slower?', false],
      ['PALIMPSEST', false],
      ['Wiki and Weave:…', false],
    ])
  })

  test('reads authors or team, affiliations, likes, tags and the pick', () => {
    expect(digest.papers.slice(0, 3)).toMatchObject([
      {
        authors: ['Okafor'],
        andOthers: true,
        affiliations: ['University of Lagos', 'Delft Institute', 'Kite AI'],
        likes: 11_000,
        tags: ['LLM Routing'],
        pick: true,
      },
      { authors: ['Kite Team'], affiliations: [], likes: 979, tags: ['Foundation Models', 'Multimodal'], pick: false },
      { authors: ['Mira Osei', 'Lee Tran', 'Ana María López'], likes: 1_204, tags: ['Video'], pick: false },
    ])
  })

  test('gives the news with their likes, without captions and adverts', () => {
    expect(digest.news).toEqual([
      {
        text: 'Lumen has opened the weights of its speech model under a permissive licence. It runs on a phone.',
        likes: 862,
      },
      { text: 'Orbit Labs now rents out its cluster by the minute.', likes: 1_200 },
      { text: 'A chip with no name beat three chips with names', likes: 4_000 },
    ])
  })

  test('takes the year of its period from the date of a post further down', () => {
    expect(digest).toMatchObject({
      title: 'Small Routers, Large Savings',
      publication: 'The Model Gazette',
      issue: '52',
      period: { from: '2025-12-28', to: '2026-01-04' },
    })
  })

  test('keeps adverts out of the reviews', () => {
    const { remarks } = paperOf(digest, 'Routers Without Regret: Picking Experts by Hashing')
    expect(remarks).toContain('The hashed model keeps up')
    expect(remarks).not.toMatch(/sponsor|course/i)
  })
})

test('reads a newsletter in Markdown with ATX headings, bold, code and no-break spaces', () => {
  const digest = digestOf(format, fixture('newsletter-atx.md'))
  expect(digest).toMatchObject({
    title: 'Attention on a Budget',
    issue: '38',
    period: { from: '2025-01-06', to: '2025-01-12' },
    news: [
      { text: 'Lumen bought a bakery, and says that it is about dough.', likes: 3_400 },
      { text: 'No likes yet, but Orbit moved to Oslo.', likes: null },
    ],
    papers: [
      {
        title: 'Thin Heads, Wide Minds',
        idea: 'Many thin heads replace a few thick ones at equal cost.',
        authors: ['Prado'],
        andOthers: true,
        affiliations: ['Lisbon Tech', 'Sol, Inc.'],
        likes: 2_100,
        tags: ['LLM Attention', 'Efficiency'],
        pick: true,
        reviewed: true,
      },
      { title: 'Counting to Ten With Transformers', arxivId: '2501.01010', likes: 15, pick: false, reviewed: true },
      { title: 'Maps for the Lost', arxivId: '2501.02020', reviewed: false },
      { title: '2 Fast 2 Tokenize', arxivId: '2501.03030', reviewed: false },
    ],
  })
})

test('reads a newsletter in Markdown with Setext headings', () => {
  const digest = digestOf(format, fixture('newsletter-setext.md'))
  expect(titlesOf(digest)).toEqual(['Memory That Lasts a Week', 'Letters to Myself', 'Forget Me Not: A Benchmark'])
  expect(digest).toMatchObject({
    period: { from: '2025-04-07', to: '2025-04-13' },
    papers: [{ authors: ['Tran'], andOthers: true, affiliations: ['Orbit'], likes: 640, tags: ['LLM Memory'] }, {}, {}],
  })
})

test.each([
  ['♥ 862', 862],
  ['❤️ 11k', 11_000],
  ['♥ 1.2K', 1_200],
  ['♥ 3,456', 3_456],
  ['♥ 2m', 2_000_000],
])('reads the likes of “%s”', (likes, count) => {
  const digest = digestOf(format, {
    name: 'letter',
    text: `A Letter\nA Fine Title\nOsei et al. [Oslo]\n${likes} LLM Tools\nIt is fine.`,
  })
  expect(paperOf(digest, 'A Fine Title')).toMatchObject({ likes: count, tags: ['LLM Tools'] })
})

test.each([
  'LLM Tools bycloud’s pick',
  "LLM Tools Editor's Choice",
  'LLM Tools  our favourite',
  'LLM Tools ⭐',
  'LLM Tools | paper of the week',
])('knows “%s” for a pick with one tag', (line) => {
  const digest = digestOf(format, {
    name: 'letter',
    text: `A Letter\nA Fine Title\nOsei et al.\n♥ 12 ${line}\nIt is fine.`,
  })
  expect(paperOf(digest, 'A Fine Title')).toMatchObject({ pick: true, tags: ['LLM Tools'] })
})

test('reads a closing list without bullets up to the time of its post', () => {
  const text = `A Letter\n♥ 5 Orbit moved to Oslo for good.\nThis week's top papers:\nFirst Light\n2 Suns\nThird Time?\n11:02 PM • Jan 4, 2026\nReply`
  expect(titlesOf(digestOf(format, { name: 'letter', text }))).toEqual(['First Light', '2 Suns', 'Third Time?'])
})

test('leaves a period without any year out', () => {
  const text = 'A Letter\nDec 28th ~ Jan 4th\n♥ 5 Orbit moved to Oslo for good.'
  expect(digestOf(format, { name: 'letter', text }).period).toBeNull()
})

test('reads likes and a pick that stand on lines of their own', () => {
  const text =
    'The Model Gazette\nA Letter\nIndustry News\n♥ 5\nOrbit moved to Oslo for good.\nA Fine Title\nOsei et al.\n♥ 12 LLM Tools\nour pick\nIt is fine.'
  expect(digestOf(format, { name: 'letter', text })).toMatchObject({
    title: 'A Letter',
    publication: 'The Model Gazette',
    news: [{ text: 'Orbit moved to Oslo for good.', likes: 5 }],
    papers: [{ title: 'A Fine Title', likes: 12, tags: ['LLM Tools'], pick: true }],
  })
})

test('puts affiliations together that were broken over lines', () => {
  const text = 'A Letter\nA Fine Title\nOsei et al. [Oslo Institute,\nLisbon Tech]\n♥ 12 LLM Tools\nIt is fine.'
  expect(digestOf(format, { name: 'letter', text }).papers).toMatchObject([
    { title: 'A Fine Title', authors: ['Osei'], andOthers: true, affiliations: ['Oslo Institute', 'Lisbon Tech'] },
  ])
})

test('reads numbered news, an export’s notes, period and number on one line, and a paper that lacks its likes', () => {
  const text = `<!-- metadata -->
- **title**: Routers at Rest
- **source**: https://letters.example/p/routers
- **published**:
- **fetched**: 2025-06-04T11:10:30Z

## Summary

A week of routers.

###### *May 26th ~ June 2nd* *#58 Small Papers Explained*

News in 1 Line
--------------

1. ♥ 9.8k Lumen opens [its weights](https://lumen.example). They are small.

   ![](https://lumen.example/weights.png)

   Weights in a row
2. ♥ 940 Orbit closes its own.

Routers That Sleep
------------------

*Okafor et al. [Lagos, Delft]*

♥ 1.7k   LLM Routing   our pick

### What Sleep Is Good For

Routers that rest now and then are no worse for it.

Hashing Without Haste
---------------------

*Prado et al. [Lisbon Tech]*

### Introduction to Haste

Nobody liked this one, or nobody counted.`
  expect(digestOf(format, { name: 'letter', text })).toMatchObject({
    title: 'Routers at Rest',
    issue: '58',
    period: { from: '2025-05-26', to: '2025-06-02' },
    news: [
      { text: 'Lumen opens its weights. They are small.', likes: 9_800 },
      { text: 'Orbit closes its own.', likes: 940 },
    ],
    papers: [
      {
        title: 'Routers That Sleep',
        affiliations: ['Lagos', 'Delft'],
        likes: 1_700,
        tags: ['LLM Routing'],
        pick: true,
      },
      {
        title: 'Hashing Without Haste',
        authors: ['Prado'],
        andOthers: true,
        affiliations: ['Lisbon Tech'],
        likes: null,
      },
    ],
  })
})

test.each([
  ['2–8 June 2025', '2025-06-02', '2025-06-08'],
  ['June 2nd-8th, 2025', '2025-06-02', '2025-06-08'],
  ['30 Dec 2024 – 5 Jan 2025', '2024-12-30', '2025-01-05'],
  ['📅 Week of Dec 30th ~ Jan 5th, 2025 | #36 Small Papers', '2024-12-30', '2025-01-05'],
])('reads the period “%s”', (line, from, to) => {
  const text = `A Letter\n${line}\n♥ 5 Orbit moved to Oslo for good.`
  expect(digestOf(format, { name: 'letter', text }).period).toEqual({ from, to })
})

test.each([
  ['by Mira Osei and Lee Tran', ['Mira Osei', 'Lee Tran']],
  ['by Mira Osei', ['Mira Osei']],
  ['Okafor et al., 2024', ['Okafor']],
  ['Çelik & Osei [Oslo]', ['Çelik', 'Osei']],
  ['Ye, Huang, Xiao, and Liu [Oslo]', ['Ye', 'Huang', 'Xiao', 'Liu']],
])('reads the authors of “%s”', (line, authors) => {
  const text = `A Letter\nA Fine Title\n${line}\n♥ 12 Tools (our pick)\nIt is fine.`
  expect(digestOf(format, { name: 'letter', text }).papers).toMatchObject([
    { title: 'A Fine Title', authors, tags: ['Tools'], pick: true },
  ])
})

test('keeps likes without a tag with the paper that a team signed', () => {
  const text = 'A Letter\nNews\n♥ 7\nOrbit moved to Oslo.\nA Fine Title\nTeam Kite\n♥ 9\nIt is short.'
  expect(digestOf(format, { name: 'letter', text })).toMatchObject({
    news: [{ text: 'Orbit moved to Oslo.', likes: 7 }],
    papers: [{ title: 'A Fine Title', authors: ['Team Kite'], likes: 9 }],
  })
})

test('parts a listed title from who wrote it and what is said of it, and ends the list where somebody speaks', () => {
  const text = `# A Letter

♥ 5 Orbit moved to Oslo for good.

Other papers we liked

- [Maps for the Lost](https://arxiv.org/abs/2501.02020) — Prado et al.
- [Maps for the Found](https://arxiv.org/abs/2501.02021) — they need fewer of them
- 7 Maps: An Atlas

See you next week.`
  expect(digestOf(format, { name: 'letter', text }).papers).toMatchObject([
    { title: 'Maps for the Lost', authors: ['Prado'], andOthers: true, arxivId: '2501.02020', reviewed: false },
    { title: 'Maps for the Found', idea: 'they need fewer of them', reviewed: false },
    { title: '7 Maps: An Atlas', reviewed: false },
  ])
})

test.each([
  ['[Oslo Institute, Sol, Inc., and Lisbon Tech]', ['Oslo Institute', 'Sol, Inc.', 'Lisbon Tech']],
  ['[University of California, Berkeley, Oslo]', ['University of California, Berkeley', 'Oslo']],
  ['[Sol, Inc.; Lisbon Tech]', ['Sol, Inc.', 'Lisbon Tech']],
  ['[Oslo] [Lisbon Tech]', ['Oslo', 'Lisbon Tech']],
])('reads the affiliations of “%s”', (line, affiliations) => {
  const text = `A Letter\nA Fine Title\nOsei et al. ${line}\n♥ 12 Tools\nIt is fine.`
  expect(digestOf(format, { name: 'letter', text }).papers).toMatchObject([{ title: 'A Fine Title', affiliations }])
})

test('takes no last sentence of a review for the title of a paper without authors', () => {
  const text =
    'A Letter\nA Fine Title\n♥ 12 Tools\nIt is fine and works for us.\nLater Titles\n♥ 9 Toys\nIt is fine, too.'
  expect(digestOf(format, { name: 'letter', text }).papers).toMatchObject([
    { title: 'A Fine Title', authors: [], likes: 12 },
    { title: 'Later Titles', authors: [], likes: 9 },
  ])
})

test('joins news again that were broken over lines within a link', () => {
  const text =
    '# Weekly Marmot\n\n## Industry News in 1 Line\n\n1. ♥ 4.9k [Orbit Labs has let its sleep tools\n   go](https://example.org/sleep-tools) to everyone who wants to see how an\n   expert sleeps. They run on a laptop, and on a marmot.\n\n2. ♥ 12 Burrow has raised a seed round for its nuts, and says that it will\n   keep all of them. Nobody asked.\n'
  expect(digestOf(format, { name: 'news', text }).news).toEqual([
    {
      text: 'Orbit Labs has let its sleep tools go to everyone who wants to see how an expert sleeps. They run on a laptop, and on a marmot.',
      likes: 4900,
    },
    {
      text: 'Burrow has raised a seed round for its nuts, and says that it will keep all of them. Nobody asked.',
      likes: 12,
    },
  ])
})
