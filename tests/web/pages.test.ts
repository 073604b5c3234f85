import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ASKS as ofDiscord } from '../../src/chat/discord/asks.ts'
import { ASKS as ofSlack } from '../../src/chat/slack/asks.ts'
import { KEPT } from '../../src/services/kept.ts'
import * as records from '../../src/services/records.ts'
import { hasBrowser, openBrowser } from '../browser.ts'
import { CHATS } from '../e2e/people.ts'
import { type Bot, openStage, type Stage } from '../e2e/stage.ts'
import { wordsOf } from '../e2e/words.ts'

const OUTSIDE = 'https://bot.example.org'

let stage: Stage
let bot: Bot
beforeAll(async () => {
  stage = await openStage()
  bot = await stage.startBot({ PUBLIC_URL: OUTSIDE, CONTACT: 'reading@example.org', COMMAND: 'club-paper' })
})
afterAll(() => stage.close())

const at = (path: string, of = bot) => new URL(path, /Health: +(\S+)/.exec(of.report)?.[1])

async function textOf(path: string): Promise<string> {
  const response = await fetch(at(path))
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('text/html')
  return response.text()
}

/** Every innermost field of what a schema describes; what lists hold is named like the list. */
function fieldsOf(schema: z.core.$ZodType, path: string[] = []): string[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, field]) => fieldsOf(field, [...path, name]))
  }
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element, path)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => fieldsOf(option, path))
  const wraps =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodCatch
  if (wraps) return fieldsOf(schema.unwrap(), path)
  return path.length > 0 ? [path.join('.')] : []
}

describe('the privacy page', () => {
  it.each(Object.entries(records))('tells each field of the kind of record %s', async (name, { schema }) => {
    const kind = KEPT[name as keyof typeof records]
    expect(Object.keys(kind.fields).toSorted()).toEqual([...new Set(fieldsOf(schema))].toSorted())
    const said = await textOf('/privacy')
    const [, rest = ''] = said.split(`<summary>${kind.what}`)
    const [table = ''] = rest.split('</details>')
    for (const [field, why] of Object.entries(kind.fields)) {
      expect(table).toContain(`<code>${field}</code>`)
      expect(table).toContain(why.split('`')[0])
    }
  })

  it('tells each scope, event, intent and permission, and how what is kept is erased', async () => {
    const said = await textOf('/privacy')
    for (const { name } of [...ofDiscord, ...ofSlack]) expect(said).toContain(`<code>${name}</code>`)
    expect(said).toContain('<code>/club-paper me forget</code>')
    expect(said).not.toContain('/paper ')
    expect(said).toContain('href="mailto:reading@example.org"')
  })
})

it('the terms lead to the privacy page', async () => {
  expect(await textOf('/terms')).toContain('href="/privacy"')
  expect((await fetch(at('/terms'), { method: 'POST' })).status).toBe(405)
})

it.each(CHATS)('help in %s says who runs the bot, and links to the pages', async (chat) => {
  const said = wordsOf(await stage.people.type(chat, '/club-paper help')).replaceAll('\\', '')
  for (const words of ['reading@example.org', `${OUTSIDE}/privacy`, `${OUTSIDE}/terms`]) expect(said).toContain(words)
})

it('without PUBLIC_URL there are no pages, and the start and health say why', async () => {
  const other = await stage.startBot({ STORE_URL: 'memory:' })
  expect((await fetch(at('/privacy', other))).status).toBe(404)
  expect(other.report).toContain('PUBLIC_URL is not set')
  expect(await (await fetch(at('/health', other))).json()).toMatchObject({
    pages: expect.stringContaining('PUBLIC_URL is not set'),
  })
  await other.kill('SIGTERM')
})

describe.runIf(hasBrowser())('on a phone', () => {
  it.each(['/', '/privacy', '/terms'])('%s needs no scrolling sideways, with all its details open', async (path) => {
    const browser = await openBrowser()
    try {
      const page: Page = await browser.newPage({ viewport: { width: 360, height: 740 } })
      await page.goto(at(path).href)
      for (const details of await page.locator('summary').all()) await details.click()
      const [wide, shown] = await page
        .locator('html')
        .evaluate((root): [number, number] => [root.scrollWidth, root.clientWidth])
      expect(wide).toBeLessThanOrEqual(shown)
      expect(await page.locator('h1').evaluate((one) => one.getBoundingClientRect().left)).toBeGreaterThan(8)
    } finally {
      await browser.close()
    }
  })
})
