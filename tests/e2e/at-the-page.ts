/** The playground's page in a browser, and what people do there with keyboard and mouse. */
import type { Browser, Locator, Page } from 'playwright-core'

/** One chat's pane, seen as the persona that is chosen in it. */
export interface Pane {
  root: Locator
  /** The thread that is open in place of the channel. */
  thread: Locator
  /** What can be typed next. */
  suggestions: Locator
  /** The channel's message box. */
  box: Locator
  /** The newest message with this heading. */
  card(title: string | RegExp): Locator
  dialog(title: string): Locator
  become(persona: string): Promise<void>
  /** Types into the channel's box, key by key, and sends it. */
  send(text: string): Promise<void>
  /** Ticks titles in a ballot's menu and closes it. */
  choose(ballot: Locator, titles: readonly string[]): Promise<void>
  /** Opens the thread that hangs on a message. */
  openThread(message: Locator): Promise<void>
  reply(text: string): Promise<void>
  backToChannel(): Promise<void>
}

export interface PageScene {
  page: Page
  discord: Pane
  slack: Pane
  store: Locator
  /** Everything that the page complained about. */
  complaints: readonly string[]
}

/** What a step on a busy machine may take, in milliseconds. */
const PATIENCE = 15_000

export async function openPage(browser: Browser, url: string, zone: string): Promise<PageScene> {
  const page = await browser.newPage({
    viewport: { width: 1600, height: 1000 },
    deviceScaleFactor: 1,
    locale: 'en-GB',
    timezoneId: zone,
  })
  page.setDefaultTimeout(PATIENCE)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  await page.goto(url)
  const store = page.getByRole('region', { name: 'Shared store', exact: true })
  return { page, discord: pane(page, 'Discord'), slack: pane(page, 'Slack'), store, complaints }
}

function pane(page: Page, name: 'Discord' | 'Slack'): Pane {
  const root = page.getByRole('region', { name, exact: true })
  const box = root.getByRole('textbox', { name: `Message #papers in ${name}` })
  const replyBox = root.getByRole('textbox', { name: `Reply in thread in ${name}` })
  return {
    root,
    box,
    thread: root.getByRole('region', { name: `Thread in ${name}` }),
    suggestions: root.getByRole('listbox', { name: 'Suggestions' }),
    card: (title) =>
      root
        .getByRole('article')
        .filter({ has: page.getByRole('heading', { name: title }) })
        .last(),
    dialog: (title) => root.getByRole('dialog', { name: title }),
    become: (persona) => root.getByRole('radio', { name: persona }).click(),
    send: (text) => typeAndSend(box, text),
    async choose(ballot, titles) {
      await ballot.getByRole('combobox').click()
      for (const title of titles) await ballot.getByRole('option', { name: title }).click()
      await ballot.getByRole('button', { name: 'Done' }).click()
    },
    async openThread(message) {
      await message.getByRole('button', { name: 'Open thread' }).click()
      await replyBox.waitFor()
    },
    reply: (text) => typeAndSend(replyBox, text),
    backToChannel: () => root.getByRole('button', { name: 'Back to the channel' }).click(),
  }
}

async function typeAndSend(box: Locator, text: string): Promise<void> {
  await box.pressSequentially(text)
  await box.press('Enter')
}
