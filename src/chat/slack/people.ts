/** Who people are in Slack: names and whether they administer the workspace, asked once and remembered for a while. */
import type { UsersInfoResponse, WebClient } from '@slack/web-api'
import type { Caller } from '../../club/caller.ts'
import type { AccountId } from '../../club/keys.ts'
import type { Log } from '../log.ts'
import type { Identity } from './bolt-app.ts'
import { loggable } from './failure.ts'

export interface People {
  account(user: string): AccountId
  /** The caller as known in time; a name that came along serves until Slack has answered, and then nobody is an admin. */
  caller(user: string, name: string | undefined): Promise<Caller>
  /** A person's name, null when Slack does not say. */
  name(user: string): Promise<string | null>
}

interface Person {
  name: string
  admin: boolean
}

const REMEMBERED_MS = 5 * 60_000
const PATIENCE_MS = 600
const MOST = 5_000

export function people(client: WebClient, home: () => Identity, log: Log): People {
  const known = new Map<string, { person: Promise<Person | null>; until: number }>()

  function look(user: string): Promise<Person | null> {
    const remembered = known.get(user)
    if (remembered && remembered.until > Date.now()) return remembered.person
    if (known.size >= MOST) known.clear()
    const person = ask(user)
    known.set(user, { person, until: Date.now() + REMEMBERED_MS })
    person.then((found) => {
      if (found === null) known.delete(user)
    })
    return person
  }

  async function ask(id: string): Promise<Person | null> {
    try {
      const { user } = await client.users.info({ user: id })
      const name = user?.profile?.display_name || user?.profile?.real_name || user?.real_name || user?.name
      if (!user || !name) return null
      return { name, admin: isAdmin(user, home()) }
    } catch (error) {
      log.warn({ ...loggable(error) }, 'Slack did not say who someone is')
      return null
    }
  }

  const account = (user: string): AccountId => `slack:${home().team}:${user}`

  return {
    account,
    async caller(user, name) {
      const person = await withinPatience(look(user))
      return { account: account(user), name: person?.name ?? name ?? 'someone', admin: person?.admin ?? false }
    },
    async name(user) {
      return (await withinPatience(look(user)))?.name ?? null
    },
  }
}

/** Slack tells of people from elsewhere, and of guests, what they are at home: it counts for nothing here. */
function isAdmin(user: User, { team, enterprise }: Identity): boolean {
  if (user.is_admin !== true && user.is_owner !== true) return false
  if (user.is_restricted || user.is_ultra_restricted || user.is_stranger || user.deleted) return false
  const organisation = user.enterprise_user?.enterprise_id ?? user.enterprise_id
  return user.team_id === team && (!organisation || organisation === enterprise)
}

type User = NonNullable<UsersInfoResponse['user']>

async function withinPatience<T>(promise: Promise<T>): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(resolve, PATIENCE_MS, null)
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
