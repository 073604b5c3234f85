/** What the bot answers to a command or a click: at once, or later through a response URL. */
import type { Fields } from './fields.ts'
import { contentOf } from './message-args.ts'
import { type Draft, edit, post, remove } from './postings.ts'
import { Refusal } from './refusal.ts'
import type { ResponseUrl } from './response-urls.ts'
import type { Slack } from './slack.ts'
import type { Cause, Message } from './types.ts'

const LIFE = 30 * 60_000

/** Does what the bot posted to a response URL. Refusals carry Slack's codes. */
export function respond(slack: Slack, url: ResponseUrl | undefined, body: Fields): void {
  if (!url || slack.world.now() - url.at > LIFE) throw new Refusal('expired_url')
  if (url.left <= 0) throw new Refusal('used_url')
  const channel = slack.channels.get(url.cause.channel)
  if (!channel) throw new Refusal('channel_not_found')
  if (channel.archived) throw new Refusal('is_archived')
  if (body.delete_original === true) {
    url.left--
    const gone = current(slack, url.original)
    if (gone) remove(slack, gone, url.cause)
    url.original = undefined
    return
  }
  const answered = answer(slack, url.cause, body, url.original)
  url.left--
  if (url.original === undefined) url.original = answered
}

/** The immediate answer in a slash command's acknowledgement, or one to a response URL. */
export function answer(slack: Slack, cause: Cause & { channel: string }, body: Fields, original?: Message): Message {
  const content = contentOf(body, { lacking: slack.settings.lackingBlocks })
  const target = body.replace_original === true ? current(slack, original) : undefined
  if (target) return edit(slack, target, replacement(content), slack.team.bot.user, cause).message
  const { channel, persona, command } = cause
  const thread = typeof body.thread_ts === 'string' ? body.thread_ts : threadOf(original)
  const draft: Draft = { channel, user: slack.team.bot.user, bot: true, text: content.text }
  if (body.response_type === 'in_channel') draft.subtype = 'bot_message'
  else draft.onlyFor = persona
  if (content.blocks) draft.blocks = content.blocks
  if (content.attachments) draft.attachments = content.attachments
  if (content.metadata) draft.metadata = content.metadata
  if (thread !== undefined) draft.thread = thread
  if (command !== undefined) draft.answering = { persona, command }
  return post(slack, draft, cause).message
}

function replacement({ text, blocks, attachments }: ReturnType<typeof contentOf>) {
  return { text, blocks, attachments }
}

/** The message as it now stands: it may have been edited or deleted since. */
function current(slack: Slack, message: Message | undefined): Message | undefined {
  if (!message) return undefined
  return message.onlyFor === undefined
    ? slack.messages.get(message.channel, message.ts)
    : slack.messages.ephemeral(message.channel, message.ts)
}

/** Without a `thread_ts` the answer goes to the channel, unless what was clicked is itself private to the thread's reader. */
function threadOf(original: Message | undefined): string | undefined {
  return original?.onlyFor === undefined ? undefined : original.thread
}
