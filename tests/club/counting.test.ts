import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, filler } from '../../src/club/ballot.ts'
import {
  areCurrent,
  type Counts,
  count,
  NO_COUNTS,
  recast,
  tally,
  tallyOf,
  type Vote,
} from '../../src/club/counting.ts'

const at = Temporal.Instant.fromEpochMilliseconds(0)
/** A candidate's number is its letter's code. */
const numberOf = (paper: string) => paper.charCodeAt(0)
const vote = (...papers: string[]) => ({ numbers: papers.map(numberOf), at })
const fill = (paper: string): Candidate => ({ ...filler({ id: paper, title: paper }), number: numberOf(paper) })
const ballot = (...candidates: Candidate[]) => ({ candidates, former: 0 })
const nominated = (paper: string, minute: number): Candidate => ({
  ...fill(paper),
  nomination: { by: 'chat:ada', name: 'Ada', reason: null, at: at.add({ minutes: minute }), lost: 0 },
})
const order = (candidates: Candidate[], ...votes: ReturnType<typeof vote>[]) => {
  const { ranking, rule } = count(ballot(...candidates), votes)
  return [ranking.map(({ candidate }) => candidate.paper).join(''), rule]
}

describe('count', () => {
  it('puts most approvals first', () => {
    expect(order([fill('a'), fill('b')], vote('b'), vote('a', 'b'))).toEqual(['ba', 'approvals'])
  })

  it('then puts a nomination before a filler', () => {
    expect(order([fill('a'), nominated('b', 5)], vote('a', 'b'))).toEqual(['ba', 'nomination'])
  })

  it('then the earlier nomination', () => {
    expect(order([nominated('a', 9), nominated('b', 5)])).toEqual(['ba', 'earlier'])
  })

  it('then the title', () => {
    expect(order([fill('b'), fill('a')])).toEqual(['ab', 'title'])
    expect(order([nominated('b', 5), nominated('a', 5)])).toEqual(['ab', 'title'])
  })

  it('says so when there was only one paper, and has no winner on an empty ballot', () => {
    expect(order([fill('a')])).toEqual(['a', 'only one'])
    expect(count(ballot(), [vote('a')]).ranking).toEqual([])
  })

  it('does not depend on the order of ballot or votes', () => {
    const candidates = [nominated('a', 3), nominated('b', 1), fill('c'), fill('d')]
    const votes = fc.array(fc.subarray(['a', 'b', 'c', 'd', 'zone']).map((papers) => vote(...papers)))
    fc.assert(
      fc.property(votes, fc.shuffledSubarray(candidates, { minLength: 4 }), (cast, shuffled) => {
        expect(order(shuffled, ...cast.toReversed())).toEqual(order(candidates, ...cast))
      }),
    )
  })
})

describe('tally', () => {
  it('counts each paper of a vote once, and leaves out what is not on the ballot', () => {
    const counted = tally(ballot(fill('a'), fill('b')), [vote('a', 'a', 'zone'), vote('zone'), vote()])
    expect(counted).toEqual({ voters: 1, approvals: { a: 1, b: 0 } })
  })

  it('counts a vote from before numbers for what was on the ballot then, and for nothing that came later', () => {
    const former = { candidates: [fill('a'), fill('b')], former: numberOf('a') }
    expect(tally(former, [{ ...vote(), papers: ['a', 'b'] }])).toEqual({ voters: 1, approvals: { a: 1, b: 0 } })
  })

  it('takes papers named like an object method for what they are', () => {
    expect(tally({ ...ballot(fill('constructor')), former: 200 }, [{ ...vote(), papers: ['toString'] }]).voters).toBe(0)
  })
})

describe('recast', () => {
  it('keeps what a fresh count of the same votes says, whoever votes anew or takes a vote back', () => {
    const candidates = ['a', 'b', 'c'].map(fill)
    const cast = fc.record({
      who: fc.constantFrom('ada', 'bo', 'cy'),
      papers: fc.option(fc.subarray(['a', 'b', 'c', 'zone'])),
    })
    fc.assert(
      fc.property(fc.array(cast, { maxLength: 40, size: 'max' }), (casts) => {
        const votes = new Map<string, Vote>()
        let counts: Counts = NO_COUNTS
        for (const { who, papers } of casts) {
          const after = papers ? vote(...papers) : undefined
          counts = recast(ballot(...candidates), counts, votes.get(who), after)
          if (after) votes.set(who, after)
          else votes.delete(who)
        }
        expect(tallyOf(ballot(...candidates), counts)).toEqual(tally(ballot(...candidates), votes.values()))
      }),
    )
  })

  it('is of another ballot once something with votes has left it', () => {
    const counts = recast(ballot(fill('a'), fill('b')), NO_COUNTS, undefined, vote('a'))
    expect(areCurrent(ballot(fill('a')), counts)).toBe(true)
    expect(areCurrent(ballot(fill('b')), counts)).toBe(false)
  })
})
