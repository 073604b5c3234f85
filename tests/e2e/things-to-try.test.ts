/** Each line of the list of things to try does what it says, for a newcomer at the page. */
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { THINGS } from '../../src/playground/page/things.ts'
import { hasBrowser, openBrowser } from '../browser.ts'
import { type AtThePage, openPage, type Pane } from './at-the-page.ts'
import { openStage, type Stage } from './stage.ts'

const inBrowser = hasBrowser()
let stage: Stage
let browser: Browser
let at: AtThePage

beforeAll(async () => {
  if (!inBrowser) return
  stage = await openStage()
  await stage.startBot()
  browser = await openBrowser()
  at = await openPage(browser, stage.page, 'Europe/Berlin')
  // As narrow as a chat gets beside the other: what stands in its list of channels has to be found without it.
  await at.page.setViewportSize({ width: 1280, height: 900 })
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

const line = (id: string): Locator => at.page.locator(`[data-thing=${id}]`)

async function lead(id: string, chat: string): Promise<void> {
  await line(id)
    .getByRole('button', { name: `In ${chat}` })
    .click()
}

/** What stands ready in the message box is sent as it is. */
async function sendsAsItStands(id: string, chat: string, pane: Pane): Promise<void> {
  const text = await line(id).locator('code').innerText()
  await lead(id, chat)
  await pane.root.locator('textarea:focus').waitFor()
  expect(await pane.box.inputValue()).toBe(text)
  await at.page.keyboard.press('Enter')
}

/** By the line's id: what comes of it in a chat. */
const COMES: Record<string, (chat: string, pane: Pane, other: Pane) => Promise<void>> = {
  async vote(chat, pane) {
    await lead('vote', chat)
    const ballot = pane.root.locator('[data-message]:focus')
    await ballot.getByRole('button', { name: /^1\b/ }).click()
    await pane.root.getByText('You voted for').last().waitFor()
  },
  async find(chat, pane) {
    await sendsAsItStands('find', chat, pane)
    await pane.root.getByText('Papers that match').waitFor()
  },
  async nominate(chat, pane) {
    await sendsAsItStands('nominate', chat, pane)
    await pane.root.getByText(/Nominated: Magistral|“Magistral” is nominated/).waitFor()
  },
  async pick(chat, pane) {
    if (chat === 'Discord') {
      await line('talk').getByText('This comes with the first pick.').waitFor()
      await line('pick').getByRole('button').click()
    }
    await pane.root.getByRole('heading', { name: /^Paper of the week/ }).waitFor()
  },
  async talk(chat, pane, other) {
    await lead('talk', chat)
    await pane.root.locator('textarea:focus').waitFor()
    await at.page.keyboard.type(`Said in ${chat}`)
    await at.page.keyboard.press('Enter')
    await lead('talk', chat === 'Discord' ? 'Slack' : 'Discord')
    await other.thread.getByText(`Said in ${chat}`).waitFor()
  },
  async discuss(chat, pane) {
    await sendsAsItStands('discuss', chat, pane)
    await pane.root.getByRole('heading', { name: /^Discussion/ }).waitFor()
  },
  async elsewhere(chat, pane) {
    // In Slack there is nothing of it to press.
    if (chat === 'Slack') return expect(line('elsewhere').getByRole('button').count()).resolves.toBe(1)
    await lead('elsewhere', chat)
    await pane.root.getByRole('button', { name: 'Invite Lectern' }).click()
    await pane.root.getByRole('button', { name: 'Start a reading group here' }).waitFor()
  },
  async help(chat, pane) {
    await sendsAsItStands('help', chat, pane)
    await pane.root.getByText('Only you can see this').or(pane.root.getByText('Only visible to you')).last().waitFor()
  },
}

test('every line is tried here', () => {
  expect(THINGS.map(({ id }) => id)).toEqual(Object.keys(COMES))
})

for (const [id, comes] of Object.entries(COMES)) {
  test.runIf(inBrowser)(`“${id}” does what it says, in both chats`, { timeout: 90_000 }, async () => {
    await comes('Discord', at.discord, at.slack)
    await comes('Slack', at.slack, at.discord)
    expect(at.errors).toEqual([])
  })
}
