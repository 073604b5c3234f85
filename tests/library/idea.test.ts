import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createIdeaOf, ideaOf } from '../../src/library/idea/idea.ts'
import { trainIdea } from '../../src/library/idea/train.ts'

const words = (text: string) => text.split(/\s+/).filter(Boolean)

const ABSTRACT = [
  'Reading groups lose track of what they have read.',
  'In this paper, we propose a ledger that keeps every pick, vote and remark of a reading group in one place.',
  'Experiments with twelve groups show that members find earlier papers twice as fast.',
]

describe('an idea line', () => {
  it('is the sentence that says what the paper contributes', () => {
    expect(ideaOf('A Ledger for Reading Groups', ABSTRACT)).toMatch(/ledger that keeps every pick/)
  })

  it('is the same from an abstract as from its sentences', () => {
    expect(ideaOf('A Ledger for Reading Groups', ABSTRACT.join(' '))).toBe(
      ideaOf('A Ledger for Reading Groups', ABSTRACT),
    )
  })

  it('is nothing where there is no abstract', () => {
    expect(ideaOf('A Title', '')).toBeNull()
    expect(ideaOf('A Title', [])).toBeNull()
  })

  it('is one line of at most 30 words that ends as a sentence, whatever the abstract', () => {
    const word = fc.constantFrom(
      'we',
      'propose',
      'models',
      'that',
      'learn',
      'which',
      'data,',
      'however',
      '(BERT)',
      'show',
      'results',
      'of',
      'the',
    )
    const sentence = fc.array(word, { minLength: 1, maxLength: 60 }).map((parts) => `${parts.join(' ')}.`)
    fc.assert(
      fc.property(fc.string(), fc.array(fc.oneof(sentence, fc.string()), { maxLength: 8 }), (title, sentences) => {
        const idea = ideaOf(title, sentences)
        if (idea === null) return
        expect(idea).not.toContain('\n')
        expect(words(idea).length).toBeLessThanOrEqual(30)
        expect(idea).toMatch(/[.!?]["')\]]*$/)
      }),
    )
  })
})

it('ships its weights in less than 10 KB', () => {
  const shipped = readFileSync(new URL('../../src/library/idea/weights.json', import.meta.url))
  expect(shipped.length).toBeGreaterThan(1_000)
  expect(shipped.length).toBeLessThan(10_000)
})

it('learns the same from the same examples, and learns which sentence people choose', () => {
  const topics = ['ledgers', 'maps', 'votes', 'bridges', 'clocks', 'letters', 'gardens', 'rivers']
  const examples = topics.map((topic) => ({
    title: `On ${topic}`,
    sentences: [`Many people work on ${topic}.`, `We introduce a method that repairs ${topic}.`, 'Code is on the web.'],
    targets: [`We introduce a method that repairs ${topic}.`],
  }))
  const weights = trainIdea(examples)
  expect(trainIdea(examples)).toEqual(weights)
  const learned = createIdeaOf(weights)
  const unseen = [
    'Many people work on lanterns.',
    'We introduce a method that repairs lanterns.',
    'Code is on the web.',
  ]
  expect(learned('On lanterns', unseen)).toContain('repairs lanterns')
})
