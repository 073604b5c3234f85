/** What Discord's own client and server refuse to people, in the words that they read. */
import { MessageFlags, Routes } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { directId } from '../../../src/playground/discord/direct.ts'
import { SECOND } from '../../../src/playground/discord/guilds.ts'
import type { Act, ActResult } from '../../../src/playground/types.ts'
import { ADA, anEvent, ask, BRUNO, GUILD, login, onInteraction, PAPERS, playground, unhurried } from './harness.ts'

const CHIYO = '1180000000000000303'
const DARA = '1180000000000000304'
const LOBBY = SECOND.systemChannel ?? ''
const NOTHING = '1180000000000009999'

type Wish<D extends Act['do']> = Omit<Extract<Act, { do: D }>, 'persona' | 'do'>

async function open() {
  const ground = await playground()
  unhurried(ground.discord)
  const asking =
    <D extends Act['do']>(what: D) =>
    async (wish: Wish<D>, persona = ADA): Promise<ActResult> =>
      ground.act({ persona, do: what, ...wish } as unknown as Act)
  const post = async (body: object = { content: 'a' }) =>
    String(Object((await ask(ground.discord, 'POST', `/channels/${PAPERS}/messages`, body)).body).id)
  return { ...ground, asking, post }
}

const GONE = 'There is no such message'

test('only who is here does anything, and only what Discord has', async () => {
  const { act } = await open()
  expect(await act({ persona: NOTHING, do: 'say', channel: PAPERS, text: 'a' })).toEqual({
    error: 'Nobody of that id is here',
  })
  expect(await act({ persona: ADA, do: 'home' })).toEqual({ error: 'An app has no Home here.' })
})

test('words are said in a channel that there is, and are neither nothing nor too many', async () => {
  const { asking } = await open()
  const say = asking('say')
  expect((await say({ channel: NOTHING, text: 'a' })).error).toBe('There is no such channel')
  expect((await say({ channel: LOBBY, text: 'a' })).error).toBe('There is no such channel')
  expect((await say({ channel: PAPERS, text: ' ' })).error).toBe('There is nothing to send')
  expect((await say({ channel: PAPERS, text: 'a'.repeat(2_001) })).error).toBe('Your message is too long')
  expect((await say({ channel: PAPERS, text: 'a'.repeat(2_000) })).error).toBeUndefined()
})

test('a message is changed by who wrote it, while its thread is open', async () => {
  const { discord, asking, post } = await open()
  const [say, edit] = [asking('say'), asking('edit')]
  const own = 'Only your own messages can be edited'
  expect((await edit({ channel: PAPERS, message: NOTHING, text: 'b' })).error).toBe(own)
  const thread = await post()
  await ask(discord, 'POST', Routes.threads(PAPERS, thread), { name: 'Attention' })
  const { message } = await say({ channel: PAPERS, thread, text: 'a' })
  const change = { channel: PAPERS, message: message?.id ?? '', text: 'b' }
  expect((await edit(change, BRUNO)).error).toBe(own)
  expect((await edit({ ...change, text: 'a'.repeat(2_001) })).error).toBe('Your message is too long')
  discord.setting('thread', { thread, archived: true })
  expect((await edit(change)).error).toBe('This thread is archived')
})

test('a message is deleted by who wrote it or manages the server', async () => {
  const { asking } = await open()
  const [say, erase] = [asking('say'), asking('delete')]
  expect((await erase({ channel: PAPERS, message: NOTHING })).error).toBe(GONE)
  const id = (await say({ channel: PAPERS, text: 'a' }, BRUNO)).message?.id ?? ''
  expect((await erase({ channel: PAPERS, message: id }, CHIYO)).error).toBe('Only your own messages can be deleted')
  expect(await erase({ channel: PAPERS, message: id }, ADA)).toEqual({})
})

test('who is not in a server sees, and touches, nothing in it', async () => {
  const { asking } = await open()
  const id = (await asking('say')({ channel: LOBBY, text: 'a' }, BRUNO)).message?.id ?? ''
  const there = { channel: LOBBY, message: id }
  expect((await asking('react')({ ...there, emoji: '👍' })).error).toBe(GONE)
  expect((await asking('delete')(there)).error).toBe(GONE)
  expect((await asking('point')({ ...there, name: 'Take' })).error).toBe(GONE)
  expect((await asking('click')({ ...there, control: 'a' })).error).toBe('There is no such control')
})

test('people react to what all see, with an emoji', async () => {
  const { discord, asking, act } = await open()
  const react = asking('react')
  expect((await react({ channel: PAPERS, message: NOTHING, emoji: '👍' })).error).toBe(GONE)
  const client = await login(discord)
  await client.application.commands.create({ name: 'paper', description: 'Papers' })
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'a', flags: MessageFlags.Ephemeral })
  })
  const { message } = await act({ persona: ADA, do: 'command', channel: PAPERS, text: '/paper' })
  expect((await react({ channel: PAPERS, message: message?.id ?? '', emoji: '👍' })).error).toBe(GONE)
  const said = (await asking('say')({ channel: PAPERS, text: 'a' })).message?.id ?? ''
  expect((await react({ channel: PAPERS, message: said, emoji: 'thumbsup' })).error).toBe('That is no emoji')
})

test('the bot is asked in and out of servers that there are, and channels that there are are changed', async () => {
  const { asking } = await open()
  const nowhere = 'The app is not in this server'
  expect((await asking('invite')({ place: NOTHING })).error).toBe('There is no such server')
  expect((await asking('dismiss')({ place: NOTHING })).error).toBe(nowhere)
  expect((await asking('dismiss')({ place: SECOND.id }, BRUNO)).error).toBe(nowhere)
  const manage = asking('manage')
  expect((await manage({ channel: NOTHING, change: { name: 'a' } })).error).toBe('There is no such channel')
  expect((await manage({ channel: PAPERS, change: { archived: true } })).error).toBe('Discord archives no channels')
})

test('members say that they come to events that are not over', async () => {
  const { discord, world, asking } = await open()
  const event = String(
    Object((await ask(discord, 'POST', `/guilds/${GUILD}/scheduled-events`, anEvent(world.now()))).body).id,
  )
  expect((await asking('interest')({ event }, DARA)).error).toBe('There is no such event')
  expect(await asking('interest')({ event })).toEqual({})
  world.advance(3 * 3_600_000)
  expect((await asking('interest')({ event })).error).toBe('There is no such event')
})

describe('commands', () => {
  const option = (type: number, name: string, rest: object = {}) => ({ type, name, description: 'A', ...rest })
  const ALL = {
    name: 'all',
    description: 'Of every kind',
    options: [
      option(3, 'text', { min_length: 2, max_length: 5 }),
      option(4, 'size', { min_value: 2, max_value: 4 }),
      option(10, 'share'),
      option(5, 'quiet'),
      option(6, 'user'),
      option(7, 'channel'),
      option(8, 'role'),
      option(9, 'anyone'),
      option(11, 'file'),
      option(3, 'title', { autocomplete: true }),
    ],
  }
  const PLAIN = { name: 'plain', description: 'Of none' }

  async function registered() {
    const ground = await open()
    const client = await login(ground.discord)
    const { commands } = client.application
    await commands.set([ALL, PLAIN, { type: 3, name: 'Take' }])
    return { ...ground, commands }
  }

  test.for([
    ['text:a', 'text: Must be at least 2 in length.'],
    ['text:abcdef', 'text: Must be 5 or fewer in length.'],
    ['size:2.5', 'size: Specify an integer.'],
    ['size:5', 'size: Specify a number at or below 4.'],
    ['share:half', 'share: Specify a number.'],
    ['quiet:maybe', 'quiet: Specify True or False.'],
    ['channel:nowhere', 'channel: Specify a valid channel.'],
    ['role:nobody', 'role: Specify a valid role.'],
    ['anyone:nobody', 'anyone: Specify a valid user or role.'],
  ])('/all %s is refused before it is sent', async ([line, error]) => {
    const { asking } = await registered()
    expect(await asking('command')({ channel: PAPERS, text: `/all ${line}` })).toEqual({ error })
  })

  test('nothing is offered for an option that there is not, nor in a channel that there is not', async () => {
    const { asking } = await registered()
    const complete = asking('complete')
    expect(await complete({ channel: PAPERS, text: '/plain ' })).toEqual({ choices: [] })
    expect((await complete({ channel: NOTHING, text: '/all title:a' })).error).toBe('There is no such channel')
    expect((await complete({ channel: LOBBY, text: '/all title:a' })).error).toBe('There is no such channel')
    expect(await complete({ channel: PAPERS, text: '/all title:a' })).toEqual({
      error: 'Loading options failed',
      choices: [],
    })
  })

  test('a message’s menu holds what was registered for it, on messages that there are', async () => {
    const { asking, post } = await registered()
    const message = await post()
    const point = asking('point')
    expect((await point({ channel: PAPERS, message: NOTHING, name: 'Take' })).error).toBe(GONE)
    expect((await point({ channel: PAPERS, message, name: 'Give' })).error).toBe('Unknown application command')
  })

  test('commands are offered where and to whom they are meant', async () => {
    const { commands, asking } = await registered()
    const run = async (text: string, persona = ADA, channel = PAPERS) =>
      (await asking('command')({ channel, text }, persona)).error
    const unknown = 'Unknown application command'
    const silence = 'The application did not respond'
    await commands.set([
      { name: 'admins', description: 'A', defaultMemberPermissions: '0' },
      { name: 'letters', description: 'A', contexts: [1] },
    ])
    await commands.create({ name: 'here', description: 'A' }, GUILD)
    const asked = await Promise.all([
      run('/admins', BRUNO),
      run('/letters'),
      run('/here', BRUNO, LOBBY),
      run('/here', ADA, directId(ADA)),
      run('/admins'),
      run('/letters', ADA, directId(ADA)),
      run('/here'),
    ])
    expect(asked).toEqual([unknown, unknown, unknown, unknown, silence, silence, silence])
  })
})

describe('controls', () => {
  const option = (value: string) => ({ label: value, value })
  const button = (id: string, rest: object = {}) => ({ type: 2, style: 1, custom_id: id, label: 'A', ...rest })
  const menu = (id: string, rest: object = {}) => ({
    type: 3,
    custom_id: id,
    options: ['a', 'b', 'c'].map(option),
    ...rest,
  })
  const row = (...components: object[]) => ({ type: 1, components })

  test('take what they ask for', async () => {
    const { asking, post } = await open()
    const components = [
      row(button('button'), button('dead', { disabled: true })),
      row(menu('one')),
      row(menu('some', { min_values: 2, max_values: 3 })),
      row(menu('off', { disabled: true })),
    ]
    const message = await post({ content: 'a', components })
    const click = async (control: string) => (await asking('click')({ channel: PAPERS, message, control })).error
    const select = async (control: string, values: string[]) =>
      (await asking('select')({ channel: PAPERS, message, control, values })).error
    expect(await click('one')).toBe('This is not a button')
    expect(await click('dead')).toBe('This button is disabled')
    expect(await select('button', ['a'])).toBe('This is not a menu')
    expect(await select('off', ['a'])).toBe('This menu is disabled')
    expect(await select('one', [])).toBe('Choose 1 of these')
    expect(await select('some', ['a'])).toBe('Choose 2 to 3 of these')
    expect(await select('one', ['a', 'b'])).toBe('Choose 1 of these')
    expect(await select('some', ['a', 'a'])).toBe('Choose each option once')
    expect(await select('one', ['d'])).toBe('Choose from the options of this menu')
    expect(await click('none')).toBe('There is no such control')
  })

  test('a form is its person’s own, while it and its channel are there', async () => {
    const { discord, asking } = await open()
    const client = await login(discord)
    await client.application.commands.create({ name: 'paper', description: 'Papers' })
    const several = { type: 18, label: 'Days', component: menu('days', { min_values: 2, max_values: 3 }) }
    const file = {
      type: 18,
      label: 'File',
      component: { type: 19, custom_id: 'file', required: false, max_values: 10 },
    }
    onInteraction(client, async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      const data = { custom_id: 'f', title: 'F', components: [several, file] }
      await client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
        body: { type: 9, data },
        auth: false,
      })
    })
    const opened = (await asking('command')({ channel: PAPERS, text: '/paper' })).modal?.id ?? ''
    const submit = async (days: string[], persona = ADA, modal = opened, files = 0) => {
      const sent = Array.from({ length: files }, () => ({ name: 'a', type: '', base64: '' }))
      const wish = { modal, fields: { days: days.length > 0 ? JSON.stringify(days) : '' }, files: { file: sent } }
      return (await asking('submit')(wish, persona)).error
    }
    expect(await submit(['a', 'b'], ADA, NOTHING)).toBe('That form is not open')
    expect(await submit(['a', 'b'], BRUNO)).toBe('That form is not open')
    expect(await submit([])).toBe('Days: This field is required.')
    expect(await submit(['a'])).toBe('Days: Choose 2 to 3 of the options.')
    expect(await submit(['a', 'b', 'c', 'd'])).toBe('Days: Choose 2 to 3 of the options.')
    expect(await submit(['a', 'd'])).toBe('Days: Choose one of the options.')
    expect(await submit(['a', 'b'], ADA, opened, 11)).toBe('At most 10 files can be sent at once')
    discord.setting('channelDeleted', { channel: PAPERS })
    expect(await submit(['a', 'b'])).toBe('That form is not open')
  })
})
