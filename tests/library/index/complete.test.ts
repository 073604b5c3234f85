import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LibraryIndex, openLibraryIndex } from '../../../src/library/index/library-index.ts'
import { idOf, listed, newFile, paper, source } from './papers.ts'

const papers = [
  paper('Alignment faking in large language models', { date: '2024-12-18' }),
  paper('Aligned representations', { date: '2022' }),
  paper('Allocation of memory', { date: '2021' }),
  paper('Reward hacking', { abstract: 'About alignment.', date: '2025-01' }),
  paper('大型语言模型的对齐研究', { date: '2020' }),
]

let index: LibraryIndex

beforeAll(async () => {
  index = await openLibraryIndex(newFile())
  await index.update(source([listed(papers)]))
})

afterAll(() => index.close())

async function completed(text: string, limit = 5): Promise<string[]> {
  return (await index.complete(text, limit)).map(({ title }) => title)
}

describe('what is being typed', () => {
  test('brings the titles that have it, then papers that have it elsewhere', async () => {
    expect(await completed('alignm')).toEqual(['Alignment faking in large language models', 'Reward hacking'])
  })

  test.each([
    'a',
    'al',
    'ali',
    'align',
    'alignm',
    'alignme',
    'alignmen',
    'alignment',
    'alignment f',
    'alignment fakin',
  ])('brings the paper from the first letter on: %s', async (text) => {
    expect(await completed(text)).toContain('Alignment faking in large language models')
  })

  test.each(['aligmn', 'lignm', 'alignmnet', 'alignment fakn', 'algnment fak'])(
    'brings it although mistyped: %s',
    async (text) => {
      expect(await completed(text)).toContain('Alignment faking in large language models')
    },
  )

  test('brings the newest while there is nothing', async () => {
    expect(await completed('', 2)).toEqual(['Reward hacking', 'Alignment faking in large language models'])
    expect(await completed('  ', 1)).toEqual(['Reward hacking'])
  })

  test('brings nothing for punctuation, and no more than asked for', async () => {
    expect(await completed('—')).toEqual([])
    expect(await completed('a', 2)).toHaveLength(2)
  })

  test('brings titles without spaces', async () => {
    expect(await completed('语言')).toEqual(['大型语言模型的对齐研究'])
  })

  test('brings the ids with the titles', async () => {
    expect(await index.complete('allocation', 1)).toEqual([
      { id: idOf({ title: 'Allocation of memory' }), title: 'Allocation of memory' },
    ])
  })
})

describe('keystrokes', () => {
  test('that were superseded are dropped, and only the last is answered', async () => {
    const text = 'alignment faking'
    const typing = Array.from(text, (_, at) => ({ abort: new AbortController(), text: text.slice(0, at + 1) }))
    const answers = typing.map(({ abort, text }) => index.complete(text, 5, abort.signal))
    for (const { abort } of typing.slice(0, -1)) abort.abort()
    const settled = await Promise.allSettled(answers)
    expect(settled.at(-1)).toMatchObject({ status: 'fulfilled', value: [{ title: papers[0]?.title }] })
    const dropped = settled.slice(1, -1)
    expect(dropped.every(({ status }) => status === 'rejected')).toBe(true)
  })

  test('that were superseded before they were asked are never asked', async () => {
    await expect(index.complete('alignment', 5, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('of others are answered all the same', async () => {
    const mine = new AbortController()
    const answers = [index.complete('align', 5), index.complete('alig', 5, mine.signal), index.complete('rew', 5)]
    mine.abort()
    const settled = await Promise.allSettled(answers)
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})
