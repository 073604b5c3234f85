/** What the bot does of itself: posts, edits, threads, and looking for a post that may be there. */
import {
  type APIChannel,
  type APIMessage,
  type APIThreadChannel,
  type REST,
  Routes,
  ThreadAutoArchiveDuration,
} from 'discord.js'
import type { RoomId } from '../../club/keys.ts'
import { ChatFailure } from '../failure.ts'
import type { Erased, Heard, Platform } from '../platform.ts'
import { cutText } from '../text.ts'
import { asking, unless } from './asking.ts'
import { createCopies, inOpen, type Self, TO_SAY } from './copies.ts'
import { clean } from './escape.ts'
import { createEvents } from './events.ts'
import { chatFailure, UNKNOWN_CHANNEL } from './failure.ts'
import { editedIn, reactionsOf, saidIn } from './heard.ts'
import { history, PAGE, PAGES, search } from './history.ts'
import { addressOf, directRoom, personOf, placeOf, roomWith } from './ids.ts'
import type { Permission } from './lacking.ts'
import { LIMITS } from './limits.ts'
import { render } from './outbound.ts'
import { sendOnce } from './send-once.ts'
import type { Threads } from './threads.ts'

/** Hears of a thread that is found deleted. */
type TellErased = (event: Erased) => Promise<void>

export type Outward = Pick<
  Platform,
  | 'copies'
  | 'events'
  | 'post'
  | 'edit'
  | 'threadOf'
  | 'openThread'
  | 'findPost'
  | 'readThread'
  | 'reactions'
  | 'link'
  | 'roomLink'
  | 'roomWith'
  | 'hand'
>

const THREAD_EXISTS = 160004
const TO_POST: readonly Permission[] = ['ViewChannel', 'SendMessages']
const TO_EDIT: readonly Permission[] = ['ViewChannel', 'ReadMessageHistory']
const TO_OPEN_THREADS: readonly Permission[] = ['ViewChannel', 'CreatePublicThreads', 'ReadMessageHistory']
const TO_READ: readonly Permission[] = ['ViewChannel', 'ReadMessageHistory']

/** `bot`: who it is. `hears`: whether Discord shows it what people write. */
export function createOutward(
  rest: REST,
  bot: () => Self,
  hears: () => boolean,
  threads: Threads,
  erased: TellErased,
): Outward {
  const self = () => bot().user
  const asked = asking(rest, self)

  /** A conversation with someone is opened anew each time, and is the same one. */
  async function roomOf(room: RoomId): Promise<RoomId> {
    const person = personOf(room)
    if (person === null) return room
    const opened = (await rest.post(Routes.userChannels(), { body: { recipient_id: person } })) as APIChannel
    return directRoom(opened.id)
  }

  /** A thread that somebody else opened, locked or deleted stays as it is. */
  async function rename(thread: string, name: string): Promise<void> {
    try {
      await inOpen(rest, thread, () => rest.patch(Routes.channel(thread), { body: { name } }))
    } catch (error) {
      const failure = chatFailure(error)
      if (failure.reason === 'busy') throw failure
    }
  }

  return {
    copies: createCopies(rest, bot, hears),
    events: createEvents(rest, self),

    async post(into, card, key, copy = 0, thread) {
      const room = await asked(roomOf(into), into, TO_POST)
      const sending = sendOnce(rest, thread ?? placeOf(room).channel, render(card), [room, key, copy])
      return { room, message: await asked(sending, room, thread === undefined ? TO_POST : TO_SAY) }
    },

    async edit({ room, message, thread }, card) {
      const route = Routes.channelMessage(thread ?? placeOf(room).channel, message)
      const edit = () => rest.patch(route, { body: render(card) })
      await asked(thread === undefined ? edit() : inOpen(rest, thread, edit), room, TO_EDIT)
    },

    threadOf: ({ room, message }) => ({ room, thread: message }),

    async openThread(ref, name) {
      const body = { name: threadName(name), auto_archive_duration: ThreadAutoArchiveDuration.OneWeek }
      const opening = rest.post(Routes.threads(placeOf(ref.room).channel, ref.message), { body })
      const thread = await asked(unless(THREAD_EXISTS, opening), ref.room, TO_OPEN_THREADS)
      if (thread) threads.learn(thread as APIThreadChannel)
      else await rename(ref.message, body.name)
      return { room: ref.room, thread: ref.message }
    },

    async findPost(into, key, since, thread) {
      const isIt = ({ author, components }: APIMessage) => author.id === self() && bears(components, key)
      const looking = roomOf(into).then((room) => search(rest, thread ?? placeOf(room).channel, since, isIt))
      const found = await looking.catch(() => 'unknown' as const)
      return typeof found === 'string' ? found : { room: into, message: found.id }
    },

    async readThread({ room, thread }) {
      const messages: APIMessage[] = []
      let query = {}
      let isWhole = false
      for (let page = 0; page < PAGES && !isWhole; page++) {
        const reading = unless(UNKNOWN_CHANNEL, history(rest, thread, { ...query, limit: PAGE }))
        const newest = await asked(reading, room, TO_READ)
        if (!newest) {
          await erased({ room, thread, at: Temporal.Now.instant() })
          throw new ChatFailure('gone', 'no', new Error('Discord has no such thread'))
        }
        messages.push(...newest)
        isWhole = newest.length < PAGE
        query = { before: newest.map((message) => message.id).reduce(earlier) }
      }
      const { application } = bot()
      const events = messages
        .reverse()
        .flatMap((message) => [...saidIn(message, application), ...editedIn(message, application)])
      // A thread holds at least the message that opened it: an empty one is one that may not be read.
      const standing = isWhole && messages.length > 0 ? new Set(messages.map(({ id }) => id)) : null
      return { said: events.map((event): Heard => ({ ...event, room, thread })), standing }
    },

    roomWith,
    async hand(account, { name, bytes }, says) {
      const there = roomWith(account)
      const { channel } = placeOf(await asked(roomOf(there), there, TO_POST))
      const body = { content: clean(says), allowed_mentions: { parse: [] } }
      const files = [{ name, data: Buffer.from(bytes) }]
      await asked(rest.post(Routes.channelMessages(channel), { body, files }), there, TO_POST)
    },
    async reactions({ room, thread, message }) {
      const reading = rest.get(Routes.channelMessage(thread, message)) as Promise<APIMessage>
      return reactionsOf(await asked(reading, room, TO_READ))
    },
    roomLink(room) {
      const { guild, channel } = placeOf(room)
      return addressOf(guild, channel)
    },
    async link(ref) {
      const { guild, channel } = placeOf(ref.room)
      return addressOf(guild, 'thread' in ref ? ref.thread : channel, 'message' in ref ? ref.message : undefined)
    },
  }
}

function threadName(name: string): string {
  return cutText(clean(name).replace(/\s+/g, ' ').trim(), LIMITS.thread.name) || 'Discussion'
}

/** Whether one of the controls carries the key. */
function bears(node: unknown, key: string): boolean {
  if (typeof node !== 'object' || node === null) return false
  if ('custom_id' in node && typeof node.custom_id === 'string' && node.custom_id.endsWith(`:${key}`)) return true
  return Object.values(node).some((child) => bears(child, key))
}

function earlier(left: string, right: string): string {
  return BigInt(left) < BigInt(right) ? left : right
}
