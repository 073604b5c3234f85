import { expect, test } from 'vitest'
import { whyItWon } from '../../../src/chat/cards/pick.ts'

const pick = { paper: 'x', title: 'X', approvals: 0, before: 'Y' }

test.each(['nomination', 'earlier', 'title'] as const)(
  'a pick that nobody voted for was not level with anything, whatever decided (%s)',
  (rule) => {
    expect(whyItWon({ ...pick, rule })).toMatch(/^nobody voted; /)
    expect(whyItWon({ ...pick, rule, approvals: 2 })).toMatch(/^it had 2 votes, level with “Y”; /)
  },
)
