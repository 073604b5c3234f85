import { beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../../src/chat/card.ts'
import type { RoomId } from '../../../src/club/keys.ts'
import { NORTH, person, settings, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const THERE: RoomId = 'north:g2:c1'
const ada = person('ada')
const olga = person('olga')

let club: TestClub
beforeEach(async () => {
  club = await testClub()
  await club.all.found({ ...settings, id: 'other', rooms: [THERE], organisers: ['north:olga'] })
  await club.all.tick()
  await club.type('nominate magistral', ada, THERE)
  await club.click('vote:cast:ballot.other.1', ['1'], person('bo'), THERE)
  await club.type('suggest paper:magistral idea:A line of the other club', ada, THERE)
})

/** All that the other club keeps of its round and votes. */
const other = async () =>
  JSON.stringify(
    await Promise.all(['rounds/other/', 'votes/other/', 'clubs/other'].map((prefix) => club.store.range(prefix))),
  )
const labels = (card: Card) => card.blocks.flatMap((block) => (block.kind === 'select' ? block.select.options : []))

describe('two clubs in one store', () => {
  it.each([
    ['vote:cast:ballot.other.1', ['2']],
    ['vote:change:ballot.other.1', ['2']],
    ['vote:clear:ballot.other.1', []],
    ['vote:mine:ballot.other.1', []],
    ['results:open:ballot.other.1', []],
    ['withdraw:take:ballot.other.1/6', []],
    ['club post:confirm:ballot.other.1', []],
  ])('“%s” from the other club is not found, and nothing changes there', async (action, values) => {
    const before = await other()
    for (const caller of [ada, olga, person('bo')]) {
      const said = textOf(await club.click(action, values, caller, NORTH))
      expect(said).toMatch(/not a ballot of this reading group|Only organisers/)
    }
    expect(await other()).toBe(before)
  })

  it('an idea line that waits in the other club cannot be settled here', async () => {
    const card = await club.type('club ideas', olga, THERE)
    const [accept] = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    const action = accept && 'action' in accept ? accept.action : ''
    expect(textOf(await club.click(action, [], olga, NORTH))).toContain('waits no longer')
    expect(textOf(await club.type('club ideas', olga, THERE))).toContain('A line of the other club')
  })

  it('votes of one count nowhere else, and each week turns by itself', async () => {
    expect(textOf(await club.type('results', ada, NORTH))).toContain('0 people voted')
    expect(textOf(await club.type('results', ada, THERE))).toContain('2 people voted')
    club.clock.advance({ days: 7 })
    await club.all.tick()
    expect(textOf(await club.type('results', ada, THERE))).toContain('Picked:')
    expect(textOf(await club.type('results', ada, NORTH))).toContain('The count so far')
    expect(labels(await club.type('vote', ada, NORTH))).toHaveLength(5)
  })
})
