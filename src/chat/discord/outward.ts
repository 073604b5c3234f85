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
import type { Heard, Platform } from '../platform.ts'
import { cutText } from '../text.ts'
import { clean } from './escape.ts'
import { chatFailure, isApiError } from './failure.ts'
import { editedIn, saidIn } from './heard.ts'
import { placeOf } from './ids.ts'
import { LIMITS } from './limits.ts'
import { render } from './outbound.ts'
import { idAt } from './snowflake.ts'
import type { Threads } from './threads.ts'

export type Outward = Pick<Platform, 'post' | 'edit' | 'threadOf' | 'openThread' | 'findPost' | 'readThread' | 'link'>

const THREAD_EXISTS = 160004
const PAGE = 100
const PAGES = 20
/** Clocks differ; a post is looked for from a little before. */
const SLACK = { minutes: 5 }

/** `self`: the bot's own user id. */
export function createOutward(rest: REST, self: () => string, threads: Threads): Outward {
  return {
    async post(room, card, key, copy = 0) {
      const body = { ...render(card), nonce: nonceOf(`${room} ${key} ${copy}`), enforce_nonce: true }
      const sent = await call(rest.post(Routes.channelMessages(placeOf(room).channel), { body }))
      return { room, message: (sent as APIMessage).id }
    },

    async edit(ref, card) {
      const route = Routes.channelMessage(placeOf(ref.room).channel, ref.message)
      await call(rest.patch(route, { body: render(card) }))
    },

    threadOf: ({ room, message }) => ({ room, thread: message }),

    async openThread(ref, name) {
      const body = { name: threadName(name), auto_archive_duration: ThreadAutoArchiveDuration.OneWeek }
      try {
        const route = Routes.threads(placeOf(ref.room).channel, ref.message)
        const thread = (await rest.post(route, { body })) as APIThreadChannel
        threads.learn(thread)
        return { room: ref.room, thread: thread.id }
      } catch (error) {
        if (isApiError(error, THREAD_EXISTS)) return { room: ref.room, thread: ref.message }
        throw chatFailure(error)
      }
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
      for (let page = 0; page < PAGES; page++) {
        const newest = await call(history(rest, thread, { ...query, limit: PAGE }))
        messages.push(...newest)
        if (newest.length < PAGE) break
        query = { before: newest.map((message) => message.id).reduce(earlier) }
      }
      const events = messages.reverse().flatMap((message) => [...saidIn(message), ...editedIn(message)])
      return events.map((event): Heard => ({ ...event, room, thread }))
    },

    async link(ref) {
      const { guild, channel } = placeOf(ref.room)
      const place = 'thread' in ref ? ref.thread : channel
      const message = 'message' in ref ? `/${ref.message}` : ''
      return `https://discord.com/channels/${guild}/${place}${message}`
    },
  }
}

async function call<T>(sending: Promise<T>): Promise<T> {
  try {
    return await sending
  } catch (error) {
    throw chatFailure(error)
  }
}

/** Discord keeps one message a nonce for a few minutes, and answers a repetition with it. */
function nonceOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, LIMITS.nonce)
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
