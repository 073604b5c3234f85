/** What is said in other rooms, in Slack's threads: messages of the bot's own that say whose words they are. */
import type { KnownBlock, WebClient } from '@slack/web-api'
import type { RoomId } from '../../club/keys.ts'
import type { MessageRef } from '../card.ts'
import { copied } from '../copied.ts'
import { type Copies, type Copy, UNNAMED } from '../platform.ts'
import { cutProse, wordsOfProse } from '../prose.ts'
import { reactionLine } from '../reactions.ts'
import { cutText, visibleText } from '../text.ts'
import { chatFailure } from './failure.ts'
import type { History } from './history.ts'
import { LIMITS } from './limits.ts'
import { escapedWithin, mrkdwn, safeUrl } from './mrkdwn.ts'
import { carries, channelOf, failing, marked, UNPARSED } from './own-messages.ts'
import type { Search, Wanted } from './search.ts'
import { writeRichText } from './write-rich-text.ts'

/** `mayName`: whether messages may bear another name than the bot's. `post`: sends a message to a room. */
export function slackCopies(
  client: WebClient,
  history: History,
  search: Search,
  mayName: () => boolean,
  post: (
    room: RoomId,
    message: ReturnType<typeof contentOf> & { thread_ts: string; username?: string; icon_url?: string },
  ) => Promise<MessageRef>,
): Omit<Copies, 'pace'> {
  return {
    async post({ room, thread }, copy) {
      // Who is not known yet by name is named in the message itself, which can be changed.
      const named = mayName() && copy.author !== UNNAMED
      const name = named
        ? {
            username: cutText(visibleText(`${copy.author} (${copy.chat})`), LIMITS.username),
            ...(copy.picture ? { icon_url: copy.picture } : {}),
          }
        : {}
      const message = { ...contentOf(copy, named), ...name, thread_ts: thread, ...marked(copy.original) }
      return { ...(await failing(post(room, message))), named }
    },

    async edit({ room, message, named }, copy) {
      const content = contentOf(copy, named)
      await failing(client.chat.update({ channel: channelOf(room), ts: message, ...content, ...UNPARSED }))
    },

    async remove({ room, message }) {
      await failing(client.chat.delete({ channel: channelOf(room), ts: message }))
    },

    async find({ room, thread }, original, since) {
      const read = (wanted: Wanted) => history.repliesNow({ channel: channelOf(room), ts: thread, ...wanted })
      try {
        const found = await search(`${room} ${thread} ${original}`, since, read, marksOf(original))
        return typeof found === 'string' ? found : { room, message: found.ts, named: 'username' in found }
      } catch (error) {
        const failure = chatFailure(error)
        if (failure.reason === 'busy') throw failure
        // Where there is no thread, nothing was sent to it.
        return failure.reason === 'gone' ? 'absent' : 'unknown'
      }
    },
  }
}

/** What a copy is known by: Slack may drop the metadata, and then the link is there. */
function marksOf(original: string): (message: { blocks?: unknown; metadata?: unknown }) => boolean {
  const url = safeUrl(original, LIMITS.url) ?? original
  const links = [`"url":${JSON.stringify(url)}`, `<${escapedWithin(url, LIMITS.url)}|`]
  return (message) => {
    const blocks = JSON.stringify(message.blocks ?? [])
    return carries(message, original) || links.some((link) => blocks.includes(link))
  }
}

/** The tree, and its words for whoever reads no trees. A message that bears its author's name ends in a small link to what it shows. */
function contentOf(copy: Copy, named: boolean): { text: string; blocks: KnownBlock[] } {
  const whole = named ? copy.prose : copied(copy)
  const prose = cutProse(whole, (cut) => wordsOfProse(cut).length <= LIMITS.copy, cutText)
  const link = mrkdwn([{ link: copy.original, label: `Written in ${copy.chat}` }], LIMITS.context)
  const reactions = reactionLine(copy.reactions)
  const small = [...(named ? [link] : []), ...(reactions === '' ? [] : [mrkdwn(reactions, LIMITS.context)])]
  const foot: KnownBlock = {
    type: 'context',
    elements: small.map((text) => ({ type: 'mrkdwn', text, verbatim: true })),
  }
  return {
    blocks: [writeRichText(prose), ...(small.length > 0 ? [foot] : [])],
    text: escapedWithin([wordsOfProse(prose), reactions].filter(Boolean).join('\n'), LIMITS.text),
  }
}
