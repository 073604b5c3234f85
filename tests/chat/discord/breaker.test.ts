import { expect, it } from 'vitest'
import { createBreaker } from '../../../src/chat/discord/breaker.ts'
import { HeldBack } from '../../../src/chat/discord/held-back.ts'

const MINUTE = 60_000

it('F20 lets requests through again when refusals are ten minutes old', async () => {
  let now = 0
  const breaker = createBreaker(
    () => {},
    () => now,
  )
  const ask = (status: number) => breaker.pass(async () => ({ status, headers: new Headers() }))
  for (let nth = 0; nth < 200; nth++) {
    now = nth < 100 ? 0 : 5 * MINUTE
    await ask(200)
    await ask(403)
  }
  await expect(ask(200)).rejects.toThrow(HeldBack)
  now = 10 * MINUTE
  for (let nth = 0; nth < 100; nth++) await ask(429)
  await expect(ask(200)).rejects.toThrow(HeldBack)
})
