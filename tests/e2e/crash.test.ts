import { expect, it } from 'vitest'
import { crash } from '../runs/crash/crash.ts'

/** Milliseconds: whoever died in the midst of sending keeps others from it for half a minute. What is wrong is told before. */
const PATIENCE = 300_000

it('F02 F33 F38 F50 loses nothing and says nothing twice while the bot is killed again and again', {
  timeout: PATIENCE,
}, async () => {
  const { findings } = await crash({ kills: 2, seed: 4, store: 'sqlite', processes: 1 })
  expect(findings.filter(({ wrong }) => wrong.length > 0)).toEqual([])
  const made = Object.fromEntries(findings.map(({ what, of }) => [what, of]))
  expect(made['comments missing']).toBeGreaterThan(0)
  expect(made['posts twice in a room']).toBeGreaterThan(0)
  expect(made['comments not read in the other chat']).toBeGreaterThan(0)
  expect(made['comments without their file in the other chat']).toBeGreaterThan(0)
})
