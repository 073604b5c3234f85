import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatName } from '../../src/playground/types.ts'
import { CHATS, eventually, everythingIn, type People } from './people.ts'
import { type Bot, openStage, type Stage, TAKEN_OVER } from './stage.ts'
import { candidatesOf, readIn, wordsOf } from './words.ts'

let stage: Stage
let people: People
let bot: Bot

beforeAll(async () => {
  stage = await openStage()
  people = stage.people
  bot = await stage.startBot()
})
afterAll(() => stage.close())

const discussion = async (rest = '') => wordsOf(await people.type('slack', `/paper discuss ${rest}`.trim()))
const headed = async (chat: ChatName, words: string) =>
  (await people.room(chat)).messages.filter((message) => readIn(message).includes(words))

/** The words of the bot's copies in the thread of a post. */
async function copiesBelow(chat: ChatName, words: string): Promise<string[]> {
  const [post] = await headed(chat, words)
  const { threads } = await people.room(chat)
  const thread = threads.find(({ id, parent }) => parent === post?.id || id === post?.id)
  return (thread?.messages ?? []).filter(({ author }) => author.bot).map(wordsOf)
}

describe('papers of a meeting that have a thread each, through the real clients of both chats', () => {
  let titles: string[] = []

  it('are set with how many papers there are', async () => {
    const set = wordsOf(await people.type('discord', '/paper club set papers:2+1, own threads'))
    expect(set).toContain('Each paper of a meeting has a thread of its own from the next pick on')
    titles = candidatesOf(await people.ballot('discord'))
      .slice(0, 3)
      .map(({ title }) => title)
    const votes = [titles, titles.slice(0, 2), titles.slice(0, 1)]
    for (const [who, those] of votes.entries()) {
      for (const title of those) await people.vote('slack', title, who as 0 | 1 | 2)
    }
  })

  it('stand behind the pick in both chats, in order and once each over a lost answer and a kill -9', async () => {
    await stage.control('fault', { chat: 'discord', match: 'POST /channels/', drop: true })
    await stage.control('clock', { toNextPick: true })
    await eventually('a further paper', async () => (await headed('slack', 'Also to read:')).length > 0, TAKEN_OVER)
    await bot.kill('SIGKILL')
    bot = await stage.startBot()
    for (const chat of CHATS) {
      await eventually(`all in ${chat}`, async () => (await headed(chat, 'Also to read:')).length === 2, TAKEN_OVER)
      await people.posted(chat, 'This ballot is closed')
      await people.ballot(chat)
      const words = (await people.room(chat)).messages.map(readIn)
      const places = [
        'Paper of the week:',
        ...titles.slice(1).map((title) => `Also to read: ${title.slice(0, 30)}`),
      ].map((head) => words.flatMap((one, at) => (one.includes(head) ? [at] : [])))
      expect(places.map(({ length }) => length)).toEqual([1, 1, 1])
      expect(places.flat()).toEqual(places.flat().toSorted((a, b) => a - b))
    }
    expect(wordsOf((await headed('slack', 'Also to read:'))[1])).toContain('Optional')
  })

  it('what is said in the thread of one is read in that of the same paper elsewhere, and kept with it', async () => {
    const head = `Also to read: ${titles[1]?.slice(0, 30)}`
    for (const chat of CHATS) {
      const post = await people.posted(chat, head)
      await people.say(chat, await people.thread(chat, post), `of the second, says ${chat}`, 1)
      const pick = await people.posted(chat, 'Paper of the week:')
      await people.say(chat, await people.thread(chat, pick), `of the first, says ${chat}`, 2)
    }
    for (const [chat, other] of [CHATS, CHATS.toReversed()] as [ChatName, ChatName][]) {
      const below = async (words: string) => (await copiesBelow(chat, words)).join()
      await eventually('a copy', async () => (await below(head)).includes(`of the second, says ${other}`))
      await eventually('another', async () => (await below('Paper of the week:')).includes(`first, says ${other}`))
      expect(await below('Paper of the week:')).not.toContain('of the second')
      expect(await below(head)).not.toContain('of the first')
    }
    expect(await discussion()).toContain('4 comments by 4 people on the 3 papers of the meeting')
    const second = await discussion(titles[1])
    expect(second).toContain('2 comments by 2 people')
    expect(second).not.toContain('of the first')
  })

  it('what was said below one while the bot was down is read back, and what was deleted goes', async () => {
    const head = `Also to read: ${titles[2]?.slice(0, 30)}`
    const threads = new Map<ChatName, string>()
    for (const chat of CHATS) threads.set(chat, await people.thread(chat, await people.posted(chat, head)))
    const gone = everythingIn(await people.room('discord')).find(
      (one) => !one.author.bot && wordsOf(one).includes('of the second, says discord'),
    )
    await bot.kill('SIGTERM')
    for (const chat of CHATS) await people.say(chat, threads.get(chat) ?? '', `missed of the third in ${chat}`, 1)
    const [persona, channel] = [await people.id('discord', 1), (await people.room('discord')).id]
    await stage.act('discord', { do: 'delete', persona, channel, message: gone?.id ?? '' })
    await stage.control('clock', { advance: 10 * 60_000 })
    bot = await stage.startBot()
    const third = () => discussion(titles[2])
    await eventually('both', async () => (await third()).includes('2 comments by 2 people'), TAKEN_OVER)
    await eventually(
      'the copy to go',
      async () => {
        const all = (await copiesBelow('slack', `Also to read: ${titles[1]?.slice(0, 30)}`)).join()
        return !all.includes('of the second, says discord')
      },
      TAKEN_OVER,
    )
  })

  it('ends cleanly at a signal', async () => {
    const code = await bot.kill('SIGTERM')
    expect({ code, errors: bot.errors() }).toEqual({ code: 0, errors: '' })
  })
})
