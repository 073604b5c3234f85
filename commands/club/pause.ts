/** Lets no week turn until the club goes on; the ballot stays open. */
import { clubCard } from '../../src/chat/cards/club.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club pause',
  description: 'Pause the club: no picks until it goes on, and the ballot stays open',
  answers: 'actor',
  organisers: true,
  options: {},
  run: pause,
  /** The button on a ballot that nobody votes on. */
  actions: { confirm: { answers: 'actor', run: pause } },
})

async function pause(context: Context) {
  await context.services.club.pause()
  return clubCard(context, 'Paused. The club now')
}
