/** What Slack tells of threads, in the port's terms: people by account and name, text without Slack's marks. */
import type { RoomId } from '../../club/keys.ts'
import { type Heard, UNNAMED } from '../platform.ts'
import { mentioned, messageText } from './decode.ts'
import type { ThreadEvent } from './heard.ts'
import type { People } from './people.ts'

export async function inPortTerms(event: ThreadEvent, room: RoomId, people: People): Promise<Heard> {
  const { thread, message, at } = event
  const place = { room, thread, message, at }
  if (event.kind === 'deleted') return { ...place, kind: 'deleted' }
  const [name, text] = await Promise.all([event.user ? people.name(event.user) : null, wordsOf(event.text, people)])
  const author = event.user ? { account: people.account(event.user), name: name ?? UNNAMED } : null
  if (event.kind === 'said' && author) return { ...place, kind: 'said', author, text }
  return { ...place, kind: 'edited', text, ...(author ? { author } : {}) }
}

/** A message's text with people's names for their mentions. */
export async function wordsOf(text: string, people: People): Promise<string> {
  const named = await Promise.all(mentioned(text).map(async (user) => [user, await people.name(user)] as const))
  const names = new Map(named)
  return messageText(text, (user) => names.get(user) ?? UNNAMED)
}
