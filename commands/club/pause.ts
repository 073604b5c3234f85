/** Lets no week turn until the club goes on, by itself on a day or when an organiser says so; the ballot stays open. */
import { clubCard } from '../../src/chat/cards/club.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club pause',
  description: 'Pause the club: no picks until it goes on, and the ballot stays open',
  answers: 'actor',
  organisers: true,
  options: { until: { kind: 'date', description: 'The day on which it goes on by itself' } },
  run: (context, { until }) => pause(context, until ?? null),
  /** The button on a ballot that nobody votes on. */
  actions: { confirm: { answers: 'actor', run: (context) => pause(context, null) } },
})

async function pause(context: Context, until: Temporal.PlainDate | null) {
  await context.services.club.pause(until)
  return clubCard(context, 'Paused. The club now')
}
