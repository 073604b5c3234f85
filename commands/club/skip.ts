/** Leaves pick and ballot as they are for one week more. */
import { notice } from '../../src/chat/cards/notice.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club skip',
  description: 'Skip the next pick: paper and ballot stay as they are for another week',
  answers: 'actor',
  organisers: true,
  options: {},
  async run({ services }) {
    const { skipped, next } = await services.rounds.skip()
    return notice('Skipped', [
      'There is no pick ',
      { time: skipped, style: 'moment' },
      '. The next one comes ',
      { time: next, style: 'moment' },
      '.',
    ])
  },
})
