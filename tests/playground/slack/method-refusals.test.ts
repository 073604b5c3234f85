/** What the Web API refuses for the sake of its arguments, and of what the app may do. */
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { directId } from '../../../src/playground/slack/channels.ts'
import { APP_TOKEN, BOT_TOKEN, RANDOM } from '../../../src/playground/slack/ids.ts'
import { ADA, aSlack, clientOf, EMMY, PAPERS, refusal } from './bench.ts'

async function open(options: Parameters<typeof aSlack>[0] = {}) {
  const { slack, world } = await aSlack(options)
  const bot = clientOf(slack)
  const call = async (method: string, args: object) => (await refusal(bot.apiCall(method, { ...args }))).error
  const post = (more: object) => call('chat.postMessage', { channel: PAPERS, text: 'x', ...more })
  return { slack, world, bot, call, post }
}

test.for<[string, object, string]>([
  ['a hundred and one attachments', { attachments: Array.from({ length: 101 }, () => ({})) }, 'too_many_attachments'],
  ['attachments that are no list', { attachments: '{}' }, 'invalid_attachments'],
  ['blocks that are none', { blocks: '[7]' }, 'invalid_blocks_format'],
  ['metadata that is none', { metadata: '7' }, 'invalid_metadata_format'],
  ['metadata of no type', { metadata: { event_payload: {} } }, 'invalid_metadata_schema'],
  ['metadata of no content', { metadata: { event_type: 'a' } }, 'invalid_metadata_schema'],
  [
    'metadata that is too large',
    { metadata: { event_type: 'a', event_payload: { a: 'x'.repeat(16_000) } } },
    'metadata_too_large',
  ],
  ['no channel', { channel: '' }, 'invalid_arguments'],
])('no message is posted with %s', async ([, args, error]) => {
  const { post } = await open()
  expect(await post(args)).toBe(error)
})

test('what is missing is named', async () => {
  const { bot } = await open()
  expect(await refusal(bot.apiCall('chat.postMessage', { text: 'x' }))).toEqual({
    error: 'invalid_arguments',
    messages: ['[ERROR] missing required field: channel [json-pointer:/channel]'],
  })
  expect(await refusal(bot.apiCall('views.open', { trigger_id: 'x' }))).toEqual({
    error: 'invalid_arguments',
    messages: ['[ERROR] missing required field: view [json-pointer:/view]'],
  })
  expect(await refusal(bot.apiCall('views.open', { view: { type: 'modal' } }))).toMatchObject({
    error: 'invalid_arguments',
  })
})

test('a reply hangs on a thread’s first message, not on another reply', async () => {
  const { bot, post } = await open()
  const { ts: first = '' } = await bot.chat.postMessage({ channel: PAPERS, text: 'x' })
  const { ts: reply = '' } = await bot.chat.postMessage({ channel: PAPERS, text: 'x', thread_ts: first })
  expect(await post({ thread_ts: reply })).toBe('cannot_reply_to_message')
})

test('people without a messages tab are not written to', async () => {
  const { slack, bot, post } = await open()
  slack.configure({ features: { app_home: { messages_tab_enabled: false } } })
  expect(await post({ channel: EMMY })).toBe('messages_tab_disabled')
  slack.configure({ features: { app_home: { messages_tab_enabled: true } } })
  expect((await bot.chat.postMessage({ channel: EMMY, text: 'x' })).channel).toBe(directId(EMMY))
})

test('another name is borne with the right to it, and left out without', async () => {
  const { slack, bot } = await open()
  const named = async () =>
    (await bot.chat.postMessage({ channel: PAPERS, text: 'x', username: 'Ada (Discord)' })).message?.username
  expect(await named()).toBe('Ada (Discord)')
  slack.setting({ scopes: ['chat:write'] })
  expect(await named()).toBeUndefined()
})

test('only who is in a channel is told something there alone', async () => {
  const { slack, call } = await open()
  slack.setting({ leave: PAPERS, persona: EMMY })
  expect(await call('chat.postEphemeral', { channel: PAPERS, user: EMMY, text: 'x' })).toBe('user_not_in_channel')
  expect(await call('chat.postEphemeral', { channel: PAPERS, user: ADA, text: 'x' })).toBe('none')
})

test('nothing is posted where another organisation has ended to share, nor is an archived channel joined', async () => {
  const { slack, call, post } = await open()
  slack.setting({ freeze: PAPERS })
  expect(await post({})).toBe('restricted_action')
  slack.setting({ archive: RANDOM })
  expect(await call('conversations.join', { channel: RANDOM })).toBe('is_archived')
})

test.for<[object, string]>([
  [{ limit: 0 }, 'invalid_limit'],
  [{ limit: 1_001 }, 'invalid_limit'],
  [{ limit: 1.5 }, 'invalid_limit'],
  [{ oldest: 'yesterday' }, 'invalid_ts_oldest'],
  [{ latest: 'tomorrow' }, 'invalid_ts_latest'],
  [{ cursor: 'nonsense' }, 'invalid_cursor'],
  [{ cursor: Buffer.from('at:1').toString('base64') }, 'invalid_cursor'],
  [{ cursor: Buffer.from('next_ts').toString('base64') }, 'invalid_cursor'],
  [{ cursor: Buffer.from('next_ts:x').toString('base64') }, 'invalid_cursor'],
])('history is not read with %j', async ([args, error]) => {
  const { call } = await open()
  expect(await call('conversations.history', { channel: PAPERS, ...args })).toBe(error)
})

test('channels are listed by kind, private ones where the bot is', async () => {
  const { slack, bot } = await open()
  slack.setting({ channel: 'C0SECRET01', name: 'ours', private: true, members: ['U0LECTERN1'] })
  slack.setting({ channel: 'C0SECRET02', name: 'theirs', private: true, members: [ADA] })
  const names = async (types: string) =>
    ((await bot.conversations.list({ types })).channels ?? []).map(({ name }) => name)
  expect(await names('public_channel')).toEqual(['papers', 'random'])
  expect(await names('private_channel')).toEqual(['ours'])
  expect(await names('public_channel,private_channel')).toEqual(['papers', 'random', 'ours'])
})

test('where history is rationed it comes fifteen messages at a time, once a minute', async () => {
  const { world, bot, call } = await open({ limitedHistory: true })
  for (let nth = 0; nth < 16; nth++) await bot.chat.postMessage({ channel: PAPERS, text: 'x' })
  const page = await bot.conversations.history({ channel: PAPERS, limit: 100 })
  expect([page.messages?.length, page.has_more]).toEqual([15, true])
  await expect(call('conversations.history', { channel: PAPERS })).rejects.toThrow('rate-limit')
  world.advance(60_000)
  expect(await call('conversations.history', { channel: PAPERS })).toBe('none')
})

test('reactions are of emoji', async () => {
  const { bot, call } = await open()
  const { ts = '' } = await bot.chat.postMessage({ channel: PAPERS, text: 'x' })
  const react = (name: string, method = 'reactions.add') => call(method, { channel: PAPERS, timestamp: ts, name })
  expect(await react('👍')).toBe('invalid_name')
  expect(await react('tada', 'reactions.remove')).toBe('no_reaction')
  expect(await react('tada')).toBe('none')
  expect(await react('tada')).toBe('already_reacted')
})

test('views are looked at before their trigger, and found by their id', async () => {
  const { call } = await open()
  const view = { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] }
  const wrong = { ...view, title: undefined }
  expect(await call('views.push', { trigger_id: 'none', view: wrong })).toBe('invalid_arguments')
  expect(await call('views.push', { trigger_id: 'none', view })).toBe('invalid_trigger_id')
  expect(await call('views.push', { trigger_id: '1.2.abc', view })).toBe('expired_trigger_id')
  expect(await call('views.update', { view_id: 'V0NONE', view: wrong })).toBe('invalid_arguments')
  expect(await call('views.update', { view_id: 'V0NONE', view })).toBe('not_found')
  expect(await call('views.update', { view })).toBe('invalid_arguments')
})

test('a file is brought whole to the place that was asked for, and shown once', async () => {
  const { slack, bot, call } = await open()
  expect(await call('files.getUploadURLExternal', { filename: 'a', length: 0 })).toBe('file_upload_size_restricted')
  const { upload_url: address = '', file_id: id = '' } = await bot.files.getUploadURLExternal({
    filename: 'a',
    length: 3,
  })
  const bring = async (to: string, body: string) => (await fetch(to, { method: 'POST', body })).ok
  expect(await bring(address, 'abcd')).toBe(false)
  expect(await bring(`${slack.origin}/upload/v1/F0NONE`, 'abc')).toBe(false)
  const show = () => call('files.completeUploadExternal', { channel_id: PAPERS, files: [{ id }] })
  expect(await show()).toBe('file_not_found')
  const again = await bot.files.getUploadURLExternal({ filename: 'a', length: 3 })
  expect(await bring(again.upload_url ?? '', 'abc')).toBe(true)
  const shown = () => call('files.completeUploadExternal', { channel_id: PAPERS, files: [{ id: again.file_id }] })
  expect([await shown(), await shown()]).toEqual(['none', 'file_not_found'])
})

test('an app has ten connections, each by a ticket of its own', async () => {
  const { slack } = await aSlack()
  const opening = clientOf(slack, APP_TOKEN)
  const address = async () => String((await opening.apps.connections.open({})).url)
  async function greeted(url: string): Promise<string> {
    const socket = new WebSocket(url)
    onTestFinished(() => socket.terminate())
    const [first] = await once(socket, 'message').catch(() => ['{"type":"refused"}'])
    return JSON.parse(String(first)).type
  }
  const used = await address()
  expect(await greeted(used)).toBe('hello')
  expect(await greeted(used)).toBe('refused')
  expect(await greeted((await address()).replace('/link/', '/elsewhere/'))).toBe('refused')
  for (let nth = 2; nth <= 10; nth++) expect(await greeted(await address())).toBe('hello')
  expect(await greeted(await address())).toBe('disconnect')
})

test('a request that is too large is cut off', async () => {
  const { slack } = await open()
  const headers = { authorization: `Bearer ${BOT_TOKEN}` }
  const body = 'x'.repeat(5_000_001)
  await expect(fetch(`${slack.origin}/api/auth.test`, { method: 'POST', headers, body })).rejects.toThrow()
})
