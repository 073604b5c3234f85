/** The life of channels: made, renamed, hidden, opened to the bot, deleted. */
import { GatewayIntentBits, PermissionFlagsBits } from 'discord-api-types/v10'
import { bitOf, botMay, type PermissionName } from './permissions.ts'
import type { Realm } from './realm.ts'
import type { StoredChannel } from './records.ts'
import { forgetThread } from './threads.ts'
import { channelView } from './views/channels.ts'
import { webhooksIn } from './webhooks.ts'

export function createChannel(realm: Realm, made: Pick<StoredChannel, 'id' | 'guild' | 'name' | 'type'>): void {
  const position = realm.channelsOf(made.guild).length
  const channel = { ...made, topic: '', position, deniedToBot: '0', grantedToBot: '0' }
  realm.channels.set(channel.id, channel)
  tell(realm, 'CHANNEL_CREATE', channel)
}

export function renameChannel(realm: Realm, channel: StoredChannel, name: string): void {
  change(realm, { ...channel, name })
}

/** Takes it from everyone's sight, the bot's too; or gives it back. */
export function hideChannel(realm: Realm, channel: StoredChannel, hidden: boolean): void {
  const denied = BigInt(channel.deniedToAll ?? '0')
  const bit = PermissionFlagsBits.ViewChannel
  change(realm, { ...channel, deniedToAll: String(hidden ? denied | bit : denied & ~bit) })
}

/** Gives the bot a permission there, or takes it. */
export function permit(realm: Realm, channel: StoredChannel, name: PermissionName, allowed: boolean): void {
  const bit = bitOf(name)
  const denied = BigInt(channel.deniedToBot)
  const granted = BigInt(channel.grantedToBot)
  change(realm, {
    ...channel,
    deniedToBot: String(allowed ? denied & ~bit : denied | bit),
    grantedToBot: String(allowed ? granted | bit : granted & ~bit),
  })
}

export function deleteChannel(realm: Realm, channel: StoredChannel): void {
  const { id } = channel
  tell(realm, 'CHANNEL_DELETE', channel)
  for (const thread of realm.threads.values()) if (thread.channel === id) forgetThread(realm, thread)
  for (const message of realm.messagesIn(id)) realm.dropMessage(message)
  for (const webhook of webhooksIn(realm, id)) realm.webhooks.delete(webhook.id)
  realm.channels.delete(id)
  realm.world.changed()
}

/** Discord tells of it also when the bot has just lost sight of the channel. */
function change(realm: Realm, channel: StoredChannel): void {
  const before = realm.channels.get(channel.id)
  const saw = before !== undefined && botMay(realm, before, 'ViewChannel')
  realm.channels.set(channel.id, channel)
  realm.world.changed()
  if (saw || botMay(realm, channel, 'ViewChannel')) {
    const data = () => channelView(realm, channel)
    realm.dispatch({ name: 'CHANNEL_UPDATE', intent: GatewayIntentBits.Guilds, data })
  }
}

function tell(realm: Realm, name: 'CHANNEL_CREATE' | 'CHANNEL_DELETE', channel: StoredChannel): void {
  const data = () => channelView(realm, channel)
  realm.dispatch({ name, intent: GatewayIntentBits.Guilds, channel, data })
  realm.world.changed()
}
