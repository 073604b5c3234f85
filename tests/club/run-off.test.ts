import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, filler } from '../../src/club/ballot.ts'
import { assertWithin, count, toggled, type Vote, withOwn } from '../../src/club/counting.ts'
import { APPROVAL, describeVoting, type Voting, votingFrom, withMethod } from '../../src/club/voting.ts'

const at = Temporal.Instant.fromEpochMilliseconds(0)
const LETTERS = ['a', 'b', 'c', 'd', 'e']
const numberOf = (paper: string) => paper.charCodeAt(0)
const nominated = (paper: string): Candidate => ({
  ...filler({ id: paper, title: paper }),
  number: numberOf(paper),
  nomination: { by: 'chat:ada', name: 'Ada', reason: null, at: at.add({ minutes: numberOf(paper) }), lost: 0 },
})
const candidates = LETTERS.map(nominated)
const RANKED: Voting = { ...APPROVAL, ranked: true }
const votes = (...orders: string[]): Vote[] => orders.map((order) => ({ numbers: [...order].map(numberOf), at }))
const run = (on: readonly Candidate[], ...orders: string[]) => seated(1, on, ...orders)
const seated = (seats: number, on: readonly Candidate[], ...orders: string[]) => {
  const { ranking, tally } = count({ candidates: on, former: 0, voting: RANKED }, votes(...orders), seats)
  return { order: ranking.map(({ candidate }) => candidate.paper).join(''), places: tally.places ?? [] }
}

describe('a ranked ballot', () => {
  it('hands the votes of whatever has fewest on to what comes next on them', () => {
    const { order, places } = run(candidates.slice(0, 3), 'a', 'a', 'a', 'b', 'b', 'cb', 'cb')
    // b and c are level with two votes, and b was nominated earlier; the votes of c go to b.
    expect(order).toBe('bac')
    expect(places).toEqual([
      { paper: 'b', votes: 4, round: 2, rule: 'run-off', level: null },
      { paper: 'a', votes: 3, round: 2, rule: 'run-off', level: null },
      { paper: 'c', votes: 2, round: 1, rule: 'earlier', level: 'b' },
    ])
  })

  it('says in each place which rule let it go', () => {
    const { order, places } = run(candidates, 'ab', 'b')
    expect(order).toBe('abcde')
    expect(places.map(({ rule, level }) => [rule, level])).toEqual([
      ['run-off', null],
      ['earlier', 'a'],
      ['run-off', null],
      ['earlier', 'c'],
      ['earlier', 'd'],
    ])
  })

  it('chooses each further paper by a run-off among those that are left, and nothing that nobody has on their vote', () => {
    const { order, places } = seated(3, candidates, 'ba', 'ba', 'bca', 'c')
    // Nobody puts a first; without b it has two votes against two of c, and was nominated earlier.
    expect(order).toBe('bacde')
    expect(places.map(({ paper, votes, seat }) => [paper, votes, seat])).toEqual([
      ['b', 3, undefined],
      ['a', 2, 2],
      ['c', 2, 3],
      ['d', 0, undefined],
      ['e', 0, undefined],
    ])
    expect(seated(5, candidates, 'ab').places.map(({ seat }) => seat)).toEqual([
      undefined,
      2,
      undefined,
      undefined,
      undefined,
    ])
    expect(run(candidates, 'ba', 'ba', 'bca', 'c').order).toBe('bcade')
  })

  const order = fc.shuffledSubarray(LETTERS).map((papers) => papers.join(''))
  const orders = fc.array(order, { maxLength: 12, size: 'max' })

  it('ranks every paper once, whatever the order of its votes and of its papers', () => {
    fc.assert(
      fc.property(orders, fc.shuffledSubarray(candidates, { minLength: 5 }), (cast, shuffled) => {
        const once = run(candidates, ...cast)
        expect([...once.order].toSorted()).toEqual(LETTERS)
        expect(run(shuffled, ...cast.toReversed())).toEqual(once)
      }),
    )
  })

  it('is won by whoever is put first by more than half', () => {
    fc.assert(
      fc.property(orders, fc.constantFrom(...LETTERS), (cast, first) => {
        const most = [...cast, ...Array.from({ length: cast.length + 1 }, () => first)]
        expect(run(candidates, ...most).order[0]).toBe(first)
      }),
    )
  })

  it('never lets a vote for two papers hurt the first of them by naming the second', () => {
    fc.assert(
      fc.property(orders, order, (cast, mine) => {
        fc.pre(mine.length > 1)
        const alone = run(candidates, ...cast, mine.slice(0, 1)).order[0]
        if (alone === mine[0]) expect(run(candidates, ...cast, mine).order[0]).toBe(alone)
      }),
    )
  })

  it('says what a count by hand says', () => {
    fc.assert(
      fc.property(orders, (cast) => {
        expect(run(candidates, ...cast).order).toBe(byHand(cast))
      }),
    )
  })
})

/** One goes a round, always the last in the alphabet of those with fewest. */
function byHand(cast: string[]): string {
  let standing = [...LETTERS]
  let after = ''
  while (standing.length > 0) {
    const firsts = cast.map((order) => [...order].find((paper) => standing.includes(paper)))
    const votesFor = (paper: string) => firsts.filter((first) => first === paper).length
    const [last = ''] = standing.toReversed().toSorted((a, b) => votesFor(a) - votesFor(b))
    standing = standing.filter((paper) => paper !== last)
    after = last + after
  }
  return after
}

describe('a limit of votes', () => {
  const limited = (most: number | null) => ({ candidates, former: 0, voting: { ...APPROVAL, most } })
  const [none] = votes('')

  it('is never passed, whatever is pressed, and what is pressed twice is taken back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.array(fc.constantFrom(...LETTERS)), (most, presses) => {
        let vote: Vote | undefined = none
        for (const paper of presses) {
          const before = vote?.numbers ?? []
          try {
            vote = toggled(limited(most), vote, numberOf(paper), at)
            expect(vote.numbers.includes(numberOf(paper))).toBe(!before.includes(numberOf(paper)))
          } catch (error) {
            expect(error).toMatchObject({ code: 'votes-spent' })
            expect(before).toHaveLength(most)
          }
          expect(vote?.numbers.length).toBeLessThanOrEqual(most)
        }
      }),
    )
  })

  it('of one lets another paper take the place of the one before', () => {
    const [a] = votes('a')
    expect(toggled(limited(1), a, numberOf('b'), at).numbers).toEqual([numberOf('b')])
    expect(() => assertWithin(limited(2), [1, 2, 3])).toThrow('2 papers at most')
  })

  it('leaves the vote of who nominates as it was once it is spent', () => {
    const [ab] = votes('ab')
    expect(withOwn(limited(2), ab, numberOf('c'), at).numbers).toEqual(ab?.numbers)
    expect(withOwn(limited(3), ab, numberOf('c'), at).numbers).toHaveLength(3)
  })
})

describe('how members vote', () => {
  it('is read as it is written, and what is not said stays', () => {
    const voting = votingFrom('Ranked; at most 3, hidden; quorum 4', APPROVAL)
    expect(voting).toEqual({ ranked: true, most: 3, hidden: true, quorum: 4 })
    expect(voting && votingFrom('shown', voting)).toEqual({ ranked: true, most: 3, hidden: false, quorum: 4 })
    expect(voting && votingFrom('single choice; no quorum', voting)).toEqual({ ...APPROVAL, most: 1, hidden: true })
    for (const wrong of ['', 'first past', 'at most 40', 'quorum 0', 'ranked; sometimes'])
      expect(votingFrom(wrong, APPROVAL)).toBeNull()
  })

  it('is said in words', () => {
    expect(describeVoting(APPROVAL)).toBe('any number of papers')
    expect(describeVoting(withMethod(APPROVAL, 'single'))).toBe('one paper')
    expect(describeVoting({ ranked: true, most: 3, hidden: true, quorum: 4 })).toBe(
      'papers in an order, by an instant run-off, at most 3, the counts are shown after the close, at least 4 have to vote',
    )
  })
})
