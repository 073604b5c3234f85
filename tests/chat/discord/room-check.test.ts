import { expect, it, onTestFinished } from 'vitest'
import type { RoomCheck } from '../../../src/chat/platform.ts'
import { directId } from '../../../src/playground/discord/direct.ts'
import { SECOND } from '../../../src/playground/discord/guilds.ts'
import type { LocalDiscord } from '../../../src/playground/discord/server.ts'
import { bench, PAPERS, ROOM } from './bench.ts'

const ADA = '1180000000000000301'
const BRUNO = '1180000000000000302'

const OTHER = '1180000000000000901'
const room = (channel: string, guild = ROOM.split(':')[1]) => `discord:${guild}:${channel}` as const

async function check(prepare: (server: LocalDiscord) => void, asked: Parameters<typeof room> = [PAPERS]) {
  const { server, platform } = await bench()
  onTestFinished(() => platform.stop())
  prepare(server)
  return told(await platform.checkRoom(room(...asked)))
}

function told(check: RoomCheck | null): RoomCheck {
  if (!check) throw new Error('Discord did not tell')
  return check
}

const made = (type: number) => (server: LocalDiscord) =>
  server.setting('channelCreated', { channel: OTHER, name: 'readings', type })

it('a text channel with all that is needed is fine, and is called by its name', async () => {
  expect(await check(() => {})).toEqual({ name: '#papers', problems: [], access: 'in' })
})

it.each([
  ['a forum', 15],
  ['a voice channel', 2],
  ['an announcement channel', 5],
  ['a category', 4],
])('%s is told by its name, with what to choose instead', async (kind, type) => {
  const { name, problems } = await check(made(type), [OTHER])
  expect(name).toBe('#readings')
  expect(problems).toEqual([expect.stringMatching(new RegExp(`^is ${kind}.*Choose an ordinary text channel`))])
})

it.each([
  ['ViewChannel', 'View Channel'],
  ['SendMessages', 'Send Messages'],
  ['CreatePublicThreads', 'Create Public Threads'],
  ['SendMessagesInThreads', 'Send Messages in Threads'],
  ['ReadMessageHistory', 'Read Message History'],
] as const)('a lacking permission is named as Discord’s settings name it: %s', async (name, shown) => {
  const { problems } = await check((server) => {
    server.setting('permission', { channel: PAPERS, name, allowed: false })
  })
  expect(problems).toEqual([expect.stringContaining(`the permission ${shown}`)])
})

it('several lacking permissions are all named', async () => {
  const { problems } = await check((server) => {
    for (const name of ['SendMessages', 'CreatePublicThreads'] as const)
      server.setting('permission', { channel: PAPERS, name, allowed: false })
  })
  expect(problems).toEqual([expect.stringContaining('Send Messages and Create Public Threads. Grant them')])
})

it('a channel that is not there, or in another server, is said with where to find the right one', async () => {
  expect(await check(() => {}, ['1180000000000000999'])).toEqual({
    name: null,
    problems: [expect.stringMatching(/^is not there\. .*CLUB_ROOMS/)],
    access: 'deleted',
  })
  const elsewhere = await check(() => {}, [PAPERS, '1180000000000000777'])
  expect(elsewhere.problems).toEqual([expect.stringContaining('another server')])
})

it('a Discord that does not answer is no fault of the room’s', async () => {
  const { world, platform } = await bench()
  world.addFault({ chat: 'discord', match: 'channels', status: 500, times: 5 })
  expect(await platform.checkRoom(ROOM)).toBeNull()
})

it('a channel hidden from everyone is told by the permission that lacks', async () => {
  const hide = (server: LocalDiscord) =>
    server.act({ persona: ADA, do: 'manage', channel: PAPERS, change: { private: true } })
  const { problems, access } = await check((server) => void hide(server))
  expect(access).toBe('outside')
  expect(problems).toEqual([expect.stringContaining('give it the permission View Channel')])
})

it('a thread is told, with what to choose instead', async () => {
  const { platform } = await bench()
  onTestFinished(() => platform.stop())
  const post = await platform.post(ROOM, { title: 'A pick', blocks: [] }, 'pick.club.1')
  const { thread } = await platform.openThread(post, 'A pick')
  const { name, problems } = told(await platform.checkRoom(room(thread)))
  expect(name).toBe('#A pick')
  expect(problems).toEqual([expect.stringMatching(/^is a thread.*Choose an ordinary text channel/)])
})

it('a conversation with one person is told, with what to choose instead', async () => {
  expect((await check(() => {}, [directId(ADA), 'direct'])).problems).toEqual([
    expect.stringMatching(/^is a conversation.*Choose an ordinary text channel/),
  ])
})

it('in a server that has put the bot out nothing can be seen, and one that is down is no fault of the room’s', async () => {
  const { server, platform } = await bench()
  onTestFinished(() => platform.stop())
  const [id] = SECOND.channels.map((channel) => channel.id)
  const there = room(id ?? '', SECOND.id)
  expect(await platform.checkRoom(there)).toMatchObject({
    problems: [expect.stringContaining('invite the bot there')],
    access: 'outside',
  })
  await server.act({ persona: BRUNO, do: 'invite', place: SECOND.id })
  expect(await platform.checkRoom(there)).toEqual({ name: '#lobby', problems: [], access: 'in' })
  server.setting('outage', { guild: SECOND.id, down: true })
  expect(await platform.checkRoom(there)).toBeNull()
})
