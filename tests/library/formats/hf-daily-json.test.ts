import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/hf-daily-json.ts'
import { fixture, papersIn, problemsIn } from './fixture.ts'

describe('the daily papers as JSON', () => {
  const source = fixture('hf-daily-json.json')

  test('have upvotes, comments, names and keywords; hidden names stay hidden and no count is invented', () => {
    expect(papersIn(format, source)).toEqual([
      {
        title: 'Pocket Telescopes: Seeing Far with Little',
        abstract: 'We see far. With little.',
        authors: ['Ada Lovelace', 'Alan Turing'],
        authorsCount: 2,
        affiliations: ['The Lab'],
        date: '2024-12-18',
        arxivId: '2412.97001',
        upvotes: 42,
        comments: 3,
        tags: ['telescopes', 'small models'],
      },
      { title: 'Bare Facts', date: '2024-12-19', arxivId: '2412.97003', upvotes: 0, comments: 0 },
    ])
  })

  test('F32 an entry without a title is named by its line', () => {
    expect(problemsIn(format, source)).toEqual(['24: This entry has no title; it is left out.'])
  })

  test('cover the days on which they stand', () => {
    expect(format.parse(source).digest?.period).toEqual({ from: '2024-12-19', to: '2024-12-20' })
  })

  test('may be one paper, or wrapped', () => {
    const one = { id: '2412.97009', title: 'Alone', summary: 'One.', upvotes: 3, authors: [{ name: 'Ada Lovelace' }] }
    const wrapped = [
      one,
      [one],
      { dailyPapers: [{ paper: one }] },
      { date: '2024-12-20', items: [one] },
      { '2024-12-20': [one] },
    ]
    for (const text of [...wrapped.map((value) => JSON.stringify(value)), `\n${JSON.stringify(one)}\n{}\n`]) {
      expect(format.detect({ name: 'x.json', text })).toBe(1)
      expect(papersIn(format, { name: 'x.json', text })).toMatchObject([
        { title: 'Alone', upvotes: 3, arxivId: '2412.97009' },
      ])
    }
  })

  test('that are cut off are refused with the reason', () => {
    const { digest, problems } = format.parse({ ...source, text: source.text.slice(0, 400) })
    expect(digest).toBeNull()
    expect(problems[0]?.message).toMatch(/^This is no JSON, or it is cut off: /)
  })
})
