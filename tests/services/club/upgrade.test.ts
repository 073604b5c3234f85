import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { z } from 'zod'
import type { Card } from '../../../src/chat/card.ts'
import { openStore } from '../../../src/store/open.ts'
import { person, SOUTH, type TestClub, testClub, textOf } from '../../fakes/club.ts'

/** What the version before candidates had numbers wrote: a week that is read, and an open ballot with votes from both chats. */
const WRITTEN = new URL('fixtures/before-numbers.json', import.meta.url)
const FAKING = 'p82mttm8'
const ada = person('ada')
const bo = person('south:bo')

async function upgraded(): Promise<TestClub> {
  const store = await openStore('memory:')
  for (const [key, value] of Object.entries(
    z.record(z.string(), z.json()).parse(JSON.parse(await readFile(WRITTEN, 'utf8'))),
  )) {
    await store.put(key, value)
  }
  return testClub({ store, now: '2026-11-25T12:30:00Z', found: false })
}

const results = async (club: TestClub) => textOf(await club.type('results'))
const optionsOf = (card: Card) => card.blocks.flatMap((block) => (block.kind === 'select' ? block.select.options : []))

it('goes on with votes, counts and picks that the version before has kept', async () => {
  const club = await upgraded()
  expect(await results(club)).toContain('Picked: Magistral')
  expect(await results(club)).toContain('Alignment Faking In Large Language Models  — 2 votes')
  expect(textOf(await club.type('vote'))).toMatch(/You voted for: list .*Alignment Faking/)
  club.clock.set('2026-11-30T08:01:00Z')
  await club.all.tick()
  expect(club.north.posts.at(-2)?.card.title).toBe('Paper of the week: Alignment Faking In Large Language Models')
})

it('takes a click on a menu that the version before has posted', async () => {
  const club = await upgraded()
  await club.click('vote:cast:ballot.club.2', [FAKING], person('cy'))
  expect(await results(club)).toContain('Alignment Faking In Large Language Models  — 3 votes')
  expect(textOf(await club.click(`withdraw:take:${FAKING}`, [], ada))).toContain('Withdrawn')
})

it('F42 does not count the votes of before for what is withdrawn and nominated again', async () => {
  const club = await upgraded()
  await club.type('withdraw alignment faking in large language models', ada)
  await club.type('nominate alignment faking in large language models', ada)
  expect(await results(club)).toContain('Alignment Faking In Large Language Models  — 0 votes')
  const again = optionsOf(await club.type('vote', bo, SOUTH)).filter(({ selected }) => selected)
  expect(again).toEqual([])
})
