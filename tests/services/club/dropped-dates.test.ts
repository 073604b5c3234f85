import { beforeEach, expect, it } from 'vitest'
import { person, press, runTo, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('olga')
const anna = person('anna')

let club: TestClub

beforeEach(async () => {
  club = await testClub()
  await say('club calendar days:"Mon 10:00 and Thu 14:00"')
})

const plain = (value: unknown) => textOf(value).replaceAll(/\s+/g, ' ')
const say = async (text: string, who = olga) => plain(await club.type(text, who))
const told = () => plain(club.north.posts.findLast(({ card }) => card.title === 'The dates have changed')?.card)

async function exported(): Promise<string> {
  const [, id = '', token = ''] = /calendar\/([^/]+)\/([\w-]+)\.ics/.exec(await say('club subscribe')) ?? []
  return (await club.all.readingList({ club: id, token, ending: 'csv' }))?.text ?? ''
}

/** Which papers were planned for what the club does not meet for any more. */
const SAID = '“Queues at Sea” was planned for 2026-11-30, on which there is no such meeting now'

it.each([
  ['a rule that goes', 'club calendar days:"Thu 14:00"'],
  ['a break', 'club calendar break:"2026-11-27 to 2026-12-02 away"'],
  ['a last day', 'club calendar until:2026-11-28'],
  ['single dates', 'club calendar days:"single dates"'],
  ['a cancelled date', 'meeting cancel date:2026-11-30'],
])('what is planned for a date that does not take place is told, and never as read: %s', async (_, change) => {
  await say('meeting edit date:2026-11-30 papers:"Queues at Sea"')
  expect(await say(change)).toContain(SAID)
  await club.all.idle()
  expect(told()).toContain(SAID)
  expect(await say('meeting show', anna)).toContain(SAID)
  for (const day of ['26', '29', '30']) {
    await someVote(club)
    await runTo(club, `2026-11-${day}T14:00:00Z`)
  }
  await runTo(club, '2026-12-04T14:00:00Z')
  expect(await say('meeting show', anna)).not.toContain('Queues at Sea')
  expect(await say('history', anna)).not.toContain('Queues at Sea')
  expect(await say('show Queues at Sea', anna)).not.toMatch(/was read|has read/)
  expect(await exported()).not.toContain('Queues at Sea')
  expect(await say('nominate paper:"Queues at Sea"', anna)).not.toContain('has read')
})

it('an added date that is cancelled is not told as read, nor a social one as held, unless that is taken back', async () => {
  await say('meeting add date:2026-11-24 time:18:00')
  await say('meeting edit date:2026-11-24 papers:"Queues at Sea"')
  await say('meeting add date:2026-11-25 time:18:00')
  await say('meeting edit date:2026-11-25 kind:social topic:Skittles')
  const cancelled = await club.type('meeting cancel date:2026-11-24', olga)
  expect(plain(cancelled)).toContain('“Queues at Sea” was planned for 2026-11-24')
  await say('meeting cancel date:2026-11-25')
  await press(club, cancelled, 'Take it back', olga)
  expect(await say('meeting show', anna)).toMatch(/2026-11-24T17:00:00Z moment — Queues at Sea/)
  await say('meeting cancel date:2026-11-24')
  await runTo(club, '2026-12-04T14:00:00Z')
  expect(await say('history', anna)).not.toContain('Queues at Sea')
  expect(await exported()).not.toMatch(/Queues at Sea|Skittles/)
})

it('a social date that was held is told as such whatever the rules say later', async () => {
  await say('meeting edit date:2026-11-23 kind:social topic:Skittles')
  await runTo(club, '2026-11-25T14:00:00Z')
  await say('club calendar days:"Tue 10:00"')
  expect(await exported()).toContain('Skittles')
})

it('papers that were planned for a date in a pause are not told as read', async () => {
  await say('meeting edit date:2026-11-23 papers:"Queues at Sea"')
  await say('club pause')
  await runTo(club, '2026-11-25T14:00:00Z')
  expect(await say('history', anna)).not.toContain('Queues at Sea')
  await say('club resume')
  expect(await say('history', anna)).not.toContain('Queues at Sea')
  expect(await exported()).not.toContain('Queues at Sea')
  expect(await say('nominate paper:"Queues at Sea"', anna)).not.toContain('has read')
})
