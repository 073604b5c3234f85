import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatName, MessageView, PlaygroundState } from '../../src/playground/types.ts'
import { type Bot, controlOf, openStage, optionsOf, type Stage, wordsOf } from './stage.ts'

let stage: Stage
let bot: Bot

beforeAll(async () => {
  stage = await openStage()
  bot = await stage.startBot()
})
afterAll(() => stage.close())

const CHATS = ['discord', 'slack'] as const
const persona = async (chat: ChatName, index = 0) => (await stage.state())[chat].personas[index]?.id ?? ''
const roomIn = (state: PlaygroundState, chat: ChatName) => {
  const [channel] = state[chat].channels
  if (!channel) throw new Error(`no channel in ${chat}`)
  return channel
}
const messageWith = (state: PlaygroundState, chat: ChatName, words: string): MessageView | undefined =>
  roomIn(state, chat).messages.findLast((message) => message.author.bot && wordsOf(message).includes(words))

async function type(chat: ChatName, text: string, who = 0): Promise<MessageView> {
  const { id } = roomIn(await stage.state(), chat)
  const result = await stage.act(chat, { persona: await persona(chat, who), do: 'command', channel: id, text })
  if (!result.message) throw new Error(`${text}: ${result.error ?? 'no answer'}`)
  return settled(chat, result.message.id)
}

/** An answer that was deferred first is waited for. */
async function settled(chat: ChatName, id: string): Promise<MessageView> {
  return stage.until(`an answer in ${chat}`, (state) =>
    roomIn(state, chat).messages.find((message) => message.id === id && message.state === 'sent'),
  )
}

async function vote(chat: ChatName, ballot: MessageView, title: string, who: number) {
  const { id: channel } = roomIn(await stage.state(), chat)
  const control = controlOf(ballot, 'Vote for one')
  const value = optionsOf(ballot).find(({ label }) => label.includes(title))?.value ?? ''
  const result = await stage.act(chat, {
    persona: await persona(chat, who),
    do: 'select',
    channel,
    message: ballot.id,
    control,
    values: [value],
  })
  if (!result.message) throw new Error(`vote in ${chat}: ${result.error ?? 'no answer'}`)
  return settled(chat, result.message.id)
}

async function say(chat: ChatName, thread: string, text: string, who = 0) {
  const { id: channel } = roomIn(await stage.state(), chat)
  const result = await stage.act(chat, { persona: await persona(chat, who), do: 'say', channel, thread, text })
  expect(result.error).toBeUndefined()
  return result.message
}

describe('a week, through the real clients of both chats', () => {
  it('starts with a report of what is on', () => {
    expect(bot.report).toMatch(/Chats: +Discord connected, Slack connected/)
    expect(bot.report).toMatch(/Library: +\d+ papers of 5 digests/)
    expect(bot.report).toMatch(/Next pick: +Monday/)
  })

  it('has welcomed both rooms and opened one ballot in them', async () => {
    for (const chat of CHATS) {
      await stage.until(`the welcome in ${chat}`, (state) => messageWith(state, chat, 'Welcome to your reading group'))
      await stage.until(`the ballot in ${chat}`, (state) => messageWith(state, chat, 'What shall we read next?'))
    }
    const state = await stage.state()
    const [discord, slack] = CHATS.map((chat) => optionsOf(messageWith(state, chat, 'What shall we read next?')))
    expect(discord).toHaveLength(5)
    expect(slack?.map(({ value }) => value)).toEqual(discord?.map(({ value }) => value))
  })

  it('answers look-ups to the caller alone, in both chats', async () => {
    for (const chat of CHATS) {
      const answer = await type(chat, '/paper find alignment faking')
      expect(wordsOf(answer)).toContain('Alignment Faking In Large Language Models')
      expect(answer.onlyFor).toBe(await persona(chat))
    }
  })

  it('completes titles in Discord', async () => {
    const { id: channel } = roomIn(await stage.state(), 'discord')
    const result = await stage.act('discord', {
      persona: await persona('discord'),
      do: 'complete',
      channel,
      text: '/paper show paper:magis',
    })
    expect(result.choices?.map(({ name }) => name)).toContain('Magistral')
  })

  it('takes a nomination in one chat and votes in both', async () => {
    const nominated = await type('discord', '/paper nominate paper:Magistral reason:it is honest')
    expect(wordsOf(nominated)).toContain('Nominated: Magistral')
    for (const chat of CHATS) {
      const ballot = await stage.until(`Magistral on the ballot in ${chat}`, (state) => {
        const message = messageWith(state, chat, 'What shall we read next?')
        return optionsOf(message).some(({ label }) => label.includes('Magistral')) && message
      })
      const answer = await vote(chat, ballot, 'Magistral', 1)
      expect(answer.onlyFor).toBe(await persona(chat, 1))
      expect(wordsOf(answer)).toContain('You voted for')
    }
    for (const chat of CHATS) {
      await stage.until(`two votes in ${chat}`, (state) => {
        const words = wordsOf(messageWith(state, chat, 'What shall we read next?'))
        return /Magistral\D*2 votes/s.test(words)
      })
    }
  })

  it('F10 keeps everything over a kill -9, and buttons from before still work', async () => {
    await bot.kill('SIGKILL')
    bot = await stage.startBot()
    expect(bot.report).toMatch(/Chats: +Discord connected, Slack connected/)
    const ballot = await stage.until('the old ballot', (state) =>
      messageWith(state, 'discord', 'What shall we read next?'),
    )
    const answer = await vote('discord', ballot, 'Magistral', 2)
    expect(wordsOf(answer)).toContain('You voted for')
    for (const chat of CHATS) {
      await stage.until(`three votes in ${chat}`, (state) =>
        /Magistral\D*3 votes/s.test(wordsOf(messageWith(state, chat, 'What shall we read next?'))),
      )
      expect(
        roomIn(await stage.state(), chat).messages.filter((message) => wordsOf(message).includes('Welcome to your')),
      ).toHaveLength(1)
    }
  })

  it('posts the pick in both chats at the club time, with idea, reason and a thread, and opens the next ballot', async () => {
    await stage.control('clock', { toNextPick: true })
    for (const chat of CHATS) {
      const pick = await stage.until(`the pick in ${chat}`, (state) =>
        messageWith(state, chat, 'Paper of the week: Magistral'),
      )
      expect(wordsOf(pick)).toContain('3 votes')
      expect(wordsOf(pick)).toContain('it is honest')
      await stage.until(`the closed ballot in ${chat}`, (state) => messageWith(state, chat, 'This ballot is closed'))
      await stage.until(`the next ballot in ${chat}`, (state) => messageWith(state, chat, 'What shall we read next?'))
    }
  })

  it('gathers what is said in both threads in one discussion', async () => {
    for (const chat of CHATS) {
      const pick = await stage.until('the pick', (state) => messageWith(state, chat, 'Paper of the week: Magistral'))
      const thread =
        chat === 'slack'
          ? pick.id
          : await stage.until(
              'the thread',
              (state) => roomIn(state, chat).threads.find(({ parent }) => parent === pick.id)?.id,
            )
      await say(chat, thread, `I liked it, says ${chat}`)
    }
    for (const chat of CHATS) {
      const words = await eventually(async () => wordsOf(await type(chat, '/paper discuss')), /2 comments/)
      expect(words).toContain('I liked it, says discord')
      expect(words).toContain('I liked it, says slack')
    }
  })

  it('shows the playground what the store holds, with no vote beside a name', async () => {
    const shown = await stage.until('both comments in the store', ({ store }) => {
      const words = JSON.stringify(store)
      return CHATS.every((chat) => words.includes(`I liked it, says ${chat}`)) && words
    })
    expect(shown).toContain('Week 1: reading')
    expect(shown).toContain('who for what stays sealed')
  })

  it('ends cleanly at a signal', async () => {
    expect(await bot.kill('SIGTERM')).toBe(0)
    expect(bot.errors()).toBe('')
  })
})

async function eventually(read: () => Promise<string>, pattern: RegExp): Promise<string> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const words = await read()
    if (pattern.test(words)) return words
    if (Date.now() > deadline) throw new Error(`never matched ${pattern}: ${words}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
