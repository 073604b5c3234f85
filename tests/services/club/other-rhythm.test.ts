import { beforeEach, expect, it } from 'vitest'
import { person, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('olga')

let club: TestClub

beforeEach(async () => {
  club = await testClub()
  await say('club calendar days:Sunday time:11:00')
  await say('meeting cancel date:2026-11-29 reason:"the professor is away"')
  await say('meeting edit date:2026-12-06 people:"Dara: presenter"')
  await say('meeting edit date:2026-12-13 people:"Ines: presenter"')
})

const say = async (text: string) => textOf(await club.type(text, olga)).replaceAll(/\s+/g, ' ')

/** What the club answers of a date. */
const of = async (day: string) => say(`meeting show date:${day}`).catch(String)

it('a cancelled date of another rhythm is no date any more, which is said, and no other one is cancelled for it', async () => {
  const answer = await say('club calendar days:"Mondays and Wednesdays"')
  expect(answer).toContain('2026-11-29 was cancelled (the professor is away), and is no date of the club any more')
  expect(answer).not.toMatch(/: cancelled/)
  expect(answer).toMatch(/2026-12-07.{0,60}dara/)
  await say('club calendar days:Sunday')
  expect(await say('meeting show')).not.toContain('cancelled')
})

it('a cancelled date that another rhythm has as well stays cancelled, and whoever presents on a day that stays presents then', async () => {
  const answer = await say('club calendar days:"Sundays and Wednesdays"')
  expect(answer).toMatch(/2026-11-29.{0,20}cancelled, the professor is away/)
  expect(answer).not.toContain('no date of the club any more')
  expect(await of('2026-12-06')).toContain('dara')
  expect(await of('2026-12-13')).toContain('ines')
})

it('with another weekday a cancelled week stays cancelled', async () => {
  expect(await say('club calendar days:Monday')).toMatch(/2026-11-[23]\d.{0,20}cancelled, the professor is away/)
})

it('whoever presents keeps the order, each near the day, in a rhythm with fewer dates', async () => {
  await say('club calendar days:"first and third Tuesday of the month"')
  expect(await of('2026-12-15')).toContain('dara')
  expect(await of('2027-01-05')).toContain('ines')
})

it('a meeting that was moved to another hour keeps that hour when it is moved again', async () => {
  await say('meeting move date:2026-12-06 to:2026-12-07 time:19:00')
  await say('meeting move date:2026-12-07 to:2026-12-08')
  expect(await of('2026-12-08')).toContain('2026-12-08T18:00:00Z')
})

it('adds no meeting whose time has gone by', async () => {
  club.clock.set('2026-11-20T16:00:00Z')
  for (const when of ['date:2026-11-19', 'date:2026-11-20 time:17:00', 'date:2026-11-20 time:16:59'])
    expect(await say(`meeting add ${when}`)).toMatch(/is over already. Nothing was changed/)
  expect(await say('meeting add date:2026-11-20 time:17:01')).toContain('The club also meets on 2026-11-20')
})

it('a meeting that was moved stays where it is in a rhythm with fewer dates, and no later one goes for it', async () => {
  await say('meeting move date:2026-12-13 to:2026-12-14')
  await say('club calendar days:"every second Sunday"')
  const dates = await say('meeting show')
  expect(dates).toContain('2026-12-14T10:00:00Z moment (moved from 2026-12-13)')
  for (const day of ['2026-12-06', '2026-12-20', '2027-01-03']) expect(dates).toContain(`${day}T10:00:00Z`)
})
