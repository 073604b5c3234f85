import { expect, test } from 'vitest'
import { type Command, defineCommand } from '../../src/chat/command.ts'
import type { OptionSpecs } from '../../src/chat/options.ts'
import { optionHelp, typed, usage } from '../../src/chat/usage.ts'

function command(name: string, options: OptionSpecs): Command {
  const run = async () => ({ title: name, blocks: [] })
  return defineCommand<OptionSpecs>({ name, description: `${name} something`, answers: 'actor', options, run })
}

test.each([
  ['help', {}, 'help'],
  ['random', { tag: { kind: 'text', description: '' } }, 'random [tag]'],
  [
    'find',
    {
      text: { kind: 'text', description: '', required: true },
      limit: { kind: 'integer', description: '', min: 1, max: 10 },
      all: { kind: 'boolean', description: '' },
    },
    'find <text> [limit:…] [all]',
  ],
  [
    'club organiser',
    {
      change: { kind: 'choice', choices: ['add', 'remove'], description: '', required: true },
      member: { kind: 'member', description: '', required: true },
    },
    'club organiser <change> <member>',
  ],
  [
    'club set',
    { weekday: { kind: 'choice', choices: ['monday'], description: '' }, time: { kind: 'text', description: '' } },
    'club set [weekday:…] [time:…]',
  ],
] satisfies [string, OptionSpecs, string][])('%s is typed as its options ask', (name, options, wanted) => {
  expect(usage(command(name, options))).toBe(wanted)
})

test('an option says what it is for and what it takes', () => {
  expect(optionHelp('limit', { kind: 'integer', description: 'how many', min: 1, max: 10 })).toBe(
    'limit: how many (1 to 10)',
  )
  expect(optionHelp('text', { kind: 'text', description: 'what to look for' })).toBe('text: what to look for')
})

test('a call is written with quotes around what holds spaces', () => {
  const find = command('find', {
    text: { kind: 'text', description: '' },
    limit: { kind: 'integer', description: '', min: 1, max: 10 },
  })
  expect(typed(find, { text: 'sparse attention', limit: '3' })).toBe('find text:"sparse attention" limit:3')
})
