import { expect, test } from 'vitest'
import { remembered } from '../../src/chat/remembered.ts'

const ever = () => Number.POSITIVE_INFINITY

test('what is being asked for, or was said lately, is asked for once', async () => {
  let asked = 0
  const { of } = remembered(async (key: string) => `${key} ${++asked}`, ever)
  expect(await Promise.all([of('a'), of('a'), of('b')])).toEqual(['a 1', 'a 1', 'b 2'])
  expect(await of('a')).toBe('a 1')
})

test('what does not hold, could not be said or was forgotten is asked for again', async () => {
  let asked = 0
  const { of, clear } = remembered(
    async (key: string) => {
      asked++
      if (key === 'fails') throw new Error('not now')
      return key
    },
    (key) => (key === 'passing' ? 0 : ever()),
  )
  for (const [key, times] of [
    ['passing', 2],
    ['fails', 4],
    ['kept', 5],
  ] as const) {
    await of(key).catch(() => {})
    await of(key).catch(() => {})
    expect(asked).toBe(times)
  }
  clear()
  await of('kept')
  expect(asked).toBe(6)
})
