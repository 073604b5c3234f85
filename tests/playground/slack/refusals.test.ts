import { expect, test } from 'vitest'
import { BOT, RANDOM, TEAM } from '../../../src/playground/slack/ids.ts'
import { ADA, aSlack, aSocketBot, clientOf, EMMY, KURT, PAPERS, refusal, until } from './bench.ts'

const SECRET = 'C0SECRET01'

const aPrivateChannel = (slack: Awaited<ReturnType<typeof aSlack>>['slack'], members: string[]) =>
  slack.setting({ channel: SECRET, name: 'reading-in-private', private: true, members })

test('a private channel is not there for a bot that is not in it, and none can be joined', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  aPrivateChannel(slack, [ADA])
  const said = await slack.act({ do: 'say', persona: ADA, channel: SECRET, text: 'only us' })
  const at = { channel: SECRET, ts: said.message?.id ?? '' }
  for (const call of [
    bot.chat.postMessage({ channel: SECRET, text: 'x' }),
    bot.chat.update({ ...at, text: 'x' }),
    bot.chat.getPermalink({ channel: SECRET, message_ts: at.ts }),
    bot.conversations.info({ channel: SECRET }),
    bot.conversations.history({ channel: SECRET }),
    bot.conversations.replies(at),
    bot.conversations.join({ channel: SECRET }),
  ]) {
    expect((await refusal(call)).error).toBe('channel_not_found')
  }
  expect((await bot.conversations.list({ types: 'private_channel' })).channels).toEqual([])
  slack.setting({ invite: SECRET })
  expect(await bot.conversations.info({ channel: SECRET })).toMatchObject({
    channel: { is_private: true, is_group: true, is_channel: false, is_member: true },
  })
  expect((await bot.conversations.list({ types: 'private_channel' })).channels).toHaveLength(1)
  expect((await refusal(bot.conversations.join({ channel: SECRET }))).error).toBe(
    'method_not_supported_for_channel_type',
  )
  expect((await slack.act({ do: 'say', persona: EMMY, channel: SECRET, text: 'x' })).error).toContain('no such channel')
})

test('private channels ask for rights of their own, and are heard by events of their own', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  aPrivateChannel(slack, [ADA, BOT.user])
  const heard: unknown[] = []
  await aSocketBot(slack, (app) => app.event('message', async ({ event }) => void heard.push(event.channel_type)))
  slack.configure({ events: ['message.channels'] })
  await slack.act({ do: 'say', persona: ADA, channel: SECRET, text: 'unheard' })
  slack.configure({ events: ['message.groups'] })
  await slack.act({ do: 'say', persona: ADA, channel: PAPERS, text: 'unheard' })
  await slack.act({ do: 'say', persona: ADA, channel: SECRET, text: 'heard' })
  await until(() => heard.length === 1)
  expect(heard).toEqual(['group'])

  slack.setting({ scopes: ['channels:history', 'channels:read'] })
  await expect(bot.conversations.history({ channel: SECRET })).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'groups:history' },
  })
  await expect(bot.conversations.info({ channel: SECRET })).rejects.toMatchObject({ data: { needed: 'groups:read' } })
  expect((await bot.conversations.history({ channel: PAPERS })).ok).toBe(true)
})

test('what happens to a channel is told: archived, opened again, left, deleted', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  aPrivateChannel(slack, [ADA, BOT.user])
  const heard: string[] = []
  await aSocketBot(slack, (app) => app.event(/.*/, async ({ event }) => void heard.push(event.type)))
  for (const channel of [PAPERS, SECRET]) {
    slack.setting({ archive: channel })
    slack.setting({ archive: channel, undo: true })
    slack.setting({ kick: channel })
    slack.setting({ invite: channel })
    slack.setting({ deleteChannel: channel })
  }
  await until(() => heard.length === 10)
  expect(heard).toEqual([
    ...['channel_archive', 'channel_unarchive', 'channel_left', 'member_joined_channel', 'channel_deleted'],
    ...['group_archive', 'group_unarchive', 'group_left', 'member_joined_channel', 'group_deleted'],
  ])
  expect((await refusal(bot.chat.postMessage({ channel: PAPERS, text: 'x' }))).error).toBe('channel_not_found')
})

test('an archived channel is told by other names in posts and in updates, and a restricted one refuses posts alone', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  const { ts = '' } = await bot.chat.postMessage({ channel: PAPERS, text: 'x' })
  const update = () => refusal(bot.chat.update({ channel: PAPERS, ts, text: 'y' }))
  const post = () => refusal(bot.chat.postMessage({ channel: PAPERS, text: 'y' }))
  slack.setting({ archive: PAPERS })
  expect([(await post()).error, (await update()).error]).toEqual(['is_archived', 'is_inactive'])
  slack.setting({ archive: PAPERS, undo: true })
  slack.setting({ restrict: PAPERS })
  expect([(await post()).error, (await update()).error]).toEqual(['restricted_action', 'none'])
  slack.setting({ restrict: PAPERS, code: 'restricted_action_read_only_channel' })
  expect((await post()).error).toBe('restricted_action_read_only_channel')
  slack.setting({ restrict: PAPERS, undo: true })
  expect((await post()).error).toBe('none')
})

test('a token is refused with the code that is told, until it is taken again', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  for (const code of ['token_revoked', 'account_inactive', 'invalid_auth']) {
    slack.setting({ refuseToken: code })
    expect((await refusal(bot.auth.test())).error).toBe(code)
    expect((await refusal(bot.chat.postMessage({ channel: PAPERS, text: 'x' }))).error).toBe(code)
  }
  slack.setting({ refuseToken: null })
  expect((await refusal(bot.auth.test())).error).toBe('none')
})

test('any call is refused with any code on demand, and nothing is done', async () => {
  const { slack, world } = await aSlack()
  const bot = clientOf(slack)
  world.addFault({ chat: 'slack', match: 'chat.postMessage', error: 'team_access_not_granted' })
  expect((await refusal(bot.chat.postMessage({ channel: PAPERS, text: 'x' }))).error).toBe('team_access_not_granted')
  world.addFault({ chat: 'slack', match: 'conversations.replies', error: 'fatal_error', times: 2 })
  const replies = () => refusal(bot.conversations.replies({ channel: PAPERS, ts: '1.000001' }))
  expect([(await replies()).error, (await replies()).error]).toEqual(['fatal_error', 'fatal_error'])
  expect((await replies()).error).toBe('thread_not_found')
  expect(slack.state().channels[0]?.messages).toEqual([])
})

test('a call may be slow, and is answered all the same', async () => {
  const { slack, world } = await aSlack()
  const bot = clientOf(slack)
  const order: string[] = []
  world.addFault({ chat: 'slack', match: 'users.info', delay: 1_000 })
  await Promise.all([
    bot.users.info({ user: ADA }).then(({ user }) => order.push(String(user?.real_name))),
    bot.users.info({ user: EMMY }).then(({ user }) => order.push(String(user?.real_name))),
  ])
  expect(order).toHaveLength(2)
  expect(order.at(-1)).toBe('Ada')
})

test('people from elsewhere and guests are shown as Slack shows them: admins at home', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  const lise = {
    id: 'U0LISE0001',
    name: 'lise',
    realName: 'Lise',
    admin: true,
    team: 'T0ELSEWHERE',
    enterprise: 'E0ELSE',
  }
  slack.setting({ person: lise })
  slack.setting({ person: { id: KURT, name: 'kurt', realName: 'Kurt', admin: false, guest: 'single' } })
  slack.setting({ join: PAPERS, persona: lise.id })
  expect(await bot.users.info({ user: lise.id })).toMatchObject({
    user: { team_id: lise.team, is_admin: true, is_stranger: false, enterprise_user: { enterprise_id: 'E0ELSE' } },
  })
  expect(await bot.users.info({ user: KURT })).toMatchObject({
    user: { team_id: TEAM.id, is_restricted: true, is_ultra_restricted: true },
  })
  await slack.act({ do: 'say', persona: lise.id, channel: PAPERS, text: 'hello' })
  const { messages = [] } = await bot.conversations.history({ channel: PAPERS })
  expect(messages[0]).toMatchObject({ user: lise.id, team: lise.team })
  expect(slack.state().personas.map(({ name }) => name)).toEqual(['Ada', 'Emmy', 'Kurt', 'Lise'])
})

test('F15 an acknowledgement and a response_url are held to the sum of all blocks as a post is', async () => {
  const { slack } = await aSlack()
  const section = (length: number) => ({
    type: 'section' as const,
    text: { type: 'mrkdwn' as const, text: 'x'.repeat(length) },
  })
  const large = Array.from({ length: 5 }, () => section(2_900))
  const refused: unknown[] = []
  await aSocketBot(slack, (app) => {
    app.command('/paper', async ({ ack, command, body }) => {
      if (command.text === 'now') return ack({ text: 'x', blocks: large })
      await ack()
      const response = await fetch(body.response_url, {
        method: 'POST',
        body: JSON.stringify({ text: 'x', blocks: large }),
      })
      refused.push([response.status, await response.json()])
    })
  })
  const command = { do: 'command' as const, persona: ADA, channel: PAPERS }
  const { error } = await slack.act({ ...command, text: '/paper now' })
  expect(error).toBe('/paper failed with the error "msg_blocks_too_long"')
  void slack.act({ ...command, text: '/paper later' })
  await until(() => refused.length === 1)
  expect(refused).toEqual([[400, { ok: false, error: 'msg_blocks_too_long' }]])
})

test('what is not there stays not there: a channel of nobody’s, one that the bot is not in', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  expect((await refusal(bot.conversations.info({ channel: 'C0NOWHERE1' }))).error).toBe('channel_not_found')
  expect((await refusal(bot.conversations.history({ channel: RANDOM }))).error).toBe('not_in_channel')
})
