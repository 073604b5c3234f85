/** Shows the club's week, its rooms and its organisers, and what needs one. */
import { clubCard } from '../../src/chat/cards/club.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club show',
  description: "Show this club's schedule, rooms and organisers",
  answers: 'actor',
  options: {},
  run: (context) => clubCard(context),
  actions: { open: { answers: 'actor', run: (context) => clubCard(context) } },
})
