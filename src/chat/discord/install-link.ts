/** Where somebody adds the bot to a server of theirs, by what the application's own settings say. */
import { type APIApplication, OAuth2Scopes, PermissionFlagsBits, type REST, Routes } from 'discord.js'
import { NEEDED_PERMISSIONS, WELCOME_PERMISSIONS } from './asks.ts'
import type { Permission } from './lacking.ts'

const SCOPES = [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands]
const GUILD_INSTALL = '0'

/** Null where only whoever runs the bot may add it. Rejects when Discord does not say. */
export async function installLink(rest: REST): Promise<string | null> {
  const application = (await rest.get(Routes.currentApplication())) as Partial<APIApplication> & { id: string }
  const { integration_types_config: kinds, custom_install_url: own, install_params: params } = application
  if (application.bot_public === false || (kinds && !(GUILD_INSTALL in kinds))) return null
  if (own) return own
  const link = new URL('https://discord.com/oauth2/authorize')
  link.searchParams.set('client_id', application.id)
  const needed = bitsOf(NEEDED_PERMISSIONS)
  const set = kinds?.[GUILD_INSTALL]?.oauth2_install_params ?? params
  const isEnough =
    set && SCOPES.every((scope) => set.scopes.includes(scope)) && (BigInt(set.permissions) & needed) === needed
  // What the application's page asks for needs no words of ours, unless it asks for too little.
  if (!isEnough) {
    link.searchParams.set('scope', SCOPES.join(' '))
    link.searchParams.set('permissions', String(needed | bitsOf(WELCOME_PERMISSIONS) | BigInt(set?.permissions ?? 0)))
  }
  return link.href
}

function bitsOf(permissions: readonly Permission[]): bigint {
  return permissions.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n)
}
