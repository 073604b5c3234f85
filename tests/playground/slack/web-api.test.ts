import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { APP_TOKEN, BOT, BOT_TOKEN, RANDOM } from '../../../src/playground/slack/ids.ts'
import { ADA, aSlack, aSocketBot, clientOf, EMMY, KURT, PAPERS, refusal, until } from './bench.ts'

test('tokens are checked by method, and refused once revoked or short of a scope', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  expect(await bot.auth.test()).toMatchObject({ user_id: BOT.user, bot_id: BOT.bot, team: 'Thursday Readers' })
  const post = { channel: PAPERS, text: 'x' }
  expect((await refusal(clientOf(slack, 'xoxb-wrong').auth.test())).error).toBe('invalid_auth')
  expect((await refusal(clientOf(slack, APP_TOKEN).chat.postMessage(post))).error).toBe('not_allowed_token_type')
  expect((await refusal(clientOf(slack, BOT_TOKEN).apps.connections.open({}))).error).toBe('not_allowed_token_type')
  expect((await refusal(bot.apiCall('chat.shout'))).error).toBe('unknown_method')
  slack.setting({ scopes: ['channels:read'] })
  await expect(bot.chat.postMessage(post)).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'chat:write' },
  })
  slack.setting({ revokeToken: true })
  expect((await refusal(bot.auth.test())).error).toBe('token_revoked')
  const bare = await fetch(`${slack.origin}/api/auth.test`, { method: 'POST' })
  expect(await bare.json()).toEqual({ ok: false, error: 'not_authed' })
})

test('JSON bodies are read as forms are', async () => {
  const { slack } = await aSlack()
  const response = await fetch(`${slack.origin}/api/chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${BOT_TOKEN}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ channel: PAPERS, blocks: [{ type: 'divider' }], text: 'hi' }),
  })
  expect(await response.json()).toMatchObject({ ok: true, message: { text: 'hi', blocks: [{ type: 'divider' }] } })
})

test('channels refuse what they refuse in Slack', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  const post = async (channel: string) => (await refusal(bot.chat.postMessage({ channel, text: 'x' }))).error
  expect(await post('C0NOWHERE1')).toBe('channel_not_found')
  expect(await post(RANDOM)).toBe('not_in_channel')
  await bot.conversations.join({ channel: RANDOM })
  expect(await post(RANDOM)).toBe('none')
  expect(await bot.conversations.join({ channel: RANDOM })).toMatchObject({ warning: 'already_in_channel' })
  slack.setting({ archive: RANDOM })
  expect(await post(RANDOM)).toBe('is_archived')
  expect(await bot.conversations.info({ channel: RANDOM })).toMatchObject({
    channel: { is_archived: true, is_member: true, name: 'random' },
  })
  slack.setting({ kick: PAPERS })
  expect((await refusal(bot.conversations.history({ channel: PAPERS }))).error).toBe('not_in_channel')
})

test('messages are updated and deleted by their author only', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  const said = await slack.act({ persona: ADA, do: 'say', channel: PAPERS, text: 'mine' })
  const theirs = { channel: PAPERS, ts: said.message?.id ?? '' }
  expect((await refusal(bot.chat.update({ ...theirs, text: 'x' }))).error).toBe('cant_update_message')
  expect((await refusal(bot.chat.delete(theirs))).error).toBe('cant_delete_message')
  const { ts = '' } = await bot.chat.postMessage({ channel: PAPERS, text: 'a', blocks: [{ type: 'divider' }] })
  await bot.chat.update({ channel: PAPERS, ts, text: 'b' })
  expect(slack.state().channels[0]?.messages[1]).toMatchObject({ text: 'b', components: [{ type: 'divider' }] })
  await bot.chat.delete({ channel: PAPERS, ts })
  expect((await refusal(bot.chat.update({ channel: PAPERS, ts, text: 'c' }))).error).toBe('message_not_found')
  const reply = { channel: PAPERS, text: 'x' }
  expect((await refusal(bot.chat.postMessage({ ...reply, thread_ts: ts }))).error).toBe('thread_not_found')
})

test('history pages backwards with metadata, and replies hang in their threads', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  const metadata = { event_type: 'lectern', event_payload: { key: 'k1' } }
  const { ts: first = '' } = await bot.chat.postMessage({ channel: PAPERS, text: 'm0', metadata })
  for (const n of [1, 2, 3, 4]) await bot.chat.postMessage({ channel: PAPERS, text: `m${n}` })
  for (const n of [0, 1, 2]) await bot.chat.postMessage({ channel: PAPERS, text: `r${n}`, thread_ts: first })
  await bot.chat.postMessage({ channel: PAPERS, text: 'wide', thread_ts: first, reply_broadcast: true })

  const texts: (string | undefined)[] = []
  for await (const page of bot.paginate('conversations.history', { channel: PAPERS, limit: 2 })) {
    const { messages = [] } = page as { messages?: { text?: string }[] }
    expect(messages.length).toBeLessThanOrEqual(2)
    texts.push(...messages.map((message) => message.text))
  }
  expect(texts).toEqual(['wide', 'm4', 'm3', 'm2', 'm1', 'm0'])

  const plain = await bot.conversations.history({ channel: PAPERS, latest: first, inclusive: true, limit: 1 })
  expect(plain.messages?.[0]).toMatchObject({ ts: first, reply_count: 4, thread_ts: first })
  expect(plain.messages?.[0]).not.toHaveProperty('metadata')
  const full = await bot.conversations.history({
    channel: PAPERS,
    latest: first,
    inclusive: true,
    include_all_metadata: true,
  })
  expect(full.messages?.[0]?.metadata).toEqual(metadata)
  expect((await bot.conversations.history({ channel: PAPERS, oldest: first })).messages).toHaveLength(5)
  expect((await bot.conversations.history({ channel: PAPERS, oldest: first, inclusive: true })).messages).toHaveLength(
    6,
  )

  const replies: (string | undefined)[] = []
  for await (const page of bot.paginate('conversations.replies', { channel: PAPERS, ts: first, limit: 3 })) {
    const { messages = [] } = page as { messages?: { text?: string; parent_user_id?: string }[] }
    expect(messages[0]?.text).toBe('m0')
    replies.push(...messages.slice(1).map((message) => message.text))
  }
  expect(replies).toEqual(['r0', 'r1', 'r2', 'wide'])
  expect((await refusal(bot.conversations.replies({ channel: PAPERS, ts: '1.000001' }))).error).toBe('thread_not_found')
  expect((await refusal(bot.conversations.history({ channel: PAPERS, cursor: 'nonsense' }))).error).toBe(
    'invalid_cursor',
  )
})

test('people, members and reactions are told', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  expect(await bot.users.info({ user: ADA })).toMatchObject({ user: { is_admin: true, name: 'ada', is_bot: false } })
  expect(await bot.users.info({ user: EMMY })).toMatchObject({ user: { is_admin: false } })
  expect((await refusal(bot.users.info({ user: 'U0NOBODY01' }))).error).toBe('user_not_found')
  expect((await bot.users.list({})).members).toHaveLength(5)
  expect((await bot.conversations.members({ channel: PAPERS })).members).toEqual([ADA, EMMY, KURT, BOT.user])
  const { ts = '' } = await bot.chat.postMessage({ channel: PAPERS, text: 'x' })
  const reaction = { channel: PAPERS, timestamp: ts, name: 'eyes' }
  await bot.reactions.add(reaction)
  expect((await refusal(bot.reactions.add(reaction))).error).toBe('already_reacted')
  const got = await bot.reactions.get({ channel: PAPERS, timestamp: ts })
  expect(got.message).toMatchObject({ reactions: [{ name: 'eyes', users: [BOT.user], count: 1 }] })
  await bot.reactions.remove(reaction)
  expect((await refusal(bot.reactions.remove(reaction))).error).toBe('no_reaction')
})

test('an ephemeral message is seen by one person, and nowhere in history', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  const { message_ts: ts = '' } = await bot.chat.postEphemeral({ channel: PAPERS, user: EMMY, text: 'psst' })
  expect(slack.state().channels[0]?.messages).toMatchObject([{ id: ts, onlyFor: EMMY, text: 'psst' }])
  expect((await bot.conversations.history({ channel: PAPERS })).messages).toEqual([])
  expect((await refusal(bot.chat.update({ channel: PAPERS, ts, text: 'x' }))).error).toBe('message_not_found')
  slack.setting({ leave: PAPERS, persona: EMMY })
  const gone = bot.chat.postEphemeral({ channel: PAPERS, user: EMMY, text: 'psst' })
  expect((await refusal(gone)).error).toBe('user_not_in_channel')
})

test('a permalink leads to the message on this machine', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  const { ts = '' } = await bot.chat.postMessage({ channel: PAPERS, text: 'here it is' })
  const { permalink = '' } = await bot.chat.getPermalink({ channel: PAPERS, message_ts: ts })
  expect(permalink).toContain(`/archives/${PAPERS}/p${ts.replace('.', '')}`)
  expect(await (await fetch(permalink)).text()).toBe('here it is')
})

test('posting faster than Slack allows is told to wait', async () => {
  const { slack } = await aSlack({ rate: 1 })
  const bot = clientOf(slack)
  const posts = Array.from({ length: 15 }, (_, n) => bot.chat.postMessage({ channel: PAPERS, text: `${n}` }))
  const outcomes = await Promise.allSettled(posts)
  expect(outcomes.filter((one) => one.status === 'fulfilled').length).toBeGreaterThanOrEqual(10)
  const refused = outcomes.find((one) => one.status === 'rejected')
  expect(refused?.reason).toMatchObject({ retryAfter: 1 })
})

test('faults are answered as told: a status, a wait, and a lost answer to a call that was done', async () => {
  const { slack, world } = await aSlack()
  const bot = clientOf(slack)
  world.addFault({ chat: 'slack', match: 'POST /api/chat.postMessage', status: 503 })
  world.addFault({ chat: 'slack', match: 'POST /api/chat.postMessage', status: 429, retryAfter: 7 })
  world.addFault({ chat: 'slack', match: 'POST /api/chat.postMessage', drop: true })
  const post = (text: string) => bot.chat.postMessage({ channel: PAPERS, text })
  await expect(post('1')).rejects.toMatchObject({ statusCode: 503 })
  await expect(post('2')).rejects.toMatchObject({ retryAfter: 7 })
  await expect(post('3')).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
  await post('4')
  expect(slack.state().channels[0]?.messages.map((message) => message.text)).toEqual(['3', '4'])
  expect(slack.requests().map(({ method, body, ok }) => [method, body.text, ok])).toEqual([
    ['chat.postMessage', '3', true],
    ['chat.postMessage', '4', true],
  ])
})

test('a trigger opens one modal, and none after three seconds', async () => {
  const { slack } = await aSlack()
  const triggers: string[] = []
  await aSocketBot(slack, (app) =>
    app.command('/paper', async ({ ack, body }) => {
      triggers.push(body.trigger_id)
      await ack('ok')
    }),
  )
  const command = { persona: ADA, do: 'command' as const, channel: PAPERS, text: '/paper' }
  await slack.act(command)
  await slack.act(command)
  const [first = '', second = ''] = triggers
  const bot = clientOf(slack)
  const view = {
    type: 'modal' as const,
    title: { type: 'plain_text' as const, text: 'T' },
    blocks: [],
    external_id: 'e1',
  }
  const open = async (trigger_id: string, of = view) => (await refusal(bot.views.open({ trigger_id, view: of }))).error
  expect(await open('nonsense')).toBe('invalid_trigger_id')
  expect(await open(first)).toBe('none')
  expect(await open(first)).toBe('exchanged_trigger_id')
  const { id = '' } = slack.state().modals[0] ?? {}
  expect((await refusal(bot.views.update({ view_id: id, hash: 'old', view }))).error).toBe('hash_conflict')
  expect((await refusal(bot.views.update({ view_id: 'V0GONE', view }))).error).toBe('not_found')
  await slack.act(command)
  expect(await open(triggers[2] ?? '')).toBe('duplicate_external_id')
  await bot.views.update({ external_id: 'e1', view: { ...view, external_id: '' } })
  for (const outcome of ['none', 'none', 'push_limit_reached']) {
    await slack.act(command)
    const pushed = bot.views.push({ trigger_id: triggers.at(-1) ?? '', view: { ...view, external_id: '' } })
    expect((await refusal(pushed)).error).toBe(outcome)
  }
  await new Promise((resolve) => setTimeout(resolve, 3100))
  expect(await open(second)).toBe('expired_trigger_id')
})

test('the chats come back from the file, and time never runs backwards in them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slack-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'playground.db')
  const before = await aSlack({}, file)
  const bot = clientOf(before.slack)
  const { ts = '' } = await bot.chat.postMessage({ channel: PAPERS, text: 'pick', blocks: [{ type: 'divider' }] })
  await before.slack.act({ persona: ADA, do: 'say', channel: PAPERS, thread: ts, text: 'a comment' })
  await before.slack.act({ persona: ADA, do: 'react', channel: PAPERS, message: ts, emoji: 'tada' })
  await bot.conversations.join({ channel: RANDOM })
  const { channels } = before.slack.state()
  await before.slack.stop()

  const after = await aSlack({}, file)
  expect(after.slack.state().channels).toEqual(channels)
  after.world.advance(-3_600_000)
  const later = await clientOf(after.slack).chat.postMessage({ channel: RANDOM, text: 'later' })
  expect(Number(later.ts)).toBeGreaterThan(Number(ts))
})

test('timestamps follow the playground’s clock', async () => {
  const { slack, world } = await aSlack()
  const bot = clientOf(slack)
  const one = await bot.chat.postMessage({ channel: PAPERS, text: 'now' })
  world.advance(7 * 24 * 3_600_000)
  const two = await bot.chat.postMessage({ channel: PAPERS, text: 'next week' })
  expect(Number(two.ts) - Number(one.ts)).toBeGreaterThanOrEqual(7 * 24 * 3600)
  await until(() => slack.state().channels[0]?.messages.length === 2)
})
