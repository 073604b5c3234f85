/** What Slack gave for each workspace, or whole organisation, that added the bot; kept in the vault. */
import type { Installation, InstallationQuery } from '@slack/oauth'
import type { Vault } from '../vault.ts'

/** The bot is not in that workspace, or not any more. */
export class NotAdded extends Error {}

/** Libraries wrap what was thrown to them. */
export function isNotAdded(error: unknown): boolean {
  if (error instanceof NotAdded) return true
  if (!(error instanceof Error)) return false
  const inner = 'original' in error ? error.original : error.cause
  return inner !== undefined && isNotAdded(inner)
}

export type Query = InstallationQuery<boolean>
type Kept = Installation<'v2', boolean>

/** What a workspace's name in the vault holds: what it was given itself, or the organisation that it has the bot through. */
type Entry = { installation: Kept } | { organisation: string }

export interface Installations {
  /** Rejects with {@link NotAdded}. */
  fetch(query: Query): Promise<Kept>
  store(installation: Installation): Promise<void>
  /** How to ask for a workspace of which nothing else is known. */
  queryFor(team: string): Promise<Query>
  /** A workspace has the bot through its organisation. */
  join(team: string, organisation: string): Promise<void>
  remove(id: string): Promise<void>
  /** The workspaces that have the bot through an organisation. */
  membersOf(organisation: string): Promise<string[]>
  /** Each that was added by itself; null in place of one that cannot be decrypted. */
  all(): Promise<(Kept | null)[]>
  /** Looks at all of them once; how many there are, and how many cannot be decrypted. */
  survey(): Promise<{ count: number; unreadable: number }>
}

export function installations(vault: Vault): Installations {
  async function entry(id: string): Promise<Entry | undefined> {
    const text = await vault.get(nameOf(id))
    // Written by `put` below, and nobody else can have.
    return text === undefined ? undefined : (JSON.parse(text) as Entry)
  }

  const put = (id: string, kept: Entry) => vault.put(nameOf(id), JSON.stringify(kept))
  const ids = async () => (await vault.names(PREFIX)).map((name) => name.slice(PREFIX.length))

  return {
    async fetch(query) {
      const id = idOf(query)
      const found = id ? await entry(id) : undefined
      if (found && 'installation' in found) return found.installation
      throw new NotAdded(`Slack’s ${id ?? 'sender'} has not added the bot`)
    },
    async store(installation) {
      const { team, enterprise, isEnterpriseInstall } = installation
      const id = isEnterpriseInstall ? enterprise?.id : team?.id
      if (!id || installation.authVersion !== 'v2') throw new Error('Slack did not say what the bot was added to')
      await put(id, { installation: installation as Kept })
    },
    async queryFor(teamId) {
      const found = await entry(teamId)
      return found && 'organisation' in found
        ? { isEnterpriseInstall: true, enterpriseId: found.organisation, teamId }
        : { isEnterpriseInstall: false, enterpriseId: undefined, teamId }
    },
    async join(team, organisation) {
      if (!(await entry(team))) await put(team, { organisation })
    },
    remove: (id) => vault.remove(nameOf(id)),
    async membersOf(organisation) {
      const all = await Promise.all((await ids()).map(async (id) => ({ id, kept: await entry(id).catch(() => {}) })))
      return all.flatMap(({ id, kept }) =>
        kept && 'organisation' in kept && kept.organisation === organisation ? [id] : [],
      )
    },
    async all() {
      const found = await Promise.all((await ids()).map((id) => entry(id).catch(() => null)))
      return found.flatMap((one) => (one === null ? [null] : one && 'installation' in one ? [one.installation] : []))
    },
    async survey() {
      const found = { count: 0, unreadable: 0 }
      for (const id of await ids()) {
        found.count++
        await entry(id).catch(() => found.unreadable++)
      }
      return found
    },
  }
}

/** What an installation goes by. */
export function idOf({ isEnterpriseInstall, enterpriseId, teamId }: Query): string | undefined {
  return isEnterpriseInstall ? enterpriseId : teamId
}

const PREFIX = 'slack/'
const nameOf = (id: string): string => PREFIX + id
