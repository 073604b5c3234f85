import axe from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { ActResult } from '../../../src/playground/types.ts'
import { message } from './fixture-chat.ts'
import { EVIL, STORE } from './fixtures.ts'
import { box, thePage } from './scene.ts'

const seen = thePage()

/** What axe finds wrong with a part of what is shown, a line each. */
async function faultsOf(page: Page, part: string): Promise<string[]> {
  const run = `axe.run(document.querySelectorAll('${part}'), { resultTypes: ['violations'] })`
  const { violations } = (await page.evaluate(run)) as axe.AxeResults
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

describe("a server's events", () => {
  seen(
    'stand below its channels until they are over, and somebody says that they are interested',
    async ({ discord, discordPane, world }) => {
      const event = {
        server: 'g1',
        name: 'Birds: Attention',
        text: '',
        start: '2026-11-27T15:00:00Z',
        end: '2026-11-27T16:00:00Z',
        place: 'Room 2',
        interested: ['ben'],
      }
      discord.content.events = [
        { ...event, id: 'e1', state: 'to come' },
        { ...event, id: 'e2', name: 'Birds: Yesterday', state: 'over' },
      ]
      world.changed()
      const events = discordPane.getByRole('region', { name: 'Events in Discord' })
      await events.waitFor()
      expect(await events.innerText()).toMatch(/Birds: Attention\s+.*Room 2\s+Interested \(1\)/)
      expect(await events.innerText()).not.toContain('Yesterday')
      await events.getByRole('button', { name: 'Interested (1)' }).click()
      await expect.poll(() => discord.acts.at(-1)).toMatchObject({ do: 'interest', event: 'e1', remove: false })
    },
  )
})

describe('what is shown', () => {
  seen(
    "Discord's components and Slack's blocks are drawn as their chats draw them",
    async ({ discordPane, slackPane }) => {
      const pick = discordPane.getByRole('article').first()
      expect(await pick.getByRole('heading').innerText()).toBe('Paper of the week: DeepSeek-R1')
      expect(await pick.getByRole('link', { name: 'DeepSeek-R1' }).getAttribute('href')).toBe(
        'https://arxiv.org/abs/2501.12948',
      )
      expect(await pick.locator('em').innerText()).toBe('reason step by step')
      expect(await pick.locator('time.instant').innerText()).toBe('Friday, 20 November 2026 10:00')
      expect(await pick.getByRole('button', { name: 'Withdraw' }).isDisabled()).toBe(true)
      expect(await pick.getByRole('link', { name: 'Read' }).getAttribute('rel')).toContain('noopener')

      const post = slackPane.getByRole('article').first()
      expect(await post.getByRole('heading').innerText()).toBe('Paper of the week')
      expect(await post.locator('.block-fields > div').allInnerTexts()).toEqual([
        'Votes\n4 of 7',
        'From\nThe AI Timeline 37',
      ])
      expect(await post.locator('.block-context').innerText()).toContain('Friday, 20 November 2026 10:00')
      expect(await slackPane.getByText('snake_case_name > that').count()).toBe(1)
    },
  )

  seen('F23 a title that would be markup is only ever text', async ({ page, discordPane, slackPane }) => {
    await discordPane.getByText(EVIL).first().waitFor()
    await slackPane.getByText(EVIL).first().waitFor()
    await slackPane.getByRole('combobox').click()
    expect(await slackPane.getByRole('option', { name: EVIL }).count()).toBe(1)
    expect(await page.locator('img:not([src="/icon.svg"])').count()).toBe(0)
    expect(await page.title()).toBe('Lectern playground')
  })

  seen(
    'an answer for one person is shown to that persona alone, and can be dismissed',
    async ({ discordPane, slackPane }) => {
      await discordPane.getByText('Only you can see this').waitFor()
      expect(await discordPane.getByText('Ada used /paper find').count()).toBe(1)
      await discordPane.getByRole('radio', { name: 'Chiyo' }).click()
      expect(await discordPane.getByText('Only you can see this').count()).toBe(0)
      await slackPane.getByText('Only visible to you').waitFor()
      await slackPane.getByRole('button', { name: 'Dismiss message' }).click()
      expect(await slackPane.getByText('Only visible to you').count()).toBe(0)
    },
  )

  seen('an answer under way and one that never came are told apart', async ({ discordPane }) => {
    expect(await discordPane.getByRole('status').innerText()).toContain('Lectern is thinking…')
    expect(await discordPane.getByRole('alert').innerText()).toBe('The application did not respond')
  })

  seen('the store is folded up until it is asked for, and a row that changes lights up', async ({ url, storePane }) => {
    expect(await storePane.getByText('4 approvals').isVisible()).toBe(false)
    await storePane.getByRole('button', { name: 'Shared store' }).click()
    const votes = storePane.getByRole('article', { name: 'Votes' })
    expect(await votes.innerText()).toContain('4 approvals of 3 people')
    expect(await votes.locator('.flash-1').count()).toBe(0)
    const sections = STORE.sections.map((section) =>
      section.title === 'Votes'
        ? { ...section, rows: [{ key: 'votes/main/2', value: '5 approvals of 3 people' }] }
        : section,
    )
    await fetch(`${url}/bot/store`, { method: 'PUT', body: JSON.stringify({ ...STORE, sections }) })
    await votes.locator('.flash-1').getByText('5 approvals of 3 people').waitFor()
    expect(await storePane.locator('.flash-1').count()).toBe(1)
  })

  seen(
    'the newest message is in sight unless someone has scrolled up',
    async ({ page, discord, discordPane, world }) => {
      const feed = discordPane.locator('.feed')
      const add = async (id: string) => {
        discord.content.channels[0]?.messages.push(
          message({ id, at: '2026-11-18T10:00:00Z', text: `news ${id}\n\n\n\n.` }),
        )
        world.changed()
        await discordPane.getByText(`news ${id}`).waitFor()
      }
      const fromEnd = () => feed.evaluate((box) => Math.round(box.scrollHeight - box.clientHeight - box.scrollTop))
      for (const id of ['a', 'b', 'c', 'd', 'e']) await add(id)
      await expect.poll(fromEnd).toBe(0)
      await feed.hover()
      await page.mouse.wheel(0, -300)
      await expect.poll(fromEnd).toBeGreaterThan(100)
      await add('f')
      expect(await fromEnd()).toBeGreaterThan(100)
    },
  )

  seen(
    'changes are seen even where pushing them fails',
    async ({ discord, discordPane, world }) => {
      discord.content.channels[0]?.messages.push(message({ id: 'n', at: '2026-11-18T10:00:00Z', text: 'polled news' }))
      world.changed()
      await discordPane.getByText('polled news').waitFor()
    },
    { before: (page) => page.route('**/control/events', (route) => route.abort()) },
  )
})

describe('what can be done', () => {
  seen(
    'Enter sends a message as the persona that is chosen, shift-Enter begins a line',
    async ({ discord, slack, discordPane, slackPane }) => {
      await box(discordPane, 'Discord').fill('one')
      await box(discordPane, 'Discord').press('Shift+Enter')
      await box(discordPane, 'Discord').pressSequentially('two')
      await box(discordPane, 'Discord').press('Enter')
      await discordPane.getByText('one two').waitFor()
      expect(discord.acts).toEqual([{ persona: 'ada', do: 'say', channel: 'papers', text: 'one\ntwo' }])
      expect(await box(discordPane, 'Discord').inputValue()).toBe('')

      await slackPane.getByRole('radio', { name: 'Emmy' }).click()
      await box(slackPane, 'Slack').fill('from here')
      await slackPane.getByRole('button', { name: 'Send' }).click()
      await slackPane.getByText('from here').waitFor()
      expect(slack.acts).toEqual([{ persona: 'ben', do: 'say', channel: 'papers', text: 'from here' }])
    },
  )

  seen(
    'a button that is pressed reaches its message, in both chats',
    async ({ discord, slack, discordPane, slackPane }) => {
      await discordPane.getByRole('button', { name: 'Details' }).click()
      await slackPane.getByRole('button', { name: 'Similar' }).click()
      await expect
        .poll(() => [...discord.acts, ...slack.acts])
        .toEqual([
          { persona: 'ada', do: 'click', channel: 'papers', message: 'pick', control: 'show:card:p1' },
          { persona: 'ada', do: 'click', channel: 'papers', message: 'pick', control: 'acts/similar:list:p1' },
        ])
    },
  )

  seen(
    'a menu of several hands over what was ticked when it closes',
    async ({ discord, slack, discordPane, slackPane }) => {
      await discordPane.getByRole('combobox').click()
      await discordPane.getByRole('option', { name: 'Byte Latent' }).click()
      await discordPane.getByRole('option', { name: 'Robotics' }).click()
      expect(discord.acts).toEqual([])
      await discordPane.getByRole('button', { name: 'Done' }).click()
      await slackPane.getByRole('combobox').click()
      await slackPane.getByRole('combobox').press('ArrowDown')
      await slackPane.getByRole('combobox').press('Enter')
      await slackPane.getByRole('combobox').press('Escape')
      const choice = { persona: 'ada', do: 'select', channel: 'papers', message: 'ballot' }
      await expect
        .poll(() => [...discord.acts, ...slack.acts])
        .toEqual([
          { ...choice, control: 'vote:cast:r2', values: ['p2', 'p4'] },
          { ...choice, control: 'vote/vote:cast:r2', values: ['p3'] },
        ])
    },
  )

  seen('what went wrong is told above the message box', async ({ discord, discordPane }) => {
    discord.answer = () => ({ error: 'The application did not respond in time' })
    await discordPane.getByRole('button', { name: 'Details' }).click()
    await discordPane.getByRole('alert').getByText('did not respond in time').waitFor()
  })

  seen('a thread is opened, read and answered', async ({ discord, slack, discordPane, slackPane }) => {
    await discordPane.getByRole('button', { name: 'Open thread DeepSeek-R1 2 Messages' }).click()
    const thread = discordPane.getByRole('region', { name: 'Thread in Discord' })
    await thread.getByText('Rule-based, see section 2.2.').waitFor()
    await discordPane.getByRole('textbox', { name: 'Reply in thread in Discord' }).fill('thanks')
    await discordPane.getByRole('textbox', { name: 'Reply in thread in Discord' }).press('Enter')
    await thread.getByText('thanks').waitFor()
    await discordPane.getByRole('button', { name: 'Back to the channel' }).click()
    await discordPane.getByRole('button', { name: '3 Messages' }).waitFor()

    await slackPane.getByRole('button', { name: 'Open thread 1 reply' }).click()
    await slackPane.getByRole('textbox', { name: 'Reply in thread in Slack' }).fill('me too')
    await slackPane.getByRole('textbox', { name: 'Reply in thread in Slack' }).press('Enter')
    await slackPane.getByText('2 replies').waitFor()
    expect([...discord.acts, ...slack.acts]).toEqual([
      { persona: 'ada', do: 'say', channel: 'papers', thread: 'pick', text: 'thanks' },
      { persona: 'ada', do: 'say', channel: 'papers', thread: 'pick', text: 'me too' },
    ])
  })

  seen("a link to a message leads to it on this page, in the other chat's pane too", async (scene) => {
    const { page, discord, slack, discordPane, slackPane, world } = scene
    const at = '2026-11-18T10:00:00Z'
    const meant = message({ id: '1795.000100', at, text: 'the one meant' })
    const thread = { id: '1790.000001', parent: '1790.000001', name: '', archived: false, messages: [meant] }
    slack.content.channels[0]?.threads.push(thread)
    slack.content.channels[0]?.messages.push(message({ id: '1790.000001', at, text: 'the beginning' }))
    const inSlack = 'http://127.0.0.1:1/archives/papers/p1795000100?thread_ts=1790.000001'
    const text = `[here](https://discord.com/channels/1/pick/t2) [there](${inSlack})`
    discord.content.channels[0]?.messages.push(message({ id: 'links', at, text }))
    world.changed()
    await discordPane.getByRole('link', { name: 'there' }).click()
    await slackPane.getByRole('region', { name: 'Thread in Slack' }).getByText('the one meant').waitFor()
    await discordPane.getByRole('link', { name: 'here', exact: true }).click()
    await discordPane.getByRole('region', { name: 'Thread in Discord' }).getByText('section 2.2').waitFor()
    expect(page.context().pages()).toHaveLength(1)
  })

  seen('what comes while someone reads further up waits behind a button', async (scene) => {
    const { page, discord, discordPane, world } = scene
    await discordPane.locator('.feed').hover()
    await page.mouse.wheel(0, -2000)
    await expect.poll(() => discordPane.locator('.feed').evaluate((feed) => feed.scrollTop)).toBe(0)
    discord.content.channels[0]?.messages.push(message({ id: 'a', at: '2026-11-18T10:00:00Z', text: 'news' }))
    world.changed()
    await discordPane.getByRole('button', { name: 'New messages' }).click()
    await expect.poll(() => discordPane.getByRole('button', { name: 'New messages' }).count()).toBe(0)
    await expect.poll(() => discordPane.locator('.feed').evaluate((feed) => feed.scrollTop)).toBeGreaterThan(0)
  })

  seen(
    "one's own message can be edited, deleted and reacted to, any pointed at through the app's menu",
    async (scene) => {
      const { discord, slack, discordPane, slackPane } = scene
      await discordPane.getByRole('radio', { name: 'Ben Okri' }).click()
      const own = discordPane.getByRole('article', { name: 'Ben Okri' }).first()
      await own.hover()
      await own.getByRole('button', { name: 'Edit message' }).click()
      await own.getByRole('textbox', { name: 'Edit message' }).fill('better')
      await own.getByRole('textbox', { name: 'Edit message' }).press('Enter')
      await own.getByRole('button', { name: 'Delete message' }).click()
      await own.getByRole('button', { name: 'Add reaction' }).click()
      await own.getByRole('menuitem', { name: 'tada' }).click()
      await own.getByRole('button', { name: 'More actions' }).click()
      await own.getByRole('menuitem', { name: 'Nominate this paper' }).click()
      const place = { persona: 'ben', channel: 'papers', message: 'hello' }
      await expect
        .poll(() => discord.acts)
        .toEqual([
          { ...place, do: 'edit', text: 'better' },
          { ...place, do: 'delete' },
          { ...place, do: 'react', emoji: '🎉' },
          { ...place, do: 'point', name: 'Nominate this paper' },
        ])

      const theirs = slackPane.getByRole('article', { name: 'Emmy' })
      await theirs.hover()
      expect(await theirs.getByRole('button', { name: 'Edit message' }).count()).toBe(0)
      await theirs.getByRole('button', { name: 'More actions' }).click()
      await theirs.getByRole('menuitem', { name: 'Nominate this paper' }).click()
      await slackPane.getByRole('button', { name: 'thumbsup, 1' }).click()
      await expect
        .poll(() => slack.acts)
        .toEqual([
          { persona: 'ada', do: 'point', channel: 'papers', message: 'hello', name: 'Nominate this paper' },
          { persona: 'ada', do: 'react', channel: 'papers', message: 'pick', emoji: 'thumbsup', remove: true },
        ])
    },
  )

  seen('the clock is moved to the next pick by one button', async ({ page, url, world, storePane }) => {
    const jump = page.getByRole('button', { name: 'Move to the next pick' })
    expect(await page.getByRole('group', { name: 'Clock' }).innerText()).toContain('next pick in 5 days')
    await jump.click()
    await page.getByRole('button', { name: 'Moving…' }).waitFor()
    expect(new Date(world.now()).toISOString()).toContain('2026-11-23T09:00:0')
    await fetch(`${url}/bot/store`, {
      method: 'PUT',
      body: JSON.stringify({ ...STORE, nextPick: '2026-11-30T09:00:00Z' }),
    })
    await jump.waitFor()
    await page.getByRole('button', { name: '+1 day' }).click()
    await page.getByText('next pick in 6 days').waitFor()
    await fetch(`${url}/bot/store`, { method: 'PUT', body: JSON.stringify({ ...STORE, nextPick: null, sections: [] }) })
    await page.getByText('no pick is due yet').waitFor()
    expect(await jump.isDisabled()).toBe(true)
    expect(await storePane.getByRole('article').count()).toBe(0)
  })
})

describe('commands', () => {
  const suggestions = (pane: Locator) => pane.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')

  seen(
    'subcommands are listed as they are typed, taken by arrow and Enter, and sent by Enter',
    async ({ discord, discordPane }) => {
      const input = box(discordPane, 'Discord')
      await input.pressSequentially('/')
      await expect.poll(() => suggestions(discordPane).count()).toBe(4)
      expect(await suggestions(discordPane).nth(1).innerText()).toContain('Look for papers')
      await input.pressSequentially('paper f')
      await expect.poll(() => suggestions(discordPane).count()).toBe(1)
      await input.press('Enter')
      expect(await input.inputValue()).toBe('/paper find words:')
      await input.press('Enter')
      await discordPane.getByRole('alert').getByText('/paper find needs words: What to look for').waitFor()
      await input.pressSequentially('sparse attention')
      await input.press('ArrowDown')
      await input.press('Enter')
      expect(await input.inputValue()).toBe('/paper find words:sparse attention tag:')
      await input.pressSequentially('nlp')
      await input.press('Enter')
      await expect
        .poll(() => discord.acts)
        .toEqual([
          { persona: 'ada', do: 'command', channel: 'papers', text: '/paper find words:sparse attention tag:nlp' },
        ])
    },
  )

  seen(
    'a whole command is sent by Enter without taking a suggestion',
    async ({ discord, slack, discordPane, slackPane }) => {
      await box(discordPane, 'Discord').fill('/paper week')
      await box(discordPane, 'Discord').press('Enter')
      await box(slackPane, 'Slack').fill('/paper show byte latent')
      await box(slackPane, 'Slack').press('Enter')
      await expect
        .poll(() => [...discord.acts, ...slack.acts])
        .toEqual([
          { persona: 'ada', do: 'command', channel: 'papers', text: '/paper week' },
          { persona: 'ada', do: 'command', channel: 'papers', text: '/paper show byte latent' },
        ])
    },
  )

  seen(
    "the bot's own choices are offered by title; what is sent is what the title stands for",
    async ({ discord, discordPane }) => {
      discord.answer = (act): ActResult =>
        act.do === 'complete'
          ? {
              choices: [
                { name: 'R1: why tag:nlp is not an option here', value: 'p1' },
                { name: EVIL, value: 'p3' },
              ],
            }
          : {}
      const input = box(discordPane, 'Discord')
      await input.fill('/paper show paper:r')
      await suggestions(discordPane).getByText('R1: why').waitFor()
      expect(discord.completions.at(-1)).toBe('/paper show paper:r')
      await input.press('ArrowDown')
      await input.press('ArrowDown')
      await input.press('ArrowUp')
      await input.press('Tab')
      expect(await input.inputValue()).toBe('/paper show paper:R1: why tag:nlp is not an option here ')
      expect(discord.acts).toEqual([])
      await input.press('Enter')
      await expect
        .poll(() => discord.acts)
        .toEqual([{ persona: 'ada', do: 'command', channel: 'papers', text: '/paper show paper:p1' }])
    },
  )

  seen(
    'Escape puts the list away; fixed choices are offered without asking the bot',
    async ({ discord, discordPane }) => {
      const input = box(discordPane, 'Discord')
      await input.fill('/paper club set weekday:')
      await expect.poll(() => suggestions(discordPane).allInnerTexts()).toEqual(['Monday', 'Tuesday'])
      await input.press('Escape')
      await expect.poll(() => suggestions(discordPane).count()).toBe(0)
      await input.pressSequentially('tue')
      await suggestions(discordPane).getByText('Tuesday').click()
      await input.press('Enter')
      await expect.poll(() => discord.acts).toMatchObject([{ text: '/paper club set weekday:tuesday' }])
      expect(discord.completions).toEqual([])
    },
  )

  seen("Slack shows the command's hint and its ways to go on", async ({ slack, slackPane }) => {
    const input = box(slackPane, 'Slack')
    await input.pressSequentially('/p')
    await expect.poll(() => suggestions(slackPane).count()).toBe(1)
    await input.press('Enter')
    expect(await input.inputValue()).toBe('/paper ')
    expect(await suggestions(slackPane).allInnerTexts()).toEqual([
      '/paper week',
      '/paper find <words>',
      '/paper show <paper>',
      '/paper help',
    ])
    await input.pressSequentially('fi')
    await input.press('Tab')
    expect(await input.inputValue()).toBe('/paper find ')
    await input.pressSequentially('attention')
    await input.press('Enter')
    await expect.poll(() => slack.acts).toMatchObject([{ do: 'command', text: '/paper find attention' }])
  })
})

describe('files', () => {
  const list = { name: 'list.bib', mimeType: 'text/plain', buffer: Buffer.from('@book{a}') }
  const note = { name: 'note.txt', mimeType: '', buffer: Buffer.from('ü') }
  const sentList = { name: 'list.bib', type: 'text/plain', base64: Buffer.from('@book{a}').toString('base64') }
  const chooser = (pane: Locator, chat: string) => pane.getByLabel(`Files for: Message #papers in ${chat}`)

  seen('go with a message, but for those that are left out again', async ({ slack, slackPane }) => {
    await chooser(slackPane, 'Slack').setInputFiles([list, note])
    await slackPane.getByRole('list', { name: 'Chosen files' }).getByText('8 bytes').waitFor()
    await slackPane.getByRole('button', { name: 'Leave out note.txt' }).click()
    await slackPane.getByRole('button', { name: 'Send' }).click()
    await expect
      .poll(() => slack.acts)
      .toEqual([{ persona: 'ada', do: 'say', channel: 'papers', text: '', files: [sentList] }])
    expect(await slackPane.getByRole('list', { name: 'Chosen files' }).count()).toBe(0)
  })

  seen('go with no command that takes none', async ({ discord, slack, discordPane, slackPane }) => {
    for (const [pane, chat, objection] of [
      [discordPane, 'Discord', '/paper week takes no file'],
      [slackPane, 'Slack', 'Commands take no files here.'],
    ] as const) {
      await chooser(pane, chat).setInputFiles(list)
      await box(pane, chat).fill('/paper week')
      await box(pane, chat).press('Enter')
      await pane.getByRole('alert').filter({ hasText: objection }).waitFor()
    }
    expect([...discord.acts, ...slack.acts]).toEqual([])
  })

  seen('of a form are dropped or chosen, no more than it asks for', async ({ page, discord, discordPane, world }) => {
    const component = { type: 19, custom_id: 'files', min_values: 0, max_values: 2, required: false }
    const view = { custom_id: 'add', title: 'Add', components: [{ type: 18, label: 'Lists', component }] }
    discord.content.modals = [{ id: 'm1', persona: 'ada', errors: {}, view }]
    world.changed()
    const dialog = discordPane.getByRole('dialog', { name: 'Add' })
    await dialog.getByLabel('Lists').setInputFiles([note, note])
    const dropped = await page.evaluateHandle(`{
      const data = new DataTransfer()
      data.items.add(new File(['@book{a}'], 'list.bib', { type: 'text/plain' }))
      data
    }`)
    await dialog.getByRole('button', { name: 'Choose up to 2 files' }).dispatchEvent('drop', { dataTransfer: dropped })
    await dialog.getByText('list.bib').waitFor()
    await dialog.getByRole('button', { name: 'Submit' }).click()
    await expect.poll(() => discord.acts).toHaveLength(1)
    expect(discord.acts).toEqual([
      {
        persona: 'ada',
        do: 'submit',
        modal: 'm1',
        fields: {},
        files: { files: [{ name: 'note.txt', type: expect.any(String), base64: 'w7w=' }, sentList] },
      },
    ])
  })
})

describe('modals', () => {
  seen(
    "Discord's modal is filled in and submitted; what went wrong is told in it",
    async ({ discord, discordPane, world }) => {
      discord.content.modals = [
        {
          id: 'm1',
          persona: 'ada',
          errors: {},
          view: {
            custom_id: 'nominate:reason:p1',
            title: 'Nominate a paper',
            components: [
              { type: 10, content: 'Say **why**.' },
              {
                type: 18,
                label: 'Reason',
                description: 'One sentence is enough',
                component: { type: 4, custom_id: 'reason', style: 2, value: 'because' },
              },
              {
                type: 18,
                label: 'Tag',
                component: {
                  type: 3,
                  custom_id: 'tag',
                  required: false,
                  options: [{ label: 'Language', value: 'nlp' }],
                },
              },
              { type: 1, components: [{ type: 4, custom_id: 'old', label: 'Old', style: 1, required: false }] },
            ],
          },
        },
      ]
      discord.answer = () => ({ error: 'Something went wrong. Try again.' })
      world.changed()
      const dialog = discordPane.getByRole('dialog', { name: 'Nominate a paper' })
      await dialog.waitFor()
      const reason = dialog.getByRole('textbox', { name: 'Reason' })
      expect(await reason.inputValue()).toBe('because')
      await dialog.locator('textarea:focus').waitFor()
      await reason.fill('it is short')
      await dialog.getByRole('combobox', { name: 'Tag' }).click()
      await dialog.getByRole('option', { name: 'Language' }).click()
      await dialog.getByRole('button', { name: 'Submit' }).click()
      await dialog.getByRole('alert').getByText('Something went wrong').waitFor()
      expect(discord.acts).toEqual([
        { persona: 'ada', do: 'submit', modal: 'm1', fields: { reason: 'it is short', tag: 'nlp', old: '' } },
      ])
      await reason.press('Escape')
      await expect.poll(() => discord.acts.at(-1)).toEqual({ persona: 'ada', do: 'close', modal: 'm1' })
    },
  )

  seen(
    "Slack's modal is opened by a view, updated under way, and shows its errors below their fields",
    async ({ slack, slackPane, world }) => {
      const plain = (text: string) => ({ type: 'plain_text', text })
      const modal = { id: 'V1', persona: 'ada', errors: {} }
      const loading = {
        type: 'modal',
        title: plain('Nominate'),
        close: plain('Cancel'),
        blocks: [{ type: 'section', text: plain('One moment…') }],
      }
      slack.content.modals = [{ ...modal, view: loading }]
      world.changed()
      const dialog = slackPane.getByRole('dialog', { name: 'Nominate' })
      await dialog.getByText('One moment…').waitFor()
      expect(await dialog.getByRole('button', { name: 'Send' }).count()).toBe(0)

      const view = {
        ...loading,
        submit: plain('Send'),
        blocks: [
          {
            type: 'input',
            block_id: 'why',
            label: plain('Why'),
            element: { type: 'plain_text_input', action_id: 'why', multiline: true },
          },
          {
            type: 'input',
            block_id: 'tag',
            optional: true,
            label: plain('Tag'),
            element: { type: 'static_select', action_id: 'tag', options: [{ text: plain('Language'), value: 'nlp' }] },
          },
        ],
      }
      slack.content.modals = [{ ...modal, view }]
      world.changed()
      await dialog.getByRole('textbox', { name: 'Why' }).fill('x')
      await dialog.getByRole('combobox', { name: 'Tag' }).click()
      await dialog.getByRole('option', { name: 'Language' }).click()
      await dialog.getByRole('button', { name: 'Send' }).click()
      await expect
        .poll(() => slack.acts)
        .toEqual([{ persona: 'ada', do: 'submit', modal: 'V1', fields: { why: 'x', tag: 'nlp' } }])
      slack.content.modals = [{ ...modal, errors: { why: 'Say a little more.' }, view }]
      world.changed()
      await dialog.getByRole('alert').getByText('Say a little more.').waitFor()
      expect(await dialog.getByRole('textbox', { name: 'Why' }).inputValue()).toBe('x')
      slack.content.modals = []
      world.changed()
      await dialog.waitFor({ state: 'detached' })
    },
  )
})

/** What opens above the page, or beside what was there. */
const OPENED = '[role=listbox], [role=menu], .thread, .store, [aria-expanded=true]'

describe('axe finds nothing', () => {
  for (const theme of ['light', 'dark'] as const) {
    seen(
      `with any menu open, in the ${theme}`,
      async ({ page, discordPane, slackPane, storePane }) => {
        await page.evaluate(axe.source)
        const faults: Record<string, string[]> = { nothing: await faultsOf(page, 'html') }
        const openAnd = async (
          what: string,
          open: () => Promise<unknown>,
          close = () => page.keyboard.press('Escape'),
        ) => {
          await open()
          const found = await faultsOf(page, OPENED)
          if (found.length > 0) faults[what] = found
          await close()
        }
        for (const [chat, pane] of Object.entries({ Discord: discordPane, Slack: slackPane })) {
          await openAnd(`a menu in ${chat}`, () => pane.getByRole('combobox').first().click())
          const post = pane.getByRole('article').first()
          for (const name of ['Add reaction', 'More actions']) {
            await openAnd(`${name} in ${chat}`, async () => {
              await post.hover()
              await post.getByRole('button', { name }).click()
              await post.getByRole('menu').waitFor()
            })
          }
          await openAnd(
            `suggestions in ${chat}`,
            async () => {
              await box(pane, chat).fill('/')
              await pane.getByRole('listbox').waitFor()
            },
            () => box(pane, chat).fill(''),
          )
          await openAnd(
            `a thread in ${chat}`,
            () =>
              pane
                .getByRole('button', { name: /^Open thread/ })
                .first()
                .click(),
            async () => {},
          )
        }
        await openAnd('the store', () => storePane.getByRole('button', { name: 'Shared store' }).click())
        expect(faults).toEqual({ nothing: [] })
      },
      { theme },
    )
  }
})
