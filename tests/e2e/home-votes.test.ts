/** Votes cast on the Home of the app in Slack, by the real client: as on the ballot in the room, and told of on the Home itself. */
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import type { RoomId } from '../../src/club/keys.ts'
import { BOT_TOKEN } from '../../src/playground/slack/ids.ts'
import { type Inside, openInside } from './inside.ts'
import { eventually } from './people.ts'
import { controlIds, stringsOf } from './words.ts'

let inside: Inside
beforeEach(async () => {
  inside = await openInside()
  onTestFinished(() => inside.close())
})

const idOf = (who: number) => inside.slack.state().personas[who]?.id ?? ''
const homeOf = (who: number) => inside.slack.state().homes?.find(({ persona }) => persona === idOf(who))
const pageOf = (who: number) => stringsOf(homeOf(who)?.view).join('\n')
const blocksOf = (who: number) => JSON.stringify(homeOf(who)?.view)
const open = (who: number) => inside.act('slack', { do: 'home', persona: idOf(who) })
const numbers = (who: number, club = 'club') =>
  controlIds({ text: '', components: [homeOf(who)?.view] }).filter((id) =>
    id.startsWith(`me show:vote:ballot.${club}.`),
  )
const saidTo = (who: number) =>
  inside.slack.state().directs?.find(({ persona }) => persona === idOf(who))?.messages ?? []

function pressControl(who: number, control: string) {
  const { id: message, channel } = homeOf(who) ?? { id: '', channel: '' }
  return inside.act('slack', { do: 'click', persona: idOf(who), channel, message, control })
}
const press = (who: number, nth: number, club?: string) => pressControl(who, numbers(who, club)[nth - 1] ?? '')
const says = (who: number, words: string | RegExp) =>
  eventually(`${words} on the Home, not ${pageOf(who)}`, () =>
    typeof words === 'string' ? pageOf(who).includes(words) : words.test(pageOf(who)),
  )

const roomOf = (chat: 'discord' | 'slack') => inside.rooms[chat]
const tally = async (room: RoomId = roomOf('slack')) => {
  const { rounds } = await inside.bot().services.of(room)
  return (await rounds.voting()).tally
}
const published = () => inside.slack.requests().filter(({ method }) => method === 'views.publish').length

it('takes a vote by the number of a paper, and says there what it is, with the count moved in every room', async () => {
  await open(1)
  expect(numbers(1)).toHaveLength(5)
  expect(pageOf(1)).toContain('You have no vote on this ballot now.')
  await press(1, 2)
  await says(1, /You voted for \*[^*]+\*\.\n/)
  expect(blocksOf(1)).toContain('2, your vote: ')
  await press(1, 4)
  await says(1, /You voted for \*[^*]+\* and \*[^*]+\*\.\n/)
  expect(await tally()).toMatchObject({ voters: 1 })
  await inside.people.ballot('discord', (ballot) => JSON.stringify(ballot.components).includes('1 person has voted'))
  expect(saidTo(1)).toEqual([])
  await press(1, 2)
  await press(1, 4)
  await says(1, 'You have no vote on this ballot now.')
  expect(await tally()).toMatchObject({ voters: 0 })
  expect(inside.refusals()).toEqual([])
})

it('moves the count on the Home of who has it open, whoever votes and where, and then is quiet', async () => {
  await open(1)
  await open(2)
  await press(1, 1)
  await says(2, /· (?:▰+▱* )?1 vote\b/)
  expect(pageOf(2)).toContain('You have no vote on this ballot now.')
  const title = /1\. (?:<[^|>]+\|)?([A-Za-z ]{12,40})/.exec(pageOf(2))?.[1] ?? ''
  await inside.people.vote('discord', title, 0)
  await says(2, /· (?:▰+▱* )?2 votes\b/)
  await says(1, /· (?:▰+▱* )?2 votes\b/)
  const before = published()
  await inside.bot().services.idle()
  expect(published()).toBe(before)
  expect(inside.refusals()).toEqual([])
})

it.each([
  ['single', 'Press the number of the one paper', /You voted for \*[^*]+\*\.\n/],
  ['ranked', 'Press the numbers in your order', /Your first choice is \*2\. [^*]+\*, then \*1\. [^*]+\*\./],
  ['hidden', 'Press the number of every paper', /You voted for \*[^*]+\* and \*[^*]+\*\./],
])('keeps to what the group has set: %s', async (way, how, said) => {
  await inside.people.type('slack', `/paper club set voting:${way}`)
  await open(1)
  expect(pageOf(1)).toContain(how)
  await press(1, 2)
  await press(1, 1)
  await says(1, said)
  if (way === 'hidden') expect(pageOf(1)).not.toMatch(/\d votes?\b/)
})

it('takes none of who is not in the room, and says how to get in', async () => {
  await open(1)
  const [control = ''] = numbers(1)
  const [channel = ''] = inside.slack.rooms.map((room) => room.split(':')[2] ?? '')
  inside.slack.setting({ leave: channel, persona: idOf(1) })
  await inside.restart()
  await open(1)
  expect(numbers(1)).toEqual([])
  expect(pageOf(1)).toContain('Only who is in #papers votes on its ballot')
  await pressControl(1, control)
  expect(await tally()).toMatchObject({ voters: 0 })
})

it('leads to the ballot where Slack does not say who is in the room', async () => {
  inside.world.addFault({ chat: 'slack', match: 'conversations.members', error: 'missing_scope' })
  await open(1)
  expect(numbers(1)).toEqual([])
  expect(pageOf(1)).toContain('Vote in Slack')
  await open(1)
  expect(numbers(1)).toHaveLength(5)
})

it('says that the ballot has closed meanwhile, and shows the next one', async () => {
  await open(1)
  const [control = ''] = numbers(1)
  await inside.toNextPick()
  await inside.bot().services.idle()
  await pressControl(1, control)
  await says(1, 'closed')
  expect(numbers(1)[0]).toMatch(/ballot\.club\.2\./)
  expect(saidTo(1)).toEqual([])
})

it('has the ballot of each group of theirs', async () => {
  const other: RoomId = `slack:${inside.slack.rooms[0]?.split(':')[1]}:C0OTHER001`
  const persona = idOf(1)
  inside.slack.setting({ channel: 'C0OTHER001', name: 'evenings', members: [persona] })
  inside.slack.setting({ channel: 'C0HIDDEN01', name: 'mornings', members: [], private: true })
  const found = (id: string, room: RoomId) =>
    inside.bot().services.found({
      ...{ id, schedule: { weekday: 2, time: '19:00', zone: 'Europe/Berlin' }, ballotSize: 3, organisers: [] },
      rooms: [room],
    })
  await found('evenings', other)
  await found('mornings', other.replace('C0OTHER001', 'C0HIDDEN01') as RoomId)
  await inside.bot().tick()
  await open(1)
  expect(numbers(1, 'club')).toHaveLength(5)
  expect(numbers(1, 'evenings')).toHaveLength(3)
  expect(numbers(1, 'mornings')).toEqual([])
  await press(1, 3, 'evenings')
  await says(1, /Your ballot in [^\n]*\n[\s\S]*You voted for/)
  expect(await tally(other)).toMatchObject({ voters: 1 })
  expect(await tally()).toMatchObject({ voters: 0 })
})

it('shows what is so where another process has published there meanwhile', async () => {
  await open(1)
  const { origin } = inside.slack
  const view = { type: 'home', blocks: [{ type: 'divider' }] }
  const response = await fetch(`${origin}/api/views.publish`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${BOT_TOKEN}` },
    body: JSON.stringify({ user_id: idOf(1), view }),
  })
  expect(await response.json()).toMatchObject({ ok: true })
  const { rounds } = await inside.bot().services.of(roomOf('slack'))
  const { round } = await rounds.voting()
  expect(numbers(1)).toEqual([])
  await inside.people.vote('slack', round.candidates[0]?.title.slice(0, 20) ?? '', 2)
  await says(1, /· (?:▰+▱* )?1 vote\b/)
})
