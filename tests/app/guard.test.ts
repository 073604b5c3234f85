import { expect, it } from 'vitest'
import { guard } from '../../src/app/guard.ts'
import { unread, unsaved } from '../../src/store/trouble.ts'
import { textOf } from '../fakes/club.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }

it.each([
  [
    unread(new Error('disk')),
    'The bot’s database cannot be read just now. Nothing was lost: please try again in a minute.',
  ],
  [
    unsaved(new Error('disk')),
    'The bot’s database cannot be written just now. Nothing was kept: please try again in a minute.',
  ],
])('says once whether anything was lost, and what to do: %s', async (trouble, said) => {
  const reply = await guard(log, 'paper', 'run', () => Promise.reject(trouble))
  expect(textOf(reply)).toBe(`problem That is our fault text ${said}`)
})
