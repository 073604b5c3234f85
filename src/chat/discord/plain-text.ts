import { type APIMessage, type APIUser, MessageFlags } from 'discord.js'
import type { Prose } from '../../club/prose.ts'
import { plainProse } from '../prose.ts'
import { nameOf } from './ids.ts'
import { readMarkdown } from './read-markdown.ts'

type Said = Partial<
  Pick<APIMessage, 'content' | 'mentions' | 'attachments' | 'sticker_items' | 'poll' | 'message_snapshots' | 'flags'>
>

/** What a message says to people, in plain text: names for mentions, and the names of files where there is nothing else. */
export function plainText(message: Said): string {
  const text = inWords(message.content ?? '', message).trim()
  return text === '' ? besides(message) : text
}

/** The same with its markup, and with what stands beside its words. */
export function proseOf(message: Said): Prose {
  return [...readMarkdown(message.content ?? '', (text) => inWords(text, message)), ...plainProse(besides(message))]
}

function inWords(text: string, { mentions = [] }: Said): string {
  const names = new Map(mentions.map((user) => [user.id, nameOf(user, nickOf(user))]))
  return text
    .replace(/<@!?(\d+)>/g, (_, id: string) => `@${names.get(id) ?? 'someone'}`)
    .replace(/<@&\d+>/g, '@role')
    .replace(/<#\d+>/g, '#channel')
    .replace(/<a?:(\w+):\d+>/g, ':$1:')
    .replace(/<\/([^:>]+):\d+>/g, '/$1')
    .replace(/<t:(-?\d+)(?::\w)?>/g, (whole, second: string) => dateOf(Number(second)) ?? whole)
}

/** Files, stickers, polls and forwarded messages, by what they are called. */
function besides(message: Said): string {
  const { attachments = [], sticker_items: stickers = [], poll, message_snapshots: forwarded = [], flags = 0 } = message
  const isVoice = (flags & MessageFlags.IsVoiceMessage) !== 0
  const names = [
    ...attachments.map((file) => (isVoice ? 'voice message' : file.filename)),
    ...stickers.map(({ name }) => name),
    ...(poll ? [pollInWords(poll)] : []),
    ...forwarded.map(({ message: other }) => `forwarded: ${plainText(other) || 'a message'}`),
  ]
  return names.map((name) => `[${name}]`).join(' ')
}

function pollInWords({ question, answers }: NonNullable<Said['poll']>): string {
  const choices = answers.map(({ poll_media: { text = '' } }) => text).filter((text) => text !== '')
  return `poll: ${question.text ?? ''}${choices.length > 0 ? ` ${choices.join(', ')}` : ''}`
}

/** Gateway events carry how the server knows whom they mention. */
function nickOf(user: APIUser & { member?: { nick?: string | null } }): string | null {
  return user.member?.nick ?? null
}

function dateOf(second: number): string | null {
  const date = new Date(second * 1000)
  return Number.isNaN(date.getTime()) ? null : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
