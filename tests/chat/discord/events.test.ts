import { expect, test } from 'vitest'
import type { ShownDate } from '../../../src/chat/platform.ts'
import { ADA, BRUNO, bench, failureOf, ROOM } from './bench.ts'

async function open() {
  const opened = await bench()
  const { events } = opened.platform
  if (!events) throw new Error('Discord has events')
  const now = Temporal.Instant.fromEpochMilliseconds(Math.floor(opened.world.now()))
  const date = (changes: Partial<ShownDate> = {}): ShownDate => ({
    at: now.add({ hours: 24 }),
    end: now.add({ hours: 25 }),
    name: 'Birds: Attention',
    about: ['*Attention* @everyone'],
    place: 'Room 2',
    ...changes,
  })
  const shown = () => opened.server.state().events ?? []
  return { ...opened, events, now, date, shown }
}

test('a date is shown with its end and place, and its words are no markup', async () => {
  const { events, date, shown } = await open()
  await events.create(ROOM, date())
  expect(shown()).toMatchObject([{ name: 'Birds: Attention', place: 'Room 2', state: 'to come' }])
  expect(shown()[0]?.text).toMatch(/^\\\*Attention\\\* \\@everyone\nhttps:\/\/discord.com\/channels\/\d+\/\d+$/)
})

test('what is too long is cut, and where no place is said it is the channel', async () => {
  const { events, date, shown } = await open()
  await events.create(ROOM, date({ name: 'n'.repeat(300), about: ['a'.repeat(3_000)], place: 'p'.repeat(300) }))
  await events.create(ROOM, date({ place: null }))
  expect(shown()[0]?.name).toHaveLength(100)
  expect(shown()[1]?.place).toMatch(/^https:\/\/discord.com\/channels\//)
})

test('it moves, is found again by its room and time, and is cancelled once', async () => {
  const { events, now, date, shown } = await open()
  const made = await events.create(ROOM, date())
  const later = now.add({ hours: 48 })
  await events.edit(ROOM, made, date({ at: later, end: later.add({ hours: 1 }) }))
  expect(await events.find(ROOM, later)).toBe(made)
  expect(await events.find(ROOM, now.add({ hours: 24 }))).toBe('absent')
  expect(await events.find(`${ROOM}1`, later)).toBe('absent')
  await events.cancel(ROOM, made)
  expect(shown()[0]?.state).toBe('cancelled')
  expect(await events.find(ROOM, later)).toBe('absent')
  expect(await failureOf(events.cancel(ROOM, made))).toMatchObject({ reason: 'missing' })
})

test('who is interested is known by name', async () => {
  const { events, act, date } = await open()
  const made = await events.create(ROOM, date())
  await act({ persona: ADA, do: 'interest', event: made })
  await act({ persona: BRUNO, do: 'interest', event: made })
  expect(await events.interested(ROOM, made)).toEqual([
    { account: `discord:${ADA}`, name: expect.stringMatching(/^Ada/) },
    { account: `discord:${BRUNO}`, name: expect.stringMatching(/^Bruno/) },
  ])
})

test('without the right to make events the refusal names it', async () => {
  const { events, server, date } = await open()
  server.setting('eventsAllowed', false)
  expect(await failureOf(events.create(ROOM, date()))).toMatchObject({
    reason: 'forbidden',
    sent: 'no',
    lacking: 'Create Events',
  })
})
