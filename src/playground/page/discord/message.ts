import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { MessageView, ThreadView } from '../../types.ts'
import { Avatar } from '../avatar.ts'
import { MessageFiles } from '../files.ts'
import { nameOf, useHere } from '../here.ts'
import { Icon } from '../icons.ts'
import { EditBox } from '../own-message.ts'
import { Reactions } from '../reactions.ts'
import { RichBlocks } from '../rich-view.ts'
import { hour, moment, shortMoment } from '../times.ts'
import { Toolbar } from '../toolbar.ts'
import { messageCommandsOf } from './command-line.ts'
import { Components } from './components.ts'
import { parseMarkdown } from './markdown.ts'

export interface MessageProps {
  message: MessageView
  /** The channel or thread it stands in. */
  place: string
  first: boolean
  thread?: ThreadView | undefined
}

/** One message as Discord shows it. */
export function Message({ message, place, first, thread }: MessageProps): VNode {
  const here = useHere()
  const [editing, setEditing] = useState(false)
  const finishEdit = (text: string | null) => {
    setEditing(false)
    if (text !== null && text !== message.text) void here.act({ do: 'edit', channel: place, message: message.id, text })
  }
  const { author } = message
  return html`<article class=${`message ${first ? 'first' : ''} ${message.onlyFor ? 'ephemeral' : ''}`}
    aria-label=${`${author.name}, ${hour(message.at)}`}>
    ${message.answering && html`<${AnsweringLine} message=${message} />`}
    <div class="message-body">
      <div class="message-side">
        ${first ? html`<${Avatar} name=${author.name} bot=${author.bot} size=${38} />` : html`<time>${hour(message.at)}</time>`}
      </div>
      <div class="message-main">
        ${
          first &&
          html`<header>
            <span class=${`author ${author.bot ? 'of-bot' : ''}`}>${author.name}</span>
            ${author.bot && html`<span class="app-tag">APP</span>`}
            <time dateTime=${message.at} title=${moment(message.at)}>${shortMoment(message.at)}</time>
          </header>`
        }
        ${editing ? html`<${EditBox} text=${message.text} onDone=${finishEdit} />` : html`<${Content} message=${message} place=${place} />`}
        <${MessageFiles} files=${message.files} />
        <${Reactions} message=${message} channel=${place} />
        ${thread && html`<${ThreadChip} thread=${thread} />`}
        ${message.onlyFor && html`<${OnlyYou} message=${message} />`}
      </div>
    </div>
    <${Toolbar} message=${message} channel=${place} apps=${messageCommandsOf(here.state.commands)} onEdit=${() => setEditing(true)} />
  </article>`
}

function AnsweringLine({ message }: { message: MessageView }): VNode {
  const here = useHere()
  const who = message.answering?.persona ?? ''
  const name = nameOf(here, who) ?? who
  const command = message.answering?.command.replace(/^\//, '') ?? ''
  return html`<div class="answering">
    <span class="answering-hook"></span>
    <${Avatar} name=${name} size=${16} />
    <b>${name}</b> used <span class="answering-command">/${command}</span>
  </div>`
}

function Content({ message, place }: { message: MessageView; place: string }): VNode {
  if (message.state === 'thinking') {
    return html`<p class="thinking" role="status"><span class="dots"><i></i><i></i><i></i></span>
      ${message.author.name} is thinking…</p>`
  }
  if (message.state === 'failed') {
    return html`<p class="failed" role="alert">${message.text || 'The application did not respond'}</p>`
  }
  return html`
    ${
      message.text &&
      html`<div class="markdown"><${RichBlocks} blocks=${parseMarkdown(message.text)} />
        ${message.editedAt && !message.author.bot && html`<span class="edited">(edited)</span>`}
      </div>`
    }
    ${message.components.length > 0 && html`<${Components} message=${message} channel=${place} />`}
    ${message.components.length > 0 && message.editedAt && html`<span class="edited">(edited)</span>`}
  `
}

function ThreadChip({ thread }: { thread: ThreadView }): VNode {
  const here = useHere()
  const count = thread.messages.length
  const last = thread.messages.at(-1)
  const label = count === 1 ? '1 Message' : `${count} Messages`
  return html`<button type="button" class="thread-chip" onClick=${() => here.openThread(thread.parent)}>
    <span class="thread-name"><span class="sr-only">Open thread </span><b>${thread.name}</b> <span class="thread-count">${label} ›</span></span>
    <span class="thread-last">
      ${
        last
          ? html`<${Avatar} name=${last.author.name} bot=${last.author.bot} size=${16} />
            <b>${last.author.name}</b> <span>${last.text || 'sent a card'}</span>`
          : 'There are no messages in this thread yet.'
      }
    </span>
  </button>`
}

function OnlyYou({ message }: { message: MessageView }): VNode {
  const here = useHere()
  return html`<p class="only-you"><${Icon} name="eye" size=${14} /> Only you can see this ·
    <button type="button" onClick=${() => here.dismiss(message.id)}>Dismiss message</button></p>`
}
