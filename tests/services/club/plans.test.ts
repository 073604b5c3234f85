import { beforeEach, expect, it } from 'vitest'
import { person, press, runTo, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { noReader } from '../../fakes/no-reader.ts'
import { digest, entry } from '../../library/digests.ts'

const olga = person('north:olga')
const anna = person('north:anna')

let club: TestClub

beforeEach(async () => {
  club = await testClub()
})

const plain = (value: unknown) => textOf(value).replaceAll(/\s+/g, ' ')
const say = async (text: string, who = olga) => plain(await club.type(text, who))

it('keeps what an organiser settles of a date, shows it to everyone, and a move takes it along', async () => {
  await say('club calendar days:Friday time:16:00 place:"Room 5"')
  const said = await say(
    'meeting edit date:2026-11-27 topic:"Distributed queues" length:70 papers:"Dynamo https://a.example/dynamo.pdf; optional: FOQS" people:"host: Ada Lovelace; chair: Bob" questions:"Why queues?; What next?" links:"slides https://a.example/slides"',
  )
  for (const part of ['Room 5', '70 minutes', 'Distributed queues', 'Dynamo', 'FOQS (optional)', 'Why queues?'])
    expect(said).toContain(part)
  await say('meeting move date:2026-11-27 to:2026-11-25')
  const shown = await say('meeting show', anna)
  expect(shown).toContain(
    '2026-11-25T15:00:00Z moment (moved from 2026-11-27) — Distributed queues ; Dynamo ; FOQS (optional) ; host: Ada Lovelace ; chair: Bob 2026-12-04',
  )
  expect(await say('meeting show date:2026-11-25', anna)).toMatch(/What next\?.*https:\/\/a\.example\/slides/)
  await say('meeting edit date:2026-11-25 topic:none papers:none people:none questions:none links:none length:none')
  expect(await club.store.range('plans/')).toEqual([])
})

it('changes nothing for who is no organiser, on a day without a meeting, or with what it does not understand', async () => {
  expect(await say('meeting edit date:2026-11-23 topic:Mine', anna)).toContain('Only organisers')
  expect(await say('meeting edit date:2026-11-24 topic:Queues')).toContain('The club does not meet on 2026-11-24')
  expect(await say('meeting edit date:2026-11-23 topic:Queues links:slides')).toContain('needs a web address')
  expect(await say('meeting edit date:2026-11-23 topic:Queues length:long')).toContain('such as 90 minutes')
  expect(await club.store.range('plans/')).toEqual([])
})

it('finds a paper of the library by its title, and takes another one in as it was written', async () => {
  const { catalogue } = await club.all.of('north:g1:c1')
  const [known] = (await catalogue.find('attention', 1)).papers
  await say(`meeting edit date:2026-11-23 papers:"${known?.title}; A Title Of Our Own"`)
  const [{ value } = { value: null }] = await club.store.range('plans/')
  expect(value).toMatchObject({ papers: [{ paper: known?.id }, { title: 'A Title Of Our Own', by: olga.account }] })
  expect(await say('show A Title Of Our Own', anna)).toContain('A Title Of Our Own')
})

it('forgets who had a part in a meeting, and what remains says a former member', async () => {
  await say('meeting edit date:2026-11-23 people:"presenter: <@anna|Anna B>"')
  expect(await say('me show', anna)).toContain('Your part in 1 meeting')
  await club.click('me forget:confirm:', [], anna)
  expect(JSON.stringify(await club.store.range('plans/'))).not.toMatch(/anna/i)
  expect(await say('meeting show')).toContain('presenter: a former member')
})

const posts = (key: string) => club.north.posts.filter((post) => `${post.key}.`.startsWith(`${key}.`))
const shown = (key: string) => textOf(posts(key).at(-1)?.card ?? '').replaceAll(/\s+/g, ' ')

/** What was told besides the weeks, but for changes of the dates. */
const told = () =>
  posts('news')
    .map(({ card }) => card.title)
    .filter((title) => title !== 'The dates have changed')

const until = (instant: string) => runTo(club, instant)

it('reads on a date what was chosen for it, and the open ballot goes on with every vote', async () => {
  await someVote(club)
  const voted = await say('vote', person('vera'))
  await say(
    'meeting edit date:2026-11-23 topic:Queues papers:"A Title Of Our Own; optional: Another Title" people:"host: Ada" questions:"Why queues?; What next?"',
  )
  await club.all.idle()
  expect(shown('ballot.club.1')).toContain('Voting closes 2026-11-30T08:00:00Z')
  await until('2026-11-23T08:00:00Z')
  expect(shown('pick.club.1')).toMatch(
    /^Paper of the week: A Title Of Our Own .*Topic: Queues.*With host: Ada.*To begin with: Why queues\?.*Also to read.*Another Title \(optional\)/,
  )
  expect(shown('pick.club.1')).not.toContain('What next?')
  expect(plain(await club.click('week:more:pick.club.1'))).toMatch(/an organiser chose it.*What next\?.*Results/)
  expect(shown('ballot.club.1')).toContain('The same ballot, with every vote, is open for the next one')
  expect(shown('ballot.club.2')).toContain('1 person has voted')
  expect((await say('vote', person('vera'))).slice(0, 300)).toBe(
    voted.replace('2026-11-23', '2026-11-30').replace('ballot.club.1', 'ballot.club.2').slice(0, 300),
  )
  expect(await say('results', anna)).toContain('Picked: A Title Of Our Own')

  await say('meeting edit date:2026-11-23 topic:Stacks people:"host: Bob"')
  await club.all.idle()
  expect(shown('pick.club.1')).toMatch(/Topic: Stacks.*host: Bob/)
  expect(await say('week', anna)).toContain('host: Bob')

  await until('2026-11-30T08:00:00Z')
  expect(plain(await club.click('week:more:pick.club.2'))).toContain('it had 1 vote')
  expect(await say('nominate "Another Title"', anna)).toContain('has read')
})

it('tells of a date without a paper when its time has come, reminds of it, and chooses nothing for it', async () => {
  await someVote(club)
  await say('club calendar days:Monday time:16:00 lead:"2 days" remind:"a day" place:"Room 5"')
  await say('meeting edit date:2026-11-23 kind:social topic:Barbecue people:"cook: Bob" place:Garden')
  await club.all.idle()
  expect(shown('ballot.club.1')).toContain('Voting closes 2026-11-28T15:00:00Z')
  await until('2026-11-21T15:00:00Z')
  expect(posts('pick')).toEqual([])
  expect(told()).toEqual(['Barbecue'])
  expect(shown('news')).toMatch(/We meet 2026-11-23T15:00:00Z moment , Garden \. .*With cook: Bob/)
  await until('2026-11-22T15:00:00Z')
  expect(told()).toEqual(['Barbecue', 'Coming up: Barbecue'])
  await until('2026-11-28T15:00:00Z')
  expect(posts('pick')).toHaveLength(1)
  expect(told()).toHaveLength(2)
  expect(shown('pick.club.1')).toContain('We meet 2026-11-30T15:00:00Z')
})

it('tells at once of a date that becomes a social one late, and reminds of none that was cancelled', async () => {
  await say('club calendar days:Monday time:16:00 lead:"2 days" remind:"a day"')
  await until('2026-11-21T16:00:00Z')
  await say('meeting edit date:2026-11-23 kind:social')
  await club.all.idle()
  expect(told()).toEqual(['A social evening'])
  await say('meeting cancel date:2026-11-23')
  await until('2026-11-23T16:00:00Z')
  expect(told()).toEqual(['A social evening'])
  expect(await club.all.waiting()).toEqual([])
})

it('a term whose last date is a social one tells of it, and the club pauses after it', async () => {
  await say('club calendar days:Monday time:16:00 until:2026-11-30')
  await someVote(club)
  await say('meeting edit date:2026-11-30 kind:other topic:"Practice talk"')
  await until('2026-11-30T15:00:00Z')
  expect(posts('pick')).toHaveLength(1)
  expect(shown('news')).toContain('Practice talk')
  expect(await say('club show', anna)).toContain('none: the calendar has no further date')
})

it('says each change of the dates once, in words, with the next date', async () => {
  await say('club calendar days:Monday time:16:00 lead:"5 days" place:"Room 5"')
  const heard: string[] = []
  /** What the room is told by a command. */
  const news = async (command: string) => {
    await say(command)
    await club.all.idle()
    const texts = posts('news').map(({ card }) => plain(card))
    const fresh = texts.slice(heard.length)
    heard.push(...fresh)
    return fresh
  }
  expect((await news('club set weekday:Tuesday')).at(-1)).toMatch(
    /From now on it is every Tuesday 16:00 \(Europe\/Berlin\) \..*The next one is 2026-11-24T15:00:00Z/,
  )
  expect(await news('meeting move date:2026-12-01 to:2026-12-03 time:18:00')).toEqual([
    expect.stringMatching(
      /The meeting of 2026-12-01T15:00:00Z moment is on 2026-12-03T17:00:00Z.*next one is 2026-11-24/,
    ),
  ])
  expect(await news('meeting cancel date:2026-11-24 reason:"the speaker is ill"')).toEqual([
    expect.stringMatching(
      /There is no meeting 2026-11-24T15:00:00Z moment : the speaker is ill\..*next one is 2026-12-03/,
    ),
  ])
  for (const command of ['meeting show', 'meeting edit', 'meeting take'])
    expect(await say(`${command} date:2026-11-24`)).toContain(
      'The meeting of 2026-11-24 is cancelled: the speaker is ill.',
    )
  expect(await say('meeting show date:2026-12-01')).toContain('The meeting of 2026-12-01 is on 2026-12-03')
  expect(await say('meeting edit date:2026-12-03')).toContain('Nothing was changed')
  expect(await news('club calendar break:"2026-12-20 to 2027-01-03 winter break"')).toEqual([
    expect.stringMatching(/No meeting 2026-12-20 to 2027-01-03: winter break\./),
  ])
  expect(await say('meeting show date:2026-12-22')).toContain('does not meet on 2026-12-22: winter break.')
  expect(await news('meeting add date:2026-12-23')).toEqual([
    expect.stringMatching(/There is a meeting 2026-12-23T15:00:00Z/),
  ])
  await club.click('meeting cancel:undo:2026-11-24', [], olga)
  expect(await news('club calendar place:"Room 6"')).toEqual([
    expect.stringMatching(/There is a meeting 2026-11-24T15:00:00Z.*next one is 2026-11-24/),
    expect.stringMatching(/Reading group meets here from now on: Room 6/),
  ])
  expect(await news('club calendar place:none')).toEqual([
    expect.stringMatching(/Reading group has no place to meet any more\. It was Room 6/),
  ])
  expect(await news('club calendar unbreak:2026-12-24')).toEqual([
    expect.stringMatching(
      /The break of 2026-12-20 to 2027-01-03 is off\..*There is a meeting 2026-12-22T15:00:00Z.*2026-12-29T15:00:00Z/,
    ),
  ])
  expect(await say('meeting move date:2026-12-29 to:2026-12-29')).toMatch(
    /The meeting of 2026-12-29 is on that day at that time already\. Nothing was changed/,
  )
  expect(await news('meeting move date:2026-12-29 to:2026-12-29 time:18:00')).toHaveLength(1)
  expect(await news('club pause')).toEqual([])
  expect(await news('club resume')).toEqual([expect.stringMatching(/has ended its pause\. The next pick comes 2026-/)])
  expect(await news('club set size:6')).toEqual([])
})

it('another weekday, time or rhythm takes along what was settled, who comes, and a paper that is announced', async () => {
  await say('club calendar days:Monday time:16:00 lead:"5 days" place:"Room 5"')
  await say('meeting edit date:2026-11-30 topic:Queues papers:"A Title Of Our Own"')
  await say('meeting edit date:2026-12-07 kind:social topic:Barbecue')
  await someVote(club)
  await until('2026-11-20T08:00:00Z')
  await say('meeting add date:2026-12-09')
  await say('club calendar days:Wednesday time:18:00 zone:London')
  await club.all.idle()
  const coming = await say('meeting show', anna)
  expect(coming).toMatch(
    /2026-11-25T18:00:00Z.*2026-12-02T18:00:00Z moment — Queues ; A Title Of Our Own 2026-12-09T18:00:00Z/,
  )
  expect(coming).toMatch(/Barbecue/)
  await until('2026-11-27T19:00:00Z')
  expect(shown('pick.club.2')).toContain('A Title Of Our Own')
  expect(shown('pick.club.2')).toContain('We meet 2026-12-02T18:00:00Z')
  await say('club calendar time:19:00')
  await club.all.idle()
  expect(shown('pick.club.2')).toContain('We meet 2026-12-02T19:00:00Z')
})

it('keeps three skips when the time is changed, and no week of two days when the weekday is', async () => {
  for (const due of ['2026-11-23T08:00:00Z', '2026-11-30T08:00:00Z', '2026-12-07T08:00:00Z'])
    await club.click(`club skip:confirm:${Temporal.Instant.from(due).epochMilliseconds / 1000}`, [], olga)
  await say('club set time:10:00')
  expect(await say('club show', anna)).toContain('2026-12-14T09:00:00Z')
  await someVote(club)
  await until('2026-12-14T09:00:00Z')
  expect(posts('pick')).toHaveLength(1)
  await say('club set weekday:Wednesday')
  expect(await say('club show', anna)).toContain('2026-12-23T09:00:00Z')
  await club.all.tick()
  expect(await say('meeting show', anna)).toContain('2026-12-23T09:00:00Z')
  expect(await say('meeting show', anna)).not.toContain('2026-12-16')
})

it('pauses until a day, goes on by itself on it, and says both', async () => {
  await someVote(club)
  expect(await say('club pause until:2026-12-10')).toMatch(
    /paused since 2026-11-18T12:00:00Z date until 2026-12-09T23:00:00Z/,
  )
  const until10 = /The club has paused until 2026-12-09T23:00:00Z date \. Before that day nothing is chosen/
  for (const command of ['meeting show', 'club calendar', 'meeting show date:2026-11-23'])
    expect(await say(command, anna)).toMatch(until10)
  expect(await say('meeting show date:2026-12-14', anna)).not.toContain('has paused')
  await club.all.idle()
  expect(shown('news')).toMatch(/goes on by itself 2026-12-09T23:00:00Z date/)
  expect(await say('club pause until:2026-11-01')).toContain('“until” must be a day that is to come')
  await until('2026-12-09T22:00:00Z')
  expect([...posts('pick'), ...posts('news')].map(({ key }) => key)).toEqual(['news.club.1'])
  await until('2026-12-10T00:00:00Z')
  expect(await say('meeting show', anna)).not.toContain('has paused')
  expect(shown('news')).toMatch(/has ended its pause\. The next pick comes 2026-12-14T08:00:00Z/)
  await until('2026-12-14T08:00:00Z')
  expect(posts('pick')).toHaveLength(1)
  expect(posts('news')).toHaveLength(2)
})

it('has no date before that of its first pick, which nobody could take then, and has it again at another time', async () => {
  club = await testClub({ now: '2026-11-29T11:00:00Z' })
  await say('club rota how:volunteers')
  expect(await say('club show')).toContain('2026-12-07T08:00:00Z')
  for (const command of ['meeting show', 'club calendar', 'club rota']) {
    expect(await say(command)).toContain('2026-12-07T08:00:00Z')
    expect(await say(command)).not.toContain('2026-11-30')
  }
  expect(await say('meeting take date:2026-11-30', anna)).toContain('The club does not meet on 2026-11-30')
  expect(await say('meeting coming date:2026-11-30', anna)).toContain('The club does not meet on 2026-11-30')
  expect(await say('meeting take', anna)).toContain('2026-12-07T08:00:00Z')
  await say('club set weekday:Wednesday')
  expect(await say('club show')).toContain('2026-12-02T08:00:00Z')
  expect(await say('meeting show')).toMatch(/2026-12-02T08:00:00Z moment — presenter: north:anna/)
})

it('leaves what a meeting of a day that is over read as it was, and takes its slides still', async () => {
  await say('club calendar days:Monday time:16:00 place:"Room 5"')
  await someVote(club)
  await say('meeting coming date:2026-11-23 answer:yes', anna)
  await until('2026-11-23T20:00:00Z')
  expect(await say('meeting coming date:2026-11-23 answer:no', anna)).toContain('not coming this time')
  await until('2026-11-24T08:00:00Z')
  for (const command of ['club choose paper:Another date:2026-11-23', 'meeting edit date:2026-11-23 kind:social'])
    expect(await say(command)).toContain('The meeting of 2026-11-23 is over')
  expect(await say('meeting coming date:2026-11-23 answer:yes', anna)).toContain('The meeting of 2026-11-23 is over')
  expect(plain(await club.click('meeting coming:yes:2026-11-23', [], anna))).toContain('is over')
  expect(await say('meeting edit date:2026-11-23 links:"slides https://a.example/slides"')).toContain('slides')
  expect(
    posts('news')
      .map(({ card }) => plain(card))
      .join(),
  ).not.toContain('Another paper is read')
  const was = await say('meeting show date:2026-11-23', anna)
  expect(was).toContain('1 cannot this time')
  expect(was).not.toContain("I'm coming")
  expect(plain(await club.click('meeting coming:named:2026-11-23', [], anna))).toContain('Your name is shown')
})

it('tells whose choice for a date gave way, whoever chose it, and says so to who chooses', async () => {
  await say('meeting edit date:2026-11-30 papers:"Mine first"', person('north:oda', true))
  expect(await say('club choose date:2026-11-30 paper:"Mine second"')).toContain('It takes the place of “Mine first”')
  await club.all.idle()
  expect(shown('news')).toMatch(/took back.*Mine first.*chosen for.*2026-11-30.*Instead the group reads.*Mine second/)
  const told = posts('news').length
  // One's own choice is nobody else's to hear of.
  expect(await say('club choose date:2026-11-30 paper:"Mine third"')).toContain('It takes the place of “Mine second”')
  await club.all.idle()
  expect(posts('news')).toHaveLength(told)
})

it('adds nothing to the library for a choice, a list or a plan that is refused', async () => {
  await say('club calendar days:Monday,Wednesday')
  await runTo(club, '2026-11-24T12:00:00Z')
  for (const refused of [
    'club choose date:2026-11-23 paper:"Refused one"',
    'meeting edit date:2026-11-23 papers:"Refused two"',
    'meeting edit date:2026-11-30 papers:"Refused three" links:slides',
    'club list papers:"Refused four; Refused five" next:3',
  ])
    expect(await say(refused)).toMatch(/is over|needs a web address|The list has 2 papers/)
  const { catalogue } = await club.all.of('north:g1:c1')
  for (const title of ['Refused one', 'Refused two', 'Refused three', 'Refused four'])
    expect((await catalogue.complete(title, 1)).filter((paper) => paper.title === title)).toEqual([])
})

it('says where a list is longer than it can be', async () => {
  const titles = Array.from({ length: 120 }, (_, index) => `Title ${index + 1}`)
  await say(`club list papers:"${titles.join('; ')}"`)
  expect(await say(`club list more:"${titles.map((title) => `Other ${title}`).join('; ')}"`)).toContain(
    'A list has 200 papers at most: those after that were left out',
  )
})

it('moves no announced meeting to a day that is too near without a word', async () => {
  await say('club calendar days:Friday time:16:00 lead:"7 days" place:"Room 5"')
  await someVote(club)
  await runTo(club, '2026-11-24T12:00:00Z')
  const before = await say('meeting show')
  expect(before).toContain('2026-11-27')
  expect(await say('club calendar days:Wednesday time:09:00')).toMatch(
    /The meeting of 2026-11-27 is announced, and would be on 2026-11-25, in less than a day\. Nothing was changed/,
  )
  expect(await say('meeting show')).toBe(before)
  expect(await say('club calendar days:Wednesday from:2026-12-01')).toContain('2026-12-02')
})

it('lists no date of a weekly club that goes on which is too near for its pick', async () => {
  await say('club pause')
  club.clock.set('2026-11-22T20:00:00Z')
  await say('club resume')
  expect(await say('club show')).toContain('2026-11-30T08:00:00Z')
  expect(await say('meeting show')).not.toContain('2026-11-23')
})

it('a meeting whose paper stands is cancelled though a later paper stands too, and nobody is reminded of it', async () => {
  await say('club calendar days:"Tue and Fri" time:12:00 lead:"7 days" remind:"a day" place:"Room 5"')
  await say('club set way:random')
  await runTo(club, '2026-11-24T12:00:00Z')
  const picks = posts('pick').length
  expect(picks).toBeGreaterThan(1)
  await say('meeting cancel date:2026-11-27 reason:flu')
  await say('meeting move date:2026-12-01 to:2026-12-02')
  await runTo(club, '2026-11-30T12:00:00Z')
  const cancelled = posts('pick').filter(({ card }) => textOf(card).includes('Cancelled'))
  expect(cancelled.map(({ card }) => textOf(card))).toEqual([expect.stringContaining('flu')])
  expect(posts('dayahead')).toEqual([])
  await runTo(club, '2026-12-01T12:00:00Z')
  expect(posts('dayahead').map(({ card }) => textOf(card))).toEqual([expect.stringContaining('2026-12-02')])
})

it('a paper that won for a meeting that is cancelled waits with its nomination, and not once that is taken back', async () => {
  await say('club calendar days:Friday time:16:00 lead:"5 days" place:"Room 5"')
  const [paper] = await (await club.all.of('north:g1:c1')).catalogue.mix('any', [], 1)
  const title = paper?.title ?? ''
  await say(`nominate "${title}" reason:"It is short"`, anna)
  await runTo(club, '2026-11-22T16:00:00Z')
  expect(shown('pick.club.1')).toContain(title)
  const once = (await say('history', anna)).split(title).length
  expect(once).toBeGreaterThan(1)

  const waits = `“${title}” waits among the nominations again, ahead of the others.`
  const cancelled = await club.type('meeting cancel date:2026-11-27 reason:flu', olga)
  await club.all.idle()
  expect(plain(cancelled)).toContain(waits)
  expect(shown('news')).toContain(waits)
  expect(await say('history', anna)).not.toContain(title)
  expect(await say(`discuss "${title}"`, anna)).toContain('Not read yet')

  expect(plain(await press(club, cancelled, 'Take it back', olga))).toContain('Taken back')
  await club.all.idle()
  expect(shown('news')).toContain(`“${title}” is read after all.`)
  expect(await say('history', anna)).toContain(title)
  expect(await say(`discuss "${title}"`, anna)).toContain('Discussion')
  expect(await say(`nominate "${title}"`, anna)).toContain('has read')

  await say('meeting cancel date:2026-11-27 reason:flu')
  await someVote(club)
  await runTo(club, '2026-11-29T16:00:00Z')
  const ballot = await say('vote', anna)
  expect(ballot).toMatch(/nominated by anna.*It is short/i)
  expect(ballot.indexOf(title)).toBeGreaterThan(0)
  await someVote(club)
  await runTo(club, '2026-12-06T16:00:00Z')
  expect(shown('pick.club.3')).toContain(title)
  expect((await say('history', anna)).split(title)).toHaveLength(once)
})

it('a list without a single day is told to hold no meetings that were', async () => {
  const read = async () => ({
    ...{ format: 'plain', picked: [null], problems: [] },
    digest: digest('list', null, [entry('On Newts')]),
  })
  const other = await testClub({ reader: { ...noReader, read } })
  expect(textOf(await other.type('add "history: https://example.org/list"', olga))).toContain(
    'No meeting with its day was found in that.',
  )
})
