import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Inside, openInside } from './inside.ts'
import { eventually, type People } from './people.ts'
import { wordsOf } from './words.ts'

let inside: Inside
let people: People
beforeAll(async () => {
  inside = await openInside({
    prepare: ({ world }) => world.addFault({ chat: 'discord', match: 'PUT /applications', status: 403, times: 1_000 }),
  })
  people = inside.people
})
afterAll(() => inside.close())

describe('when Discord does not take the commands', () => {
  it('F29 log and health say so', async () => {
    expect(await inside.bot().health()).toMatchObject({
      chats: {
        discord: { detail: expect.stringContaining('Discord did not take the commands') },
        slack: { detail: null },
      },
    })
    expect(inside.log.filter((line) => line.includes('did not take the commands'))).toHaveLength(1)
  })

  it('F29 the ballot reaches Discord, and look-ups and votes work in both chats', async () => {
    expect(wordsOf(await people.type('slack', '/paper find alignment faking'))).toContain('Alignment Faking')
    const [title = ''] = wordsOf(await people.ballot('discord')).match(/(?<=1\. \*\*)[^*]{20}/) ?? []
    expect(wordsOf(await people.vote('discord', title, 1))).toContain('You voted for')
    expect(wordsOf(await people.vote('slack', title, 1))).toContain('You voted for')
    await people.ballot('discord', (ballot) => wordsOf(ballot).includes('2 votes'))
  })

  it('F29 the week goes on in both', async () => {
    await inside.toNextPick()
    for (const chat of ['discord', 'slack'] as const) await people.posted(chat, 'Paper of the week')
    const pick = await people.posted('discord', 'Paper of the week')
    expect(wordsOf((await people.click('discord', pick, 'More')).message)).toContain('Seen in')
  })
})

describe('a ballot that a moderator has deleted', () => {
  it('F29 does not stop the start, and the week goes on', async () => {
    const deleted = await people.ballot('discord')
    inside.discord.setting('messagesDeleted', { messages: [deleted.id] })
    await inside.restart()
    expect((await inside.chats()).discord.connected).toBe(true)

    const open = await people.ballot('slack')
    expect(wordsOf(await people.type('slack', '/paper vote', 1))).toContain('Your vote')
    const [title = ''] = wordsOf(open).match(/(?<=1\. )[^(*]{20}/) ?? []
    expect(wordsOf(await people.vote('slack', title, 1))).toContain('You voted for')

    await inside.toNextPick()
    for (const chat of ['discord', 'slack'] as const) {
      await eventually(`two picks in ${chat}`, async () => {
        const { messages } = await people.room(chat)
        return messages.filter((message) => wordsOf(message).includes('Paper of the week:')).length === 2
      })
      expect((await people.ballot(chat)).id).not.toBe(deleted.id)
    }
    expect(inside.log.filter((line) => /"level":50/.test(line) && !line.includes('commands'))).toEqual([])
  })
})
