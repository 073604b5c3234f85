import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startTicker, type Ticker } from '../../src/schedule/ticker.ts'

const MINUTE = 60_000
const YEAR = 365 * 24 * 60 * MINUTE
const log = { debug() {}, info() {}, warn() {}, error() {} }

let ticks = 0
let work = async () => {}
let ticker: Ticker
beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 20, 12) })
  ticks = 0
  work = async () => {}
  ticker = startTicker(() => {
    ticks++
    return work()
  }, log)
})
afterEach(async () => {
  await ticker.stop()
  vi.useRealTimers()
})

it('F05 a scheduler that works is no trouble, and one that cannot do its work is, by its cause', async () => {
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(ticks).toBeGreaterThanOrEqual(9)
  expect(ticker.problem()).toBeNull()
  work = async () => {
    throw new Error('the disk is full')
  }
  await vi.advanceTimersByTimeAsync(7 * MINUTE)
  expect(ticker.problem()).toContain('each attempt fails')
  work = async () => {}
  await vi.advanceTimersByTimeAsync(2 * MINUTE)
  expect(ticker.problem()).toBeNull()
})

it('ticks every 15 seconds', async () => {
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(ticks).toBe(4)
})

it('F05 a tick that never ends is said', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  work = () => promise
  await vi.advanceTimersByTimeAsync(7 * MINUTE)
  expect(ticker.problem()).toContain('stuck')
  resolve()
})

it.each([YEAR, -YEAR])('F05 the minutes go on after the clock has been set by %i ms and back', async (by) => {
  await vi.advanceTimersByTimeAsync(3 * MINUTE)
  const right = Date.now()
  vi.setSystemTime(right + by)
  await vi.advanceTimersByTimeAsync(3 * MINUTE)
  vi.setSystemTime(right + 3 * MINUTE)
  const before = ticks
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(ticks - before).toBeGreaterThanOrEqual(6)
  expect(ticker.problem()).toBeNull()
})
