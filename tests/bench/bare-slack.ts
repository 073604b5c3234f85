/** The peer: a Slack bot of Bolt alone that answers each command with the card that it is given for it, else with "pong". */
import type { KnownBlock } from '@slack/web-api'
import { bareBolt } from './bare-bolt.ts'
import { cards } from './given-cards.ts'

const app = bareBolt()
const given = cards<KnownBlock>()
app.command(/.*/, async ({ command, ack }) => {
  const card = given.get(command.text.split(' ', 1)[0] ?? '')
  await ack(
    card
      ? { response_type: 'ephemeral', text: card.text, blocks: card.components }
      : { response_type: 'ephemeral', text: 'pong' },
  )
})
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)))
await app.start()
process.stdout.write('ready\n')
