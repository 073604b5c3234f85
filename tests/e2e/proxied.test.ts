/** Somebody for whom an app writes in Discord, under a name of theirs: one comment, read in both chats. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Inside, openInside } from './inside.ts'
import { eventually, everythingIn } from './people.ts'
import { wordsOf } from './words.ts'

let inside: Inside
let thread: string
beforeAll(async () => {
  inside = await openInside({ seeds: { '1.md': '# One\n\n## Papers\n\n### The First Of All\n' } })
  await inside.people.vote('discord', 'The First Of All', 1)
  await inside.toNextPick()
  thread = await inside.people.thread('discord', await inside.people.posted('discord', 'Paper of the week'))
})
afterAll(() => inside.close())

const setting = (message: string, name: string) => inside.discord.setting('proxied', { message, name })
const say = async (text: string) => (await inside.people.say('discord', thread, text, 1)).id
const inSlack = async (words: string) =>
  everythingIn(await inside.people.room('slack')).filter((message) => wordsOf(message).includes(words))
const shownInSlack = (words: string, author: string) =>
  eventually(`“${words}” once in Slack, by ${author}`, async () => {
    const [one, ...more] = await inSlack(words)
    return more.length === 0 && one?.author.name.includes(author) ? one : undefined
  })
async function comments() {
  const { rounds, discussion } = await inside.bot().services.of(inside.rooms.discord)
  const { round } = (await rounds.reading()) ?? {}
  return round ? discussion.latest(round, 10) : { comments: [], total: 0, people: 0 }
}

it('F49 keeps what the app repeats as one comment under the name that is shown, carries it, and follows what becomes of it', async () => {
  setting(await say('otters swim'), 'Mira')
  await shownInSlack('otters swim', 'Mira')
  expect(await comments()).toMatchObject({ total: 1, people: 1, comments: [{ author: { name: 'Mira' } }] })
  const kept = everythingIn(await inside.people.room('discord')).find((one) => wordsOf(one).includes('otters swim'))
  inside.discord.setting('proxyEdited', { message: kept?.id ?? '', text: 'otters dive' })
  await shownInSlack('otters dive', 'Mira')
  inside.discord.setting('messagesDeleted', { messages: [kept?.id ?? ''] })
  await eventually('nothing in Slack', async () => (await inSlack('otters dive')).length === 0)
  expect(await comments()).toMatchObject({ total: 0, people: 0 })
})

it('leaves one where both came while the bot was away', async () => {
  await inside.restart(async () => setting(await say('seals rest'), 'Noor'))
  await shownInSlack('seals rest', 'Noor')
  expect(await comments()).toMatchObject({ total: 1, comments: [{ author: { name: 'Noor' } }] })
})

it('leaves one where the app repeated it while the bot was away, after it was heard and carried', async () => {
  const original = await say('terns nest')
  await shownInSlack('terns nest', '')
  await inside.restart(async () => {
    setting(original, 'Noor')
    // What was only just said may not stand in its thread yet.
    inside.world.advance(120_000)
  })
  await shownInSlack('terns nest', 'Noor')
  expect(await comments()).toMatchObject({ total: 2, people: 1 })
})

it('lets whoever is shown do nothing else: what is asked in their name is asked by the person', async () => {
  const { store } = inside.bot()
  const ofOthers = (await store.range('')).filter(
    ({ key, value }) =>
      JSON.stringify([key, value]).includes('discord:shown:') &&
      !/^(?:comments|speakers?|outbox|said|followers?)/.test(key),
  )
  expect(ofOthers.map(({ key }) => key)).toEqual([])
  expect(inside.refusals()).toEqual([])
})
