import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Inside, openInside } from './inside.ts'
import { CHATS, eventually, type People } from './people.ts'
import { wordsOf } from './words.ts'

let inside: Inside
let people: People
beforeAll(async () => {
  inside = await openInside()
  people = inside.people
})
afterAll(() => inside.close())

const discussion = async () => wordsOf(await people.type('slack', '/paper discuss'))
const threadIn = async (chat: (typeof CHATS)[number]) =>
  people.thread(chat, await people.posted(chat, 'Paper of the week:'))

it('F33 what was said while the bot was down is in the discussion once it is back, once', async () => {
  await inside.toNextPick()
  for (const chat of CHATS) await people.say(chat, await threadIn(chat), `heard in ${chat}`, 1)
  await eventually('both comments', async () => (await discussion()).includes('2 comments by 2 people'))
  await inside.restart(async () => {
    for (const chat of CHATS) await people.say(chat, await threadIn(chat), `missed in ${chat}`, 2)
  })
  const said = await discussion()
  expect(said).toContain('4 comments by 4 people')
  for (const chat of CHATS) expect(said).toContain(`missed in ${chat}`)
  await inside.restart()
  expect(await discussion()).toContain('4 comments by 4 people')
})

it('F33 what was said while a connection was lost is read back when it is there again', async () => {
  const thread = await threadIn('discord')
  inside.discord.setting('socket', 'forget')
  await people.say('discord', thread, 'said to nobody', 1)
  await eventually('the comment', async () => (await discussion()).includes('said to nobody'))
})

it('sends nothing that a chat refuses for it', () => {
  expect(inside.refusals()).toEqual([])
})
