/** What a dead process leaves undone is done by another within half a minute. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RoomId } from '../../../src/club/keys.ts'
import type { Reader } from '../../../src/services/library/reader.ts'
import { keyvStore } from '../../../src/store/keyv.ts'
import { memory } from '../../../src/store/memory.ts'
import type { Store } from '../../../src/store/store.ts'
import { person, someVote, type TestClub, testClub } from '../../fakes/club.ts'
import { digest, entry } from '../../library/digests.ts'

/** Seconds between two ticks, as `startTicker` has them. */
const TICK = 15

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'] }))
afterEach(() => vi.useRealTimers())

/** Never: where a process is dead. */
const never = new Promise<never>(() => {})

/** Two processes on one store, of which the first can die; then nothing of it reaches the store any more. */
async function twoProcesses(reader?: Reader) {
  const { connect } = memory()
  let isDead = false
  const living = keyvStore(connect())
  const mortal = new Proxy(living, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function') return member
      return (...args: unknown[]) => (isDead ? never : Reflect.apply(member, target, args))
    },
  }) satisfies Store
  const given = reader ? { reader } : {}
  const first = await testClub({ store: mortal, ...given })
  const second = await testClub({
    store: keyvStore(connect()),
    second: true,
    chats: { ...first, north: { ...first.north }, south: { ...first.south } },
    ...given,
  })
  return {
    first,
    second,
    dies() {
      isDead = true
      return never
    },
    isDead: () => isDead,
  }
}

function pass({ clock }: TestClub, seconds: number): void {
  clock.advance({ seconds })
  vi.advanceTimersByTime(1_000 * seconds)
}

/** The ticks of a process that lives on, within half a minute. */
async function ticksOf(club: TestClub): Promise<void> {
  for (const seconds of [TICK - 1, TICK]) {
    pass(club, seconds)
    await club.all.tick()
    await club.all.idle()
  }
}

const picks = ({ north, south }: TestClub, room?: RoomId) =>
  [...north.posts, ...south.posts].filter((post) => post.key === 'pick.club.1' && (!room || post.room === room))

it('F53 a post that it was about to send is sent, once', async () => {
  const { first, second, dies, isDead } = await twoProcesses()
  await someVote(first)
  first.clock.set((await first.all.nextPick()) ?? '')
  const { post } = first.north
  first.north.post = (room, card, key, copy) => (key === 'pick.club.1' ? dies() : post(room, card, key, copy))
  void first.all.tick()
  await vi.waitUntil(isDead)
  await second.all.tick()
  expect(picks(second, 'north:g1:c1')).toEqual([])
  await ticksOf(second)
  expect(picks(second)).toHaveLength(2)
})

it('F53 a week whose time comes right after is turned', async () => {
  const { first, second, dies } = await twoProcesses()
  await someVote(first)
  first.clock.set(Temporal.Instant.from((await first.all.nextPick()) ?? '').subtract({ seconds: 1 }))
  await first.all.tick()
  await second.all.tick()
  void dies()
  await ticksOf(second)
  expect(picks(second)).toHaveLength(2)
})

it('F53 a feed that it was reading is read', async () => {
  let asked = 0
  let onAsked = async () => {}
  const papers = digest('a-list', null, [entry('A Paper Of The Feed', { link: 'https://papers.example/1' })])
  const reader: Reader = {
    read: async () => ({ format: 'list', digest: papers, picked: [], problems: [] }),
    async readFeed() {
      asked++
      await onAsked()
      const document = { format: 'list', digest: papers, picked: [], problems: [] }
      return { document: { ...document, validators: { etag: null, lastModified: null } }, movedTo: null }
    },
  }
  const { first, second, dies, isDead } = await twoProcesses(reader)
  await first.type('follow https://feeds.example/1', person('olga'))
  pass(first, 24 * 60 * 60)
  asked = 0
  onAsked = () => (isDead() ? Promise.resolve() : dies())
  void first.all.tick()
  await vi.waitUntil(isDead)
  await second.all.tick()
  await second.all.idle()
  expect(asked).toBe(1)
  await ticksOf(second)
  expect(asked).toBe(2)
})
