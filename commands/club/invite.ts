/** Gives an organiser a code by which one more channel, in either chat, can join the club. */
import { notice } from '../../src/chat/cards/notice.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club invite',
  description: 'Get a code by which another channel, of this chat or the other, joins this group',
  answers: 'actor',
  organisers: true,
  options: {},
  async run({ services, root }) {
    const [{ code, until }, { name }] = await Promise.all([services.club.invite(), services.club.get()])
    return notice('A code for one more channel', [
      'In the channel that shall join ',
      { bold: name },
      ', somebody who may decide what it is for calls ',
      { code: `/${root} club join ${code}` },
      '. The code is good once, until ',
      { time: until, style: 'moment' },
      '. Whoever has it can use it, so pass it on with care.',
    ])
  },
})
