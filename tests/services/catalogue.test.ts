import { beforeAll, describe, expect, test } from 'vitest'
import { UserError } from '../../src/club/errors.ts'
import type { Paper } from '../../src/club/paper.ts'
import type { Catalogue, EntryFacts } from '../../src/club/services.ts'
import { shortId, titleKey } from '../../src/library/identity.ts'
import { openSearchIndex } from '../../src/library/index/search-index.ts'
import { merge } from '../../src/library/merge.ts'
import type { ParsedDigest } from '../../src/library/parsed-digest.ts'
import { createCatalogue } from '../../src/services/catalogue.ts'
import { createShelf } from '../../src/services/shelf.ts'
import { digest, entry } from '../library/digests.ts'
import { newFile } from '../library/index/papers.ts'

const NEWSLETTER = digest(
  'timeline-37',
  '2024-12-14',
  [
    entry('Alignment Faking In Large Language Models', {
      idea: 'A model complies in training to keep its values.',
      authors: ['Ryan Greenblatt', 'Carson Denison'],
      arxivId: '2412.14093',
      tags: ['LLM', 'alignment'],
      remarks: 'It uses a scratchpad.',
    }),
    entry('Qwen2.5 Technical Report', { idea: 'More tokens make better models.', tags: ['LLM', 'scaling'] }),
    entry('Gödel’s Café: Self-Reference in GPT-2', { tags: ['theory'], link: 'https://www.example.org/cafe/' }),
  ],
  {
    title: 'The AI Timeline Explained',
    publication: 'The AI Timeline',
    issue: '37',
    definitions: [{ term: 'Alignment faking', meaning: 'pretending' }],
  },
)
const BLOG = digest(
  'late-july',
  '2025-07',
  [
    entry('Why Do Some Language Models Fake Alignment While Others Don’t?', {
      idea: 'Twenty-five models are asked the same questions.',
      tags: ['alignment'],
      doi: '10.1000/why',
    }),
    entry('Sparse Attention for Long Texts', { idea: 'Attend to few words.', tags: ['attention'] }),
    entry('变换器模型的稀疏注意力', { idea: 'Chinese title.', tags: ['attention'] }),
  ],
  { definitions: [{ term: 'Alignment', meaning: 'agreement with people' }] },
)
const UNDATED = digest('comments', null, [entry('Survey', { arxivId: '2401.00001' })], {
  definitions: [{ term: 'alignment', meaning: 'another meaning' }],
})
const SECOND = digest('comments-2', null, [entry('Survey', { arxivId: '2402.00002' })])

let catalogue: Catalogue

beforeAll(async () => {
  catalogue = await catalogueOf(NEWSLETTER, BLOG, UNDATED, SECOND)
})

async function catalogueOf(...digests: ParsedDigest[]): Promise<Catalogue> {
  const shelf = createShelf(merge(digests))
  const index = await openSearchIndex(newFile())
  await index.update(shelf.papers().toReversed(), 'others', shelf.digests())
  return createCatalogue(
    () => shelf,
    async () => index,
  )
}

function titles(papers: Pick<Paper, 'title'>[]): string[] {
  return papers.map(({ title }) => title)
}

async function found(text: string): Promise<string[]> {
  return titles((await catalogue.find(text, 10)).papers)
}

async function refusal(text: string): Promise<UserError> {
  const refused = await catalogue.resolve(text).catch((error: unknown) => error)
  if (refused instanceof UserError) return refused
  throw new Error('expected a refusal')
}

describe('finding', () => {
  test.each([
    ['another case', 'QWEN2.5 technical'],
    ['another order', 'report technical qwen2.5'],
    ['the beginnings of words', 'tech rep'],
    ['words parted where the title joins them', 'qwen 2.5'],
  ])('forgives %s', async (_, text) => {
    expect(await found(text)).toEqual(['Qwen2.5 Technical Report'])
  })

  test.each(['godels cafe', "Gödel's café", 'self reference', 'SELFREFERENCE', 'gpt2', 'gpt-2', 'GPT 2'])(
    'forgives accents, apostrophes and hyphens in %s',
    async (text) => {
      expect(await found(text)).toEqual(['Gödel’s Café: Self-Reference in GPT-2'])
    },
  )

  test.each([
    ['idea', 'complies'],
    ['authors', 'denison'],
    ['remarks', 'scratchpad'],
  ])('looks into the %s', async (_, text) => {
    expect(await found(text)).toEqual(['Alignment Faking In Large Language Models'])
  })

  test('looks into tags and the titles of digests', async () => {
    expect(await found('scaling')).toEqual(['Qwen2.5 Technical Report'])
    expect(await found('in:"timeline explained"')).toHaveLength(3)
  })

  test('wants every word', async () => {
    expect(await found('alignment qwen')).toEqual([])
  })

  test('puts a title before an idea, and a phrase before scattered words', async () => {
    expect(await found('models')).toEqual([
      'Why Do Some Language Models Fake Alignment While Others Don’t?',
      'Alignment Faking In Large Language Models',
      'Qwen2.5 Technical Report',
    ])
    expect((await found('alignment faking'))[0]).toBe('Alignment Faking In Large Language Models')
  })

  test('puts a whole word before a beginning', async () => {
    const { find } = await catalogueOf(digest('d', null, [entry('Attentional Blink'), entry('On Attention')]))
    expect(titles((await find('attention', 5)).papers)).toEqual(['On Attention', 'Attentional Blink'])
  })

  test.each(['变换器', '稀疏注意力', '注意力 变换器'])('finds titles written without spaces by %s', async (text) => {
    expect(await found(text)).toEqual(['变换器模型的稀疏注意力'])
  })

  test('narrows by tag, author and digest', async () => {
    expect(await found('tag:llm')).toEqual(['Alignment Faking In Large Language Models', 'Qwen2.5 Technical Report'])
    expect(await found('report tag:LLM')).toEqual(['Qwen2.5 Technical Report'])
    expect(await found('by:greenblatt')).toEqual(['Alignment Faking In Large Language Models'])
    expect(await found('by:"ryan greenblatt" in:timeline tag:align')).toEqual([
      'Alignment Faking In Large Language Models',
    ])
    expect(await found('alignment in:late-july')).toEqual([
      'Why Do Some Language Models Fake Alignment While Others Don’t?',
    ])
    expect(await found('tag:none')).toEqual([])
  })

  test('says how many there are beyond the limit', async () => {
    const { papers, total } = await catalogue.find('models', 1)
    expect(papers).toHaveLength(1)
    expect(total).toBe(3)
  })

  test('finds nothing for punctuation', async () => {
    expect(await found('???')).toEqual([])
  })
})

describe('the nearest titles', () => {
  test.each([
    ['alignmet fakign', 'Alignment Faking In Large Language Models'],
    ['sprase atention', 'Sparse Attention for Long Texts'],
    ['qwen tecnical reprot', 'Qwen2.5 Technical Report'],
  ])('of %s begin with what was meant', async (text, title) => {
    expect(titles(await catalogue.nearest(text, 3))[0]).toBe(title)
  })

  test('are none when nothing is near', async () => {
    expect(await catalogue.nearest('zzzzzz', 3)).toEqual([])
  })
})

describe('resolving', () => {
  const FAKING = 'Alignment Faking In Large Language Models'

  test.each([
    ['an id', shortId(titleKey(FAKING))],
    ['a title', 'alignment faking in large language models'],
    ['a title in quotes', `"${FAKING}"`],
    ['an arXiv id', '2412.14093'],
    ['an arXiv id with its version', 'arXiv:2412.14093v2'],
    ['an arXiv link', 'https://arxiv.org/pdf/2412.14093v3.pdf'],
    ['an arXiv DOI', 'https://doi.org/10.48550/arXiv.2412.14093'],
    ['the only clear match', 'alignment faking'],
    ['a misspelling of it', 'alignmet fakign'],
  ])('takes %s', async (_, text) => {
    expect((await catalogue.resolve(text)).title).toBe(FAKING)
  })

  test('takes a DOI and any link', async () => {
    expect((await catalogue.resolve('doi:10.1000/WHY')).title).toMatch(/^Why Do Some/)
    expect((await catalogue.resolve('http://example.org/cafe')).title).toMatch(/^Gödel/)
  })

  test('names the nearest titles when nothing matches', async () => {
    const { code, message } = await refusal('sprase bananas')
    expect(code).toBe('not-found')
    expect(message).toContain('“sprase bananas”')
    expect(message).toContain('“Sparse Attention for Long Texts”')
  })

  test('names up to three candidates when several match', async () => {
    const parts = [1, 2, 3, 4].map((n) => entry(`Physics, Part ${n}`))
    const many = await catalogueOf(digest('d', null, parts))
    await expect(many.resolve('physics')).rejects.toThrow(
      new UserError(
        'ambiguous',
        '4 papers match “physics”: “Physics, Part 1”, “Physics, Part 2”, “Physics, Part 3” and 1 more. Write more of the title.',
      ),
    )
  })

  test('does not choose between two works of one title', async () => {
    const { code, message } = await refusal('survey')
    expect(code).toBe('ambiguous')
    expect(message).toMatch(/2402\.00002.*2401\.00001.*number instead/)
    expect((await catalogue.resolve('2402.00002')).title).toBe('Survey')
  })

  test('asks for a title when nothing was typed', async () => {
    expect((await refusal('  ')).code).toBe('not-found')
  })
})

test('an entry is known by its arXiv id, its DOI or its title, unless it has another arXiv id', async () => {
  const same = async (facts: Partial<EntryFacts>) =>
    (await catalogue.same([{ title: 'Something Else', arxivId: null, doi: null, ...facts }]))[0]?.title
  expect(await same({ arxivId: '2412.14093v3' })).toMatch(/^Alignment Faking/)
  expect(await same({ doi: '10.48550/arXiv.2412.14093' })).toMatch(/^Alignment Faking/)
  expect(await same({ doi: '10.1000/WHY' })).toMatch(/^Why Do Some/)
  expect(await same({ title: 'SPARSE attention: for long texts' })).toMatch(/^Sparse Attention/)
  expect(await same({ title: 'Alignment faking in large language models', arxivId: '2501.00001' })).toBeUndefined()
  expect(await same({})).toBeUndefined()
})

describe('completing', () => {
  test('offers the newest when nothing is typed', async () => {
    expect(titles(await catalogue.complete('', 2))).toEqual([
      'Why Do Some Language Models Fake Alignment While Others Don’t?',
      'Sparse Attention for Long Texts',
    ])
  })

  test('puts titles that begin so first', async () => {
    expect(titles(await catalogue.complete('alig', 5))[0]).toBe('Alignment Faking In Large Language Models')
  })

  test('offers the nearest titles for a misspelling', async () => {
    expect(titles(await catalogue.complete('sprase', 5))).toContain('Sparse Attention for Long Texts')
  })

  test('never offers more than asked for', async () => {
    expect((await catalogue.complete('a', 2)).length).toBeLessThanOrEqual(2)
  })
})

describe('a random paper', () => {
  test('is one of all, or one with the tag', async () => {
    expect(await catalogue.random(undefined, 0.999)).toBeDefined()
    expect((await catalogue.random('Attention', 0))?.title).toBe('Sparse Attention for Long Texts')
    expect((await catalogue.random('Attention', 0.999))?.title).toBe('变换器模型的稀疏注意力')
    expect(await catalogue.random('none', 0)).toBeUndefined()
  })
})

describe('similar papers', () => {
  test('share telling terms, and never are the paper itself', async () => {
    const paper = await catalogue.resolve('Alignment Faking In Large Language Models')
    const similar = titles(await catalogue.similar(paper, 3))
    expect(similar[0]).toBe('Why Do Some Language Models Fake Alignment While Others Don’t?')
    expect(similar).not.toContain(paper.title)
  })
})

describe('definitions', () => {
  test('come from every digest, the newest first', async () => {
    expect(catalogue.define('ALIGNMENT').map(({ definition, digest }) => [digest.id, definition.meaning])).toEqual([
      ['late-july', 'agreement with people'],
      ['comments', 'another meaning'],
    ])
  })

  test('are found by a part of the term', async () => {
    expect(catalogue.define('faking').map(({ definition }) => definition.term)).toEqual(['Alignment faking'])
    expect(catalogue.define('')).toEqual([])
  })

  test('list each term once', async () => {
    expect(catalogue.terms()).toEqual(['Alignment', 'Alignment faking'])
  })
})

describe('digests', () => {
  test('are listed newest first, undated ones last', async () => {
    expect(
      catalogue
        .digests()
        .map(({ id }) => id)
        .slice(0, 2),
    ).toEqual(['late-july', 'timeline-37'])
  })

  test.each(['timeline-37', 'the ai timeline explained', 'The AI Timeline', 'ai timeline #37', 'timeline 37'])(
    'are found by %s',
    async (text) => {
      expect(catalogue.digest(text)?.id).toBe('timeline-37')
    },
  )

  test('are not guessed', async () => {
    expect(catalogue.digest('gazette')).toBeUndefined()
    expect(catalogue.digest('')).toBeUndefined()
  })
})

test('tags are listed once each', async () => {
  expect(await catalogue.tags()).toEqual(['alignment', 'attention', 'LLM', 'scaling', 'theory'])
})
