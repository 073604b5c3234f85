import type { OtherClock } from './clock-watch.ts'
import type { Config } from './config.ts'

/** Milliseconds. */
const PATIENCE = 5_000

/** The clocks of the chats that are on: each of their servers says its time with whatever it answers. */
export function chatClocks({ DISCORD_TOKEN, DISCORD_API_URL, SLACK_BOT_TOKEN, SLACK_API_URL }: Config): OtherClock[] {
  return [
    ...(DISCORD_TOKEN ? [clockAt('Discord', `${DISCORD_API_URL ?? 'https://discord.com/api'}/v10/gateway`)] : []),
    ...(SLACK_BOT_TOKEN ? [clockAt('Slack', new URL('api.test', SLACK_API_URL ?? 'https://slack.com/api/').href)] : []),
  ]
}

function clockAt(name: string, url: string): OtherClock {
  return {
    name,
    async ask() {
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) })
      await response.body?.cancel()
      const time = Date.parse(response.headers.get('date') ?? '')
      return Number.isNaN(time) ? null : time
    },
  }
}
