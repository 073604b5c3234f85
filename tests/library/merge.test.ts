import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shortId, titleKey } from '../../src/library/identity.ts'
import { merge } from '../../src/library/merge.ts'
import type { ParsedPaper } from '../../src/library/parsed-digest.ts'
import { digest, entry } from './digests.ts'

function titlesOf(...entries: ParsedPaper[]): string[] {
  const digests = entries.map((paper, index) => digest(`d${index}`, `2025-01-${10 + index}`, [paper]))
  return merge(digests).papers.map(({ title }) => title)
}

describe('F26 one work is one paper', () => {
  test.each([
    ['another case', 'Attention is all you need', 'ATTENTION IS ALL YOU NEED'],
    ['other punctuation', 'GPT-2: A Study', 'GPT 2 — a study.'],
    ['other accents and quotes', 'Don’t Gödel me', "Don't Godel Me"],
    ['a title cut short', 'Jasper and Stella: distillation of models', 'Jasper and Stella:…'],
    ['a title cut short with dots', 'Jasper and Stella: distillation of models', 'Jasper and Stella: dist...'],
    ['a title cut short that came first', 'Jasper and Stella: dis…', 'Jasper and Stella: distillation of models'],
  ])('under %s', (_, one, other) => {
    expect(titlesOf(entry(one), entry(other))).toHaveLength(1)
  })

  test('under its arXiv id, whatever its title', () => {
    expect(titlesOf(entry('A First Title', { arxivId: '2412.1' }), entry('A Second', { arxivId: '2412.1' }))).toEqual([
      'A First Title',
    ])
  })

  test('under its DOI, whatever its title', () => {
    expect(titlesOf(entry('A First Title', { doi: '10.1/x' }), entry('A Second', { doi: '10.1/x' }))).toHaveLength(1)
  })

  test('when one entry ties two others together', () => {
    const tie = entry('The Other Title', { arxivId: '2412.1' })
    expect(titlesOf(entry('One Title', { arxivId: '2412.1' }), entry('the other title'), tie)).toEqual(['One Title'])
  })

  test('and shows its title in full', () => {
    expect(titlesOf(entry('Jasper and Stella: dis…'), entry('Jasper and Stella: distillation'))).toEqual([
      'Jasper and Stella: distillation',
    ])
  })
})

describe('different works stay apart', () => {
  test('under one title with two arXiv ids, each with an id of its own', () => {
    const { papers } = merge([
      digest('a', '2025-01-01', [entry('Survey', { arxivId: '2401.00001' })]),
      digest('b', '2025-01-02', [entry('Survey', { arxivId: '2402.00002' })]),
    ])
    expect(new Set(papers.map(({ id }) => id)).size).toBe(2)
  })

  test('when a cut title could be either of two', () => {
    const cut = entry('Physics of Language Models: Part…')
    const one = entry('Physics of Language Models: Part 1')
    const two = entry('Physics of Language Models: Part 2')
    expect(titlesOf(one, two, cut)).toHaveLength(3)
  })

  test('when a cut title is too short to tell', () => {
    expect(titlesOf(entry('The…'), entry('The Mechanics'))).toHaveLength(2)
  })

  test('when a whole title only begins like another', () => {
    expect(titlesOf(entry('Language Models'), entry('Language Models Are Few-Shot Learners'))).toHaveLength(2)
  })
})

describe('ids', () => {
  test('are short, opaque and those of the oldest title', () => {
    const digests = [
      digest('new', '2025-06', [entry('New Title', { arxivId: '2412.1' })]),
      digest('old', '2024', [entry('Old Title', { arxivId: '2412.1' })]),
      digest('undated', null, [entry('No Title', { arxivId: '2412.1' })]),
    ]
    const [paper] = merge(digests).papers
    expect(paper?.id).toMatch(/^[a-z0-9]{8}$/)
    expect(paper?.id).toBe(shortId(titleKey('OLD title')))
    expect(merge(digests.toReversed()).papers).toEqual(merge(digests).papers)
  })

  test('of other titles still lead to the paper', () => {
    const { papers, aliases } = merge([
      digest('a', '2024', [entry('Old Title', { arxivId: '2412.1' })]),
      digest('b', '2025', [entry('New Title', { arxivId: '2412.1' })]),
    ])
    expect(aliases.get(shortId(titleKey('New Title')))).toBe(papers[0]?.id)
  })
})

describe('what several digests say of a paper', () => {
  const older = digest('older', '2024-05', [
    entry('Paper', {
      idea: 'An aside.',
      reviewed: false,
      authors: ['Lovelace et al.'],
      date: '2024',
      likes: 3,
      tags: ['LLM'],
      arxivId: '2405.00001',
    }),
  ])
  const newer = digest('newer', '2025-05', [
    entry('Paper', {
      idea: 'The idea.',
      authors: ['Ada Lovelace', 'Alan Turing'],
      date: '2024-05-06',
      likes: 9,
      tags: ['llm', 'theory'],
      pick: true,
      remarks: 'Good.',
    }),
  ])

  test('comes together, the idea from a digest that reviews it', () => {
    expect(merge([newer, older]).papers).toEqual([
      {
        id: shortId(titleKey('Paper')),
        title: 'Paper',
        idea: 'The idea.',
        ideaFrom: 'digest',
        abstract: null,
        authors: ['Ada Lovelace', 'Alan Turing'],
        authorsCount: 2,
        affiliations: [],
        date: '2024-05-06',
        link: 'https://arxiv.org/abs/2405.00001',
        arxivId: '2405.00001',
        doi: null,
        tags: ['LLM', 'theory'],
        appearances: [
          { digest: 'older', pick: false, reviewed: false, likes: 3, upvotes: null, comments: null, remarks: null },
          { digest: 'newer', pick: true, reviewed: true, likes: 9, upvotes: null, comments: null, remarks: 'Good.' },
        ],
      },
    ])
  })

  test('never hides an idea that only a mention has', () => {
    expect(merge([older]).papers).toMatchObject([{ idea: 'An aside.', ideaFrom: 'digest' }])
  })

  test('does not count a team or the rest of a list as one author', () => {
    const names = [['Qwen Team'], ['Greenblatt et al.']]
    const papers = names.map((authors, index) => entry(`Paper ${index}`, { authors }))
    expect(merge([digest('d', null, papers)]).papers.map(({ authorsCount }) => authorsCount)).toEqual([null, null])
  })

  test('keeps the order of each digest, every paper once', () => {
    const both = digest('d', null, [entry('B'), entry('A'), entry('B again', { doi: '10.1/b' })])
    const tie = digest('e', null, [entry('b', { doi: '10.1/b' })])
    const { digests, papers } = merge([both, tie])
    const title = new Map(papers.map((paper) => [paper.id, paper.title]))
    expect(digests[0]?.papers.map((id) => title.get(id))).toEqual(['B', 'A'])
  })
})

describe('merging', () => {
  const title = fc.constantFrom(
    'Alpha Beta Gamma Delta',
    'alpha beta gamma delta!',
    'Alpha Beta Gamma…',
    'Epsilon Zeta',
    '…',
    '日本語',
  )
  const paper = fc
    .record({
      title,
      arxivId: fc.constantFrom(null, '1', '2'),
      doi: fc.constantFrom(null, '10.1/a', '10.1/b'),
      reviewed: fc.boolean(),
    })
    .map(({ title, ...facts }) => entry(title, { ...facts, idea: `of ${title}` }))
  const digests = fc
    .array(fc.record({ date: fc.constantFrom(null, '2024', '2025-01'), papers: fc.array(paper, { maxLength: 5 }) }), {
      maxLength: 5,
    })
    .map((list) => list.map(({ date, papers }, index) => digest(`d${index}`, date, papers)))

  test('the same digests again changes nothing, whatever their order', () => {
    fc.assert(
      fc.property(digests, (list) => {
        const once = merge(list)
        expect(merge([...list, ...list])).toEqual(once)
        expect(merge(list.toReversed())).toEqual(once)
      }),
    )
  })

  test('loses no entry, and every id is used once', () => {
    fc.assert(
      fc.property(digests, (list) => {
        const { papers, digests: merged } = merge(list)
        const ids = new Set(papers.map(({ id }) => id))
        expect(ids.size).toBe(papers.length)
        expect(merged.flatMap((each) => each.papers).every((id) => ids.has(id))).toBe(true)
        for (const each of list) {
          const shown = papers.filter(({ appearances }) => appearances.some(({ digest }) => digest === each.id))
          expect(shown.length > 0).toBe(each.papers.length > 0)
        }
      }),
    )
  })

  test('of two digests with one id the later counts', () => {
    const { papers } = merge([digest('d', null, [entry('Before')]), digest('d', null, [entry('After')])])
    expect(papers.map(({ title }) => title)).toEqual(['After'])
  })
})
