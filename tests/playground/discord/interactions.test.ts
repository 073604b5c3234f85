import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Client,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
  Routes,
} from 'discord.js'
import { describe, expect, test } from 'vitest'
import type { ActResult } from '../../../src/playground/types.ts'
import { ADA, BRUNO, login, messagesOf, onInteraction, PAPERS, papers, playground, refusalOf } from './harness.ts'
import { answerProblems, specProblems } from './spec.ts'

const EPHEMERAL = MessageFlags.Ephemeral
const sub = (name: string, options: object[] = []) => ({ type: 1, name, description: `The ${name}`, options })
const PAPER = {
  name: 'paper',
  description: 'Papers',
  options: [
    sub('week'),
    sub('find', [
      { type: 3, name: 'text', description: 'Words', required: true, max_length: 50 },
      { type: 3, name: 'tag', description: 'Tag', choices: [{ name: 'NLP', value: 'nlp' }] },
    ]),
    sub('show', [{ type: 3, name: 'paper', description: 'Title', required: true, autocomplete: true }]),
    {
      type: 2,
      name: 'club',
      description: 'Club',
      options: [
        sub('set', [
          { type: 4, name: 'size', description: 'Size', min_value: 2, max_value: 10 },
          { type: 5, name: 'quiet', description: 'Quiet' },
        ]),
        sub('organiser', [{ type: 6, name: 'member', description: 'Who', required: true }]),
      ],
    },
  ],
}
const NOMINATE = { type: 3, name: 'Nominate this' }

async function open() {
  const ground = await playground()
  const client = await login(ground.discord)
  await client.application.commands.set([PAPER, NOMINATE])
  const run = (text: string, persona = ADA) => ground.act({ persona, do: 'command', channel: PAPERS, text })
  return { ...ground, client, run }
}

type Ground = Awaited<ReturnType<typeof open>>

/** Answers every interaction of one kind with what the test says. */
function onCommand(client: Client, handle: (interaction: ChatInputCommandInteraction) => Promise<unknown>): void {
  onInteraction(client, async (interaction) => interaction.isChatInputCommand() && handle(interaction))
}

function nextCommand(
  { client, run }: Ground,
  text: string,
): Promise<{ interaction: ChatInputCommandInteraction; result: Promise<ActResult> }> {
  return new Promise((resolve) => {
    client.once('interactionCreate', (interaction: Interaction) => {
      if (interaction.isChatInputCommand()) resolve({ interaction, result })
    })
    const result = run(text)
  })
}

async function withButton(
  ground: Ground,
  components: object[] = [{ type: 2, style: 1, custom_id: 'vote:1', label: 'Vote' }],
) {
  const channel = await papers(ground.client)
  const body = { content: 'Ballot', components: [{ type: 1, components }] }
  await ground.client.rest.post(Routes.channelMessages(channel.id), { body })
  const message = messagesOf(ground.discord).at(-1)?.id ?? ''
  const click = (control = 'vote:1') => ground.act({ persona: ADA, do: 'click', channel: PAPERS, message, control })
  const select = (values: string[], control = 'choose') =>
    ground.act({ persona: ADA, do: 'select', channel: PAPERS, message, control, values })
  return { ...ground, message, click, select }
}

describe('a command', () => {
  test('answers at once, with the line above it that says who used it', async () => {
    const ground = await open()
    onCommand(ground.client, (interaction) => interaction.reply('Attention'))

    const { message } = await ground.run('/paper week')

    expect(message).toMatchObject({
      text: 'Attention',
      onlyFor: null,
      answering: { persona: 'Ada', command: '/paper week' },
    })
    expect(messagesOf(ground.discord)).toMatchObject([{ text: 'Attention' }])
    expect(ground.discord.requests().flatMap(specProblems)).toEqual([])
    expect(JSON.stringify(ground.discord.requests())).toContain('/:token/callback')
  })

  test('brings its options typed: words without a name fill the first', async () => {
    const ground = await open()
    const { interaction, result } = await nextCommand(ground, '/paper find sparse attention: a survey tag:NLP')
    expect(interaction.options.getSubcommand()).toBe('find')
    expect(interaction.options.getString('text')).toBe('sparse attention: a survey')
    expect(interaction.options.getString('tag')).toBe('nlp')
    await interaction.reply('ok')
    await result
  })

  test('brings groups, numbers, booleans and people', async () => {
    const ground = await open()
    const set = await nextCommand(ground, '/paper club set size:5 quiet:True')
    expect([set.interaction.options.getSubcommandGroup(), set.interaction.options.getSubcommand()]).toEqual([
      'club',
      'set',
    ])
    expect(set.interaction.options.getInteger('size')).toBe(5)
    expect(set.interaction.options.getBoolean('quiet')).toBe(true)
    expect(set.interaction.memberPermissions?.has('Administrator')).toBe(true)
    await set.interaction.reply('ok')
    await set.result

    const organiser = await nextCommand(ground, '/paper club organiser @Bruno')
    expect(organiser.interaction.options.getUser('member')?.id).toBe(BRUNO)
    expect(organiser.interaction.options.getMember('member')).not.toBeNull()
    await organiser.interaction.reply('ok')
    await organiser.result
  })

  test.for([
    ['/nothing', 'Unknown application command'],
    ['/paper', '/paper needs one of: week, find, show, club'],
    ['/paper find', 'text: This option is required. Specify a value.'],
    ['/paper find x tag:law', 'tag: Specify one of the choices.'],
    ['/paper club set size:1', 'size: Specify a number at or above 2.'],
    ['/paper club set size:many', 'size: Specify an integer.'],
    ['/paper club organiser nobody', 'member: Specify a valid user.'],
    ['/paper week now', 'This command takes no options.'],
  ] as const)('%s is refused before it is sent', async ([text, error]) => {
    const ground = await open()
    let heard = 0
    onCommand(ground.client, async () => heard++)
    expect(await ground.run(text)).toEqual({ error })
    expect(heard).toBe(0)
  })

  test('deferred, thinks until it is edited, and follow-ups come after', async () => {
    const ground = await open()
    const { interaction, result } = await nextCommand(ground, '/paper week')
    await interaction.deferReply()
    expect((await result).message).toMatchObject({ state: 'thinking', text: '' })

    await interaction.editReply({
      flags: MessageFlags.IsComponentsV2,
      components: [{ type: 10, content: 'Attention' }],
    })
    await interaction.followUp('And more')
    expect(messagesOf(ground.discord)).toMatchObject([
      { state: 'sent', componentsV2: true, editedAt: null },
      { text: 'And more', answering: null },
    ])
    expect((await interaction.fetchReply()).id).toBe(messagesOf(ground.discord)[0]?.id)
    await interaction.deleteReply()
    expect(messagesOf(ground.discord)).toHaveLength(1)
    expect(ground.discord.requests().flatMap(specProblems)).toEqual([])
  })

  test('with_response brings the message along', async () => {
    const ground = await open()
    const { interaction, result } = await nextCommand(ground, '/paper week')
    const answer = await interaction.reply({ content: 'Attention', withResponse: true })
    expect(answer.resource?.message?.content).toBe('Attention')
    expect(answer.interaction.responseMessageId).toBe((await result).message?.id)
  })

  test('run on a message brings that message', async () => {
    const ground = await open()
    ground.discord.setting('messageContent', false)
    const { message } = await ground.act({ persona: BRUNO, do: 'say', channel: PAPERS, text: 'Read this!' })
    onInteraction(ground.client, async (interaction) => {
      if (interaction.isMessageContextMenuCommand())
        await interaction.reply(`Nominated: ${interaction.targetMessage.content}`)
    })
    const result = await ground.act({
      persona: ADA,
      do: 'point',
      channel: PAPERS,
      message: message?.id ?? '',
      name: 'Nominate this',
    })
    expect(result.message).toMatchObject({ text: 'Nominated: Read this!', answering: { command: 'Nominate this' } })
  })

  test('in a thread is answered in the thread', async () => {
    const ground = await open()
    const pick = await (await papers(ground.client)).send('The pick')
    const thread = await pick.startThread({ name: 'Attention' })
    onCommand(ground.client, (interaction) => interaction.reply('here'))
    await ground.act({ persona: ADA, do: 'command', channel: thread.id, text: '/paper week' })
    expect(ground.discord.state().channels[0]?.threads[0]?.messages).toMatchObject([{ text: 'here' }])
  })
})

describe('autocomplete', () => {
  test('offers what the bot says for the option being typed', async () => {
    const ground = await open()
    onInteraction(ground.client, async (interaction) => {
      if (!interaction.isAutocomplete()) return
      const typed = interaction.options.getFocused(true)
      await interaction.respond([{ name: `${typed.name}=${typed.value}`, value: 'p1' }])
    })
    const complete = (text: string) => ground.act({ persona: ADA, do: 'complete', channel: PAPERS, text })
    expect(await complete('/paper show atten')).toEqual({ choices: [{ name: 'paper=atten', value: 'p1' }] })
    expect(await complete('/paper show paper:atten')).toEqual({ choices: [{ name: 'paper=atten', value: 'p1' }] })
    expect(await complete('/paper show ')).toEqual({ choices: [{ name: 'paper=', value: 'p1' }] })
    expect(await complete('/paper find x tag:n')).toEqual({ choices: [{ name: 'NLP', value: 'NLP' }] })
    expect(ground.discord.requests().flatMap(specProblems)).toEqual([])
  })

  test('of more than 25 choices, or of choices too long, is refused', async () => {
    const ground = await open()
    const refusals: string[] = []
    onInteraction(ground.client, async (interaction) => {
      if (!interaction.isAutocomplete()) return
      const many = Array.from({ length: 26 }, (_, index) => ({ name: `${index}`, value: `${index}` }))
      refusals.push((await refusalOf(interaction.respond(many))).message)
      refusals.push((await refusalOf(interaction.respond([{ name: 'a'.repeat(101), value: 'a' }]))).message)
      await interaction.respond(many.slice(1))
    })
    const { choices } = await ground.act({ persona: ADA, do: 'complete', channel: PAPERS, text: '/paper show a' })
    expect(choices).toHaveLength(25)
    expect(refusals[0]).toContain('data.choices[BASE_TYPE_MAX_LENGTH]')
    expect(refusals[1]).toContain('data.choices[0].name[BASE_TYPE_BAD_LENGTH]')
  })
})

describe('answers in time', () => {
  test('a second answer is refused with 40060', async () => {
    const ground = await open()
    const { interaction, result } = await nextCommand(ground, '/paper week')
    await interaction.reply('first')
    const second = ground.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      body: { type: 4, data: { content: 'second' } },
      auth: false,
    })
    expect(await refusalOf(second)).toMatchObject({ code: 40060, status: 400 })
    await result
    expect(messagesOf(ground.discord)).toHaveLength(1)
  })

  test('after three seconds the person is told, and a late answer is refused with 10062', async () => {
    const ground = await open()
    const { interaction, result } = await nextCommand(ground, '/paper week')
    const { error, message } = await result
    expect(error).toBe('The application did not respond')
    expect(message).toMatchObject({ state: 'failed', onlyFor: ADA })
    expect(await refusalOf(interaction.reply('late'))).toMatchObject({ code: 10062, status: 404 })
    expect((await (await papers(ground.client)).messages.fetch({ limit: 10 })).size).toBe(0)
  })

  test('a token is good for fifteen minutes', async () => {
    const ground = await open()
    const { interaction, result } = await nextCommand(ground, '/paper week')
    await interaction.deferReply()
    await result
    ground.world.advance(15 * 60_000 + 1)
    expect(await refusalOf(interaction.editReply('late'))).toMatchObject({ code: 50027, status: 401 })
    expect(messagesOf(ground.discord)[0]?.state).toBe('failed')
  })

  test('an answer that is refused for its form leaves room for a better one', async () => {
    const ground = await open()
    const { interaction, result } = await nextCommand(ground, '/paper week')
    const refused = await refusalOf(interaction.reply('a'.repeat(2_001)))
    expect(refused).toMatchObject({ code: 50035 })
    expect(refused.message).toContain('data.content[BASE_TYPE_MAX_LENGTH]')
    await interaction.reply('short')
    expect((await result).message?.text).toBe('short')
  })
})

describe('an ephemeral answer', () => {
  test('is seen by one person and stands in no history and no event', async () => {
    const ground = await open()
    const heard: string[] = []
    ground.client.on('raw', ({ t }: { t: string }) => heard.push(t))
    onCommand(ground.client, (interaction) => interaction.reply({ content: 'only you', flags: EPHEMERAL }))

    const { message } = await ground.run('/paper week')

    expect(message?.onlyFor).toBe(ADA)
    const channel = await papers(ground.client)
    expect((await channel.messages.fetch({ limit: 10 })).size).toBe(0)
    expect(await refusalOf(channel.messages.fetch(message?.id ?? ''))).toMatchObject({ code: 10008 })
    expect(heard).not.toContain('MESSAGE_CREATE')
  })

  test('stays so when it was deferred so, whatever the edit and the first follow-up say', async () => {
    const ground = await open()
    const first = await nextCommand(ground, '/paper week')
    await first.interaction.deferReply({ flags: EPHEMERAL })
    await first.interaction.editReply('mine')
    const second = await nextCommand(ground, '/paper week')
    await second.interaction.deferReply({ flags: EPHEMERAL })
    await second.interaction.followUp('mine too')
    expect(messagesOf(ground.discord)).toMatchObject([
      { text: 'mine', onlyFor: ADA },
      { text: 'mine too', onlyFor: ADA },
    ])
  })

  test('has buttons that work, for the person who sees them', async () => {
    const ground = await open()
    const components = [
      { type: 1 as const, components: [{ type: 2 as const, style: 2, custom_id: 'share', label: 'Share' }] },
    ]
    onInteraction(ground.client, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply({ content: 'mine', flags: EPHEMERAL, components })
      if (interaction.isButton()) {
        expect(interaction.message.flags.has(EPHEMERAL)).toBe(true)
        await interaction.update({ content: 'shared', components: [] })
      }
    })
    const message = (await ground.run('/paper week')).message?.id ?? ''
    const click = (persona: string) => ground.act({ persona, do: 'click', channel: PAPERS, message, control: 'share' })
    expect(await click(BRUNO)).toEqual({ error: 'There is no such control' })
    expect((await click(ADA)).message).toMatchObject({ text: 'shared', onlyFor: ADA, components: [] })
  })
})

describe('a control', () => {
  const onButton = (client: Client, handle: (interaction: ButtonInteraction) => Promise<unknown>) =>
    onInteraction(client, async (interaction) => interaction.isButton() && handle(interaction))

  test('updates the message it stands on, at once or later', async () => {
    const ground = await withButton(await open())
    onButton(ground.client, (interaction) => interaction.update({ content: 'Ballot: 1 vote' }))
    expect((await ground.click()).message).toMatchObject({ id: ground.message, text: 'Ballot: 1 vote' })

    ground.client.removeAllListeners('interactionCreate')
    onButton(ground.client, async (interaction) => {
      await interaction.deferUpdate()
      await interaction.editReply({ content: 'Ballot: 2 votes' })
      await interaction.followUp({ content: 'You voted', flags: EPHEMERAL })
    })
    await ground.click()
    await expect
      .poll(() => messagesOf(ground.discord))
      .toMatchObject([{ text: 'Ballot: 2 votes' }, { text: 'You voted', onlyFor: ADA }])
    expect(ground.discord.requests().flatMap(specProblems)).toEqual([])
  })

  test('answers beside the message when the bot replies', async () => {
    const ground = await withButton(await open())
    onButton(ground.client, (interaction) => interaction.reply({ content: 'Counted', flags: EPHEMERAL }))
    expect((await ground.click()).message).toMatchObject({ text: 'Counted', onlyFor: ADA, answering: null })
  })

  test('that is disabled, unknown or no button is not pressed', async () => {
    const options = [
      { label: 'A', value: 'a' },
      { label: 'B', value: 'b' },
    ]
    const ground = await withButton(await open(), [
      { type: 2, style: 1, custom_id: 'off', label: 'Off', disabled: true },
    ])
    expect(await ground.click('off')).toEqual({ error: 'This button is disabled' })
    expect(await ground.click('none')).toEqual({ error: 'There is no such control' })
    const menu = await withButton(ground, [{ type: 3, custom_id: 'choose', options, min_values: 1, max_values: 1 }])
    expect(await menu.click('choose')).toEqual({ error: 'This is not a button' })
    expect(await menu.select([])).toEqual({ error: 'Choose 1 of these' })
    expect(await menu.select(['a', 'b'])).toEqual({ error: 'Choose 1 of these' })
    expect(await menu.select(['c'])).toEqual({ error: 'Choose from the options of this menu' })
  })

  test('that is a menu brings what was chosen', async () => {
    const options = ['a', 'b', 'c'].map((value) => ({ label: value, value }))
    const ground = await withButton(await open(), [
      { type: 3, custom_id: 'choose', options, min_values: 0, max_values: 3 },
    ])
    onInteraction(ground.client, async (interaction) => {
      if (interaction.isStringSelectMenu()) await interaction.update({ content: interaction.values.join('+') })
    })
    expect((await ground.select(['a', 'c'])).message?.text).toBe('a+c')
  })

  test('that nobody answers says so', async () => {
    const ground = await withButton(await open())
    expect(await ground.click()).toEqual({ error: 'The application did not respond' })
    expect(messagesOf(ground.discord)).toHaveLength(1)
  })
})

describe('a form', () => {
  const FORM = {
    custom_id: 'nominate',
    title: 'Nominate',
    components: [
      { type: 10, content: 'Why this one?' },
      {
        type: 18,
        label: 'Reason',
        component: { type: 4, custom_id: 'reason', style: 2, min_length: 3, max_length: 10 },
      },
      { type: 18, label: 'Note', component: { type: 4, custom_id: 'note', style: 1, required: false, value: 'none' } },
      {
        type: 18,
        label: 'Day',
        component: {
          type: 3,
          custom_id: 'day',
          options: [
            { label: 'Monday', value: 'mon' },
            { label: 'Friday', value: 'fri' },
          ],
        },
      },
    ],
  }
  const openForm = (client: Client, interaction: { id: string; token: string }, body: object = FORM) =>
    client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      body: { type: 9, data: body },
      auth: false,
    })
  const onSubmit = (client: Client, handle: (interaction: ModalSubmitInteraction) => Promise<unknown>) =>
    onInteraction(client, async (interaction) => interaction.isModalSubmit() && handle(interaction))

  async function opened() {
    const ground = await open()
    const { interaction, result } = await nextCommand(ground, '/paper week')
    await openForm(ground.client, interaction)
    const modal = (await result).modal?.id ?? ''
    const submit = (fields: Record<string, string>) => ground.act({ persona: ADA, do: 'submit', modal, fields })
    return { ...ground, modal, submit, interaction }
  }

  test('opens, is filled in and brings its fields', async () => {
    const ground = await opened()
    expect(ground.discord.state().modals).toMatchObject([
      { id: ground.modal, persona: ADA, view: { title: 'Nominate' } },
    ])
    onSubmit(ground.client, (interaction) =>
      interaction.reply(
        ['reason', 'note'].map((name) => interaction.fields.getTextInputValue(name)).join('|') +
          interaction.fields.getStringSelectValues('day').join('|'),
      ),
    )
    expect((await ground.submit({ reason: 'short', day: 'fri' })).message?.text).toBe('short|nonefri')
    expect(ground.discord.state().modals).toEqual([])
    expect(ground.discord.requests().flatMap(specProblems)).toEqual([])
  })

  test('is checked by the client before it is sent', async () => {
    const ground = await opened()
    expect((await ground.submit({ reason: '', day: 'fri' })).error).toBe('Reason: This field is required.')
    expect((await ground.submit({ reason: 'no', day: 'fri' })).error).toBe('Reason: Must be at least 3 in length.')
    expect((await ground.submit({ reason: 'much too long', day: 'fri' })).error).toBe(
      'Reason: Must be 10 or fewer in length.',
    )
    expect((await ground.submit({ reason: 'short', day: 'sun' })).error).toBe('Day: Choose one of the options.')
    expect(ground.discord.state().modals).toHaveLength(1)
  })

  test('cannot answer a form, and not come after another answer', async () => {
    const ground = await opened()
    const refusals: unknown[] = []
    onSubmit(ground.client, async (interaction) => {
      refusals.push((await refusalOf(openForm(ground.client, interaction))).code)
      await interaction.deferReply()
      refusals.push((await refusalOf(openForm(ground.client, interaction))).code)
      await interaction.editReply('done')
    })
    await ground.submit({ reason: 'short', day: 'fri' })
    await expect.poll(() => refusals).toEqual([50035, 40060])
  })

  test('opened from a button updates the button’s message', async () => {
    const ground = await withButton(await open())
    onInteraction(ground.client, async (interaction) => {
      if (interaction.isButton()) await openForm(ground.client, interaction)
      if (interaction.isModalSubmit() && interaction.isFromMessage()) await interaction.update({ content: 'Nominated' })
    })
    const { modal } = await ground.click()
    const fields = { reason: 'short', day: 'mon' }
    const result = await ground.act({ persona: ADA, do: 'submit', modal: modal?.id ?? '', fields })
    expect(result.message).toMatchObject({ id: ground.message, text: 'Nominated' })
  })

  test('beyond its limits is refused', async () => {
    const ground = await open()
    const { interaction } = await nextCommand(ground, '/paper week')
    const refused = async (body: object) => (await refusalOf(openForm(ground.client, interaction, body))).message
    const input = { type: 4, custom_id: 'a', style: 1 }
    const label = (text: string) => ({ type: 18, label: text, component: input })
    expect(await refused({ ...FORM, title: 'a'.repeat(46) })).toContain('data.title[BASE_TYPE_BAD_LENGTH]')
    expect(await refused({ ...FORM, components: [] })).toContain('data.components[BASE_TYPE_BAD_LENGTH]')
    expect(await refused({ ...FORM, components: 'abcdef'.split('').map(label) })).toContain(
      'data.components[BASE_TYPE_BAD_LENGTH]',
    )
    expect(await refused({ ...FORM, components: [label('a'.repeat(46))] })).toContain('label[BASE_TYPE_BAD_LENGTH]')
    expect(await refused({ ...FORM, components: [label('a'), label('b')] })).toContain('COMPONENT_CUSTOM_ID_DUPLICATED')
    await openForm(ground.client, interaction, { ...FORM, title: 'a'.repeat(45) })
  })

  test('that nobody takes stays open', async () => {
    const ground = await opened()
    expect((await ground.submit({ reason: 'short', day: 'fri' })).error).toBe('Something went wrong. Try again.')
    expect(ground.discord.state().modals).toHaveLength(1)
    await ground.act({ persona: ADA, do: 'close', modal: ground.modal })
    expect(ground.discord.state().modals).toEqual([])
  })
})

test('what the local Discord answers has the published shapes', async () => {
  const ground = await open()
  const { client } = ground
  const { interaction, result } = await nextCommand(ground, '/paper week')
  const callback = await client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
    body: { type: 4, data: { content: 'a', flags: EPHEMERAL } },
    query: new URLSearchParams({ with_response: 'true' }),
    auth: false,
  })
  await result
  expect(answerProblems('callback', callback)).toEqual([])
  expect(answerProblems('gateway', await client.rest.get('/gateway/bot'))).toEqual([])
  expect(answerProblems('application', await client.rest.get('/applications/@me'))).toEqual([])
  expect(answerProblems('guild', await client.rest.get('/guilds/1180000000000000001'))).toEqual([])
  expect(answerProblems('channel', await client.rest.get(Routes.channel(PAPERS)))).toEqual([])
  expect(answerProblems('member', await client.rest.get(`/guilds/1180000000000000001/members/${ADA}`))).toEqual([])
})
