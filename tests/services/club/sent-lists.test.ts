import { beforeEach, expect, it } from 'vitest'
import { person, postNow, press, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('north:olga')
const anna = person('north:anna')

let club: TestClub

beforeEach(async () => {
  club = await testClub({ address: null })
})

it('without a web a member is sent what was read as the file that they ask for', async () => {
  const offered = await club.type('club export', anna)
  expect(textOf(await press(club, offered, 'CSV', anna))).toContain('The club has read nothing yet')
  expect(club.north.handed).toEqual([])
  await postNow(club)
  club.clock.advance({ days: 12 })
  const title = club.north.posts.find(({ key }) => key.startsWith('pick.'))?.card.title.replace(/^.*?: /, '') ?? ''
  const forms = ['Markdown table', 'CSV', 'BibTeX', 'RIS', 'CSL-JSON']
  for (const form of forms)
    expect(textOf(await press(club, offered, form, anna))).toContain('The file is in your conversation with the bot')
  expect(club.north.handed.map(({ account, name }) => [account, name])).toEqual(
    ['md', 'csv', 'bib', 'ris', 'json'].map((ending) => [anna.account, `history.${ending}`]),
  )
  // BibTeX writes a title in braces.
  for (const { text } of club.north.handed) expect(text.replaceAll(/[{}]/g, '')).toContain(title)
  expect(textOf(await club.click('club export:list:exe', [], anna))).toContain('There is no such file')
})

it('organisers, and they alone, are sent all that is kept', async () => {
  expect(textOf(await club.type('club export', anna))).not.toContain('Send me all that is kept')
  expect(textOf(await club.click('club export:all:', [], anna))).toContain('Only organisers')
  expect(club.north.handed).toEqual([])
  await press(club, await club.type('club export', olga), 'Send me all that is kept', olga)
  expect(club.north.handed.map(({ name }) => name)).toEqual(['reading-group.jsonl'])
})
