/** Somebody who is in both chats links their accounts with the real clients, and sees and gets what is theirs. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ChatName } from '../../src/playground/types.ts'
import { type Inside, openInside } from './inside.ts'
import { CHATS, eventually, type People } from './people.ts'
import { candidatesOf, wordsOf } from './words.ts'

/** The same person in both chats. */
const SHE = 1

let inside: Inside
let people: People

beforeAll(async () => {
  inside = await openInside()
  people = inside.people
})
afterAll(() => inside.close())

it('links two accounts by a code from one chat and a form in the other: the later vote counts', async () => {
  const titled = async (chat: ChatName, n: number) =>
    candidatesOf(await people.ballot(chat))[n]?.title.replace(/…$/, '') ?? ''
  await people.vote('discord', await titled('discord', 0), SHE)
  inside.world.advance(60_000)
  await people.vote('slack', await titled('slack', 1), SHE)
  const shown = await people.click(
    'discord',
    await people.type('discord', '/paper me show', SHE),
    'Link another account',
    SHE,
  )
  const told = await people.settled('discord', shown.message?.id ?? '')
  expect(told.onlyFor).toBe(await people.id('discord', SHE))
  const code = /\w{4}(?:-\w{4}){3}/.exec(wordsOf(told))?.[0] ?? ''
  expect(code).not.toBe('')
  const opened = await people.click('slack', await people.type('slack', '/paper me show', SHE), 'Enter a code', SHE)
  const persona = await people.id('slack', SHE)
  await inside.act('slack', { do: 'submit', persona, modal: opened.modal?.id ?? '', fields: { code } })
  expect(wordsOf(await people.type('slack', '/paper me show', SHE))).toContain('One person with this account')
  expect(wordsOf(await people.type('discord', '/paper results', SHE))).toContain('1 person voted')
  expect(wordsOf(await people.type('discord', '/paper vote', SHE))).toContain('You voted for')
  expect(inside.refusals()).toEqual([])
})

it('shows on the Home of the app in Slack how they voted, and answers what is pressed there in the conversation', async () => {
  const persona = await people.id('slack', SHE)
  const { home } = await inside.act('slack', { do: 'home', persona })
  expect(JSON.stringify(home?.view)).toContain('your vote')
  const { id: message, channel } = home ?? { id: '', channel: '' }
  const pressed = await inside.act('slack', { do: 'click', persona, channel, message, control: 'me show:open:' })
  expect(pressed.message && wordsOf(pressed.message)).toContain('One person with this account')
  expect(inside.refusals()).toEqual([])
})

it.each(CHATS)('sends what is kept of somebody in %s as a file to them alone', async (chat) => {
  const persona = await people.id(chat, SHE)
  const own = (await inside.chats())[chat].directs?.find((direct) => direct.persona === persona)
  await inside.act(chat, { do: 'say', persona, channel: own?.id ?? '', text: 'Hello' })
  const shown = await people.type(chat, '/paper me show', SHE)
  const pressed = await people.click(chat, shown, 'Send me all of it', SHE)
  expect(wordsOf(await people.settled(chat, pressed.message?.id ?? ''))).toContain('in your conversation with the bot')
  const file = await eventually('the file', async () => {
    const { channels, directs = [] } = (await inside.chats())[chat]
    const having = [...channels, ...directs].filter((channel) => JSON.stringify(channel).includes('about-me.json'))
    return having.length === 1 ? having[0] : undefined
  })
  expect(file.kind).toBe('direct')
  expect(inside.refusals()).toEqual([])
})
