import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { UserError } from '../../../src/club/errors.ts'
import { type LibraryIndex, openLibraryIndex } from '../../../src/library/index/library-index.ts'
import type { Paper } from '../../../src/library/paper.ts'
import type { ParsedDigest } from '../../../src/library/parsed-digest.ts'
import type { Catalogue } from '../../../src/ports/library.ts'
import { createCatalogue } from '../../../src/services/library/catalogue.ts'
import { digest, entry } from '../../library/digests.ts'
import { idOf, newFile, source, titlesOf as titles } from '../../library/index/papers.ts'

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

let index: LibraryIndex
let catalogue: Catalogue

beforeAll(async () => {
  index = await openLibraryIndex(newFile())
  await index.update(source([NEWSLETTER, BLOG, UNDATED, SECOND]))
  catalogue = createCatalogue(async () => index)
})

afterAll(() => index.close())

async function catalogueOf(...digests: ParsedDigest[]): Promise<Catalogue> {
  const own = await openLibraryIndex(newFile())
  onTestFinished(() => own.close())
  await own.update(source(digests))
  return createCatalogue(async () => own)
}

async function found(text: string): Promise<string[]> {
  return titles((await catalogue.find(text, 10)).papers)
}

async function refusal(text: string): Promise<UserError> {
  const error: unknown = await catalogue.resolve(text).catch((error: unknown) => error)
  if (error instanceof UserError) return error
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
    expect((await found('tag:llm')).toSorted()).toEqual([
      'Alignment Faking In Large Language Models',
      'Qwen2.5 Technical Report',
    ])
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
    ['an id', idOf({ title: FAKING })],
    ['a title', 'alignment faking in large language models'],
    ['a title in quotes', `"${FAKING}"`],
    ['an arXiv id', '2412.14093'],
    ['an arXiv id with its version', 'arXiv:2412.14093v2'],
    ['an arXiv link', 'https://arxiv.org/pdf/2412.14093v3.pdf'],
    ['an arXiv DOI', 'https://doi.org/10.48550/arXiv.2412.14093'],
    ['the only clear match', 'alignment faking'],
  ])('takes %s', async (_, text) => {
    expect((await catalogue.resolve(text)).title).toBe(FAKING)
  })

  test('takes a DOI and any link', async () => {
    expect((await catalogue.resolve('doi:10.1000/WHY')).title).toMatch(/^Why Do Some/)
    expect((await catalogue.resolve('http://example.org/cafe')).title).toMatch(/^Gödel/)
  })

  test('names the nearest titles when nothing matches', async () => {
    const { code, message } = await refusal('sparse blockchain')
    expect(code).toBe('not-found')
    expect(message).toContain('“sparse blockchain”')
    expect(message).toContain('“Sparse Attention for Long Texts”')
  })

  test('names up to three candidates when several match', async () => {
    const many = await catalogueOf(
      digest(
        'd',
        null,
        [1, 2, 3, 4].map((n) => entry(`Physics, Part ${n}`)),
      ),
    )
    await expect(many.resolve('physics')).rejects.toThrow(
      new UserError(
        'ambiguous',
        '4 papers match “physics”: “Physics, Part 4”, “Physics, Part 3”, “Physics, Part 2” and 1 more. Write more of the title.',
      ),
    )
  })

  test('does not choose between two works of one title', async () => {
    const { code, message } = await refusal('survey')
    expect(code).toBe('ambiguous')
    expect(message).toMatch(/arXiv:2402\.00002.*arXiv:2401\.00001.*behind the title/)
    expect((await catalogue.resolve('survey 2402.00002')).title).toBe('Survey')
    expect((await catalogue.resolve('2402.00002')).title).toBe('Survey')
  })

  test('asks for a title when nothing was typed', async () => {
    expect((await refusal('  ')).code).toBe('not-found')
  })
})

test('an entry is known by its arXiv id, its DOI or its title, unless it has another arXiv id', async () => {
  const same = async (facts: Partial<Pick<Paper, 'title' | 'arxivId' | 'doi'>>) => {
    const [id] = await catalogue.identify([
      { title: 'Something Else', arxivId: null, doi: null, authors: [], date: null, ...facts },
    ])
    return id == null ? undefined : (await catalogue.get(id))?.title
  }
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
    const similar = titles(await catalogue.similar(paper.id, 3))
    expect(similar[0]).toBe('Why Do Some Language Models Fake Alignment While Others Don’t?')
    expect(similar).not.toContain(paper.title)
  })
})

describe('definitions', () => {
  test('come from every digest, the newest first', async () => {
    expect(
      (await catalogue.define('ALIGNMENT')).map(({ definition, digest }) => [digest.id, definition.meaning]),
    ).toEqual([
      ['late-july', 'agreement with people'],
      ['comments', 'another meaning'],
    ])
  })

  test('are found by a part of the term', async () => {
    expect((await catalogue.define('faking')).map(({ definition }) => definition.term)).toEqual(['Alignment faking'])
    expect(await catalogue.define('')).toEqual([])
  })

  test('list each term once', async () => {
    expect(await catalogue.terms()).toEqual(['Alignment', 'Alignment faking'])
  })
})

describe('digests', () => {
  test('are listed newest first, undated ones last', async () => {
    expect((await catalogue.digests()).map(({ id }) => id).slice(0, 2)).toEqual(['late-july', 'timeline-37'])
  })

  test.each(['timeline-37', 'the ai timeline explained', 'The AI Timeline', 'ai timeline #37', 'timeline 37'])(
    'are found by %s',
    async (text) => {
      expect((await catalogue.digest(text, 5))?.digest.id).toBe('timeline-37')
    },
  )

  test('are not guessed', async () => {
    expect(await catalogue.digest('gazette', 5)).toBeUndefined()
    expect(await catalogue.digest('', 5)).toBeUndefined()
  })
})

test('tags are listed once each', async () => {
  expect(await catalogue.tags()).toEqual(['alignment', 'attention', 'LLM', 'scaling', 'theory'])
})

describe('papers to fill a ballot with', () => {
  test('come in an order that the seed alone decides, those that a digest put into a line first', async () => {
    const mixed = await catalogue.mix('club/1', [], 20)
    expect(await catalogue.mix('club/1', [], 20)).toEqual(mixed)
    expect(await catalogue.mix('club/2', [], 20)).not.toEqual(mixed)
    expect(new Set(mixed.map(({ id }) => id)).size).toBe((await catalogue.size()).papers)
    const withIdea = (await catalogue.papers(mixed.map(({ id }) => id))).map(({ idea }) => idea !== null)
    expect(withIdea.toSorted().reverse()).toEqual(withIdea)
  })

  test('F45 are drawn across sources, so that no feed fills a ballot', async () => {
    const feed = digest(
      'feed-1',
      null,
      Array.from({ length: 900 }, (_, nth) => entry(`Fed Paper ${nth}`, { idea: 'It is fed.' })),
      { publication: 'A Busy Feed' },
    )
    const issues = [1, 2, 3].map((nth) =>
      digest(`letter-${nth}`, `2024-0${nth}`, [entry(`Letter ${nth}`, { idea: 'It is read.' })], {
        publication: 'A Letter',
      }),
    )
    const mixed = await catalogueOf(feed, ...issues, digest('list', null, [entry('Listed', { idea: 'It is listed.' })]))
    for (const seed of ['club/1', 'club/2', 'club/3', 'club/4', 'club/5']) {
      const titles = (await mixed.mix(seed, [], 5)).map(({ title }) => title)
      expect(titles.filter((title) => title.startsWith('Fed'))).toHaveLength(2)
      expect(titles.filter((title) => title.startsWith('Letter'))).toHaveLength(2)
    }
    expect(await mixed.mix('club/1', [], 2_000)).toHaveLength(904)
  })

  test('are none of those to avoid', async () => {
    const [first, ...others] = await catalogue.mix('club/1', [], 20)
    expect(await catalogue.mix('club/1', [first?.id ?? ''], 20)).toHaveLength(others.length)
  })
})

test('works are known by arXiv id, DOI or title, and not by a title that other works have', async () => {
  const work = (title: string, facts: object = {}) => entry(title, facts)
  const why = (await catalogue.resolve('10.1000/why')).id
  expect(
    await catalogue.identify([
      work('Another', { doi: '10.1000/why' }),
      work('why do some language models fake alignment while others dont'),
      work('Survey', { arxivId: '2403.00003' }),
      work('Nothing known'),
    ]),
  ).toEqual([why, why, null, null])
})

test('papers whose titles stand in a text are found in it', async () => {
  const text = 'Has anyone read QWEN2.5 technical report, or Sparse attention for long texts?'
  expect(titles(await catalogue.namedIn(text, 5))).toEqual([
    'Qwen2.5 Technical Report',
    'Sparse Attention for Long Texts',
  ])
})

test('what cannot be read is told as our own trouble', async () => {
  const broken = createCatalogue(() => Promise.reject(new Error('disk full')))
  await expect(broken.find('anything', 5)).rejects.toThrow('The library cannot be read just now')
})
