import type { APIMessage, APIUser } from 'discord.js'
import { nameOf } from './ids.ts'

type Said = Partial<Pick<APIMessage, 'content' | 'mentions' | 'attachments' | 'sticker_items'>>

/** What a message says to people, in plain text: names for mentions, and the names of files where there is nothing else. */
export function plainText({
  content = '',
  mentions = [],
  attachments = [],
  sticker_items: stickers = [],
}: Said): string {
  const names = new Map(mentions.map((user) => [user.id, nameOf(user, nickOf(user))]))
  const text = content
    .replace(/<@!?(\d+)>/g, (_, id: string) => `@${names.get(id) ?? 'someone'}`)
    .replace(/<@&\d+>/g, '@role')
    .replace(/<#\d+>/g, '#channel')
    .replace(/<a?:(\w+):\d+>/g, ':$1:')
    .replace(/<\/([^:>]+):\d+>/g, '/$1')
    .replace(/<t:(-?\d+)(?::\w)?>/g, (whole, second: string) => dateOf(Number(second)) ?? whole)
    .trim()
  if (text !== '') return text
  const files = [...attachments.map((file) => file.filename), ...stickers.map(({ name }) => name)]
  return files.map((name) => `[${name}]`).join(' ')
}

/** Gateway events carry how the server knows whom they mention. */
function nickOf(user: APIUser & { member?: { nick?: string | null } }): string | null {
  return user.member?.nick ?? null
}

function dateOf(second: number): string | null {
  const date = new Date(second * 1000)
  return Number.isNaN(date.getTime()) ? null : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
