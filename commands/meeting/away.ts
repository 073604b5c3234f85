/** Says when one is away, so that no turn comes then; and that one is back. */
import { ownDatesCard } from '../../src/chat/cards/own-dates.ts'
import { defineCommand } from '../../src/chat/command.ts'
import { UserError } from '../../src/club/errors.ts'

export default defineCommand({
  name: 'meeting away',
  description: 'Say from when to when you are away: no turn comes to you then, and you are next when you are back',
  answers: 'actor',
  reach: 'room',
  options: {
    from: { kind: 'date', description: 'The first day, such as 2026-12-21' },
    to: { kind: 'date', description: 'The last day; without it, that one day' },
    back: { kind: 'boolean', description: 'You are there after all: nothing is said of days away any more' },
  },
  async run({ services, caller }, { from, to = from, back }) {
    if (back) return ownDatesCard('You are there', await services.rota.away(caller, null))
    if (!from || !to || Temporal.PlainDate.compare(from, to) > 0)
      throw new UserError('bad-dates', 'Say from when to when: `meeting away from:2026-12-21 to:2027-01-04`.')
    const dates = await services.rota.away(caller, { from: from.toString(), to: to.toString() })
    return ownDatesCard(`You are away from ${from} to ${to}`, dates)
  },
})
