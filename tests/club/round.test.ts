import { describe, expect, it } from 'vitest'
import type { Proposal } from '../../src/club/ballot.ts'
import { count } from '../../src/club/counting.ts'
import { decideRound, openRound, renameNominator, wasVoted } from '../../src/club/round.ts'
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

  it('was voted on once somebody voted, whether there is a pick or not', () => {
    expect(wasVoted(ballot)).toBe(false)
    expect(wasVoted({ ...ballot, tally: { voters: 1, approvals: {} } })).toBe(true)
  })
})
