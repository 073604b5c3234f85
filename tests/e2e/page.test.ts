import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../browser.ts'
import { type AtThePage, openPage, type Pane } from './at-the-page.ts'
import { filmOf, pictureOf } from './picture.ts'
import { type Bot, openStage, type Stage } from './stage.ts'

const TITLE = 'When Bad Data Leads to Good Models'
const IDEA = 'Toxic text in pre-training gives toxicity a cleaner, less entangled representation'
const REASON = 'the title alone starts an argument'
const PICK = `Paper of the week: ${TITLE}`
const BALLOT = 'What shall we read next?'
const ZONE = 'Europe/Berlin'

const BRUNO = 'So a little poison makes the cure? I came to disagree, and stayed for the argument.'
const EMMY = 'I believe it: whoever has a clear idea of toxicity is easier to steer away from it.'
const KURT = 'Does that hold beyond toxicity? I would try it with made-up citations.'
const ADA = 'Good one for Thursday. I will bring the picture of superposition that it rests on.'
const CHIYO = 'Then jailbreaks are the real exam: does it still see it in disguise?'
const LATER = 'Still here in the morning, and so is this thread.'
const COMMENTS = [BRUNO, EMMY, KURT, ADA, CHIYO]

const inBrowser = hasBrowser()
let browser: Browser | undefined
let stage: Stage
let bot: Bot
let scene: AtThePage | undefined

beforeAll(async () => {
  if (!inBrowser) return
  stage = await openStage()
  bot = await stage.startBot({ CLUB_ZONE: ZONE })
  browser = await openBrowser()
  scene = await openPage(browser, stage.page, ZONE)
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

/** A step of the week; without a browser there is no page to see it on, which the helper has said. */
function seen(name: string, look: (scene: AtThePage) => Promise<void>): void {
  test(name, { timeout: 90_000 }, async () => {
    if (!inBrowser) return
    if (!scene) throw new Error('the page did not open')
    await look(scene)
    expect(scene.errors).toEqual([])
  })
}

describe('a week on the page', () => {
  seen('begins with a welcome and the same ballot in both chats', async ({ discord, slack, store }) => {
    for (const { root } of [discord, slack]) {
      await root.getByRole('heading', { name: 'Welcome to your reading group' }).waitFor()
    }
    await discord.card(BALLOT).waitFor()
    const titles = await titlesOn(discord.card(BALLOT))
    expect(titles).toHaveLength(5)
    for (const title of titles) await saying(slack.card(BALLOT), withVotes(title, '0 votes'))
    await store.getByText('Monday 09:00 (Europe/Berlin), week 1 is voting').waitFor()
  })

  seen('completes a command and a title on Discord, and answers whoever asked alone', async ({ discord }) => {
    const { box, suggestions, card, become } = discord
    await box.pressSequentially('/paper sho')
    await suggestions.filter({ hasText: '/paper show' }).waitFor()
    await box.press('Enter')
    expect(await box.inputValue()).toBe('/paper show paper:')
    await box.pressSequentially('bad dat')
    await suggestions.filter({ hasText: TITLE }).waitFor()
    await box.press('ArrowDown')
    await box.press('Enter')
    expect(await box.inputValue()).toBe(`/paper show paper:${TITLE} `)
    await box.press('Enter')

    const answer = card(TITLE)
    await answer.getByText(IDEA).waitFor()
    await answer.getByText('Only you can see this').waitFor()
    await become('Bruno')
    await answer.waitFor({ state: 'detached' })
    await become('Ada')
    await answer.waitFor()
  })

  seen('completes the command on Slack, and finds the same paper by loose words', async ({ slack }) => {
    await slack.become('Emmy')
    await slack.box.pressSequentially('/pa')
    await slack.suggestions.filter({ hasText: '/paper' }).waitFor()
    await slack.box.press('Enter')
    await slack.suggestions.filter({ hasText: '/paper find' }).waitFor()
    await slack.box.pressSequentially('find DATA that is bad')
    await slack.box.press('Enter')
    const answer = slack.root.getByRole('article').filter({ hasText: 'Only visible to you' })
    await answer.getByText(IDEA).waitFor()
  })

  seen("nominates through the card's button, with a reason that the other chat reads", async ({ discord, slack }) => {
    await discord.card(TITLE).getByRole('button', { name: 'Nominate' }).click()
    const dialog = discord.dialog('Nominate a paper')
    await dialog.getByText(TITLE).waitFor()
    await dialog.getByRole('textbox', { name: 'Why should the club read it?' }).fill(REASON)
    await dialog.getByRole('button', { name: 'Submit' }).click()
    await dialog.waitFor({ state: 'detached' })
    await discord.card(`Nominated: ${TITLE}`).waitFor()
    for (const { card } of [discord, slack]) {
      await card(BALLOT).getByRole('button', { name: 'Read more' }).click()
      await saying(card('What we may read next'), `Nominated by Ada: “${REASON}”`)
    }
  })

  seen('votes with the numbers of both ballots, and each tally moves on the other side', async ({ discord, slack }) => {
    const tally = async (votes: string) => {
      for (const { card } of [discord, slack]) await saying(card(BALLOT), withVotes(TITLE, votes))
    }
    await discord.become('Bruno')
    await discord.vote(discord.card(BALLOT), TITLE)
    await discord.root.getByText('You voted for').last().waitFor()
    await tally('2 votes')
    await slack.vote(slack.card(BALLOT), TITLE)
    await slack.root.getByText('You voted for').last().waitFor()
    await tally('3 votes')
    await slack.become('Kurt')
    await slack.vote(slack.card(BALLOT), TITLE)
    await tally('4 votes')
    await discord.become('Chiyo')
    await discord.vote(discord.card(BALLOT), TITLE)
    await tally('5 votes')
    for (const { card } of [discord, slack]) await saying(card(BALLOT), '5 people have voted')
  })

  seen('shows five papers and the controls of the ballot at once on a phone', async ({ page, discord }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const name of ['Discord', 'Slack']) {
      await page.getByRole('tab', { name }).click()
      const pane = page.locator(`#${name.toLowerCase()}`)
      const ballot = pane.getByRole('article').filter({ has: page.getByRole('heading', { name: BALLOT, exact: true }) })
      const shown = await pane.locator('.feed').evaluate((feed) => feed.clientHeight)
      expect((await ballot.last().boundingBox())?.height, name).toBeLessThanOrEqual(shown)
      expect(await pane.locator('.feed').evaluate((feed) => feed.scrollWidth - feed.clientWidth)).toBe(0)
    }
    await page.setViewportSize({ width: 1600, height: 1000 })
    await discord.box.waitFor()
  })

  seen('lets the admin alone change how long ballots are', async ({ discord }) => {
    await discord.send('/paper club set size:3')
    await discord.root.getByText('Only organisers of this reading group can do that.').waitFor()
    await discord.become('Ada')
    await discord.send('/paper club set size:3')
    await discord.root.getByText('3 papers, up to 10 with nominations').waitFor()
  })

  seen('moves to the next pick, and posts it in both chats with its idea and why', async (scene) => {
    const { page, discord, slack, store } = scene
    await page.getByRole('button', { name: 'Move to the next pick' }).click()
    for (const { card } of [discord, slack]) {
      await card(PICK).getByText(IDEA).waitFor()
      await card(PICK).getByRole('button', { name: 'More', exact: true }).click()
      await saying(card(TITLE), 'Why this one: it had 5 votes, more than any other.')
      await saying(card(TITLE), `Nominated by Ada: “${REASON}”`)
      await saying(card('This ballot is closed'), `${TITLE} — 5 votes`)
      await saying(card(BALLOT), '0 people have voted')
    }
    expect(await titlesOn(discord.card(BALLOT))).toHaveLength(3)
    await page.getByRole('group', { name: 'Clock' }).getByText('next pick in 7 days').waitFor()
    await store.getByRole('article', { name: 'Week 1: reading' }).getByText(TITLE).waitFor()
  })

  seen('keeps what people write in both threads as one discussion', async ({ page, discord, slack, store }) => {
    const anHourLater = page.getByRole('button', { name: '+1 hour' })
    await anHourLater.click()
    await discord.become('Bruno')
    await discord.openThread(discord.card(PICK))
    await discord.reply(BRUNO)
    await slack.become('Emmy')
    await slack.openThread(slack.card(PICK))
    await slack.reply(EMMY)
    await anHourLater.click()
    await slack.become('Kurt')
    await slack.reply(KURT)
    await react(slack.thread.getByRole('article', { name: 'Emmy' }), 'tada')
    await slack.become('Ada')
    await slack.reply(ADA)
    await page.setViewportSize({ width: 1280, height: 640 })
    const shot = () => page.screenshot({ animations: 'disabled', clip: { x: 14, y: 47, width: 978, height: 579 } })
    await discord.become('Chiyo')
    const film = [await shot()]
    const box = discord.root.getByRole('textbox', { name: 'Reply in thread in Discord' })
    await box.fill(CHIYO)
    film.push(await shot())
    await box.press('Enter')
    await discord.thread.getByText(CHIYO).waitFor()
    film.push(await shot())
    await slack.thread.getByText(CHIYO).waitFor()
    film.push(await shot(), await shot())
    const small = filmOf(film, 1500)
    await writeFile(process.env.FILM ?? join(stage.folder, 'carried.png'), small)
    expect(small.length).toBeLessThan(400 * 1024)
    await page.setViewportSize({ width: 1600, height: 1000 })
    for (const comment of COMMENTS) {
      await store.getByRole('article', { name: 'Week 1: reading' }).getByText(comment).waitFor()
    }
  })

  seen('makes a picture', async ({ page, discord }) => {
    await discord.leaveThread()
    // What the others were answered alone is not for this picture.
    await discord.become('Bruno')
    const pick = discord.card(PICK)
    // What was said in Slack stands there as well.
    await pick.getByText('5 Messages').waitFor()
    const firstOnBallot = discord.card(BALLOT).getByRole('listitem').first()
    await firstOnBallot.evaluate((line) => line.scrollIntoView({ block: 'end' }))
    await page.mouse.move(800, 20)
    const { width, height, png } = pictureOf(await page.screenshot({ animations: 'disabled' }))
    await writeFile(process.env.SCREENSHOT ?? join(stage.folder, 'playground.png'), png)
    expect({ width, height }).toEqual({ width: 1600, height: 1000 })
    expect(png.length).toBeLessThan(400 * 1024)
  })

  seen('shows the discussion of both chats in both', async ({ discord, slack }) => {
    await slack.leaveThread()
    for (const { send, card } of [discord, slack]) {
      await send('/paper discuss')
      const answer = card(`Discussion: ${TITLE}`)
      await saying(answer, '5 comments by 5 people.')
      for (const comment of COMMENTS) await saying(answer, comment)
    }
  })

  seen('F10 has everything after a kill -9, a new start and a reload', async ({ page, discord, slack, store }) => {
    expect(bot.errors()).toBe('')
    await bot.kill('SIGKILL')
    await discord.root.getByText('Lectern is offline').waitFor()
    bot = await stage.startBot({ CLUB_ZONE: ZONE })
    await discord.root.getByText('Lectern is online').waitFor()
    await page.reload()
    for (const comment of COMMENTS) await store.getByText(comment).waitFor()
    await discord.openThread(discord.card(PICK))
    await discord.thread.getByText(CHIYO).waitFor()
    await discord.leaveThread()
    await slack.openThread(slack.card(PICK))
    await slack.thread.getByText(EMMY).waitFor()
    await slack.reply(LATER)
    await slack.leaveThread()
    await store.getByText(LATER).waitFor()
    for (const { card, send } of [discord, slack]) {
      await card(PICK).getByText(IDEA).waitFor()
      await send('/paper discuss')
      const answer = card(`Discussion: ${TITLE}`).filter({ hasText: '6 comments by 5 people.' })
      for (const comment of [...COMMENTS, LATER]) await saying(answer, comment)
    }
  })

  seen('F10 counts a vote on a ballot from before, and old buttons still answer', async ({ discord, slack }) => {
    const [first = ''] = await titlesOn(discord.card(BALLOT))
    await slack.card(BALLOT).getByRole('button', { name: 'My vote' }).click()
    await slack.card('Your vote').getByText('You have not voted on this ballot yet.').waitFor()
    await slack.vote(slack.card(BALLOT), first.slice(0, 40))
    for (const { card } of [discord, slack]) {
      await saying(card(BALLOT), withVotes(first, '1 vote'))
      await saying(card(BALLOT), '1 person has voted')
    }
    await discord.card('This ballot is closed').getByRole('button', { name: 'Results' }).click()
    await saying(discord.root.getByRole('article').last(), `${TITLE} — 5 votes`)
  })

  seen('adds papers from pasted text and chosen files, in the form of either chat', async ({ discord, slack }) => {
    const add = async (chat: string, pane: Pane, send: string) => {
      await pane.become('Ada')
      await pane.send('/paper add')
      const dialog = pane.dialog('Add papers')
      const pasted = `# Mine\n\n## Papers\n\n### First Pasted In ${chat}\n\n### Second Pasted In ${chat}\n`
      await dialog.getByRole('textbox', { name: 'Link or text' }).fill(pasted)
      await dialog.getByLabel('Files', { exact: true }).setInputFiles(bibtex(`Chosen In ${chat}`))
      await dialog.getByText('list.bib').waitFor()
      await dialog.getByRole('button', { name: send, exact: true }).click()
      await dialog.waitFor({ state: 'detached' })
      const answer = pane.card('Added: 3 papers')
      for (const title of [`Second Pasted In ${chat}`, `Chosen In ${chat}`]) await saying(answer, title)
    }
    await add('Discord', discord, 'Submit')
    await add('Slack', slack, 'Add')
  })

  seen('adds papers from a file that a command or a message brought', async ({ page, discord, slack }) => {
    await discord.box.pressSequentially('/paper add ')
    const chooser = page.waitForEvent('filechooser')
    await discord.suggestions.filter({ hasText: '+ file' }).click()
    await (await chooser).setFiles(bibtex('Brought By A Command'))
    await discord.root.getByRole('button', { name: 'Leave out list.bib' }).waitFor()
    await discord.box.press('Enter')
    await saying(discord.card('Added: list'), 'Brought By A Command')

    await slack.root.getByLabel('Files for: Message #papers in Slack').setInputFiles(bibtex('Brought By A Message'))
    await slack.send('this week’s list')
    const message = slack.root.getByRole('article').filter({ hasText: 'list.bib' }).last()
    await message.hover()
    await message.getByRole('button', { name: 'More' }).click()
    await message.getByRole('menuitem', { name: 'Add papers from message' }).click()
    await saying(slack.card('Added: list'), 'Brought By A Message')
  })

  seen('nominates in Slack a title that the form offers for what is typed', async ({ slack }) => {
    await slack.card(BALLOT).getByRole('button', { name: 'Nominate a paper' }).click()
    const dialog = slack.dialog('Nominate a paper')
    const menu = dialog.getByRole('combobox', { name: 'Which paper?' })
    await menu.pressSequentially('magis')
    await dialog.getByRole('option', { name: 'Magistral' }).click()
    await dialog.getByRole('button', { name: 'Nominate', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await slack.card('Nominated: Magistral').waitFor()
  })

  seen('gives the bot nothing to complain about', async () => {
    expect(bot.errors()).toBe('')
  })
})

const bibtex = (title: string) => ({
  name: 'list.bib',
  mimeType: 'application/x-bibtex',
  buffer: Buffer.from(`@article{one, title = {${title}}, author = {Noether, Emmy}, year = {1918}}`),
})

/** A line of a ballot. */
function withVotes(title: string, votes: string): RegExp {
  return new RegExp(`${RegExp.escape(title)}[^\\n]*${votes}`)
}

/** Waits until a card says it, however it is marked up. */
function saying(card: Locator, words: string | RegExp): Promise<void> {
  return card.filter({ hasText: words }).waitFor()
}

async function react(message: Locator, name: string): Promise<void> {
  await message.hover()
  await message.getByRole('button', { name: 'Add reaction' }).click()
  await message.getByRole('menuitem', { name }).click()
  await message.getByRole('button', { name: `${name}, 1` }).waitFor()
}

/** The titles on a ballot, as Discord numbers them. */
function titlesOn(ballot: Locator): Promise<string[]> {
  return ballot.getByRole('listitem').locator('strong, a').allInnerTexts()
}
