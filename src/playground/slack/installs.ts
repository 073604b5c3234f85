import { randomBytes } from 'node:crypto'
import type { World } from '../world.ts'
import { BOT_TOKEN } from './ids.ts'
import type { Settings } from './settings.ts'
import { FIRST } from './teams.ts'

/** One installation of the app: what its token may do, and where. */
export interface Install {
  token: string
  /** Ids of the workspaces; all of the organisation's where it was added to that. */
  teams: string[]
  org: boolean
  scopes: string[]
  /** The code that the token is refused with; null: it is taken. */
  refusal: string | null
  /** Where tokens rotate: what a new one is had for, once, and when this one ends (milliseconds of the world's clock). */
  refresh?: string
  expires?: number
}

export interface Installs {
  /** Whose token it is, taken or not. */
  of(token: string): Install | undefined
  /** What a workspace has the app by. */
  at(team: string): Install | undefined
  /** Adding the app where it is already widens what it may do. */
  grant(teams: string[], org: boolean, scopes: string[]): Install
  /** A new token for an old one's refresh token; undefined where that is no good. */
  renew(refresh: string): Install | undefined
  refuse(install: Install, code: string | null): void
}

/** `alone`: the app is in the first workspace from the beginning, by the token that the environment names. */
export function openInstalls(world: World, settings: Settings, alone: boolean): Installs {
  const kept = world.collection<Install>('slack.installs')
  const first = (): Install => ({
    token: BOT_TOKEN,
    teams: [FIRST.id],
    org: false,
    scopes: settings.scopes,
    refusal: settings.tokenRefusal,
  })
  const isTaken = ({ refusal, expires }: Install) =>
    refusal === null && (expires === undefined || expires > world.now())

  function fresh(): Pick<Install, 'token' | 'refresh' | 'expires'> {
    const secret = () => randomBytes(12).toString('hex')
    const { rotation } = settings
    if (rotation === null) return { token: `xoxb-1000000001-1000000004-${secret()}` }
    return {
      token: `xoxe.xoxb-1-${secret()}`,
      refresh: `xoxe-1-${secret()}`,
      expires: world.now() + rotation * 1000,
    }
  }

  return {
    of(token) {
      if (alone && token === BOT_TOKEN) return first()
      const found = kept.get(token)
      return found && found.refusal === null && !isTaken(found) ? { ...found, refusal: 'token_expired' } : found
    },
    at(team) {
      // It is sent what happens even where its token is refused: that is how it was told to behave.
      if (alone && team === FIRST.id) return first()
      return kept.values().findLast((install) => install.teams.includes(team) && isTaken(install))
    },
    grant(teams, org, scopes) {
      const before = kept.values().find((one) => one.org === org && one.teams.join() === teams.join() && isTaken(one))
      const install = before
        ? { ...before, scopes: [...new Set([...before.scopes, ...scopes])] }
        : { ...fresh(), teams, org, scopes, refusal: null }
      kept.set(install.token, install)
      world.changed()
      return install
    },
    renew(refresh) {
      const before = kept.values().find((one) => one.refresh === refresh && one.refusal === null)
      if (!before) return undefined
      const { refresh: _, ...old } = before
      kept.set(old.token, old)
      const install = { ...old, ...fresh() }
      kept.set(install.token, install)
      return install
    },
    refuse(install, code) {
      kept.set(install.token, { ...install, refusal: code })
      world.changed()
    },
  }
}
