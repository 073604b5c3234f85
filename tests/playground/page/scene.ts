/** The page on two fixtures in place of chats, in a browser. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startControl } from '../../../src/playground/control.ts'
import { openWorld, type World } from '../../../src/playground/world.ts'
import { hasBrowser, openBrowser } from '../../browser.ts'
import { type FixtureChat, fixtureChat } from './fixture-chat.ts'
import { discordContent, STORE, slackContent } from './fixtures.ts'

export interface Scene {
  page: Page
  url: string
  world: World
  discord: FixtureChat
  slack: FixtureChat
  discordPane: Locator
  slackPane: Locator
  storePane: Locator
}

export interface Sight {
  width?: number
  height?: number
  theme?: 'light' | 'dark'
  /** Done before the page opens. */
  before?(page: Page, scene: Pick<Scene, 'world' | 'discord' | 'slack'>): Promise<unknown>
}

/** A phone's screen, in pixels. */
export const PHONE: Sight = { width: 390, height: 844 }

export type Seen = (name: string, look: (scene: Scene) => Promise<void>, sight?: Sight) => void

/** Tests of the page on both fixtures; without a browser there is nothing to test, which the helper has said. */
export function thePage(): Seen {
  const inBrowser = hasBrowser()
  let browser: Browser | undefined
  beforeAll(async () => {
    if (inBrowser) browser = await openBrowser()
  }, 60_000)
  afterAll(() => browser?.close())
  return (name, look, sight) =>
    test(name, { timeout: 60_000 }, async () => {
      if (browser) await show(browser, look, sight)
    })
}

async function show(browser: Browser, look: (scene: Scene) => Promise<void>, sight: Sight = {}): Promise<void> {
  const { width = 1600, height = 1000, theme = 'light', before } = sight
  const world = openWorld(':memory:')
  world.advance(Date.parse('2026-11-18T10:00:00Z') - Date.now())
  const discord = fixtureChat('discord', world, discordContent())
  const slack = fixtureChat('slack', world, slackContent())
  const control = await startControl({ world, discord, slack, host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${control.port}`
  await fetch(`${url}/bot/store`, { method: 'PUT', body: JSON.stringify(STORE) })
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: theme, timezoneId: 'Europe/Berlin' })
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(String(error)))
  try {
    await before?.(page, { world, discord, slack })
    await page.goto(url)
    await page.locator('#more').waitFor({ state: 'attached' })
    const panes = { discordPane: page.locator('#discord'), slackPane: page.locator('#slack') }
    const storePane = page.getByRole('region', { name: 'Shared store', exact: true })
    await look({ page, url, world, discord, slack, ...panes, storePane })
    expect(broken).toEqual([])
  } finally {
    await page.close()
    await control.stop()
    world.close()
  }
}

export function box(pane: Locator, chat: string): Locator {
  return pane.getByRole('textbox', { name: `Message #papers in ${chat}` })
}
