import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LibraryIndex, openLibraryIndex } from '../../../src/library/index/library-index.ts'
import { digest } from '../digests.ts'
import { indexOf, listed, newFile, paper, source, titlesFor, titlesOf } from './papers.ts'

const papers = [
  paper('Alignment faking in large language models', {
    idea: 'A model pretends to share its trainers’ aims while it is watched.',
    authors: ['Ryan Greenblatt', 'Carson Denison'],
    date: '2024-12-18',
    tags: ['safety', 'language models'],
    remarks: 'The remark says it resembles sandbagging.',
  }),
  paper('Scaling laws for reward models', {
    idea: 'Overoptimising a reward follows a law.',
    abstract: 'We study alignment by reward and how it fails.',
    authors: ['Leo Gao'],
    date: '2023-05',
    tags: ['reinforcement learning'],
  }),
  paper('Aligned representations', { authors: ['Greenblatt Smith', 'Ryan Young'], date: '2022' }),
  paper('GPT-4 technical report', { date: '2023-03-15', tags: ['language models'] }),
  paper('Qwen2: a family of models', { date: '2024-07-15' }),
  paper('Über die Brücken von Königsberg', { authors: ['José Müller'] }),
  paper('大型语言模型的对齐研究', { date: '2025-02-01' }),
  paper('日本語の言語モデルを評価する', {}),
  paper('A note with no meaning at all', { abstract: 'It mentions trustworthy agents once: trustworthy.' }),
]

const [first, second, ...others] = papers
const digests = [
  digest('timeline-37', '2024-12', first ? [first] : [], {
    title: 'The Timeline, issue 37',
    publication: 'The Timeline',
    issue: '37',
  }),
  digest('monthly-5', '2023-05', second ? [second] : [], {
    title: 'Papers of May',
    publication: 'Monthly Papers',
    issue: '5',
  }),
  listed(others),
]

let index: LibraryIndex

beforeAll(async () => {
  index = await openLibraryIndex(newFile())
  await index.update(source(digests))
})

afterAll(() => index.close())

async function found(text: string): Promise<string[]> {
  return titlesOf((await index.find(text, 10)).papers)
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
    const places4 = await indexOf([listed(places)])
    const { papers: hits } = await places4.find('quokka', 4)
    expect(titlesOf(hits)).toEqual(['Four quokka', 'Three', 'Two', 'One'])
  })

  test('the title that is just what was typed, however often others have its words', async () => {
    const titles = ['Attention, attention: attention is all attention is', 'Attention is', 'Is attention attention?']
    const own = titles.map((title) => paper(title))
    const attention = await indexOf([listed(own)])
    expect(titlesOf((await attention.find('attention is', 3)).papers)[0]).toBe('Attention is')
  })

  test('of equals the newer', async () => {
    const years = ['2019', '2024', '2021'].map((date) => paper(`On newts, ${date}`, { date }))
    const newts = await indexOf([listed(years)])
    const { papers: hits } = await newts.find('newts', 3)
    expect(titlesOf(hits)).toEqual(['On newts, 2024', 'On newts, 2021', 'On newts, 2019'])
  })
})

describe('what was corrected is told', () => {
  test('as the word that was meant', async () => {
    expect(await index.find('fakking alignment', 5)).toMatchObject({ corrected: 'faking alignment' })
  })

  test('but not when the words were right', async () => {
    expect(await index.find('faking align', 5)).not.toHaveProperty('corrected')
  })

  test('also when the wrong word is a word, but none that goes with the others', async () => {
    const own = [
      ...Array.from({ length: 6 }, (_, nth) => paper(`Learning from trial ${nth}`)),
      paper('A form of art'),
      paper('Learning to write'),
    ]
    const forms = await indexOf([listed(own)])
    const { papers: hits, corrected } = await forms.find('learning form trial', 10)
    expect(hits).toHaveLength(6)
    expect(corrected).toBe('learning from trial')
  })

  test('and the word that more papers have is the likelier', async () => {
    const own = [paper('The cart'), ...Array.from({ length: 5 }, (_, nth) => paper(`Cast ${nth}`))]
    const words = await indexOf([listed(own)])
    expect((await words.find('caxt', 1)).corrected).toBe('cast')
  })
})

describe('an acronym or a short word is never corrected', () => {
  const own = [
    paper('Safe steering'),
    paper('Same features'),
    paper('Sap flow in trees'),
    paper('More moles'),
    paper('Pin codes'),
    paper('Alpha'),
    paper('A flora of Peru'),
    paper('Berth allocation'),
  ]

  test.each(['SAE', 'sae', 'MoE', 'moe', 'PII', 'pii', 'LoRA', 'BERT', 'SAEs', 'LLaMA', 'rlhf'])(
    '%s',
    async (typed) => {
      const words = await indexOf([listed(own)])
      for (const text of [typed, `${typed} `, `${typed} steering`]) {
        expect(await words.find(text, 5)).not.toHaveProperty('corrected')
      }
      expect((await words.find(`${typed} `, 5)).papers).toEqual([])
      expect(await words.nearest(typed, 5)).toEqual([])
    },
  )

  test('while the words beside it are', async () => {
    const words = await indexOf([listed([paper('PII detection'), paper('Detection of pins')])])
    expect((await words.find('PII detecton', 5)).corrected).toBe('PII detection')
  })
})

describe('what names one paper finds it before its words do', () => {
  const own = [
    paper('Attention Is All You Need', {
      authors: ['Ashish Vaswani', 'Noam Shazeer'],
      arxivId: '1706.03762',
      link: 'https://arxiv.org/abs/1706.03762',
    }),
    paper('A reply to 1706.03762 about attention', { doi: '10.1145/3292500.3330701', date: '2019-07' }),
    paper('Notes of a workshop', { link: 'https://example.org/notes/7', authors: ['Bo Vaswani'], date: '2021' }),
    paper('Opened reviews', { link: 'https://openreview.net/forum?id=AbC-1' }),
    paper('Reviews shut', { link: 'https://openreview.net/forum?id=AbC-2&noteId=7' }),
    paper('Learning in 2017', { authors: ['Cy Young'], date: '2020' }),
    paper('Learning by rote', { authors: ['Cy Young'], date: '2017-03' }),
    paper('Learning to be', { authors: ['Cy Young'], date: '2021' }),
  ]
  let index: LibraryIndex

  beforeAll(async () => {
    index = await openLibraryIndex(newFile())
    await index.update(source([listed(own)]))
  })
  afterAll(() => index.close())

  test.each([
    '1706.03762',
    '1706.03762v5',
    'arXiv 1706.03762',
    'arXiv:1706.03762',
    'arxiv: 1706.03762v2',
    '[1706.03762] Attention Is All You Need',
    'Attention is all you need (arXiv:1706.03762)',
    'arxiv.org/abs/1706.03762',
    'https://arxiv.org/pdf/1706.03762v7.pdf',
    '<https://arxiv.org/abs/1706.03762>',
    '[Attention is](https://arxiv.org/abs/1706.03762).',
    'see https://huggingface.co/papers/1706.03762!',
    'DOI 10.48550/arXiv.1706.03762',
    'vaswani 2017',
    'Vaswani et al., 2017',
    'Vaswani et al. (2017)',
    'vaswani2017',
  ])('%s', async (text) => {
    expect(await titlesFor(index, text)).toEqual(['Attention Is All You Need'])
    expect(await index.resolve(text)).toMatchObject({ kind: 'one', paper: { title: 'Attention Is All You Need' } })
  })

  test.each([
    ['doi: 10.1145/3292500.3330701', 'A reply to 1706.03762 about attention'],
    ['https://doi.org/10.1145/3292500.3330701.', 'A reply to 1706.03762 about attention'],
    ['https://dl.acm.org/doi/pdf/10.1145/3292500.3330701', 'A reply to 1706.03762 about attention'],
    ['example.org/notes/7', 'Notes of a workshop'],
    ['https://example.org/notes/7?utm_source=mail&fbclid=x#page=2', 'Notes of a workshop'],
    ['https://openreview.net/forum?id=AbC-1&referrer=home', 'Opened reviews'],
    ['openreview.net/forum?noteId=7&id=AbC-2', 'Reviews shut'],
    ['Vaswani 2021', 'Notes of a workshop'],
  ])('%s', async (text, title) => {
    expect(await titlesFor(index, text)).toEqual([title])
    expect(await index.resolve(text)).toMatchObject({ kind: 'one', paper: { title } })
  })

  test('several of them together, and tells which it lacks', async () => {
    const { papers, lacking } = await index.find('1706.03762, doi:10.1145/3292500.3330701 and 2001.00001', 5)
    expect(titlesOf(papers)).toEqual(['Attention Is All You Need', 'A reply to 1706.03762 about attention'])
    expect(lacking).toEqual(['2001.00001'])
    expect(await index.resolve('1706.03762 10.1145/3292500.3330701')).toMatchObject({ kind: 'several', total: 2 })
  })

  test('a number that nobody has is no word of anything', async () => {
    expect(await index.find('https://arxiv.org/abs/2001.00001', 5)).toMatchObject({ papers: [], total: 0 })
    expect(await index.resolve('https://arxiv.org/abs/2001.00001')).toEqual({ kind: 'none', nearest: [] })
  })

  test('a year asks for the papers of that year, those that have it in their title first', async () => {
    expect(await titlesFor(index, 'learning 2017')).toEqual(['Learning in 2017', 'Learning by rote'])
    expect((await titlesFor(index, '2021')).toSorted()).toEqual(['Learning to be', 'Notes of a workshop'])
  })

  test('of another year than was typed the nearest year comes closest', async () => {
    expect(await titlesFor(index, 'young 2018')).toEqual([])
    expect(titlesOf(await index.nearest('young learning 2018', 3))).toEqual([
      'Learning by rote',
      'Learning in 2017',
      'Learning to be',
    ])
    expect(titlesOf(await index.nearest('by:young workshop', 1))).toEqual(['Notes of a workshop'])
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
    const { papers: hits, total } = await index.find(text, 5)
    expect(hits.length).toBeLessThanOrEqual(total)
    expect(await found('alignment faking')).toContain('Alignment faking in large language models')
  })

  test('punctuation alone finds nothing, and nothing typed finds all, the newest first', async () => {
    expect(await index.find('?!', 3)).toEqual({ papers: [], total: 0, isExact: true })
    const { papers: hits, total } = await index.find('', 2)
    expect(titlesOf(hits)).toEqual(['大型语言模型的对齐研究', 'Alignment faking in large language models'])
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
  let large: LibraryIndex

  beforeAll(async () => {
    large = await openLibraryIndex(newFile())
    await large.update(source([listed([...special, ...many])]))
  })

  afterAll(() => large.close())

  test('the one that has a common word most often stands first', async () => {
    const { papers: hits, total, isExact } = await large.find('common ', 1)
    expect(titlesOf(hits)).toEqual(['Common and common again'])
    expect({ total, isExact }).toEqual({ total: 3_002, isExact: true })
  })

  test('the only one that has a rare word with a common one is found', async () => {
    const { papers: hits, total, isExact } = await large.find('common needle', 5)
    expect(titlesOf(hits)).toEqual(['Elsewhere'])
    expect({ total, isExact }).toEqual({ total: 1, isExact: true })
  })

  test('a number that is no more than a lower bound is told as one', async () => {
    const { total, isExact } = await large.find('common number', 5)
    expect(isExact).toBe(false)
    expect(total).toBeGreaterThanOrEqual(500)
    expect(total).toBeLessThanOrEqual(3_000)
  })

  test('a word that begins in many ways is found behind another', async () => {
    const { papers: hits } = await large.find('common number 29', 2_000)
    const wanted = many.filter(({ title }) => /number 29/.test(title)).map(({ title }) => title)
    expect(titlesOf(hits).toSorted()).toEqual(wanted.toSorted())
  })
})

describe('a title alone', () => {
  const own = [
    paper('Attention', { authors: ['Ada Lovelace', 'Bo Young'], date: '2017' }),
    paper('Attention', { authors: ['Alan Turing'], date: '2019' }),
    paper('Attention and Turing 2019', { authors: ['Cy Doe'], date: '2020' }),
    paper('Intention', { authors: ['Ada Lovelace'], date: '2017' }),
  ]

  test('means the one work that has it, and asks where several do', async () => {
    const index = await indexOf([listed(own)])
    expect(await index.resolve('intention')).toMatchObject({ kind: 'one', paper: { authors: ['Ada Lovelace'] } })
    expect(await index.resolve('Attention')).toMatchObject({ kind: 'several', total: 2 })
  })

  test.each([
    ['Attention, Lovelace 2017', 'Ada Lovelace'],
    ['attention by Ada Lovelace', 'Ada Lovelace'],
    ['Attention (Lovelace et al., 2017)', 'Ada Lovelace'],
    ['attention 2019', 'Alan Turing'],
    ['Attention and Turing 2019', 'Cy Doe'],
  ])('with people or a year behind it means theirs: %s', async (text, author) => {
    const index = await indexOf([listed(own)])
    const resolved = await index.resolve(text)
    expect(resolved).toMatchObject({ kind: 'one' })
    expect(resolved.kind === 'one' && resolved.paper.authors[0]).toBe(author)
  })
})
