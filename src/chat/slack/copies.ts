/** What is said in other rooms, in Slack's threads: messages of the bot's own that say whose words they are. */
import type { WebClient } from '@slack/web-api'
import type { RoomId } from '../../club/keys.ts'
import type { MessageRef } from '../card.ts'
import { copied } from '../copied.ts'
import type { Copies, Copy } from '../platform.ts'
import { cutProse, wordsOfProse } from '../prose.ts'
import { cutText } from '../text.ts'
import type { Identity } from './bolt-app.ts'
import { chatFailure } from './failure.ts'
import type { History } from './history.ts'
import { LIMITS } from './limits.ts'
import { escapedWithin, safeUrl } from './mrkdwn.ts'
import { carries, channelOf, failing, isOwn, marked, UNPARSED } from './own-messages.ts'
import { writeRichText } from './write-rich-text.ts'

/** `post`: sends a message to a room. */
export function slackCopies(
  client: WebClient,
  history: History,
  me: () => Identity,
  post: (room: RoomId, message: ReturnType<typeof contentOf> & { thread_ts: string }) => Promise<MessageRef>,
): Omit<Copies, 'pace'> {
  return {
    post: ({ room, thread }, copy) =>
      failing(post(room, { ...contentOf(copy), thread_ts: thread, ...marked(copy.original) })),

    async edit({ room, message }, copy) {
      await failing(client.chat.update({ channel: channelOf(room), ts: message, ...contentOf(copy), ...UNPARSED }))
    },

    async remove({ room, message }) {
      await failing(client.chat.delete({ channel: channelOf(room), ts: message }))
    },

    async find({ room, thread }, original, since) {
      const oldest = String((since.epochMilliseconds - CLOCKS_APART_MS) / 1000)
      const isIt = marksOf(original)
      let cursor: string | undefined
      try {
        for (let page = 0; page < MOST_PAGES; page++) {
          const read = await history.repliesNow({
            channel: channelOf(room),
            ts: thread,
            oldest,
            include_all_metadata: true,
            ...(cursor ? { cursor } : {}),
          })
          const found = read.messages?.find((one) => isOwn(one, me()) && isIt(one))
          if (found?.ts) return { room, message: found.ts }
          cursor = read.response_metadata?.next_cursor
          if (!cursor) return 'absent'
        }
      } catch (error) {
        const failure = chatFailure(error)
        if (failure.reason === 'busy') throw failure
        // Where there is no thread, nothing was sent to it.
        if (failure.reason === 'gone') return 'absent'
      }
      return 'unknown'
    },
  }
}

const MOST_PAGES = 25
const CLOCKS_APART_MS = 10 * 60_000

/** What a copy is known by: Slack may drop the metadata, and then the link is there. */
function marksOf(original: string): (message: { blocks?: unknown; metadata?: unknown }) => boolean {
  const link = JSON.stringify(safeUrl(original, LIMITS.url) ?? original)
  return (message) => carries(message, original) || JSON.stringify(message.blocks ?? []).includes(`"url":${link}`)
}

/** The tree, and its words for whoever reads no trees. */
function contentOf(copy: Copy) {
  const prose = cutProse(copied(copy), (cut) => wordsOfProse(cut).length <= LIMITS.copy, cutText)
  return { blocks: [writeRichText(prose)], text: escapedWithin(wordsOfProse(prose), LIMITS.text) }
}
