/** The workspaces that the bot is in. */
import type { Authorize } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Left } from '../platform.ts'
import type { Identity } from './bolt-app.ts'
import { chatFailure } from './failure.ts'
import { lacking } from './options.ts'
import { OWN_TOKEN, type Reach, refusal } from './reach.ts'
import { openWorkspace, type Workspace, type WorkspaceParts } from './workspace.ts'

export interface Workspaces {
  /** Where a room is. Rejects with {@link ChatFailure} where the bot is not. */
  of(team: string): Promise<Workspace>
  /** Where something comes from, for Bolt. Rejects with {@link NotAdded} where the bot is not. */
  authorize: Authorize<boolean>
  /** Which workspaces the bot is really out of, of those that Slack said so of. Rejects where that cannot be found out now. */
  leave(from: From, why: Left['why']): Promise<string[]>
  /** From now on; `back` is called when Slack takes calls again, with whether that was a problem or a call or two. */
  begin(back: (wasProblem: boolean) => void): Promise<void>
  end(): void
  /** What keeps the bot from all of its work; null when all is well. */
  problem(): string | null
  /** What else whoever runs the bot should know. */
  note(): string | null
}

/** Where an event came from, as Bolt read it. */
export type From = { teamId?: string | undefined; enterpriseId?: string | undefined; isEnterpriseInstall: boolean }

/** Whether Slack takes a token. Rejects where it does not say. */
export async function isTaken(client: WebClient): Promise<boolean> {
  try {
    await client.auth.test()
    return true
  } catch (error) {
    const failure = chatFailure(error)
    if (failure.reason === 'token') return false
    throw failure
  }
}

/** The one workspace whose token the environment has. */
export function ownWorkspace(token: string, parts: Omit<WorkspaceParts, 'asking'>): Workspaces {
  let found: Identity | null = null
  const me = () => {
    if (!found) throw new Error('Slack has not been started')
    return found
  }
  const own = openWorkspace(token, me, { ...parts, asking: OWN_TOKEN })
  return {
    of: async () => own,
    async authorize() {
      const { team, botId, botUser } = me()
      return { botToken: token, botId, botUserId: botUser, teamId: team }
    },
    async begin(back) {
      found = await introduce(own.reached.client)
      own.reached.watch(back)
    },
    async leave(_, why) {
      if (why === 'revoked' && (await isTaken(own.reached.client))) return []
      return [me().team]
    },
    end: () => own.stop(),
    problem: () => own.reached.problem(),
    note: () => lackingSentence(own.reached),
  }
}

/** Who the bot is in its workspace. */
async function introduce(client: WebClient): Promise<Identity> {
  const said = await client.auth.test().catch((error) => {
    throw new Error(refusal('SLACK_BOT_TOKEN', error), { cause: error })
  })
  if (!said.team_id || !said.bot_id || !said.user_id) {
    throw new Error('SLACK_BOT_TOKEN is not a bot’s: copy the Bot User OAuth Token, which begins with xoxb-.')
  }
  return { team: said.team_id, enterprise: said.enterprise_id ?? null, botId: said.bot_id, botUser: said.user_id }
}

function lackingSentence(reached: Reach): string | null {
  const missing = lacking(reached.granted())
  if (missing.length === 0) return null
  return `The Slack app lacks ${missing.join(', ')}: take the scopes from \`npm run manifest\` and install it again.`
}
