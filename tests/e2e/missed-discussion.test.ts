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

it('F38 what is said the moment that a pick or its thread is seen is in the discussion, once', async () => {
  const seen = new Set((await picks()).map(({ post }) => post.id))
  let over = false
  const early = (async () => {
    const answered: string[] = []
    for (; !over || answered.length < CHATS.length; ) {
      for (const { chat, post, thread } of await picks()) {
        if (seen.has(post.id) || !thread) continue
        seen.add(post.id)
        for (const nth of [1, 2, 3]) await people.say(chat, thread, `at once ${nth} in ${chat}`, 1)
        answered.push(chat)
      }
      await new Promise(setImmediate)
    }
  })()
  await inside.toNextPick()
  over = true
  await early
  await eventually('all six', async () => (await discussion()).includes('6 comments by 2 people'))
})

/** Every pick in a room, with its thread as soon as one may write there. */
async function picks() {
  const chats = await inside.chats()
  return CHATS.flatMap((chat) => {
    const [room] = chats[chat].channels
    const posts = room?.messages.filter((message) => wordsOf(message).includes('Paper of the week:')) ?? []
    return posts.map((post) => ({
      chat,
      post,
      thread: chat === 'slack' ? post.id : room?.threads.find(({ parent }) => parent === post.id)?.id,
    }))
  })
}

it('sends nothing that a chat refuses for it', () => {
  expect(inside.refusals()).toEqual([])
})
