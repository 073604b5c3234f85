import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHATS, eventually, type People } from './people.ts'
import { type Bot, openStage, type Stage, TAKEN_OVER } from './stage.ts'
import { candidatesOf, wordsOf } from './words.ts'

let stage: Stage
let people: People
let bot: Bot

beforeAll(async () => {
  stage = await openStage()
  people = stage.people
  bot = await stage.startBot()
})
afterAll(() => stage.close())

describe('a week, through the real clients of both chats', () => {
  it('starts with a report of what is on', () => {
    expect(bot.report).toMatch(/Chats: +Discord connected, Slack connected/)
    expect(bot.report).toMatch(/Library: +\d+ papers of 5 digests/)
    expect(bot.report).toMatch(/Next pick: +Monday/)
  })

  it('has welcomed both rooms and opened one ballot in them', async () => {
    for (const chat of CHATS) await people.posted(chat, 'Welcome to your reading group')
    const [discord, slack] = await Promise.all(CHATS.map(async (chat) => candidatesOf(await people.ballot(chat))))
    expect(discord).toHaveLength(5)
    expect(slack).toEqual(discord)
  })

  it('answers look-ups to the caller alone, in both chats', async () => {
    for (const chat of CHATS) {
      const answer = await people.type(chat, '/paper find alignment faking')
      expect(wordsOf(answer)).toContain('Alignment Faking In Large Language Models')
      expect(answer.onlyFor).toBe(await people.id(chat))
    }
  })

  it('completes titles in Discord', async () => {
    const result = await stage.act('discord', {
      persona: await people.id('discord'),
      do: 'complete',
      channel: (await people.room('discord')).id,
      text: '/paper show paper:magis',
    })
    expect(result.choices?.map(({ name }) => name)).toContain('Magistral')
  })

  it('takes a nomination in one chat and votes in both', async () => {
    const nominated = await people.type('discord', '/paper nominate paper:Magistral reason:it is honest')
    expect(wordsOf(nominated)).toContain('Nominated: Magistral')
    for (const chat of CHATS) {
      const answer = await people.vote(chat, 'Magistral', 1)
      expect(answer.onlyFor).toBe(await people.id(chat, 1))
      expect(wordsOf(answer)).toContain('You voted for')
    }
    for (const chat of CHATS) await people.ballot(chat, (ballot) => /Magistral.*3 votes/.test(wordsOf(ballot)))
  })

  it('F10 keeps everything over a kill -9, and buttons from before still work', async () => {
    await bot.kill('SIGKILL')
    bot = await stage.startBot()
    expect(bot.report).toMatch(/Chats: +Discord connected, Slack connected/)
    expect(wordsOf(await people.vote('discord', 'Magistral', 2))).toContain('You voted for')
    for (const chat of CHATS) {
      await people.ballot(chat, (ballot) => /Magistral.*4 votes/.test(wordsOf(ballot)))
      const { messages } = await people.room(chat)
      expect(messages.filter((message) => wordsOf(message).includes('Welcome to your'))).toHaveLength(1)
    }
  })

  it('posts the pick in both chats at the club time, with reasons behind More and a thread, and opens the next ballot', async () => {
    await stage.control('clock', { toNextPick: true })
    for (const chat of CHATS) {
      const pick = await people.posted(chat, 'Paper of the week: Magistral')
      const more = await people.click(chat, pick, 'More')
      const behind = wordsOf(await people.settled(chat, more.message?.id ?? ''))
      expect(behind).toContain('4 votes')
      expect(behind).toContain('it is honest')
      await people.posted(chat, 'This ballot is closed')
      await people.ballot(chat)
    }
  })

  it('gathers what is said in both threads in one discussion', async () => {
    for (const chat of CHATS) {
      const pick = await people.posted(chat, 'Paper of the week: Magistral')
      await people.say(chat, await people.thread(chat, pick), `I liked it, says ${chat}`)
    }
    for (const chat of CHATS) {
      const words = await eventually('both comments', async () => {
        const answer = wordsOf(await people.type(chat, '/paper discuss'))
        return answer.includes('2 comments') && answer
      })
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

  it('shows the next meetings among the events of the Discord server, each once over a lost answer and a kill -9', async () => {
    await people.type('discord', '/paper club calendar place:Room 5')
    const club = await people.type('discord', '/paper club show')
    await stage.control('fault', { chat: 'discord', match: 'POST /guilds/', drop: true })
    await people.click('discord', club, 'Show meetings as events')
    await stage.until('the first event', ({ discord }) => discord.events?.length)
    await bot.kill('SIGKILL')
    bot = await stage.startBot()
    const events = await eventually(
      'three events',
      async () => {
        const { events = [] } = (await stage.state()).discord
        return events.length >= 3 && events
      },
      TAKEN_OVER,
    )
    expect(new Set(events.map(({ start }) => start)).size).toBe(events.length)
    expect(events.map(({ place, state }) => [place, state])).toEqual(Array(3).fill(['Room 5', 'to come']))
    const [first] = events
    await stage.act('discord', { persona: await people.id('discord', 1), do: 'interest', event: first?.id ?? '' })
    await stage.control('clock', { advance: 3_600_000 })
    await eventually('who is interested is counted', async () => {
      const day = first?.start.slice(0, 10) ?? ''
      return wordsOf(await people.type('slack', `/paper meeting coming date:${day} answer:yes`, 2)).includes('it is 2')
    })
  })

  it('ends cleanly at a signal', async () => {
    const code = await bot.kill('SIGTERM')
    expect({ code, errors: bot.errors() }).toEqual({ code: 0, errors: '' })
  })
})
