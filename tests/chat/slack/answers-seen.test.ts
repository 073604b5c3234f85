import { expect, test } from 'vitest'
import type { Block, Form } from '../../../src/chat/card.ts'
import type { Pending } from '../../../src/chat/platform.ts'
import type { Act } from '../../../src/playground/types.ts'
import { ada, card, channel, emmy, messagesOf, room, shows, startBot, until } from './bot.ts'

const CONTROL = 'vote:mine:ballot.c.1'
const button: Block = { kind: 'buttons', buttons: [{ label: 'Press', action: CONTROL }] }
const options = ['a', 'b'].map((value) => ({ label: value, value }))
const menu: Block = { kind: 'select', select: { action: CONTROL, placeholder: 'Vote', min: 1, max: 2, options } }
const form: Form = {
  action: 'nominate:form:1',
  title: 'Nominate',
  submit: 'Nominate',
  inputs: [{ name: 'why', label: 'Why', required: true, kind: 'line', max: 100 }],
}
const problem = (answers: Pending['answers']): Pending => ({
  answers,
  reply: Promise.resolve({ kind: 'problem', card: card('Too late') }),
})
const opens: Pending = { answers: 'form', reply: Promise.resolve({ kind: 'form', form }), empty: form }

const SHORTCUTS = { shortcuts: [{ name: 'Look it up', callbackId: 'show' }] }

/** A post of the bot's that somebody has replied to, its control answered with `pending`. */
async function repliedTo(pending: () => Pending, control: Block = button) {
  const bot = await startBot({ act: pending, submit: pending, point: pending }, SHORTCUTS)
  const { message } = await bot.bot.post(room, card('The pick', control), 'pick.c.1')
  const reply = await bot.act({ do: 'say', persona: emmy, channel, thread: message, text: 'a reply' })
  return { ...bot, message, reply: reply.message?.id ?? '' }
}

const use = (message: string, kind: 'button' | 'menu', pane?: string): Act => ({
  persona: ada,
  channel,
  message,
  control: CONTROL,
  ...(pane === undefined ? {} : { thread: pane }),
  ...(kind === 'menu' ? { do: 'select', values: ['a'] } : { do: 'click' }),
})

const kinds = [
  ['an answer to the caller', () => shows('actor', card('Yours'))],
  ['a late answer to the caller', () => shows('actor', card('Yours'), 1_500)],
  ['an answer to the room', () => shows('room', card('Shared'))],
  ['what went wrong', () => problem('actor')],
  ['what went wrong with what would be for the room', () => problem('room')],
] as const

test.each(kinds)('F37 %s is seen by whoever pressed a button of a message with replies', async (_, pending) => {
  const { act, message } = await repliedTo(pending)
  for (const pane of [undefined, message]) expect((await act(use(message, 'button', pane))).seen).toBe('channel')
})

test.each(kinds)('F37 %s is seen by whoever chose from the menu of a message with replies', async (_, pending) => {
  const { act, message } = await repliedTo(pending, menu)
  expect((await act(use(message, 'menu'))).seen).toBe('channel')
})

test.each(kinds)('F37 %s is seen by whoever pointed at a message with replies, or at a reply', async (_, pending) => {
  const { act, message, reply } = await repliedTo(pending)
  const point = { do: 'point' as const, persona: ada, channel, name: 'Look it up' }
  expect((await act({ ...point, message })).seen).toBe('channel')
  expect((await act({ ...point, message, thread: message })).seen).toBe('channel')
  expect((await act({ ...point, message: reply })).seen).toBe('thread')
})

test.each([
  ['an address', ''],
  ['a call of our own, the address having failed', '/actions/'],
])('F37 an answer by %s is seen all the same', async (_, broken) => {
  const { act, message, world } = await repliedTo(() => shows('actor', card('Yours')))
  if (broken) world.addFault({ chat: 'slack', match: broken, status: 404 })
  expect((await act(use(message, 'button'))).seen).toBe('channel')
})

test('F37 a form that is opened from a message with replies is answered where it was opened', async () => {
  const { act, message } = await repliedTo(() => opens)
  const opened = await act(use(message, 'button'))
  expect(opened.seen).toBe('modal')
})

test('F37 what comes of a form of a message with replies is seen in the channel', async () => {
  let pending = opens
  const { act, message } = await repliedTo(() => pending)
  const { modal } = await act(use(message, 'button'))
  pending = shows('actor', card('Nominated'))
  const done = await act({ do: 'submit', persona: ada, modal: modal?.id ?? '', fields: { why: 'short' } })
  expect(done).toMatchObject({ seen: 'channel', message: { text: 'Nominated', onlyFor: ada } })
})

test('F37 “share with the room” on an answer to a message with replies shares it in the room', async () => {
  let pending = shows('actor', card('Yours', button))
  const bot = await repliedTo(() => pending)
  const own = await bot.act(use(bot.message, 'button'))
  pending = shows('room', card('Shared'))
  const shared = await bot.act(use(own.message?.id ?? '', 'button'))
  expect(shared).toMatchObject({ seen: 'channel', message: { onlyFor: null } })
  expect(messagesOf(bot).map(({ text }) => text)).toContain('Shared')
})

test('F37 a message that was said to the channel too is answered in the channel, where it may have been seen', async () => {
  const { act, slack, message } = await repliedTo(() => shows('actor', card('Yours')))
  const sent = await fetch(`${slack.origin}/api/chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.env.SLACK_BOT_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel, text: 'for all', thread_ts: message, reply_broadcast: true }),
  })
  const { ts } = (await sent.json()) as { ts: string }
  expect((await act({ do: 'point', persona: ada, channel, message: ts, name: 'Look it up' })).seen).toBe('channel')
})

test('an answer to a click in a thread stays there, an answer to a private one in it too', async () => {
  const { act, slack, reply } = await repliedTo(() => shows('actor', card('Yours', button)))
  const point = { do: 'point' as const, persona: ada, channel, message: reply, name: 'Look it up' }
  const first = await act(point)
  expect(first.seen).toBe('thread')
  const second = await act(use(first.message?.id ?? '', 'button'))
  expect(second.seen).toBe('thread')
  await until('both', () => (slack.state().channels[0]?.threads[0]?.messages.length ?? 0) === 3)
})
