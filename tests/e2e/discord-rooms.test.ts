/** Rooms of one Discord server, through the whole bot: several of them, wrong ones, ones that are deleted, a token refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRoomId, type RoomId } from '../../src/club/keys.ts'
import { type Inside, openInside } from './inside.ts'
import { eventually } from './people.ts'
import { wordsOf } from './words.ts'

const SERVER = '1180000000000000001'
const PAPERS = '1180000000000000101'
const RANDOM = '1180000000000000102'
const LATER = '1180000000000000150'
const room = (channel: string): RoomId => `discord:${SERVER}:${channel}`

let rooms: RoomId[] = [room(PAPERS), room(RANDOM)]
let inside: Inside
beforeAll(async () => {
  inside = await openInside({
    rooms: ({ slack }) => [...rooms, ...slack.rooms.filter(isRoomId)],
    prepare: ({ discord }) => discord.setting('channelCreated', { channel: LATER, name: 'readers', type: 0 }),
  })
})
afterAll(() => inside.close())

const channel = (id: string) => {
  const found = inside.discord.state().channels.find((one) => one.id === id)
  if (!found) throw new Error(`no channel ${id}`)
  return found
}
const posts = (id: string, words: string) => channel(id).messages.filter((one) => wordsOf(one).includes(words))
const inEach = (words: string, ids: string[], count: number) =>
  eventually(`“${words}” in ${ids.length} rooms`, () => ids.every((id) => posts(id, words).length === count))

describe('a club with two rooms in one Discord server', () => {
  it('F34 has its ballot in both, and in a corrected room minutes later', async () => {
    await inEach('What shall we read next?', [PAPERS, RANDOM], 1)
    await inside.restart(async () => {
      inside.world.advance(2 * 60_000)
      rooms = [room(PAPERS), room(LATER)]
    })
    await inEach('What shall we read next?', [PAPERS, LATER], 1)
    expect(posts(RANDOM, 'What shall we read next?')).toHaveLength(1)
  })

  it('F35 has its pick in both when Discord once refuses the token on the way', async () => {
    inside.world.addFault({ chat: 'discord', match: 'POST /channels', status: 401 })
    inside.world.addFault({ chat: 'discord', match: 'PATCH /channels', status: 401 })
    await inside.toNextPick()
    await inEach('Paper of the week', [PAPERS, LATER], 1)
    await eventually('a thread in both rooms', () => [PAPERS, LATER].every((id) => channel(id).threads.length === 1))
    expect((await inside.bot().health()).chats).toMatchObject({ discord: { state: 'ready' } })
  })

  it('forgets what was said in a thread that is deleted, and in a channel that is', async () => {
    const persona = await inside.people.id('discord', 1)
    const say = async (id: string, text: string) => {
      const thread = channel(id).threads[0]?.id ?? ''
      await inside.act('discord', { do: 'say', persona, channel: id, thread, text })
      await eventually(text, async () => JSON.stringify(await kept()).includes(text))
      return thread
    }
    const kept = () => inside.bot().store.range('')
    const thread = await say(PAPERS, 'said in the first room')
    await say(LATER, 'said in the second room')
    inside.discord.setting('threadDeleted', { thread })
    await eventually('the first is forgotten', async () => !JSON.stringify(await kept()).includes('in the first room'))
    expect(JSON.stringify(await kept())).toContain('said in the second room')
    inside.discord.setting('channelDeleted', { channel: LATER })
    await eventually('the second is forgotten', async () => !JSON.stringify(await kept()).includes('in the second'))
  })

  it('F36 goes on where the server has no room for threads', async () => {
    inside.discord.setting('threadsFull', true)
    await inside.toNextPick()
    await inEach('Paper of the week', [PAPERS], 2)
    await eventually('a ballot of the new week', () => posts(PAPERS, 'What shall we read next?').length > 0)
  })
})
