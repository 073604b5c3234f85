/** Gives the club another name. */
import { clubCard } from '../../src/chat/cards/club.ts'
import { defineCommand } from '../../src/chat/command.ts'
import { LONGEST_NAME } from '../../src/club/club.ts'

export default defineCommand({
  name: 'club rename',
  description: 'Give this reading group another name',
  answers: 'actor',
  organisers: true,
  options: {
    name: { kind: 'text', description: 'Its new name', required: true, max: LONGEST_NAME, example: 'Thursday Readers' },
  },
  async run(context, { name }) {
    await context.services.club.change({ name })
    return clubCard(context, 'Renamed. The club now')
  },
})
