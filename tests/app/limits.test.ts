import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openLimits } from '../../src/app/limits.ts'
import { actionId } from '../../src/chat/action.ts'
import { UserError } from '../../src/club/errors.ts'
import { NORTH, person, SOUTH, testClub, textOf } from '../fakes/club.ts'

function counted(commands: number) {
  let now = 0
  const limits = openLimits(commands, () => now)
  const isTaken = (tenant: string) => {
    try {
      limits.take(tenant, 'command')
      return true
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return false
    }
  }
  const pass = (ms: number) => {
    now += ms
  }
  return { limits, isTaken, pass }
}

it('lets one place do so much in a minute, and then says when to try again; others are not held up', () => {
  const { limits, isTaken, pass } = counted(60)
  for (let n = 0; n < 60; n++) expect(isTaken('north:1')).toBe(true)
  expect(() => limits.take('north:1', 'command')).toThrow('more than 60 commands and clicks a minute')
  expect(() => limits.take('north:1', 'command')).toThrow('Try again in a second.')
  expect(isTaken('north:2')).toBe(true)
  pass(1_000)
  expect(isTaken('north:1')).toBe(true)
  expect(isTaken('north:1')).toBe(false)
})

it('takes at the time that it named, and in no minute more than twice what was allowed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000), { maxLength: 300, size: 'max' }), (pauses) => {
      const { limits, isTaken, pass } = counted(60)
      let now = 0
      const taken: number[] = []
      for (const pause of pauses) {
        pass(pause)
        now += pause
        if (isTaken('x:1')) taken.push(now)
      }
      for (const at of taken)
        expect(taken.filter((other) => other >= at && other < at + 60_000).length).toBeLessThan(121)
      try {
        for (;;) limits.take('x:1', 'command')
      } catch (error) {
        const [, seconds = '1'] = /in (?:a|(\d+)) second/.exec(String(error)) ?? []
        pass(Number(seconds) * 1000)
        expect(isTaken('x:1')).toBe(true)
      }
    }),
    { numRuns: 50 },
  )
})

it('counts each server by itself and tells the person, however they asked', async () => {
  const club = await testClub({ limits: openLimits(60, () => 0) })
  const ask = async (room: typeof NORTH, n: number) =>
    textOf(await club.type('help', person('ada'), room, `limit:${n}`))
  for (let n = 0; n < 60; n++) await ask(NORTH, n)
  expect(await ask(NORTH, 60)).toContain('Try again in a second.')
  expect(await ask(SOUTH, 61)).toContain('What /paper can do')
  const click = club.click(actionId('help', 'open'), [], person('ada'), NORTH, 'limit:c')
  expect(textOf(await click)).toContain('more than 60 commands and clicks a minute')
})

it('allows fewer nominations, additions and feeds than commands', async () => {
  const limits = openLimits(600, () => 0)
  const most = (cost: Parameters<typeof limits.take>[1]) => {
    for (let n = 0; n < 10_000; n++) {
      try {
        limits.take('x:1', cost)
      } catch {
        return n
      }
    }
    return Number.POSITIVE_INFINITY
  }
  expect([most('command'), most('nomination'), most('import'), most('feed')]).toEqual([600, 60, 30, 10])
  const club = await testClub()
  const costs = club.app.commands.flatMap(({ name, costs: cost }) => (cost ? [[name, cost]] : []))
  expect(costs).toEqual([
    ['add', 'import'],
    ['club list', 'import'],
    ['club start', 'feed'],
    ['follow', 'feed'],
    ['meeting paper', 'nomination'],
    ['nominate', 'nomination'],
  ])
})
