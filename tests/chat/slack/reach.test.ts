import { expect, test } from 'vitest'
import { ada, card, channel, room, shows, startBot, startHttpBot, until } from './bot.ts'

const doors = [
  ['Socket Mode', startBot],
  ['signed HTTP', startHttpBot],
] as const

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

test.each(
  doors.flatMap(([name, start]) =>
    ['token_revoked', 'account_inactive', 'invalid_auth'].map((code) => [code, name, start] as const),
  ),
)(
  'F35 a token that is refused while the bot runs (%s, %s) is said, tried again, and good again without a restart',
  async (code, _, start) => {
    let back = 0
    const { bot, slack, logged } = await start({}, { reconnected: () => void back++ })
    slack.setting({ refuseToken: code })
    expect(await failureOf(bot.post(room, card('x'), 'pick.c.1'))).toMatchObject({ reason: 'token', sent: 'no' })
    const { state, detail } = bot.health()
    expect(state).toBe('failing')
    expect(detail).toContain(`Slack refuses SLACK_BOT_TOKEN (${code})`)
    expect(detail).toContain('set the token')
    expect(logged.some(({ level, fields }) => level === 'error' && JSON.stringify(fields).includes(code))).toBe(true)
    expect(back).toBe(0)

    slack.setting({ refuseToken: null })
    await until('the way back', () => bot.health().state === 'ready')
    expect(bot.health().detail).toBeNull()
    expect(back).toBe(1)
    expect(await bot.post(room, card('x'), 'pick.c.1')).toMatchObject({ room })
  },
  20_000,
)

test.each([
  ['401', { status: 401 }],
  ['403', { status: 403 }],
  ['a refusal of the token', { error: 'invalid_auth' }],
])('F35 one %s on any call leaves the bot at work', async (_, fault) => {
  const { bot, world } = await startBot({})
  for (const method of ['chat.postMessage', 'chat.update', 'conversations.history', 'users.info', 'views.open']) {
    world.addFault({ chat: 'slack', match: method, ...fault })
  }
  await failureOf(bot.post(room, card('x'), 'pick.c.1'))
  const ref = await bot.post(room, card('x'), 'pick.c.1')
  await failureOf(bot.edit(ref, card('y')))
  await bot.edit(ref, card('y'))
  await until('readiness', () => bot.health().state === 'ready')
})

test('what only a room or a right refuses says nothing of the token', async () => {
  const { bot, slack, world } = await startBot({})
  for (const error of ['channel_not_found', 'is_archived', 'restricted_action', 'missing_scope', 'invalid_blocks']) {
    world.addFault({ chat: 'slack', match: 'chat.postMessage', error })
    await failureOf(bot.post(room, card('x'), 'pick.c.1'))
    expect(bot.health()).toEqual({ state: 'ready', detail: null })
  }
  world.addFault({ chat: 'slack', match: 'chat.postMessage', status: 429, retryAfter: 30, times: 5 })
  for (let n = 0; n < 5; n++) await failureOf(bot.post(room, card('x'), 'pick.c.1'))
  expect(bot.health().state).toBe('ready')
  expect(slack.state().channels[0]?.messages).toEqual([])
})

test('a Slack that answers nothing any more is said, and its return as well', async () => {
  const { bot, world } = await startHttpBot({})
  world.addFault({ chat: 'slack', match: '/api/', drop: true, times: 4 })
  for (let n = 0; n < 3; n++) await failureOf(bot.edit({ room, message: '1.000001' }, card('x')))
  expect(bot.health()).toMatchObject({ state: 'failing', detail: expect.stringContaining('cannot be reached') })
  await until('the way back', () => bot.health().state === 'ready')
}, 15_000)

test('rights that are granted or taken while the bot runs are noticed with the next call', async () => {
  const { bot, slack } = await startBot({}, { scopes: ['chat:write', 'commands', 'users:read'] })
  expect(bot.health().detail).toContain('channels:history')
  const all = [
    'channels:history',
    'channels:join',
    'channels:read',
    'chat:write',
    'commands',
    'files:read',
    'files:write',
    'reactions:read',
  ]
  slack.setting({ scopes: [...all, 'chat:write.customize', 'groups:history', 'groups:read', 'users:read'] })
  await bot.post(room, card('x'), 'pick.c.1')
  expect(bot.health()).toEqual({ state: 'ready', detail: null })
})

test('emoji that may not be read are not said to be none, and the bot asks for the right by its name', async () => {
  const { bot } = await startBot({}, { scopes: ['chat:write', 'commands', 'users:read', 'channels:history'] })
  const { message } = await bot.post(room, card('The pick'), 'pick.c.1')
  const asked = failureOf(bot.reactions({ room, thread: message, message }))
  expect(await asked).toMatchObject({ reason: 'forbidden', lacking: 'reactions:read' })
})

test('F33 over HTTP what Slack brings a second time means that something may have been missed, once for many', async () => {
  let back = 0
  let failures = 3
  const { bot, slack } = await startHttpBot(
    {
      heard: async () => {
        if (failures-- > 0) throw new Error('the disk is full')
      },
    },
    { reconnected: () => void back++ },
  )
  const { message: thread } = await bot.post(room, card('The pick'), 'pick.c.1')
  await slack.act({ do: 'say', persona: ada, channel, thread, text: 'one' })
  await until('the last delivery', () => failures < 0)
  await slack.act({ do: 'say', persona: ada, channel, thread, text: 'two' })
  expect(back).toBe(1)
})

test('F33 over HTTP a call that Slack did not answer means, once one is answered, that something may have been missed', async () => {
  let back = 0
  const { bot, world } = await startHttpBot({}, { reconnected: () => void back++ })
  world.addFault({ chat: 'slack', match: 'chat.postMessage', drop: true })
  await failureOf(bot.post(room, card('x'), 'pick.c.1'))
  expect(back).toBe(0)
  await bot.post(room, card('x'), 'pick.c.1')
  expect(back).toBe(1)
})

test('F33 over HTTP what was said while nobody could reach the bot is looked for after a while, though nothing tells of it', async () => {
  let back = 0
  const { bot } = await startHttpBot({}, { reconnected: () => void back++, lookBackMs: 50 })
  await until('the look back', () => back > 0)
  await bot.stop()
  const before = back
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(back).toBe(before)
})

test('in Socket Mode, whose connection tells of its losses, nothing else is taken for one', async () => {
  let back = 0
  const { bot, slack, world } = await startBot(
    { runText: () => shows('actor', card('Here')) },
    { reconnected: () => void back++ },
  )
  world.addFault({ chat: 'slack', match: 'chat.postMessage', drop: true })
  await failureOf(bot.post(room, card('x'), 'pick.c.1'))
  await bot.post(room, card('x'), 'pick.c.1')
  await slack.act({ do: 'say', persona: ada, channel, text: 'hello' })
  await slack.redeliver()
  expect(back).toBe(0)
})

test('an app token that is refused while the bot runs is named', async () => {
  const { bot, slack, world } = await startBot({})
  world.addFault({ chat: 'slack', match: 'apps.connections.open', error: 'invalid_auth', times: 2 })
  slack.cutSocket()
  await until('the trouble', () => bot.health().detail?.includes('SLACK_APP_TOKEN (invalid_auth)'))
  expect(bot.health().state).toBe('failing')
  await until('the way back', () => bot.health().state === 'ready')
}, 15_000)
