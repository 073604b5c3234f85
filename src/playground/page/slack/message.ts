import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { MessageView, ThreadView } from '../../types.ts'
import { Avatar } from '../avatar.ts'
import { MessageFiles } from '../files.ts'
import { useHere } from '../here.ts'
import { Icon } from '../icons.ts'
import { EditBox } from '../own-message.ts'
import { Reactions } from '../reactions.ts'
import { RichBlocks } from '../rich-view.ts'
import { hour, moment, relative } from '../times.ts'
import { Toolbar } from '../toolbar.ts'
import { Blocks, pressIn } from './blocks.ts'
import { shortcutsOf } from './completion.ts'
import { parseMrkdwn } from './mrkdwn.ts'

export interface MessageProps {
  message: MessageView
  first: boolean
  thread?: ThreadView | undefined
  /** Whether it stands in a thread's panel, where no other thread is opened from. */
  inThread?: boolean
}

/** One message as Slack shows it. */
export function Message({ message, first, thread, inThread = false }: MessageProps): VNode {
  const here = useHere()
  const [editing, setEditing] = useState(false)
  const channel = here.channel.id
  const finishEdit = (text: string | null) => {
    setEditing(false)
    if (text !== null && text !== typed(message.text)) void here.act({ do: 'edit', channel, message: message.id, text })
  }
  const { author } = message
  return html`<article class=${`message ${first ? 'first' : ''} ${message.onlyFor ? 'ephemeral' : ''}`}
    aria-label=${`${author.name}, ${hour(message.at)}`}>
    ${
      message.onlyFor &&
      html`<p class="only-you"><${Icon} name="eye" size=${14} /> Only visible to you
      <button type="button" class="dismiss" aria-label="Dismiss message" onClick=${() => here.dismiss(message.id)}><${Icon} name="close" size=${13} /></button></p>`
    }
    <div class="message-body">
      <div class="message-side">
        ${first ? html`<${Avatar} name=${author.name} bot=${author.bot} size=${36} />` : html`<time>${hour(message.at)}</time>`}
      </div>
      <div class="message-main">
        ${
          first &&
          html`<header>
            <span class="author">${author.name}</span>
            ${author.bot && html`<span class="app-tag">APP</span>`}
            <time dateTime=${message.at} title=${moment(message.at)}>${hour(message.at)}</time>
          </header>`
        }
        ${editing ? html`<${EditBox} text=${typed(message.text)} onDone=${finishEdit} />` : html`<${Content} message=${message} />`}
        <${MessageFiles} files=${message.files} />
        <${Reactions} message=${message} channel=${channel} />
        ${thread && thread.messages.length > 0 && html`<${Replies} thread=${thread} />`}
      </div>
    </div>
    <${Toolbar} message=${message} channel=${channel} apps=${shortcutsOf(here.state.commands)} onEdit=${() => setEditing(true)}
      ...${inThread ? {} : { onReply: () => here.openThread(message.id) }} />
  </article>`
}

function Content({ message }: { message: MessageView }): VNode {
  const here = useHere()
  if (message.state === 'failed')
    return html`<p class="failed" role="alert">${message.text || 'The app did not respond.'}</p>`
  if (message.state === 'thinking') return html`<p class="thinking" role="status">Working on it…</p>`
  const edited = message.editedAt && html`<span class="edited">(edited)</span>`
  if (message.components.length > 0) {
    return html`<${Blocks} blocks=${message.components} press=${pressIn(here.act, here.channel.id, message.id)} />
      ${!message.author.bot && edited}`
  }
  return html`<div class="mrkdwn"><${RichBlocks} blocks=${parseMrkdwn(message.text)} />${edited}</div>`
}

/** A message's text as it was typed, before Slack escaped it. */
function typed(text: string): string {
  return text
    .replace(/<((?:https?|mailto):[^<>|]+)(?:\|[^<>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function Replies({ thread }: { thread: ThreadView }): VNode {
  const here = useHere()
  const names = [...new Map(thread.messages.map(({ author }) => [author.id, author])).values()]
  const count = thread.messages.length === 1 ? '1 reply' : `${thread.messages.length} replies`
  const last = thread.messages.at(-1)
  return html`<button type="button" class="replies" onClick=${() => here.openThread(thread.parent)}>
    <span class="sr-only">Open thread </span>
    ${names.slice(0, 4).map(({ name, bot }) => html`<${Avatar} name=${name} bot=${bot} size=${22} />`)}
    <b>${count}</b> <span>${last && `Last reply ${relative(Date.parse(last.at))}`}</span>
  </button>`
}
