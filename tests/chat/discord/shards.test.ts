import { expect, it } from 'vitest'
import type { Present } from '../../../src/chat/platform.ts'
import { GUILD, SECOND } from '../../../src/playground/discord/guilds.ts'
import { ADA, adapter, appOf, bench, card, listener, local, PAPERS, ROOM, shown, soon, until } from './bench.ts'

const week = { do: 'command', persona: ADA, channel: PAPERS, text: '/paper week' } as const
const TWO = { recommended: 2, required: 2, concurrency: 1, every: 4_900 }

it('opens as many shards as Discord recommends, one after another, and hears and answers once', async () => {
  const { heard, app } = listener()
  const { platform, act, logged } = await bench({ ...app, run: () => soon('room', card('from a shard')) }, (of) =>
    of.setting('sharding', TWO),
  )
  expect(platform.health()).toEqual({ state: 'ready', detail: null })
  expect(shown((await act(week)).message)).toBe('### from a shard')
  const { thread } = await platform.openThread(await platform.post(ROOM, card('x'), 'k'), 'x')
  await act({ do: 'say', persona: ADA, channel: PAPERS, thread, text: 'said once' })
  await until(() => heard.length > 0)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(heard).toHaveLength(1)
  expect(logged.filter(({ level }) => level === 'error')).toEqual([])
})

it('hears at each connection which servers it is out of, each shard of its own ones', async () => {
  const told: Present[] = []
  const app = { present: async (event: Present) => void told.push(event) }
  await bench(app, (of) => of.setting('sharding', { ...TWO, concurrency: 2 }))
  await until(() => told.length === 2)
  const lacks = (guild: string) => told.map((each) => each.lacks(`discord:${guild}`)).sort()
  expect(lacks(GUILD.id)).toEqual([false, false])
  expect(lacks(SECOND.id)).toEqual([false, true])
})

it('opens its shards in turn with those of other processes', async () => {
  const { server } = await local()
  server.setting('sharding', { recommended: 4, required: 4, concurrency: 2, every: 0 })
  const asked: number[] = []
  let isFree = false
  const takeTurn = async (turn: number) => {
    asked.push(turn)
    return isFree
  }
  const { platform } = adapter(server, undefined, undefined, { takeTurn })
  const started = platform.start(appOf({}))
  await until(() => asked.length > 1)
  expect(platform.health().state).toBe('connecting')
  isFree = true
  await started
  expect(platform.health().state).toBe('ready')
  expect([...new Set(asked)].sort()).toEqual([0, 1])
})

it('opens a single shard without a turn, and any where nobody can tell whose turn it is', async () => {
  const takeTurn = () => Promise.reject(new Error('the store is away'))
  const { server } = await local()
  const one = adapter(server, undefined, undefined, { takeTurn: async () => false })
  await one.platform.start(appOf({}))
  server.setting('sharding', { ...TWO, concurrency: 2, every: 0 })
  const two = adapter(server, undefined, undefined, { takeTurn })
  await two.platform.start(appOf({}))
  expect([one, two].map(({ platform }) => platform.health().state)).toEqual(['ready', 'ready'])
})

it('is back only once every shard is', async () => {
  const { platform, server } = await bench({}, (of) => of.setting('sharding', { ...TWO, concurrency: 2 }))
  server.cutSocket()
  await until(() => platform.health().state === 'connecting')
  await until(() => platform.health().state === 'ready')
  expect(server.state().connected).toBe(true)
})

it('opens more shards when Discord wants more of them, without a new start', async () => {
  const { platform, server, world } = await bench({})
  server.setting('sharding', { ...TWO, concurrency: 2 })
  expect(world.now()).toBeGreaterThan(0)
  server.setting('socket', 'forget')
  await until(() => platform.health().state !== 'ready')
  await until(() => platform.health().state === 'ready')
})

it.each([
  [
    'with what the bot needs, where the application’s page says nothing',
    { isPublic: true, params: null },
    /scope=bot\+applications\.commands&permissions=309774584832$/,
  ],
  [
    'by the application’s own settings, where those are enough',
    { isPublic: true, params: { scopes: ['bot', 'applications.commands'], permissions: '309237713920' } },
    /authorize\?client_id=\d+$/,
  ],
  [
    'with what lacks there besides',
    { isPublic: true, params: { scopes: ['bot'], permissions: '8' } },
    /permissions=309774584840$/,
  ],
])('says where it is added: %s', async (_, installing, link) => {
  const { platform } = await bench({}, (of) => of.setting('installing', installing))
  expect(platform.installLink?.()).toMatch(link)
})

it('says nowhere where it is added, when only whoever runs it may do so', async () => {
  const { server } = await local()
  server.setting('installing', { isPublic: false, params: null })
  const { platform } = adapter(server)
  await platform.start(appOf({}))
  expect(platform.installLink?.()).toBeNull()
})
