import { describe, expect, it } from 'vitest'
import type { Card } from '../../../src/chat/card.ts'
import { codeFrom, person, press, SOUTH, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('north:olga')
const ada = person('ada', true)
const stan = person('south:stan', true)

const buttonsOf = ({ blocks }: Card) =>
  blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons.map(({ label }) => label) : []))

/** A club that was made in the chat and deleted, with one more channel. */
async function deletedClub(): Promise<TestClub> {
  const bot = await testClub({ found: false })
  await bot.type('club start name:Birds', ada)
  await bot.type(`club join ${await codeFrom(bot, ada)}`, stan, SOUTH)
  await bot.type('nominate "alignment faking in large"', ada)
  await press(bot, await bot.type('club delete', ada), 'Delete it', ada)
  return bot
}

describe('a command that asks first refuses at once, with the remedy, what it would refuse afterwards', () => {
  it.each(['club leave', 'club delete'])('%s where the configuration declares the club', async (command) => {
    const asked = await (await testClub()).type(command, olga)
    expect(textOf(asked)).toContain('ask them to change CLUB_ROOMS')
    expect(buttonsOf(asked)).toEqual([])
  })

  it('remove, of a paper that stands in a digest that ships', async () => {
    const asked = await (await testClub()).type('remove "alignment faking in large"', olga)
    expect(textOf(asked)).toContain('stands in a digest that ships with the bot')
    expect(buttonsOf(asked)).toEqual([])
  })

  it.each(['club leave', 'club post', 'club skip', 'remove "alignment faking in large"'])(
    '%s where the club is deleted',
    async (command) => {
      const asked = await (await deletedClub()).type(command, ada)
      expect(textOf(asked)).toMatch(/“Birds” is deleted, so nothing is changed.*club restore/)
      expect(buttonsOf(asked)).toEqual([])
    },
  )

  it('club delete where the club is deleted already', async () => {
    const asked = await (await deletedClub()).type('club delete', ada)
    expect(textOf(asked)).toContain('stands still from now on')
    expect(buttonsOf(asked)).toEqual(['Keep the group'])
  })
})
