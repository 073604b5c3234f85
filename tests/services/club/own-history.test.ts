import { expect, it } from 'vitest'
import { person, runTo, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('olga')

const say = async (club: TestClub, text: string) => textOf(await club.type(text, olga))
const take = async (club: TestClub, text: string) => (await club.all.of('north:g1:c1')).meetings.remember(text)

async function exported(club: TestClub): Promise<string> {
  await say(club, 'club subscribe names:yes links:yes')
  const [, id = '', token = ''] =
    /calendar\/([^/]+)\/([\w-]+)\.ics/.exec(await say(club, 'club subscribe names:yes links:yes')) ?? []
  return (await club.all.readingList({ club: id, token, ending: 'csv' }))?.text ?? ''
}

/** How often each paper stands in what a club has read. */
async function listed(club: TestClub): Promise<string[]> {
  const { blocks } = await club.type('history weeks:25', olga)
  return blocks.flatMap((block) =>
    block.kind === 'list' || block.kind === 'table' ? block.items.map((item) => textOf(item)) : [],
  )
}

/** A club that met twice on two days by rules of its own, on one of which it chose, and on another day without a vote. */
async function met(): Promise<TestClub> {
  const club = await testClub()
  await say(club, 'club calendar days:"Thu 09:00; methods: Thu 18:00; tools: first Tue 12:00" from:2026-11-26')
  await say(club, 'meeting edit date:"2026-11-26 18:00" people:"presenter: Ada" links:"slides https://a.example/s"')
  await say(club, 'meeting edit date:"2026-12-03 09:00" papers:"Queues at Sea; optional: Queues Ashore"')
  await say(club, 'meeting edit date:2026-12-01 kind:social topic:Skittles')
  for (const at of ['11-26T08', '11-26T17', '12-03T08', '12-03T17']) {
    await someVote(club)
    await runTo(club, `2026-${at}:00:00Z`)
  }
  await runTo(club, '2026-12-04T12:00:00Z')
  return club
}

it('its own history is known to a club of several tracks and two meetings a day', async () => {
  const club = await met()
  const [before, list] = [await exported(club), await listed(club)]
  expect(list.length).toBeGreaterThan(3)
  const again = await take(club, before)
  expect(again).toMatchObject({ taken: 0, undated: [] })
  expect(await exported(club)).toBe(before)
  expect(await listed(club)).toEqual(list)
})

it('a club that began takes the history of another one, and has the same', async () => {
  const text = await exported(await met())
  const other = await testClub({ now: '2026-12-04T12:00:00Z' })
  await take(other, text)
  expect(await exported(other)).toBe(text)
  expect(await take(other, text)).toMatchObject({ taken: 0 })
  expect(await exported(other)).toBe(text)
})

it('a club that never meets knows the days of its picks', async () => {
  const club = await testClub()
  await someVote(club)
  await runTo(club, '2026-11-23T08:00:00Z')
  await runTo(club, '2026-11-24T08:00:00Z')
  const [text, list] = [await exported(club), await listed(club)]
  expect(await take(club, text)).toMatchObject({ taken: 0, known: 1 })
  expect(await listed(club)).toEqual(list)
  expect(await exported(club)).toBe(text)
})
