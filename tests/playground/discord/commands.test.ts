import { Routes } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { SECOND } from '../../../src/playground/discord/guilds.ts'
import { ask, GUILD, login, playground, refusalOf } from './harness.ts'
import { answerProblems, specProblems } from './spec.ts'

const option = (name: string, rest: object = {}) => ({ type: 3, name, description: `The ${name}`, ...rest })
const command = (rest: object = {}) => ({ name: 'paper', description: 'Papers', ...rest })

async function open() {
  const ground = await playground()
  const client = await login(ground.discord)
  const put = (body: unknown) => client.rest.put(Routes.applicationCommands(client.application.id), { body })
  return { ...ground, client, put }
}

test('an overwrite answers with ids, which commands of the same name keep', async () => {
  const { discord, client } = await open()

  const first = await client.application.commands.set([command(), command({ name: 'define' })])
  const second = await client.application.commands.set([command({ description: 'All about papers' })])

  const id = first.find(({ name }) => name === 'paper')?.id
  expect(second.map((registered) => [registered.id, registered.description])).toEqual([[id, 'All about papers']])
  expect(discord.state().commands).toMatchObject([{ id, name: 'paper', type: 1 }])
  expect(discord.requests().flatMap(specProblems)).toEqual([])
})

test('single commands are made, changed, read and deleted, for the server as well', async () => {
  const { client } = await open()
  const { commands } = client.application

  const made = await commands.create(command(), GUILD)
  expect(made.guildId).toBe(GUILD)
  expect((await commands.edit(made, { description: 'Other' }, GUILD)).description).toBe('Other')
  expect((await commands.fetch({ guildId: GUILD })).size).toBe(1)
  expect(
    answerProblems(
      'command',
      await client.rest.get(Routes.applicationGuildCommand(client.application.id, GUILD, made.id)),
    ),
  ).toEqual([])
  await commands.delete(made, GUILD)
  expect((await commands.fetch({ guildId: GUILD })).size).toBe(0)
  expect(await refusalOf(commands.delete(made.id, GUILD))).toMatchObject({ code: 10063, status: 404 })
})

test('200 commands are made a day, those of a known name not counted', async () => {
  const { client, put, world } = await open()
  client.rest.options.rejectOnRateLimit = ['/applications']
  const many = (from: number) => Array.from({ length: 100 }, (_, nth) => command({ name: `c${from + nth}` }))
  await put(many(0))
  await put(many(100))
  await put(many(100))
  expect((await refusalOf(put([command()]))).message).not.toBe('it was not refused')
  await put(many(100))
  world.advance(24 * 60 * 60_000)
  await put([command()])
})

test('a command of its own is made, changed and counted by the same rules', async () => {
  const { client, discord, put } = await open()
  const of = `/applications/${client.application.id}/commands`
  expect((await ask(discord, 'POST', of, command({ name: 'Paper' }))).faults).toEqual([
    'name APPLICATION_COMMAND_INVALID_NAME',
  ])
  await put(Array.from({ length: 99 }, (_, nth) => command({ name: `c${nth}` })))
  const { body } = await ask(discord, 'POST', of, command())
  expect((await ask(discord, 'PATCH', `${of}/${Object(body).id}`, { description: '' })).faults).toEqual([
    'description BASE_TYPE_BAD_LENGTH',
  ])
  expect(await ask(discord, 'POST', of, command({ name: 'one-more' }))).toMatchObject({ status: 400, code: 30032 })
  await put(Array.from({ length: 100 }, (_, nth) => command({ name: `d${nth}` })))
  await put([])
  expect(await ask(discord, 'POST', of, command({ name: 'today' }))).toMatchObject({ status: 429, code: 30034 })
})

test('commands are those of the bot’s own application, in servers that it is in', async () => {
  const { client, discord } = await open()
  const foreign = await ask(discord, 'GET', '/applications/1180000000000009999/commands')
  expect(foreign).toMatchObject({ status: 404, code: 10002 })
  const elsewhere = await ask(discord, 'GET', `/applications/${client.application.id}/guilds/${SECOND.id}/commands`)
  expect(elsewhere).toMatchObject({ status: 403, code: 50001 })
})

test.for([
  ['101 commands', Array.from({ length: 101 }, (_, nth) => command({ name: `c${nth}` }))],
  ['16 of a person’s menu', Array.from({ length: 16 }, (_, nth) => ({ type: 2, name: `U ${nth}` }))],
  ['16 of a message’s menu', Array.from({ length: 16 }, (_, nth) => ({ type: 3, name: `M ${nth}` }))],
] as const)('%s are too many', async ([, commands]) => {
  const { client, discord } = await open()
  const put = (body: object) => ask(discord, 'PUT', `/applications/${client.application.id}/commands`, body)
  expect(await put(commands)).toMatchObject({ status: 400, code: 30032 })
  expect((await put(commands.slice(1))).status).toBe(200)
})

test.for([
  ['what is no list', {}, 'LIST_TYPE_CONVERT'],
  ['what is no command', [7], '0 MODEL_TYPE_CONVERT'],
  ['131 at once', Array.from({ length: 131 }, (_, nth) => command({ name: `c${nth}` })), 'BASE_TYPE_MAX_LENGTH'],
  ['one name for two', [command(), command()], 'APPLICATION_COMMANDS_DUPLICATE_NAME'],
] as const)('an overwrite with %s is refused', async ([, body, fault]) => {
  const { client, discord } = await open()
  const refused = await ask(discord, 'PUT', `/applications/${client.application.id}/commands`, body)
  expect([refused.status, refused.code, refused.faults]).toEqual([400, 50035, [fault]])
})

describe('a registration is refused with the place of each fault', () => {
  const options = (count: number) => Array.from({ length: count }, (_, index) => option(`o${index}`))
  const choice = (name: string, value: string) => ({ name, value })
  const sub = (name: string, rest: object = {}) => ({ type: 1, name, description: 'Sub', ...rest })
  const cases: [string, object, string][] = [
    ['a name in capitals', command({ name: 'Paper' }), '0.name[APPLICATION_COMMAND_INVALID_NAME]'],
    ['a name with a space', command({ name: 'pa per' }), '0.name[APPLICATION_COMMAND_INVALID_NAME]'],
    ['a name of 33', command({ name: 'a'.repeat(33) }), '0.name[BASE_TYPE_BAD_LENGTH]'],
    ['no description', command({ description: '' }), '0.description[BASE_TYPE_BAD_LENGTH]'],
    ['26 options', command({ options: options(26) }), '0.options[BASE_TYPE_MAX_LENGTH]'],
    [
      'a least number above the greatest',
      command({ options: [option('a', { type: 4, min_value: 5, max_value: 4 })] }),
      '0.options[0].min_value[NUMBER_TYPE_MAX]',
    ],
    [
      'a least length above the greatest',
      command({ options: [option('a', { min_length: 5, max_length: 4 })] }),
      '0.options[0].min_length[NUMBER_TYPE_MAX]',
    ],
    [
      'a required option behind an optional one',
      command({ options: [option('a'), option('b', { required: true })] }),
      '0.options[1][APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID]',
    ],
    [
      'the same option twice',
      command({ options: [option('a'), option('a')] }),
      '0.options[1][APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS]',
    ],
    [
      'subcommands beside options',
      command({ options: [sub('a'), option('b')] }),
      '0.options[APPLICATION_COMMAND_OPTIONS_TYPE_INVALID]',
    ],
    [
      'a group in a group',
      command({
        options: [
          {
            type: 2,
            name: 'g',
            description: 'G',
            options: [{ type: 2, name: 'h', description: 'H', options: [sub('a')] }],
          },
        ],
      }),
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      '26 choices',
      command({
        options: [
          option('a', { choices: Array.from({ length: 26 }, (_, index) => ({ name: `${index}`, value: `${index}` })) }),
        ],
      }),
      '0.options[0].choices[BASE_TYPE_MAX_LENGTH]',
    ],
    ['a menu’s name of 33', { type: 3, name: 'a'.repeat(33) }, '0.name[BASE_TYPE_BAD_LENGTH]'],
    [
      'a menu’s description',
      { type: 3, name: 'Take', description: 'a' },
      '0.description[APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID]',
    ],
    [
      'a menu’s options',
      { type: 3, name: 'Take', options: [option('a')] },
      '0.options[APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID]',
    ],
    [
      'permissions that are none',
      command({ default_member_permissions: 'all' }),
      '0.default_member_permissions[NUMBER_TYPE_COERCE]',
    ],
    [
      'an option that says nothing of itself',
      command({ options: [option('a', { description: '' })] }),
      '0.options[0].description[BASE_TYPE_BAD_LENGTH]',
    ],
    ['an option of no kind', command({ options: [option('a', { type: 12 })] }), '0.options[0].type[BASE_TYPE_CHOICES]'],
    [
      'an empty group',
      command({ options: [{ type: 2, name: 'g', description: 'G', options: [] }] }),
      '0.options[0].options[BASE_TYPE_BAD_LENGTH]',
    ],
    [
      'a subcommand in a subcommand',
      command({ options: [sub('a', { options: [sub('b')] })] }),
      '0.options[0].options[APPLICATION_COMMAND_OPTIONS_TYPE_INVALID]',
    ],
    [
      'a choice of 101',
      command({ options: [option('a', { choices: [choice('a'.repeat(101), 'a')] })] }),
      '0.options[0].choices[0].name[BASE_TYPE_BAD_LENGTH]',
    ],
    [
      'a choice’s value of 101',
      command({ options: [option('a', { choices: [choice('a', 'a'.repeat(101))] })] }),
      '0.options[0].choices[0].value[BASE_TYPE_BAD_LENGTH]',
    ],
    [
      'the same choice twice',
      command({ options: [option('a', { choices: [choice('a', '1'), choice('a', '2')] })] }),
      '0.options[0].choices[1][APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS]',
    ],
    [
      'choices that are completed too',
      command({ options: [option('a', { choices: [choice('a', '1')], autocomplete: true })] }),
      '0.options[0][APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_WITH_CHOICES]',
    ],
    [
      'people that are completed',
      command({ options: [option('a', { type: 6, autocomplete: true })] }),
      '0.options[0][APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_INVALID_TYPE]',
    ],
    [
      'more than 8,000 characters together',
      command({
        options: Array.from({ length: 25 }, (_, outer) => ({
          ...sub(`s${outer}`),
          options: Array.from({ length: 5 }, (_, inner) => option(`o${inner}`, { description: 'd'.repeat(80) })),
        })),
      }),
      '0[APPLICATION_COMMAND_TOO_LARGE]',
    ],
  ]

  test.for(cases)('%s', async ([, body, fault]) => {
    const { discord, put } = await open()
    const refused = await refusalOf(put([body]))
    expect(refused).toMatchObject({ code: 50035, status: 400 })
    expect(refused.message).toContain(fault)
    expect(discord.state().commands).toEqual([])
  })

  test('and what is just enough is taken', async () => {
    const { discord, put } = await open()
    await put([command({ name: 'a'.repeat(32), description: 'd'.repeat(100), options: options(25) })])
    expect(discord.state().commands).toHaveLength(1)
  })
})
