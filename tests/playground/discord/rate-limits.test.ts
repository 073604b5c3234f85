/** How fast the bot may call, each route for itself, and what Discord says of it. */
import { expect, test } from 'vitest'
import { BOT } from '../../../src/playground/discord/personas.ts'
import { type Asked, ask, GUILD, PAPERS, playground, unhurried } from './harness.ts'

const RANDOM = '1180000000000000102'
const THUMB = encodeURIComponent('👍')

async function open() {
  const { discord, world } = await playground()
  const call = (method: string, path: string, body?: object) => ask(discord, method, path, body)
  const post = async () => {
    unhurried(discord)
    const { body } = await call('POST', `/channels/${PAPERS}/messages`, { content: 'a' })
    discord.setting('pace', null)
    return String(Object(body).id)
  }
  return { discord, world, call, post }
}

type Call = (method: string, path: string, body?: object) => Promise<Asked>

/** How many calls a route takes at once, and one of them. */
const paces: [string, number, (call: Call, message: string) => Promise<Asked>][] = [
  ['messages', 5, (call) => call('POST', `/channels/${RANDOM}/messages`, { content: 'a' })],
  ['edits', 5, (call, id) => call('PATCH', `/channels/${PAPERS}/messages/${id}`, { content: 'b' })],
  ['deletions', 5, (call, id) => call('DELETE', `/channels/${PAPERS}/messages/${id}`)],
  ['reactions', 1, (call, id) => call('PUT', `/channels/${PAPERS}/messages/${id}/reactions/${THUMB}/@me`)],
  ['events', 5, (call) => call('POST', `/guilds/${GUILD}/scheduled-events`, {})],
  ['follow-ups', 5, (call) => call('POST', `/webhooks/${BOT.id}/token`, { content: 'a' })],
  ['a webhook’s messages', 5, (call) => call('POST', '/webhooks/1180000000000009999/token', { content: 'a' })],
]

test.for(paces)('of %s %i come at once', async ([, most, one]) => {
  const { call, post } = await open()
  const message = await post()
  const answers = await Promise.all(Array.from({ length: most + 1 }, () => one(call, message)))
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
})

test('every answer says what is left of its route, and one that is refused how long to wait', async () => {
  const { discord, call } = await open()
  discord.setting('pace', { calls: 1, window: 60_000 })
  const [first, second] = [await call('GET', '/users/@me'), await call('GET', '/users/@me')]
  const said = (answer: Asked, name: string) => answer.headers.get(`x-ratelimit-${name}`)
  expect(['limit', 'remaining'].map((name) => said(first, name))).toEqual(['1', '0'])
  expect(said(first, 'bucket')).toMatch(/^[0-9a-f]{32}$/)
  for (const name of ['reset', 'reset-after']) expect(Number(said(first, name))).toBeGreaterThan(0)
  expect(second).toMatchObject({ status: 429, body: { global: false, retry_after: expect.any(Number) } })
  expect(said(second, 'scope')).toBe('user')
  expect(said(second, 'global')).toBeNull()
  expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('an answer may be slow, and comes all the same', async () => {
  const { world, call } = await open()
  const order: string[] = []
  world.addFault({ chat: 'discord', match: 'GET /gateway/bot', delay: 1_000 })
  await Promise.all(
    ['/gateway/bot', '/users/@me'].map(async (path) => {
      expect((await call('GET', path)).status).toBe(200)
      order.push(path)
    }),
  )
  expect(order).toEqual(['/users/@me', '/gateway/bot'])
})
