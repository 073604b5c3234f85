/**
 * What is said in other rooms, in Discord's threads: under its author's name by a webhook where the bot may have one, else
 * messages of the bot's own that say whose words they are.
 */
import { type APIMessage, MessageFlags, type REST, Routes } from 'discord.js'
import type { RoomId } from '../../club/keys.ts'
import { copied } from '../copied.ts'
import { ChatFailure } from '../failure.ts'
import type { Copies, Copy, CopyRef, Posted, ThreadRef } from '../platform.ts'
import { cutProse } from '../prose.ts'
import { reactionLine } from '../reactions.ts'
import { cutText } from '../text.ts'
import { asking, unless } from './asking.ts'
import { escaped, linkTarget } from './escape.ts'
import { chatFailure, isApiError, UNKNOWN_CHANNEL } from './failure.ts'
import { guiseOf } from './guise.ts'
import { search } from './history.ts'
import { placeOf } from './ids.ts'
import type { Permission } from './lacking.ts'
import { LIMITS } from './limits.ts'
import { sendOnce } from './send-once.ts'
import { createWebhooks, isGone, type Webhook } from './webhooks.ts'
import { writeMarkdown } from './write-markdown.ts'

const ARCHIVED = 50083
export const TO_SAY: readonly Permission[] = ['ViewChannel', 'SendMessagesInThreads']
const TO_CHANGE: readonly Permission[] = ['ViewChannel', 'ReadMessageHistory']
const TO_REMOVE_OF_OTHERS: readonly Permission[] = ['ManageMessages']

/** The bot's ids. */
export interface Self {
  user: string
  application: string
}

/** `hears`: whether Discord shows the bot what people write. */
export function createCopies(rest: REST, bot: () => Self, hears: () => boolean): Copies {
  const self = () => bot().user
  const asked = asking(rest, self)
  const webhooks = createWebhooks(rest, self)

  /**
   * Undefined where the bot has no webhook, and where it hears nothing but answers with a ping: nobody can ping a webhook.
   * One that was deleted is made anew.
   */
  async function postNamed({ room, thread }: ThreadRef, copy: Copy): Promise<Posted | undefined> {
    const username = guiseOf(copy)
    if (username === null || !hears()) return undefined
    for (let attempt = 0; attempt < 2; attempt++) {
      const webhook = await webhooks.of(placeOf(room).channel)
      if (!webhook) return undefined
      try {
        const query = new URLSearchParams({ wait: 'true', thread_id: thread })
        const face = copy.picture ? { avatar_url: copy.picture } : {}
        const body = { ...bodyOf(copy, true), username, ...face }
        const sent = await rest.post(Routes.webhook(webhook.id, webhook.token), { body, query, auth: false })
        return { room, message: (sent as APIMessage).id, named: true }
      } catch (error) {
        if (!isGone(error)) throw error
        webhooks.forget(webhook)
      }
    }
    return undefined
  }

  async function postOwn({ room, thread }: ThreadRef, copy: Copy): Promise<Posted> {
    return { room, message: await sendOnce(rest, thread, bodyOf(copy, false), [thread, copy.original]), named: false }
  }

  /** The webhook that a message was sent by; null when somebody has deleted it since. */
  async function senderOf({ thread, message }: CopyRef): Promise<Webhook | null> {
    const { webhook_id: id } = (await rest.get(Routes.channelMessage(thread, message))) as APIMessage
    return id === undefined ? null : webhooks.byId(id)
  }

  /** Does something to a message by the webhook that sent it. False when that is not there any more. */
  async function byItsWebhook(
    ref: CopyRef,
    call: (route: ReturnType<typeof Routes.webhookMessage>, query: URLSearchParams) => Promise<unknown>,
  ): Promise<boolean> {
    const webhook = await senderOf(ref)
    if (!webhook) return false
    const route = Routes.webhookMessage(webhook.id, webhook.token, ref.message)
    try {
      await inOpen(rest, ref.thread, () => call(route, new URLSearchParams({ thread_id: ref.thread })))
      return true
    } catch (error) {
      if (!isGone(error)) throw error
      webhooks.forget(webhook)
      return false
    }
  }

  async function removePlainly({ room, thread, message }: CopyRef, needed: readonly Permission[]): Promise<void> {
    const route = Routes.channelMessage(thread, message)
    await asked(
      inOpen(rest, thread, () => rest.delete(route)),
      room,
      needed,
    )
  }

  async function editNamed(ref: CopyRef, copy: Copy): Promise<void> {
    const body = bodyOf(copy, true)
    const isDone = await asked(
      byItsWebhook(ref, (route, query) => rest.patch(route, { body, query, auth: false })),
      ref.room,
      TO_CHANGE,
    )
    if (isDone) return
    // What nobody can change any more is better not there than wrong.
    await removePlainly(ref, TO_REMOVE_OF_OTHERS)
    throw new ChatFailure('missing', 'no', new Error('its webhook was deleted'))
  }

  async function removeNamed(ref: CopyRef): Promise<void> {
    const isDone = await asked(
      byItsWebhook(ref, (route, query) => rest.delete(route, { query, auth: false })),
      ref.room,
      TO_CHANGE,
    )
    if (!isDone) await removePlainly(ref, TO_REMOVE_OF_OTHERS)
  }

  return {
    // Five messages in five seconds.
    pace: 1_000,

    async post(thread, copy) {
      const posting = postNamed(thread, copy).then((posted) => posted ?? postOwn(thread, copy))
      return asked(posting, thread.room, TO_SAY)
    },

    async edit(ref, copy) {
      if (ref.named) return editNamed(ref, copy)
      const route = Routes.channelMessage(ref.thread, ref.message)
      await asked(
        inOpen(rest, ref.thread, () => rest.patch(route, { body: bodyOf(copy, false) })),
        ref.room,
        TO_CHANGE,
      )
    },

    remove: (ref) => (ref.named ? removeNamed(ref) : removePlainly(ref, TO_CHANGE)),

    async find({ room, thread }, original, since) {
      const mark = `(<${linkTarget(original)}>)`
      let isBlank = false
      const isIt = ({ author, application_id: application, webhook_id: webhook, content }: APIMessage) => {
        const isOwn = author.id === self()
        if (!isOwn && (webhook === undefined || application !== bot().application)) return false
        // What webhooks wrote is not shown to a bot that is not shown what people write.
        if (!isOwn && content === '') isBlank = true
        return content.includes(mark)
      }
      try {
        // Where there is no thread, nothing was sent to it.
        const found = (await unless(UNKNOWN_CHANNEL, search(rest, thread, since, isIt))) ?? 'absent'
        if (found === 'absent' && isBlank) return 'unknown'
        return typeof found === 'string' ? found : postedAs(room, found)
      } catch (error) {
        const failure = chatFailure(error)
        if (failure.reason === 'busy') throw failure
        return 'unknown'
      }
    },
  }
}

/** A thread that nobody has written in for long is closed to changes: it is opened again, unless it is locked. */
export async function inOpen<T>(rest: REST, thread: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!isApiError(error, ARCHIVED)) throw error
    await rest.patch(Routes.channel(thread), { body: { archived: false } })
    return call()
  }
}

function postedAs(room: RoomId, { id, webhook_id: webhook }: APIMessage): Posted {
  return { room, message: id, named: webhook !== undefined }
}

/** A message that bears its author's name ends in a small link to what it shows. */
function bodyOf(copy: Copy, named: boolean) {
  const source = named ? [`[Written in ${escaped(copy.chat)}](<${linkTarget(copy.original)}>)`] : []
  const reactions = copy.reactions.length > 0 ? [escaped(reactionLine(copy.reactions))] : []
  const small = [...source, ...reactions].join(' · ')
  const foot = small === '' ? '' : `\n-# ${small}`
  const whole = named ? copy.prose : copied(copy)
  const prose = cutProse(whole, (cut) => writeMarkdown(cut).length + foot.length <= LIMITS.content, cutText)
  return {
    content: writeMarkdown(prose) + foot,
    flags: MessageFlags.SuppressEmbeds as const,
    allowed_mentions: { parse: [] },
  }
}
