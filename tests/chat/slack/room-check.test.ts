import { expect, test } from 'vitest'
import { directId } from '../../../src/playground/slack/channels.ts'
import { BOT, TEAM } from '../../../src/playground/slack/ids.ts'
import { channel, room, startBot } from './bot.ts'

const PRIVATE = 'C0PRIVATE1'

test('a channel that it can post in is fine, and is called by its name', async () => {
  const { bot } = await startBot({})
  expect(await bot.checkRoom(room)).toEqual({ name: '#papers', problems: [], access: 'in' })
})

test('an archived channel is said', async () => {
  const { bot, slack } = await startBot({})
  slack.setting({ archive: channel })
  expect(await bot.checkRoom(room)).toEqual({
    name: '#papers',
    problems: [expect.stringMatching(/^is archived/)],
    access: 'archived',
  })
})

test('a private channel that nobody invited it to, and one that is not there, are told with the invitation', async () => {
  const { bot, slack } = await startBot({})
  slack.setting({ channel: PRIVATE, name: 'secret', private: true, members: [] })
  for (const id of [PRIVATE, 'C0NOWHERE'] as const) {
    expect(await bot.checkRoom(`slack:${TEAM.id}:${id}`)).toEqual({
      name: null,
      problems: [expect.stringContaining('/invite @Lectern')],
      access: 'outside',
    })
  }
})

test('another workspace’s channel is said', async () => {
  const { bot } = await startBot({})
  const problems = (await bot.checkRoom(`slack:T0OTHER:${channel}`))?.problems
  expect(problems).toEqual([expect.stringContaining('another workspace')])
})

test('an installation that may not ask for channels tells all the same what it cannot see', async () => {
  const { bot } = await startBot({}, { scopes: ['chat:write', 'channels:history'] })
  expect(await bot.checkRoom(room)).toEqual({ name: null, problems: [] })
  expect((await bot.checkRoom(`slack:${TEAM.id}:C0NOWHERE`))?.problems).toHaveLength(1)
})

test('a channel where only some people may post is told, with where to change that', async () => {
  const { bot, slack } = await startBot({})
  slack.setting({ restrict: channel })
  expect(await bot.checkRoom(room)).toEqual({
    name: '#papers',
    problems: [expect.stringMatching(/^lets only some people post\. .*posting permissions/)],
    access: 'in',
  })
})

test('a channel where the bot is one of those who may post is fine, and one that another organisation left is not', async () => {
  const { bot, slack } = await startBot({})
  slack.setting({ restrict: channel, allowed: [BOT.user] })
  expect(await bot.checkRoom(room)).toMatchObject({ problems: [] })
  await bot.post(room, { title: 'A post', blocks: [] }, 'pick.club.1')
  slack.setting({ restrict: channel, undo: true })
  slack.setting({ freeze: channel })
  expect(await bot.checkRoom(room)).toMatchObject({ problems: [expect.stringMatching(/nobody can post there/)] })
})

test.each([
  ['restricted_action_thread_only_channel', /^takes only answers in threads\./],
  ['restricted_action_non_threadable_channel', /^takes no threads\./],
])('a channel that refuses with %s is told, with what to choose instead', async (code, said) => {
  const { bot, slack } = await startBot({})
  slack.setting({ restrict: channel, code })
  expect((await bot.checkRoom(room))?.problems).toEqual([expect.stringMatching(said)])
})

test('a Slack that does not tell is no fault of the room’s, and no word for it', async () => {
  const { bot, world } = await startBot({})
  for (const error of ['internal_error', 'token_revoked', 'team_not_found']) {
    world.addFault({ chat: 'slack', match: 'conversations.info', error, times: 1 })
    expect(await bot.checkRoom(room)).toBeNull()
  }
})

test('a channel shared with others is fine, a private one with the bot in it too, and a conversation is none', async () => {
  const { bot, slack } = await startBot({})
  slack.setting({ channel, name: 'papers', shared: 'external' })
  expect(await bot.checkRoom(room)).toEqual({ name: '#papers', problems: [], access: 'in' })
  slack.setting({ channel, name: 'papers', private: true })
  expect(await bot.checkRoom(room)).toEqual({ name: '#papers', problems: [], access: 'in' })
  const [ada] = slack.state().personas
  const problems = (await bot.checkRoom(`slack:${TEAM.id}:${directId(ada?.id ?? '')}`))?.problems
  expect(problems).toEqual([expect.stringContaining('Choose a channel')])
})

test('a public channel that it was taken out of is one that it could enter by itself', async () => {
  const { bot, slack } = await startBot({})
  slack.setting({ kick: channel })
  expect(await bot.checkRoom(room)).toEqual({ name: '#papers', problems: [], access: 'beside' })
})
