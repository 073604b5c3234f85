/** What is said in other rooms, in Discord's threads: messages of the bot's own that say whose words they are. */
import { type APIMessage, MessageFlags, type REST, Routes } from 'discord.js'
import { copied } from '../copied.ts'
import type { Copies, Copy } from '../platform.ts'
import { cutProse } from '../prose.ts'
import { cutText } from '../text.ts'
import { asking, unless } from './asking.ts'
import { linkTarget } from './escape.ts'
import { chatFailure, isApiError, UNKNOWN_CHANNEL } from './failure.ts'
import { search } from './history.ts'
import type { Permission } from './lacking.ts'
import { LIMITS } from './limits.ts'
import { sendOnce } from './send-once.ts'
import { writeMarkdown } from './write-markdown.ts'

const ARCHIVED = 50083
const TO_SAY: readonly Permission[] = ['ViewChannel', 'SendMessagesInThreads']
const TO_CHANGE: readonly Permission[] = ['ViewChannel', 'ReadMessageHistory']

/** `self`: the bot's own user id. */
export function createCopies(rest: REST, self: () => string): Copies {
  const asked = asking(rest, self)

  /** A thread that nobody has written in for long is closed to changes: it is opened again, unless it is locked. */
  async function inOpen<T>(thread: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call()
    } catch (error) {
      if (!isApiError(error, ARCHIVED)) throw error
      await rest.patch(Routes.channel(thread), { body: { archived: false } })
      return call()
    }
  }

  return {
    // Five messages in five seconds.
    pace: 1_000,

    async post({ room, thread }, copy) {
      const sending = sendOnce(rest, thread, bodyOf(copy), [thread, copy.original])
      return { room, message: await asked(sending, room, TO_SAY), named: false }
    },

    async edit({ room, thread, message }, copy) {
      const route = Routes.channelMessage(thread, message)
      await asked(
        inOpen(thread, () => rest.patch(route, { body: bodyOf(copy) })),
        room,
        TO_CHANGE,
      )
    },

    async remove({ room, thread, message }) {
      const route = Routes.channelMessage(thread, message)
      await asked(
        inOpen(thread, () => rest.delete(route)),
        room,
        TO_CHANGE,
      )
    },

    async find({ room, thread }, original, since) {
      const mark = `(<${linkTarget(original)}>)`
      const isIt = ({ author, content }: APIMessage) => author.id === self() && content.includes(mark)
      try {
        // Where there is no thread, nothing was sent to it.
        const found = (await unless(UNKNOWN_CHANNEL, search(rest, thread, since, isIt))) ?? 'absent'
        return typeof found === 'string' ? found : { room, message: found.id, named: false }
      } catch (error) {
        const failure = chatFailure(error)
        if (failure.reason === 'busy') throw failure
        return 'unknown'
      }
    },
  }
}

function bodyOf(copy: Copy) {
  const prose = cutProse(copied(copy), (cut) => writeMarkdown(cut).length <= LIMITS.content, cutText)
  return {
    content: writeMarkdown(prose),
    flags: MessageFlags.SuppressEmbeds as const,
    allowed_mentions: { parse: [] },
  }
}
