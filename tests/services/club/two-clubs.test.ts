import { beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../../src/chat/card.ts'
import type { RoomId } from '../../../src/club/keys.ts'
import { NORTH, person, SOUTH, settings, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const THERE: RoomId = 'north:g2:c1'
const ada = person('ada')
const olga = person('olga')

let club: TestClub
beforeEach(async () => {
  club = await testClub()
  await club.all.found({ ...settings, id: 'other', rooms: [THERE], organisers: ['north:olga'] })
  await club.all.tick()
  await club.type('nominate magistral', ada, THERE)
  await club.click('vote:cast:ballot.other.1', ['1'], person('bo'), THERE)
  await club.type('suggest paper:magistral idea:A line of the other club', ada, THERE)
})

const MADE: RoomId = 'north:g2:c2'

/** A third club, made in the chat in another channel of the other's server. */
async function started(): Promise<{ id: string; name: string }> {
  await club.type('club start name:Owls', { ...olga, admin: true }, MADE)
  await club.all.idle()
  const [room] = await club.store.range(`rooms/${MADE}`)
  return { id: JSON.stringify(room?.value).split('"')[3] ?? '', name: 'Owls' }
}
const everyClub = async () =>
  JSON.stringify(await Promise.all(['clubs/', 'rooms/', 'due/'].map((prefix) => club.store.range(prefix))))

/** All that the other club keeps of its round and votes. */
const other = async () =>
  JSON.stringify(
    await Promise.all(['rounds/other/', 'votes/other/', 'clubs/other'].map((prefix) => club.store.range(prefix))),
  )
const labels = (card: Card) => card.blocks.flatMap((block) => (block.kind === 'select' ? block.select.options : []))

describe('two clubs in one store', () => {
  it.each([
    ['vote:cast:ballot.other.1', ['2']],
    ['vote:change:ballot.other.1', ['2']],
    ['vote:clear:ballot.other.1', []],
    ['vote:mine:ballot.other.1', []],
    ['results:open:ballot.other.1', []],
    ['withdraw:take:ballot.other.1/6', []],
    ['club post:confirm:ballot.other.1', []],
  ])('“%s” from the other club is not found, and nothing changes there', async (action, values) => {
    const before = await other()
    for (const caller of [ada, olga, person('bo')]) {
      const said = textOf(await club.click(action, values, caller, NORTH))
      expect(said).toMatch(/not a ballot of this reading group|Only organisers/)
    }
    expect(await other()).toBe(before)
  })

  it('turn their weeks though one of them is in a channel that answers slowly', async () => {
    await someVote(club)
    const { post } = club.north
    const answered = Promise.withResolvers<void>()
    let slow: RoomId | undefined
    club.north.post = async (room, ...rest) => {
      slow ??= room
      if (room === slow) await answered.promise
      return post(room, ...rest)
    }
    const picked = () => club.north.posts.filter(({ key }) => key.startsWith('pick')).map(({ room }) => room)
    club.clock.set('2026-11-23T08:00:01Z')
    const tick = club.all.tick()
    await expect.poll(() => picked().filter((room) => room !== slow)).toHaveLength(1)
    answered.resolve()
    await tick
    expect(picked().sort()).toEqual([NORTH, THERE])
  })

  it('an idea line that waits in the other club cannot be settled here', async () => {
    const card = await club.type('club ideas', olga, THERE)
    const [accept] = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    const action = accept && 'action' in accept ? accept.action : ''
    expect(textOf(await club.click(action, [], olga, NORTH))).toContain('waits no longer')
    expect(textOf(await club.type('club ideas', olga, THERE))).toContain('A line of the other club')
  })

  it.each([NORTH, THERE, 'north:g1:c2', SOUTH] satisfies RoomId[])(
    'a deletion of the other club is not taken back from %s',
    async (room) => {
      const { id, name } = await started()
      await club.click('club delete:confirm:', [], olga, MADE)
      // An organiser's name is learnt by their own club wherever they press something.
      const kept = async () => JSON.stringify([await club.store.range(`clubs/${id}`), await club.store.range('due/')])
      const before = await kept()
      for (const caller of [ada, olga, person('south:sam', true)]) {
        const said = textOf(await club.click(`club restore:keep:news.${id}.1`, [], caller, room))
        expect(said).not.toContain(name)
        expect(said).toMatch(/another reading group|Only organisers|not found|own channel|belongs to no/)
      }
      expect(await kept()).toBe(before)
    },
  )

  it('what names the room of another server moves and joins nothing', async () => {
    await started()
    const before = await everyClub()
    const admin = person('mallory', true)
    for (const room of ['north:g9:c1', 'north:g2:c9', SOUTH] satisfies RoomId[]) {
      for (const from of [MADE, NORTH, THERE, 'Owls']) {
        const said = textOf(await club.type(`club move ${from}`, { ...admin, admin: room !== 'north:g2:c9' }, room))
        expect(said).not.toContain('meets here now')
      }
      expect(textOf(await club.type('club join AAAA-AAAA-AAAA-AAAA', admin, room))).not.toContain('has joined')
      const typing = { command: 'club move', option: 'group', text: '', caller: { ...admin, admin: false }, room }
      expect(await club.app.complete(typing)).toEqual([])
    }
    expect(await everyClub()).toBe(before)
  })

  it('what is done to one is not done to the other', async () => {
    const { id } = await started()
    const before = await other()
    await club.type('club rename Larks', olga, MADE)
    await club.fillIn('club digests', { digests: '' }, olga, MADE)
    await club.click('club delete:confirm:', [], olga, MADE)
    club.clock.advance({ hours: 24 * 7 - 1 })
    expect(textOf(await club.type('club show', ada, NORTH))).not.toContain('erased')
    club.clock.advance({ hours: 1 })
    const kept = async () =>
      JSON.stringify((await club.store.range('comments/')).concat(await club.store.range('seconds/')))
    const said = await kept()
    await club.all.tick()
    expect(await club.store.range(`clubs/${id}`)).toEqual([])
    expect((await club.store.range('clubs/')).map(({ key }) => key)).toEqual(['clubs/club', 'clubs/other'])
    expect(await kept()).toBe(said)
    expect(JSON.parse(await other())).toHaveLength(JSON.parse(before).length)
    expect(textOf(await club.type('results', ada, THERE))).toContain('Picked:')
  })

  it('votes of one count nowhere else, and each week turns by itself', async () => {
    expect(textOf(await club.type('results', ada, NORTH))).toContain('0 people voted')
    expect(textOf(await club.type('results', ada, THERE))).toContain('2 people voted')
    club.clock.advance({ days: 7 })
    await club.all.tick()
    expect(textOf(await club.type('results', ada, THERE))).toContain('Picked:')
    expect(textOf(await club.type('results', ada, NORTH))).toContain('The count so far')
    expect(labels(await club.type('vote', ada, NORTH))).toHaveLength(5)
  })
})
