import { beforeEach, expect, it } from 'vitest'
import { person, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('north:olga')

let club: TestClub

// A Wednesday, 2026-11-18.
beforeEach(async () => {
  club = await testClub()
  await say('club calendar days:Thursday time:09:00')
})

const say = async (text: string) => textOf(await club.type(text, olga)).replaceAll(/\s+/g, ' ')

it.each([
  ['date:10 Dec', '2026-12-10'],
  ['10 Dec', '2026-12-10'],
  ['date:3 December reason:Prof away', '2026-12-03: Prof away'],
  ['3 December Prof away', '2026-12-03: Prof away'],
  ['date:"Thursday, 3rd of December"', '2026-12-03'],
  ['date:Dec 3, 2026', '2026-12-03'],
  ['date:14 Jan', '2027-01-14'],
  ['date:tomorrow', '2026-11-19'],
  ['date:Thursday', '2026-11-19'],
  ['date:the day after tomorrow', 'does not meet on 2026-11-20'],
  ['date:24.12.', '2026-12-24'],
  ['date:12/24', '2026-12-24'],
  ['date:10. Dezember', '2026-12-10'],
  ['date:3 Dec at 9am', '2026-12-03 09:00'],
])('cancels what is written as %s', async (written, day) => {
  expect(await say(`meeting cancel ${written}`)).toContain(day)
})

it.each([
  ['3/12', '“date” must say which day is meant, 2026-12-03 or 2027-03-12, but you wrote “3/12”'],
  ['next Thursday', '“date” must say which day is meant, 2026-11-19 or 2026-11-26'],
  ['Friday 3 December', '“date” must be a date such as 15 July or 2026-07-15'],
  ['soon', '“date” must be a date such as 15 July or 2026-07-15'],
])('asks which day is meant by %s, and changes nothing', async (written, said) => {
  expect(await say(`meeting cancel date:${written}`)).toContain(said)
  expect(await say('club calendar')).not.toContain('cancelled')
})

it('reads breaks, days away, a last day, a pause and where a meeting is moved as they are written', async () => {
  expect(await say('club calendar break:24 Dec to 6 Jan winter break')).toContain(
    'Breaks list 2026-12-24 to 2027-01-06: winter break',
  )
  expect(await say('club calendar break:3/4 Easter')).toMatch(/“break” must be days such as .* Nothing was changed\./)
  expect(await say('club calendar until:12 February')).toContain('until 2027-02-12')
  expect(await say('meeting move date:tomorrow to:Friday 6pm')).toContain(
    'The meeting of 2026-11-19 is on 2026-11-20 at 18:00',
  )
  await say('club rota how:order people:"<@olga|olga>"')
  expect(await say('meeting away 24 Dec to 6 Jan')).toContain('You are away from 2026-12-24 to 2027-01-06')
  expect(await say('club pause until:1 Dec')).toContain('until 2026-11-30T23:00:00Z')
})
