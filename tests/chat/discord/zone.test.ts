import { expect, it } from 'vitest'
import { zoneOf } from '../../../src/chat/discord/zone.ts'

it.each([
  ['de', 'Europe/Berlin'],
  ['en-GB', 'Europe/London'],
  ['ja', 'Asia/Tokyo'],
  ['en-US', undefined],
  ['pt-BR', undefined],
  ['no language', undefined],
  [undefined, undefined],
])('whoever reads Discord in %s lives in the zone %s, as far as that can be guessed', (locale, zone) => {
  expect(zoneOf(locale)).toBe(zone)
})
