import { expect, it, onTestFinished } from 'vitest'
import type { LocalDiscord } from '../../../src/playground/discord/server.ts'
import { bench, PAPERS, ROOM } from './bench.ts'

const OTHER = '1180000000000000901'
const room = (channel: string, guild = ROOM.split(':')[1]) => `discord:${guild}:${channel}` as const

async function check(prepare: (server: LocalDiscord) => void, asked: Parameters<typeof room> = [PAPERS]) {
  const { server, platform } = await bench()
  onTestFinished(() => platform.stop())
  prepare(server)
  return platform.checkRoom(room(...asked))
}

const made = (type: number) => (server: LocalDiscord) =>
  server.setting('channelCreated', { channel: OTHER, name: 'readings', type })

it('a text channel with all that is needed is fine, and is called by its name', async () => {
  expect(await check(() => {})).toEqual({ name: '#papers', problems: [] })
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
  })
  const elsewhere = await check(() => {}, [PAPERS, '1180000000000000777'])
  expect(elsewhere.problems).toEqual([expect.stringContaining('another server')])
})

it('a Discord that does not answer is no fault of the room’s', async () => {
  const { world, platform } = await bench()
  world.addFault({ chat: 'discord', match: 'channels', status: 500, times: 5 })
  expect(await platform.checkRoom(ROOM)).toEqual({ name: null, problems: [] })
})
