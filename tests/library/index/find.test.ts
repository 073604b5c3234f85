import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Digest } from '../../../src/club/paper.ts'
import { openSearchIndex, type SearchIndex } from '../../../src/library/index/search-index.ts'
import { appearance, indexOf, newFile, paper, titlesOf } from './papers.ts'

const papers = [
  paper('Alignment faking in large language models', {
    idea: 'A model pretends to share its trainers’ aims while it is watched.',
    authors: ['Ryan Greenblatt', 'Carson Denison'],
    date: '2024-12-18',
    tags: ['safety', 'language models'],
    appearances: [appearance('timeline-37', 'The remark says it resembles sandbagging.')],
  }),
  paper('Scaling laws for reward models', {
    idea: 'Overoptimising a reward follows a law.',
    abstract: 'We study alignment by reward and how it fails.',
    authors: ['Leo Gao'],
    date: '2023-05',
    tags: ['reinforcement learning'],
    appearances: [appearance('monthly-5')],
  }),
  paper('Aligned representations', { authors: ['Greenblatt Smith', 'Ryan Young'], date: '2022' }),
  paper('GPT-4 technical report', { date: '2023-03-15', tags: ['language models'] }),
  paper('Qwen2: a family of models', { date: '2024-07-15' }),
  paper('Über die Brücken von Königsberg', { authors: ['José Müller'] }),
  paper('大型语言模型的对齐研究', { date: '2025-02-01' }),
  paper('日本語の言語モデルを評価する', {}),
  paper('A note with no meaning at all', { abstract: 'It mentions trustworthy agents once: trustworthy.' }),
]

const digests: Digest[] = [
  aDigest('timeline-37', 'The Timeline, issue 37', 'The Timeline', '37'),
  aDigest('monthly-5', 'Papers of May', 'Monthly Papers', '5'),
]

function aDigest(id: string, title: string, publication: string, issue: string): Digest {
  const empty = { period: null, source: null, opening: null, papers: [], definitions: [], news: [], comments: [] }
  return { id, title, publication, issue, closing: null, ...empty }
}

let index: SearchIndex

beforeAll(async () => {
  index = await openSearchIndex(newFile())
  await index.update(papers, [], digests)
})

afterAll(() => index.close())

async function found(text: string): Promise<string[]> {
  return titlesOf(papers, (await index.find(text, { limit: 10 })).ids)
}

describe('a paper is found', () => {
  test.each([
    ['by words in another order and case', 'MODELS faking'],
    ['by other forms of its words', 'align fakes'],
    ['by the beginning of the last word', 'alignment fak'],
    ['by words of its title, idea and authors together', 'faking pretends denison'],
    ['by what a digest remarked', 'sandbagging'],
    ['by a tag', 'safety'],
    ['with one letter left out', 'alignmnt fakng'],
    ['with one letter too many', 'allignment faking'],
    ['with one letter replaced', 'alignmend faking'],
    ['with two letters swapped', 'faking alginment'],
    ['with its first letter wrong', 'elignment faking'],
    ['with its first letter missing', 'lignment faking'],
    ['with two letters of a long word wrong', 'greemblat faking'],
    ['with the beginning of a word mistyped', 'faking langau'],
    ['inside punctuation and quotes', '“alignment (faking)!”'],
  ])('%s: %s', async (_, text) => {
    expect(await found(text)).toContain('Alignment faking in large language models')
  })

  test.each([
    ['gpt 4', 'GPT-4 technical report'],
    ['gpt4', 'GPT-4 technical report'],
    ['GPT-4', 'GPT-4 technical report'],
    ['qwen2', 'Qwen2: a family of models'],
    ['qwen 2', 'Qwen2: a family of models'],
    ['qwen-2', 'Qwen2: a family of models'],
    ['uber brucken konigsberg', 'Über die Brücken von Königsberg'],
    ['KÖNIGSBERG', 'Über die Brücken von Königsberg'],
    ['jose muller', 'Über die Brücken von Königsberg'],
    ['语言模型', '大型语言模型的对齐研究'],
    ['对齐', '大型语言模型的对齐研究'],
    ['齐', '大型语言模型的对齐研究'],
    ['言語モデル', '日本語の言語モデルを評価する'],
  ])('as people type it: %s', async (text, title) => {
    expect(await found(text)).toEqual([title])
  })

  test('only when it has every word', async () => {
    expect(await found('alignment königsberg')).toEqual([])
    expect(await found('faking zzzzzzzz')).toEqual([])
  })

  test('and not by another model’s number', async () => {
    expect(await found('gpt5')).toEqual([])
  })
})

describe('the best stand first', () => {
  test('a title before an abstract, the word itself before another form of it', async () => {
    expect(await found('alignment')).toEqual([
      'Alignment faking in large language models',
      'Aligned representations',
      'Scaling laws for reward models',
    ])
  })

  test('title over idea over author over abstract', async () => {
    const places = [
      paper('One', { abstract: 'A quokka, a quokka.' }),
      paper('Two', { authors: ['Q. Quokka'] }),
      paper('Three', { idea: 'It is about a quokka.' }),
      paper('Four quokka'),
    ]
    const places4 = await indexOf(places)
    const { ids } = await places4.find('quokka', { limit: 4 })
    expect(titlesOf(places, ids)).toEqual(['Four quokka', 'Three', 'Two', 'One'])
  })

  test('the title that is just what was typed, however often others have its words', async () => {
    const titles = ['Attention, attention: attention is all attention is', 'Attention is', 'Is attention attention?']
    const own = titles.map((title) => paper(title))
    const attention = await indexOf(own)
    expect(titlesOf(own, (await attention.find('attention is', { limit: 3 })).ids)[0]).toBe('Attention is')
  })

  test('of equals the newer', async () => {
    const years = ['2019', '2024', '2021'].map((date) => paper(`On newts, ${date}`, { date }))
    const newts = await indexOf(years)
    const { ids } = await newts.find('newts', { limit: 3 })
    expect(titlesOf(years, ids)).toEqual(['On newts, 2024', 'On newts, 2021', 'On newts, 2019'])
  })
})

describe('what was corrected is told', () => {
  test('as the word that was meant', async () => {
    expect(await index.find('fakking alignment', { limit: 5 })).toMatchObject({ corrected: 'faking alignment' })
  })

  test('but not when the words were right', async () => {
    expect(await index.find('faking align', { limit: 5 })).not.toHaveProperty('corrected')
  })

  test('also when the wrong word is a word, but none that goes with the others', async () => {
    const own = [
      ...Array.from({ length: 6 }, (_, nth) => paper(`Learning from trial ${nth}`)),
      paper('A form of art'),
      paper('Learning to write'),
    ]
    const forms = await indexOf(own)
    const { ids, corrected } = await forms.find('learning form trial', { limit: 10 })
    expect(ids).toHaveLength(6)
    expect(corrected).toBe('learning from trial')
  })

  test('and the word that more papers have is the likelier', async () => {
    const own = [paper('The cart'), ...Array.from({ length: 5 }, (_, nth) => paper(`Cast ${nth}`))]
    const words = await indexOf(own)
    expect((await words.find('caxt', { limit: 1 })).corrected).toBe('cast')
  })
})

describe('a filter', () => {
  test.each([
    ['tag:safety', ['Alignment faking in large language models']],
    ['tag:"reinforcement learning"', ['Scaling laws for reward models']],
    ['tag:"language models" report', ['GPT-4 technical report']],
    ['by:gao', ['Scaling laws for reward models']],
    ['by:"ryan greenblatt"', ['Alignment faking in large language models']],
    ['by:greenbl', ['Alignment faking in large language models', 'Aligned representations']],
    ['in:timeline-37', ['Alignment faking in large language models']],
    ['in:"monthly papers"', ['Scaling laws for reward models']],
    ['since:2024-07-16 model', ['Alignment faking in large language models']],
    ['since:2024-07 models', ['Alignment faking in large language models', 'Qwen2: a family of models']],
    ['since:2023-04 tag:"language models"', ['Alignment faking in large language models']],
    ['since:2025', ['大型语言模型的对齐研究']],
    ['tag:nothing', []],
    ['in:nowhere alignment', []],
    ['tag:safety königsberg', []],
  ])('%s', async (text, titles) => {
    expect((await found(text)).toSorted()).toEqual(titles.toSorted())
  })

  test('can be given apart from the text', async () => {
    const filters = { authors: ['Leo Gao'], since: '2023' }
    const { ids, total } = await index.find('alignment', { limit: 5, filters })
    expect(titlesOf(papers, ids)).toEqual(['Scaling laws for reward models'])
    expect(total).toBe(1)
  })

  test('that is no date stays what was typed', async () => {
    expect(await found('since:yesterday')).toEqual([])
  })
})

describe('whatever is typed', () => {
  test.each([
    ['a quote', '"'],
    ['quotes around an operator', '" OR "'],
    ['an open quote', 'alignment"'],
    ['an operator at the end', 'alignment AND'],
    ['NEAR', 'NEAR(alignment faking)'],
    ['a column', 'title:alignment'],
    ['columns', '{title}: faking'],
    ['not', '-alignment'],
    ['the beginning', '^alignment'],
    ['a star', 'align*'],
    ['SQL', "'; DROP TABLE papers; --"],
    ['the mark of titles', '=alignment'],
    ['the mark of tags', '~tag~safety'],
    ['the mark of levels', 'alignment~1'],
    ['a zero', 'align\u0000ment'],
    ['an emoji', '🙂'],
    ['half a character', '\ud800'],
    ['an ellipsis', '…'],
    ['a very long word', 'a'.repeat(5_000)],
    ['very many words', 'a b '.repeat(2_000)],
  ])('is no language of its own: %s', async (_, text) => {
    const { ids, total } = await index.find(text, { limit: 5 })
    expect(ids.length).toBeLessThanOrEqual(total)
    expect(await found('alignment faking')).toContain('Alignment faking in large language models')
  })

  test('punctuation alone finds nothing, and nothing typed finds all, the newest first', async () => {
    expect(await index.find('?!', { limit: 3 })).toEqual({ ids: [], total: 0, isExact: true, isClear: false })
    const { ids, total } = await index.find('', { limit: 2 })
    expect(titlesOf(papers, ids)).toEqual(['大型语言模型的对齐研究', 'Alignment faking in large language models'])
    expect(total).toBe(papers.length)
  })
})

describe('of many papers', () => {
  const many = Array.from({ length: 3_000 }, (_, nth) =>
    paper(`Common ${nth % 2 ? 'odd' : 'even'} number ${nth}`, { abstract: nth % 3 ? 'the usual' : 'common third' }),
  )
  const special = [
    paper('Common and common again', { idea: 'Common.', abstract: 'Common, ever so common.' }),
    paper('Elsewhere', { abstract: 'A needle among the common.' }),
  ]
  let large: SearchIndex

  beforeAll(async () => {
    large = await openSearchIndex(newFile())
    await large.update([...special, ...many])
  })

  afterAll(() => large.close())

  test('the one that has a common word most often stands first', async () => {
    const { ids, total, isExact } = await large.find('common ', { limit: 1 })
    expect(titlesOf(special, ids)).toEqual(['Common and common again'])
    expect({ total, isExact }).toEqual({ total: 3_002, isExact: true })
  })

  test('the only one that has a rare word with a common one is found', async () => {
    const { ids, total, isExact } = await large.find('common needle', { limit: 5 })
    expect(titlesOf(special, ids)).toEqual(['Elsewhere'])
    expect({ total, isExact }).toEqual({ total: 1, isExact: true })
  })

  test('a number that is no more than a lower bound is told as one', async () => {
    const { total, isExact } = await large.find('common number', { limit: 5 })
    expect(isExact).toBe(false)
    expect(total).toBeGreaterThanOrEqual(500)
    expect(total).toBeLessThanOrEqual(3_000)
  })

  test('a word that begins in many ways is found behind another', async () => {
    const { ids } = await large.find('common number 29', { limit: 2_000 })
    const wanted = many.filter(({ title }) => /number 29/.test(title)).map(({ id }) => id)
    expect(ids.toSorted()).toEqual(wanted.toSorted())
  })
})
