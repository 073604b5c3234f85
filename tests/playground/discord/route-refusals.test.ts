/** What the bot may not do in a place: for want of a permission, of the right kind of place, or of the thing itself. */
import { Routes } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { SECOND } from '../../../src/playground/discord/guilds.ts'
import type { PermissionName } from '../../../src/playground/discord/permissions.ts'
import { ADA, type Asked, anEvent, ask, BRUNO, GUILD, PAPERS, playground, threadsOf, unhurried } from './harness.ts'

const FORUM = '1180000000000000150'
const VOICE = '1180000000000000151'
const NOTHING = '1180000000000009999'
const THUMB = encodeURIComponent('👍')

async function open() {
  const { discord, act } = await playground()
  unhurried(discord)
  discord.setting('channelCreated', { channel: FORUM, name: 'questions', type: 15 })
  discord.setting('channelCreated', { channel: VOICE, name: 'spoken', type: 2 })
  const call = (method: string, path: string, body?: object) => ask(discord, method, path, body)
  const forbid = (name: PermissionName, allowed = false) =>
    discord.setting('permission', { channel: PAPERS, name, allowed })
  const post = async (channel = PAPERS) =>
    String(Object((await call('POST', `/channels/${channel}/messages`, { content: 'a' })).body).id)
  const startThread = async () => {
    const message = await post()
    await call('POST', Routes.threads(PAPERS, message), { name: 'Attention' })
    return message
  }
  const theirs = async () =>
    (await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'mine' })).message?.id ?? NOTHING
  return { discord, act, call, forbid, post, startThread, theirs }
}

type Ground = Awaited<ReturnType<typeof open>>

/** What takes which permission, and what it is refused with where that is taken away. */
const forbidden: [string, PermissionName, (ground: Ground) => Promise<() => Promise<Asked>>, number][] = [
  [
    'to read one message',
    'ReadMessageHistory',
    async ({ call, post }) => {
      const id = await post()
      return () => call('GET', `/channels/${PAPERS}/messages/${id}`)
    },
    50001,
  ],
  [
    'to say that it types',
    'SendMessages',
    async ({ call }) =>
      () =>
        call('POST', `/channels/${PAPERS}/typing`),
    50013,
  ],
  [
    'to start a thread on a message',
    'CreatePublicThreads',
    async ({ call, post }) => {
      const id = await post()
      return () => call('POST', Routes.threads(PAPERS, id), { name: 'a' })
    },
    50013,
  ],
  [
    'to start a thread on nothing',
    'CreatePublicThreads',
    async ({ call }) =>
      () =>
        call('POST', Routes.threads(PAPERS), { name: 'a', type: 11 }),
    50013,
  ],
  [
    'to read old threads',
    'ReadMessageHistory',
    async ({ call }) =>
      () =>
        call('GET', `/channels/${PAPERS}/threads/archived/public`),
    50013,
  ],
  [
    'to react',
    'AddReactions',
    async ({ call, post }) => {
      const id = await post()
      return () => call('PUT', `/channels/${PAPERS}/messages/${id}/reactions/${THUMB}/@me`)
    },
    50013,
  ],
  [
    'to join others’ reactions',
    'ReadMessageHistory',
    async ({ act, call, post }) => {
      const id = await post()
      await act({ persona: ADA, do: 'react', channel: PAPERS, message: id, emoji: '👍' })
      return () => call('PUT', `/channels/${PAPERS}/messages/${id}/reactions/${THUMB}/@me`)
    },
    50013,
  ],
  [
    'to write in a thread',
    'SendMessagesInThreads',
    async ({ call, startThread }) => {
      const thread = await startThread()
      return () => call('POST', `/channels/${thread}/messages`, { content: 'a' })
    },
    50013,
  ],
]

test.for(forbidden)('it takes a permission %s', async ([, name, prepare, code]) => {
  const ground = await open()
  const doing = await prepare(ground)
  ground.forbid(name)
  expect(await doing()).toMatchObject({ status: 403, code })
  ground.forbid(name, true)
  expect((await doing()).status).toBeLessThan(300)
})

/** What the bot’s own role does not let it do. */
const withheld: [string, PermissionName, (ground: Ground) => Promise<() => Promise<Asked>>][] = [
  [
    'delete what others wrote',
    'ManageMessages',
    async ({ call, theirs }) => {
      const id = await theirs()
      return () => call('DELETE', `/channels/${PAPERS}/messages/${id}`)
    },
  ],
  [
    'delete several messages at once',
    'ManageMessages',
    async ({ call, post }) => {
      const messages = [await post(), await post()]
      return () => call('POST', `/channels/${PAPERS}/messages/bulk-delete`, { messages })
    },
  ],
  [
    'delete a thread',
    'ManageThreads',
    async ({ call, startThread }) => {
      const id = await startThread()
      return () => call('DELETE', `/channels/${id}`)
    },
  ],
]

test.for(withheld)('it takes a right that the bot has not got to %s', async ([, name, prepare]) => {
  const ground = await open()
  const doing = await prepare(ground)
  expect(await doing()).toMatchObject({ status: 403, code: 50013 })
  ground.forbid(name, true)
  expect((await doing()).status).toBeLessThan(300)
})

test('channels are changed and deleted by people alone', async () => {
  const { call, forbid } = await open()
  forbid('ManageThreads', true)
  expect(await call('PATCH', `/channels/${PAPERS}`, { name: 'a' })).toMatchObject({ status: 403, code: 50013 })
  expect(await call('DELETE', `/channels/${PAPERS}`)).toMatchObject({ status: 403, code: 50013 })
})

test('only who manages messages takes a person’s reaction away, and only a person’s', async () => {
  const { call, forbid, post } = await open()
  const of = (user: string) => `/channels/${PAPERS}/messages/${message}/reactions/${THUMB}/${user}`
  const message = await post()
  expect(await call('DELETE', of(BRUNO))).toMatchObject({ status: 403, code: 50013 })
  forbid('ManageMessages', true)
  expect(await call('DELETE', of(NOTHING))).toMatchObject({ status: 404, code: 10013 })
})

test('several messages are two to a hundred', async () => {
  const { call, forbid, post } = await open()
  forbid('ManageMessages', true)
  const remove = (messages: string[]) => call('POST', `/channels/${PAPERS}/messages/bulk-delete`, { messages })
  expect((await remove([await post()])).faults).toEqual(['messages BASE_TYPE_BAD_LENGTH'])
  expect((await remove(Array.from({ length: 101 }, String))).faults).toEqual(['messages BASE_TYPE_BAD_LENGTH'])
})

test.for([
  ['0', 'NUMBER_TYPE_MIN'],
  ['101', 'NUMBER_TYPE_MAX'],
])('a page of %s messages is refused', async ([limit, fault]) => {
  const { call } = await open()
  expect((await call('GET', `/channels/${PAPERS}/messages?limit=${limit}`)).faults).toEqual([`limit ${fault}`])
})

test('what is not there is unknown', async () => {
  const { call, post } = await open()
  expect(await call('POST', '/users/@me/channels', { recipient_id: NOTHING })).toMatchObject({ code: 10013 })
  expect(await call('GET', `/guilds/${NOTHING}`)).toMatchObject({ status: 404, code: 10004 })
  expect(await call('GET', `/guilds/${GUILD}/members/${NOTHING}`)).toMatchObject({ status: 404, code: 10007 })
  for (const server of [NOTHING, SECOND.id]) {
    expect(await call('GET', `/guilds/${server}/scheduled-events`)).toMatchObject({ status: 404, code: 10004 })
  }
  const random = (await open()).discord.state().channels[1]?.id ?? ''
  const elsewhere = await call('GET', `/channels/${random}/messages/${await post()}`)
  expect(elsewhere).toMatchObject({ status: 404, code: 10008 })
})

test('a server that is down answers nothing', async () => {
  const { discord, call } = await open()
  discord.setting('outage', { guild: GUILD, down: true })
  expect((await call('GET', `/guilds/${GUILD}`)).status).toBe(503)
  expect((await call('GET', `/channels/${PAPERS}`)).status).toBe(503)
})

test('an event is deleted by who may make events', async () => {
  const { discord, call } = await open()
  const wish = anEvent(Date.now())
  const events = `/guilds/${GUILD}/scheduled-events`
  const event = `${events}/${Object((await call('POST', events, wish)).body).id}`
  discord.setting('eventsAllowed', false)
  expect(await call('DELETE', event)).toMatchObject({ status: 403, code: 50013 })
  discord.setting('eventsAllowed', true)
  const refusals: [object, string][] = [
    [{ privacy_level: undefined }, 'privacy_level BASE_TYPE_REQUIRED'],
    [{ privacy_level: 1 }, 'privacy_level BASE_TYPE_CHOICES'],
    [{ entity_type: undefined }, 'entity_type BASE_TYPE_REQUIRED'],
    [{ entity_type: 2 }, 'entity_type BASE_TYPE_CHOICES'],
    [{ scheduled_end_time: 'tomorrow' }, 'scheduled_end_time DATETIME_TYPE_PARSE'],
  ]
  for (const [change, fault] of refusals) {
    expect((await call('POST', events, { ...wish, ...change })).faults).toContain(fault)
  }
  expect((await call('PATCH', event, { name: 'a'.repeat(101) })).faults).toEqual(['name BASE_TYPE_BAD_LENGTH'])
  expect((await call('PATCH', event, { status: 5 })).faults).toEqual(['status NUMBER_TYPE_MAX'])
  expect(await call('PATCH', event, { status: 3 })).toMatchObject({ status: 400, code: 50035 })
  expect((await call('PATCH', event, { status: 2 })).status).toBe(200)
  expect(await call('PATCH', event, { status: 4 })).toMatchObject({ status: 400, code: 50035 })
})

describe('threads', () => {
  test('do not start in a thread, a forum’s posts or a voice channel', async () => {
    const { call, post, startThread } = await open()
    const thread = await startThread()
    const within = await post(thread)
    const starts: [string, object][] = [
      [Routes.threads(thread, within), { name: 'a' }],
      [Routes.threads(thread), { name: 'a', type: 11 }],
      [Routes.threads(VOICE), { name: 'a', type: 11 }],
    ]
    for (const [path, body] of starts)
      expect(await call('POST', path, body)).toMatchObject({ status: 400, code: 50024 })
    const inForum = await call('POST', Routes.threads(FORUM), { name: 'a', type: 11 })
    expect(inForum.faults).toEqual(['message BASE_TYPE_REQUIRED'])
  })

  test('are public, of a name and a time to archive, and only so many', async () => {
    const { discord, call } = await open()
    const start = (body: object) => call('POST', Routes.threads(PAPERS), { name: 'a', type: 11, ...body })
    expect((await start({ type: 12 })).faults).toEqual(['type BASE_TYPE_CHOICES'])
    expect((await start({ name: '' })).faults).toEqual(['name BASE_TYPE_BAD_LENGTH'])
    expect((await start({ auto_archive_duration: 61 })).faults).toEqual(['auto_archive_duration BASE_TYPE_CHOICES'])
    discord.setting('threadsFull', true)
    expect(await start({})).toMatchObject({ status: 400, code: 160006 })
  })

  test('are renamed within bounds', async () => {
    const { call, startThread } = await open()
    const thread = `/channels/${await startThread()}`
    expect((await call('PATCH', thread, { name: 'a'.repeat(101) })).faults).toEqual(['name BASE_TYPE_BAD_LENGTH'])
    expect((await call('PATCH', thread, { auto_archive_duration: 5 })).faults).toEqual([
      'auto_archive_duration BASE_TYPE_CHOICES',
    ])
  })

  test('that are archived keep what stands in them, their name, and who takes part', async () => {
    const { discord, call, post, startThread } = await open()
    const thread = await startThread()
    const within = await post(thread)
    discord.setting('thread', { thread, archived: true })
    const refused: [string, string, object?][] = [
      ['DELETE', `/channels/${thread}/messages/${within}`],
      ['PATCH', `/channels/${thread}`, { name: 'b' }],
      ['PUT', `/channels/${thread}/thread-members/@me`],
      ['DELETE', `/channels/${thread}/thread-members/@me`],
    ]
    for (const [method, path, body] of refused) {
      expect(await call(method, path, body)).toMatchObject({ status: 400, code: 50083 })
    }
    expect(threadsOf(discord)[0]).toMatchObject({ name: 'Attention', messages: [{ text: 'a' }] })
  })

  test('have members that are threads’', async () => {
    const { call, startThread } = await open()
    expect(await call('GET', `/channels/${PAPERS}/thread-members`)).toMatchObject({ status: 404, code: 10003 })
    const member = `/channels/${await startThread()}/thread-members/${NOTHING}`
    expect(await call('GET', member)).toMatchObject({ status: 404, code: 10007 })
  })
})

test('webhooks are made where messages stand, and hold to what a message is held to', async () => {
  const { discord, call, startThread } = await open()
  for (const place of [await startThread(), FORUM]) {
    expect(await call('POST', `/channels/${place}/webhooks`, { name: 'a' })).toMatchObject({ status: 400, code: 50024 })
  }
  const { body } = await call('POST', `/channels/${PAPERS}/webhooks`, { name: 'Lectern' })
  const hook = `/webhooks/${Object(body).id}/${Object(body).token}`
  expect((await call('POST', hook, { content: 'a'.repeat(2_001) })).faults).toEqual(['content BASE_TYPE_MAX_LENGTH'])
  expect((await call('POST', hook, { content: 'a', avatar_url: 'javascript:1' })).faults).toEqual([
    'avatar_url URL_TYPE_INVALID_SCHEME',
  ])
  const sent = Object((await call('POST', `${hook}?wait=true`, { content: 'a' })).body).id
  expect((await call('PATCH', `${hook}/messages/${sent}`, { content: 'a'.repeat(2_001) })).faults).toEqual([
    'content BASE_TYPE_MAX_LENGTH',
  ])
  const own = Object((await call('POST', `/channels/${PAPERS}/messages`, { content: 'a' })).body).id
  expect(await call('GET', `${hook}/messages/${own}`)).toMatchObject({ status: 404, code: 10008 })
  const thread = await startThread()
  const within = Object((await call('POST', `${hook}?wait=true&thread_id=${thread}`, { content: 'a' })).body).id
  discord.setting('thread', { thread, archived: true })
  const late = await call('DELETE', `${hook}/messages/${within}?thread_id=${thread}`)
  expect(late).toMatchObject({ status: 400, code: 50083 })
})

test('a person’s webhook is seen by who manages webhooks', async () => {
  const { discord, call, forbid } = await open()
  discord.setting('webhooksMade', { channel: PAPERS, count: 1 })
  const [theirs] = Object((await call('GET', `/channels/${PAPERS}/webhooks`)).body)
  forbid('ManageWebhooks')
  expect(await call('GET', `/webhooks/${theirs.id}`)).toMatchObject({ status: 403, code: 50013 })
  forbid('ManageWebhooks', true)
  expect((await call('GET', `/webhooks/${theirs.id}`)).status).toBe(200)
  discord.setting('access', { channel: PAPERS, allowed: false })
  expect(await call('GET', `/webhooks/${theirs.id}`)).toMatchObject({ status: 403, code: 50013 })
})
