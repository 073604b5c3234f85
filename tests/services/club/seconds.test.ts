import { expect, it } from 'vitest'
import type { Card } from '../../../src/chat/card.ts'
import { person, SOUTH, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const buttonOf = (card: Card): { label: string; action: string } => {
  const buttons = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
  const button = buttons.find(({ label }) => label.startsWith('I would read this'))
  return { label: button?.label ?? '', action: button && 'action' in button ? button.action : '' }
}
const press = async (club: TestClub, title: string, name: string) =>
  textOf(await club.click(buttonOf(await club.type(`show ${title}`)).action, [], person(name)))
const labelOf = async (club: TestClub, title: string) => buttonOf(await club.type(`show ${title}`)).label

async function turn(club: TestClub): Promise<void> {
  const vote = await club.type('vote', person('vera'))
  const menu = vote.blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))[0]
  await club.click(menu?.action ?? '', [menu?.options.at(-1)?.value ?? ''], person('vera'))
  club.clock.advance({ days: 7 })
  await club.all.tick()
}

const ballotTitles = async (club: TestClub) =>
  (await club.type('vote')).blocks.flatMap((block) =>
    block.kind === 'select' ? block.select.options.map(({ label }) => label) : [],
  )

it('says of a paper that one would read it, once each, counts it on its card, and takes it back', async () => {
  const club = await testClub()
  expect(await labelOf(club, 'magistral')).toBe('I would read this')
  expect(await press(club, 'magistral', 'ada')).toContain('you would read it; one person would so far')
  expect(await press(club, 'magistral', 'bo')).toContain('2 people would so far')
  expect(await labelOf(club, 'magistral')).toBe('I would read this (2)')
  expect(await press(club, 'magistral', 'ada')).toContain('1 other would read it')
  expect(await labelOf(club, 'magistral')).toBe('I would read this (1)')
})

it('puts first onto the next ballot what most would read, before other papers of the library', async () => {
  const club = await testClub()
  await press(club, 'magistral', 'ada')
  for (const name of ['ada', 'south:bo']) await press(club, 'memory mosaics', name)
  await turn(club)
  expect((await ballotTitles(club)).slice(0, 2)).toEqual(['Memory Mosaics', 'Magistral'])
})

it('asks no more for what was picked', async () => {
  const club = await testClub()
  await club.type('nominate magistral', person('ada'))
  await press(club, 'magistral', 'ada')
  club.clock.advance({ days: 7 })
  await club.all.tick()
  expect(await ballotTitles(club)).not.toContain('Magistral')
  const shown = await club.type('show magistral', person('ada'), SOUTH)
  expect(textOf(shown)).toContain('Paper of the week on')
  expect(buttonOf(shown).label).toBe('')
})
