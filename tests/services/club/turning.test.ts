import { expect, it } from 'vitest'
import type { Card } from '../../../src/chat/card.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { person, SOUTH, settings, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const bo = person('south:bo')

const picks = (club: TestClub) => club.north.posts.filter(({ key }) => key.startsWith('pick.')).map(({ key }) => key)
const titles = (card: Card | undefined) =>
  (card?.blocks ?? [])
    .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    .flatMap((button) => ('says' in button ? (/^\d+: (.*)$/.exec(button.says ?? '')?.[1] ?? []) : []))

/** A club and a second process of it that stands still once, right after it has read what begins with `prefix`. */
async function withSlow(
  prefix: string,
): Promise<{ club: TestClub; slow: TestClub; meanwhile(work: () => Promise<void>): void }> {
  const store = await openStore('memory:')
  let pending: (() => Promise<void>) | undefined
  const slowly: Store = {
    ...store,
    range: async (wanted, options) => {
      const found = await store.range(wanted, options)
      const work = wanted.startsWith(prefix) ? pending : undefined
      if (work) pending = undefined
      await work?.()
      return found
    },
  }
  const club = await testClub({ store })
  const slow = await testClub({ store: slowly, second: true, chats: club })
  const meanwhile = (work: () => Promise<void>) => {
    pending = work
  }
  return { club, slow, meanwhile }
}

it.each(['due/', 'votes/'])(
  'a week that another process turned, after this one had read %s, is not turned a second time',
  async (prefix) => {
    const { club, slow, meanwhile } = await withSlow(prefix)
    await someVote(club)
    meanwhile(async () => {
      await club.all.tick()
      await someVote(club, bo, SOUTH)
      await club.type('nominate magistral')
    })
    club.clock.advance({ days: 7 })
    await slow.all.tick()
    await slow.all.tick()
    expect(picks(club)).toEqual(['pick.club.1'])
    expect(textOf(await club.type('results'))).toMatch(/The open ballot.*2 people voted.*Magistral/)
    expect(textOf(await club.type('club show'))).toContain('2026-11-30T08:00:00Z')
    expect((await club.type('history')).blocks[0]).toMatchObject({ kind: 'table', rows: { length: 1 } })
  },
)

it('does not offer again what the last ballot offered, as long as there is enough else', async () => {
  const club = await testClub()
  await someVote(club)
  club.clock.advance({ days: 7 })
  await club.all.tick()
  const [first, second] = ['ballot.club.1', 'ballot.club.2'].map((key) =>
    club.south.posts.find((post) => post.key === key),
  )
  const before = await club.store.get('rounds/club/000001')
  expect(titles(second?.card)).toHaveLength(5)
  for (const title of titles(second?.card)) expect(JSON.stringify(before)).not.toContain(JSON.stringify(title))
  expect(first?.card.title).toBe('This ballot is closed')
})

it('a ballot whose week is over is not posted late: the room gets the pick and the next ballot', async () => {
  const club = await testClub({ found: false })
  club.south.state = 'failing'
  await club.all.found(settings)
  await club.all.tick()
  await someVote(club)
  club.clock.advance({ days: 7 })
  await club.all.tick()
  expect(club.south.posts).toEqual([])
  club.south.state = 'ready'
  await club.all.tick()
  await club.all.tick()
  expect(club.south.posts.map(({ key }) => key)).toEqual(['welcome.club.1', 'pick.club.1', 'ballot.club.2'])
})
