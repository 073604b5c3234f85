/** What people write in Slack, read into prose: from the tree that its message box sends, else from its own markup. */
import type { Prose, ProseBlock, Span } from '../../club/prose.ts'
import { block, linked, span } from '../prose.ts'
import { fieldOf, textOf } from './fields.ts'

/** Names for the ids in a message, as far as they are known. */
export interface Names {
  user(id: string): string | undefined
}

/** Undefined where the message has no such tree, or something beside it. */
export function readRichText(blocks: unknown, names: Names): Prose | undefined {
  if (!Array.isArray(blocks) || blocks.length === 0) return undefined
  if (!blocks.every((one: unknown) => textOf(one, 'type') === 'rich_text')) return undefined
  return blocks.flatMap((one: unknown) => listOf(one, 'elements')).flatMap((part) => readPart(part, names))
}

function readPart(part: unknown, names: Names): ProseBlock[] {
  const spans = () => listOf(part, 'elements').flatMap((element) => readElement(element, names))
  switch (textOf(part, 'type')) {
    case 'rich_text_list': {
      const kind = textOf(part, 'style') === 'ordered' ? 'number' : 'bullet'
      const depth = numberOf(part, 'indent')
      const from = numberOf(part, 'offset') + 1
      return listOf(part, 'elements').map((item, index) =>
        block(kind, linked(listOf(item, 'elements').flatMap((element) => readElement(element, names))), {
          depth,
          n: kind === 'number' ? from + index : 0,
        }),
      )
    }
    case 'rich_text_quote':
      return [block('quote', linked(spans()))]
    case 'rich_text_preformatted':
      return [
        block('fence', [
          span(
            spans()
              .map(({ text }) => text)
              .join(''),
          ),
        ]),
      ]
    default:
      return paragraphs(linked(spans()))
  }
}

/** A section ends in the line's end of what follows it. */
function paragraphs(spans: Span[]): ProseBlock[] {
  const last = spans.at(-1)
  const trimmed = last ? [...spans.slice(0, -1), { ...last, text: last.text.replace(/\n+$/, '') }] : []
  const whole = block('text', trimmed)
  return whole.spans.length === 0 ? [] : [whole]
}

function readElement(element: unknown, names: Names): Span[] {
  const style = fieldOf(element, 'style')
  const marks = (['bold', 'italic', 'strike', 'code'] as const).filter((mark) => fieldOf(style, mark) === true)
  const said = (text: string, link: string | null = null) => [span(text, marks, link)]
  const text = textOf(element, 'text') ?? ''
  switch (textOf(element, 'type')) {
    case 'link': {
      const url = textOf(element, 'url') ?? ''
      return said(text || url, /^https?:/.test(url) ? url : null)
    }
    case 'user': {
      const id = textOf(element, 'user_id') ?? ''
      return said(`@${names.user(id) ?? id}`)
    }
    case 'channel':
      return said('#channel')
    case 'usergroup':
      return said('@group')
    case 'broadcast':
      return said(`@${textOf(element, 'range') ?? 'all'}`)
    case 'emoji':
      return said(emoji(textOf(element, 'unicode')) ?? `:${textOf(element, 'name') ?? ''}:`)
    default:
      return said(text)
  }
}

/** `1f389`, or several joined by hyphens. */
function emoji(unicode: string | undefined): string | undefined {
  if (unicode === undefined || !/^[0-9a-f]{1,6}(-[0-9a-f]{1,6})*$/i.test(unicode)) return undefined
  const codes = unicode.split('-').map((code) => Number.parseInt(code, 16))
  return codes.every((code) => code <= 0x10ffff) ? String.fromCodePoint(...codes) : undefined
}

function listOf(value: unknown, key: string): unknown[] {
  const field = fieldOf(value, key)
  return Array.isArray(field) ? field : []
}

function numberOf(value: unknown, key: string): number {
  const field = fieldOf(value, key)
  return typeof field === 'number' && Number.isInteger(field) && field >= 0 ? field : 0
}
