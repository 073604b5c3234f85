import { expect, test } from 'vitest'
import type { Form } from '../../../src/chat/card.ts'
import type { Click, Pending, Pointing, Submission } from '../../../src/chat/platform.ts'
import { account, ada, card, channel, emmy, messagesOf, room, shows, soon, startBot, until } from './bot.ts'

const button = { kind: 'buttons' as const, buttons: [{ label: 'Press', action: 'vote:mine:ballot.c.1' }] }
const press = { do: 'click' as const, persona: ada, channel, control: 'vote:mine:ballot.c.1' }

const form: Form = {
  action: 'nominate:form:1',
  title: 'Nominate a paper for the next week',
  submit: 'Nominate',
  intro: 'Say why.',
  inputs: [
    { name: 'paper', label: 'Paper', required: true, kind: 'line', max: 200, value: 'Attention' },
    { name: 'reason', label: 'Reason', hint: 'In a sentence', required: false, kind: 'paragraph', max: 500 },
    { name: 'when', label: 'When', required: true, kind: 'choice', choices: [{ label: 'Now', value: 'now' }] },
  ],
}

const opens = (afterMs = 0): Pending => ({
  answers: 'form',
  reply: soon({ kind: 'form' as const, form }, afterMs),
  empty: form,
})

test('a button is handed on with its room and its caller, and answered to the caller alone', async () => {
  const clicks: Click[] = []
  const bot = await startBot({
    act(click) {
      clicks.push(click)
      return shows('actor', card('Your vote'))
    },
  })
  const { message } = await bot.bot.post(room, card('Ballot', button), 'ballot.c.1')
  const answered = await bot.slack.act({ ...press, message })
  expect(answered.message).toMatchObject({ onlyFor: ada, text: 'Your vote' })
  expect(clicks).toEqual([
    {
      room,
      interaction: expect.stringMatching(/^slack:\S+$/),
      caller: { account: account(ada), name: 'Ada', admin: true, zone: 'Europe/Berlin' },
      action: 'vote:mine:ballot.c.1',
      values: [],
    },
  ])
})

test('an update replaces the message that was clicked, the room’s or one that only the caller sees', async () => {
  const bot = await startBot({
    runText: () => shows('actor', card('Private', button)),
    act: () => shows('update', card('Changed', button)),
  })
  const { message: id } = await bot.bot.post(room, card('Ballot', button), 'ballot.c.1')
  await bot.slack.act({ ...press, message: id })
  await until('the change', () => messagesOf(bot).find((one) => one.id === id && one.text.startsWith('Changed')))

  const own = await bot.slack.act({ do: 'command', persona: ada, channel, text: '/paper vote' })
  await bot.slack.act({ ...press, message: own.message?.id ?? '' })
  const mine = await until('the change', () =>
    messagesOf(bot).find((one) => one.onlyFor === ada && one.text.startsWith('Changed')),
  )
  expect(mine.id).toBe(own.message?.id)
  expect(messagesOf(bot).filter((one) => one.onlyFor === ada)).toHaveLength(1)
})

test('what went wrong with a click leaves the message as it is and is told to the caller alone', async () => {
  const bot = await startBot({
    act: () => ({ answers: 'update', reply: Promise.resolve({ kind: 'problem', card: card('Too late') }) }),
  })
  const { message } = await bot.bot.post(room, card('Ballot', button), 'ballot.c.1')
  const answered = await bot.slack.act({ ...press, message })
  expect(answered.message).toMatchObject({ onlyFor: ada, text: 'Too late' })
  expect(messagesOf(bot).find(({ id }) => id === message)?.text).toContain('Ballot')
})

test('a menu hands on all that was chosen', async () => {
  const clicks: Click[] = []
  const bot = await startBot({
    act(click) {
      clicks.push(click)
      return shows('actor', card('Noted'))
    },
  })
  const options = ['a', 'b', 'c'].map((value) => ({ label: value.toUpperCase(), value }))
  const select = { action: 'vote:cast:ballot.c.1', placeholder: 'Vote', min: 1, max: 3, options }
  const { message } = await bot.bot.post(room, card('Ballot', { kind: 'select', select }), 'ballot.c.1')
  await bot.slack.act({ do: 'select', persona: emmy, channel, message, control: select.action, values: ['a', 'c'] })
  expect(clicks[0]).toMatchObject({ action: select.action, values: ['a', 'c'] })
})

test('a menu shows anew what is so once its own message is changed for a choice, and a ballot leaves choices alone', async () => {
  const options = (chosen: string[]) =>
    ['a', 'b'].map((value) => ({ label: value, value, ...(chosen.includes(value) ? { selected: true } : {}) }))
  const menu = (chosen: string[]) => ({
    kind: 'select' as const,
    select: { action: 'vote:change:x', placeholder: 'Vote', min: 1, max: 2, options: options(chosen) },
  })
  let kept: string[] = []
  const bot = await startBot({
    runText: () => shows('actor', card('Mine', menu(kept))),
    act({ values }) {
      kept = values
      return shows('update', card('Mine', menu(kept)))
    },
  })
  const own = await bot.slack.act({ do: 'command', persona: ada, channel, text: '/paper vote' })
  const message = own.message?.id ?? ''
  const names: unknown[] = []
  for (const values of [['a'], [], ['a'], ['a', 'b']]) {
    await bot.slack.act({ do: 'select', persona: ada, channel, message, control: 'vote:change:x', values })
    const shown = messagesOf(bot)
      .find(({ id }) => id === message)
      ?.components.at(-1) as { block_id?: string }
    names.push(shown.block_id)
  }
  expect(new Set(names).size).toBe(4)

  const ballot = (votes: number) => card(`${votes} votes`, menu([]))
  const ref = await bot.bot.post(room, ballot(0), 'ballot.c.1')
  const nameOf = () => {
    const shown = messagesOf(bot).find(({ id }) => id === ref.message)
    return (shown?.components.at(-1) as { block_id?: string } | undefined)?.block_id
  }
  const before = nameOf()
  await bot.bot.edit(ref, ballot(1))
  expect(nameOf()).toBe(before)
  expect(before).toBeTruthy()
})

test('an answer to a click in a thread stays in the thread', async () => {
  const bot = await startBot(
    { point: () => shows('room', card('In the thread', button)), act: () => shows('room', card('There too')) },
    { shortcuts: [{ name: 'Look it up', callbackId: 'show' }] },
  )
  const pick = await bot.bot.post(room, card('Pick'), 'pick.c.1')
  const reply = await bot.slack.act({ do: 'say', persona: ada, channel, thread: pick.message, text: 'a reply' })
  const pointed = { do: 'point' as const, persona: ada, channel, message: reply.message?.id ?? '', name: 'Look it up' }
  const shown = await bot.slack.act(pointed)
  await bot.slack.act({ ...press, message: shown.message?.id ?? '' })
  const [thread] = bot.slack.state().channels.find(({ id }) => id === channel)?.threads ?? []
  expect(thread?.messages.map(({ text }) => text.split('\n')[0])).toEqual(['a reply', 'In the thread', 'There too'])
})

test('a form opens filled in, names what is wrong with each field, and then is carried out', async () => {
  const submissions: Submission[] = []
  const bot = await startBot({
    act: () => opens(),
    submit(submission) {
      submissions.push(submission)
      if (!submission.fields.reason) return { errors: { reason: 'Say why.' } }
      return shows('actor', card('Nominated'))
    },
  })
  const { message } = await bot.bot.post(room, card('Ballot', button), 'ballot.c.1')
  const { modal } = await bot.slack.act({ ...press, message })
  expect(modal?.view).toMatchObject({
    title: { text: 'Nominate a paper for…' },
    state: { values: { paper: { paper: { value: 'Attention' } } } },
  })

  const refused = await bot.slack.act({ do: 'submit', persona: ada, modal: modal?.id ?? '', fields: { when: 'now' } })
  expect(refused.modal?.errors).toEqual({ reason: 'Say why.' })

  const done = await bot.slack.act({
    do: 'submit',
    persona: ada,
    modal: modal?.id ?? '',
    fields: { reason: 'It is short' },
  })
  expect(done.message).toMatchObject({ onlyFor: ada, text: 'Nominated' })
  expect(submissions.at(-1)).toEqual({
    room,
    interaction: expect.stringMatching(/^slack:\S+$/),
    caller: { account: account(ada), name: 'Ada', admin: true, zone: 'Europe/Berlin' },
    action: 'nominate:form:1',
    fields: { paper: 'Attention', reason: 'It is short', when: 'now' },
    files: {},
  })
  expect(bot.slack.state().modals).toEqual([])
})

test('an answer to a form that our own call cannot bring takes the address of the click', async () => {
  const bot = await startBot({ act: () => opens(), submit: () => shows('actor', card('Nominated')) })
  const { message } = await bot.bot.post(room, card('Ballot', button), 'ballot.c.1')
  const { modal } = await bot.slack.act({ ...press, message })
  bot.world.addFault({ chat: 'slack', match: 'chat.postEphemeral', status: 403 })
  await bot.slack.act({ do: 'submit', persona: ada, modal: modal?.id ?? '', fields: { when: 'now' } })
  const told = await until('the answer', () => messagesOf(bot).find(({ text }) => text === 'Nominated'))
  expect(told.onlyFor).toBe(ada)
})

test('a submitted form may change the message whose button opened it', async () => {
  const bot = await startBot({
    act: () => opens(),
    submit: () => shows('update', card('Ballot with one more', button)),
  })
  const { message } = await bot.bot.post(room, card('Ballot', button), 'ballot.c.1')
  const { modal } = await bot.slack.act({ ...press, message })
  await bot.slack.act({ do: 'submit', persona: ada, modal: modal?.id ?? '', fields: { when: 'now' } })
  await until('the change', () => messagesOf(bot).find(({ id, text }) => id === message && text.includes('one more')))
})

test('F17 a form that takes long opens at once as one that is loading, and is filled in later', async () => {
  const bot = await startBot({ act: () => opens(4_000) })
  const { message } = await bot.bot.post(room, card('Ballot', button), 'ballot.c.1')
  const { modal, error } = await bot.slack.act({ ...press, message })
  expect(error).toBeUndefined()
  expect(JSON.stringify(modal?.view)).toContain('One moment…')
  const filled = await until('the form', () =>
    bot.slack.state().modals.find(({ view }) => JSON.stringify(view).includes('plain_text_input')),
  )
  expect(filled.id).toBe(modal?.id)
}, 15_000)

test('a form that cannot be made says so in the modal that is already open', async () => {
  const reply = soon({ kind: 'problem' as const, card: card('The ballot is closed') }, 1_500)
  const bot = await startBot({ act: () => ({ answers: 'form', reply, empty: form }) })
  const { message } = await bot.bot.post(room, card('Ballot', button), 'ballot.c.1')
  await bot.slack.act({ ...press, message })
  await until('the problem', () =>
    bot.slack.state().modals.find(({ view }) => JSON.stringify(view).includes('The ballot is closed')),
  )
})

test('a form that asks for files opens without them where the app may not read any', async () => {
  const submissions: Submission[] = []
  const inputs: Form['inputs'] = [
    { kind: 'paragraph', name: 'what', label: 'Text', required: false, max: 100 },
    { kind: 'file', name: 'file', label: 'Files', required: false, most: 1 },
  ]
  const bot = await startBot(
    {
      act: () => ({ answers: 'form', reply: Promise.resolve({ kind: 'form', form: { ...form, inputs } }) }),
      submit(one) {
        submissions.push(one)
        return shows('actor', card('Taken'))
      },
    },
    { scopes: ['chat:write', 'commands', 'users:read'] },
  )
  const { message } = await bot.bot.post(room, card('Ballot', button), 'ballot.c.1')
  const { modal } = await bot.slack.act({ ...press, message })
  await bot.slack.act({ do: 'submit', persona: ada, modal: modal?.id ?? '', fields: { what: 'words' } })
  expect(submissions).toMatchObject([{ fields: { what: 'words' }, files: {} }])
  expect(bot.bot.health().detail).toContain('files:read')
})

test('a form that Slack does not open is said, and nothing hangs', async () => {
  const bot = await startBot({ act: () => opens() })
  bot.world.addFault({ chat: 'slack', match: 'views.open', status: 500 })
  const { message } = await bot.bot.post(room, card('Ballot', button), 'ballot.c.1')
  const answered = await bot.slack.act({ ...press, message })
  expect(answered.message).toMatchObject({ onlyFor: ada, text: expect.stringContaining('please try again') })
})

test('a message shortcut hands on the whole message that was pointed at', async () => {
  const pointings: Pointing[] = []
  const bot = await startBot(
    {
      point(pointing) {
        pointings.push(pointing)
        return shows('actor', card('Looked at'))
      },
    },
    { shortcuts: [{ name: 'Look it up', callbackId: 'show' }] },
  )
  const pick = await bot.bot.post(room, card('Pick'), 'pick.c.1')
  const { message } = await bot.slack.act({
    do: 'say',
    persona: emmy,
    channel,
    thread: pick.message,
    text: 'see https://x.org',
  })
  const id = message?.id ?? ''
  const answered = await bot.slack.act({ do: 'point', persona: ada, channel, message: id, name: 'Look it up' })
  expect(answered.message).toMatchObject({ onlyFor: ada, text: 'Looked at' })
  expect(pointings).toEqual([
    {
      room,
      interaction: expect.stringMatching(/^slack:\S+$/),
      caller: { account: account(ada), name: 'Ada', admin: true, zone: 'Europe/Berlin' },
      command: 'show',
      message: {
        ref: { room, message: id },
        thread: pick.message,
        author: { account: account(emmy), name: 'Emmy' },
        text: 'see https://x.org',
        files: [],
        at: expect.any(Temporal.Instant),
      },
    },
  ])
})

test('a link button and a control of nobody’s are acknowledged and otherwise left alone', async () => {
  const bot = await startBot({})
  const buttons = [{ label: 'Read', url: 'https://x.org' }]
  const { message } = await bot.bot.post(room, card('Pick', { kind: 'buttons', buttons }), 'pick.c.1')
  const [, actions] = messagesOf(bot).find(({ id }) => id === message)?.components ?? []
  const control = /"action_id":"([^"]+)"/.exec(JSON.stringify(actions))?.[1] ?? ''
  const { error } = await bot.slack.act({ do: 'click', persona: ada, channel, message, control })
  expect(error).toBeUndefined()
})
