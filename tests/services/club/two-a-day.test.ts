import { beforeEach, expect, it } from 'vitest'
import { person, press, runTo, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('olga')
const anna = person('anna')

let club: TestClub

beforeEach(async () => {
  club = await testClub()
  await say('club calendar days:Thursday time:09:00 from:2026-11-26 place:"Room 5"')
})

const say = async (text: string, who = olga) => textOf(await club.type(text, who))
const shown = (n: number) =>
  textOf(club.north.posts.find(({ key }) => key === `pick.club.${n}`)?.card ?? { title: '', blocks: [] })

it('a meeting is added on a day that has one only with a time of its own, and both take place', async () => {
  expect(await say('meeting add date:2026-11-26')).toMatch(
    /The club meets on 2026-11-26 at 09:00 already\. Nothing was changed\..*meeting add date:2026-11-26 time:…/,
  )
  expect(await say('meeting add date:2026-11-26 time:9am')).toContain('already')
  expect(await say('meeting add date:2026-11-26 time:18:00')).toContain('also meets on 2026-11-26 18:00')
  expect(await say('meeting show', anna)).toMatch(/2026-11-26T08:00:00Z.*2026-11-26T17:00:00Z.*2026-12-03T08:00/)

  await someVote(club)
  await runTo(club, '2026-11-26T08:00:00Z')
  expect(shown(1)).toContain('We meet  2026-11-26T08:00:00Z')
  await someVote(club)
  await runTo(club, '2026-11-26T17:00:00Z')
  expect(shown(2)).toContain('We meet  2026-11-26T17:00:00Z')
  await runTo(club, '2026-11-27T08:00:00Z')
  await say('meeting edit date:"2026-11-26 6pm" links:"notes https://example.org/evening"')
  expect(await say('meeting show date:"2026-11-26 18:00"', anna)).toContain('https://example.org/evening')
  expect(await say('meeting show date:"2026-11-26 09:00"', anna)).not.toContain('https://example.org/evening')
})

it('each of two on a day has its people, topic and comers, and is named with its time', async () => {
  await say('meeting add date:"2026-11-26 18:00"')
  await say('club rota how:volunteers')
  expect(await say('meeting show date:2026-11-26')).toMatch(/meets at 09:00 and 18:00 on 2026-11-26\. Say which/)
  await say('meeting edit date:"2026-11-26 18:00" topic:"Evening lights"')
  await say('meeting edit date:"2026-11-26 09:00" topic:"Morning lights"')
  const list = await club.type('meeting show', anna)
  await press(club, list, 'Take Thursday, 26 November 2026 18:00', anna)
  await say('meeting coming answer:yes date:"2026-11-26 18:00"', anna)
  const evening = await say('meeting show date:"2026-11-26 18:00"')
  expect(evening).toMatch(/Evening lights.*anna/)
  expect(evening).toContain('1 person comes')
  const morning = await say('meeting show date:"2026-11-26 09:00"')
  expect(morning).toContain('Morning lights')
  expect(morning).not.toMatch(/anna|1 person/)
  expect(await say('meeting take date:2026-11-26 role:presenter')).toContain('Say which')
})

it('one of two on a day is moved, cancelled and taken back by itself', async () => {
  await say('meeting add date:2026-11-26 time:18:00')
  await say('meeting edit date:"2026-11-26 18:00" topic:"Evening lights"')
  expect(await say('meeting move date:"2026-11-26 18:00" to:2026-11-27')).toContain('is on 2026-11-27')
  expect(await say('meeting show date:2026-11-27')).toContain('Evening lights')
  expect(await say('meeting move date:2026-11-27 to:2026-11-26 time:09:00')).toContain('at the same time')
  expect(await say('meeting move date:2026-11-27 to:2026-11-27')).toMatch(
    /already\. Nothing was changed\. Say another one with {2}\/paper meeting move date:2026-11-27 to:… time:…/,
  )
  await say('meeting move date:2026-11-27 to:2026-11-26 time:20:00')
  expect(await say('meeting show date:"2026-11-26 20:00"')).toContain('Evening lights')

  const cancelled = await club.type('meeting cancel date:"2026-11-26 09:00" reason:"no room"', olga)
  expect(textOf(cancelled)).toContain('There is no meeting on 2026-11-26 09:00')
  expect(await say('meeting show')).toMatch(/2026-11-26T19:00:00Z.*Evening lights/)
  await club.click('meeting cancel:undo:2026-11-26', [], olga)
  expect(await say('meeting show')).toMatch(/2026-11-26T08:00:00Z.*2026-11-26T19:00:00Z.*Evening lights/)
  await say('meeting cancel date:"2026-11-26 20:00"')
  expect(await say('meeting show')).not.toMatch(/2026-11-26T19:00:00Z/)
  expect(await say('meeting show date:2026-11-26')).toContain('2026-11-26T08:00:00Z')
})

it('another usual time is refused where two would begin at once, and a cancelled one gives way to what is added', async () => {
  await say('meeting add date:2026-11-26 time:18:00')
  expect(await say('club calendar time:18:00')).toMatch(/Two meetings on 2026-11-26 would begin at the same time/)
  await say('club calendar time:10:00')
  expect(await say('meeting show')).toMatch(/2026-11-26T09:00:00Z.*2026-11-26T17:00:00Z/)
  await say('meeting cancel date:2026-12-03')
  await say('meeting add date:2026-12-03 time:12:00')
  expect(await say('meeting show')).toMatch(/2026-12-03T11:00:00Z/)
})

it.each([
  ['the one of the rhythm', '2026-12-03', '09:00'],
  ['an added one', '2026-12-08', '18:00'],
  ['an added one beside another', '2026-12-03', '18:00'],
])('a meeting that is added once another of its day is cancelled begins empty: %s', async (_, day, time) => {
  if (time === '18:00') await say(`meeting add date:${day} time:18:00`)
  const date = `date:"${day} ${time}"`
  await say(`meeting edit ${date} topic:Special place:"Hall 9" people:"presenter: Eve"`)
  await say(`meeting coming ${date} answer:yes`, anna)
  const before = await say(`meeting show ${date}`, anna)
  const cancelled = await club.type(`meeting cancel ${date} reason:ill`, olga)
  await say(`meeting add date:${day} time:19:00`)
  const added = await say(`meeting show date:"${day} 19:00"`, anna)
  expect(added).toContain(`${day}T18:00:00Z`)
  expect(added).not.toMatch(/Special|Hall 9|Eve|1 person/)
  await press(club, cancelled, 'Take it back', olga)
  expect(await say(`meeting show ${date}`, anna)).toBe(before)
  expect(await say(`meeting show date:"${day} 19:00"`, anna)).not.toMatch(/Special|Hall 9|Eve|1 person/)
})

it('a meeting that is moved to the day of a cancelled one takes nothing over from it, and nothing away', async () => {
  await say('meeting add date:2026-12-08')
  await say('meeting edit date:2026-12-08 topic:Special')
  const cancelled = await club.type('meeting cancel date:2026-12-08', olga)
  await say('meeting add date:2026-12-09')
  await say('meeting edit date:2026-12-09 topic:Other')
  await say('meeting move date:2026-12-09 to:2026-12-08 time:12:00')
  expect(await say('meeting show date:2026-12-08')).toContain('Other')
  await press(club, cancelled, 'Take it back', olga)
  expect(await say('meeting show date:"2026-12-08 09:00"')).toContain('Special')
  expect(await say('meeting show date:"2026-12-08 12:00"')).toContain('Other')
})

it('a paper whose added meeting is cancelled is not read at one that is added after it', async () => {
  await say('club calendar lead:"2 days"')
  await say('meeting add date:2026-11-26 time:18:00')
  await someVote(club)
  await runTo(club, '2026-11-24T08:00:00Z')
  await someVote(club)
  await runTo(club, '2026-11-24T18:00:00Z')
  expect(shown(2)).toContain('We meet  2026-11-26T17:00:00Z')
  await say('meeting cancel date:"2026-11-26 18:00" reason:ill')
  await say('meeting add date:2026-11-26 time:19:00')
  await club.all.idle()
  expect(shown(2)).toMatch(/Cancelled.*2026-11-26T17:00:00Z.*ill/)
})

it.each([
  ['of its own day', '2026-12-08'],
  ['the second of a day', '2026-12-03'],
])('what is taken back of an added date brings it back as it was: one %s', async (_, day) => {
  await say(`meeting add date:${day} time:18:00`)
  await say(`meeting edit date:"${day} 18:00" topic:Special people:"presenter: Eve"`)
  await say(`meeting coming date:"${day} 18:00" say:yes`, anna)
  const asItWas = await say(`meeting show date:"${day} 18:00"`, anna)
  expect(asItWas).toMatch(/Special.*Eve/)

  const cancelled = await club.type(`meeting cancel date:"${day} 18:00" reason:ill`, olga)
  expect(await say('meeting show', anna)).not.toContain(`${day}T17:00`)
  expect(textOf(await press(club, cancelled, 'Take it back', olga))).toContain('It is as it was before.')
  expect(await say(`meeting show date:"${day} 18:00"`, anna)).toBe(asItWas)

  const moved = await club.type(`meeting move date:"${day} 18:00" to:2026-12-09 time:17:00`, olga)
  expect(await say('meeting show', anna)).toContain('2026-12-09T16:00')
  expect(textOf(await press(club, moved, 'Take it back', olga))).toContain('It is as it was before.')
  expect(await say(`meeting show date:"${day} 18:00"`, anna)).toBe(asItWas)
  expect(await say('meeting show', anna)).not.toContain('2026-12-09T16:00')
})

it('an added meeting is taken back wherever it was moved since, and no other one of its day', async () => {
  await say('meeting edit date:2026-12-03 topic:Usual')
  const before = await say('meeting show', anna)
  const added = await club.type('meeting add date:2026-12-08 time:18:00', olga)
  await say('meeting edit date:2026-12-08 topic:Special')
  await say('meeting move date:2026-12-08 to:2026-12-09')
  await say('meeting move date:2026-12-09 to:2026-12-03 time:12:00')
  const other = await club.type('meeting add date:2026-12-08 time:19:00', olga)
  expect(textOf(await press(club, added, 'Take it back', olga))).toContain('All is as the calendar says')
  const left = await say('meeting show', anna)
  expect(left).not.toMatch(/2026-12-03T11:00|— {2}Special/)
  expect(left).toContain('2026-12-08T18:00:00Z')
  await press(club, other, 'Take it back', olga)
  expect(await say('meeting show', anna)).toBe(before)
})

it('what is taken back already, or of a date that is another one by now, is not said to be taken back', async () => {
  const added = await club.type('meeting add date:2026-12-08 time:18:00', olga)
  await say('meeting cancel date:2026-12-08')
  await say('meeting move date:2026-12-10 to:2026-12-08')
  const shown = await say('meeting show', anna)
  const told = /^Nothing more to take back.*was moved or cancelled since.*meeting cancel/
  expect(textOf(await press(club, added, 'Take it back', olga))).toMatch(told)
  expect(await say('meeting show', anna)).toBe(shown)

  const cancelled = await club.type('meeting cancel date:2026-12-03', olga)
  expect(textOf(await press(club, cancelled, 'Take it back', olga))).toContain('All is as the calendar says')
  expect(textOf(await press(club, cancelled, 'Take it back', olga))).toMatch(told)
  expect(await say('meeting show', anna)).toBe(shown)
})

it('a meeting that was moved is shown on its own day where that is taken back once it is over', async () => {
  await say('club calendar lead:"2 days"')
  await someVote(club)
  await runTo(club, '2026-11-24T08:00:00Z')
  const moved = await club.type('meeting move date:2026-11-26 to:2026-11-27', olga)
  await someVote(club)
  await runTo(club, '2026-12-01T08:00:00Z')
  expect(shown(1)).toContain('2026-11-27T08:00:00Z')
  await press(club, moved, 'Take it back', olga)
  await club.all.idle()
  expect(shown(1)).toContain('We met  2026-11-26T08:00:00Z')
})

it('a cancelled meeting whose paper was announced is held after all on its post, though another paper stands by then', async () => {
  await say('club calendar lead:"2 days"')
  await someVote(club)
  await runTo(club, '2026-11-24T08:00:00Z')
  const cancelled = await club.type('meeting cancel date:2026-11-26 reason:ill', olga)
  await someVote(club)
  await runTo(club, '2026-12-01T08:00:00Z')
  expect(shown(1)).toContain('Cancelled')
  expect(shown(2)).toContain('We meet  2026-12-03T08:00:00Z')
  expect(textOf(await press(club, cancelled, 'Take it back', olga))).toContain('All is as the calendar says')
  await club.all.idle()
  expect(shown(1)).not.toContain('Cancelled')
  expect(shown(1)).toContain('We met  2026-11-26T08:00:00Z')
})

it('a meeting at an hour that the clocks leave out is named, moved and taken back as it is', async () => {
  const before = await say('meeting show', anna)
  const added = await club.type('meeting add date:2027-03-28 time:02:30', olga)
  const moved = await club.type('meeting move date:2027-03-28 to:2027-03-27 time:02:30', olga)
  await press(club, moved, 'Take it back', olga)
  expect(await say('meeting show date:"2027-03-28 03:30"')).toContain('2027-03-28T01:30:00Z')
  await press(club, added, 'Take it back', olga)
  expect(await say('meeting show', anna)).toBe(before)
  await say('meeting add date:2027-03-29 time:12:00')
  const into = await club.type('meeting move date:2027-03-29 to:2027-03-28 time:02:30', olga)
  await press(club, into, 'Take it back', olga)
  expect(await say('meeting show date:2027-03-29')).toContain('2027-03-29T10:00:00Z')
  expect(await say('meeting show date:2027-03-28')).toContain('does not meet')
})

it('what is taken back of a date that had been moved leaves it where it was moved to', async () => {
  await say('meeting move date:2026-12-03 to:2026-12-04')
  const asItWas = await say('meeting show', anna)
  for (const change of ['cancel date:2026-12-04 reason:sick', 'move date:2026-12-04 to:2026-12-05 time:noon']) {
    const changed = await club.type(`meeting ${change}`, olga)
    expect(await say('meeting show', anna)).not.toBe(asItWas)
    await press(club, changed, 'Take it back', olga)
    expect(await say('meeting show', anna)).toBe(asItWas)
  }
})

it('a pick asks how a meeting was once it is over, each once, and never of one that is to come or cancelled', async () => {
  await say('club calendar lead:"2 days"')
  await say('meeting add date:2026-11-26 time:18:00')
  const asks = (n: number) => /Last (?:time|week): {2}(“.*?”)/.exec(shown(n))?.[1] ?? null
  const title = (n: number) => `“${/^Paper of the week: (.*?) \1/.exec(shown(n))?.[1]}”`
  for (const at of ['2026-11-24T08:00:00Z', '2026-11-24T17:00:00Z', '2026-12-01T08:00:00Z']) {
    await someVote(club)
    await runTo(club, at)
  }
  expect(shown(2)).toContain('We meet  2026-11-26T17:00:00Z')
  expect([asks(1), asks(2), asks(3)]).toEqual([null, null, title(2)])
  expect(shown(2)).not.toContain('How was it?')
  await say('meeting cancel date:2026-12-03')
  await someVote(club)
  await runTo(club, '2026-12-08T08:00:00Z')
  expect(asks(4)).toBe(title(1))
  await someVote(club)
  await runTo(club, '2026-12-15T08:00:00Z')
  expect(asks(5)).toBe(title(4))
})

it('a time that no meeting of the day has is told so, before that day and after it', async () => {
  await say('meeting add date:2026-11-26 time:18:00')
  await say('meeting edit date:"2026-11-26 09:00" topic:"Morning lights"')
  const wrong = 'date:"2026-11-26 14:00"'
  const told = /The club meets on 2026-11-26 at 09:00 and 18:00, and not at 14:00\. Say which/
  for (const command of ['show', 'cancel', 'take', 'edit topic:x', 'coming answer:yes'])
    expect(await say(`meeting ${command} ${wrong}`)).toMatch(told)
  expect(await say(`meeting move ${wrong} to:2026-11-27`)).toMatch(told)
  expect(await say('meeting show date:"2026-12-03 14:00"')).toMatch(/meets on 2026-12-03 at 09:00, and not at 14:00\./)

  await say('meeting move date:"2026-11-26 18:00" to:2026-11-26 time:20:00')
  expect(await say('meeting show date:"2026-11-26 18:00"')).toMatch(/meets on 2026-11-26 at 09:00 and 20:00, and not/)

  await someVote(club)
  await runTo(club, '2026-11-27T08:00:00Z')
  expect(await say(`meeting show ${wrong}`)).toMatch(/met on 2026-11-26 at 09:00 and 20:00, and not at 14:00/)
  await say('club calendar days:Monday')
  for (const command of ['show', 'edit topic:Other'])
    expect(await say(`meeting ${command} ${wrong}`)).toMatch(/met on 2026-11-26 at 09:00 and 20:00, and not at 14:00/)
  await say('meeting add date:2026-12-01')
  await say('meeting edit date:2026-12-01 topic:"Noon lights"')
  await runTo(club, '2026-12-02T08:00:00Z')
  await say('club calendar days:Monday time:10:00')
  expect(await say('meeting show date:"2026-12-01 14:00"')).not.toContain('Noon lights')
  expect(await say('meeting show date:"2026-11-26 09:00"')).toContain('Morning lights')
})

it('a date that was is told to be over, to who would change it', async () => {
  await someVote(club)
  await runTo(club, '2026-11-27T08:00:00Z')
  await say('club rota how:volunteers')
  for (const command of ['cancel date:2026-11-26', 'move date:2026-11-26 to:2026-12-04', 'take date:2026-11-26'])
    expect(await say(`meeting ${command}`)).toMatch(/The meeting of 2026-11-26 is over\..*meeting show/)
  expect(await say('meeting take date:2027-11-25')).toContain('is none of the next 40')
  expect(await say('meeting take date:2027-11-26')).toContain('does not meet on 2027-11-26')
})

it('a rota is changed on a day of two meetings', async () => {
  await say('meeting add date:2026-11-26 time:18:00')
  await runTo(club, '2026-11-26T12:00:00Z')
  expect(await say('club rota how:order people:"Ada, Bob"')).toContain('One after the other')
  expect(await say('meeting show')).toMatch(/2026-11-26T17:00:00Z.*Ada.*2026-12-03T08:00:00Z.*Bob/)
  await someVote(club)
  await runTo(club, '2026-11-27T12:00:00Z')
  expect(await say('meeting show')).toMatch(/2026-12-03T08:00:00Z.*Bob.*2026-12-10T08:00:00Z.*Ada/)
})

it.each([
  ['cancel %', 'There is no meeting on % .'],
  ['cancel % the hall is closed', 'There is no meeting on %: the hall is closed'],
  ['move % 2026-12-04', 'The meeting of % is on 2026-12-04'],
  ['show %', 'The meeting of %'],
  ['edit % topic:Lights', 'Lights'],
  ['take % presenter', '2026-12-03T17:00:00Z'],
  ['coming % answer:yes', '2026-12-03T17:00:00Z'],
])('a time behind the day belongs to it wherever a meeting is named: meeting %s', async (typed, answer) => {
  await say('club rota how:volunteers')
  await say('meeting add 2026-12-03 6pm')
  for (const time of ['6pm', 'at 18:00', '18.00'])
    expect(await say(`meeting show 2026-12-03 ${time}`)).toContain('The meeting of 2026-12-03 18:00')
  const said = await say(`meeting ${typed.replace('%', '2026-12-03 6pm')}`)
  expect(said).toContain(answer.replace('%', '2026-12-03 18:00').replace(' .', '.'))
})

it('a time that is typed behind the day is the meeting’s, and never a reason or lost', async () => {
  await say('meeting add date:2026-12-03 time:18:00')
  await say('meeting add date:2026-12-08 time:18:00')
  expect(await say('meeting cancel 2026-12-03 6pm the hall is closed')).toContain(
    'no meeting on 2026-12-03 18:00: the hall is closed',
  )
  expect(await say('meeting cancel 2026-12-08 09:00')).toContain('and not at 09:00')
  expect(await say('meeting cancel 2026-12-08 reason:"2 people are ill"')).toContain('2 people are ill')
  expect(await say('meeting move date:2026-12-10 to:"2026-12-11 20:00"')).toContain('is on 2026-12-11 at 20:00')
  expect(await say('meeting show', anna)).toContain('2026-12-11T19:00')
  expect(await say('club pause until:"2026-12-11 20:00"')).toContain('must be a date without a time')
})
