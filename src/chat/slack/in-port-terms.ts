/** What Slack tells of threads, in the port's terms: people by account and name, text without Slack's marks. */
import type { RoomId } from '../../club/keys.ts'
import type { Prose } from '../../club/prose.ts'
import { type Heard, UNNAMED } from '../platform.ts'
import { plainProse, withProse } from '../prose.ts'
import { mentioned, messageText } from './decode.ts'
import type { ThreadEvent } from './heard.ts'
import type { People } from './people.ts'
import { readMrkdwn } from './read-mrkdwn.ts'
import { readRichText } from './read-rich-text.ts'

export async function inPortTerms(event: ThreadEvent, room: RoomId, people: People): Promise<Heard> {
  const { thread, message, at } = event
  const place = { room, thread, message, at }
  if (event.kind === 'deleted') return { ...place, kind: 'deleted' }
  const [name, say] = await Promise.all([event.user ? people.name(event.user) : null, namesIn(event.text, people)])
  const said = withProse(say(event.text), proseOf(event, say))
  const author = event.user ? { account: people.account(event.user), name: name ?? UNNAMED } : null
  if (event.kind === 'said' && author) {
    const { reactions } = event
    return { ...place, kind: 'said', author, ...said, ...(reactions.length > 0 ? { reactions } : {}) }
  }
  return { ...place, kind: 'edited', ...said, ...(author ? { author } : {}) }
}

/** A message's text with people's names for their mentions. */
export async function wordsOf(text: string, people: People): Promise<string> {
  return (await namesIn(text, people))(text)
}

/** Puts names for mentions in any part of a text. */
async function namesIn(text: string, people: People): Promise<(part: string) => string> {
  const named = await Promise.all(mentioned(text).map(async (user) => [user, await people.name(user)] as const))
  const names = new Map(named)
  return (part) => messageText(part, (user) => names.get(user) ?? UNNAMED)
}

/** By the tree of Slack's message box where it came with one, and with the names of its files. */
function proseOf({ text, blocks, files }: Spoken, say: (part: string) => string): Prose {
  const names = { user: (id: string) => say(`<@${id}>`).slice(1) }
  const prose = readRichText(blocks, names) ?? readMrkdwn(text, say)
  return files === '' || text === files ? prose : [...prose, ...plainProse(files)]
}

type Spoken = Extract<ThreadEvent, { text: string }>
