import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CLIENT_ID, CLIENT_SECRET } from '../../src/playground/slack/ids.ts'
import { FIRST } from '../../src/playground/slack/teams.ts'
import { hasBrowser, openBrowser } from '../browser.ts'
import { type Bot, openStage, type Stage } from './stage.ts'
import { wordsOf } from './words.ts'

let stage: Stage
let bot: Bot
let url: string
beforeAll(async () => {
  stage = await openStage()
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  bot = await stage.startBot({
    SLACK_BOT_TOKEN: '',
    SLACK_CLIENT_ID: CLIENT_ID,
    SLACK_CLIENT_SECRET: CLIENT_SECRET,
    SECRETS_KEY: randomBytes(32).toString('base64'),
    PUBLIC_URL: url,
    PORT: String(port),
  })
})
afterAll(() => stage.close())

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

it('the start says where people add the bot, as long as nobody has', async () => {
  const health = await (await fetch(`${url}/health`)).json()
  expect(health).toMatchObject({
    chats: { slack: { state: 'ready', detail: expect.stringContaining('/slack/install') } },
  })
  expect(bot.report).toContain(url)
})

it.runIf(hasBrowser())('somebody adds it from its page, and it answers in their workspace', async () => {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(url)
    await page.getByRole('link', { name: 'Add it to Slack' }).click()
    await page.getByLabel('to').selectOption({ label: FIRST.name })
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByRole('heading', { name: 'Lectern was added' }).waitFor()
  } finally {
    await browser.close()
  }
  expect(wordsOf(await stage.people.type('slack', '/paper help'))).toContain(`${url}/slack/install`)
  // What could not be posted before is tried again a little later.
  await stage.control('clock', { advance: 60_000 })
  expect(wordsOf(await stage.people.posted('slack', 'What shall we read next?'))).toContain('votes')
  expect(bot.errors()).not.toMatch(/xox[bpe]-/)
})
