/** Who people are in Slack: names and whether they administer the workspace, asked once and remembered for a while. */
import type { UsersInfoResponse, WebClient } from '@slack/web-api'
import type { Caller } from '../../club/caller.ts'
import type { AccountId } from '../../club/keys.ts'
import type { Log } from '../log.ts'
import { UNNAMED } from '../platform.ts'
import { remembered } from '../remembered.ts'
import type { Identity } from './bolt-app.ts'
import { loggable, slackCode } from './failure.ts'

export interface People {
  account(user: string): AccountId
  /** The caller as known in time; a name that came along serves until Slack has answered, and then nobody is an admin. */
  caller(user: string, name: string | undefined): Promise<Caller>
  /** A person's name, null when Slack does not say. */
  name(user: string): Promise<string | null>
  /** An address where the picture stands that a person shows; null when Slack does not say. */
  picture(user: string): Promise<string | null>
  /** Has a person's name told as soon as Slack says it: of whom somebody spoke, say. */
  introduce(user: string): void
  /** Whether someone is of the workspace itself: no guest, and nobody from outside. */
  isOwn(user: string): Promise<boolean>
  /** Whether Slack says that they are not there any more. */
  hasLeft(user: string): Promise<boolean>
}

interface Person {
  name: string
  admin: boolean
  own: boolean
  zone: string | undefined
  picture: string | null
}

const REMEMBERED_MS = 5 * 60_000
const PATIENCE_MS = 600
/** People whose names are owed at a time. */
const MOST = 5_000
/** Before Slack is asked again who someone is. */
const PAUSES_MS = [2_000, 10_000, 60_000, 300_000]
/** What went without the name may be kept only a little later, or much later where the store is slow. */
const TOLD_MS = [1_000, 20_000]

/** `told` hears the names that were asked for in vain, once Slack says them. */
export function people(
  client: WebClient,
  home: () => Identity,
  log: Log,
  told: (account: AccountId, name: string) => void,
): People {
  const owed = new Set<string>()
  const { of: look } = remembered(ask, (person) => (person === null ? 0 : REMEMBERED_MS))

  async function ask(id: string): Promise<Person | null> {
    try {
      const { user } = await client.users.info({ user: id })
      const name = user?.profile?.display_name || user?.profile?.real_name || user?.real_name || user?.name
      if (!user || !name) return null
      const own = isOwn(user, home())
      return {
        name,
        admin: own && (user.is_admin === true || user.is_owner === true),
        own,
        zone: user.tz,
        picture: user.profile?.image_192 ?? null,
      }
    } catch (error) {
      log.warn({ ...loggable(error) }, 'Slack did not say who someone is')
      return null
    }
  }

  /** What somebody asks for, or null: then they go without, and it is told later. */
  async function inTime(user: string): Promise<Person | null> {
    const person = await withinPatience(look(user))
    if (!person) introduce(user)
    return person
  }

  function introduce(user: string): void {
    if (owed.has(user) || owed.size >= MOST) return
    owed.add(user)
    void settle(user, 0)
  }

  async function settle(user: string, attempt: number): Promise<void> {
    const person = await look(user)
    const pause = PAUSES_MS[attempt]
    if (!person && pause !== undefined) {
      setTimeout(() => void settle(user, attempt + 1), pause).unref()
      return
    }
    owed.delete(user)
    if (person) for (const ms of TOLD_MS) setTimeout(() => told(account(user), person.name), ms).unref()
  }

  const account = (user: string): AccountId => `slack:${home().team}:${user}`

  return {
    account,
    async caller(user, name) {
      const person = await inTime(user)
      const { admin = false, zone } = person ?? {}
      return { account: account(user), name: person?.name ?? name ?? UNNAMED, admin, ...(zone ? { zone } : {}) }
    },
    async name(user) {
      return (await inTime(user))?.name ?? null
    },
    picture: async (user) => (await withinPatience(look(user)))?.picture ?? null,
    introduce,
    async hasLeft(user) {
      try {
        return (await client.users.info({ user })).user?.deleted === true
      } catch (error) {
        return slackCode(error) === 'user_not_found'
      }
    },
    isOwn: async (user) => (await look(user))?.own ?? false,
  }
}

/** Slack tells of people from elsewhere, and of guests, what they are at home: it counts for nothing here. */
function isOwn(user: User, { team, enterprise }: Identity): boolean {
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
