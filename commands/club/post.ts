/** Closes the open ballot and posts the pick now instead of at the club's time. */
import type { Rich } from '../../src/chat/card.ts'
import { fatesList } from '../../src/chat/cards/fates.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club post',
  description: 'Close the ballot and post the paper of the week now',
  answers: 'actor',
  organisers: true,
  options: {},
  async run({ services }) {
    const { view, fates } = await services.rounds.closeNow()
    const { round } = view
    if (!round.pick) return notice('Nothing to pick', 'The ballot is empty: nominate a paper first.')
    const [{ nextPick }, links] = await Promise.all([services.club.get(), services.rounds.links(round, 'pick')])
    const next: Rich = [
      { bold: round.pick.title },
      ' is the paper of the week. The next pick comes ',
      { time: nextPick, style: 'moment' },
      '.',
    ]
    const reached = fates.filter(({ state }) => state === 'posted')
    if (reached.length === fates.length) return notice('Posted', next, fatesList(fates, links))
    return notice(
      reached.length > 0 ? 'Posted, but not everywhere' : 'Decided, but not posted yet',
      next,
      fatesList(fates, links),
      { kind: 'text', text: 'What is not there yet is tried again by itself, as long as this pick is the latest.' },
    )
  },
})
