import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { person, press, runTo, type TestClub, testClub, textOf } from '../fakes/club.ts'
import { digest, entry } from '../library/digests.ts'
import { addDigest } from '../services/library/add-digest.ts'

const [olga, anna] = [person('north:olga'), person('north:anna')]
const seeds = mkdtempSync(join(tmpdir(), 'lectern-no-seeds-'))
afterAll(() => rmSync(seeds, { recursive: true }))

const plain = (value: unknown) => textOf(value).replaceAll(/\s+/g, ' ')
const sayer = (club: TestClub) => async (text: string) => plain(await club.type(text, olga))

async function clubWith(...titles: string[]): Promise<TestClub> {
  const club = await testClub()
  const papers = titles.map((title) => entry(title))
  await addDigest(club.store, 'club', digest('ours', '2026-11-01', papers))
  await club.all.tick()
  return club
}

it('a group that has paused is told nowhere that voting closes', async () => {
  const club = await testClub()
  const say = sayer(club)
  await say('club pause')
  for (const look of ['week', 'results', 'vote']) {
    expect(await say(look)).toContain('The club has paused, so voting stays open until it goes on.')
    expect(await say(look)).not.toContain('Voting closes')
  }
  await say('club set voting:hidden')
  expect(await say('results')).not.toContain('2026-11-23')
})

it('a ballot with nothing on it has no button to vote, and says what to do', async () => {
  const say = sayer(await testClub({ seeds }))
  expect(await say('week')).toContain('Nothing is on the ballot yet. Nominate a paper')
  expect(await say('week')).not.toContain('vote:mine')
})

it('what is new is since the last pick only where there was one', async () => {
  const club = await clubWith('On Newts')
  const say = sayer(club)
  await say('club list papers:"Unheard of"')
  expect(await say('digest week')).toContain('New in the library')
  await club.type('nominate "On Newts"', anna)
  await runTo(club, '2026-11-23T08:00:00Z')
  club.clock.advance({ hours: 1 })
  await say('club list more:"Unheard of as well"')
  expect(await say('digest week')).toContain('New since the last pick')
})

it('lists that are cut off say how many more there are', async () => {
  const club = await testClub()
  const say = sayer(club)
  expect(await say('random nothing')).toMatch(/There are: .* and \d+ more\./)
  for (let nth = 0; nth < 12; nth++) {
    await addDigest(club.store, 'club', digest(`list ${nth}`, '2026-11-01', [entry(`Paper ${nth}`)]))
  }
  await club.all.tick()
  expect(await say('digest nothing')).toMatch(/There are: .* and \d+ more\./)
})

it('help knows the words that several commands begin with', async () => {
  const say = sayer(await testClub())
  const club = await say('help club')
  expect(club).toContain('/paper club text It goes on with one of these')
  expect(club).toContain('/paper club set Change how')
  expect(club).not.toContain('/paper nominate')
  expect(await say('help clubb')).toContain('There is no /paper clubb')
})

it('a skip says when the next pick comes, and one that was taken back says that it comes already', async () => {
  const club = await testClub()
  const asked = await club.type('club skip', olga)
  expect(plain(asked)).toContain('the next one comes 2026-11-30T08:00:00Z moment . This ballot stays open, and says so')
  const skipped = await press(club, asked, 'Skip it', olga)
  await press(club, skipped, 'Take it back', olga)
  expect(plain(await press(club, skipped, 'Take it back', olga))).toContain(
    'The next pick comes 2026-11-23T08:00:00Z moment already.',
  )
})

it('a paper that is named twice is read once', async () => {
  const club = await clubWith('On Newts', 'On Owls', 'On Bats')
  const say = sayer(club)
  await club.type('nominate "On Newts"', anna)
  await runTo(club, '2026-11-23T08:00:00Z')
  await say('club veto reason:"Too long." paper:"On Owls; On Owls; optional: On Owls; On Bats"')
  expect(await say('history')).toContain('On Owls ; On Bats')
  // A long one may be on a list twice.
  expect(await say('club list papers:"On Newts; On Newts"')).toContain('1. On Newts 2. On Newts')
})

it('a list that is emptied says what is so, and an empty one that nothing was changed', async () => {
  const say = sayer(await clubWith('On Newts'))
  expect(await say('club list papers:none')).toContain('Nothing was changed text There is no list.')
  await say('club list papers:"On Newts"')
  expect(await say('club list papers:none')).toContain('Changed. The list text There is no list.')
})
