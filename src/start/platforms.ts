import type { Log } from '../chat/log.ts'
import type { Platform } from '../chat/platform.ts'
import type { Listener } from '../web/guarded.ts'
import { BadSettings, type Config } from './config.ts'

/** By path, what answers requests that chats send. */
export type Handlers = Map<string, Listener>

/** The chats that the configuration names, by name. Throws {@link BadSettings} where a token cannot be one. */
export async function createPlatforms(config: Config, log: Log, handlers: Handlers): Promise<Map<string, Platform>> {
  const platforms = new Map<string, Platform>()
  const { DISCORD_TOKEN: discordToken, SLACK_BOT_TOKEN: slackToken, COMMAND: root } = config
  if (discordToken) {
    const { createDiscord, tokenProblem } = await import('../chat/discord/index.ts')
    refuseTokens([tokenProblem(discordToken)])
    const apiUrl = config.DISCORD_API_URL
    platforms.set('discord', createDiscord({ token: discordToken, root, log, ...(apiUrl ? { apiUrl } : {}) }))
  }
  if (slackToken) {
    const { createSlack, tokenProblems } = await import('../chat/slack/index.ts')
    const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: apiUrl } = config
    const tokens = {
      botToken: slackToken,
      ...(appToken ? { appToken } : {}),
      ...(signingSecret ? { signingSecret } : {}),
    }
    refuseTokens(tokenProblems(tokens))
    const slack = createSlack({ ...tokens, log, ...(apiUrl ? { apiUrl } : {}) })
    if (slack.handler) handlers.set('/slack/events', slack.handler)
    platforms.set('slack', slack)
  }
  return platforms
}

/** What a chat that is connected still lacks. */
export function readyDetail(platform: Platform): string[] {
  const { state, detail } = platform.health()
  return state === 'ready' && detail ? [detail] : []
}

function refuseTokens(problems: readonly (string | null)[]): void {
  const sentences = problems.filter((problem) => problem !== null)
  if (sentences.length > 0) throw new BadSettings(sentences.join('\n'))
}
