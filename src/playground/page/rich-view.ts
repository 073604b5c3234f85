import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { nameOf, useHere } from './here.ts'
import { followInside } from './jump.ts'
import type { Rich, RichBlock } from './rich.ts'
import { moment } from './times.ts'

/** Draws formatted text. What a chat said only ever becomes text nodes. */
export function RichBlocks({ blocks }: { blocks: readonly RichBlock[] }): VNode {
  return html`${blocks.map((block) => html`<${Block} block=${block} />`)}`
}

export function RichLine({ parts }: { parts: readonly Rich[] }): VNode {
  return html`${parts.map((part) => html`<${Part} part=${part} />`)}`
}

function Block({ block }: { block: RichBlock }): VNode {
  switch (block.kind) {
    case 'paragraph':
      return html`<p><${RichLine} parts=${block.children} /></p>`
    case 'heading':
      return html`<h3 class=${`heading-${block.level}`}><${RichLine} parts=${block.children} /></h3>`
    case 'small':
      return html`<p class="subtext"><${RichLine} parts=${block.children} /></p>`
    case 'quote':
      return html`<blockquote><${RichBlocks} blocks=${block.blocks} /></blockquote>`
    case 'pre':
      return html`<pre>${block.text}</pre>`
    case 'list': {
      const items = block.items.map((item) => html`<li><${RichBlocks} blocks=${item} /></li>`)
      return block.ordered ? html`<ol start=${block.start}>${items}</ol>` : html`<ul>${items}</ul>`
    }
  }
}

function Part({ part }: { part: Rich }): VNode {
  const here = useHere()
  switch (part.kind) {
    case 'text':
      return html`${part.text}`
    case 'bold':
      return html`<strong><${RichLine} parts=${part.children} /></strong>`
    case 'italic':
      return html`<em><${RichLine} parts=${part.children} /></em>`
    case 'underline':
      return html`<u><${RichLine} parts=${part.children} /></u>`
    case 'strike':
      return html`<s><${RichLine} parts=${part.children} /></s>`
    case 'spoiler':
      return html`<span class="spoiler" tabindex="0"><${RichLine} parts=${part.children} /></span>`
    case 'code':
      return html`<code>${part.text}</code>`
    case 'link':
      return html`<a href=${part.url} target="_blank" rel="noreferrer noopener"
        onClick=${(event: MouseEvent) => followInside(event, part.url)}><${RichLine} parts=${part.children} /></a>`
    case 'user':
      return html`<span class="mention">@${part.name || nameOf(here, part.id) || 'unknown-user'}</span>`
    case 'channel':
      return html`<span class="mention">#${part.name || channelName(here.state.channels, part.id) || 'unknown'}</span>`
    case 'mention':
      return html`<span class="mention">${part.text}</span>`
    case 'time':
      return html`<time class="instant" dateTime=${new Date(part.at).toISOString()} title=${moment(part.at)}>${part.text}</time>`
  }
}

function channelName(channels: ReturnType<typeof useHere>['state']['channels'], id: string): string | undefined {
  const found = channels.find((channel) => channel.id === id)
  return found?.name ?? channels.flatMap((channel) => channel.threads).find((thread) => thread.id === id)?.name
}
