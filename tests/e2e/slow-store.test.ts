import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keys } from '../../src/club/keys.ts'
import { Votes } from '../../src/services/records.ts'
import { type Inside, openInside } from './inside.ts'
import { CHATS, eventually } from './people.ts'
import { candidatesOf, wordsOf } from './words.ts'

const STALL = 10_000

let inside: Inside
let stall = 0
beforeAll(async () => {
  inside = await openInside({
    delay() {
      const now = stall
      stall = 0
      return now
    },
  })
})
afterAll(() => inside.close())

describe('a store that stands still for ten seconds', () => {
  it('F16 F17 keeps the votes: both chats are answered in time, and the voters told once it is back', async () => {
    const { people } = inside
    const ballots = await Promise.all(
      CHATS.map(async (chat) => {
        const ballot = await people.ballot(chat)
        const persona = await people.id(chat, 1)
        const { id: channel } = await people.room(chat)
        const control = candidatesOf(ballot)[0]?.control ?? ''
        return { chat, persona, channel, ballot, control }
      }),
    )
    const bystander = { persona: await people.id('slack', 2), channel: ballots[1]?.channel ?? '' }
    const typing = { persona: await people.id('discord'), channel: ballots[0]?.channel ?? '' }

    stall = STALL
    const [completed, looked, ...voted] = await Promise.all([
      inside.act('discord', { ...typing, do: 'complete', text: '/paper show paper:magis' }),
      inside.act('slack', { ...bystander, do: 'command', text: '/paper vote' }),
      ...ballots.map(({ chat, persona, channel, ballot, control }) =>
        inside.act(chat, { persona, do: 'click', channel, message: ballot.id, control }),
      ),
    ])
    expect(completed.choices ?? []).toEqual([])
    expect(completed.error).toBeUndefined()
    expect(looked.error).toBeUndefined()
    expect(voted.map(({ error }) => error)).toEqual([undefined, undefined])
    expect(voted[0]?.message).toMatchObject({ state: 'thinking', onlyFor: ballots[0]?.persona })

    for (const { chat, persona, control } of ballots) {
      await eventually(`what the voter is told in ${chat}`, async () => {
        const { messages } = await people.room(chat)
        return messages.some((message) => message.onlyFor === persona && wordsOf(message).includes('You voted for'))
      })
      const votes = await Votes.range(inside.bot().store, keys.votes({ club: 'club', n: 1 }))
      expect(votes.find(({ key }) => key.endsWith(persona))?.value.numbers).toEqual([Number(/\d+$/.exec(control)?.[0])])
      await people.ballot(chat, (open) => wordsOf(open).includes('2 people have voted'))
    }
    await eventually('the look-up', async () => {
      const { messages } = await people.room('slack')
      return messages.some(({ onlyFor }) => onlyFor === bystander.persona)
    })
  })

  it('F16 threw nothing on the way, and completes again', async () => {
    expect(inside.log.filter((line) => /"level":(40|50)/.test(line))).toEqual([])
    const { choices } = await inside.act('discord', {
      persona: await inside.people.id('discord'),
      do: 'complete',
      channel: (await inside.people.room('discord')).id,
      text: '/paper show paper:magis',
    })
    expect(choices?.map(({ name }) => name)).toContain('Magistral')
    expect(inside.refusals()).toEqual([])
  })
})

describe('a store that is gone', () => {
  it('F17 is said to be our fault, to the caller alone, and health knows it', async () => {
    await inside.bot().store.close()
    for (const chat of CHATS) {
      const answer = await inside.people.type(chat, '/paper vote', 2)
      expect(wordsOf(answer)).toContain('That is our fault')
      expect(answer.onlyFor).toBe(await inside.people.id(chat, 2))
    }
    expect((await inside.bot().health()).problems).toEqual([expect.stringContaining('The store cannot be read')])
  })
})
