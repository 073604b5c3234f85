/** The Home that Slack shows each person: what the bot publishes there, and where what they do there is answered. */
import { expect, test } from 'vitest'
import type { Card, Form } from '../../../src/chat/card.ts'
import type { Click, Inbound, Pending, Submission, Where } from '../../../src/chat/platform.ts'
import { directId } from '../../../src/playground/slack/channels.ts'
import { TEAM } from '../../../src/playground/slack/ids.ts'
import { account, ada, type Bot, card, channel, room, shows, soon, startBot, startHttpBot, until } from './bot.ts'

const direct = directId(ada)
const control = 'vote:mine:x'
const page = (title: string): Card => card(title, { kind: 'buttons', buttons: [{ label: 'Press', action: control }] })
const form: Form = {
  action: 'me show:code:',
  title: 'A code',
  submit: 'Send',
  inputs: [{ name: 'code', label: 'Code', required: true, kind: 'line', max: 60 }],
}

/** A page that says how often it was made. */
function counting(app: Partial<Inbound> = {}) {
  const asked: Where[] = []
  const home = (where: Where): Pending => shows('actor', page(`Made ${asked.push(where)} times`))
  return { asked, app: { home, ...app } }
}

const homeOf = ({ slack }: Bot) => slack.state().homes?.find(({ persona }) => persona === ada)
const says = (bot: Bot, words: string) => JSON.stringify(homeOf(bot)?.view ?? '').includes(words)
const press = (bot: Bot) =>
  bot.act({ do: 'click', persona: ada, channel: direct, message: homeOf(bot)?.id ?? '', control })
const saidTo = ({ slack }: Bot) => slack.state().directs?.find(({ id }) => id === direct)?.messages ?? []

test.each([
  ['Socket Mode', startBot],
  ['HTTP', startHttpBot],
])('over %s it is published when it is opened, and a press there is answered in the conversation', async (_, start) => {
  const clicks: Click[] = []
  const { asked, app } = counting({
    act(click) {
      clicks.push(click)
      return shows('actor', card('Your vote'))
    },
  })
  const bot = await start(app)
  const { home } = await bot.act({ persona: ada, do: 'home' })
  expect(home?.view).toMatchObject({ type: 'home', blocks: [{ text: { text: 'Made 1 times' } }, { type: 'actions' }] })
  const where = { room: `slack:${TEAM.id}:${direct}`, direct: true, caller: { account: account(ada), admin: true } }
  expect(asked).toMatchObject([{ ...where, interaction: expect.stringMatching(/^slack:\S+$/) }])

  const answered = await press(bot)
  expect(answered).toMatchObject({ seen: 'channel', message: { text: 'Your vote', onlyFor: null } })
  expect(saidTo(bot)).toMatchObject([{ text: 'Your vote' }])
  expect(clicks).toMatchObject([{ ...where, action: control }])
  await until('the page anew', () => says(bot, 'Made 2 times'))
})

test('what would change the clicked message is said in the conversation, as is what went wrong, which leaves the page', async () => {
  let isBroken = false
  const problem = (title: string): Pending => ({
    answers: 'update',
    reply: Promise.resolve({ kind: 'problem', card: card(title) }),
  })
  const bot = await startBot({
    home: () => (isBroken ? problem('Not now') : shows('actor', page('All is well'))),
    act: () => (isBroken ? problem('Too late') : shows('update', card('Changed'))),
  })
  await bot.act({ persona: ada, do: 'home' })
  expect((await press(bot)).message?.text).toBe('Changed')
  isBroken = true
  expect((await press(bot)).message?.text).toBe('Too late')
  await bot.bot.stop()
  expect(says(bot, 'All is well')).toBe(true)
})

test('a menu there shows what is so whenever the page is shown, whatever was chosen in it before', async () => {
  const options = ['a', 'b'].map((value) => ({ label: value, value }))
  const select = { action: 'club choose:pick:', placeholder: 'Choose', min: 1, max: 1, options }
  const bot = await startBot({ home: () => shows('actor', card('Page', { kind: 'select', select })) })
  const views = [await bot.act({ persona: ada, do: 'home' }), await bot.act({ persona: ada, do: 'home' })]
  const names = views.map(({ home }) => /"block_id":"([^"]{20})"/.exec(JSON.stringify(home?.view))?.[1])
  expect(names).toEqual([expect.any(String), expect.any(String)])
  expect(names[0]).not.toBe(names[1])
})

test('what cannot be found out is said on the page that is opened', async () => {
  const reply = Promise.resolve({ kind: 'problem' as const, card: card('Not now') })
  const bot = await startBot({ home: () => ({ answers: 'actor', reply }) })
  await bot.act({ persona: ada, do: 'home' })
  expect(says(bot, 'Not now')).toBe(true)
})

test.each([
  ['in time', 0],
  ['late', 1_200],
])(
  'a form that is opened there and answered %s is answered in the conversation, and the page follows',
  async (_, ms) => {
    const sent: Submission[] = []
    const { app } = counting({
      act: () => ({ answers: 'form', reply: soon({ kind: 'form' as const, form }, 0), empty: form }),
      submit(submission) {
        sent.push(submission)
        return shows('actor', card('Linked'), ms)
      },
    })
    const bot = await startBot(app)
    await bot.act({ persona: ada, do: 'home' })
    const opened = await press(bot)
    expect(opened.seen).toBe('modal')
    await until('the page anew', () => says(bot, 'Made 2 times'))
    await bot.act({ do: 'submit', persona: ada, modal: opened.modal?.id ?? '', fields: { code: 'x' } })
    await until('the answer', () => saidTo(bot).some(({ text }) => text === 'Linked'))
    expect(sent).toMatchObject([{ room: `slack:${TEAM.id}:${direct}`, direct: true, fields: { code: 'x' } }])
    await until('the page anew', () => says(bot, 'Made 3 times'))
  },
)

test('what Slack does not take there is logged, and nobody hears of it', async () => {
  const { app } = counting({ act: () => shows('actor', card('Your vote')) })
  const bot = await startBot(app)
  await bot.act({ persona: ada, do: 'home' })
  bot.world.addFault({ chat: 'slack', match: 'views.publish', error: 'not_enabled' })
  expect((await press(bot)).message?.text).toBe('Your vote')
  await until('a line in the log', () => bot.logged.some(({ message }) => message.includes('Home')))
  expect(bot.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(saidTo(bot)).toHaveLength(1)
})

test('an app installed before there was one has none, and the tab beside it is not taken for it', async () => {
  const { asked, app } = counting()
  const bot = await startBot(app)
  expect(await bot.act({ persona: ada, do: 'home', tab: 'messages' })).toEqual({})
  bot.slack.configure({ events: ['message.channels'] })
  expect(await bot.act({ persona: ada, do: 'home' })).toEqual({})
  await bot.bot.stop()
  expect(asked).toEqual([])
  expect(bot.slack.requests().filter(({ method }) => method === 'views.publish')).toEqual([])
})

test('what a press changes is shown on the page at once, and said in the conversation where Slack does not take it', async () => {
  const { app } = counting({ act: () => shows('page', page('Voted')) })
  const bot = await startBot(app)
  await bot.act({ persona: ada, do: 'home' })
  expect((await press(bot)).home?.view).toMatchObject({ blocks: [{ text: { text: 'Voted' } }, { type: 'actions' }] })
  expect(saidTo(bot)).toEqual([])
  bot.world.addFault({ chat: 'slack', match: 'views.publish', error: 'view_too_large' })
  expect((await press(bot)).message?.text).toContain('Voted')
})

test('a page of a hundred blocks is shown whole, and of a longer one as much as Slack takes', async () => {
  let count = 99
  const dividers = () => Array.from({ length: count }, () => ({ kind: 'divider' as const }))
  const bot = await startBot({ home: () => shows('actor', card('Page', ...dividers())) })
  const blocks = async () => {
    await bot.act({ persona: ada, do: 'home' })
    const view = homeOf(bot)?.view
    return view instanceof Object && 'blocks' in view && Array.isArray(view.blocks) ? view.blocks : []
  }
  expect(await blocks()).toHaveLength(100)
  count = 100
  const cut = await blocks()
  expect(cut).toHaveLength(100)
  expect(JSON.stringify(cut.at(-1))).toContain('was left out')
})

test('who is in a channel is read to its end, and asked again where Slack did not say', async () => {
  const bot = await startBot({})
  const many = Array.from({ length: 1_200 }, (_, n) => `U${String(n).padStart(9, '0')}`)
  bot.slack.setting({ channel, name: 'papers', members: [...many, ada] })
  const isIn = (user: string) => bot.bot.pages?.isIn(account(user), [room])
  bot.world.addFault({ chat: 'slack', match: 'conversations.members', status: 500 })
  expect(await isIn(ada)).toBe(null)
  expect(await isIn(ada)).toBe(true)
  expect(await isIn('U0STRANGER')).toBe(false)
  expect(await bot.bot.pages?.isIn(account(ada), ['discord:1:2', 'slack:T0OTHER:C1'])).toBe(false)
})
