import { beforeEach, expect, it } from 'vitest'
import { person, press, runTo, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('olga')
const anna = person('anna')

let club: TestClub

beforeEach(async () => {
  club = await testClub()
})

const say = async (text: string, who = olga) => textOf(await club.type(text, who))
const shown = (n: number) =>
  textOf(club.north.posts.find(({ key }) => key === `pick.club.${n}`)?.card ?? { title: '', blocks: [] })
const told = () => club.north.posts.map(({ card }) => textOf(card))

async function feed(): Promise<string> {
  const [, id = '', token = ''] = /calendar\/([^/]+)\/([\w-]+)\.ics/.exec(await say('club subscribe', anna)) ?? []
  return (await club.all.calendar({ club: id, token })) ?? ''
}

it('a club meets at a time of its own by each rule, and picks, reminds and is shown by it', async () => {
  expect(await say('club calendar days:"Mon 10:00 and Thu 14:00" remind:"an hour" place:"Room 5"')).toContain(
    'every Monday 10:00; every Thursday 14:00 (Europe/Berlin)',
  )
  expect(await say('club show', anna)).toContain('every Monday 10:00; every Thursday 14:00 (Europe/Berlin)')
  expect(await say('meeting show', anna)).toMatch(
    /2026-11-19T13:00:00Z.*2026-11-23T09:00:00Z.*2026-11-26T13:00:00Z.*2026-11-30T09:00:00Z/,
  )
  const picks = ['2026-11-19T13:00:00Z', '2026-11-23T09:00:00Z', '2026-11-26T13:00:00Z']
  for (const [index, at] of picks.entries()) {
    await someVote(club)
    await runTo(club, Temporal.Instant.from(at).subtract({ hours: 1 }).toString())
    expect(shown(index + 1).trim()).toBe('')
    await runTo(club, at)
    expect(shown(index + 1)).toContain(`We meet  ${at}`)
  }
  const calendar = await feed()
  for (const start of ['20261119T130000Z', '20261123T090000Z', '20261126T130000Z', '20261130T090000Z'])
    expect(calendar.split(`DTSTART:${start}`)).toHaveLength(2)
})

it('reminders and early papers come before each meeting at its own time', async () => {
  await say('club calendar days:"Mon 10:00 for 90 minutes; Thu 14:00" remind:"an hour, afterwards" lead:"2 days"')
  await someVote(club)
  await runTo(club, '2026-11-21T09:00:00Z')
  expect(told().at(-1)).not.toContain('Coming up')
  await runTo(club, '2026-11-23T08:00:00Z')
  expect(told().filter((text) => text.includes('Coming up'))).toHaveLength(1)
  const calendar = await feed()
  expect(calendar).toMatch(/DTSTART:20261123T090000Z\r\nDTEND:20261123T103000Z/)
  expect(calendar).toMatch(/DTSTART:20261126T130000Z\r\nDTEND:20261126T140000Z/)
  expect(await say('meeting show date:2026-11-23', anna)).toContain('90 minutes')
  expect(await say('meeting show date:2026-11-26', anna)).not.toContain('minutes')
})

it('what is planned for the dates of one rule stays there when another one changes, comes or goes', async () => {
  await say('club calendar days:"Mon and Thu 18:00"')
  await say('meeting edit date:2026-11-26 topic:"Thursday light"')
  await say('meeting edit date:2026-11-23 topic:"Monday light"')
  await say('meeting move date:2026-12-03 to:2026-12-04')
  const stands = async (monday: string, thursday: string, friday: string) => {
    const list = await say('meeting show', anna)
    if (monday) expect(list).toMatch(new RegExp(`2026-11-${monday}Z moment.{1,6}Monday light`))
    expect(list).toMatch(new RegExp(`2026-11-${thursday}Z moment.{1,6}Thursday light`))
    expect(list).toContain(`2026-12-${friday}`)
  }
  await stands('23T17:00:00', '26T17:00:00', '04T17:00:00Z moment  (moved from 2026-12-03)')
  await say('club calendar days:"Mon 10:00 and Thu 14:00"')
  await stands('23T09:00:00', '26T13:00:00', '04T13:00:00Z moment  (moved from 2026-12-03)')
  await say('club calendar days:"Tue 10:00 and Thu 14:00"')
  await stands('24T09:00:00', '26T13:00:00', '04T13:00:00Z moment  (moved from 2026-12-03)')
  await say('club calendar days:"Tue 10:00; Thu 14:00; first Friday noon"')
  await stands('24T09:00:00', '26T13:00:00', '04T13:00:00Z moment  (moved from 2026-12-03)')
  await say('club calendar days:"Thu 14:00"')
  await stands('', '26T13:00:00', '04T13:00:00Z moment  (moved from 2026-12-03)')
  expect(await say('meeting show')).not.toContain('Monday light')
})

it('two rules that become one leave what is planned on its day, and overwrite nothing', async () => {
  await say('club calendar days:"Mon 10:00 and Thu 14:00"')
  await say('meeting edit date:2026-11-23 topic:"Monday light"')
  await say('meeting edit date:2026-11-26 topic:"Thursday light"')
  await say('meeting coming answer:yes date:2026-11-26', anna)
  await say('club calendar days:"Mon and Thu 18:00"')
  expect(await say('meeting show date:2026-11-23', anna)).toContain('Monday light')
  expect(await say('meeting show date:2026-11-26', anna)).toContain('Thursday light')
  expect(await say('meeting show date:2026-11-19', anna)).not.toContain('light')
})

it('every second week goes on as it was counted when another rule changes', async () => {
  await say('club calendar days:"every second Wed 12:30; Fri 15:00" from:2026-11-25')
  expect(await say('meeting show')).toMatch(/2026-11-25T11:30.*2026-11-27T14.*2026-12-04T14.*2026-12-09T11:30/)
  await runTo(club, '2026-11-28T12:00:00Z')
  await say('club calendar days:"every second Wed 12:30; Fri 16:00"')
  expect(await say('meeting show')).toMatch(/2026-12-04T15.*2026-12-09T11:30.*2026-12-11T15/)
})

it('two rules meet on one day, and where they would at once the later one does', async () => {
  await say('club calendar days:"Wed 12:30; first Wed 16:00"')
  expect(await say('meeting show')).toMatch(/2026-11-25T11:30.*2026-12-02T11:30.*2026-12-02T15:00.*2026-12-09T11:30/)
  await say('meeting edit date:"2026-12-02 16:00" topic:Methods')
  await say('club calendar days:"Wed 12:30; first Wed 12:30"')
  const list = await say('meeting show')
  expect(list).toMatch(/2026-12-02T11:30:00Z moment.{1,6}Methods/)
  expect(list.split('2026-12-02T11:30')).toHaveLength(2)
})

it('a date of a rule is moved, cancelled and taken back at its own time', async () => {
  await say('club calendar days:"Mon 10:00 and Thu 14:00"')
  expect(await say('meeting move date:2026-11-26 to:2026-11-27')).toContain('is on 2026-11-27')
  expect(await say('meeting show')).toContain('2026-11-27T13:00:00Z moment  (moved from 2026-11-26)')
  const cancelled = await club.type('meeting cancel date:2026-12-03 reason:ill', olga)
  expect(await say('meeting show')).toContain('2026-12-03: cancelled, ill')
  expect(await say('meeting show date:2026-12-03')).toContain('The meeting of 2026-12-03 is cancelled: ill')
  expect(await feed()).toMatch(/DTSTART:20261203T130000Z\r\n(?:[^\r]+\r\n){1,3}STATUS:CANCELLED/)
  await press(club, cancelled, 'Take it back', olga)
  expect(await say('meeting show')).toContain('2026-12-03T13:00:00Z')
})

it('one time, or one weekday, for rules that have several is refused, and says so', async () => {
  await say('club calendar days:"Mon 10:00 and Thu 14:00"')
  const before = await say('meeting show')
  expect(await say('club calendar time:18:00')).toMatch(
    /meets by “every Monday 10:00; every Thursday 14:00”, of which one time does not say enough\. Nothing was changed/,
  )
  expect(await say('club set weekday:Friday')).toContain('of which a weekday does not say enough')
  expect(await say('club calendar days:"Mon 10:00" time:11:00')).toContain('“days” says it already')
  expect(await say('meeting show')).toBe(before)
})

it.each([
  ['Mon 10:00 and third Blursday noon', 'third Blursday'],
  ['Mon 25:00', 'Mon 25:00'],
  ['Mon 10:00 CET', 'Mon CET'],
  ['RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=10', 'RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=10'],
  ['DTSTART;TZID=Europe/Paris:20261123T100000 RRULE:FREQ=DAILY', 'RRULE:FREQ=DAILY'],
  ['DTSTART;TZID=America/New_York:20261123T100000 RRULE:FREQ=WEEKLY', 'DTSTART;TZID=America/New_York:20261123T100000'],
  ['RRULE:FREQ=WEEKLY;BYDAY=MO X-COLOUR:red', 'X-COLOUR:red'],
])('what is not understood of days is said, and nothing changes: %s', async (days, what) => {
  const before = await say('club show')
  expect(await say(`club calendar zone:Paris days:"${days}"`)).toContain(`; “${what}” is not. Nothing was changed.`)
  expect(await say('club show')).toBe(before)
})

it.each(['PT90S', 'PT0S', '-PT30M', 'P8D', 'PT999999999999H', 'P1Y', 'PT1.5S', 'P', 'P1W'])(
  'a length that no meeting has is said, and one of whole minutes is taken: %s',
  async (length) => {
    const days = `DTSTART:20261123T100000 DURATION:${length} RRULE:FREQ=WEEKLY;BYDAY=MO`
    const answer = await say(`club calendar days:"${days}"`)
    if (length === 'P1W') expect(answer).toContain('every Monday 10:00 for 10080 minutes')
    else expect(answer).toMatch(/; “(?:DTSTART:20261123T100000|DURATION:.*)” is not\. Nothing was changed\./)
    expect(await say('club calendar days:"Mon 10:00 for 0.3 minutes"')).toContain('Nothing was changed.')
  },
)

it('rules come as calendar programs write them, with their first and last days, dates that are off and others', async () => {
  const lines = [
    'DTSTART;TZID=Europe/Berlin:20261123T100000',
    'DURATION:PT1H30M',
    'RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270104T090000Z',
    'EXDATE;TZID=Europe/Berlin:20261207T100000',
    'RDATE;TZID=Europe/Berlin:20261209T160000',
    'DTSTART;TZID=Europe/Berlin:20261203T140000',
    'RRULE:FREQ=MONTHLY;BYDAY=1TH;COUNT=2',
  ]
  const answer = await say(`club calendar days:"${lines.join(' ')}"`)
  expect(answer).toContain('every second Monday 10:00 for 90 minutes; the first Thursday of the month 14:00')
  expect(answer).toMatch(
    /2026-11-23T09:00.*2026-12-03T13:00.*2026-12-07: cancelled.*2026-12-09T15:00.*2026-12-21T09:00.*2027-01-04T09:00.*2027-01-07T13:00/,
  )
  expect(answer).not.toMatch(/2027-01-18|2027-02-04/)
  expect(await say(`club calendar days:"${lines[5]} ${lines[6]} EXDATE;VALUE=DATE:20261210"`)).toContain(
    'No rule has a date on 2026-12-10',
  )
})

it('a rule has a name and a place of its own, which stand wherever its meetings do', async () => {
  await say('club calendar place:"Room 5" remind:"an hour"')
  expect(
    await say('club calendar days:"Wed 12:30; methods: every 4 weeks on Fri 15:00 in Room 7" from:2026-11-20'),
  ).toContain('every Wednesday 12:30; methods: every fourth Friday 15:00 in Room 7 (Europe/Berlin)')
  expect(await say('meeting show', anna)).toMatch(
    /2026-11-20T14:00:00Z moment {2}— {2}methods 2026-11-25T11:30:00Z moment 2026/,
  )
  const methods = await say('meeting show date:2026-11-20', anna)
  expect(methods).toMatch(/Track methods.*Where Room 7/)
  expect(await say('meeting show date:2026-11-25', anna)).toMatch(/Where Room 5/)
  const calendar = (await feed()).replaceAll('\r\n ', '')
  expect(calendar).toMatch(/DTSTART:20261120T140000Z[\s\S]*?SUMMARY:Reading group\\, methods\r\nLOCATION:Room 7\r\n/)
  expect(calendar).toMatch(/DTSTART:20261125T113000Z[\s\S]*?SUMMARY:Reading group\r\nLOCATION:Room 5\r\n/)

  await someVote(club)
  await press(club, await club.type('club post', olga), 'Close and post', olga)
  expect(shown(1)).toMatch(/We meet {2}2026-11-20T14:00:00Z moment {2}\(methods\) , {2}Room 7/)
  await say('club calendar days:"Wed 12:30; tools: every 4 weeks on Fri 15:00 in Room 8"')
  await club.all.idle()
  expect(shown(1)).toMatch(/We meet {2}2026-11-20T14:00:00Z moment {2}\(tools\) , {2}Room 8/)
  await say('club calendar place:"Room 6"')
  await club.all.idle()
  expect(shown(1)).toMatch(/\(tools\) , {2}Room 8/)
  await runTo(club, '2026-11-20T13:00:00Z')
  expect(told().at(-1)).toMatch(/Coming up.*\(tools\) , {2}Room 8/)
})
