import { describe, expect, test } from 'vitest'
import type { LibraryIndex } from '../../../src/library/index/library-index.ts'
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

  test('are not those that have the words of a tag and lack the tag, where they are tagged', async () => {
    const own = paper('Measuring generative models', { tags: ['generative models', 'evaluation'] })
    const index = await indexOf([
      listed([
        own,
        paper('Which trades popular generative models name', { tags: ['evaluation', 'bias'] }),
        paper('Flows on a shell', { tags: ['generative models'] }),
        paper('Trades and pay', { tags: ['bias'] }),
        ...Array.from({ length: 20 }, (_, nth) => paper(`Moss, part ${nth}`)),
      ]),
    ])
    expect(titlesOf(await index.similar(idOf(own), 1))).toEqual(['Flows on a shell'])
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

  test('share what they are tagged with, rather than words that every field has', async () => {
    const index = await indexOf([
      listed([
        paper('A bell that steps aside', {
          idea: 'Reaches the tower by measuring each step and leaves the rope alone.',
          tags: ['bells', 'towers', 'short texts'],
        }),
        paper('Clocks in winter', { idea: 'Measures each step of frost and leaves the rest alone.', tags: ['clocks'] }),
        paper('Rooks', { idea: 'Nests are built in twos.', tags: ['towers', 'birds'] }),
        paper('Ropes that last', { idea: 'Hemp wins.', tags: ['bells', 'short texts'] }),
        ...others('short texts'),
      ]),
    ])
    expect(await similarTo(index, 'A bell that steps aside')).toEqual(['Ropes that last', 'Rooks'])
  })

  test('are not those of the same people or places', async () => {
    const facts = { authors: ['Ann Heron'], affiliations: ['University of Otter Bay'], venue: { name: 'Acta Lutrina' } }
    const index = await indexOf([
      listed([
        paper('How a heron hunts', facts),
        paper('Tides under ice', facts),
        paper('Where one heron slept'),
        ...others(),
      ]),
    ])
    expect(await similarTo(index, 'How a heron hunts')).toEqual(['Where one heron slept'])
    expect(await similarTo(index, 'Tides under ice')).toEqual([])
  })

  test('are rather none than those that share what any paper has, or numbers', async () => {
    const index = await indexOf([
      listed([
        paper('Proposed method for learning results: 2024', { tags: ['moss'] }),
        paper('A method that results in learning, 2024', { tags: ['tide pools'] }),
        ...others(),
      ]),
    ])
    expect(await similarTo(index, 'Proposed method for learning results: 2024')).toEqual([])
  })

  test('trust words less where no tag is shared', async () => {
    const index = await indexOf([
      listed([
        paper('Otter banks', { tags: ['rivers', 'mammals'] }),
        paper('Cashless banks', { tags: ['money'] }),
        paper('Eels by night', { tags: ['rivers'], idea: 'Shows otter tracks.' }),
        paper('Gravel', { tags: ['rivers'] }),
        paper('Silt', { tags: ['rivers'] }),
        ...others(),
      ]),
    ])
    const [first] = await similarTo(index, 'Otter banks')
    expect(first).toBe('Eels by night')
  })
})

/** Papers about nothing that others are about. */
function others(...tags: string[]) {
  return ['Amber', 'Basalt', 'Copper', 'Dolomite', 'Emerald', 'Feldspar'].map((stone) => paper(stone, { tags }))
}

async function similarTo(index: LibraryIndex, title: string): Promise<string[]> {
  return titlesOf(await index.similar(idOf({ title }), 5))
}
