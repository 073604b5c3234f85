/** Makes someone an organiser of the club, or no longer one. */
import { clubCard } from '../../src/chat/cards/club.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club organiser',
  description: 'Make someone an organiser, or no longer one',
  answers: 'actor',
  organisers: true,
  options: {
    member: { kind: 'member', description: 'The person to make an organiser, or no longer one', required: true },
    remove: { kind: 'boolean', description: 'Take the role away instead' },
  },
  async run(context, { member, remove }) {
    const { club } = context.services
    await (remove ? club.removeOrganiser(member) : club.addOrganiser(member))
    return clubCard(context, remove ? 'No longer an organiser. The club now' : 'A new organiser. The club now')
  },
})
