/** The pictures that people show, asked for once and remembered for a while. */
import { type APIUser, CDNRoutes, ImageFormat, type REST, RouteBases, Routes } from 'discord.js'
import type { AccountId } from '../../club/keys.ts'
import { userOf } from './ids.ts'

const REMEMBERED_MS = 60 * 60_000
const MOST = 5_000

export function pictures(rest: REST): (account: AccountId) => Promise<string | null> {
  const known = new Map<AccountId, { picture: Promise<string | null>; until: number }>()

  async function ask(user: string): Promise<string | null> {
    const { avatar } = (await rest.get(Routes.user(user))) as APIUser
    return avatar === null ? null : `${RouteBases.cdn}${CDNRoutes.userAvatar(user, avatar, ImageFormat.PNG)}`
  }

  return async (account) => {
    const remembered = known.get(account)
    if (remembered && remembered.until > performance.now()) return remembered.picture
    if (known.size >= MOST) known.clear()
    const picture = ask(userOf(account)).catch(() => {
      known.delete(account)
      return null
    })
    known.set(account, { picture, until: performance.now() + REMEMBERED_MS })
    return picture
  }
}
