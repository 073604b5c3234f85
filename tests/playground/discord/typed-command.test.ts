import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Known, parseCall, parseTyping } from '../../../src/playground/discord/typed-command.ts'

const FIND = {
  name: 'find',
  description: 'Find',
  options: [
    { type: 3, name: 'text', description: 'Words', required: true },
    { type: 3, name: 'tag', description: 'Tag', autocomplete: true },
  ],
}
const known: Known = { commands: [FIND], users: [], channels: [], roles: [] }

describe('a typed line', () => {
  test.for([
    ['/find attention', [['text', 'attention']]],
    ['/find text:attention', [['text', 'attention']]],
    [
      '/find   sparse   attention  tag: nlp ',
      [
        ['text', 'sparse   attention'],
        ['tag', 'nlp'],
      ],
    ],
    [
      '/find tag:nlp text:sparse attention',
      [
        ['text', 'sparse attention'],
        ['tag', 'nlp'],
      ],
    ],
    ['/find https://arxiv.org/abs/1706.03762', [['text', 'https://arxiv.org/abs/1706.03762']]],
    ['/find Attention: a survey', [['text', 'Attention: a survey']]],
  ] as const)('%s', ([line, expected]) => {
    const call = parseCall(line, known)
    expect(call.kind === 'call' && call.options.map(({ name, value }) => [name, value])).toEqual(expected)
  })

  test('says when an option is given twice', () => {
    expect(parseCall('/find text:a text:b', known)).toEqual({
      kind: 'error',
      error: 'text: This option is given twice.',
    })
  })

  test('gives back any value that names no option', () => {
    const value = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !/(^|\s)(text|tag):/.test(text))
    fc.assert(
      fc.property(value, value, (text, tag) => {
        const call = parseCall(`/find text:${text} tag:${tag}`, known)
        expect(call.kind === 'call' && call.options.map((option) => option.value)).toEqual([text, tag])
      }),
    )
  })
})

test('a line that is being typed focuses its last option', () => {
  const typing = parseTyping('/find attention tag:n', known)
  expect(typing).toMatchObject({ kind: 'typing', text: 'n', option: { name: 'tag' } })
  expect(typing.kind === 'typing' && typing.options).toEqual([
    { name: 'text', type: 3, value: 'attention' },
    { name: 'tag', type: 3, value: 'n', focused: true },
  ])
})
