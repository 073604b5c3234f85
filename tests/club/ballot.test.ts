import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BALLOT_LIMIT,
  type Ballot,
  type Candidate,
  chosen,
  fill,
  filler,
  followMerged,
  nominate,
  noteApprovals,
  type Proposal,
  titlesOfGone,
  withdraw,
} from '../../src/club/ballot.ts'

const nomination = (paper: string, by: `${string}:${string}` = 'chat:ada', minute = 0): Proposal => ({
  paper,
  title: `Title ${paper}`,
  nomination: {
    by,
    name: by.slice(5),
    reason: null,
    at: Temporal.Instant.fromEpochMilliseconds(minute * 60_000),
    lost: 0,
  },
  wanted: false,
})
const fillers = (...papers: string[]) => papers.map((paper) => filler({ id: paper, title: `Title ${paper}` }))
const papersOf = (ballot: Ballot) => ballot.candidates.map(({ paper }) => paper)
const ballotOf = (candidates: Proposal[], queue: Proposal[] = []): Ballot => {
  const all = [...candidates, ...queue].map((proposal, index): Candidate => ({ ...proposal, number: index + 1 }))
  const [on, waiting] = [all.slice(0, candidates.length), all.slice(candidates.length)]
  return { candidates: on, queue: waiting, next: all.length + 1, gone: [] }
}
const five = ballotOf(fillers('a', 'b', 'c', 'd', 'e'))

describe('nominate', () => {
  it('replaces the last filler that nobody wants', () => {
    const { ballot, became } = nominate(five, nomination('x'), 5)
    expect(became).toBe('on the ballot')
    expect(papersOf(ballot)).toEqual(['a', 'b', 'c', 'd', 'x'])
  })

  it('spares a filler that someone voted for', () => {
    const { ballot } = nominate(noteApprovals(five, [5, 4]), nomination('x'), 5)
    expect(papersOf(ballot)).toEqual(['a', 'b', 'x', 'd', 'e'])
  })

  it('turns a filler into a nomination without losing its votes', () => {
    const { ballot } = nominate(noteApprovals(five, [3]), nomination('c'), 5)
    expect(papersOf(ballot)).toEqual(papersOf(five))
    expect(ballot.candidates[2]).toMatchObject({ paper: 'c', wanted: true, nomination: { name: 'ada' } })
  })

  it('grows above its size up to ten, then queues for the next ballot', () => {
    let ballot = ballotOf(['1', '2', '3', '4', '5'].map((paper) => nomination(paper)))
    const became = Array.from({ length: 7 }, (_, index) => {
      const step = nominate(ballot, nomination(`n${index}`), 5)
      ballot = step.ballot
      return step.became
    })
    expect(ballot.candidates).toHaveLength(BALLOT_LIMIT)
    expect(ballot.queue.map(({ paper }) => paper)).toEqual(['n5', 'n6'])
    expect(became.slice(4)).toEqual(['on the ballot', 'in the queue', 'in the queue'])
  })

  it('refuses a paper that someone nominated already, and says who', () => {
    const taken = ballotOf([nomination('x', 'chat:bo')])
    expect(() => nominate(taken, nomination('x'), 5)).toThrow(/by bo/)
  })
})

describe('followMerged', () => {
  const [returned, fresh] = [nomination('a', 'chat:ada', 1), nomination('b', 'chat:bo', 2)]
  const lost = { ...returned, nomination: returned.nomination && { ...returned.nomination, lost: 2 } }
  const now = new Map(['a', 'b'].map((paper) => [paper, { paper: 'b', title: 'Both' }]))

  it('keeps the earlier nomination, and on how many ballots either stood', () => {
    const late = { ...fresh, nomination: fresh.nomination && { ...fresh.nomination, lost: 3 } }
    expect(followMerged(ballotOf([lost, late]), now, 5, [])).toMatchObject({
      candidates: [{ number: 1, merged: [2], title: 'Both', nomination: { name: 'ada', lost: 3 } }],
    })
  })

  it('tells of what was merged that it has left, once, under whichever number somebody chose it', () => {
    const merged = followMerged(ballotOf([lost, fresh]), now, 5, [])
    expect(merged.candidates[0]?.nomination?.lost).toBe(2)
    const { ballot } = withdraw(merged, { number: 2 }, { account: 'chat:ada', organiser: false }, 5, [])
    expect(titlesOfGone(ballot, [1, 2])).toEqual(['Both'])
    expect(titlesOfGone(ballot, [2])).toEqual(['Both'])
  })

  it('gives back what is another paper after all, and leaves together what is still one', () => {
    const three = new Map(['a', 'b', 'c'].map((paper) => [paper, { paper: 'a', title: 'All' }]))
    const one = followMerged(ballotOf([lost, fresh, nomination('c', 'chat:cy', 3)], [nomination('d')]), three, 5, [])
    expect(one.candidates.map(({ number, merged }) => [number, merged])).toEqual([
      [1, [2, 3]],
      [4, undefined],
    ])
    const two = new Map([...three, ['c', { paper: 'c', title: 'C alone' }] as const])
    const parted = followMerged(one, two, 5, [])
    expect(parted.candidates).toMatchObject([
      { number: 1, merged: [2], title: 'All', nomination: { name: 'ada', lost: 2 } },
      { number: 4 },
      { number: 3, title: 'C alone', nomination: { name: 'cy' } },
    ])
    expect(parted.candidates[2]).not.toHaveProperty('before')
  })

  it('has what is parted wait in front where the ballot is full, and drops a filler that nobody wants', () => {
    const many = Array.from({ length: 9 }, (_, nth) => nomination(`n${nth}`))
    const full = followMerged(ballotOf([lost, fresh, ...many], [nomination('late')]), now, 5, [])
    const apart = new Map(['a', 'b'].map((paper) => [paper, { paper, title: `Title ${paper}` }]))
    const parted = followMerged(full, apart, 5, [])
    expect(parted.candidates).toHaveLength(10)
    expect(parted.queue.map(({ paper }) => paper)).toEqual(['b', 'late'])

    const merged = followMerged(ballotOf([lost, ...fillers('b', 'x', 'y')]), now, 3, [])
    const back = followMerged(merged, apart, 3, [])
    expect(papersOf(back)).toEqual(['a', 'x', 'y'])
    expect(titlesOfGone(back, [2])).toEqual(['Title b'])
  })
})

describe('withdraw', () => {
  const ada = { account: 'chat:ada', organiser: false } as const
  const bo = { account: 'chat:bo', organiser: false } as const
  const x = { paper: 'x' }

  it('is for the nominator and for organisers', () => {
    const ballot = ballotOf([nomination('x'), ...fillers('a', 'b')])
    expect(() => withdraw(ballot, x, bo, 5, [])).toThrow(/ada nominated it/)
    expect(papersOf(withdraw(ballot, x, ada, 2, []).ballot)).toEqual(['a', 'b'])
    expect(papersOf(withdraw(ballot, x, { ...bo, organiser: true }, 2, []).ballot)).toEqual(['a', 'b'])
  })

  it('does not take fillers off', () => {
    expect(() => withdraw(five, { paper: 'a' }, { ...ada, organiser: true }, 5, [])).toThrow(/Nobody has nominated/)
  })

  it('F42 gives what is nominated again another number, and fills up with something else meanwhile', () => {
    const ballot = ballotOf([nomination('x'), ...fillers('a')])
    const without = withdraw(ballot, x, ada, 2, fillers('x', 'b')).ballot
    expect(papersOf(without)).toEqual(['a', 'b'])
    const again = nominate(without, nomination('x'), 2)
    expect(again.ballot.candidates.find(({ paper }) => paper === 'x')?.number).toBe(again.number)
    expect(again.number).not.toBe(1)
    expect(chosen(again.ballot, ['1', '2', '77'])).toEqual({ numbers: [2], dropped: ['Title x', null] })
  })

  it('moves up what waited, then fills up with papers that are not there yet', () => {
    const ballot = ballotOf([nomination('x'), ...fillers('a')], [nomination('q')])
    expect(papersOf(withdraw(ballot, x, ada, 4, fillers('a', 'b', 'c')).ballot)).toEqual(['a', 'q', 'b', 'c'])
  })
})

it('never holds a paper twice or more than ten, loses no nomination and uses no number twice, whatever is nominated and withdrawn', () => {
  const steps = fc.array(fc.record({ take: fc.boolean(), paper: fc.constantFrom(...'abcdefghijklmnop') }), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(steps, (moves) => {
      let ballot: Ballot = fill(ballotOf([]), 5, fillers('a', 'b', 'c', 'd', 'e', 'f'))
      const nominated = new Set<string>()
      const paperOf = new Map<number, string>()
      for (const { take, paper } of moves) {
        if (take && nominated.has(paper)) {
          ballot = withdraw(
            ballot,
            { paper },
            { account: 'chat:ada', organiser: false },
            5,
            fillers('u', 'v', 'w', 'x', 'y', 'z'),
          ).ballot
          nominated.delete(paper)
        } else if (!take && !nominated.has(paper)) {
          ballot = nominate(ballot, nomination(paper), 5).ballot
          nominated.add(paper)
        }
        const all = [...ballot.candidates, ...ballot.queue]
        expect(new Set(all.map((candidate) => candidate.paper)).size).toBe(all.length)
        expect(ballot.candidates.length).toBeLessThanOrEqual(BALLOT_LIMIT)
        for (const { number, paper } of all) expect(paperOf.get(number) ?? paper).toBe(paper)
        for (const { number, paper } of all) paperOf.set(number, paper)
        const standing = new Set(all.map(({ number }) => number))
        for (const { number } of ballot.gone) expect(standing).not.toContain(number)
        const kept = all.filter((candidate) => candidate.nomination).map((candidate) => candidate.paper)
        expect(new Set(kept)).toEqual(nominated)
      }
    }),
  )
})
