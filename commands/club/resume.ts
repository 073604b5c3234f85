/** Ends a pause: the club's weeks turn again. */
import { clubCard } from '../../src/chat/cards/club.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club resume',
  description: 'End a pause: the next pick comes at the next club time at least a day away',
  answers: 'actor',
  organisers: true,
  options: {},
  run: resume,
  actions: { confirm: { answers: 'actor', run: resume } },
})

async function resume(context: Context) {
  await context.services.club.resume()
  return clubCard(context, 'The club goes on')
}
