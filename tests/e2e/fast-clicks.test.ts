import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keys } from '../../src/club/keys.ts'
import { Votes } from '../../src/services/records.ts'
import { type Inside, openInside } from './inside.ts'
import { CHATS } from './people.ts'
import { controlOf, optionsOf, wordsOf } from './words.ts'

let inside: Inside
beforeAll(async () => {
  inside = await openInside()
})
afterAll(() => inside.close())

const CLICKS = 50

describe('one member who clicks and clicks', () => {
  it.each(CHATS)('F12 has one vote in %s, and it is the last one', async (chat) => {
    const { people } = inside
    const ballot = await people.ballot(chat)
    const persona = await people.id(chat, 1)
    const { id: channel } = await people.room(chat)
    const pressed = await people.click(chat, ballot, 'My vote', 1)
    const own = await people.settled(chat, pressed.message?.id ?? '')
    const titles = optionsOf(own)
    const chosen = Array.from({ length: CLICKS }, (_, index) => titles[(index * 3) % titles.length]?.value ?? '')
    const control = controlOf(own, 'Vote for one')
    const answers = await Promise.all(
      chosen.map((value) =>
        inside.act(chat, { persona, do: 'select', channel, message: own.id, control, values: [value] }),
      ),
    )
    expect(answers.map(({ error }) => error)).toEqual(chosen.map(() => undefined))

    const { store } = inside.bot()
    const votes = await Votes.range(store, keys.votes({ club: 'club', n: 1 }))
    const mine = votes.filter(({ key }) => key.endsWith(persona))
    expect(mine.map(({ value }) => value.numbers)).toEqual([[Number(chosen.at(-1))]])
    const voted = votes.length === 1 ? '1 person has voted' : `${votes.length} people have voted`
    await people.ballot(chat, (open) => wordsOf(open).includes(voted))
  })

  it('F12 counts once in each chat, as two people until their accounts are linked', async () => {
    const { round, tally } = await (await inside.bot().services.of(inside.rooms.slack)).rounds.voting()
    expect(tally.voters).toBe(2)
    const approvals = round.candidates.map(({ paper }) => tally.approvals[paper] ?? 0)
    expect(approvals.reduce((sum, count) => sum + count, 0)).toBe(2)
    expect(inside.refusals()).toEqual([])
  })
})
