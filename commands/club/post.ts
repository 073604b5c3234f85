/** Closes the open ballot and posts the pick now instead of at the club's time. */
import { notice } from '../../src/chat/cards/notice.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club post',
  description: 'Close the ballot and post the paper of the week now',
  answers: 'actor',
  organisers: true,
  options: {},
  async run({ services }) {
    const { round } = await services.rounds.closeNow()
    const { nextPick } = await services.club.get()
    if (!round.pick) return notice('Nothing to pick', 'The ballot is empty: nominate a paper first.')
    return notice('Posted', [
      { bold: round.pick.title },
      ' is the paper of the week. The next pick comes ',
      { time: nextPick, style: 'moment' },
      '.',
    ])
  },
})
