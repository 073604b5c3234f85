import { beforeEach, expect, it } from 'vitest'
import { person, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('north:olga')
const anna = person('north:anna')

let club: TestClub

beforeEach(async () => {
  // A Wednesday; the club meets on Mondays.
  club = await testClub()
})

const say = async (text: string, who = olga) => textOf(await club.type(text, who))

/** `11-23 09:00 P5`: who has which of the next dates, as a member is shown. */
async function dates(): Promise<string> {
  const { blocks } = await club.type('meeting show', anna)
  const items = blocks.flatMap((block) => (block.kind === 'list' ? block.items : []))
  const lines = items.slice(0, 4).map((item) => textOf(item).replaceAll(/\s+/g, ' '))
  return lines
    .map((line) => line.replace(/^\d{4}-(\d\d-\d\d)T(\d\d:\d\d):00Z moment/, '$1 $2'))
    .map((line) =>
      line
        .replace(/ \(moved from .*?\)/, '')
        .replace(/[ ;—]+presenter: /, ' ')
        .trim(),
    )
    .join(', ')
}

async function at(instant: string): Promise<void> {
  club.clock.set(instant)
  await club.all.tick()
  await club.all.idle()
}

it.each(['club calendar days:Monday place:Here', 'club set weekday:Monday'])(
  'an earlier hour leaves today’s meeting when it is, and each date its people and plan, after %s',
  async (begin) => {
    await say(begin)
    await say('club calendar time:18:00 zone:UTC')
    await say('club rota people:"P5, P10, P1"')
    await say('meeting edit date:2026-11-30 topic:Queues')
    await someVote(club)
    await at('2026-11-23T12:00:00Z')
    await say('club set time:09:00')
    expect(await dates()).toBe('11-23 18:00 P5, 11-30 09:00 — Queues P10, 12-07 09:00 P1, 12-14 09:00 P5')
    await at('2026-11-23T18:00:00Z')
    expect(club.north.posts.filter(({ key }) => key.startsWith('pick.'))).toHaveLength(1)
    expect(await dates()).toBe('11-30 09:00 — Queues P10, 12-07 09:00 P1, 12-14 09:00 P5, 12-21 09:00 P10')
    expect(await say('club show')).toContain('2026-11-30T09:00:00Z')
  },
)

it.each(['club calendar days:Monday place:Here', 'club set weekday:Monday'])(
  'a later hour lets no meeting of today come again, and leaves each date its people and plan, after %s',
  async (begin) => {
    await say(begin)
    await say('club calendar time:09:00 zone:UTC')
    await say('club rota people:"P5, P10, P1"')
    await say('meeting edit date:2026-11-30 topic:Queues')
    await someVote(club)
    await at('2026-11-23T09:00:00Z')
    await at('2026-11-23T12:00:00Z')
    await say('club calendar time:18:00')
    expect(await dates()).toBe('11-30 18:00 — Queues P10, 12-07 18:00 P1, 12-14 18:00 P5, 12-21 18:00 P10')
    expect(await say('meeting show date:2026-11-23', anna)).toMatch(/2026-11-23T09:00:00Z.*P5/)
  },
)

it('where both hours are to come today’s meeting has the new one, and what was added for today is in no other hour that was', async () => {
  await say('club calendar days:"single dates" time:18:00 zone:UTC place:Here')
  for (const day of ['2026-11-23', '2026-11-25']) await say(`meeting add date:${day}`)
  await say('meeting edit date:2026-11-23 topic:Queues')
  await at('2026-11-23T12:00:00Z')
  await say('club calendar time:19:00')
  expect(await dates()).toBe('11-23 19:00 — Queues, 11-25 19:00')
  await say('club calendar time:08:00')
  expect(await dates()).toBe('11-23 19:00 — Queues, 11-25 08:00')
})

it('another time zone leaves each date its people, and today’s meeting when it is', async () => {
  await say('club calendar days:Monday time:18:00 zone:UTC place:Here')
  await say('club rota people:"P5, P10, P1"')
  await at('2026-11-23T12:00:00Z')
  await say('club calendar zone:Asia/Tokyo')
  expect(await dates()).toBe('11-23 18:00 P5, 11-30 09:00 P10, 12-07 09:00 P1, 12-14 09:00 P5')
})

it('a time zone that is taken back, or another one after it, leaves today’s meeting when it is', async () => {
  await say('club calendar days:Monday time:18:00 zone:UTC place:Here')
  await say('meeting edit date:2026-11-23 topic:Queues')
  await at('2026-11-23T12:00:00Z')
  for (const zone of ['Asia/Tokyo', 'UTC', 'America/New_York']) {
    await say(`club calendar zone:${zone}`)
    expect(await dates()).toMatch(/^11-23 18:00 — Queues, /)
  }
  await say('meeting move date:2026-11-23 to:2026-11-23 time:19:00')
  await say('club calendar zone:UTC')
  expect(await dates()).toMatch(/^11-23 19:00 — Queues, /)
})

it('a rhythm that has the same days leaves each date its people', async () => {
  await say('club calendar time:18:00 zone:UTC')
  await say('club rota people:"P5, P10, P1"')
  await at('2026-11-23T12:00:00Z')
  await say('club calendar days:Mondays time:09:00')
  expect(await dates()).toBe('11-23 18:00 P5, 11-30 09:00 P10, 12-07 09:00 P1, 12-14 09:00 P5')
})

it('a new rhythm begins no sooner than `from` said, and one that is said again goes on as it was', async () => {
  await say('club calendar days:"every second Monday" from:2027-01-11 time:18:00 zone:UTC')
  expect(await dates()).toMatch(/^01-11 18:00, 01-25 18:00/)
  await say('club calendar days:"every second Thursday"')
  expect(await dates()).toMatch(/^01-14 18:00, 01-28 18:00/)
  await at('2027-01-15T12:00:00Z')
  await say('club calendar days:"every second Thursday" place:Here')
  expect(await dates()).toMatch(/^01-28 18:00, 02-11 18:00/)
  await say('club calendar days:Wednesday')
  expect(await dates()).toMatch(/^01-20 18:00, 01-27 18:00/)
})

it.each([
  [
    'two rules become one',
    'Mon 18:00; Thu 18:00',
    'club calendar days:"Mon and Thu 09:00"',
    '11-26 18:00, 11-30 09:00',
  ],
  ['one becomes two', 'Mon and Thu 18:00', 'club calendar days:"Mon 18:00; Thu 09:00"', '11-26 18:00, 11-30 18:00'],
  ['one has another day as well', 'Thu 18:00', 'club calendar days:"Tue and Thu 09:00"', '11-26 18:00, 12-01 09:00'],
])(
  'an earlier hour leaves today’s meeting when it is while %s, with all that was planned and announced',
  async (_, had, change, has) => {
    await say(`club calendar days:"${had}" zone:UTC lead:"2 days" place:Here from:2026-11-23`)
    await say('meeting edit date:2026-11-26 topic:Queues')
    for (const day of ['21', '24']) {
      await someVote(club)
      await at(`2026-11-${day}T18:00:00Z`)
    }
    await at('2026-11-26T12:00:00Z')
    await say(change)
    expect(await dates()).toMatch(new RegExp(`^${has.replace(', ', '.*, ')}`))
    expect(await say('meeting show date:2026-11-26', anna)).toContain('Queues')
    const picks = club.north.posts.filter(({ key }) => key.startsWith('pick.'))
    expect(textOf(picks.at(-1)?.card ?? '')).toContain('2026-11-26T18:00:00Z')
    for (const { card } of picks) expect(textOf(card)).not.toContain('Cancelled')
  },
)

it('a later hour lets no meeting of today come again while two rules become one', async () => {
  await say('club calendar days:"Mon 09:00; Thu 09:00" zone:UTC place:Here from:2026-11-23')
  await someVote(club)
  await at('2026-11-23T09:00:00Z')
  await someVote(club)
  await at('2026-11-26T12:00:00Z')
  await say('club calendar days:"Mon and Thu 18:00"')
  expect(await dates()).toMatch(/^11-30 18:00, 12-03 18:00/)
})

it.each([
  ['an earlier hour', 'club set time:09:00', '2026-11-26T09:00:00Z'],
  ['an earlier hour by a rule', 'club calendar days:"Thu 09:00"', '2026-11-26T09:00:00Z'],
  ['a longer time before', 'club calendar lead:"4 days"', '2026-11-26T18:00:00Z'],
  ['an earlier time zone', 'club calendar zone:Asia/Tokyo', '2026-11-26T09:00:00Z'],
])('%s by which its paper should stand already leaves a meeting its pick when it was', async (_, change, meets) => {
  await say('club calendar days:Thursday time:18:00 zone:UTC lead:"2 days" place:Here from:2026-11-26')
  await someVote(club)
  await at('2026-11-24T12:00:00Z')
  expect(await say(change)).not.toContain('did not work')
  expect(await say('club show')).toContain('2026-11-24T18:00:00Z')
  await at('2026-11-24T18:00:00Z')
  const pick = () => textOf(club.north.posts.findLast(({ key }) => key.startsWith('pick.'))?.card ?? '')
  expect(pick()).toMatch(new RegExp(`We meet\\s+${meets}`))
  await someVote(club)
  await at('2026-11-30T12:00:00Z')
  await at('2026-12-01T18:00:00Z')
  expect(pick()).toMatch(/We meet\s+2026-12-0[23]/)
})

it('an earlier hour leaves today’s pick of a club that never meets when it was', async () => {
  await say('club set time:18:00 zone:UTC')
  await say('meeting edit date:2026-11-30 papers:"Queues at Sea"')
  await someVote(club)
  await at('2026-11-23T12:00:00Z')
  for (const change of [
    'club set time:09:00',
    'club set time:10:00',
    'club set zone:Asia/Tokyo',
    'club set name:Lab',
  ]) {
    await say(change)
    expect(await say('club show')).toContain('2026-11-23T18:00:00Z')
  }
  await say('club set zone:UTC time:09:00')
  await at('2026-11-23T18:00:00Z')
  const picks = () => club.north.posts.filter(({ key }) => key.startsWith('pick.'))
  expect(picks()).toHaveLength(1)
  expect(textOf(picks()[0]?.card ?? '')).not.toMatch(/We meet|Queues at Sea/)
  expect(await say('club show')).toContain('2026-11-30T09:00:00Z')
  await at('2026-11-30T09:00:00Z')
  expect(textOf(picks()[1]?.card ?? '')).toContain('Queues at Sea')
})
