import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Inside, openInside } from './inside.ts'
import { eventually, type People } from './people.ts'
import { wordsOf } from './words.ts'

let inside: Inside
let people: People
beforeAll(async () => {
  inside = await openInside({ limitedHistory: true })
  people = inside.people
})
afterAll(() => inside.close())

const MINUTE = 60_000
const readings = () => inside.slack.requests().filter(({ method, ok }) => method === 'conversations.replies' && ok)
const discussion = async () => wordsOf(await people.type('slack', '/paper discuss'))
const total = async () => Number(/(\d+) comments? by/.exec(await discussion())?.[1] ?? 0)

async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    inside.world.advance(MINUTE)
    await inside.bot().tick()
  }
}

it('opens the thread of a pick, though history is read once a minute', async () => {
  await inside.toNextPick()
  const pick = await people.posted('slack', 'Paper of the week:')
  await eventually('the opening', async () => {
    await pass(1)
    const [room] = (await inside.chats()).slack.channels
    return room?.threads.some(({ parent, messages }) => parent === pick.id && messages.length > 0)
  })
  await pass(3)
})

it('F33 misses none of 400 comments that were written in 24 hours, 28 minutes after it is back, and answers and posts meanwhile', async () => {
  const thread = await people.thread('slack', await people.posted('slack', 'Paper of the week:'))
  const { id: channel } = await people.room('slack')
  const personas = (await inside.chats()).slack.personas.map(({ id }) => id)
  await inside.restart(async () => {
    for (let n = 1; n <= 400; n++) {
      const persona = personas[n % 3] ?? ''
      await inside.act('slack', { do: 'say', persona, channel, thread, text: `missed ${n}` })
    }
    inside.world.advance(24 * 60 * MINUTE)
  })
  await inside.bot().tick()
  let before = readings().length
  await eventually('the first page', async () => (await total()) > 0)
  for (let minute = 1; minute <= 28; minute++) {
    before = readings().length
    inside.world.advance(MINUTE)
    await inside.bot().tick()
    await eventually(`the page of minute ${minute}`, async () => readings().length > before)
    if (minute !== 14) continue
    const half = await total()
    expect(half).toBeGreaterThan(150)
    expect(half).toBeLessThan(250)
    const ballot = await people.ballot('slack')
    const told = await people.click('slack', ballot, 'My vote')
    expect(told.error).toBeUndefined()
  }
  expect(await eventually('all of them', async () => (await total()) >= 400)).toBe(true)
  expect(await total()).toBe(400)
  const refused = inside.slack.requests().filter(({ error }) => error === 'ratelimited')
  expect(refused).toEqual([])
})
