import { describe, expect, it } from 'vitest'
import { ideaOf } from '../../src/library/idea/idea.ts'
import { FIELD_ABSTRACTS } from './field-abstracts.ts'

const lines = FIELD_ABSTRACTS.map((abstract) => ({
  ...abstract,
  idea: ideaOf(abstract.title, abstract.abstract) ?? '',
}))

describe('the idea lines of sixty abstracts from eight fields', () => {
  it('name what each contributes, but for these', () => {
    const missed = lines.filter(({ idea, names }) => !names.test(idea)).map(({ title }) => title)
    expect(missed).toEqual(['Names on a resume: a field experiment on discrimination'])
  })

  it.each(lines)('say nothing that would mislead: $title', ({ idea, never }) => {
    expect(idea).not.toMatch(never)
  })

  it.each(lines)('are whole sentences: $title', ({ idea, abstract }) => {
    expect(idea).toMatch(/^[\p{Lu}\d].*[^,;:]\.$/u)
    expect(idea).not.toMatch(
      /\b(?:a|an|the|of|to|by|with|from|at|than|and|or|that|which|is|are|was|were|least|most)\.$/,
    )
    expect(abstract.replaceAll(/ \([^()]*\)/g, '')).toContain(idea.slice(1, 20).replace(/ \(.*/, ''))
  })
})
