/** What the bot does of itself: posts, edits, threads, and looking for a post that may be there. */
import { createHash } from 'node:crypto'
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
import { clean } from './escape.ts'
import { chatFailure, isApiError } from './failure.ts'
import { editedIn, saidIn } from './heard.ts'
import { placeOf } from './ids.ts'
import { lackingIn, type Permission } from './lacking.ts'
import { LIMITS } from './limits.ts'
import { render } from './outbound.ts'
import { idAt } from './snowflake.ts'
import type { Threads } from './threads.ts'

/** Hears of a thread that is found deleted. */
type TellErased = (event: Erased) => Promise<void>

export type Outward = Pick<
  Platform,
  'post' | 'edit' | 'threadOf' | 'openThread' | 'findPost' | 'readThread' | 'link' | 'roomLink'
>

const UNKNOWN_CHANNEL = 10003
const UNKNOWN_MESSAGE = 10008
const MISSING_PERMISSIONS = 50013
const THREAD_EXISTS = 160004
const TO_POST: readonly Permission[] = ['ViewChannel', 'SendMessages']
const TO_EDIT: readonly Permission[] = ['ViewChannel', 'ReadMessageHistory']
const TO_OPEN_THREADS: readonly Permission[] = ['ViewChannel', 'CreatePublicThreads', 'ReadMessageHistory']
const TO_READ: readonly Permission[] = ['ViewChannel', 'ReadMessageHistory']
/** So many nonces of a post may be used up within minutes. */
const NONCES = 4
const PAGE = 100
const PAGES = 20
/** Clocks differ; a post is looked for from a little before. */
const SLACK = { minutes: 5 }

/** `self`: the bot's own user id. */
export function createOutward(rest: REST, self: () => string, threads: Threads, erased: TellErased): Outward {
  /** What comes of a call, or its failure in the port's words, with the permission that lacks. */
  async function asked<T>(calling: Promise<T>, room: RoomId, needed: readonly Permission[]): Promise<T> {
    try {
      return await calling
    } catch (error) {
      const [lacking] = isApiError(error, MISSING_PERMISSIONS) ? await lackingIn(rest, self(), room, needed) : []
      throw chatFailure(error, lacking ?? null)
    }
  }

  return {
    async post(room, card, key, copy = 0) {
      const { channel } = placeOf(room)
      const body = { ...render(card), enforce_nonce: true }
      for (let nth = 0; nth < NONCES; nth++) {
        const nonce = nonceOf(room, key, copy, nth)
        const sending = rest.post(Routes.channelMessages(channel), { body: { ...body, nonce } })
        const sent = (await asked(unless(UNKNOWN_MESSAGE, sending), room, TO_POST)) as APIMessage | undefined
        if (sent?.channel_id === channel) return { room, message: sent.id }
      }
      throw new ChatFailure('busy', 'no', new Error('Discord answered with other messages'))
    },

    async edit(ref, card) {
      const route = Routes.channelMessage(placeOf(ref.room).channel, ref.message)
      await asked(rest.patch(route, { body: render(card) }), ref.room, TO_EDIT)
    },

    threadOf: ({ room, message }) => ({ room, thread: message }),

    async openThread(ref, name) {
      const body = { name: threadName(name), auto_archive_duration: ThreadAutoArchiveDuration.OneWeek }
      const opening = rest.post(Routes.threads(placeOf(ref.room).channel, ref.message), { body })
      const thread = await asked(unless(THREAD_EXISTS, opening), ref.room, TO_OPEN_THREADS)
      if (thread) threads.learn(thread as APIThreadChannel)
      return { room: ref.room, thread: ref.message }
    },

    async findPost(room, key, since) {
      const { channel } = placeOf(room)
      try {
        let after = idAt(since.subtract(SLACK))
        for (let page = 0; page < PAGES; page++) {
          const messages = await history(rest, channel, { after, limit: PAGE })
          const post = messages.find((message) => message.author.id === self() && bears(message.components, key))
          if (post) return { room, message: post.id }
          if (messages.length === 0 && page === 0) return (await isReadable(rest, channel)) ? 'absent' : 'unknown'
          if (messages.length < PAGE) return 'absent'
          after = messages.map((message) => message.id).reduce(later)
        }
        return 'unknown'
      } catch {
        return 'unknown'
      }
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
      const events = messages.reverse().flatMap((message) => [...saidIn(message), ...editedIn(message)])
      // A thread holds at least the message that opened it: an empty one is one that may not be read.
      const standing = isWhole && messages.length > 0 ? new Set(messages.map(({ id }) => id)) : null
      return { said: events.map((event): Heard => ({ ...event, room, thread })), standing }
    },

    roomLink(room) {
      const { guild, channel } = placeOf(room)
      return `https://discord.com/channels/${guild}/${channel}`
    },
    async link(ref) {
      const { guild, channel } = placeOf(ref.room)
      const place = 'thread' in ref ? ref.thread : channel
      const message = 'message' in ref ? `/${ref.message}` : ''
      return `https://discord.com/channels/${guild}/${place}${message}`
    },
  }
}

/**
 * Discord keeps one message a nonce for a few minutes, over all of the bot's rooms, and answers a repetition with it. Where
 * that message was deleted meanwhile, or stands elsewhere, the next nonce is as good.
 */
function nonceOf(room: RoomId, key: string, copy: number, nth: number): string {
  return createHash('sha256')
    .update(JSON.stringify([room, key, copy, nth]))
    .digest('base64url')
    .slice(0, LIMITS.nonce)
}

/** Undefined when Discord refuses with this code, which the caller knows what to make of. */
async function unless<T>(code: number, calling: Promise<T>): Promise<T | undefined> {
  try {
    return await calling
  } catch (error) {
    if (isApiError(error, code)) return undefined
    throw error
  }
}

function threadName(name: string): string {
  return cutText(clean(name).replace(/\s+/g, ' ').trim(), LIMITS.thread.name) || 'Discussion'
}

async function history(rest: REST, channel: string, query: Record<string, string | number>): Promise<APIMessage[]> {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  return (await rest.get(Routes.channelMessages(channel), { query: search })) as APIMessage[]
}

/** Without the permission to read it, Discord shows an empty history, so an empty one is believed only of an empty channel. */
async function isReadable(rest: REST, channel: string): Promise<boolean> {
  const [latest] = await history(rest, channel, { limit: 1 })
  if (latest) return true
  const { last_message_id: last } = {
    last_message_id: null,
    ...((await rest.get(Routes.channel(channel))) as APIChannel),
  }
  return last === null
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

function later(left: string, right: string): string {
  return BigInt(left) > BigInt(right) ? left : right
}
