import { expect, it } from 'vitest'
import { showcase } from '../../src/local/showcase.ts'
import type { House } from '../../src/services/house.ts'
import { NORTH, person, settings, testClub } from '../fakes/club.ts'

it('the page’s clock goes to the pick that comes first, whichever club’s it is', async () => {
  const bot = await testClub()
  const { store, clock } = bot
  const nextPick = async () => (await showcase({ store, clock } as unknown as House)).nextPick
  await bot.all.found({ ...settings, id: 'another', rooms: ['north:g2:c1'], organisers: ['north:olga'] })
  await bot.type('club calendar days:Wednesday time:10:00', person('olga'))
  expect(await nextPick()).toBe('2026-11-23T08:00:00Z')
  await bot.type('club calendar days:Friday time:10:00', person('olga'), NORTH)
  expect(await nextPick()).toBe('2026-11-20T09:00:00Z')
  await bot.type('club pause', person('olga'))
  expect(await nextPick()).toBe('2026-11-23T08:00:00Z')
})
