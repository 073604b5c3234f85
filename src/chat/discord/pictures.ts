/** The pictures that people show, asked for once and remembered for a while. */
import { type APIUser, CDNRoutes, ImageFormat, type REST, RouteBases, Routes } from 'discord.js'
import type { AccountId } from '../../club/keys.ts'
import { remembered } from '../remembered.ts'
import { isUser, userOf } from './ids.ts'

const REMEMBERED_MS = 60 * 60_000

export function pictures(rest: REST): (account: AccountId) => Promise<string | null> {
  const known = remembered(ask, () => REMEMBERED_MS)

  async function ask(account: AccountId): Promise<string | null> {
    if (!isUser(account)) return null
    const user = userOf(account)
    const { avatar } = (await rest.get(Routes.user(user))) as APIUser
    return avatar === null ? null : `${RouteBases.cdn}${CDNRoutes.userAvatar(user, avatar, ImageFormat.PNG)}`
  }

  return (account) => known.of(account).catch(() => null)
}
