import { describe, expect, it } from 'vitest'
import { format } from '../../../src/library/formats/openreview.ts'

const parse = (value: unknown) =>
  format.parse({ name: 'answer', text: typeof value === 'string' ? value : JSON.stringify(value) })

const content = {
  title: 'Language Models are Few-Shot  Learners',
  abstract: 'We show that scale helps.',
  authors: ['Ada Lovelace', 'Anonymous', 'Alan Turing'],
  keywords: ['scale', 'transfer'],
}

describe("OpenReview's answers", () => {
  it('are read from the newer API, with its values wrapped, and from the older', () => {
    const wrapped = Object.fromEntries(
      Object.entries({ ...content, TLDR: 'Scale helps.' }).map(([key, value]) => [key, { value }]),
    )
    const older = { ...content, 'TL;DR': 'Scale helps.' }
    for (const fields of [wrapped, older]) {
      const answer = {
        notes: [
          { id: 'note1', forum: 'forum1', pdate: Date.UTC(2024, 0, 16), cdate: Date.UTC(2023, 8, 1), content: fields },
        ],
      }
      expect(format.detect({ name: 'answer', text: JSON.stringify(answer) })).toBeGreaterThan(0.9)
      expect(parse(answer)).toMatchObject({
        problems: [],
        digest: {
          papers: [
            {
              title: 'Language Models are Few-Shot Learners',
              idea: 'Scale helps.',
              abstract: 'We show that scale helps.',
              authors: ['Ada Lovelace', 'Alan Turing'],
              authorsCount: 2,
              date: '2024-01-16',
              link: 'https://openreview.net/forum?id=forum1',
              tags: ['scale', 'transfer'],
            },
          ],
        },
      })
    }
  })

  it('without a paper say why', () => {
    expect(parse({ notes: [] })).toMatchObject({
      digest: null,
      problems: [{ message: 'There are no papers in this answer.' }],
    })
    expect(parse({ notes: [{ id: 'x', content: {} }, null] })).toMatchObject({ digest: null, problems: [{}, {}] })
    expect(parse('{"notes":').digest).toBeNull()
    expect(parse({ error: 'forbidden' }).digest).toBeNull()
  })
})
