/** The peer: a Slack bot of Bolt alone that answers every command with "pong". */
import bolt from '@slack/bolt'

const slackApiUrl = process.env.SLACK_API_URL
const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN ?? '',
  appToken: process.env.SLACK_APP_TOKEN ?? '',
  socketMode: true,
  logLevel: bolt.LogLevel.ERROR,
  ...(slackApiUrl ? { clientOptions: { slackApiUrl } } : {}),
})
app.command(/.*/, async ({ ack }) => {
  await ack({ response_type: 'ephemeral', text: 'pong' })
})
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)))
await app.start()
process.stdout.write('ready\n')
