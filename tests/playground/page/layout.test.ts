import { describe, expect } from 'vitest'
import { message } from './fixture-chat.ts'
import { box, PHONE, thePage } from './scene.ts'

const seen = thePage()

describe('on a phone', () => {
  seen(
    'the two chats are tabs, and keep what was done in them',
    async ({ page, discordPane, slackPane }) => {
      const tab = (name: string) => page.getByRole('tab', { name })
      expect(await tab('Discord').getAttribute('aria-selected')).toBe('true')
      expect(await slackPane.isVisible()).toBe(false)
      await box(discordPane, 'Discord').fill('not sent yet')
      await tab('Discord').press('ArrowRight')
      await box(slackPane, 'Slack').waitFor()
      await page.locator('[role=tab]:focus').filter({ hasText: 'Slack' }).waitFor()
      expect(await discordPane.isVisible()).toBe(false)
      await tab('Things to try').click()
      await page.getByRole('heading', { name: 'Things to try' }).waitFor()
      await tab('Discord').click()
      expect(await box(discordPane, 'Discord').inputValue()).toBe('not sent yet')
    },
    PHONE,
  )

  seen(
    'nothing stands beyond the edge of the screen',
    async ({ page, discordPane, slackPane }) => {
      for (const pane of [discordPane, slackPane, page.locator('#more')]) {
        const { x, width, bottom } = await pane.evaluate((element) => element.getBoundingClientRect().toJSON())
        expect({ x, width, bottom }).toEqual({ x: 0, width: 390, bottom: 844 })
        const feed = pane.locator('.feed, .things').first()
        expect(await feed.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
      const jump = page.getByRole('button', { name: 'Move to the next pick' })
      expect((await jump.boundingBox())?.x).toBeLessThan(390 - 26)
    },
    PHONE,
  )

  seen(
    'a link into the other chat shows it',
    async ({ page, slack, discordPane, slackPane, world }) => {
      const text = '<https://discord.com/channels/1/papers/hello|there>'
      slack.content.channels[0]?.messages.push(message({ id: 'links', at: '2026-11-18T10:00:00Z', text }))
      world.changed()
      await page.getByRole('tab', { name: 'Slack' }).click()
      await slackPane.getByRole('link', { name: 'there' }).click()
      await discordPane.locator('[data-message=hello]:focus').waitFor()
    },
    PHONE,
  )
})

describe('where reading begins', () => {
  seen(
    'at the welcome, while nobody has said anything',
    async ({ discord, discordPane, world }) => {
      const feed = discordPane.locator('.feed')
      expect(await feed.evaluate((box) => box.scrollHeight - box.clientHeight)).toBeGreaterThan(100)
      expect(await feed.evaluate((box) => box.scrollTop)).toBe(0)
      discord.content.channels[0]?.messages.push(message({ id: 'n', at: '2026-11-18T10:00:00Z', text: 'a post' }))
      world.changed()
      await discordPane.getByRole('button', { name: 'New messages' }).waitFor()
      expect(await feed.evaluate((box) => box.scrollTop)).toBe(0)
      await box(discordPane, 'Discord').fill('hello')
      await box(discordPane, 'Discord').press('Enter')
      const fromEnd = () => feed.evaluate((box) => Math.round(box.scrollHeight - box.clientHeight - box.scrollTop))
      await expect.poll(fromEnd).toBe(0)
    },
    {
      height: 600,
      async before(_page, { discord }) {
        const [channel] = discord.content.channels
        channel?.messages.splice(2)
      },
    },
  )
})

describe('the keyboard', () => {
  seen('goes into a thread, and back to what opened it', async ({ discordPane, slackPane }) => {
    for (const pane of [discordPane, slackPane]) {
      const opener = pane.getByRole('button', { name: 'Open thread' })
      await opener.press('Enter')
      await pane.locator('.thread:focus').waitFor()
      await pane.getByRole('button', { name: 'Back to the channel' }).press('Enter')
      await pane.locator('.thread-chip:focus, .replies:focus').waitFor()
    }
  })

  seen('goes back to the button of a list, of a menu, of a box for editing', async ({ discordPane }) => {
    const focused = (name: string) => discordPane.locator(`[aria-label="${name}"]:focus`)
    const menu = discordPane.getByRole('combobox')
    await menu.click()
    await discordPane.getByRole('option', { name: 'Robotics' }).click()
    await discordPane.getByRole('button', { name: 'Done' }).click()
    await focused('Choose all you would read').waitFor()

    await discordPane.getByRole('radio', { name: 'Ben Okri' }).click()
    const own = discordPane.getByRole('article', { name: 'Ben Okri' }).first()
    await own.getByRole('button', { name: 'Add reaction' }).press('Enter')
    await own.locator('[role=menuitem]:focus').waitFor()
    await own.locator('[role=menuitem]:focus').press('ArrowRight')
    await own.locator('[role=menuitem]:focus').press('Escape')
    await focused('Add reaction').waitFor()
    await own.getByRole('button', { name: 'Edit message' }).press('Enter')
    await own.getByRole('textbox', { name: 'Edit message' }).press('Escape')
    await focused('Edit message').waitFor()
  })

  seen('goes back to the button that opened a form', async ({ discord, discordPane, world }) => {
    discord.answer = () => {
      const view = { custom_id: 'x', title: 'Details', components: [{ type: 10, content: 'All of it.' }] }
      discord.content.modals = [{ id: 'm1', persona: 'ada', errors: {}, view }]
      return {}
    }
    await discordPane.getByRole('button', { name: 'Details' }).press('Enter')
    const dialog = discordPane.getByRole('dialog', { name: 'Details' })
    await dialog.locator('button:focus').waitFor()
    discord.content.modals = []
    world.changed()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => discordPane.locator('button:focus').allInnerTexts()).toEqual(['Details'])
  })
})
