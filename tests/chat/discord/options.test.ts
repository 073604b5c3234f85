import { describe, expect, it } from 'vitest'
import { type Command, defineCommand } from '../../../src/chat/command.ts'
import { readCall, readFocus, registration } from '../../../src/chat/discord/options.ts'
import { registrationProblems } from '../../../src/chat/discord/registration-problems.ts'
import { schemaOf } from '../../../src/chat/options.ts'

const card = async () => ({ title: 'x', blocks: [] })

const find = defineCommand({
  name: 'find',
  description: 'Find a paper',
  answers: 'actor',
  options: {
    tag: { kind: 'text', description: 'A tag', complete: 'tag' },
    text: { kind: 'text', description: 'What to look for', required: true, max: 200 },
    limit: { kind: 'integer', description: 'How many', min: 1, max: 10 },
    picks: { kind: 'boolean', description: 'Only picks' },
    by: { kind: 'choice', description: 'Order', choices: ['date', 'likes'] },
  },
  run: card,
})
const nominate = defineCommand({
  name: 'nominate',
  description: 'Nominate a paper',
  answers: 'actor',
  options: { paper: { kind: 'paper', description: 'Its title', required: true } },
  run: card,
  message: { label: 'Nominate this', description: 'Nominates what it names', answers: 'actor', run: card },
})
const organiser = defineCommand({
  name: 'club organiser',
  description: 'Make someone an organiser',
  answers: 'actor',
  options: {
    who: { kind: 'member', description: 'The person', required: true },
    since: { kind: 'date', description: 'From when' },
    zone: { kind: 'zone', description: 'Where' },
  },
  run: card,
})
const skip = defineCommand({ name: 'club skip', description: 'Skip a week', answers: 'actor', options: {}, run: card })
const commands: Command[] = [find, nominate, organiser, skip]

/** So many commands, each with as many options as one may have, all described in these words. */
function wordy(count: number, description: string): Command[] {
  const options = Object.fromEntries(
    Array.from({ length: 25 }, (_, index) => [`option${index}`, { kind: 'boolean' as const, description }]),
  )
  return Array.from({ length: count }, (_, index) => ({ ...skip, name: `c${index}`, options }))
}

describe('the registration', () => {
  it('is one root with every command below it, and the message menu', () => {
    const where = { contexts: [0, 1], integration_types: [0] }
    expect(registration('paper', commands)).toEqual([
      {
        type: 1,
        name: 'paper',
        description: expect.any(String),
        ...where,
        options: [
          {
            type: 1,
            name: 'find',
            description: 'Find a paper',
            options: [
              {
                type: 3,
                name: 'text',
                description: 'What to look for',
                required: true,
                min_length: 1,
                max_length: 200,
              },
              {
                type: 3,
                name: 'tag',
                description: 'A tag',
                required: false,
                min_length: 1,
                max_length: 500,
                autocomplete: true,
              },
              { type: 4, name: 'limit', description: 'How many', required: false, min_value: 1, max_value: 10 },
              { type: 5, name: 'picks', description: 'Only picks', required: false },
              {
                type: 3,
                name: 'by',
                description: 'Order',
                required: false,
                choices: [
                  { name: 'date', value: 'date' },
                  { name: 'likes', value: 'likes' },
                ],
              },
            ],
          },
          {
            type: 1,
            name: 'nominate',
            description: 'Nominate a paper',
            options: [
              {
                type: 3,
                name: 'paper',
                description: 'Its title',
                required: true,
                min_length: 1,
                max_length: 500,
                autocomplete: true,
              },
            ],
          },
          {
            type: 2,
            name: 'club',
            description: 'organiser, skip',
            options: [
              {
                type: 1,
                name: 'organiser',
                description: 'Make someone an organiser',
                options: [
                  { type: 6, name: 'who', description: 'The person', required: true },
                  { type: 3, name: 'since', description: 'From when', required: false, min_length: 1, max_length: 100 },
                  { type: 3, name: 'zone', description: 'Where', required: false, min_length: 1, max_length: 100 },
                ],
              },
              { type: 1, name: 'skip', description: 'Skip a week', options: [] },
            ],
          },
        ],
      },
      { type: 3, name: 'Nominate this', ...where },
    ])
  })

  it('F31 bears the name that the configuration gives it', () => {
    expect(registration('club-papers', commands)[0]?.name).toBe('club-papers')
  })

  it('F29 has nothing that Discord would refuse', () => {
    expect(registrationProblems(registration('paper', commands))).toEqual([])
  })

  it('F29 names what Discord would refuse', () => {
    const many = Array.from({ length: 26 }, (_, index): Command => ({ ...skip, name: `c${index}` }))
    expect(registrationProblems(registration('Paper', []))).toEqual([
      '/Paper: a name has 1 to 32 small letters, digits, - or _.',
      '/Paper has nothing below it.',
    ])
    expect(registrationProblems(registration('paper', many))).toEqual(['/paper has 26 below it; it may have 25.'])
    expect(registrationProblems(registration('paper', [{ ...skip, description: 'x'.repeat(101) }]))).toEqual([
      '/paper club skip: a description has 1 to 100 characters, this one 101.',
    ])
    expect(registrationProblems(registration('paper', [skip, { ...skip, name: 'club' }]))).toEqual([
      '/paper has two called club.',
    ])
    const choices = Array.from({ length: 26 }, (_, index) => `${index}`)
    expect(
      registrationProblems(
        registration('paper', [{ ...skip, options: { x: { kind: 'choice', description: 'X', choices } } }]),
      ),
    ).toEqual(['/paper club skip x has 26 choices; it may have 25.'])
  })

  it('F29 cuts the longest descriptions where all are too many characters together, so that nothing is refused', () => {
    const registered = registration('paper', wordy(6, 'many words '.repeat(9)))
    expect(registrationProblems(registered)).toEqual([])
    expect(JSON.stringify(registered)).toContain('many words…')
  })

  it('F29 counts all characters together', () => {
    expect(registrationProblems(registration('paper', wordy(12, 'd'.repeat(100))))).toEqual([
      expect.stringContaining('characters in all; it may have 8000.'),
    ])
  })
})

describe('what Discord sends', () => {
  it('becomes a command and its values as text', () => {
    expect(
      readCall([
        {
          type: 1,
          name: 'find',
          options: [
            { type: 3, name: 'text', value: 'sparse attention' },
            { type: 4, name: 'limit', value: 5 },
            { type: 5, name: 'picks', value: true },
          ],
        },
      ]),
    ).toEqual({ command: 'find', values: { text: 'sparse attention', limit: '5', picks: 'true' }, attached: {} })
  })

  it.each([
    ['"Second club"', 'Second club'],
    [' “Second club” ', 'Second club'],
    ['„Second club“', 'Second club'],
    ['«Second club»', 'Second club'],
    // What belongs to the text stays.
    ['"Second" and "third"', '"Second" and "third"'],
    ['"Second club", "Third club"', '"Second club", "Third club"'],
    ['the "Second club"', 'the "Second club"'],
    ['"Second club', '"Second club'],
    ['"Second\nclub"', '"Second\nclub"'],
  ])('loses the one pair of quotes around a text and no other: %s', (value, meant) => {
    const { values } = readCall([{ type: 1, name: 'find', options: [{ type: 3, name: 'text', value }] }])
    expect(schemaOf(find.options.text).parse(values.text)).toBe(meant)
    expect(schemaOf(nominate.options.paper).parse(values.text)).toBe(meant)
  })

  it('is nothing where there is nothing within the quotes', () => {
    expect(schemaOf(find.options.text).safeParse('" "').error?.issues[0]?.message).toBe('must not be empty')
  })

  it('names a member by account', () => {
    expect(
      readCall([
        {
          type: 2,
          name: 'club',
          options: [{ type: 1, name: 'organiser', options: [{ type: 6, name: 'who', value: '42' }] }],
        },
      ]),
    ).toEqual({ command: 'club organiser', values: { who: 'discord:42' }, attached: {} })
  })

  it('holds an attachment by its option, and leaves one out that is not spelled out', () => {
    const file = { filename: 'list.bib', size: 12, url: 'https://cdn.discordapp.com/attachments/1/2/list.bib' }
    const options = [{ type: 1 as const, name: 'add', options: [{ type: 11 as const, name: 'file', value: '7' }] }]
    expect(readCall(options, { 7: file })).toEqual({ command: 'add', values: {}, attached: { file } })
    expect(readCall(options, {})).toEqual({ command: 'add', values: {}, attached: {} })
  })

  it('says which option is being typed', () => {
    expect(
      readFocus([{ type: 1, name: 'nominate', options: [{ type: 3, name: 'paper', value: 'att', focused: true }] }]),
    ).toEqual({ command: 'nominate', option: 'paper', text: 'att' })
    expect(readFocus([{ type: 1, name: 'nominate', options: [] }])).toBeNull()
  })
})
