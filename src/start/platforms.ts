import { createHmac } from 'node:crypto'
import type { Log } from '../chat/log.ts'
import type { Platform } from '../chat/platform.ts'
import type { Clock } from '../club/clock.ts'
import { openDrafts } from '../services/drafts.ts'
import { secretKey } from '../services/vault.ts'
import type { Store } from '../store/store.ts'
import type { Listener } from '../web/guarded.ts'
import { messagePage } from '../web/html.ts'
import { BadSettings, type Config } from './config.ts'
import { vaultOf } from './vault-of.ts'

/** By path, what answers requests that chats send. */
export type Handlers = Map<string, Listener>

/** The chats that the configuration names, by name. `store` keeps what they are given in secret. Throws {@link BadSettings} where a token cannot be one. */
export async function createPlatforms(
  config: Config,
  log: Log,
  handlers: Handlers,
  store: Promise<Store>,
  clock: Clock,
): Promise<Map<string, Platform>> {
  const platforms = new Map<string, Platform>()
  const { DISCORD_TOKEN: discordToken, SLACK_BOT_TOKEN: slackToken, COMMAND: root } = config
  if (discordToken) {
    const { createDiscord, tokenProblem } = await import('../chat/discord/index.ts')
    refuseTokens([tokenProblem(discordToken)])
    const apiUrl = config.DISCORD_API_URL
    const takeTurn = async (turn: number) => (await store).claim(`identify/${turn}`, IDENTIFY)
    platforms.set(
      'discord',
      createDiscord({
        token: discordToken,
        root,
        log,
        takeTurn,
        drafts: openDrafts(store),
        ...(apiUrl ? { apiUrl } : {}),
      }),
    )
  }
  if (slackToken || config.SLACK_CLIENT_ID) {
    const { createSlack, tokenProblems } = await import('../chat/slack/index.ts')
    const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: apiUrl } = config
    const tokens = {
      ...(slackToken ? { botToken: slackToken } : {}),
      ...(appToken ? { appToken } : {}),
      ...(signingSecret ? { signingSecret } : {}),
    }
    const adding = installingOf(config, store)
    refuseTokens(tokenProblems(tokens, adding))
    const slack = createSlack({
      ...tokens,
      ...(adding ? { installing: adding } : {}),
      ...(config.SLACK_HISTORY === 'limited' ? { slowly: clock } : {}),
      log,
      ...(apiUrl ? { apiUrl } : {}),
    })
    for (const [path, handler] of slack.handlers) handlers.set(path, handler)
    platforms.set('slack', slack)
  }
  return platforms
}

/** Milliseconds that Discord wants between two shards that take the same turn, and a little more. */
const IDENTIFY = 5_500

/** What it takes that workspaces add the bot themselves. */
function installingOf(config: Config, store: Promise<Store>) {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, PUBLIC_URL: publicUrl } = config
  const key = secretKey(config.SECRETS_KEY ?? '')
  const vault = vaultOf(config, store)
  if (!clientId || !clientSecret || !publicUrl || !key || !vault) return undefined
  return {
    clientId,
    clientSecret,
    publicUrl,
    stateSecret: createHmac('sha256', key).update('who comes back was sent by us').digest('hex'),
    vault,
    page: messagePage,
  }
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
