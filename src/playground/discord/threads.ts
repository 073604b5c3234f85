/** The life of threads: started on a message, archived by time or by hand, reopened by who writes in them, deleted. */
import { GatewayIntentBits, MessageType } from 'discord-api-types/v10'
import { change, personaDraft, post } from './messages.ts'
import { botMay } from './permissions.ts'
import { type Place, placeOf, type Realm } from './realm.ts'
import type { StoredChannel, StoredMessage, StoredThread } from './records.ts'
import { refusal } from './refusals.ts'
import { activeThreads, threadTypeOf, threadView } from './views/channels.ts'

const HAS_THREAD = 1 << 5
const MINUTE = 60_000

export interface ThreadWish {
  name: string
  owner: string
  autoArchive: number
}

/** Starts a thread on a message: its id is the message's. */
export function startThreadOn(
  realm: Realm,
  channel: StoredChannel,
  message: StoredMessage,
  wish: ThreadWish,
): StoredThread {
  const thread = open(realm, message.id, channel, message.id, wish)
  const place = { id: thread.id, channel, thread }
  post(realm, place, {
    ...personaDraft(wish.owner, ''),
    type: MessageType.ThreadStarterMessage,
    reference: { channel: channel.id, message: message.id },
  })
  realm.threads.set(thread.id, { ...thread, messageCount: 0 })
  change(realm, { ...message, flags: message.flags | HAS_THREAD })
  return thread
}

/** Starts a thread on nothing; a notice in the channel announces it. */
export function startThread(realm: Realm, channel: StoredChannel, wish: ThreadWish): StoredThread {
  const id = realm.mint()
  const notice = post(
    realm,
    { id: channel.id, channel, thread: null },
    {
      ...personaDraft(wish.owner, wish.name),
      type: MessageType.ThreadCreated,
      reference: { channel: id, message: null },
    },
  )
  return open(realm, id, channel, notice.id, wish)
}

export function changeThread(realm: Realm, thread: StoredThread, changes: Partial<StoredThread>): StoredThread {
  const now = realm.now()
  const turned = changes.archived !== undefined && changes.archived !== thread.archived
  const changed = {
    ...thread,
    ...changes,
    archivedAt: turned ? now : thread.archivedAt,
    activeAt: turned && !changes.archived ? now : thread.activeAt,
  }
  realm.threads.set(thread.id, changed)
  announce(realm, 'THREAD_UPDATE', changed)
  return changed
}

export function deleteThread(realm: Realm, thread: StoredThread): void {
  const channel = realm.channels.get(thread.channel)
  const type = threadTypeOf(realm, thread)
  forgetThread(realm, thread)
  realm.world.changed()
  const data = () => ({ id: thread.id, guild_id: channel?.guild, parent_id: thread.channel, type })
  if (channel) realm.dispatch({ name: 'THREAD_DELETE', intent: GatewayIntentBits.Guilds, channel, data })
  const parent = realm.message(thread.parent)
  if (parent) change(realm, { ...parent, flags: parent.flags & ~HAS_THREAD })
}

/** The thread and all that was said in it, without a word to anyone. */
export function forgetThread(realm: Realm, thread: StoredThread): void {
  for (const message of realm.messagesIn(thread.id)) realm.dropMessage(message)
  realm.threads.delete(thread.id)
}

/** The place, made ready to be written in: an archived thread opens. Throws when it is locked to the bot. */
export function reopenedForBot(realm: Realm, place: Place): Place {
  const { thread, channel } = place
  if (!thread) return place
  if (thread.locked && !botMay(realm, channel, 'ManageThreads')) throw refusal('threadLocked')
  return thread.archived ? { ...place, thread: changeThread(realm, thread, { archived: false }) } : place
}

/** Archives what has been silent for longer than it said. */
export function archiveSilentThreads(realm: Realm): void {
  for (const thread of realm.threads.values()) {
    if (thread.archived || realm.now() - thread.activeAt < thread.autoArchive * MINUTE) continue
    changeThread(realm, thread, { archived: true })
  }
}

/** Tells the bot of the threads of a channel that it may view again. */
export function syncThreads(realm: Realm, channel: StoredChannel): void {
  realm.dispatch({
    name: 'THREAD_LIST_SYNC',
    intent: GatewayIntentBits.Guilds,
    channel,
    data: () => ({
      guild_id: channel.guild,
      channel_ids: [channel.id],
      threads: activeThreads(realm, channel.guild, channel.id).map((thread) => threadView(realm, thread)),
      members: [],
    }),
  })
}

function open(realm: Realm, id: string, channel: StoredChannel, parent: string, wish: ThreadWish): StoredThread {
  const now = realm.now()
  const thread: StoredThread = {
    id,
    channel: channel.id,
    parent,
    name: wish.name,
    owner: wish.owner,
    archived: false,
    locked: false,
    autoArchive: wish.autoArchive,
    createdAt: now,
    archivedAt: now,
    activeAt: now,
    messageCount: 0,
  }
  realm.threads.set(id, thread)
  realm.world.changed()
  announce(realm, 'THREAD_CREATE', thread)
  return thread
}

function announce(realm: Realm, name: 'THREAD_CREATE' | 'THREAD_UPDATE', thread: StoredThread): void {
  const channel = placeOf(realm, thread.id)?.channel
  if (!channel) return
  realm.world.changed()
  const data = () => ({ ...threadView(realm, thread), ...(name === 'THREAD_CREATE' && { newly_created: true }) })
  realm.dispatch({ name, intent: GatewayIntentBits.Guilds, channel, data })
}
