/** Says whether the caller's comments are read in other channels than the one they were written in. */
import { notice } from '../../src/chat/cards/notice.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'me mirror',
  description: 'Have your comments read in your own channel only, or in the group’s others as well',
  answers: 'actor',
  reach: 'anywhere',
  options: {
    words: {
      kind: 'choice',
      description: 'on: in every channel of the group that agreed; off: in your own only',
      choices: ['on', 'off'],
      required: true,
    },
  },
  async run({ services, caller }, { words }) {
    await services.members.carry(caller, words === 'on')
    return words === 'on'
      ? notice(
          'Changed',
          'From now on your comments are read in the other channels of the group as well, where those agreed.',
        )
      : notice(
          'Changed',
          'From now on your comments are read in the channel that you write them in, and nowhere else. Where they are shown now, they are ' +
            'being taken away. The discussion that “Discussion” on the pick shows still has them.',
        )
  },
})
