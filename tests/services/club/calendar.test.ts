import { beforeEach, expect, it } from 'vitest'
import { NORTH, person, press, runTo, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { interaction } from '../../fakes/interaction.ts'

const olga = person('north:olga')
const anna = person('north:anna')

let club: TestClub

beforeEach(async () => {
  club = await testClub()
})

const say = async (text: string, who = olga) => textOf(await club.type(text, who))
const pick = (n: number) => club.north.posts.find(({ key }) => key === `pick.club.${n}`)
const shown = (n: number) => textOf(pick(n)?.card ?? { title: '', blocks: [] })

const until = (instant: string) => runTo(club, instant)

it('a club that meets every second Friday picks then, not in its break, and not again before', async () => {
  expect(await say('club calendar days:"every second Friday" time:4pm from:2026-11-27')).toContain(
    'every second Friday 16:00 (Europe/Berlin)',
  )
  expect(await say('club calendar break:"2026-12-21 to 2027-01-03 winter break"')).toMatch(
    /2026-11-27T15:00.*2026-12-11T15:00.*2027-01-08T15:00.*Breaks.*2026-12-21 to 2027-01-03: winter break/,
  )
  for (const [n, day] of ['2026-11-27', '2026-12-11', '2027-01-08'].entries()) {
    await someVote(club)
    await until(`${day}T14:00:00Z`)
    expect(pick(n + 1)).toBeUndefined()
    await until(`${day}T15:00:00Z`)
    expect(pick(n + 1)).toBeDefined()
    expect(pick(n + 2)).toBeUndefined()
  }
})

it('a paper that stands five days before says when and where it is talked about, and follows what is moved', async () => {
  await say('club calendar days:Friday time:16:00 lead:"5 days" place:"Room 5"')
  await someVote(club)
  await until('2026-11-22T16:00:00Z')
  expect(shown(1)).toMatch(/We meet {2}2026-11-27T15:00:00Z moment , {2}Room 5/)

  expect(await say('meeting move date:2026-11-27 to:2026-11-26 time:noon')).toContain('is on 2026-11-26 at 12:00')
  await club.all.idle()
  expect(shown(1)).toMatch(/We meet {2}2026-11-26T11:00:00Z moment , {2}Room 5/)
  expect(await say('week', anna)).toContain('2026-11-26T11:00:00Z')
  await say('club calendar place:https://example.org/call')
  await club.all.idle()
  expect(shown(1)).toContain('https://example.org/call')

  await say('meeting cancel date:2026-11-26 reason:"the speaker is ill"')
  await club.all.idle()
  expect(shown(1)).toMatch(/Cancelled: {2}the meeting of {2}2026-11-26T11:00:00Z moment : the speaker is ill/)
  const undo = await club.click('meeting cancel:undo:2026-11-27', [], olga)
  expect(textOf(undo)).toContain('Taken back')
})

it('a pick that an organiser made early is not made again for the same meeting', async () => {
  await say('club calendar days:"last Thursday of the month" time:18:00')
  await someVote(club)
  await club.click('club post:confirm:ballot.club.1', [], olga)
  expect(pick(1)).toBeDefined()
  await someVote(club)
  await until('2026-11-26T17:00:00Z')
  expect(pick(2)).toBeUndefined()
  await until('2026-12-31T17:00:00Z')
  expect(pick(2)).toBeDefined()
})

it.each(['club calendar days:Monday place:"Room 5"', 'club show'])(
  'what is skipped stays so where the paper after it is posted early, and is said: %s',
  async (first) => {
    await say(first)
    await press(club, await club.type('club skip', olga), 'Skip it', olga)
    await someVote(club)
    await press(club, await club.type('club post', olga), 'Close and post', olga)
    const meetsByDates = first !== 'club show'
    expect(await say('club show')).toContain(meetsByDates ? '2026-12-07T08:00:00Z' : '2026-11-30T08:00:00Z')
    await club.all.idle()
    const ballot = club.north.posts.find(({ key }) => key === 'ballot.club.2')?.card
    expect(textOf(ballot ?? '')).toContain('An organiser skipped the pick of  2026-11-23T08:00:00Z')
    await someVote(club)
    await until('2026-11-23T09:00:00Z')
    expect(pick(2)).toBeUndefined()
    await until(meetsByDates ? '2026-12-07T08:00:00Z' : '2026-11-30T08:00:00Z')
    expect(pick(2)).toBeDefined()
  },
)

it('what is skipped stays so where too few have voted on a ballot that is posted early', async () => {
  await say('club set voting:"quorum 3"')
  const skipped = Temporal.Instant.from('2026-11-23T08:00:00Z').epochMilliseconds / 1000
  await club.click(`club skip:confirm:${skipped}`, [], olga)
  expect(await say('club show')).toContain('2026-11-30T08:00:00Z')
  await someVote(club)
  expect(textOf(await club.click('club post:confirm:ballot.club.1', [], olga))).toContain(
    '1 of the 3 who have to vote did so, so there is no pick, and the ballot stays open',
  )
  expect(await say('club show')).toContain('2026-11-30T08:00:00Z')
})

it('a pick whose meeting is cancelled is not taken back, and who would is told why', async () => {
  await say('club calendar days:Thursday time:18:00 from:2026-11-26 lead:"2 days"')
  await someVote(club)
  await until('2026-11-24T18:00:00Z')
  const before = shown(1)
  await say('meeting cancel date:2026-11-26 reason:ill')
  for (const what of ['', ' paper:"Another One"'])
    expect(await say(`club veto reason:dull${what}`)).toMatch(/is not read: the meeting of 2026-11-26 is cancelled\./)
  await club.all.idle()
  expect(shown(1)).not.toMatch(/dull|Another One/)
  await club.click('meeting cancel:undo:2026-11-26', [], olga)
  await club.all.idle()
  expect(shown(1)).toBe(before)
})

it.each([
  ['lead:"2 days"', 'club pause', 'club resume'],
  ['', 'club pause', 'club resume'],
  ['', 'club pause until:2026-11-21', null],
  ['lead:"2 days"', 'club delete', 'club restore'],
])('a meeting that has its paper is not chosen for again: %s %s', async (lead, stop, goOn) => {
  await say(`club calendar days:Thursday time:18:00 from:2026-11-26 ${lead}`)
  const paperOf = async (n: number) => {
    await someVote(club)
    await club.click(`club post:confirm:ballot.club.${n}`, [], olga)
  }
  await paperOf(1)
  await paperOf(2)
  expect([shown(1), shown(2)].join()).toMatch(/2026-11-26T17:00:00Z.*2026-12-03T17:00:00Z/)
  const next = /2026-12-(?:08|10)T17:00:00Z/
  expect(await say('club show')).toMatch(next)
  await say(stop)
  if (stop === 'club delete') await club.click('club delete:confirm:', [], olga)
  if (goOn) await say(goOn)
  await until('2026-11-21T12:00:00Z')
  expect(await say('club show')).toMatch(next)
})

it('keeps its rhythm on another weekday, and asks for all of one that has several', async () => {
  await say('club calendar days:"every second Friday" from:2026-11-27')
  expect(await say('club set weekday:Monday')).toContain('every second Monday')
  await say('club calendar days:"last Thursday of the month"')
  expect(await say('club set weekday:Friday')).toContain('last Friday of the month')
  await say('club calendar days:"Tue and Fri"')
  expect(await say('club set weekday:Monday')).toMatch(/a weekday does not say enough.*club calendar days:/)
  expect(await say('club calendar')).toContain('every Tuesday and Friday')
})

it('meets on dates of the month, said as a member says it, and goes on with them', async () => {
  expect(await say('club calendar days:"on the 1st and 15th of each month" time:18:00')).toContain(
    'the 1st and 15th of the month 18:00',
  )
  expect(await say('meeting show', anna)).toMatch(/2026-12-01T17.*2026-12-15T17.*2027-01-01T17.*2027-01-15T17/)
  await someVote(club)
  await until('2026-12-01T16:00:00Z')
  expect(pick(1)).toBeUndefined()
  await until('2026-12-01T17:00:00Z')
  expect(pick(1)).toBeDefined()
  expect(await say('club set weekday:Monday')).toMatch(/a weekday does not say enough/)
})

it('meets on the last day of a month that people work on, and says which months have no 31st', async () => {
  expect(await say('club calendar days:"last weekday of the month" time:18:00')).toContain(
    'the last weekday of the month 18:00',
  )
  expect(await say('meeting show', anna)).toMatch(/2026-11-30T17.*2026-12-31T17.*2027-01-29T17.*2027-02-26T17/)
  expect(await say('club set weekday:Monday')).toMatch(/a weekday does not say enough/)
  const said = await say('club calendar days:"the 31st"')
  expect(said).toMatch(
    /the 31st of the month 18:00.*A month without a 31st has no such date; “the last day of the month”/,
  )
  expect(said).toMatch(/2026-12-31T17.*2027-01-31T17.*2027-03-31T16/)
  const both = await say('club calendar days:"15th and 30th"')
  expect(both).toMatch(/A month without a 30th has no such date.*2027-01-30T17.*2027-02-15T17/)
  expect(await say('club calendar days:"1st and 15th"')).not.toContain('A month without')
})

it('what a post says of a meeting that was stays, and of the next one follows', async () => {
  await say('club calendar days:Thursday time:18:00 place:"Room 5"')
  await say('club rota how:volunteers')
  await someVote(club)
  await until('2026-11-20T12:00:00Z')
  const met = /We meet {2}2026-11-19T17:00:00Z moment , {2}Room 5.*Add slides.*Next: {2}2026-11-26T17:00:00Z/
  expect(shown(1)).toMatch(met)
  expect(await say('week', anna)).toMatch(/We met {2}2026-11-19T17:00:00Z/)
  await say('club calendar place:none')
  await say('meeting move date:2026-11-26 to:2026-11-27')
  await club.all.idle()
  expect(shown(1)).toMatch(/We met {2}2026-11-19T17:00:00Z moment , {2}Room 5.*Add slides.*Next: {2}2026-11-27T17:00/)
})

it('a date that is added when its paper should stand already has one all the same, and wakes a club that was over', async () => {
  await say('club calendar days:Friday time:16:00 until:2026-11-27 lead:"5 days"')
  await someVote(club)
  await until('2026-11-22T15:00:00Z')
  expect(pick(1)).toBeDefined()
  expect(await say('club show', anna)).toContain('none: the calendar has no further date')
  await until('2026-11-28T09:00:00Z')
  await say('meeting add date:2026-12-02')
  await someVote(club)
  await until('2026-12-02T14:00:00Z')
  expect(pick(2)).toBeUndefined()
  await until('2026-12-02T15:00:00Z')
  expect(pick(2)).toBeDefined()
})

it('a calendar that is over lets the club pause, says so, and goes on with the next term', async () => {
  await say('club calendar until:2026-12-01')
  await someVote(club)
  await until('2026-11-23T08:00:00Z')
  await someVote(club)
  await until('2026-11-30T08:00:00Z')
  await someVote(club)
  await until('2026-12-14T08:00:00Z')
  expect(pick(2)).toBeDefined()
  expect(pick(3)).toBeUndefined()
  expect(await say('club show', anna)).toContain('none: the calendar has no further date')
  expect(await say('club resume')).toContain('The calendar has no further date')
  await say('club calendar until:none')
  expect(await say('club resume')).toContain('2026-12-21T08:00:00Z')
})

it('is shown to everyone and changed by organisers alone', async () => {
  expect(await say('club calendar', anna)).toContain('Monday 09:00')
  expect(await say('meeting show', anna)).toContain('2026-11-23T08:00:00Z')
  expect(await say('club calendar days:Friday', anna)).toContain('Only organisers')
  expect(await say('meeting cancel date:2026-11-30', anna)).toContain('Only organisers')
  expect(await say('club calendar', anna)).toContain('Monday 09:00')
})

it('takes the quotation marks that somebody typed on Discord, where none are needed', async () => {
  const values = { days: '"every second Friday"', time: '"4pm"', lead: '“5 days”', place: '"Room 5"' }
  const where = { room: NORTH, caller: olga, interaction: interaction() }
  const { reply } = club.app.run({ ...where, command: 'club calendar', values })
  const said = await reply
  expect(said.kind === 'card' ? textOf(said.card) : '').toMatch(/every second Friday 16:00.*Room 5.*5 days before/)
})

it('says what it does not understand, and changes nothing then', async () => {
  expect(await say('club calendar days:"now and then" time:17:00')).toContain('every second Friday')
  expect(await say('club calendar zone:IST')).toContain('Asia/Kolkata or Europe/Dublin')
  expect(await say('meeting cancel date:2026-11-24')).toContain('The club does not meet on 2026-11-24')
  expect(await say('club calendar until:2020-01-01')).toContain('“until” must be a day after “from”')
  expect(await say('club calendar')).toContain('Monday 09:00')
})

it('shows a pick anew in every room, once the chat takes it', async () => {
  await say('club calendar days:Friday time:16:00 lead:"5 days"')
  await someVote(club)
  await until('2026-11-22T16:00:00Z')
  club.south.state = 'failing'
  await say('club calendar place:"Room 7"')
  await club.all.idle()
  const inSouth = () =>
    textOf(club.south.posts.find(({ key }) => key === 'pick.club.1')?.card ?? { title: '', blocks: [] })
  expect(shown(1)).toContain('Room 7')
  expect(inSouth()).not.toContain('Room 7')
  club.south.state = 'ready'
  await club.all.tick()
  await club.all.idle()
  expect(inSouth()).toContain('Room 7')
})

const reminded = () => club.north.posts.filter(({ key }) => /^(week|day|hour)ahead\./.test(key)).map(({ key }) => key)

it('reminds every room before a meeting, once each time', async () => {
  await say('club calendar days:Friday time:16:00 zone:"New York" lead:"8 days" remind:"a week, a day and an hour"')
  expect(await say('club calendar')).toContain('A reminder comes a week, a day, an hour before')
  await someVote(club)
  await until('2026-11-19T22:00:00Z')
  expect(pick(1)).toBeDefined()
  expect(reminded()).toEqual([])
  await until('2026-11-20T21:00:00Z')
  expect(reminded()).toEqual(['weekahead.club.1'])
  await until('2026-11-26T21:00:00Z')
  expect(reminded()).toEqual(['weekahead.club.1', 'dayahead.club.1'])
  await until('2026-11-27T20:00:00Z')
  expect(reminded()).toEqual(['weekahead.club.1', 'dayahead.club.1', 'hourahead.club.1'])
  const last = club.north.posts.find(({ key }) => key === 'hourahead.club.1')
  expect(textOf(last?.card ?? { title: '', blocks: [] })).toMatch(/^Coming up: .*We meet {2}2026-11-27T21:00:00Z/)
  expect(club.south.posts.filter(({ key }) => key.endsWith('ahead.club.1'))).toHaveLength(3)
  await until('2026-11-28T21:00:00Z')
  expect(reminded().filter((key) => key.endsWith('.1'))).toHaveLength(3)
})

it('promises no reminder that would come before the paper stands, and says how it could', async () => {
  const without = await say('club calendar days:Friday time:16:00 remind:"2 weeks, an hour, afterwards"')
  expect(without).not.toContain('A reminder comes')
  expect(without).toMatch(/No reminder comes 2 weeks, an hour before: .* only when the club meets\. .*lead:"15 days"/)
  expect(without).toContain('asked how it was')
  expect(await say('club calendar lead:"3 days"')).toMatch(
    /A reminder comes an hour before ?\. No reminder comes 2 weeks before: .* only 3 days before\. .*lead:"15 days"/,
  )
  expect(await say('club calendar remind:"3 days, 10 minutes"')).toMatch(
    /A reminder comes 10 minutes before ?\. No reminder comes 3 days before: .*lead:"4 days"/,
  )
  expect(await say('club calendar lead:1h remind:hour')).toMatch(/No reminder comes an hour before: .*lead:"2 hours"/)
  const all = await say('club calendar lead:"4 days" remind:"3 days, 10 minutes"')
  expect(all).toContain('A reminder comes 3 days, 10 minutes before')
  expect(all).not.toContain('No reminder')
  // The next meeting is nearer than that, and has its paper when it was to.
  await someVote(club)
  await until('2026-11-20T16:00:00Z')
  await someVote(club)
  await until('2026-11-23T16:00:00Z')
  await until('2026-11-24T16:00:00Z')
  const kinds = club.north.posts.filter(({ key }) => key.includes('ahead.club.')).map(({ key }) => key)
  expect(kinds).toEqual(['threedaysahead.club.2'])
})

it('reminds of a meeting at its new time, and not of one that was cancelled', async () => {
  await say('club calendar days:Friday time:16:00 lead:"5 days" remind:"a day"')
  await someVote(club)
  await until('2026-11-22T16:00:00Z')
  await say('meeting move date:2026-11-27 to:2026-11-25')
  await until('2026-11-24T15:00:00Z')
  expect(reminded()).toEqual(['dayahead.club.1'])

  await someVote(club)
  await until('2026-11-29T16:00:00Z')
  expect(pick(2)).toBeDefined()
  await say('meeting cancel date:2026-12-04 reason:holiday')
  await until('2026-12-04T16:00:00Z')
  expect(reminded()).toEqual(['dayahead.club.1'])
})

it('a reminder that is late comes as long as the meeting has not begun, and then no more', async () => {
  await say('club calendar days:Friday time:16:00 lead:"5 days" remind:"a day"')
  await someVote(club)
  await until('2026-11-22T16:00:00Z')
  expect(await club.all.waiting()).toEqual([])
  club.clock.advance({ days: 4, hours: 12 })
  await club.all.tick()
  expect(reminded()).toEqual(['dayahead.club.1'])
  await someVote(club)
  await until('2026-11-29T16:00:00Z')
  club.clock.advance({ days: 6 })
  await club.all.tick()
  expect(reminded()).toEqual(['dayahead.club.1'])
})

it('rooms are told which single date is another one now, and how long before a meeting its paper stands', async () => {
  const news = async () => {
    await club.all.idle()
    return textOf(club.north.posts.filter(({ key }) => key.startsWith('news')).at(-1)?.card ?? '')
  }
  await say('club calendar days:Monday place:"Room 5"')
  await say('meeting move date:2026-11-30 to:2026-12-01')
  expect(await news()).toMatch(/2026-11-30T08:00:00Z.*2026-12-01T08:00:00Z/)
  await say('meeting cancel date:2026-12-07')
  expect(await news()).toContain('2026-12-07T08:00:00Z')
  expect(await say('club calendar lead:"1 hour"')).toContain('The paper stands an hour before')
  expect(await say('club calendar lead:"36 hours"')).toContain('The paper stands 36 hours before')
  expect(await say('club show')).toContain('36 hours before the meeting')
})

it('a date without a paper is told of, reminded of, and asked about no more once it is over', async () => {
  await say('club calendar days:Monday lead:"2 days" place:"Room 5" remind:"a day, afterwards"')
  await say('meeting edit date:2026-11-30 kind:other topic:"Guest talk"')
  await until('2026-12-02T08:00:00Z')
  const told = club.north.posts.filter(({ card }) => textOf(card).includes('Guest talk'))
  expect(told.map(({ card }) => textOf(card))).toEqual([
    expect.stringContaining('Guest talk'),
    expect.stringContaining('Guest talk'),
  ])
})
