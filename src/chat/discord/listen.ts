import type {
  APIInteraction,
  GatewayChannelDeleteDispatchData,
  GatewayChannelUpdateDispatchData,
  GatewayGuildCreateDispatchData,
  GatewayGuildDeleteDispatchData,
  GatewayMessageCreateDispatchData,
  GatewayMessageDeleteBulkDispatchData,
  GatewayMessageDeleteDispatchData,
  GatewayMessageReactionRemoveAllDispatchData,
  GatewayMessageUpdateDispatchData,
  GatewayReadyDispatchData,
  GatewayThreadCreateDispatchData,
  GatewayThreadDeleteDispatchData,
  GatewayThreadListSyncDispatchData,
  GatewayThreadUpdateDispatchData,
} from 'discord.js'
import { GatewayDispatchEvents as Event } from 'discord.js'
import type { On } from './gateway.ts'
import type { Ears } from './heard.ts'
import type { Door } from './inbound.ts'
import type { Threads } from './threads.ts'

/** Brings each of the gateway's events to where it is dealt with. `attend` sees that none gets lost on the way. */
export function listen(on: On, { door, ears, threads, attend }: Listeners): void {
  on(Event.InteractionCreate, (data: APIInteraction) => attend(door(data)))

  on(Event.MessageCreate, (data: GatewayMessageCreateDispatchData) => attend(ears.created(data)))
  on(Event.MessageUpdate, (data: GatewayMessageUpdateDispatchData) => attend(ears.edited(data)))
  on(Event.MessageDelete, (data: GatewayMessageDeleteDispatchData) => attend(ears.deleted(data)))
  on(Event.MessageDeleteBulk, (data: GatewayMessageDeleteBulkDispatchData) => attend(ears.deletedMany(data)))
  for (const event of REACTIONS) {
    on(event, (data: GatewayMessageReactionRemoveAllDispatchData) => attend(ears.reacted(data)))
  }

  on(Event.Ready, (data: GatewayReadyDispatchData) => attend(ears.shardThere(data)))
  on(Event.GuildCreate, (server: GatewayGuildCreateDispatchData) => {
    const { channels = [], threads: active = [] }: Partial<GatewayGuildCreateDispatchData> = server
    for (const channel of [...channels, ...active]) threads.learn(channel)
    if (server.unavailable !== true) attend(ears.serverThere(server))
  })
  on(Event.GuildDelete, (server: GatewayGuildDeleteDispatchData) => {
    // One that is down has not put the bot out.
    if (server.unavailable !== true) attend(ears.serverGone(server))
  })
  on(Event.ThreadCreate, (data: GatewayThreadCreateDispatchData) => threads.learn(data))
  on(Event.ThreadUpdate, (data: GatewayThreadUpdateDispatchData) => threads.learn(data))
  on(Event.ThreadDelete, (data: GatewayThreadDeleteDispatchData) => {
    threads.forget(data.id)
    attend(ears.threadDeleted(data))
  })
  on(Event.ChannelDelete, (data: GatewayChannelDeleteDispatchData) => {
    threads.forget(data.id)
    attend(ears.roomDeleted(data))
  })
  on(Event.ChannelUpdate, (data: GatewayChannelUpdateDispatchData) => attend(ears.roomChanged(data)))
  on(Event.ThreadListSync, (data: GatewayThreadListSyncDispatchData) => {
    for (const thread of data.threads) threads.learn(thread)
  })
}

const REACTIONS = [
  Event.MessageReactionAdd,
  Event.MessageReactionRemove,
  Event.MessageReactionRemoveAll,
  Event.MessageReactionRemoveEmoji,
]

interface Listeners {
  door: Door
  ears: Ears
  threads: Threads
  attend(work: Promise<void>): void
}
