import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Command, defineCommand } from '../../src/chat/command.ts'
import type { OptionSpecs } from '../../src/chat/options.ts'
import { parseText } from '../../src/chat/parse-text.ts'
import { typed } from '../../src/chat/usage.ts'

function command<const O extends OptionSpecs>(name: string, options: O): Command {
  const run = async () => ({ title: name, blocks: [] })
  return defineCommand<OptionSpecs>({ name, description: `${name} something`, answers: 'actor', options, run })
}

const commands = [
  command('help', { about: { kind: 'text', description: 'a command' } }),
  command('find', {
    text: { kind: 'text', description: 'words', required: true },
    tag: { kind: 'text', description: 'a tag' },
    limit: { kind: 'integer', description: 'how many', min: 1, max: 10 },
    all: { kind: 'boolean', description: 'from everywhere' },
  }),
  command('nominate', {
    paper: { kind: 'paper', description: 'which', required: true },
    reason: { kind: 'text', description: 'why' },
  }),
  command('history', {}),
  command('club show', { full: { kind: 'boolean', description: 'everything' } }),
  command('club set', {
    weekday: { kind: 'choice', choices: ['monday', 'tuesday'], description: 'day' },
    time: { kind: 'text', description: 'time' },
  }),
  command('club organiser', {
    change: { kind: 'choice', choices: ['add', 'remove'], description: 'what', required: true },
    member: { kind: 'member', description: 'who', required: true },
  }),
]

const values = (text: string) => {
  const parsed = parseText(commands, text)
  return 'problem' in parsed ? parsed.problem : [parsed.command.name, parsed.values]
}

test.each([
  ['', 'help', {}],
  ['   ', 'help', {}],
  ['FIND Sparse  Attention', 'find', { text: 'Sparse  Attention' }],
  ['find sparse attention tag:nlp limit:3', 'find', { text: 'sparse attention', tag: 'nlp', limit: '3' }],
  ['find limit: 3 text: sparse attention', 'find', { text: 'sparse attention', limit: '3' }],
  ['find Limit:3 limit:5 text:x', 'find', { text: 'x', limit: '5' }],
  ['find sparse attention all', 'find', { text: 'sparse attention', all: 'true' }],
  ['find all you need', 'find', { text: 'all you need' }],
  ['find all', 'find', { text: 'all' }],
  ['find x limit:2 all', 'find', { text: 'x', limit: '2', all: 'true' }],
  ['find x all:no', 'find', { text: 'x', all: 'no' }],
  ['find tag:all text:x', 'find', { tag: 'all', text: 'x' }],
  ['find “limit:3 things” tag:“deep learning”', 'find', { text: 'limit:3 things', tag: 'deep learning' }],
  ['find "an open quote tag:nlp', 'find', { text: '"an open quote', tag: 'nlp' }],
  ['find https://arxiv.org/abs/1706.03762', 'find', { text: 'https://arxiv.org/abs/1706.03762' }],
  ['find sparse\nattention', 'find', { text: 'sparse\nattention' }],
  ['nominate attention is all you need', 'nominate', { paper: 'attention is all you need' }],
  ['nominate "sparse attention" it is short', 'nominate', { paper: 'sparse attention', reason: 'it is short' }],
  ['nominate sparse attention reason:it is short', 'nominate', { paper: 'sparse attention', reason: 'it is short' }],
  ['club', 'club show', {}],
  ['Club full', 'club show', { full: 'true' }],
  ['club full:yes', 'club show', { full: 'yes' }],
  ['club set tuesday 9:30', 'club set', { weekday: 'tuesday', time: '9:30' }],
  ['club organiser add slack:T1:U1', 'club organiser', { change: 'add', member: 'slack:T1:U1' }],
])('%j calls %s with %j', (text, name, wanted) => {
  expect(values(text)).toEqual([name, wanted])
})

test.each([
  ['histroy', 'There is no “histroy”. Did you mean “history”?', ['history']],
  ['nominat sparse attention', 'There is no “nominat”. Did you mean “nominate”?', ['nominate sparse attention']],
  ['clbu show', 'There is no “clbu show”. Did you mean “club show”?', ['club show']],
  ['club shwo', 'There is no “club shwo”. Did you mean “club show”?', ['club show']],
  ['organiser add', 'There is no “organiser”. Did you mean “club organiser”?', ['club organiser add']],
  ['Set tuesday', 'There is no “Set”. Did you mean “club set”?', ['club set tuesday']],
])('%j is answered with what was probably meant', (text, problem, suggestions) => {
  expect(parseText(commands, text)).toEqual({ problem, suggestions })
})

test('an unknown first word is offered as a search', () => {
  expect(parseText(commands, 'transformers in vision')).toEqual({
    problem: 'There is no “transformers”. Papers are looked for with “find”.',
    suggestions: ['find transformers in vision'],
  })
})

test('a group with an unknown subcommand names those that there are', () => {
  expect(parseText(commands, 'club xyz')).toEqual({
    problem: 'Say what to do with “club”: “club show”, “club set” or “club organiser”.',
    suggestions: ['club show', 'club set', 'club organiser'],
  })
})

test('words that nothing takes are said rather than dropped', () => {
  expect(parseText(commands, 'history of everything')).toEqual({
    problem: '“history” takes nothing more, so leave “of everything” out.',
    suggestions: ['history'],
  })
  expect(parseText(commands, 'club show everything we have')).toEqual({
    problem: '“club show” takes only “full:”, and “everything we have” belongs to none of them.',
    suggestions: ['club show'],
  })
})

test('no text whatever makes the parser throw, and values only carry names of options', () => {
  const word = fc.constantFrom(
    'find',
    'club',
    'show',
    'limit:',
    'tag:',
    '"',
    '“',
    '”',
    'all',
    ':',
    '__proto__:',
    'x',
    '\n',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(word).map((words) => words.join(' ')),
      ),
      (text) => {
        const parsed = parseText(commands, text)
        if ('problem' in parsed) return parsed.problem.length > 0
        return Object.keys(parsed.values).every((name) => Object.hasOwn(parsed.command.options, name))
      },
    ),
    { numRuns: 1_000 },
  )
})

test('what usage writes as a call is read back as the same values', () => {
  const text = fc.stringMatching(/^[\p{L}\p{N}][\p{L}\p{N} ,.:;!?-]{0,40}[\p{L}\p{N}]$/u)
  const calls = fc
    .constantFrom(...commands)
    .chain((command) =>
      fc
        .record(Object.fromEntries(Object.entries(command.options).map(([name]) => [name, text])), { requiredKeys: [] })
        .map((values) => ({ command, values })),
    )
  fc.assert(
    fc.property(calls, ({ command, values }) => {
      const parsed = parseText(commands, typed(command, given(values)))
      expect(parsed).toEqual({ command, values: given(values) })
    }),
    { numRuns: 1_000 },
  )
})

function given(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
