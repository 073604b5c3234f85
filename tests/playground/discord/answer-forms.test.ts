/** What Discord refuses in answers to people: forms, choices, messages, and whoever has no right to answer. */
import { type APIInteraction, Routes } from 'discord.js'
import { expect, test } from 'vitest'
import type { ActResult } from '../../../src/playground/types.ts'
import { ADA, type Asked, ask, login, nextRaw, PAPERS, playground, unhurried } from './harness.ts'

const COMMANDS = [
  {
    name: 'paper',
    description: 'Papers',
    options: [{ type: 3, name: 'title', description: 'Title', autocomplete: true }],
  },
]
const button = { type: 2, style: 1, custom_id: 'vote', label: 'Vote' }
const components = [{ type: 1, components: [button] }]
const long = (length: number) => 'a'.repeat(length)

async function open() {
  const ground = await playground()
  unhurried(ground.discord)
  const client = await login(ground.discord)
  await client.application.commands.set(COMMANDS)

  /** What a person starts, and what answers it. */
  async function started(doing: Promise<ActResult>) {
    const { id, token } = (await nextRaw(client, 'INTERACTION_CREATE')) as unknown as APIInteraction
    const answer = (type: number, data: object = {}): Promise<Asked> =>
      ask(ground.discord, 'POST', `/interactions/${id}/${token}/callback`, { type, data })
    return { id, token, answer, result: doing }
  }
  const run = (channel = PAPERS) => started(ground.act({ persona: ADA, do: 'command', channel, text: '/paper' }))
  const posted = async (channel = PAPERS) => {
    const sent = await client.rest.post(Routes.channelMessages(channel), { body: { content: 'Ballot', components } })
    return (sent as { id: string }).id
  }
  const click = (message: string) =>
    started(ground.act({ persona: ADA, do: 'click', channel: PAPERS, message, control: 'vote' }))
  return { ...ground, client, started, run, posted, click }
}

const input = (rest: object = {}) => ({ type: 4, custom_id: 'a', style: 1, ...rest })
const asking = (component: object, rest: object = {}) => ({ type: 18, label: 'Why', component, ...rest })
const row = (...inputs: object[]) => ({ type: 1, components: inputs })
const form = (component: unknown, rest: object = {}) => ({
  custom_id: 'f',
  title: 'T',
  components: [component],
  ...rest,
})
const option = { label: 'a', value: 'a' }

/** What of a form goes too far, and what Discord says of it; with what is just right in its place it is taken. */
const forms: [object, object, string][] = [
  [form(asking(input()), { custom_id: long(101) }), form(asking(input()), { custom_id: long(100) }), 'data.custom_id'],
  [
    form(row(input({ label: 'a' }), input({ label: 'b', custom_id: 'b' }))),
    form(row(input({ label: 'a' }))),
    'BAD_LENGTH',
  ],
  [form({ type: 10, content: long(4_001) }), form({ type: 10, content: long(4_000) }), 'data.components.0.content'],
  [
    form(asking(input(), { description: long(101) })),
    form(asking(input(), { description: long(100) })),
    '0.description',
  ],
  [form(button), form(asking(input())), 'data.components.0.type UNION_TYPE_CHOICES'],
  [form(asking(button)), form(asking(input())), 'data.components.0.component.type UNION_TYPE_CHOICES'],
  [
    form(asking({ type: 3, custom_id: long(101), options: [option] })),
    form(asking({ type: 3, custom_id: long(100), options: [option] })),
    'data.components.0.component.custom_id',
  ],
  [form(row(button)), form(row(input({ label: 'a' }))), 'data.components.0.components.0.type UNION_TYPE_CHOICES'],
  [form(asking(input({ custom_id: long(101) }))), form(asking(input({ custom_id: long(100) }))), 'component.custom_id'],
  [form(asking(input({ style: 3 }))), form(asking(input({ style: 2 }))), 'component.style BASE_TYPE_CHOICES'],
  [form(row(input({ label: long(46) }))), form(row(input({ label: long(45) }))), 'components.0.label'],
  [form(asking(input({ min_length: 4_001 }))), form(asking(input({ min_length: 4_000 }))), 'component.min_length'],
  [form(asking(input({ max_length: 4_001 }))), form(asking(input({ max_length: 4_000 }))), 'component.max_length'],
  [
    form(asking(input({ min_length: 3, max_length: 2 }))),
    form(asking(input({ min_length: 2, max_length: 2 }))),
    'component.min_length NUMBER_TYPE_MAX',
  ],
  [form(asking(input({ value: long(4_001) }))), form(asking(input({ value: long(4_000) }))), 'component.value'],
  [
    form(asking(input({ value: 'abc', max_length: 2 }))),
    form(asking(input({ value: 'ab', max_length: 2 }))),
    'component.value BASE_TYPE_MAX_LENGTH',
  ],
  [form(asking(input({ placeholder: long(101) }))), form(asking(input({ placeholder: long(100) }))), '.placeholder'],
]

test('a form is refused with the place of what goes too far, and taken with what is just right', async () => {
  const { run } = await open()
  for (const [wrong, right, fault] of forms) {
    const { answer, result } = await run()
    const refused = await answer(9, wrong)
    expect(refused).toMatchObject({ status: 400, code: 50035 })
    expect(refused.faults).toEqual([expect.stringContaining(fault)])
    expect((await answer(9, right)).status).toBe(204)
    await result
  }
})

test('a choice has a value of 1 to 100 characters, or a number', async () => {
  const { act, started } = await open()
  const typing = act({ persona: ADA, do: 'complete', channel: PAPERS, text: '/paper att' })
  const { answer, result } = await started(typing)
  const choice = (value: unknown) => answer(8, { choices: [{ name: 'a', value }] })
  for (const value of ['', long(101), null]) {
    expect((await choice(value)).faults).toEqual([expect.stringContaining('data.choices.0.value BASE_TYPE')])
  }
  expect(
    (
      await answer(8, {
        choices: [
          { name: 'a', value: long(100) },
          { name: 'b', value: 7 },
        ],
      })
    ).status,
  ).toBe(204)
  expect((await result).choices).toHaveLength(2)
})

test('each kind of interaction is answered in its own ways only', async () => {
  const { act, started, run, posted, click } = await open()
  const ofCommand = await run()
  for (const type of [6, 7, 8, 99]) {
    expect((await ofCommand.answer(type, { content: 'a' })).faults).toEqual(['type BASE_TYPE_CHOICES'])
  }
  await ofCommand.answer(4, { content: 'a' })
  const ofTyping = await started(act({ persona: ADA, do: 'complete', channel: PAPERS, text: '/paper a' }))
  for (const type of [4, 5, 6, 7, 9]) {
    expect((await ofTyping.answer(type, { content: 'a' })).faults).toEqual(['type BASE_TYPE_CHOICES'])
  }
  await ofTyping.answer(8, { choices: [] })
  const ofButton = await click(await posted())
  expect((await ofButton.answer(8, { choices: [] })).faults).toEqual(['type BASE_TYPE_CHOICES'])
  expect((await ofButton.answer(6)).status).toBe(204)
  await Promise.all([ofCommand.result, ofTyping.result, ofButton.result])
})

test('an update is held to what a message is held to, and finds no message that is gone', async () => {
  const { discord, posted, click } = await open()
  const message = await posted()
  const { answer, result } = await click(message)
  expect((await answer(7, { content: long(2_001) })).faults).toEqual(['data.content BASE_TYPE_MAX_LENGTH'])
  discord.setting('messagesDeleted', { messages: [message] })
  expect(await answer(7, { content: 'a' })).toMatchObject({ status: 404, code: 10008 })
  await answer(6)
  await result
})

test('later edits and follow-ups are held to the same', async () => {
  const { discord, client, run } = await open()
  const { token, answer, result } = await run()
  await answer(4, { content: 'a' })
  const hook = `/webhooks/${client.user.id}/${token}`
  const body = { content: long(2_001) }
  expect((await ask(discord, 'PATCH', `${hook}/messages/@original`, body)).faults).toEqual([
    'content BASE_TYPE_MAX_LENGTH',
  ])
  expect((await ask(discord, 'POST', hook, body)).faults).toEqual(['content BASE_TYPE_MAX_LENGTH'])
  await result
})

test('a token answers its own interaction, and reaches its own messages', async () => {
  const { discord, client, run, posted } = await open()
  const { id, token, answer, result } = await run()
  const guessed = await ask(discord, 'POST', `/interactions/${id}/guessed/callback`, {
    type: 4,
    data: { content: 'a' },
  })
  expect(guessed).toMatchObject({ status: 404, code: 10062 })
  await answer(4, { content: 'a' })
  await result
  const hook = (of: string) => `/webhooks/${client.user.id}/${of}/messages`
  expect(await ask(discord, 'GET', `${hook('guessed')}/@original`)).toMatchObject({ status: 404, code: 10015 })
  expect(await ask(discord, 'GET', `${hook(token)}/${await posted()}`)).toMatchObject({ status: 404, code: 10008 })
  await ask(discord, 'DELETE', `${hook(token)}/@original`)
  expect(await ask(discord, 'GET', `${hook(token)}/@original`)).toMatchObject({ status: 404, code: 10008 })
})

test('there is no answer in a channel that has gone, nor in a thread that was locked', async () => {
  const { discord, client, run, posted } = await open()
  const pick = await posted()
  await client.rest.post(Routes.threads(PAPERS, pick), { body: { name: 'Attention' } })
  const inThread = await run(pick)
  discord.setting('thread', { thread: pick, archived: true, locked: true })
  expect(await inThread.answer(4, { content: 'a' })).toMatchObject({ status: 403, code: 50083 })
  discord.setting('thread', { thread: pick, locked: false })
  expect((await inThread.answer(4, { content: 'a' })).status).toBe(204)
  await inThread.result
  const inChannel = await run()
  discord.setting('channelDeleted', { channel: PAPERS })
  expect(await inChannel.answer(4, { content: 'a' })).toMatchObject({ status: 404, code: 10003 })
  await inChannel.result
})
