import { expect, test } from 'vitest'
import type { Heard } from '../../../src/chat/platform.ts'
import { plainProse } from '../../../src/chat/prose.ts'
import { manifest } from '../../../src/chat/slack/index.ts'
import { everythingIn } from '../../e2e/people.ts'
import { wordsOf } from '../../e2e/words.ts'
import { ada, channel, room, startBot } from './bot.ts'

const copy = { reactions: [], author: 'Bruno', chat: 'Discord', original: 'https://discord.com/channels/1/2/3' }

async function open(options: { limitedHistory?: boolean } = {}) {
  const heard: Heard[] = []
  const { bot, slack, world } = await startBot({ heard: async (event) => void heard.push(event) }, options)
  slack.configure(manifest('paper', []))
  // Slack says with each answer what the app may do.
  const pick = await bot.post(room, { title: 'The pick', blocks: [] }, 'pick.c.1')
  const shown = (id: string) => {
    const [view] = slack.state().channels
    return view && everythingIn(view).find((message) => message.id === id)
  }
  return { bot, slack, world, heard, pick, thread: bot.threadOf(pick), shown }
}

test('a copy bears its author’s name and ends in a link to what it shows; it is changed and found so', async () => {
  const { bot, slack, heard, thread, shown } = await open()
  const since = Temporal.Now.instant()
  const posted = await bot.copies.post(thread, { ...copy, prose: plainProse('I see') })
  expect(posted.named).toBe(true)
  expect(shown(posted.message)?.author).toMatchObject({ name: 'Bruno (Discord)', bot: true })
  await bot.copies.edit({ ...thread, ...posted }, { ...copy, prose: plainProse('I saw') })
  const reactions = [{ sign: '🎉', count: 2 }]
  await bot.copies.edit({ ...thread, ...posted }, { ...copy, reactions, prose: plainProse('I saw') })
  const words = wordsOf(shown(posted.message))
  expect(words).toMatch(/^I saw/)
  expect(words).toContain('🎉 2')
  expect(shown(posted.message)?.text).toContain('🎉 2')
  expect(words).toContain('Written in Discord')
  expect(words).not.toContain('Bruno')
  slack.setting({ scopes: ['chat:write', 'channels:history'] })
  expect(await bot.copies.find(thread, copy.original, since)).toEqual(posted)
  await slack.act({ do: 'say', persona: ada, channel, thread: thread.thread, text: 'mine' })
  expect(heard.map((event) => 'text' in event && event.text)).toEqual(['mine'])
})

test('a copy bears its author’s picture, and who is not known shows none', async () => {
  const { bot, slack, thread } = await open()
  const picture = 'https://cdn.discordapp.com/avatars/1/a.png'
  await bot.copies.post(thread, { ...copy, picture, prose: plainProse('I see') })
  expect(slack.requests().findLast(({ method }) => method === 'chat.postMessage')).toMatchObject({
    body: { icon_url: picture },
  })
  const team = room.split(':')[1] ?? ''
  expect(await bot.picture(`slack:${team}:${ada}`)).toContain(`${ada}_192.png`)
  expect(await bot.picture(`slack:${team}:U0NOBODY`)).toBeNull()
})

test('without the right to another name, or while the name is not known, a line says whose words they are', async () => {
  const { bot, slack, pick, thread, shown } = await open()
  const unnamed = await bot.copies.post(thread, { ...copy, author: 'someone', prose: plainProse('I see') })
  expect(unnamed.named).toBe(false)
  expect(wordsOf(shown(unnamed.message))).toMatch(/^someone \(Discord\): I see/)
  slack.setting({ scopes: ['chat:write', 'channels:history'] })
  await bot.edit(pick, { title: 'The pick', blocks: [] })
  const posted = await bot.copies.post(thread, { ...copy, prose: plainProse('I see') })
  expect(posted.named).toBe(false)
  expect(shown(posted.message)?.author.name).not.toContain('Bruno')
})

test('where history is read once a minute, the search for a copy goes on from page to page', async () => {
  const { bot, slack, world, thread } = await open({ limitedHistory: true })
  const since = Temporal.Instant.fromEpochMilliseconds(world.now())
  for (let n = 0; n < 20; n++) {
    await slack.act({ do: 'say', persona: ada, channel, thread: thread.thread, text: `before ${n}` })
  }
  const posted = await bot.copies.post(thread, { ...copy, prose: plainProse('I see') })
  const find = () => bot.copies.find(thread, copy.original, since)
  await expect(find()).rejects.toMatchObject({ reason: 'busy' })
  world.advance(60_000)
  expect(await find()).toEqual(posted)
})
