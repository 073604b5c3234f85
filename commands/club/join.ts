/** Brings the channel into a club whose organisers gave a code. */
import { clubCard } from '../../src/chat/cards/club.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club join',
  reach: 'channel',
  description: 'Bring this channel into a reading group that gave you a code',
  answers: 'actor',
  options: {
    code: {
      kind: 'text',
      description: 'The code from `club invite`',
      required: true,
      max: 60,
      example: 'K7QD-2M9X-R4TN-8WHA',
    },
  },
  async run(context, { code }) {
    const services = await context.services.room.join(context.caller, code)
    const { name } = await services.club.get()
    return clubCard({ ...context, services }, `This channel has joined “${name}”`)
  },
})
