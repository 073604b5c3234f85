import { describe, expect, it } from 'vitest'
import type { Proposal } from '../../src/club/ballot.ts'
import { count } from '../../src/club/counting.ts'
import {
  decideRound,
  openRound,
  type Round,
  readOnce,
  renameNominator,
  votesFor,
  wasVoted,
} from '../../src/club/round.ts'
import { APPROVAL } from '../../src/club/voting.ts'

const at = Temporal.Instant.from('2026-11-23T08:00:00Z')
const by = (name: string, paper: string): Proposal => ({
  paper,
  title: paper.toUpperCase(),
  nomination: { by: `chat:${name.toLowerCase()}`, name, reason: null, at, lost: 0 },
  wanted: true,
})
const ballot = openRound({ club: 'c', n: 1 }, at, {
  ...{ queue: [by('Ada', 'a'), by('Bo', 'b'), by('Ada', 'c')], size: 2, fillers: [], voting: APPROVAL },
})
const decided = (votes: number[][], papersEach = 2) =>
  decideRound(
    ballot,
    count(
      ballot,
      votes.map((numbers) => ({ numbers, at })),
    ),
    { waits: 4, papersEach, papersOptional: 0 },
  )

describe('a round', () => {
  it('calls somebody by their new name wherever they nominated, and nobody else', () => {
    const named = renameNominator(ballot, 'chat:ada', 'Ada Lovelace')
    const names = [...named.candidates, ...named.queue].map(({ nomination }) => nomination?.name)
    expect(names).toEqual(['Ada Lovelace', 'Bo', 'Ada Lovelace'])
    expect(renameNominator(named, 'chat:ada', 'Ada Lovelace')).toBe(named)
  })

  it('reads beside the winner what somebody voted for, and nothing else', () => {
    expect(decided([[1], [1, 2]])?.also).toEqual([{ paper: 'b', title: 'B', optional: false }])
    expect(decided([[1]])?.also).toEqual([])
    expect(decided([[1], [1, 2]], 1)?.also).toEqual([])
  })

  it('counts once who voted for two papers that turned out to be one, and says why it won by what is left', () => {
    const votes = [[1], [1, 2], [2], [2, 3]].map((numbers) => ({ numbers, at }))
    const read = decided(
      votes.map(({ numbers }) => numbers),
      1,
    ) as Round
    expect(read.pick).toMatchObject({ paper: 'b', approvals: 3, before: 'A' })
    const same = readOnce(read, new Map([['a', 'b']]), votes)
    expect(same.candidates.map(({ paper }) => paper)).toEqual(['b', 'c'])
    expect(same.tally).toEqual({ voters: 4, approvals: { b: 4, c: 1 } })
    expect(same.pick).toMatchObject({ paper: 'b', approvals: 4, rule: 'approvals', before: 'C' })
    expect(readOnce(read, new Map(), votes)).toEqual(read)
    expect(readOnce(read, new Map([['a', 'c']]), votes)).toEqual(read)
  })

  it('leaves what came of a run-off as it was counted, without what turned out to be the winner', () => {
    const ranked = { ...ballot, voting: { ...APPROVAL, ranked: true } }
    const votes = [[2, 1], [2], [1, 2], [3]].map((numbers) => ({ numbers, at }))
    const read = decideRound(ranked, count(ranked, votes), { waits: 4, papersEach: 1, papersOptional: 0 }) as Round
    expect(read.pick).toMatchObject({ paper: 'b', rule: 'run-off' })
    const same = readOnce(read, new Map([['a', 'b']]), votes)
    expect(same.pick).toEqual({ ...read.pick, rule: same.pick?.rule, before: 'C' })
    expect(same.tally?.places?.map(({ paper }) => paper)).toEqual(['b', 'c'])
  })

  it('reads a paper once that was read twice, and leaves a pick that was not counted as it was chosen', () => {
    const read = decided([[1], [1, 2]]) as Round
    expect(readOnce(read, new Map([['b', 'a']]), []).also).toEqual([])
    const chosen = { ...read, pick: read.pick && { ...read.pick, rule: 'organiser' as const, before: null } }
    expect(readOnce(chosen, new Map([['b', 'a']]), []).pick).toMatchObject({ rule: 'organiser', before: null })
  })

  it('tells votes of what is read only where it stood on a ballot', () => {
    const read = decided([[1]]) as Round
    expect(votesFor(read)).toBe(1)
    expect(votesFor(ballot)).toBeNull()
    const other = { paper: 'z', title: 'Z', approvals: 0, rule: 'organiser' as const, before: null }
    expect(votesFor({ ...read, pick: other })).toBeNull()
    expect(votesFor({ ...read, pick: { ...other, paper: 'b' } })).toBe(0)
  })

  it('was voted on once somebody voted, whether there is a pick or not', () => {
    expect(wasVoted(ballot)).toBe(false)
    expect(wasVoted({ ...ballot, tally: { voters: 1, approvals: {} } })).toBe(true)
  })
})
