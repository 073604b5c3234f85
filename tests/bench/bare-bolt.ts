import bolt from '@slack/bolt'

/** A Slack app of Bolt alone, on the socket that the environment names. */
export function bareBolt(): bolt.App {
  const slackApiUrl = process.env.SLACK_API_URL
  return new bolt.App({
    token: process.env.SLACK_BOT_TOKEN ?? '',
    appToken: process.env.SLACK_APP_TOKEN ?? '',
    socketMode: true,
    logLevel: bolt.LogLevel.ERROR,
    ...(slackApiUrl ? { clientOptions: { slackApiUrl } } : {}),
  })
}
