import { type Examined, wrong } from '../chat/examined.ts'
import type { Log } from '../chat/log.ts'
import type { Store } from '../store/store.ts'
import type { Config } from './config.ts'
import { vaultOf } from './vault-of.ts'

/** What the chats that are set say of the bot, by name. */
export async function examineChats(config: Config, log: Log): Promise<Map<string, Examined>> {
  const { DISCORD_TOKEN, DISCORD_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL } =
    config
  const chats = new Map<string, Examined>()
  if (DISCORD_TOKEN) {
    const { examineDiscord, tokenProblem } = await import('../chat/discord/index.ts')
    const problem = tokenProblem(DISCORD_TOKEN)
    chats.set('discord', problem ? refused([problem]) : await examineDiscord(DISCORD_TOKEN, DISCORD_API_URL))
  }
  if (SLACK_BOT_TOKEN) {
    const { examineSlack, tokenProblems } = await import('../chat/slack/index.ts')
    const tokens = {
      botToken: SLACK_BOT_TOKEN,
      ...(SLACK_APP_TOKEN ? { appToken: SLACK_APP_TOKEN } : {}),
      ...(SLACK_SIGNING_SECRET ? { signingSecret: SLACK_SIGNING_SECRET } : {}),
    }
    const problems = tokenProblems(tokens)
    const at = SLACK_API_URL ? { apiUrl: SLACK_API_URL } : {}
    chats.set('slack', problems.length > 0 ? refused(problems) : await examineSlack({ ...tokens, ...at }, log))
  }
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = config
  if (clientId && clientSecret) {
    const { examineClient } = await import('../chat/slack/index.ts')
    const more = {
      ...(SLACK_APP_TOKEN ? { appToken: SLACK_APP_TOKEN } : {}),
      ...(SLACK_API_URL ? { apiUrl: SLACK_API_URL } : {}),
    }
    chats.set('slack', await examineClient({ clientId, clientSecret, ...more }, log))
  }
  return chats
}

/** The workspaces that added the bot themselves; null where none can. */
export async function examineInstalls(config: Config, store: Store, log: Log): Promise<Examined | null> {
  const { SLACK_CLIENT_ID: clientId, SLACK_API_URL: apiUrl, PUBLIC_URL: publicUrl } = config
  const vault = vaultOf(config, Promise.resolve(store))
  if (!clientId || !publicUrl || !vault) return null
  const { examineInstalled } = await import('../chat/slack/index.ts')
  return examineInstalled(vault, { publicUrl, ...(apiUrl ? { apiUrl } : {}) }, log)
}

function refused(problems: readonly string[]): Examined {
  return { findings: problems.map(wrong), checkRoom: null }
}
