import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entriesOf, groupEntries, shortId, titleKey } from '../../src/library/identity.ts'
import type { ParsedPaper } from '../../src/library/parsed-digest.ts'
import { digest, entry } from './digests.ts'
import { merge } from './merged.ts'

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
    ['other dashes', 'Self-supervised – and fast', 'Self‐Supervised—and Fast'],
    ['ligatures', 'Efﬁcient ﬂow', 'Efficient Flow'],
    ['composed and decomposed letters', 'Poincar\u00e9 maps', 'Poincare\u0301 Maps'],
    ['LaTeX of mathematics', '$\\ell_1$-Regularized Nets', 'ℓ1-regularized nets'],
    ['LaTeX of letters', 'Schr\\"{o}dinger bridges by {\\L}ojasiewicz', 'Schrödinger Bridges by Łojasiewicz'],
    ['LaTeX fonts and braces', '{\\textsc{BERT}} in $\\mathcal{O}(n^2)$', 'BERT in O(n²)'],
    ['Greek letters by name', '$\\beta$-VAE', 'Beta-VAE'],
    ['Greek letters', '$\\beta$-VAE', 'β-VAE'],
  ])('under %s', (_, one, other) => {
    expect(titlesOf(entry(one), entry(other))).toHaveLength(1)
  })

  test.each([
    ['arXiv id of any version', { arxivId: '2412.14093' }, { arxivId: '2412.14093v2' }],
    ['old arXiv id with and without its class', { arxivId: 'math.GT/0309136' }, { arxivId: 'math/0309136' }],
    ['arXiv id and its DOI', { arxivId: '2412.14093' }, { doi: '10.48550/arXiv.2412.14093' }],
    ['DOI in any case', { doi: '10.1000/AbC' }, { doi: '10.1000/abc' }],
    ['DOI at the end of a sentence', { doi: '10.1000/abc.' }, { doi: '10.1000/abc' }],
    ['DOI, one of two ids', { doi: '10.1000/abc', arxivId: '2412.14093' }, { doi: '10.1000/abc' }],
  ])('under its %s, its subtitle left out or not', (_, one, other) => {
    expect(titlesOf(entry('Grand Title: and a subtitle', one), entry('Grand Title', other))).toHaveLength(1)
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

  test('under one title, by other people in other years', () => {
    const one = entry('Introduction', { authors: ['Ada Lovelace'], date: '2019-01' })
    const other = entry('Introduction', { authors: ['Alan Turing', 'Emmy Noether'], arxivId: '2401.00001' })
    expect(titlesOf(one, other)).toHaveLength(2)
    expect(titlesOf(one, other, entry('Introduction', { authors: ['Noether et al.'], date: '2025' }))).toHaveLength(2)
  })

  test.each([
    ['a year that one of them leaves out', { authors: ['Ada Lovelace'] }, { authors: ['Alan Turing'], date: '2020' }],
    ['people that one of them leaves out', { date: '2019' }, { authors: ['Alan Turing'], date: '2020' }],
    ['a team that stands for people', { authors: ['Qwen Team'], date: '2024' }, { authors: ['An Yang'], date: '2025' }],
    ['names the other way round', { authors: ['Yang An'], date: '2024' }, { authors: ['An Yang'], date: '2025' }],
    ['the first of many', { authors: ['Warner et al.'], date: '2024' }, { authors: ['Ben Warner'], date: '2025' }],
  ])('but not for %s', (_, one, other) => {
    expect(titlesOf(entry('A Shared Title', one), entry('A Shared Title', other))).toHaveLength(1)
  })

  test('when a plus marks the next version', () => {
    expect(titlesOf(entry('PointNet'), entry('PointNet++'), entry('PointNet+'))).toHaveLength(3)
    expect(titlesOf(entry('Text + Image'), entry('Text+Image'), entry('Text Image'))).toHaveLength(1)
  })

  test('when only one has the subtitle and nothing else tells', () => {
    expect(titlesOf(entry('Grand Title'), entry('Grand Title: and a subtitle'))).toHaveLength(2)
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
        ideaBy: null,
        abstract: null,
        authors: ['Ada Lovelace', 'Alan Turing'],
        authorsCount: 2,
        andOthers: false,
        affiliations: [],
        venue: null,
        date: '2024-05-06',
        link: 'https://arxiv.org/abs/2405.00001',
        arxivId: '2405.00001',
        doi: null,
        tags: ['LLM', 'theory'],
        counts: [
          { kind: 'likes', count: 3, site: 'older', digest: 'older' },
          { kind: 'likes', count: 9, site: 'newer', digest: 'newer' },
        ],
        sources: {
          title: 'older',
          idea: 'newer',
          authors: 'newer',
          authorsCount: 'newer',
          date: 'newer',
          link: 'older',
          arxivId: 'older',
          tags: ['older', 'newer'],
        },
        appearances: [
          { digest: 'older', pick: false, reviewed: false, likes: 3, upvotes: null, comments: null, remarks: null },
          { digest: 'newer', pick: true, reviewed: true, likes: 9, upvotes: null, comments: null, remarks: 'Good.' },
        ],
      },
    ])
  })

  test('counts for each site what its newest digest says, and never one site for another', () => {
    const weekly = { publication: 'The Weekly' }
    const daily = { publication: 'Daily Papers' }
    const digests = [
      digest('weekly-2', '2025-02', [entry('Paper', { likes: 40 })], { ...weekly, publication: 'the weekly' }),
      digest('weekly-1', '2025-01', [entry('Paper', { likes: 90, comments: 2 })], weekly),
      digest(
        'daily-2',
        '2025-01-02',
        [entry('Paper', { upvotes: 0, comments: 7 }), entry('PAPER', { upvotes: 8 })],
        daily,
      ),
      digest('daily-1', '2025-01-01', [entry('Paper', { upvotes: 50 })], daily),
      digest('blog', '2024', [entry('Paper', { likes: 1 })], { source: 'https://blog.example/1' }),
    ]
    const [paper] = merge(digests).papers
    expect(paper?.counts.map(({ kind, count, site, digest }) => [kind, count, site, digest])).toEqual([
      ['likes', 1, 'blog.example', 'blog'],
      ['likes', 40, 'the weekly', 'weekly-2'],
      ['comments', 2, 'The Weekly', 'weekly-1'],
      ['upvotes', 8, 'Daily Papers', 'daily-2'],
      ['comments', 7, 'Daily Papers', 'daily-2'],
    ])
  })

  test('names the journal’s DOI before the one that only repeats the arXiv id', () => {
    const arxiv = entry('Paper', { arxivId: '2412.14093', doi: '10.48550/arxiv.2412.14093' })
    const digests = [digest('a', '2024', [arxiv]), digest('b', '2025', [entry('Paper', { doi: '10.1000/182' })])]
    expect(merge(digests).papers).toMatchObject([{ doi: '10.1000/182', sources: { doi: 'b', arxivId: 'a' } }])
  })

  test('is not said twice by a digest that was taken in twice', () => {
    const twice = entry('Paper', { remarks: 'One.\n\nTwo.' })
    expect(merge([digest('d', null, [twice, twice])]).papers[0]?.appearances[0]?.remarks).toBe('One.\n\nTwo.')
  })

  test('never hides an idea that only a mention has', () => {
    expect(merge([older]).papers).toMatchObject([{ idea: 'An aside.', ideaFrom: 'digest' }])
  })

  test('does not count a team or the rest of a list as one author', () => {
    const names = [['Qwen Team'], ['Greenblatt et al.']]
    const papers = names.map((authors, index) => entry(`Paper ${index}`, { authors }))
    expect(merge([digest('d', null, papers)]).papers.map(({ authorsCount }) => authorsCount)).toEqual([null, null])
  })

  test('has the venue that says most of where in it the paper stands', () => {
    const name = 'Journal of Moss'
    const brief = digest('d', '2024-01', [entry('Moss', { venue: { name: 'J. Moss' } })])
    const full = digest('e', '2024-02', [entry('Moss', { venue: { name, volume: '7', pages: '11–29' } })])
    const [paper] = merge([brief, full]).papers
    expect(paper).toMatchObject({ venue: { name, volume: '7', pages: '11–29' }, sources: { venue: 'e' } })
  })

  test('says that there are others until a digest names all', () => {
    const some = digest('d', '2024-01', [entry('Moss', { authors: ['Brun'], andOthers: true })])
    const all = digest('e', '2024-02', [entry('Moss', { authors: ['Ada Brun', 'Bo Lee'], authorsCount: 2 })])
    expect(merge([some]).papers).toMatchObject([{ authors: ['Brun'], authorsCount: null, andOthers: true }])
    expect(merge([some, all]).papers).toMatchObject([
      { authors: ['Ada Brun', 'Bo Lee'], authorsCount: 2, andOthers: false },
    ])
  })

  test('keeps the order of each digest, every paper once', () => {
    const both = digest('d', null, [entry('B'), entry('A'), entry('B again', { doi: '10.1/b' })])
    const tie = digest('e', null, [entry('b', { doi: '10.1/b' })])
    const { digests, papers } = merge([both, tie])
    const title = new Map(papers.map((paper) => [paper.id, paper.title]))
    expect(digests[0]?.papers.map((id) => title.get(id))).toEqual(['B', 'A'])
  })
})

/** Facts that a paper has as its digests say them; a link or a count of authors may be concluded from others. */
const FACTS = ['title', 'idea', 'abstract', 'authors', 'affiliations', 'date', 'arxivId', 'doi'] as const

const facts = (length: number) => {
  const count = fc.option(fc.nat(9))
  const told = fc.record({
    idea: fc.constantFrom(null, 'An idea.', 'Another.'),
    abstract: fc.constantFrom(null, 'Short.', 'Rather longer.'),
    authors: fc.constantFrom<string[][]>([], ['Lovelace et al.'], ['Ada Lovelace', 'Alan Turing']),
    affiliations: fc.constantFrom<string[][]>([], ['Analytical Engines']),
    date: fc.constantFrom(null, '2024', '2024-05'),
    tags: fc.subarray(['LLM', 'llm', 'theory']),
    likes: count,
    upvotes: count,
    comments: count,
  })
  return fc.array(told, { minLength: length, maxLength: length })
}

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

  const telling = digests.chain((list) =>
    fc.tuple(...list.map((each) => facts(each.papers.length))).map((told) =>
      list.map((each, index) => ({
        ...each,
        publication: index % 2 === 0 ? 'Even' : null,
        papers: each.papers.map((paper, nth) => ({ ...paper, ...told[index]?.[nth] })),
      })),
    ),
  )

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

  test('names for every fact a digest that says just that', () => {
    fc.assert(
      fc.property(telling, (list) => {
        const said = new Map(list.map(({ id, papers }) => [id, papers]))
        for (const paper of merge(list).papers) {
          const { tags, ...sources } = paper.sources
          const whose = (digest: string | undefined) => said.get(digest ?? '') ?? []
          for (const name of FACTS) {
            const value = paper[name]
            if (value === null || (Array.isArray(value) && value.length === 0)) expect(sources[name]).toBeUndefined()
            else expect(whose(sources[name]).map((told) => told[name])).toContainEqual(value)
          }
          paper.tags.forEach((tag, at) => {
            expect(whose(tags[at]).flatMap((told) => told.tags)).toContain(tag)
          })
          for (const { kind, count, digest } of paper.counts)
            expect(whose(digest).map((told) => told[kind])).toContain(count)
          const counted = paper.counts.map(({ kind, site }) => `${kind} ${site}`)
          expect(new Set(counted).size).toBe(counted.length)
        }
      }),
    )
  })

  test('keeps two spellings of a title together whatever stands between them', () => {
    const word = fc.constantFrom('attention', 'Ünïcode', 'ﬁne', 'β', 'GPT-4', '日本', 'O’Neill', 'ℓ1', 'x²')
    const misspelt = (title: string) =>
      fc.constantFrom(
        title.toUpperCase(),
        title.normalize('NFKD'),
        `  ${title.replaceAll(' ', '  ')}. `,
        title.replaceAll(' ', ' — '),
        `“${title}”`,
        title.replaceAll('β', '$\\beta$').replaceAll('ℓ1', '$\\ell_1$').replaceAll('x²', '$x^{2}$'),
      )
    const pair = fc
      .array(word, { minLength: 1, maxLength: 5 })
      .map((words) => words.join(' '))
      .chain((title) => fc.tuple(fc.constant(title), misspelt(title)))
    fc.assert(
      fc.property(pair, digests, ([title, other], between) => {
        const one = digest('one', '2020', [entry(title)])
        const { papers } = merge([one, ...between, digest('other', '2026', [entry(other)])])
        expect(papers.filter(({ appearances }) => appearances.some((a) => a.digest === 'one'))).toMatchObject([
          { appearances: expect.arrayContaining([expect.objectContaining({ digest: 'other' })]) },
        ])
      }),
    )
  })

  test('never puts two arXiv ids into one paper, nor one into two', () => {
    fc.assert(
      fc.property(digests, (list) => {
        const groups = groupEntries(list.flatMap((each) => entriesOf(each, each.papers)))
        const ids = groups.map((group) => [...new Set(group.flatMap(({ paper }) => paper.arxivId ?? []))])
        expect(ids.every((found) => found.length <= 1)).toBe(true)
        expect(new Set(ids.flat()).size).toBe(ids.flat().length)
      }),
    )
  })

  test('of two digests with one id the later counts', () => {
    const { papers } = merge([digest('d', null, [entry('Before')]), digest('d', null, [entry('After')])])
    expect(papers.map(({ title }) => title)).toEqual(['After'])
  })
})
