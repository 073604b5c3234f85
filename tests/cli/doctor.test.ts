import { access } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../e2e/stage.ts'
import { lectern } from './lectern.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

async function doctor(more: Record<string, string> = {}) {
  const { code, stdout, stderr } = await lectern(['doctor'], { env: { ...stage.env, ...more } })
  expect(stderr).toBe('')
  const lines = stdout.trim().split('\n')
  return { code, all: lines.join('\n'), wrong: lines.filter((line) => line.startsWith('WRONG')) }
}

it('finds nothing wrong beside a bot that runs, and leaves it its events', async () => {
  const bot = await stage.startBot()
  const { code, all, wrong } = await doctor()
  expect(wrong).toEqual([])
  expect(code).toBe(0)
  for (const words of [
    ...['takes DISCORD_TOKEN', 'what people write', 'takes SLACK_BOT_TOKEN', 'every scope', 'takes SLACK_APP_TOKEN'],
    ...[
      '#papers in Discord can be used',
      '#papers in Slack can be used',
      'clock',
      'read and written',
      'next week turns',
    ],
  ])
    expect(all).toContain(words)
  for (const secret of [stage.env.DISCORD_TOKEN, stage.env.SLACK_BOT_TOKEN]) expect(all).not.toContain(secret)
  for (const chat of ['discord', 'slack'] as const) await stage.people.type(chat, '/paper help')
  expect(await bot.kill('SIGTERM')).toBe(0)
})

it.each([{ DISCORD_TOKEN: '' }, { DISCORD_API_URL: 'http://127.0.0.1:1' }])(
  'says nothing of clocks where no chat has told its time: %j',
  async (env) => {
    const none = { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', CLUB_ROOMS: '' }
    expect((await doctor({ STORE_URL: 'memory:', ...none, ...env })).all).not.toContain('clock')
  },
)

it.each<[string, Record<string, string>, string[]]>([
  [
    'tokens that are refused',
    {
      DISCORD_TOKEN: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gwrong.a-token-of-the-right-form',
      SLACK_BOT_TOKEN: 'xoxb-1000000001-1000000002-ATokenOfTheRightForm',
    },
    ['Discord does not accept DISCORD_TOKEN', 'Slack refuses SLACK_BOT_TOKEN'],
  ],
  ['an app token that is refused', { SLACK_APP_TOKEN: 'xapp-1-A1-1-0123456789' }, ['Slack refuses SLACK_APP_TOKEN']],
  ['chats that cannot be reached', { DISCORD_API_URL: 'http://127.0.0.1:1' }, ['Discord cannot be reached']],
  ['settings that cannot be read', { CLUB_ZONE: 'Mars' }, ['CLUB_ZONE must be a time zone']],
  ['a store that cannot be opened', { STORE_URL: `sqlite:${tmpdir()}` }, ['cannot be opened']],
  [
    'no chat at all',
    { DISCORD_TOKEN: '', SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', CLUB_ROOMS: '' },
    ['No chat is set'],
  ],
])('says what to do about %s, and ends with 1', async (_, env, words) => {
  const { code, wrong } = await doctor({ STORE_URL: 'memory:', ...env })
  expect(code).toBe(1)
  for (const word of words) expect(wrong.join('\n')).toContain(word)
})

it('makes no store where there is none, and says what to do', async () => {
  const folder = join(stage.folder, 'nowhere')
  const { code, wrong } = await doctor({ STORE_URL: `sqlite:${join(folder, 'lectern.db')}` })
  expect(code).toBe(1)
  expect(wrong).toHaveLength(1)
  expect(wrong[0]).toMatch(/There is no store yet: SQLite file .*lectern\.db\. Start the bot.* or set STORE_URL/)
  await expect(access(folder)).rejects.toThrow('ENOENT')
})

it('tells rooms that cannot be used', async () => {
  const [discord = '', slack = ''] = stage.env.CLUB_ROOMS?.split(',') ?? []
  const store = `sqlite:${join(stage.folder, 'doctor.db')}`
  const bot = await stage.startBot({ STORE_URL: store })
  await bot.kill('SIGTERM')
  const rooms = [`${discord.slice(0, -1)}9`, slack.replace(/:T[^:]+/, ':T0OTHER')].join(',')
  const { code, wrong } = await doctor({ STORE_URL: store, CLUB_ROOMS: rooms })
  expect(code).toBe(1)
  expect(wrong.join('\n')).toContain('in Discord, is not there')
  expect(wrong.join('\n')).toContain('another workspace')
})

it('takes a chat that stumbles for what it is, and says of a room only what it was told', async () => {
  await stage.control('fault', { chat: 'slack', match: 'auth.test', error: 'internal_error' })
  await stage.control('fault', { chat: 'discord', match: 'GET /channels', status: 500, times: 2 })
  const { code, all, wrong } = await doctor({ STORE_URL: 'memory:' })
  expect(code).toBe(1)
  expect(wrong.join('\n')).toContain('Slack does not answer just now (internal_error). Try again.')
  expect(wrong.join('\n')).toContain('in Discord, could not be looked at')
  expect(all).not.toContain('can be used')
})
