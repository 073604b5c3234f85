import { expect, onTestFinished, test } from 'vitest'
import { createSlack } from '../../../src/chat/slack/index.ts'
import { tokenProblems } from '../../../src/chat/slack/tokens.ts'
import { ada, card, channel, messagesOf, shows, startBot, until } from './bot.ts'

const right = { botToken: 'xoxb-1234567890-abc', appToken: 'xapp-1-A0-1-abc', signingSecret: 'a'.repeat(32) }

test('F17 tokens that look right pass, one way in is enough', () => {
  const { botToken, appToken, signingSecret } = right
  expect(tokenProblems({ botToken, appToken })).toEqual([])
  expect(tokenProblems({ botToken, signingSecret })).toEqual([])
})

test.each([
  ['a missing bot token', { appToken: right.appToken }, 'SLACK_BOT_TOKEN is missing'],
  ['an app token in the bot token’s place', { ...right, botToken: right.appToken }, 'SLACK_BOT_TOKEN is malformed'],
  ['a bot token with a space', { ...right, botToken: `${right.botToken} ` }, 'SLACK_BOT_TOKEN is malformed'],
  ['no way in', { botToken: right.botToken }, 'SLACK_APP_TOKEN'],
  ['a bot token in the app token’s place', { ...right, appToken: right.botToken }, 'SLACK_APP_TOKEN is malformed'],
  ['a signing secret that is none', { ...right, signingSecret: 'no' }, 'SLACK_SIGNING_SECRET is malformed'],
])('F17 %s stops the start with a sentence that names the variable', async (_, tokens, sentence) => {
  expect(tokenProblems(tokens).join()).toContain(sentence)
})

test('F17 a token that Slack refuses stops the start and says which', async () => {
  const { slack } = await startBot({})
  const quiet = () => {}
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
  const apiUrl = slack.env.SLACK_API_URL ?? ''
  const app = { ...right, apiUrl, log }
  const wrongBot = createSlack(app)
  await expect(wrongBot.start(NOBODY)).rejects.toThrow('Slack refuses SLACK_BOT_TOKEN (invalid_auth)')
  expect(wrongBot.health()).toMatchObject({ state: 'failing', detail: expect.stringContaining('SLACK_BOT_TOKEN') })
  const wrongApp = createSlack({ ...app, botToken: slack.env.SLACK_BOT_TOKEN ?? '' })
  await expect(wrongApp.start(NOBODY)).rejects.toThrow('Slack refuses SLACK_APP_TOKEN (invalid_auth)')
})

test('a Slack that cannot be reached fails the start, which may then be tried again', async () => {
  const { slack, world } = await startBot({})
  const quiet = () => {}
  const bot = createSlack({
    botToken: slack.env.SLACK_BOT_TOKEN ?? '',
    appToken: slack.env.SLACK_APP_TOKEN ?? '',
    apiUrl: slack.env.SLACK_API_URL ?? '',
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  })
  onTestFinished(() => bot.stop())
  world.addFault({ chat: 'slack', match: 'auth.test', drop: true })
  await expect(bot.start(NOBODY)).rejects.toThrow('Slack cannot be reached')
  world.addFault({ chat: 'slack', match: 'auth.test', error: 'internal_error' })
  await expect(bot.start(NOBODY)).rejects.toThrow('Slack does not answer just now (internal_error).')
  await bot.start(NOBODY)
  expect(bot.health()).toEqual({ state: 'ready', detail: null })
})

test('rights that the installation lacks are said at the start', async () => {
  const { slack, bot, logged } = await startBot({})
  expect(bot.health()).toEqual({ state: 'ready', detail: null })
  slack.setting({ scopes: ['commands', 'chat:write'] })
  await bot.start(NOBODY)
  expect(bot.health().detail).toContain('channels:history')
  expect(logged.some(({ message }) => message.includes('channels:history'))).toBe(true)
})

test('a stop lets an answer under way arrive, and takes up nothing new', async () => {
  const bot = await startBot({ runText: () => shows('actor', card('Just in time'), 1_500) })
  await bot.slack.act({ do: 'command', persona: ada, channel, text: '/paper help' }).catch(() => {})
  await bot.bot.stop()
  await until('the answer', () => messagesOf(bot).find(({ text }) => text === 'Just in time'))
  expect(bot.bot.health()).toEqual({ state: 'off', detail: null })
  const { error } = await bot.slack.act({ do: 'command', persona: ada, channel, text: '/paper help' })
  expect(error).toContain('dispatch_failed')
})

const NOBODY = {
  commands: [],
  run: never,
  runText: never,
  act: never,
  submit: never,
  point: never,
  complete: async () => [],
  heard: async () => {},
  erased: async () => {},
}

function never(): never {
  throw new Error('nobody asked')
}
