/** How the gateway turns away: the code that it closes with, or a session that is none. */
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { SECOND } from '../../../src/playground/discord/guilds.ts'
import { ADA, BRUNO, GUILD, PAPERS, type Playground, playground } from './harness.ts'

interface Packet {
  op: number
  t?: string | null
  s?: number
  d?: unknown
}

const GUILDS_AND_MESSAGES = 513
const IDENTIFY = 2
const RESUME = 6
const INVALID_SESSION = 9

/** A connection that says nothing by itself. */
async function connected({ discord }: Pick<Playground, 'discord'>, query = '?v=10&encoding=json') {
  const url = new URL(discord.env.DISCORD_API_URL ?? '')
  const socket = new WebSocket(`ws://${url.host}/${query}`)
  onTestFinished(() => socket.terminate())
  const packets: Packet[] = []
  socket.on('message', (raw) => packets.push(JSON.parse(String(raw))))
  const closed = once(socket, 'close').then(([code]) => Number(code))
  await once(socket, 'open')
  const send = (packet: unknown) => socket.send(typeof packet === 'string' ? packet : JSON.stringify(packet))
  const token = discord.env.DISCORD_TOKEN
  const identify = (rest: object = {}) => send({ op: IDENTIFY, d: { token, intents: GUILDS_AND_MESSAGES, ...rest } })
  const resume = (rest: object) => send({ op: RESUME, d: { token, session_id: 'none', seq: 0, ...rest } })
  const next = (is: (packet: Packet) => boolean) =>
    expect
      .poll(() => packets.find(is))
      .toBeDefined()
      .then(() => packets.find(is) ?? { op: -1 })
  const ready = async () => Object((await next(({ t }) => t === 'READY')).d).session_id as string
  return { socket, packets, closed, send, identify, resume, next, ready }
}

test.for<[string, object | string, number]>([
  ['no JSON', '{', 4002],
  ['no object', '7', 4002],
  ['an opcode that there is not', { op: 99 }, 4001],
  ['its presence before it identified', { op: 3, d: {} }, 4003],
  ['for members before it identified', { op: 8, d: { guild_id: GUILD } }, 4003],
  ['another token', { op: IDENTIFY, d: { token: 'other', intents: 0 } }, 4004],
  ['another token to resume', { op: RESUME, d: { token: 'other', session_id: 'x', seq: 0 } }, 4004],
])('who sends %s is closed on', async ([, packet, code]) => {
  const { send, closed } = await connected(await playground())
  send(packet)
  expect(await closed).toBe(code)
})

test.for<[object, number]>([
  [{ intents: 'all' }, 4013],
  [{ intents: 1.5 }, 4013],
  [{ intents: -1 }, 4013],
  [{ intents: 1 << 30 }, 4013],
  [{ intents: 1 << 1 }, 4014],
  [{ shard: [1, 1] }, 4010],
  [{ shard: [-1, 1] }, 4010],
])('who identifies with %j is closed on', async ([rest, code]) => {
  const { identify, closed } = await connected(await playground())
  identify(rest)
  expect(await closed).toBe(code)
})

test('another version of the gateway is not spoken', async () => {
  const { closed } = await connected(await playground(), '?v=9')
  expect(await closed).toBe(4012)
})

test('a token that was taken back opens nothing', async () => {
  const ground = await playground()
  ground.discord.setting('tokenTaken', false)
  const { identify, closed } = await connected(ground)
  identify()
  expect(await closed).toBe(4004)
})

test('who is in a session already begins no other', async () => {
  const ground = await playground()
  for (const again of ['identify', 'resume'] as const) {
    const connection = await connected(ground)
    connection.identify()
    await connection.ready()
    connection[again]({})
    expect(await connection.closed).toBe(4005)
  }
})

test('a session that there is not is invalid, and one is not ahead of what it was sent', async () => {
  const ground = await playground()
  const lost = await connected(ground)
  lost.resume({})
  expect(await lost.next(({ op }) => op === INVALID_SESSION)).toMatchObject({ d: false })
  const first = await connected(ground)
  first.identify()
  const session = await first.ready()
  first.socket.terminate()
  const ahead = await connected(ground)
  ahead.resume({ session_id: session, seq: 999 })
  expect(await ahead.closed).toBe(4007)
})

test('a session that has slept through more than is kept is invalid', async () => {
  const ground = await playground()
  const first = await connected(ground)
  first.identify({ intents: 1 << 10 })
  const session = await first.ready()
  first.socket.terminate()
  const { message } = await ground.act({ persona: ADA, do: 'say', channel: PAPERS, text: 'hello' })
  const react = { persona: BRUNO, do: 'react', channel: PAPERS, message: message?.id ?? '', emoji: '👍' } as const
  for (let nth = 0; nth < 5_001; nth++) await ground.act({ ...react, remove: nth % 2 === 1 })
  const late = await connected(ground)
  late.resume({ session_id: session, seq: 1 })
  await late.next(({ op }) => op === INVALID_SESSION)
})

test('a bot that has grown is told to shard, and shards identify in turn', async () => {
  const ground = await playground()
  ground.discord.setting('sharding', { recommended: 2, required: 2, concurrency: 1, every: 60_000 })
  const alone = await connected(ground)
  alone.identify()
  expect(await alone.closed).toBe(4011)
  const one = await connected(ground)
  one.identify({ shard: [0, 2] })
  await one.ready()
  const tooSoon = await connected(ground)
  tooSoon.identify({ shard: [1, 2] })
  await tooSoon.next(({ op }) => op === INVALID_SESSION)
})

test('a shard hears of its own servers alone', async () => {
  const ground = await playground()
  const shards = await Promise.all(
    [0, 1].map(async (index) => {
      const shard = await connected(ground)
      shard.identify({ shard: [index, 2] })
      await shard.ready()
      return shard
    }),
  )
  await ground.act({ persona: ADA, do: 'say', channel: PAPERS, text: 'hello' })
  const heard = () => shards.map(({ packets }) => packets.filter(({ t }) => t === 'MESSAGE_CREATE').length)
  await expect.poll(() => heard().reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0)
  for (const { send } of shards) send({ op: 1, d: null })
  await Promise.all(shards.map(({ next }) => next(({ op }) => op === 11)))
  expect(heard().toSorted()).toEqual([0, 1])
})

test('members are told of servers that the bot is in', async () => {
  const { identify, ready, send, next, packets } = await connected(await playground())
  identify()
  await ready()
  send({ op: 8, d: { guild_id: SECOND.id, query: '', limit: 0 } })
  send({ op: 8, d: { guild_id: GUILD, query: '', limit: 0 } })
  await next(({ t }) => t === 'GUILD_MEMBERS_CHUNK')
  const chunks = packets.filter(({ t }) => t === 'GUILD_MEMBERS_CHUNK')
  expect(chunks.map(({ d }) => Object(d).guild_id)).toEqual([GUILD])
})

test('who never beats is cut off, and who stops beating is told that its session timed out', async () => {
  const ground = await playground()
  ground.discord.setting('heartbeat', { interval: 30, acknowledged: true })
  const [silent, once] = [await connected(ground), await connected(ground)]
  once.send({ op: 1, d: null })
  expect(await silent.closed).toBe(1006)
  expect(await once.closed).toBe(4009)
})
