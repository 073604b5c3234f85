import { expect, it } from 'vitest'
import { ChatFailure } from '../../../src/chat/failure.ts'
import { keys } from '../../../src/club/keys.ts'
import { person, press, runTo, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const [olga, ada, bo] = [person('olga'), person('ada'), person('bo')]

/** What somebody was told alone. */
const toldTo = (club: TestClub, who: string) =>
  club.north.posts
    .filter(({ room, card }) => room === `north:direct:${who}` && card.title !== 'From now on')
    .map(({ card }) => textOf(card))

async function asked(club: TestClub, ...people: (typeof ada)[]): Promise<void> {
  for (const one of people) await press(club, await club.type('vote', one), 'Remind me to vote', one)
}

it('who asked for it is told that they have not voted: a day before, alone, once a ballot, and nobody else is', async () => {
  const club = await testClub()
  await asked(club, ada, bo)
  await someVote(club, bo)
  // The ballot closes on Monday at 09:00 in Berlin.
  await runTo(club, '2026-11-22T07:00:00Z')
  expect([...toldTo(club, 'ada'), ...toldTo(club, 'bo')]).toEqual([])
  await runTo(club, '2026-11-22T08:00:00Z')
  expect(toldTo(club, 'ada')).toHaveLength(1)
  expect(toldTo(club, 'ada')[0]).toMatch(/You have not voted yet.*2026-11-23T08:00:00Z.*To the ballot/)
  expect(toldTo(club, 'bo')).toEqual([])
  await runTo(club, '2026-11-29T09:00:00Z')
  expect([toldTo(club, 'ada').length, toldTo(club, 'bo').length]).toEqual([2, 1])
  expect(toldTo(club, 'olga')).toEqual([])
})

it('that is taken back with the same button, and with all else when somebody is forgotten', async () => {
  const club = await testClub()
  await asked(club, ada, bo)
  const off = await press(club, await club.type('vote', ada), 'Do not remind me to vote', ada)
  expect(textOf(off)).toContain('Remind me to vote')
  await press(club, await club.type('me forget', bo), 'Forget me', bo)
  expect(await club.store.range(keys.nudges('club'))).toEqual([])
  await runTo(club, '2026-11-22T12:00:00Z')
  expect([...toldTo(club, 'ada'), ...toldTo(club, 'bo')]).toEqual([])
})

it.each([
  ['in the daytime where a ballot closes at night', 'club set time:03:00 weekday:Tuesday', '2026-11-23T08:00:00Z'],
  [
    'before a break',
    'club calendar days:Friday time:18:00 break:"2026-11-19 to 2026-11-19 feast"',
    '2026-11-18T17:00:00Z',
  ],
])('it comes %s', async (_when, setting, at) => {
  const club = await testClub()
  await club.type(setting, olga)
  await asked(club, ada)
  await runTo(club, Temporal.Instant.from(at).subtract({ hours: 1 }).toString())
  expect(toldTo(club, 'ada')).toEqual([])
  await runTo(club, at)
  expect(toldTo(club, 'ada')).toHaveLength(1)
})

it('whoever the chat does not let the bot write to is not promised it, and told where it ends', async () => {
  const club = await testClub()
  const refuse = () =>
    club.north.failures.push({ failure: new ChatFailure('forbidden', 'no', 'they take no messages'), after: false })
  refuse()
  const first = await press(club, await club.type('vote', ada), 'Remind me to vote', ada)
  expect(textOf(first)).toContain('nothing was switched on')
  expect(await club.store.range(keys.nudges('club'))).toEqual([])
  await asked(club, ada)
  refuse()
  await runTo(club, '2026-11-22T08:00:00Z')
  expect(toldTo(club, 'ada')).toEqual([])
  expect(textOf(await club.type('club show', ada))).toMatch(/Your reminder to vote in .* was refused/)
  expect(await club.store.range(keys.nudges('club'))).toEqual([])
})

it('one that would come when the ballot closes is dropped', async () => {
  const club = await testClub()
  await asked(club, ada)
  club.north.state = 'failing'
  await runTo(club, '2026-11-22T08:00:00Z')
  club.clock.advance({ hours: 24 })
  club.north.state = 'ready'
  await club.all.tick()
  await club.all.idle()
  expect(toldTo(club, 'ada')).toEqual([])
})

it('whoever votes just before it leaves is not told', async () => {
  const club = await testClub()
  await asked(club, ada)
  club.north.state = 'failing'
  await runTo(club, '2026-11-22T08:00:00Z')
  club.north.state = 'ready'
  await someVote(club, ada)
  await runTo(club, '2026-11-22T09:00:00Z')
  expect(toldTo(club, 'ada')).toEqual([])
})
