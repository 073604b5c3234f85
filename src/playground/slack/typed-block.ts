/** What Slack's message box makes of what somebody typed: a tree, in which marks, links and people are no text any more. */
import type { Rich, RichBlock } from '../page/rich.ts'
import { parseMrkdwn } from '../page/slack/mrkdwn.ts'
import { type Fields, listOf } from './fields.ts'
import { shortId } from './ids.ts'

/** `text`: as messages carry it beside the tree. */
export function typedBlock(text: string): Fields {
  return { type: 'rich_text', block_id: shortId(), elements: parseMrkdwn(text).map(elementOf) }
}

function elementOf(block: RichBlock): Fields {
  switch (block.kind) {
    case 'pre':
      return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: block.text }] }
    case 'quote':
      return { type: 'rich_text_quote', elements: block.blocks.flatMap((inner) => listOf(elementOf(inner).elements)) }
    case 'list':
      return { type: 'rich_text_section', elements: [] }
    default:
      return { type: 'rich_text_section', elements: block.children.flatMap((part) => partsOf(part, {})) }
  }
}

function partsOf(part: Rich, style: Record<string, true>): Fields[] {
  const styled = Object.keys(style).length > 0 ? { style } : {}
  switch (part.kind) {
    case 'bold':
    case 'italic':
    case 'strike':
      return part.children.flatMap((child) => partsOf(child, { ...style, [part.kind]: true }))
    case 'underline':
    case 'spoiler':
      return part.children.flatMap((child) => partsOf(child, style))
    case 'code':
      return [{ type: 'text', text: part.text, style: { ...style, code: true } }]
    case 'link': {
      const text = part.children.map((child) => ('text' in child ? child.text : '')).join('')
      return [{ type: 'link', url: part.url, ...(text === part.url ? {} : { text }), ...styled }]
    }
    case 'user':
      return [{ type: 'user', user_id: part.id, ...styled }]
    case 'channel':
      return [{ type: 'channel', channel_id: part.id, ...styled }]
    default:
      return [{ type: 'text', text: part.text, ...styled }]
  }
}
