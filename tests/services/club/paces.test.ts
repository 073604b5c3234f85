import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RoomId } from '../../../src/club/keys.ts'
import { openPaces } from '../../../src/services/club/paces.ts'
import { fakeChat } from '../../fakes/chat.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }))
afterEach(() => vi.useRealTimers())

/** What has left, room by room, of messages that all want to leave at once. */
function sending({ pace = 0, perSecond = null as number | null, processes = 1 }) {
  const chat = fakeChat('north')
  const limited = { ...chat, perSecond, copies: { ...chat.copies, pace } }
  const paces = openPaces({ platforms: new Map([['north', limited]]) }, () => processes)
  const left: RoomId[] = []
  return {
    left,
    send(room: RoomId, count = 1) {
      for (let nth = 0; nth < count; nth++) void paces.turn(room).then(() => left.push(room))
    },
  }
}

const roomsOf = (count: number) => Array.from({ length: count }, (_, nth): RoomId => `north:g1:c${nth}`)

it('a channel takes a few messages at once and then one at a time, and makes no other wait', async () => {
  const { left, send } = sending({ pace: 1_000 })
  send('north:g1:c1', 7)
  send('north:g1:c2')
  await vi.advanceTimersByTimeAsync(900)
  expect(left.filter((room) => room === 'north:g1:c1')).toHaveLength(4)
  expect(left).toContain('north:g1:c2')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(left.filter((room) => room === 'north:g1:c1')).toHaveLength(6)
})

it.each([
  [1, 48],
  [2, 24],
])('a chat takes so many a second in all, of %i processes together', async (processes, after) => {
  const { left, send } = sending({ perSecond: 48, processes })
  for (const room of roomsOf(1_000)) send(room)
  for (const seconds of [1, 2, 3]) {
    await vi.advanceTimersByTimeAsync(990)
    expect(left).toHaveLength(seconds * after)
  }
  expect(new Set(left).size).toBe(left.length)
})

it('thousands of channels are sent to at the pace of each, those that were forgotten meanwhile too', async () => {
  const { left, send } = sending({ pace: 1_000 })
  send('north:g1:c1', 6)
  for (const room of roomsOf(3_000)) send(room)
  await vi.advanceTimersByTimeAsync(0)
  expect(left.filter((room) => room === 'north:g1:c1')).toHaveLength(4)
  expect(left).toHaveLength(3_003)
})
