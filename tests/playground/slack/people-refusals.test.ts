/** What Slack refuses to people, in the words that they read. */
import { expect, test } from 'vitest'
import { directId } from '../../../src/playground/slack/channels.ts'
import { BOT, PAPERS, RANDOM, TEAM } from '../../../src/playground/slack/ids.ts'
import { SECOND } from '../../../src/playground/slack/teams.ts'
import type { Act, ActResult } from '../../../src/playground/types.ts'
import { ADA, anHttpBot, aSlack, aSocketBot, clientOf, EMMY, KURT } from './bench.ts'

const SECRET = 'C0SECRET01'
const GONE = 'This is no longer there.'
const TROUBLE = 'We had some trouble connecting. Try again?'
const words = (text: string) => ({ type: 'plain_text' as const, text })

type Wish<D extends Act['do']> = Omit<Extract<Act, { do: D }>, 'persona' | 'do'>

async function open(options: Parameters<typeof aSlack>[0] = {}) {
  const { slack, world } = await aSlack({ grace: 0, ...options })
  const asking =
    <D extends Act['do']>(what: D) =>
    (wish: Wish<D>, persona: string = ADA): Promise<ActResult> =>
      slack.act({ persona, do: what, ...wish } as unknown as Act)
  return { slack, world, asking }
}

test('only who is here does anything, and only what Slack has', async () => {
  const { slack, asking } = await open()
  expect((await asking('say')({ channel: PAPERS, text: 'a' }, 'U0NONE')).error).toBe('There is no persona U0NONE.')
  expect((await asking('interest')({ event: '1' })).error).toBe('A workspace has no events.')
  const answer = await asking('say')({ channel: PAPERS, text: 'a', answers: '1.000001' })
  expect(answer.error).toBe('Slack has threads, and no answers to one message.')
  expect(slack.state().channels[0]?.messages).toEqual([])
})

test('words are said where one is, in a thread that there is', async () => {
  const { slack, asking } = await open()
  const say = asking('say')
  const error = async (wish: Wish<'say'>, persona?: string) => (await say(wish, persona)).error
  slack.setting({ channel: SECRET, name: 'theirs', private: true, members: [EMMY] })
  slack.setting({ leave: RANDOM, persona: ADA })
  expect(await error({ channel: 'C0NONE', text: 'a' })).toBe('There is no such channel.')
  expect(await error({ channel: SECRET, text: 'a' })).toBe('There is no such channel.')
  expect(await error({ channel: RANDOM, text: 'a' })).toBe('You are not in this channel.')
  expect(await error({ channel: PAPERS, text: ' ' })).toBe('There is nothing to send.')
  expect(await error({ channel: PAPERS, text: 'a', thread: '1.000001' })).toBe('There is no such thread.')
  const parent = (await say({ channel: PAPERS, text: 'a' })).message?.id ?? ''
  const reply = (await say({ channel: PAPERS, text: 'a', thread: parent })).message?.id ?? ''
  expect(await error({ channel: PAPERS, text: 'a', thread: reply })).toBe('There is no such thread.')
  slack.setting({ archive: PAPERS })
  expect(await error({ channel: PAPERS, text: 'a' })).toBe('This channel is archived.')
  expect((await asking('command')({ channel: PAPERS, text: '/paper' })).error).toBe('This channel is archived.')
})

test('a message is reacted to and changed while it is there, by whom it belongs to', async () => {
  const { slack, asking } = await open()
  const [react, edit, erase] = [asking('react'), asking('edit'), asking('delete')]
  const said = (await asking('say')({ channel: PAPERS, text: 'a' })).message?.id ?? ''
  const [none, here] = [
    { channel: PAPERS, message: '1.000001' },
    { channel: PAPERS, message: said },
  ]
  expect((await react({ ...none, emoji: 'tada' })).error).toBe(GONE)
  expect((await edit({ ...none, text: 'b' })).error).toBe(GONE)
  expect((await erase(none)).error).toBe(GONE)
  expect((await react({ ...here, emoji: '∑' })).error).toBe('There is no emoji ∑.')
  expect((await edit({ ...here, text: 'b' }, EMMY)).error).toBe('You cannot edit this message.')
  expect((await erase(here, EMMY)).error).toBe('You cannot delete this message.')
  slack.setting({ leave: PAPERS, persona: ADA })
  const out = 'You are not in this channel.'
  expect((await react({ ...here, emoji: 'tada' })).error).toBe(out)
  expect((await edit({ ...here, text: 'b' })).error).toBe(out)
  expect((await erase(here)).error).toBe(out)
})

test('members bring the app into a channel and out of it, admins out of the workspace', async () => {
  const { slack, asking } = await open()
  const invite = async (place: string, persona: string = ADA) => (await asking('invite')({ place }, persona)).error
  const dismiss = async (place: string, persona: string = ADA) => (await asking('dismiss')({ place }, persona)).error
  slack.setting({ leave: RANDOM, persona: KURT })
  expect(await invite(TEAM.id)).toBe('Whoever runs Lectern says where a workspace can add it.')
  expect(await invite(RANDOM, KURT)).toBe('You are not in this channel.')
  expect(await dismiss(RANDOM, KURT)).toBe('You are not in this channel.')
  expect(await dismiss(RANDOM)).toBe('Lectern is not in this channel.')
  slack.setting({ archive: RANDOM })
  expect(await invite(RANDOM)).toBe('This channel is archived.')
  expect(await dismiss(TEAM.id, EMMY)).toBe('Only admins can remove this app.')
  const [admin, member] = SECOND.people.map(({ id }) => id)
  expect(await dismiss(SECOND.id, member)).toBe('Only admins can remove this app.')
  expect(await dismiss(SECOND.id, admin)).toBe('Lectern is not in this workspace.')
  const manage = { channel: 'C0NONE', change: { name: 'a' } }
  expect((await asking('manage')(manage)).error).toBe('There is no such channel.')
})

test('an app that is not in a workspace is called by nobody there', async () => {
  const { slack, asking } = await open({ shortcuts: [{ name: 'Take', callbackId: 'take' }] })
  await aSocketBot(slack, (app) => {
    app.command('/paper', async ({ ack }) => ack('here'))
    app.shortcut('take', async ({ ack }) => ack())
  })
  const [persona, channel] = [SECOND.people[0]?.id ?? '', SECOND.channels[0]?.id ?? '']
  const command = await asking('command')({ channel, text: '/paper' }, persona)
  expect(command.error).toBe('/paper is not a valid command.')
  const said = (await asking('say')({ channel, text: 'a' }, persona)).message?.id ?? ''
  const point = await asking('point')({ channel, message: said, name: 'Take' }, persona)
  expect(point.error).toBe('There is no shortcut Take.')
  expect((await asking('home')({}, persona)).error).toBe('This app has no Home.')
  expect((await asking('command')({ channel: PAPERS, text: '/paper' })).message?.text).toBe('here')
})

test('whom nobody answers is told so', async () => {
  const { slack, asking } = await open({ shortcuts: [{ name: 'Take', callbackId: 'take' }] })
  const elements = [{ type: 'button' as const, action_id: 'press', text: words('Press') }]
  const url = await anHttpBot(slack, slack.signingSecret, (bot) => {
    bot.command('/paper', async ({ ack, body, client }) => {
      await ack()
      const blocks = [{ type: 'actions' as const, elements }]
      const view = { type: 'modal' as const, title: words('F'), submit: words('Go'), blocks }
      await client.views.open({ trigger_id: body.trigger_id, view })
    })
  })
  slack.setting({ delivery: { url } })
  const blocks = [{ type: 'actions' as const, elements }]
  const { ts: message = '' } = await clientOf(slack).chat.postMessage({ channel: PAPERS, text: 'a', blocks })
  const modal = (await asking('command')({ channel: PAPERS, text: '/paper' })).modal?.id ?? ''
  slack.setting({ delivery: 'socket' })
  const click = (id: string) => asking('click')({ channel: PAPERS, message: id, control: 'press' })
  expect((await click(message)).error).toBe('This app did not respond in time. Try again?')
  expect((await click(modal)).error).toBe(TROUBLE)
  expect((await asking('submit')({ modal, fields: {} })).error).toBe(TROUBLE)
  expect((await asking('home')({})).error).toBe(TROUBLE)
  expect((await asking('point')({ channel: PAPERS, message, name: 'Take' })).error).toBe(
    'Take did not work: apps need to respond within 3 seconds.',
  )
  expect((await asking('point')({ channel: PAPERS, message: '1.000001', name: 'Take' })).error).toBe(GONE)
})

/** A form that the bot opens for each command, and what it answers to who sends it. */
async function withForm(answer: object = {}) {
  const { slack, asking } = await open()
  const entry = { type: 'plain_text_input' as const, action_id: 'entry', min_length: 2 }
  const file = { type: 'file_input' as const, action_id: 'file' }
  const title = { type: 'external_select' as const, action_id: 'title' }
  const view = {
    type: 'modal' as const,
    callback_id: 'form',
    title: words('F'),
    submit: words('Go'),
    blocks: [
      { type: 'input' as const, block_id: 'why', label: words('Why'), element: entry },
      { type: 'input' as const, block_id: 'files', optional: true, label: words('Files'), element: file },
      { type: 'input' as const, block_id: 'titles', optional: true, label: words('Title'), element: title },
    ],
  }
  const url = await anHttpBot(slack, slack.signingSecret, (bot) => {
    bot.command('/paper', async ({ ack, body, client }) => {
      await ack()
      await client.views.open({ trigger_id: body.trigger_id, view })
    })
    bot.view('form', async ({ ack }) => ack(answer as never))
  })
  slack.setting({ delivery: { url } })
  const modal = (await asking('command')({ channel: PAPERS, text: '/paper' })).modal?.id ?? ''
  const submit = asking('submit')
  return { slack, asking, modal, send: (fields = { why: 'because' }) => submit({ modal, fields }), submit }
}

test('a form is its person’s own, and holds what it asks for', async () => {
  const { asking, modal, submit, send } = await withForm()
  const click = (control: string, persona?: string) =>
    asking('click')({ channel: PAPERS, message: modal, control }, persona)
  const files = [{ name: 'a', type: '', base64: '' }]
  expect((await click('entry', EMMY)).error).toBe(GONE)
  expect((await click('none')).error).toBe('There is no control none in this modal.')
  expect((await submit({ modal, fields: {} }, EMMY)).error).toBe(GONE)
  expect((await submit({ modal: 'V0NONE', fields: {} })).error).toBe(GONE)
  expect((await submit({ modal, fields: { none: 'a' } })).error).toBe('There is no field none in this modal.')
  for (const field of ['none', 'entry']) {
    const sent = { modal, fields: {}, files: { [field]: files } }
    expect((await submit(sent)).error).toBe(`There is no file field ${field} in this modal.`)
  }
  expect((await send({ why: 'a' })).modal?.errors).toEqual({ why: 'Must be at least 2 characters long.' })
  expect((await asking('close')({ modal }, EMMY)).error).toBe(GONE)
  expect((await asking('close')({ modal: 'V0NONE' })).error).toBe(GONE)
  expect(await asking('close')({ modal })).toEqual({})
})

test.for<[string, object]>([
  ['an answer that there is not', { response_action: 'dance' }],
  ['a view that is none', { response_action: 'update', view: { type: 'modal' } }],
  ['no errors', { response_action: 'errors', errors: {} }],
  ['errors of what was not asked', { response_action: 'errors', errors: { who: 'Say who.' } }],
  ['errors that are no words', { response_action: 'errors', errors: { why: 7 } }],
])('a form is not closed by %s', async ([, answer]) => {
  const { slack, send } = await withForm(answer)
  expect(await send()).toEqual({ error: TROUBLE })
  expect(slack.state().modals).toHaveLength(1)
})

test('nothing is offered where nobody answers', async () => {
  const { slack, asking, modal } = await withForm()
  slack.setting({ delivery: 'socket' })
  const complete = { channel: PAPERS, text: 'a', modal, control: 'title' }
  expect(await asking('complete')(complete)).toEqual({ choices: [] })
})

test('a control that is not on a message, or on a message that is another’s, is not used', async () => {
  const { slack, asking } = await open()
  const bot = clientOf(slack)
  const { ts = '' } = await bot.chat.postMessage({ channel: PAPERS, text: 'a' })
  const press = { channel: PAPERS, message: ts, control: 'none' }
  expect((await asking('click')(press)).error).toBe('There is no control none on this message.')
  const { message_ts: whispered = '' } = await bot.chat.postEphemeral({ channel: PAPERS, user: EMMY, text: 'a' })
  expect((await asking('click')({ ...press, message: whispered })).error).toBe(GONE)
  const { message_ts: own = '' } = await bot.chat.postEphemeral({ channel: PAPERS, user: ADA, text: 'a' })
  expect((await asking('point')({ channel: PAPERS, message: own, name: 'Take' })).error).toBe(GONE)
})

test('who is not in a private channel presses nothing there, and points at nothing', async () => {
  const { slack, asking } = await open({ shortcuts: [{ name: 'Take', callbackId: 'take' }] })
  slack.setting({ channel: SECRET, name: 'theirs', private: true, members: [EMMY, BOT.user] })
  const elements = [{ type: 'button' as const, action_id: 'press', text: words('Press') }]
  const blocks = [{ type: 'actions' as const, elements }]
  for (const channel of [SECRET, directId(EMMY)]) {
    const { ts: message = '' } = await clientOf(slack).chat.postMessage({ channel, text: 'a', blocks })
    const unanswered = 'This app did not respond in time. Try again?'
    expect((await asking('click')({ channel, message, control: 'press' })).error).toBe(GONE)
    expect((await asking('click')({ channel, message, control: 'press' }, EMMY)).error).toBe(unanswered)
    expect((await asking('point')({ channel, message, name: 'Take' })).error).toBe(GONE)
    expect((await asking('point')({ channel, message, name: 'Take' }, EMMY)).error).toContain('did not work')
  }
})

test('answers that come late find their channel archived, or gone', async () => {
  const { slack, asking } = await open()
  const urls: string[] = []
  await aSocketBot(slack, (app) =>
    app.command('/paper', async ({ ack, body }) => {
      urls.push(body.response_url)
      await ack()
    }),
  )
  await asking('command')({ channel: PAPERS, text: '/paper' })
  const respond = async (url = urls[0] ?? '') => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'x' }) })
    return [response.status, Object(await response.json()).error]
  }
  expect(await respond(`${slack.origin}/commands/${TEAM.id}/A0NONE/x`)).toEqual([404, 'expired_url'])
  slack.setting({ archive: PAPERS })
  expect(await respond()).toEqual([400, 'is_archived'])
  slack.setting({ deleteChannel: PAPERS })
  expect(await respond()).toEqual([400, 'channel_not_found'])
  expect((await asking('say')({ channel: directId(EMMY), text: 'x' })).error).toBe('There is no such channel.')
})
