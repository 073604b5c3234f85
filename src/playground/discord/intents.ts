import { ApplicationFlags, GatewayIntentBits } from 'discord-api-types/v10'
import type { StoredSettings } from './records.ts'

/** Every intent there is. */
export const REGISTERED_INTENTS = Object.values(GatewayIntentBits)
  .filter((bit) => typeof bit === 'number')
  .reduce((sum, bit) => sum | bit, 0)

const NEVER_SWITCHED_ON = GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences

/** Whether the application may ask for these: privileged intents have to be switched on in its settings. */
export function isSwitchedOn(intents: number, settings: StoredSettings): boolean {
  if (intents & NEVER_SWITCHED_ON) return false
  return settings.messageContent || !(intents & GatewayIntentBits.MessageContent)
}

export function applicationFlags(settings: StoredSettings): number {
  const command = ApplicationFlags.ApplicationCommandBadge
  return settings.messageContent ? command | ApplicationFlags.GatewayMessageContentLimited : command
}
