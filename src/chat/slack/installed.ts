/** The workspaces that added the bot themselves, each with a token of its own. One that is in trouble is no trouble of the others. */
import type { Installation, InstallProvider } from '@slack/oauth'
import { WebClient } from '@slack/web-api'
import { ChatFailure } from '../failure.ts'
import { Unreadable } from '../vault.ts'
import { type Installations, idOf, isNotAdded, NotAdded, type Query } from './installations.ts'
import type { Asking } from './reach.ts'
import { openWorkspace, type Workspace, type WorkspaceParts } from './workspace.ts'
import { type From, isTaken, type Workspaces } from './workspaces.ts'

export interface InstalledWorkspaces extends Workspaces {
  /** What was known of it is asked for anew, and what waited is gone on with. */
  added(installation: Installation): void
}

interface Opened {
  workspace: Workspace
  /** Milliseconds: until then its token is not asked for again. */
  until: number
}

export function installedWorkspaces(
  provider: () => InstallProvider,
  kept: Installations,
  { installUrl, ...parts }: Omit<WorkspaceParts, 'asking'> & { installUrl: string },
): InstalledWorkspaces {
  const { log } = parts
  const opened = new Map<string, Opened>()
  const opening = new Map<string, Promise<Workspace>>()
  let back: ((wasProblem: boolean) => void) | null = null
  let surveyed: Awaited<ReturnType<Installations['survey']>> | null = null

  async function of(team: string): Promise<Workspace> {
    const known = opened.get(team)
    if (known && known.until > Date.now()) return known.workspace
    const under = opening.get(team) ?? open(team).finally(() => opening.delete(team))
    opening.set(team, under)
    return under
  }

  async function open(team: string): Promise<Workspace> {
    const query = await kept.queryFor(team).catch(fail)
    // Where tokens rotate Bolt has a new one by now.
    const { botToken, botId, botUserId } = await provider().authorize(query).catch(fail)
    if (!botToken || !botId || !botUserId) throw fail(new NotAdded(`Slack’s ${team} gave no bot token`))
    const known = opened.get(team)
    const workspace =
      known?.workspace.token === botToken ? known.workspace : fresh(team, query, botToken, botId, botUserId)
    opened.delete(team)
    opened.set(team, { workspace, until: Date.now() + KNOWN_MS })
    for (const oldest of opened.keys()) {
      if (opened.size <= MOST) break
      forget(oldest)
    }
    return workspace
  }

  function fresh(team: string, { enterpriseId }: Query, token: string, botId: string, botUser: string): Workspace {
    forget(team)
    const me = { team, enterprise: enterpriseId ?? null, botId, botUser }
    // A token for a whole organisation has to be told which workspace is meant.
    const clientOptions = { ...parts.clientOptions, teamId: team }
    const workspace = openWorkspace(token, () => me, { ...parts, clientOptions, asking: askingOf(team, installUrl) })
    workspace.reached.watch((wasProblem) => back?.(wasProblem))
    return workspace
  }

  function forget(team: string): void {
    opened.get(team)?.workspace.stop()
    opened.delete(team)
  }

  async function survey(): Promise<void> {
    surveyed = await kept.survey()
    if (surveyed.unreadable > 0) log.error(surveyed, 'Tokens of workspaces cannot be decrypted with SECRETS_KEY')
  }

  /** What the bot was given for where an event came from; undefined when that is gone already. */
  async function tokenOf(from: Query): Promise<string | undefined> {
    try {
      return (await kept.fetch(from)).bot?.token
    } catch (error) {
      if (isNotAdded(error)) return undefined
      throw error
    }
  }

  function problems(): string[] {
    const unreadable = surveyed?.unreadable ?? 0
    return [
      ...[...opened.values()].flatMap(({ workspace }) => workspace.reached.problem() ?? []),
      ...(unreadable > 0
        ? [
            `The tokens of ${unreadable} Slack workspaces cannot be decrypted: set SECRETS_KEY, or SECRETS_KEY_OLD, to the key that they were encrypted with, or have the bot added anew at ${installUrl}.`,
          ]
        : []),
      ...(surveyed?.count === 0 ? [`No Slack workspace has added the bot yet: open ${installUrl}.`] : []),
    ]
  }

  return {
    of,
    async authorize({ teamId = '', enterpriseId, isEnterpriseInstall }) {
      if (isEnterpriseInstall && enterpriseId && !opened.has(teamId)) await kept.join(teamId, enterpriseId)
      const { me, token } = await of(teamId)
      const { team, botId, botUser } = me()
      return { botToken: token, botId, botUserId: botUser, teamId: team }
    },
    added({ team, enterprise }) {
      surveyed = surveyed && { ...surveyed, count: surveyed.count + 1 }
      const isIn = (workspace: Workspace) =>
        team ? workspace.me().team === team.id : workspace.me().enterprise === enterprise?.id
      for (const [id, { workspace }] of opened) if (isIn(workspace)) forget(id)
      back?.(true)
    },
    async leave(from, why) {
      const query = queryOf(from)
      const id = idOf(query)
      if (!id) return []
      const token = await tokenOf(query)
      // Slack tells of it twice, and sometimes only after the bot was added again.
      if (token === undefined && why === 'revoked') return []
      if (token && (await isTaken(new WebClient(token, parts.clientOptions)))) return []
      const teams = query.isEnterpriseInstall ? await kept.membersOf(id) : [id]
      await kept.remove(id)
      if (query.isEnterpriseInstall) await Promise.all(teams.map((team) => kept.remove(team)))
      for (const team of teams) forget(team)
      return teams
    },
    async begin(called) {
      back = called
      survey().catch((error: unknown) => log.error({ err: error }, 'The tokens of workspaces could not be looked at'))
    },
    end() {
      back = null
      for (const team of [...opened.keys()]) forget(team)
    },
    problem: () => null,
    note() {
      const [shown, more] = [problems().slice(0, MOST_SAID), problems().slice(MOST_SAID)]
      if (shown.length === 0) return null
      return [
        ...shown,
        ...(more.length > 0 ? [`${more.length} more workspaces are in trouble; the log has them.`] : []),
      ].join(' ')
    },
  }
}

const KNOWN_MS = 30_000
/** Workspaces that are kept ready; the others are opened again when something happens there. */
const MOST = 2_000
const MOST_SAID = 5

/** Nobody is asked while all is well: what happens there tells. */
function askingOf(team: string, installUrl: string): Asking {
  return {
    everyMs: null,
    inTroubleMs: 600_000,
    refused: (code) =>
      `Slack takes the bot’s token for the workspace ${team} no more (${code}): somebody there has to add the bot again at ${installUrl}.`,
  }
}

function queryOf({ teamId, enterpriseId, isEnterpriseInstall }: From): Query {
  return isEnterpriseInstall
    ? { isEnterpriseInstall: true, enterpriseId: enterpriseId ?? '', teamId: undefined }
    : { isEnterpriseInstall: false, enterpriseId, teamId: teamId ?? '' }
}

function fail(error: unknown): never {
  const isUnreadable = error instanceof Error && (error instanceof Unreadable || error.cause instanceof Unreadable)
  throw new ChatFailure(isNotAdded(error) || isUnreadable ? 'token' : 'busy', 'no', error)
}
