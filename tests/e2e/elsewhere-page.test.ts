/** At the page: the second server, the invitation and the conversation with the bot, a click away from what a newcomer sees. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hasBrowser, openBrowser } from '../browser.ts'
import { type AtThePage, openPage } from './at-the-page.ts'
import { openStage, type Stage } from './stage.ts'

const inBrowser = hasBrowser()
let stage: Stage
let browser: Browser
let at: AtThePage

beforeAll(async () => {
  stage = await openStage()
  await stage.startBot()
  if (!inBrowser) return
  browser = await openBrowser()
  at = await openPage(browser, stage.page, 'Europe/Berlin')
})
afterAll(async () => {
  await browser?.close()
  await stage.close()
})

it.runIf(inBrowser)(
  'a newcomer sees the two channels of each chat, and nothing else to choose but what is folded up',
  async () => {
    for (const { root } of [at.discord, at.slack]) {
      const channels = root.getByRole('navigation').getByRole('button')
      await expect.poll(() => channels.allInnerTexts()).toEqual(['papers', 'random'])
      expect(await root.getByText('Elsewhere').isVisible()).toBe(true)
    }
  },
)

it.runIf(inBrowser)('the bot is invited into the second server, says hello there, and is put out again', async () => {
  const { root } = at.discord
  await root.getByText('Elsewhere').click()
  await root.getByRole('button', { name: 'Harbour Library' }).click()
  await root.getByRole('button', { name: 'Invite Lectern' }).click()
  await root.getByRole('button', { name: 'Start a reading group here' }).click()
  await at.discord.dialog('Start a reading group').waitFor()
  await at.page.keyboard.press('Escape')
  await root.getByRole('radio', { name: 'Dara' }).click()
  expect(await root.getByRole('button', { name: 'back office' }).count()).toBe(0)
  await root.getByRole('button', { name: 'Remove Lectern' }).click()
  await root.getByRole('alert').getByText('You cannot remove this app').waitFor()
  await root.getByRole('radio', { name: 'Bruno' }).click()
  await root.getByRole('button', { name: 'Remove Lectern' }).click()
  await root.getByRole('button', { name: 'Invite Lectern' }).waitFor()
  await root.getByRole('button', { name: 'Thursday Readers' }).click()
  await at.discord.box.waitFor()
})

it.runIf(inBrowser)('in a channel of no club and in direct messages the answer leads to the club’s room', async () => {
  for (const { root, box, send, card } of [at.discord, at.slack]) {
    // Direct messages are of no server: whose club it is follows from where somebody was lately.
    await send('/paper week')
    await card('No paper of the week yet').waitFor()
    await root.getByRole('button', { name: 'random' }).click()
    const random = root.getByRole('textbox', { name: /^Message #random/ })
    await random.fill('/paper vote')
    await random.press('Enter')
    await root.getByText('That is done in the reading group’s own channel').waitFor()
    await root.getByRole('link', { name: /#papers/ }).click()
    await box.waitFor()
    if (!(await root.getByRole('button', { name: 'Direct messages' }).isVisible()))
      await root.getByText('Elsewhere').click()
    await root.getByRole('button', { name: 'Direct messages' }).click()
    const direct = root.getByRole('textbox', { name: /^Message @Lectern/ })
    await direct.fill('/paper find alignment faking')
    await direct.press('Enter')
    await root.getByText('Papers that match').waitFor()
    await root.getByRole('link', { name: '#papers' }).first().click()
    await box.waitFor()
  }
  expect(at.errors).toEqual([])
})

it.runIf(inBrowser)('the bot is invited into a channel of Slack, says hello there, and is put out again', async () => {
  const { root } = at.slack
  await root.getByRole('button', { name: 'random' }).click()
  await root.getByRole('button', { name: 'Invite Lectern' }).click()
  await root.getByRole('button', { name: 'Start a reading group here' }).waitFor()
  const remove = root.getByRole('button', { name: 'Remove Lectern from #random' })
  if (!(await remove.isVisible())) await root.getByText('Elsewhere').click()
  await remove.click()
  await root.getByRole('button', { name: 'Invite Lectern' }).waitFor()
  await root.getByRole('button', { name: 'Marsh Birders' }).click()
  await root.getByRole('button', { name: 'birds' }).waitFor()
  await root.getByRole('button', { name: 'Invite Lectern' }).click()
  await root.getByRole('alert').getByText('says where a workspace can add it').waitFor()
  expect(at.errors).toEqual([])
})

it.runIf(inBrowser)(
  'beside the messages of the app in Slack stands its Home, and what is pressed there is answered in them',
  async () => {
    const { root } = at.slack
    if (!(await root.getByRole('button', { name: 'Direct messages' }).isVisible()))
      await root.getByText('Elsewhere').click()
    await root.getByRole('button', { name: 'Direct messages' }).click()
    await root.getByRole('button', { name: 'Home' }).click()
    const home = root.getByRole('region', { name: 'Home of Lectern' })
    await home.getByText('Press the number of every paper that you would read').waitFor()
    await home.getByRole('button', { name: /^1: / }).click()
    await home.getByText('You voted for').waitFor()
    await home.getByRole('button', { name: 'What is kept of you' }).click()
    await root.getByRole('log').getByText('No nominations.').waitFor()
    expect(await home.count()).toBe(0)
    expect(at.errors).toEqual([])
  },
)
