/** Slack's message events, as far as they are about a thread's replies by people. */
import type { Reaction } from '../platform.ts'
import { emojiOf } from './emoji.ts'
import { fieldOf, textOf } from './fields.ts'

/** A reply that was written, edited or deleted, in Slack's own terms. */
export type ThreadEvent = { channel: string; thread: string; message: string; at: Temporal.Instant } & (
  | { kind: 'said'; user: string; text: string; blocks: unknown; files: string; reactions: Reaction[] }
  | { kind: 'edited'; user: string | null; text: string; blocks: unknown; files: string }
  | { kind: 'deleted' }
)

/**
 * What an event tells of a thread, or of any message that was deleted; null for everything else: the channel's own messages, bots,
 * links that unfurl.
 */
export function threadEvent(event: unknown, botUser: string): ThreadEvent | null {
  const channel = textOf(event, 'channel')
  if (!channel) return null
  switch (textOf(event, 'subtype')) {
    case undefined:
    case 'thread_broadcast':
    case 'file_share':
    case 'me_message':
      return said(channel, event, botUser)
    case 'message_changed':
      return isTombstone(event) ? entombed(channel, event) : edited(channel, event, botUser)
    case 'message_deleted':
      return deleted(channel, event, botUser)
  }
  return null
}

/** What a message of a thread says, as it reads now: what it said, and that it was edited where it was. */
export function saidIn(channel: string, message: object, botUser: string): ThreadEvent[] {
  const first = threadEvent({ ...message, channel }, botUser)
  if (first?.kind !== 'said') return []
  const edit = valid(textOf(fieldOf(message, 'edited'), 'ts'))
  return edit ? [first, { ...first, kind: 'edited', at: instantOf(edit) }] : [first]
}

/** The instant that a message's id names: seconds and microseconds. */
export function instantOf(ts: string): Temporal.Instant {
  const [seconds = '0', micros = ''] = ts.split('.')
  const nanoseconds = BigInt(seconds) * 1_000_000_000n + BigInt(micros.padEnd(6, '0').slice(0, 6)) * 1_000n
  return Temporal.Instant.fromEpochNanoseconds(nanoseconds)
}

function said(channel: string, event: unknown, botUser: string): ThreadEvent | null {
  const reply = replyOf(event, botUser)
  if (!reply?.user) return null
  const reactions = reactionsOf(event)
  return { kind: 'said', channel, ...reply, user: reply.user, reactions, at: instantOf(reply.message) }
}

/** What a message is answered with, in Slack's order. */
export function reactionsOf(message: unknown): Reaction[] {
  const reactions = fieldOf(message, 'reactions')
  if (!Array.isArray(reactions)) return []
  return reactions.map((one: unknown) => ({
    sign: emojiOf(textOf(one, 'name') ?? ''),
    count: Number(fieldOf(one, 'count')) || 0,
  }))
}

function edited(channel: string, event: unknown, botUser: string): ThreadEvent | null {
  const message = fieldOf(event, 'message')
  const reply = replyOf(message, botUser)
  if (!reply) return null
  const before = fieldOf(event, 'previous_message')
  if (isAsBefore(before, message)) return null
  const at = textOf(fieldOf(message, 'edited'), 'ts') ?? textOf(event, 'event_ts') ?? textOf(event, 'ts')
  return { kind: 'edited', channel, ...reply, at: instantOf(valid(at) ?? reply.message) }
}

/** Only its links unfurled, say: nobody has edited it, in its marks alone either, nor taken a file out. */
function isAsBefore(before: unknown, message: unknown): boolean {
  const facts = [before, message].map((one) => [
    textOf(one, 'text'),
    textOf(fieldOf(one, 'edited'), 'ts'),
    filesOf(one),
  ])
  return JSON.stringify(facts[0]) === JSON.stringify(facts[1])
}

function deleted(channel: string, event: unknown, botUser: string): ThreadEvent | null {
  const message = valid(textOf(event, 'deleted_ts'))
  if (!message) return null
  const at = toldAt(event) ?? instantOf(message)
  const reply = replyOf(fieldOf(event, 'previous_message'), botUser)
  return { kind: 'deleted', channel, thread: reply?.thread ?? '', message, at }
}

function toldAt(event: unknown): Temporal.Instant | undefined {
  const ts = valid(textOf(event, 'event_ts')) ?? valid(textOf(event, 'ts'))
  return ts === undefined ? undefined : instantOf(ts)
}

const isTombstone = (event: unknown) => textOf(fieldOf(event, 'message'), 'subtype') === 'tombstone'

/** What is left of a message that had replies when it was deleted. */
function entombed(channel: string, event: unknown): ThreadEvent | null {
  const message = valid(textOf(fieldOf(event, 'message'), 'ts'))
  if (!message) return null
  return { kind: 'deleted', channel, thread: '', message, at: toldAt(event) ?? instantOf(message) }
}

function replyOf(message: unknown, botUser: string) {
  const ts = valid(textOf(message, 'ts'))
  const thread = valid(textOf(message, 'thread_ts'))
  const user = textOf(message, 'user') ?? null
  if (!ts || !thread || thread === ts) return null
  if (textOf(message, 'bot_id') || user === botUser || user === 'USLACKBOT') return null
  const files = filesOf(message)
  return {
    thread,
    message: ts,
    user,
    text: textOf(message, 'text') || files,
    blocks: fieldOf(message, 'blocks'),
    files,
  }
}

function filesOf(message: unknown): string {
  const files = fieldOf(message, 'files')
  if (!Array.isArray(files)) return ''
  const there = files.filter((file: unknown) => textOf(file, 'mode') !== 'tombstone')
  return there.map((file: unknown) => `[${textOf(file, 'title') ?? textOf(file, 'name') ?? 'file'}]`).join(' ')
}

const valid = (ts: string | undefined): string | undefined => (ts && /^\d{1,12}\.\d{1,6}$/.test(ts) ? ts : undefined)
