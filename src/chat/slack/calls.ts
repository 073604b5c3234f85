/** What the bot does in Slack of its own accord: posts, edits, finds its posts again. */

import type { KnownBlock, WebClient } from '@slack/web-api'
import type { RoomId } from '../../club/keys.ts'
import type { MessageRef, ThreadRef } from '../card.ts'
import { ChatFailure } from '../failure.ts'
import type { Log } from '../log.ts'
import type { Copies, Heard, Platform } from '../platform.ts'
import { cutText } from '../text.ts'
import type { Identity } from './bolt-app.ts'
import { slackCopies } from './copies.ts'
import { chatFailure, loggable, slackCode } from './failure.ts'
import { reactionsOf, saidIn } from './heard.ts'
import type { History } from './history.ts'
import { inPortTerms } from './in-port-terms.ts'
import { LIMITS } from './limits.ts'
import { mrkdwn } from './mrkdwn.ts'
import { carries, channelOf, failing, isOwn, marked, QUIET, UNPARSED } from './own-messages.ts'
import type { People } from './people.ts'
import { openSearch, type Wanted } from './search.ts'
import type { Spared } from './spared.ts'

export type Calls = { copies: Omit<Copies, 'pace'> } & Pick<
  Platform,
  'post' | 'edit' | 'openThread' | 'findPost' | 'readThread' | 'reactions' | 'link' | 'hand'
>

/** `mayName`: whether messages may bear another name than the bot's. `mayCount`: whether reactions may be read. */
export function outwardCalls(
  client: WebClient,
  history: History,
  me: () => Identity,
  people: People,
  mayName: () => boolean,
  mayCount: () => boolean,
  spared: Spared,
  log: Log,
): Calls {
  const search = openSearch(history, me)
  const links = new Map<string, string>()

  async function post(room: RoomId, message: Message): Promise<MessageRef> {
    const channel = channelOf(room)
    const send = () => client.chat.postMessage({ channel, ...message, ...QUIET, ...UNPARSED })
    const { ts } = await send().catch(async (error) => {
      if (slackCode(error) !== 'not_in_channel') throw error
      // Where the bot may not let itself in, somebody has to invite it: that is what the first refusal says.
      await client.conversations.join({ channel }).catch((refused) => {
        throw ['busy', 'archived', 'token'].includes(chatFailure(refused).reason) ? refused : error
      })
      return send()
    })
    if (!ts) throw new Error('Slack did not name the message that it posted')
    return { room, message: ts }
  }

  return {
    copies: slackCopies(client, history, search, mayName, post),

    post: (room, card, key, _copy, thread) => {
      const place = { ...(thread === undefined ? {} : { thread_ts: thread }), ...marked(key) }
      return failing(spared.send(card, '', (said) => post(room, { ...said, ...place })))
    },

    async hand(account, { name, bytes }, says) {
      const send = async () => {
        const [user, text] = [account.split(':')[2] ?? '', mrkdwn(says, LIMITS.text)]
        const { channel } = await client.chat.postMessage({ channel: user, text, ...QUIET, ...UNPARSED })
        const place = { filename: name, length: bytes.length }
        const { upload_url: address, file_id: id } = await client.files.getUploadURLExternal(place)
        if (!channel || !address || !id) throw new Error('Slack did not say where the file is to go')
        const sent = await fetch(address, { method: 'POST', body: bytes, signal: AbortSignal.timeout(UPLOAD_MS) })
        if (!sent.ok) throw new Error(`Slack did not take the file (${sent.status})`)
        await client.files.completeUploadExternal({ files: [{ id, title: name }], channel_id: channel })
      }
      await failing(send())
    },

    async edit({ room, message }, card) {
      const place = { channel: channelOf(room), ts: message, ...UNPARSED }
      await failing(spared.send(card, '', (said) => client.chat.update({ ...place, ...said })))
    },

    async openThread({ room, message }, name) {
      const thread = threadOf({ room, message })
      const channel = channelOf(room)
      const { messages = [] } = await failing(history.repliesNow({ channel, ts: message }))
      const own = messages.filter((one) => one.ts !== message && isOwn(one, me()))
      const plain = `${OPENING}${cutText(name, 150)}\nWrite here: what is said in this thread is kept as the discussion.`
      const text = mrkdwn(plain, LIMITS.text)
      const opening = own.find((one) => one.text?.startsWith(OPENING))
      if (opening ? opening.text === text : own.length > 0) return thread
      try {
        if (opening?.ts) await client.chat.update({ channel, ts: opening.ts, text, ...UNPARSED })
        else await post(room, { text, thread_ts: message })
      } catch (error) {
        const failure = chatFailure(error)
        if (failure.reason === 'busy') throw failure
        // A thread in Slack is there without an opening.
        log.warn(loggable(error), 'The opening of a thread could not be posted or changed in Slack')
      }
      return thread
    },

    async findPost(room, key, since, thread) {
      const channel = channelOf(room)
      const read = (wanted: Wanted) =>
        thread === undefined
          ? history.historyNow({ channel, ...wanted })
          : history.repliesNow({ channel, ts: thread, ...wanted })
      try {
        const found = await search(`${room} ${thread ?? ''} ${key}`, since, read, (one) => carries(one, key))
        return typeof found === 'string' ? found : { room, message: found.ts }
      } catch (error) {
        const failure = chatFailure(error)
        if (history.isSlow && failure.reason === 'busy') throw failure
        log.warn(loggable(error), 'The history of a room could not be read in Slack')
        return 'unknown'
      }
    },

    async readThread({ room, thread }, hear) {
      const channel = channelOf(room)
      const said: Heard[] = []
      const standing = new Set<string>()
      let cursor: string | undefined
      while (standing.size < MOST_MESSAGES) {
        const from = cursor ? { cursor } : {}
        const replies = await failing(history.replies({ channel, ts: thread, ...from }))
        const read: Heard[] = []
        for (const message of replies.messages ?? []) {
          if (message.ts) standing.add(message.ts)
          const seen = mayCount() ? message : { ...message, reactions: [] }
          for (const event of saidIn(channel, seen, me().botUser)) read.push(await inPortTerms(event, room, people))
        }
        if (hear) await hear(read)
        else said.push(...read)
        cursor = replies.response_metadata?.next_cursor
        if (!cursor) break
      }
      return { said, standing: cursor || standing.size === 0 ? null : standing }
    },

    async reactions({ room, message }) {
      // None would be a count, which takes the place of what was counted before the right was lost.
      if (!mayCount()) throw new ChatFailure('forbidden', 'no', null, { lacking: 'reactions:read' })
      const asking = client.reactions.get({ channel: channelOf(room), timestamp: message, full: true })
      return reactionsOf((await failing(asking)).message)
    },

    async link(ref) {
      const ts = 'message' in ref ? ref.message : ref.thread
      const id = `${ref.room}:${ts}`
      const known = links.get(id)
      if (known) return known
      try {
        const { permalink } = await client.chat.getPermalink({ channel: channelOf(ref.room), message_ts: ts })
        if (!permalink) return null
        if (links.size >= MOST_LINKS) links.clear()
        links.set(id, permalink)
        return permalink
      } catch (error) {
        log.debug(loggable(error), 'Slack gave no link to a message')
        return null
      }
    },
  }
}

/** Slack knows a thread by the message that it hangs on. */
export const threadOf = ({ room, message }: MessageRef): ThreadRef => ({ room, thread: message })

type Message = {
  text: string
  blocks?: KnownBlock[]
  thread_ts?: string
  username?: string
  icon_url?: string
} & Partial<ReturnType<typeof marked>>

/** How the first message of a thread begins. */
const OPENING = 'Discussion: '
/** Milliseconds that Slack is given to take a file. */
const UPLOAD_MS = 30_000
const MOST_MESSAGES = 5_000
const MOST_LINKS = 2_000
