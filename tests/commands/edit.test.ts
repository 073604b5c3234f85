import { beforeEach, expect, it } from 'vitest'
import { person, press, type TestClub, testClub, textOf } from '../fakes/club.ts'
import { digest, entry } from '../library/digests.ts'
import { addDigest } from '../services/library/add-digest.ts'

const olga = person('north:olga')

let club: TestClub

beforeEach(async () => {
  club = await testClub()
  await addDigest(
    club.store,
    'club',
    digest('ours', '2026-11-01', [
      entry('On Newts', { arxivId: '2401.00001' }),
      entry('On Owls'),
      entry('On Bats', { authors: ['Ada Lovelace'], date: '2024' }),
      entry('On Bats', { authors: ['Carl Linnaeus'], date: '1758' }),
      entry('Magistral'),
    ]),
  )
  await club.all.tick()
})

const say = async (text: string) => textOf(await club.type(text, olga)).replaceAll(/\s+/g, ' ')
const library = async () => (await club.all.of('north:g1:c1')).catalogue
const named = async (title: string) => (await (await library()).find(`"${title}"`, 9)).papers.map(({ id }) => id)

it.each([
  ['title:"on newts"', 'On Newts'],
  ['link:https://arxiv.org/abs/2401.00001v2', 'On Newts'],
])('what would make a paper one with another changes nothing before somebody merges them: %s', async (fact, other) => {
  const before = await (await library()).resolve('On Owls')
  const asked = await club.type(`edit "On Owls" ${fact}`, olga)
  expect(textOf(asked).replaceAll(/\s+/g, ' ')).toContain(`On Owls would become one paper with ${other}`)
  expect(textOf(asked)).toContain('Nothing was changed')
  expect(await (await library()).get(before.id)).toEqual(before)

  expect(textOf(await press(club, asked, 'Merge the two', person('eve')))).toContain('Only organisers')
  const merged = textOf(await press(club, asked, 'Merge the two', olga)).replaceAll(/\s+/g, ' ')
  expect(merged).toMatch(/On (Owls|Newts) and On (Owls|Newts) are one paper now/)
  const now = await (await library()).get(before.id)
  expect(now?.id).toBe((await (await library()).resolve('2401.00001')).id)
  // Now it is its own title.
  expect(await say(`edit "${now?.title}" title:"On Newts"`)).toContain('On Newts is corrected')
})

it('people and a date that make one work of two of one title are no correction without a word', async () => {
  expect(await named('On Bats')).toHaveLength(2)
  expect(await say('edit "On Bats Linnaeus" people:"Ada Lovelace" date:2024')).toContain('would become one paper with')
  expect(await named('On Bats')).toHaveLength(2)
})

it('a title of another work that is known to be two stays allowed', async () => {
  const said = await say('edit "On Owls" title:"On Newts" link:https://arxiv.org/abs/2402.00002')
  expect(said).toContain('On Newts is corrected')
  expect(await named('On Newts')).toHaveLength(2)
})

it('a correction that would part what the club added from a shipped paper is refused, and says why', async () => {
  const before = await (await library()).resolve('Magistral')
  expect(await say('edit Magistral title:"The Magistral Report"')).toContain('Nothing was changed')
  expect(await (await library()).resolve('Magistral')).toEqual(before)
  expect((await (await library()).entries(before.id)).map(({ paper }) => paper.title)).toContain('Magistral')
})
