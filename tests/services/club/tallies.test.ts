/** The counts that are kept of an open ballot: never other than its votes, and there without reading them. */
import { describe, expect, it } from 'vitest'
import { keys } from '../../../src/club/keys.ts'
import { Rounds, Tallies, Votes } from '../../../src/services/records.ts'
import { openStore } from '../../../src/store/open.ts'
import { person, postNow, SOUTH, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { countingStore } from '../../fakes/counting-store.ts'

const OPEN = { club: 'club', n: 1 }
const cast = (club: TestClub, who: string, ...numbers: number[]) =>
  club.click('vote:cast:ballot.club.1', numbers.map(String), person(who), who.startsWith('south') ? SOUTH : undefined)
const results = async (club: TestClub) => textOf(await club.type('results'))

/** Votes of people who all approve the first two. */
async function voters(club: TestClub, count: number): Promise<void> {
  const at = club.clock.now()
  const votes = Array.from({ length: count }, (_, index) => keys.vote(OPEN, `north:p${index}`))
  await club.store.change([], () => ({
    writes: Object.fromEntries(votes.map((key) => [key, Votes.json({ numbers: [1, 2], at })])),
  }))
  const round = await Rounds.get(club.store, keys.round(OPEN))
  const candidates = round?.candidates.map((one) => ({ ...one, wanted: one.number <= 2 || one.wanted })) ?? []
  if (round) await club.store.put(keys.round(OPEN), Rounds.json({ ...round, candidates }))
}

async function withCalls(club: TestClub, calls: string[], work: () => Promise<unknown>): Promise<string[]> {
  await club.all.idle()
  calls.length = 0
  await work()
  const made = [...calls]
  await club.all.idle()
  return made
}

describe('the count of an open ballot', () => {
  it('follows votes, new ones of the same people, and those taken back', async () => {
    const club = await testClub()
    await cast(club, 'ada', 1, 2)
    await cast(club, 'south:bo', 2)
    await cast(club, 'cy', 3)
    await cast(club, 'ada', 2, 3)
    await cast(club, 'cy')
    const kept = await Tallies.get(club.store, keys.tally(OPEN))
    expect(kept).toEqual({ voters: 2, approvals: { 1: 0, 2: 2, 3: 1 } })
    expect(await results(club)).toContain('2 people voted')
  })

  it('loses those who had voted only for what was withdrawn, and has them again with their next vote', async () => {
    const club = await testClub()
    await club.type('nominate magistral', person('ada'))
    const number = (await Rounds.get(club.store, keys.round(OPEN)))?.candidates.find(({ nomination }) => nomination)
    await cast(club, 'bo', number?.number ?? 0)
    await cast(club, 'cy', number?.number ?? 0, 2)
    expect(await results(club)).toContain('3 people voted')
    await club.type('withdraw magistral', person('ada'))
    expect(await results(club)).toContain('1 person voted')
    await cast(club, 'bo', 2)
    expect(await results(club)).toContain('2 people voted')
    expect(await Tallies.get(club.store, keys.tally(OPEN))).toEqual({ voters: 2, approvals: { 2: 2 } })
  })

  it('forgets with whoever is forgotten, what they nominated included', async () => {
    const club = await testClub()
    await cast(club, 'bo', 1)
    await club.type('nominate magistral', person('ada'))
    await cast(club, 'cy', 1, 6)
    await (await club.all.of(SOUTH)).members.forget(person('ada'))
    expect(await results(club)).toContain('2 people voted')
    await (await club.all.of(SOUTH)).members.forget(person('cy'))
    expect(await results(club)).toContain('1 person voted')
  })

  it('is made once where a version before kept none, and kept from then on', async () => {
    const { store, calls } = countingStore(await openStore('memory:'))
    const club = await testClub({ store })
    await voters(club, 30)
    await cast(club, 'ada', 1)
    expect(await Tallies.get(club.store, keys.tally(OPEN))).toEqual({ voters: 31, approvals: { 1: 31, 2: 30 } })
    await cast(club, 'bo', 1)
    await club.all.idle()
    expect(calls.filter((call) => call === `range ${keys.votes(OPEN)}`)).toHaveLength(1)
    expect(await results(club)).toContain('32 people voted')
  })

  it('is made once though many vote at the same moment, and counts each', async () => {
    const club = await testClub()
    await voters(club, 30)
    await Promise.all(Array.from({ length: 20 }, (_, index) => cast(club, `late${index}`, 3)))
    expect(await Tallies.get(club.store, keys.tally(OPEN))).toEqual({ voters: 50, approvals: { 1: 30, 2: 30, 3: 20 } })
  })

  it('that turns out wrong at the close is told in the log, and the votes themselves stand', async () => {
    const club = await testClub()
    await cast(club, 'ada', 1)
    await cast(club, 'bo', 1)
    await club.store.put(keys.tally(OPEN), Tallies.json({ voters: 9, approvals: { 1: 1, 2: 8 } }))
    expect(await results(club)).toContain('9 people voted')
    await postNow(club)
    expect(await results(club)).toContain('3 people voted')
    expect(club.logged.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      'the kept counts of a ballot were wrong; its votes were counted',
    ])
    expect(await club.store.get(keys.tally(OPEN))).toBeUndefined()
  })

  it('that is right closes without a word', async () => {
    const club = await testClub()
    await cast(club, 'ada', 1)
    await club.type('nominate magistral', person('bo'))
    await club.type('withdraw magistral', person('bo'))
    await postNow(club)
    expect(club.logged.filter(({ level }) => level === 'error')).toEqual([])
  })
})

it.each([10, 2_000])(
  'a vote on a ballot with %i voters asks the store four times at most, and never for all votes',
  async (count) => {
    const { store, calls } = countingStore(await openStore('memory:'))
    const club = await testClub({ store })
    await voters(club, count)
    await cast(club, 'ada', 1)
    const made = await withCalls(club, calls, () => cast(club, 'bo', 1, 2))
    expect(made.length, made.join('; ')).toBeLessThanOrEqual(4)
    for (const command of ['vote', 'week', 'results'])
      made.push(...(await withCalls(club, calls, () => club.type(command))))
    calls.length = 0
    await cast(club, 'cy', 1, 2)
    await club.all.idle()
    expect([...made, ...calls]).not.toContain(`range ${keys.votes(OPEN)}`)
  },
)
