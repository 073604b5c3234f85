import { expect, test } from 'vitest'
import { weekNews } from '../../../src/chat/cards/week-news.ts'
import { filler } from '../../../src/club/ballot.ts'
import { openRound } from '../../../src/club/round.ts'
import { verdictsOf } from '../../../src/club/verdict.ts'
import { APPROVAL } from '../../../src/club/voting.ts'
import { textOf } from '../../fakes/bot.ts'

const first = Temporal.Instant.from('2026-11-23T08:00:00Z')
const paper = { id: 'x', title: 'X' }
const round = openRound({ club: 'club', n: 1 }, first, {
  queue: [],
  size: 1,
  fillers: [filler(paper)],
  voting: APPROVAL,
})
const pick = { paper: 'x', title: 'X', approvals: 1, rule: 'only one' as const, before: null }
const verdicts = verdictsOf([])

test.each([
  [7, 'Last week: '],
  [3, 'Last time: '],
  [16, 'Last time: '],
])('a paper that was picked %i days before is called so', (days, words) => {
  const wrapUp = { round: { ...round, closedAt: first, pick }, comments: 0, people: 0, verdicts }
  expect(textOf(weekNews({ ...round, closedAt: first.add({ hours: 24 * days }) }, wrapUp))).toContain(words)
})
