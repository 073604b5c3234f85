/** Says when one is away, so that no turn comes then; and that one is back. */
import { keptBlock } from '../../src/chat/cards/leaving.ts'
import { ownDatesCard } from '../../src/chat/cards/own-dates.ts'
import { defineCommand } from '../../src/chat/command.ts'
import { UserError } from '../../src/club/errors.ts'
import { isAway } from '../../src/club/rota.ts'
import { dayIn } from '../../src/club/schedule.ts'

/** Dates that are told of one by one. */
const TOLD = 5

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
  async run({ services, caller, root }, { from, to = from, back }) {
    if (back) return ownDatesCard('You are there', await services.rota.away(caller, null))
    if (!from || !to || Temporal.PlainDate.compare(from, to) > 0)
      throw new UserError('bad-dates', 'Say from when to when: `meeting away from:2026-12-21 to:2027-01-04`.')
    const dates = await services.rota.away(caller, { from: from.toString(), to: to.toString() })
    const { schedule } = await services.club.get()
    const isWithin = (at: Temporal.Instant) =>
      isAway({ away: [{ from: `${from}`, to: `${to}` }] }, dayIn(at, schedule.zone))
    const kept = (await services.rota.parts(caller)).filter(({ how, date: { at } }) => how !== 'turn' && isWithin(at))
    const more = kept.slice(0, TOLD).map((part) => keptBlock(part, schedule, root))
    return ownDatesCard(`You are away from ${from} to ${to}`, dates, ...more)
  },
})
