import { type APIGuildScheduledEvent, Routes } from 'discord.js'
import { expect, test } from 'vitest'
import { ADA, BRUNO, GUILD, login, playground, refusalOf } from './harness.ts'
import { answerProblems, specProblems } from './spec.ts'

const HOUR = 3_600_000

async function open() {
  const ground = await playground()
  const client = await login(ground.discord)
  const at = (hours: number) => new Date(ground.world.now() + hours * HOUR).toISOString()
  const wish = (changes: object = {}) => ({
    name: 'Reading group: Attention',
    description: 'Read before',
    scheduled_start_time: at(24),
    scheduled_end_time: at(25),
    privacy_level: 2,
    entity_type: 3,
    entity_metadata: { location: 'Room 2' },
    ...changes,
  })
  const make = async (changes: object = {}) =>
    (await client.rest.post(Routes.guildScheduledEvents(GUILD), { body: wish(changes) })) as APIGuildScheduledEvent
  const change = (id: string, body: object) => client.rest.patch(Routes.guildScheduledEvent(GUILD, id), { body })
  const listed = async () => (await client.rest.get(Routes.guildScheduledEvents(GUILD))) as APIGuildScheduledEvent[]
  ground.discord.setting('pace', { calls: 1_000, window: 1_000 })
  return { ...ground, client, at, make, change, listed }
}

test('an event is made, listed, moved and cancelled, as Discord describes it', async () => {
  const { discord, at, make, change, listed } = await open()
  const made = await make()
  expect(answerProblems('event', made)).toEqual([])
  expect(made).toMatchObject({ status: 1, entity_metadata: { location: 'Room 2' } })
  await change(made.id, { scheduled_start_time: at(30), scheduled_end_time: at(31) })
  expect((await listed())[0]).toMatchObject({ id: made.id, name: 'Reading group: Attention' })
  await change(made.id, { status: 4 })
  expect(await listed()).toEqual([])
  expect(await refusalOf(change(made.id, { name: 'Again' }))).toMatchObject({ code: 180000, status: 400 })
  expect(discord.requests().flatMap(specProblems)).toEqual([])
})

test.each([
  ['a name that is too long', { name: 'n'.repeat(101) }, 'name[BASE_TYPE_BAD_LENGTH]'],
  ['no end', { scheduled_end_time: undefined }, 'scheduled_end_time[BASE_TYPE_REQUIRED]'],
  ['no place', { entity_metadata: undefined }, 'entity_metadata.location[BASE_TYPE_REQUIRED]'],
  ['too long a place', { entity_metadata: { location: 'p'.repeat(101) } }, 'location[BASE_TYPE_BAD_LENGTH]'],
  ['a start that is past', { scheduled_start_time: '2020-01-01T09:00:00Z' }, 'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST'],
  ['an end before its start', { scheduled_end_time: '2020-01-01T09:00:00Z' }, 'GUILD_SCHEDULED_EVENT_END_BEFORE_START'],
  ['too long a description', { description: 'd'.repeat(1_001) }, 'description[BASE_TYPE_MAX_LENGTH]'],
])('no event is made with %s', async (_what, changes, problem) => {
  const { make, listed } = await open()
  expect((await refusalOf(make(changes))).message).toContain(problem)
  expect(await listed()).toEqual([])
})

test('a server has a hundred open events and no more', async () => {
  const { world, make, listed } = await open()
  for (let n = 0; n < 100; n++) await make({ name: `Meeting ${n}` })
  expect(await refusalOf(make())).toMatchObject({ code: 30038, status: 400 })
  world.advance(26 * HOUR)
  expect(await listed()).toEqual([])
})

test('who may not make events is refused', async () => {
  const { discord, make, change } = await open()
  const { id } = await make()
  discord.setting('eventsAllowed', false)
  expect(await refusalOf(make())).toMatchObject({ code: 50013, status: 403 })
  expect(await refusalOf(change(id, { name: 'Other' }))).toMatchObject({ code: 50013, status: 403 })
  expect(await refusalOf(change('1', { name: 'Other' }))).toMatchObject({ code: 10070, status: 404 })
})

test('people say that they are interested, and take it back', async () => {
  const { discord, act, client, make } = await open()
  const { id } = await make()
  await act({ persona: ADA, do: 'interest', event: id })
  await act({ persona: BRUNO, do: 'interest', event: id })
  await act({ persona: ADA, do: 'interest', event: id, remove: true })
  const users = (await client.rest.get(Routes.guildScheduledEventUsers(GUILD, id))) as { user: { id: string } }[]
  expect(users.map(({ user }) => user.id)).toEqual([BRUNO])
  expect(users.flatMap((user) => answerProblems('interest', user))).toEqual([])
  expect(discord.state().events).toMatchObject([{ id, state: 'to come', interested: [BRUNO] }])
  expect(await act({ persona: ADA, do: 'interest', event: '1' })).toMatchObject({ error: 'There is no such event' })
})
