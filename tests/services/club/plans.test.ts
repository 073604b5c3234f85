import { beforeEach, expect, it } from 'vitest'
import { person, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('north:olga')
const anna = person('north:anna')

let club: TestClub

beforeEach(async () => {
  club = await testClub()
})

const say = async (text: string, who = olga) => textOf(await club.type(text, who)).replaceAll(/\s+/g, ' ')

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
