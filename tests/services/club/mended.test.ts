import { describe, expect, it } from 'vitest'
import { keys, postKey } from '../../../src/club/keys.ts'
import { Adapter } from '../../../src/store/adapter.ts'
import type { Driver } from '../../../src/store/driver.ts'
import { keyvStore } from '../../../src/store/keyv.ts'
import { openMemory } from '../../../src/store/memory.ts'
import type { Store } from '../../../src/store/store.ts'
import { NORTH, person, SOUTH, settings, type TestClub, testClub } from '../../fakes/club.ts'

const TORN = '{"torn":'

interface Spoilt {
  driver: Driver
  store: Store
  problems: string[]
  spoil(key: string, text?: string): Promise<void>
}

function emptyStore(): Spoilt {
  const driver = openMemory()
  const problems: string[] = []
  const store = keyvStore(driver, { onProblem: (record) => problems.push(record) })
  const raw = new Adapter(driver, 'facts')
  return { driver, store, problems, spoil: async (key, text = TORN) => void (await raw.set(key, text)) }
}

/** A club that has read one paper and votes on the next, with votes and comments of both chats. */
async function inItsSecondWeek(store: Store): Promise<TestClub> {
  const club = await testClub({ store })
  const { rounds, catalogue } = await club.all.of(NORTH)
  const vote = async () => {
    const { round } = await rounds.voting()
    const [first] = round.candidates
    for (const who of ['ada', 'south:bo'])
      await rounds.vote(person(who), postKey('ballot', round), first ? [String(first.number)] : [])
  }
  await vote()
  club.clock.advance({ days: 5 })
  await club.all.tick()
  await club.all.idle()
  for (const chat of [club.north, club.south]) {
    const pick = chat.posts.find(({ key }) => key === 'pick.club.1')
    const thread = pick?.thread ?? ''
    const author = { account: `${chat.name}:ada`, name: 'Ada' } as const
    const room = chat === club.north ? NORTH : SOUTH
    chat.said.push({ kind: 'said', room, thread, message: 'c1', author, text: 'A remark.', at: club.clock.now() })
    chat.said.push({ kind: 'said', room, thread, message: 'c2', author, text: 'Another.', at: club.clock.now() })
    for (const event of chat.said) await club.all.hear(event)
  }
  const [paper] = await catalogue.papers((await catalogue.mix('x', [], 1)).map(({ id }) => id))
  if (paper) await rounds.nominate(person('ada'), paper, undefined).catch(() => {})
  await vote()
  await club.all.idle()
  return club
}

describe('a record that is lost or cannot be read', () => {
  const secondWeek = async () => {
    const spoilt = emptyStore()
    return { ...spoilt, club: await inItsSecondWeek(spoilt.store) }
  }
  const dueKeys = async (store: Store) => (await store.range('due/')).map(({ key }) => key)

  it('of when a club is due comes back with the club’s next touch', async () => {
    const { store, club } = await secondWeek()
    const [due = ''] = await dueKeys(store)
    await store.remove(due)
    club.clock.advance({ minutes: 5 })
    await club.type('week')
    await expect.poll(() => dueKeys(store)).toEqual([due])
    await store.remove(due)
    await club.type('club set time:09:00', person('olga'))
    expect(await dueKeys(store)).toEqual([due])
  })

  it('of when clubs are due come back by the daily look, however many clubs there are, and what is due for nobody goes', async () => {
    const { store, club } = await secondWeek()
    const own = Object((await store.get('clubs/club')) ?? {})
    await store.change([], () => ({
      writes: Object.fromEntries(
        Array.from({ length: 250 }, (_, n) => [
          `clubs/other-${n}`,
          { ...own, id: `other-${n}`, rooms: [`north:g2:c${n}`] },
        ]),
      ),
    }))
    await store.put('due/garbage/club', { club: 'club' })
    await store.put('due/2026-01-05T08:00:00Z/nobody', { club: 'nobody' })
    for (const key of await dueKeys(store))
      if (key.endsWith('/club') && !key.includes('garbage')) await store.remove(key)
    club.clock.advance({ minutes: 24 * 60 + 1 })
    await club.all.tick()
    await club.all.idle()
    const due = await dueKeys(store)
    expect(due).toHaveLength(251)
    expect(due.filter((key) => /garbage|nobody/.test(key))).toEqual([])
    expect(await store.get(keys.room('north:g2:c249'))).toEqual({ club: 'other-249' })
  })

  it('of a room is bound again at the start, without a second welcome', async () => {
    for (const spoilt of [true, false]) {
      const { store, club, spoil } = await secondWeek()
      if (spoilt) await spoil(keys.room(NORTH))
      else await store.remove(keys.room(NORTH))
      const again = await club.again()
      await again.all.found(settings)
      await again.all.tick()
      await again.all.idle()
      expect(await store.get(keys.room(NORTH))).toEqual({ club: 'club' })
      expect(Object(await store.get('clubs/club')).rooms).toEqual([NORTH, SOUTH])
      expect(club.north.posts.filter(({ key }) => key.startsWith('welcome.'))).toHaveLength(1)
    }
  })

  it('in the middle of a discussion is read back, and so are those after it', async () => {
    const { store, club, spoil } = await secondWeek()
    const round = { club: 'club', n: 1 }
    const [first, second] = ['c1', 'c2'].map((message) => keys.comment(round, NORTH, message))
    const before = await store.get(first ?? '')
    await spoil(first ?? '')
    await store.remove(second ?? '')
    await club.all.resume('north')
    await club.all.tick()
    await club.all.idle()
    expect(await store.get(first ?? '')).toEqual(before)
    expect(await store.get(second ?? '')).toMatchObject({ text: 'Another.' })
  })

  it('of a thread is found by its post, and what is said there is kept', async () => {
    const { store, club, spoil } = await secondWeek()
    const [{ thread = '' } = {}] = club.north.said.map((event) => ({ thread: event.thread ?? '' }))
    await spoil(keys.thread(NORTH, thread))
    const author = { account: 'north:cy', name: 'Cy' } as const
    const at = club.clock.now()
    await club.all.hear({ kind: 'said', room: NORTH, thread, message: 'c9', author, text: 'Late.', at })
    expect(await store.get(keys.comment({ club: 'club', n: 1 }, NORTH, 'c9'))).toMatchObject({ text: 'Late.' })
    expect(await store.get(keys.thread(NORTH, thread))).toEqual({ club: 'club', n: 1, talk: 'pick' })
  })

  it('of a thread that is none of the club’s is no round’s', async () => {
    const { store, club, spoil } = await secondWeek()
    await spoil(keys.thread(NORTH, 'elsewhere'))
    const author = { account: 'north:cy', name: 'Cy' } as const
    const said = { kind: 'said', room: NORTH, thread: 'elsewhere', message: 'c9', author, text: 'Hm.' } as const
    await club.all.hear({ ...said, at: club.clock.now() })
    expect((await store.range('comments/')).filter(({ key }) => key.includes('c9'))).toEqual([])
  })

  it('of a vote is named by its kind and round alone, and the voter can vote again', async () => {
    const { club, spoil, problems, store } = await secondWeek()
    const { rounds } = await club.all.of(NORTH)
    const { round } = await rounds.voting()
    const mine = keys.vote(round, 'north:ada')
    await spoil(mine)
    const error = await store.get(mine).catch((caught: Error) => caught.message)
    expect(error).toContain('votes/club/000002/…')
    await club.type('vote')
    expect(problems).toEqual(['votes/club/000002/…'])
    const [first] = round.candidates
    const { approved } = await rounds.vote(person('ada'), postKey('ballot', round), first ? [String(first.number)] : [])
    expect(approved).toHaveLength(1)
  })
})
