import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { emojiOf } from '../emoji.ts'
import { type Json, record, records, text } from '../json.ts'
import type { Rich } from '../rich.ts'
import { RichLine } from '../rich-view.ts'
import { unescaped } from './mrkdwn.ts'

/** The parts of a `rich_text` block: what Slack's own message box sends, and apps may. */
export function RichText({ elements }: { elements: readonly Json[] }): VNode {
  return html`<div class="mrkdwn">${elements.map((element) => html`<${Part} of=${element} />`)}</div>`
}

function Part({ of }: { of: Json }): VNode {
  const line = () => html`<${RichLine} parts=${records(of.elements).map(richOf)} />`
  switch (of.type) {
    case 'rich_text_preformatted':
      return html`<pre>${records(of.elements)
        .map((each) => unescaped(text(each.text) || text(each.url)))
        .join('')}</pre>`
    case 'rich_text_quote':
      return html`<blockquote><p>${line()}</p></blockquote>`
    case 'rich_text_list': {
      const items = records(of.elements).map((each) => html`<li><${Part} of=${each} /></li>`)
      return of.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`
    }
    default:
      return html`<p>${line()}</p>`
  }
}

function richOf(element: Json): Rich {
  const style = record(element.style)
  const plain = plainOf(element)
  const coded: Rich = style.code === true && plain.kind === 'text' ? { kind: 'code', text: plain.text } : plain
  const marks = (['bold', 'italic', 'strike'] as const).filter((mark) => style[mark] === true)
  return marks.reduce<Rich>((inner, kind) => ({ kind, children: [inner] }), coded)
}

function plainOf(element: Json): Rich {
  switch (element.type) {
    case 'link': {
      const url = unescaped(text(element.url))
      const children: Rich[] = [{ kind: 'text', text: unescaped(text(element.text)) || url }]
      return /^https?:/.test(url) ? { kind: 'link', url, children } : { kind: 'text', text: text(element.text) || url }
    }
    case 'user':
      return { kind: 'user', id: text(element.user_id), name: '' }
    case 'channel':
      return { kind: 'channel', id: text(element.channel_id), name: '' }
    case 'broadcast':
      return { kind: 'mention', text: `@${text(element.range)}` }
    case 'emoji':
      return { kind: 'text', text: emojiOf(text(element.name)) }
    default:
      return { kind: 'text', text: unescaped(text(element.text)) }
  }
}
