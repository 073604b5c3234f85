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
  await eventually('what was missed', async () => (await discussion()).includes('4 comments by 4 people'))
  const said = await discussion()
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

it('F28 what is said in one thread is read in the other, set as it was, changed and deleted with it, also over a restart', async () => {
  const words = { discord: '**bold** and `co*de`', slack: '*bold* and `co*de`' }
  const said = { discord: '', slack: '' }
  for (const chat of CHATS) {
    said[chat] = (await people.say(chat, await threadIn(chat), `${words[chat]} of ${chat}`, 1)).id
    await eventually('a copy', async () => (await copiesOf(`of ${chat}`)).length > 0)
  }
  const [discord = '', slack = ''] = (await Promise.all(CHATS.map((chat) => copiesOf(`of ${chat}`)))).flat()
  // What is said in Slack stands in Discord, and the other way round.
  expect(slack).toMatch(/Emmy\S* .*Slack.*\*\*\S*bold\S*\*\* and `co\*de` of slack/)
  expect(discord).toContain('"style":{"bold":true}')
  expect(discord).toContain('Bruno (Discord)')
  await inside.restart(async () => {
    const [persona, channel] = [await people.id('slack', 1), (await people.room('slack')).id]
    await inside.act('slack', { do: 'edit', persona, channel, message: said.slack, text: 'changed of slack' })
    await inside.act('discord', {
      ...{ do: 'delete', persona: await people.id('discord', 1), channel: (await people.room('discord')).id },
      message: said.discord,
    })
    inside.world.advance(2 * 60_000)
  })
  await inside.bot().tick()
  await eventually('the change', async () => /changed of slack/.test((await copiesOf('of slack')).join()))
  await eventually('the deletion', async () => (await copiesOf('of discord')).length === 0)
  expect(await copiesOf('of slack')).toHaveLength(1)
})

/** The bot's own messages in threads that show these words. */
async function copiesOf(words: string): Promise<string[]> {
  const chats = await inside.chats()
  return CHATS.flatMap((chat) => chats[chat].channels[0]?.threads ?? [])
    .flatMap(({ messages }) => messages)
    .filter((message) => message.author.bot && wordsOf(message).includes(words))
    .map((message) => `${message.author.name} ${wordsOf(message)} ${JSON.stringify(message)}`)
}

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
