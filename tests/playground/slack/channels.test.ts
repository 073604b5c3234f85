/** Channels of several kinds, the bot in and out of them, and conversations with one person. */
import { expect, test } from 'vitest'
import { directId } from '../../../src/playground/slack/channels.ts'
import { BOT, RANDOM } from '../../../src/playground/slack/ids.ts'
import { ADA, aSlack, aSocketBot, EMMY, PAPERS, until } from './bench.ts'

async function listening(events: string[]) {
  const { slack } = await aSlack()
  slack.configure({ events })
  const heard: Record<string, unknown>[] = []
  const app = await aSocketBot(slack, (bot) => {
    const types = ['member_joined_channel', 'member_left_channel', 'channel_left', 'group_left', 'channel_rename']
    for (const type of types) bot.event(type, async ({ event }) => void heard.push({ ...event }))
    bot.event('message', async ({ event }) => void heard.push({ ...event }))
    bot.command('/paper', async ({ ack, command, respond }) => {
      await ack()
      await respond(`${command.channel_name} ${command.channel_id}`)
    })
  })
  return { slack, heard, client: app.client }
}

test('a member brings the bot into a channel and out again; it is told of both, by whom', async () => {
  const { slack, heard } = await listening(['member_joined_channel', 'member_left_channel', 'channel_left'])
  expect(await slack.act({ persona: EMMY, do: 'invite', place: RANDOM })).toEqual({})
  await until(() => heard.length === 1)
  expect(heard[0]).toMatchObject({ type: 'member_joined_channel', user: BOT.user, channel: RANDOM, inviter: EMMY })
  expect((await slack.act({ persona: EMMY, do: 'invite', place: RANDOM })).error).toMatch(/already/)
  slack.setting({ leave: RANDOM, persona: EMMY })
  await slack.act({ persona: ADA, do: 'dismiss', place: RANDOM })
  await until(() => heard.length === 3)
  expect(heard.slice(1)).toMatchObject([
    { type: 'member_left_channel', user: EMMY, channel: RANDOM },
    { type: 'channel_left', channel: RANDOM, actor_id: ADA },
  ])
})

test('what the app is not subscribed to it is not told', async () => {
  const { slack, heard } = await listening(['channel_left'])
  await slack.act({ persona: EMMY, do: 'invite', place: RANDOM })
  await slack.act({ persona: EMMY, do: 'say', channel: directId(EMMY), text: 'psst' })
  await slack.act({ persona: ADA, do: 'dismiss', place: RANDOM })
  await until(() => heard.length > 0)
  expect(heard.map(({ type }) => type)).toEqual(['channel_left'])
})

test('admins rename, hide, archive and delete channels', async () => {
  const { slack, heard, client } = await listening(['channel_rename'])
  const manage = { do: 'manage', channel: PAPERS } as const
  expect((await slack.act({ ...manage, persona: EMMY, change: { name: 'x' } })).error).toMatch(/admins/)
  await slack.act({ ...manage, persona: ADA, change: { name: 'readings' } })
  await until(() => heard.length === 1)
  expect(heard[0]).toMatchObject({ channel: { id: PAPERS, name: 'readings' } })
  const info = async () => (await client.conversations.info({ channel: PAPERS })).channel
  expect(await info()).toMatchObject({ name: 'readings', is_private: false })
  await slack.act({ ...manage, persona: ADA, change: { private: true } })
  await slack.act({ ...manage, persona: ADA, change: { archived: true } })
  expect(await info()).toMatchObject({ is_private: true, is_archived: true })
  await slack.act({ ...manage, persona: ADA, change: { delete: true } })
  await expect(info()).rejects.toThrow('channel_not_found')
})

test('what is read-only or shared says so', async () => {
  const { slack, client } = await listening([])
  const read = async (channel: string) => (await client.conversations.info({ channel })).channel
  slack.setting({ restrict: PAPERS })
  slack.setting({ channel: RANDOM, name: 'random', shared: 'external' })
  const properties = { posting_restricted_to: { type: ['admin'] } }
  expect(await read(PAPERS)).toMatchObject({ is_read_only: true, properties })
  slack.setting({ restrict: PAPERS, allowed: [BOT.user] })
  const allowed = { posting_restricted_to: { type: ['admin'], user: [BOT.user] } }
  expect(await read(PAPERS)).toMatchObject({ is_read_only: false, properties: allowed })
  slack.setting({ restrict: PAPERS, code: 'restricted_action_non_threadable_channel' })
  const threads = { threads_restricted_to: { type: ['admin'] } }
  expect(await read(PAPERS)).toMatchObject({ is_non_threadable: true, properties: threads })
  expect((await client.conversations.info({ channel: RANDOM })).channel).toMatchObject({ is_ext_shared: true })
})

test('a conversation with the bot is one person’s: commands are answered there, and what is said is told', async () => {
  const { slack, heard, client } = await listening(['message.im'])
  const channel = directId(EMMY)
  const { message } = await slack.act({ persona: EMMY, do: 'command', channel, text: '/paper' })
  expect(message?.text).toBe(`directmessage ${channel}`)
  await slack.act({ persona: EMMY, do: 'say', channel, text: 'hello' })
  await until(() => heard.length === 1)
  expect(heard[0]).toMatchObject({ type: 'message', channel, channel_type: 'im', text: 'hello' })
  expect(await client.conversations.info({ channel })).toMatchObject({ channel: { is_im: true, user: EMMY } })
  await client.chat.postMessage({ channel, text: 'and you' })
  const direct = slack.state().directs?.find(({ persona }) => persona === EMMY)
  expect(direct).toMatchObject({
    kind: 'direct',
    persona: EMMY,
    messages: [{}, { text: 'hello' }, { text: 'and you' }],
  })
  expect((await slack.act({ persona: ADA, do: 'say', channel, text: 'x' })).error).toBeTruthy()
})

test('where the app takes no messages nobody writes to it', async () => {
  const { slack } = await listening([])
  const said = { persona: EMMY, do: 'say', channel: directId(EMMY), text: 'hello' } as const
  slack.configure({ features: { app_home: { messages_tab_enabled: true, messages_tab_read_only_enabled: true } } })
  expect((await slack.act(said)).error).toMatch(/turned off/)
  slack.configure({ features: { app_home: { messages_tab_enabled: true } } })
  expect((await slack.act(said)).error).toBeUndefined()
})
