import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BALLOT_LIMIT, type Candidate, fill, nominate } from '../../src/club/ballot.ts'
import { count } from '../../src/club/counting.ts'
import { bestFirst, leftoversOf } from '../../src/club/pool.ts'

const at = Temporal.Instant.from('2026-11-23T08:00:00Z')

function nominated(paper: string, number: number, lost = 0): Candidate {
  const nomination = { by: 'chat:ada' as const, name: 'Ada', reason: 'why', at: at.add({ minutes: number }), lost }
  return { number, paper, title: paper.toUpperCase(), nomination, wanted: true }
}
const filler = (paper: string, number: number): Candidate => ({
  ...nominated(paper, number),
  nomination: null,
  wanted: false,
})
const counted = (candidates: Candidate[], votes: number[][]) =>
  count(
    { candidates, former: 0 },
    votes.map((numbers) => ({ numbers, at })),
  )
const papers = (candidates: readonly Candidate[]) => candidates.map(({ paper }) => paper)

describe('what a ballot leaves behind', () => {
  it('is each nomination that was not picked, with its reason and how often it lost; no filler comes back', () => {
    const candidates = [nominated('a', 1), nominated('b', 2, 1), filler('c', 3)]
    const { queue, retired } = leftoversOf({ candidates, queue: [] }, counted(candidates, [[1], [1], [2]]), 4)
    expect(papers(queue)).toEqual(['b'])
    expect(queue[0]).toMatchObject({ nomination: { reason: 'why', lost: 2 }, wanted: false })
    expect(retired).toEqual([])
  })

  it('puts first what was level with the winner, then what had no turn yet, then by approvals', () => {
    const candidates = [nominated('a', 1), nominated('b', 2), nominated('c', 3), nominated('d', 4), filler('e', 5)]
    const votes = [[1, 5], [1, 5], [3], [2, 3], [4]]
    const { queue } = leftoversOf({ candidates, queue: [nominated('z', 9)] }, counted(candidates, [...votes]), 4)
    expect(papers(queue)).toEqual(['c', 'e', 'z', 'b', 'd'])
  })

  it('puts in front of all what had won for a meeting that was cancelled, until it has lost on a ballot', () => {
    const candidates = [nominated('a', 1), nominated('b', 2), { ...nominated('c', 3), won: true }]
    const queue = [nominated('z', 9), { ...nominated('y', 10, 2), won: true }]
    const left = leftoversOf({ candidates, queue }, counted(candidates, [[1, 2]]), 4).queue
    expect(papers(left)).toEqual(['y', 'b', 'z', 'c'])
    expect(left.filter(({ won }) => won)).toEqual([queue[1]])
    expect(papers(bestFirst({ candidates: candidates.slice(0, 2), queue }, new Map([['z', 3]])))[0]).toBe('y')
  })

  it('lets a nomination go that has waited for as many ballots as the club set, but never a level second', () => {
    const candidates = [nominated('a', 1), nominated('b', 2, 4), nominated('c', 3, 4)]
    const { queue, retired } = leftoversOf({ candidates, queue: [] }, counted(candidates, [[1, 2]]), 4)
    expect(papers(queue)).toEqual(['b'])
    expect(papers(retired)).toEqual(['c'])
    expect(leftoversOf({ candidates, queue: [] }, counted(candidates, [[1]]), 0).queue).toEqual([])
  })

  it('loses no nomination and doubles none', () => {
    const ballots = fc.integer({ min: 1, max: 12 }).chain((size) =>
      fc.record({
        candidates: fc.constant(
          Array.from({ length: size }, (_, index) => nominated(`p${index}`, index + 1, index % 6)),
        ),
        votes: fc.array(fc.subarray(Array.from({ length: size }, (_, index) => index + 1)), { minLength: 1 }),
        waiting: fc.integer({ min: 0, max: 5 }),
        waits: fc.integer({ min: 0, max: 6 }),
      }),
    )
    fc.assert(
      fc.property(ballots, ({ candidates, votes, waiting, waits }) => {
        const queue = Array.from({ length: waiting }, (_, index) => nominated(`w${index}`, 100 + index))
        const result = counted(candidates, votes)
        const left = leftoversOf({ candidates, queue }, result, waits)
        const all = [result.ranking[0]?.candidate.paper, ...papers(left.queue), ...papers(left.retired)]
        expect(all.toSorted()).toEqual([...papers(candidates), ...papers(queue)].toSorted())
      }),
    )
  })
})

describe('the next ballot', () => {
  const empty = { candidates: [], gone: [], next: 100 }

  it('takes what lost up to its size, before fillers, and what had no turn up to the limit', () => {
    const queue = [...Array.from({ length: 7 }, (_, index) => nominated(`l${index}`, index + 1, 1)), nominated('z', 50)]
    const ballot = fill({ ...empty, queue }, 5, [filler('f', 0)])
    expect(papers(ballot.candidates)).toEqual(['l0', 'l1', 'l2', 'l3', 'l4', 'z'])
    expect(papers(ballot.queue)).toEqual(['l5', 'l6'])
    expect(papers(fill({ ...empty, queue: queue.slice(0, 2) }, 3, [filler('f', 0)]).candidates)).toEqual([
      'l0',
      'l1',
      'f',
    ])
  })

  it('has at once what waits and is nominated again, as the nomination of whoever brought it first', () => {
    const queue = [nominated('w', 7, 1)]
    const open = { ...empty, candidates: [filler('f', 1), filler('g', 2)], queue }
    const again = { ...nominated('w', 0), nomination: { ...nominated('w', 0).nomination, by: 'chat:bo', name: 'Bo' } }
    const { ballot, became } = nominate(open, again as Candidate, 2)
    expect(became).toBe('on the ballot')
    expect(papers(ballot.candidates)).toEqual(['f', 'w'])
    expect(ballot.candidates[1]).toMatchObject({ number: 7, nomination: { name: 'Ada', lost: 1 } })
    expect(ballot.queue).toEqual([])
    const full = { ...open, candidates: Array.from({ length: BALLOT_LIMIT }, (_, i) => nominated(`x${i}`, i + 20)) }
    expect(() => nominate(full, again as Candidate, 2)).toThrow('waits among the nominations already, nominated by Ada')
  })
})
