/** Prose as the tree that Slack's own message box sends: what stands in it is shown as it is, and pings nobody. */
import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/web-api'
import type { Prose, ProseBlock, Span } from '../../club/prose.ts'
import { visibleText } from '../text.ts'
import { LIMITS } from './limits.ts'
import { safeUrl } from './mrkdwn.ts'

export function writeRichText(prose: Prose): RichTextBlock {
  const elements: RichTextBlock['elements'] = []
  prose.forEach((one, index) => {
    const before = prose[index - 1]
    const last = elements.at(-1)
    if (last?.type === 'rich_text_list' && before && isNext(one, before)) last.elements.push(section(one.spans))
    else elements.push(part(one, prose[index + 1]))
  })
  return { type: 'rich_text', elements }
}

/** Whether an item goes on with the list of the one before it. */
function isNext(one: ProseBlock, before: ProseBlock): boolean {
  if (one.kind !== before.kind || one.depth !== before.depth) return false
  return one.kind === 'bullet' || (one.kind === 'number' && one.n === before.n + 1)
}

function part({ kind, depth, n, spans }: ProseBlock, next: ProseBlock | undefined): RichTextBlock['elements'][number] {
  switch (kind) {
    case 'text':
      return { type: 'rich_text_section', elements: [...spans.flatMap(write), ...lineEnd(next)] }
    case 'heading': {
      const bold = spans.map((one) => ({ ...one, marks: [...new Set(['bold' as const, ...one.marks])] }))
      return { type: 'rich_text_section', elements: [...bold.flatMap(write), ...lineEnd(next)] }
    }
    case 'quote':
      return { type: 'rich_text_quote', elements: spans.flatMap(write) }
    case 'fence':
      return {
        type: 'rich_text_preformatted',
        elements: [{ type: 'text', text: spans.map(({ text }) => text).join('') || ' ' }],
      }
    case 'bullet':
    case 'number':
      return {
        type: 'rich_text_list',
        style: kind === 'bullet' ? 'bullet' : 'ordered',
        indent: Math.min(depth, DEEPEST),
        ...(kind === 'number' && n > 1 ? { offset: n - 1 } : {}),
        elements: [section(spans)],
      }
  }
}

const DEEPEST = 8

/** An empty line parts two paragraphs. */
function lineEnd(next: ProseBlock | undefined): RichTextElement[] {
  return next ? [{ type: 'text', text: next.kind === 'text' ? '\n\n' : '\n' }] : []
}

function section(spans: readonly Span[]): RichTextSection {
  return { type: 'rich_text_section', elements: spans.flatMap(write) }
}

function write({ text, marks, link }: Span): RichTextElement[] {
  const shown = visibleText(text)
  if (shown === '') return []
  const style = marks.length > 0 ? { style: Object.fromEntries(marks.map((mark) => [mark, true])) } : {}
  const url = link === null ? null : safeUrl(link, LIMITS.url)
  return url === null ? [{ type: 'text', text: shown, ...style }] : [{ type: 'link', url, text: shown, ...style }]
}
