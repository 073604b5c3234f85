/** The playground's page in a browser, and what people do there with keyboard and mouse. */
import type { Browser, Locator, Page } from 'playwright-core'

export interface AtThePage {
  page: Page
  discord: Pane
  slack: Pane
  store: Locator
  /** Every error that reached the page's console. */
  errors: readonly string[]
}

/** One chat's pane, seen as the persona that is chosen in it. */
export interface Pane {
  root: Locator
  /** The channel's message box. */
  box: Locator
  /** What can be typed next. */
  suggestions: Locator
  /** The thread that is open in place of the channel. */
  thread: Locator
  /** The newest message with this heading. */
  card(heading: string): Locator
  dialog(title: string): Locator
  become(persona: string): Promise<void>
  /** Types into the channel's box, key by key, and sends it. */
  send(text: string): Promise<void>
  /** Presses the number of a title on a ballot. */
  vote(ballot: Locator, title: string): Promise<void>
  /** Opens the thread that hangs on a message. */
  openThread(message: Locator): Promise<void>
  /** Writes into the open thread; done once it stands there. */
  reply(text: string): Promise<void>
  leaveThread(): Promise<void>
}

/** What a step may take on a busy machine, in milliseconds. */
const PATIENCE = 45_000

export async function openPage(browser: Browser, url: string, zone: string): Promise<AtThePage> {
  const page = await browser.newPage({
    viewport: { width: 1600, height: 1000 },
    deviceScaleFactor: 1,
    locale: 'en-GB',
    timezoneId: zone,
  })
  page.setDefaultTimeout(PATIENCE)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(url)
  const store = page.getByRole('region', { name: 'Shared store', exact: true })
  await store.getByRole('button', { name: 'Shared store' }).click()
  return { page, discord: paneOf(page, 'Discord'), slack: paneOf(page, 'Slack'), store, errors }
}

function paneOf(page: Page, chat: 'Discord' | 'Slack'): Pane {
  const root = page.getByRole('region', { name: chat, exact: true })
  const box = root.getByRole('textbox', { name: `Message #papers in ${chat}` })
  const thread = root.getByRole('region', { name: `Thread in ${chat}` })
  const replyBox = root.getByRole('textbox', { name: `Reply in thread in ${chat}` })
  return {
    root,
    box,
    suggestions: root.getByRole('listbox', { name: 'Suggestions' }).getByRole('option'),
    thread,
    card: (heading) =>
      root
        .getByRole('article')
        .filter({ has: page.getByRole('heading', { name: heading, exact: true }) })
        .last(),
    dialog: (title) => root.getByRole('dialog', { name: title, exact: true }),
    become: (persona) => root.getByRole('radio', { name: persona, exact: true }).click(),
    send: (text) => typeAndSend(box, text),
    async vote(ballot, title) {
      await ballot.getByText(title.slice(0, 40)).waitFor()
      // Slack's buttons say more than they show.
      const said = ballot.getByRole('button', { name: title.slice(0, 40) })
      if ((await said.count()) > 0) return said.click()
      const lines = await ballot.getByRole('listitem').allInnerTexts()
      const nth = lines.findIndex((line) => line.includes(title)) + 1
      await ballot.getByRole('button', { name: String(nth), exact: true }).click()
    },
    async openThread(message) {
      await message.getByRole('button', { name: 'Open thread' }).click()
      await replyBox.waitFor()
    },
    async reply(text) {
      await typeAndSend(replyBox, text)
      await thread.getByText(text).waitFor()
    },
    leaveThread: () => root.getByRole('button', { name: 'Back to the channel' }).click(),
  }
}

async function typeAndSend(box: Locator, text: string): Promise<void> {
  await box.pressSequentially(text)
  await box.press('Enter')
}
