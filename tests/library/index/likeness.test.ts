import { describe, expect, test } from 'vitest'
import { idOf, indexOf, listed, paper, titlesOf } from './papers.ts'

const papers = [
  paper('Alignment faking in large language models', { tags: ['safety'] }),
  paper('Sleeper agents: deceptive alignment that persists', { tags: ['safety'] }),
  paper('Faking alignment, detected by probes'),
  paper('Scaling laws for rewards'),
  paper('A survey of vision transformers for detection'),
  paper('Vision transformers need registers'),
  paper('Memory allocation on small machines'),
]

describe('the nearest titles', () => {
  test.each([
    ['a title remembered in part', 'the aligment faking paper', 'Alignment faking in large language models'],
    ['words that are all misspelled', 'visoin transfomers registrs', 'Vision transformers need registers'],
    ['one word of several', 'quantum sleeper', 'Sleeper agents: deceptive alignment that persists'],
    ['a word broken off', 'memory alloc', 'Memory allocation on small machines'],
  ])('come first for %s', async (_, text, title) => {
    const index = await indexOf([listed(papers)])
    expect(titlesOf(await index.nearest(text, 3))[0]).toBe(title)
  })

  test('are none for what is like nothing', async () => {
    const index = await indexOf([listed(papers)])
    expect(await index.nearest('zzzzqqqq', 3)).toEqual([])
    expect(await index.nearest('', 3)).toEqual([])
    expect(await index.nearest('!?', 3)).toEqual([])
  })

  test('are no more than asked for', async () => {
    const index = await indexOf([listed(papers)])
    expect(await index.nearest('alignment', 2)).toHaveLength(2)
  })
})

describe('similar papers', () => {
  test('share the most telling words, in whichever form, and the paper itself is not among them', async () => {
    const index = await indexOf([listed(papers)])
    const [own] = papers
    const similar = titlesOf(await index.similar(own ? idOf(own) : '', 2))
    expect(similar.toSorted()).toEqual([
      'Faking alignment, detected by probes',
      'Sleeper agents: deceptive alignment that persists',
    ])
  })

  test('are none for a paper that shares no word, or is unknown', async () => {
    const index = await indexOf([listed(papers)])
    expect(await index.similar(idOf({ title: 'Memory allocation on small machines' }), 5)).toEqual([])
    expect(await index.similar('unknown1', 5)).toEqual([])
  })

  test('are found by rare words, not by those that most papers have', async () => {
    const own = [
      ...Array.from({ length: 50 }, (_, nth) => paper(`A study of models, part ${nth}`)),
      paper('A study of quokka models'),
      paper('Where the quokka lives'),
    ]
    const index = await indexOf([listed(own)])
    expect(titlesOf(await index.similar(idOf({ title: 'A study of quokka models' }), 1))).toEqual([
      'Where the quokka lives',
    ])
  })
})
