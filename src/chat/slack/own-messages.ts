/** The bot's own messages in Slack: how they are sent, marked and known again. */
import type { RoomId } from '../../club/keys.ts'
import type { Identity } from './bolt-app.ts'
import { chatFailure } from './failure.ts'
import { fieldOf } from './fields.ts'

/** Nothing that the bot says is read for names and links, and no page is fetched to be shown below it. */
export const QUIET = { unfurl_links: false, unfurl_media: false } as const
export const UNPARSED = { parse: 'none', link_names: false } as const

const EVENT_TYPE = 'lectern_post'

/** What a message bears so that it is found again. */
export function marked(key: string) {
  return { metadata: { event_type: EVENT_TYPE, event_payload: { key } } }
}

export function channelOf(room: RoomId): string {
  return room.slice(room.lastIndexOf(':') + 1)
}

export async function failing<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    throw chatFailure(error)
  }
}

export function isOwn(message: { bot_id?: string; user?: string }, me: Identity): boolean {
  return message.bot_id === me.botId || message.user === me.botUser
}

/** The key stands in the metadata, which Slack may drop, and at the end of a control's id. */
export function carries(message: { metadata?: unknown; blocks?: unknown }, key: string): boolean {
  const { metadata } = message
  const payload = fieldOf(metadata, 'event_payload')
  if (fieldOf(metadata, 'event_type') === EVENT_TYPE && fieldOf(payload, 'key') === key) return true
  return actionIds(message.blocks).some((id) => id.endsWith(`:${key}`))
}

function actionIds(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(actionIds)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'action_id' && typeof one === 'string' ? [one] : actionIds(one),
  )
}
