/** Cards as Discord messages: one Components V2 container that stays within every limit, whatever is put in. */
import {
  type APIActionRowComponent,
  type APIAllowedMentions,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APITextDisplayComponent,
  ComponentType,
  MessageFlags,
  SeparatorSpacingSize,
} from 'discord.js'
import type { Block, Card, Inline, Rich } from '../card.ts'
import { buttonRows, caption, renderButton, renderSelect } from './controls.ts'
import { clean, linkTarget } from './escape.ts'
import { LIMITS } from './limits.ts'
import { type Budget, fits, markdown, oneLine, without } from './rich.ts'

/** The body of a message or of an edit. It pings nobody. */
export interface Rendered {
  components: [APIContainerComponent]
  flags: MessageFlags.IsComponentsV2
  allowed_mentions: APIAllowedMentions
}

export function render(card: Card): Rendered {
  return {
    components: [{ type: ComponentType.Container, accent_color: ACCENT, components: fill(partsOf(card)) }],
    flags: MessageFlags.IsComponentsV2,
    allowed_mentions: { parse: [] },
  }
}

const ACCENT = 0x3f6c8f
const TITLE = 300
const FOOTER = 500
const MORE = '\n…'
const GAP = '\n\n'

/** What a card comes down to. A text's lines may be cut, controls are kept whole or left out. */
type Part =
  | { kind: 'text'; lines: Line[] }
  | { kind: 'control'; row: Row }
  | { kind: 'other'; component: APIComponentInContainer }

interface Line {
  prefix: string
  rich: Rich
  /** At most so many characters, whatever room there is. */
  max?: number
  /** Room is set aside for it before anything else is written. */
  kept?: true
}

type Row = APIActionRowComponent<APIComponentInMessageActionRow>

interface Layout {
  titled: boolean
  body: Part[]
  footer: Line | null
}

function partsOf(card: Card): Layout {
  const title: Line = { prefix: '### ', rich: oneLine(card.title.trim()), max: TITLE }
  const titled = !isEmpty(title.rich)
  const heading: Part[] = titled ? [{ kind: 'text', lines: [title] }] : []
  const footer =
    card.footer === undefined || isEmpty(card.footer)
      ? null
      : { prefix: '-# ', rich: oneLine(card.footer), max: FOOTER }
  return { titled, body: [...heading, ...card.blocks.flatMap(renderBlock)], footer }
}

function renderBlock(block: Block): Part[] {
  switch (block.kind) {
    case 'text':
      return paragraph([{ prefix: '', rich: block.text }])
    case 'fields':
      return paragraph(block.fields.map(({ name, value }) => ({ prefix: '', rich: field(name, value) })))
    case 'list':
      return paragraph(
        block.items.map((item, index) => ({ prefix: block.ordered ? `${index + 1}. ` : '- ', rich: oneLine(item) })),
      )
    case 'link':
      return paragraph([{ prefix: '', rich: { link: block.url, label: block.label } }])
    case 'divider':
      return [{ kind: 'other', component: { type: ComponentType.Separator, spacing: SeparatorSpacingSize.Small } }]
    case 'buttons': {
      const misfits = block.buttons.filter((button) => 'url' in button && renderButton(button) === null)
      const links = misfits.flatMap((button) => ('url' in button ? [{ link: button.url, label: button.label }] : []))
      return [
        ...paragraph(links.map((rich) => ({ prefix: '', rich }))),
        ...buttonRows(block.buttons).map((row): Part => ({ kind: 'control', row })),
      ]
    }
    case 'select': {
      const { menu, leftOut } = renderSelect(block.select)
      const control: Part = { kind: 'control', row: { type: ComponentType.ActionRow, components: [menu] } }
      return [control, ...(leftOut > 0 ? paragraph([{ prefix: '-# ', rich: leftOutNote(leftOut), kept: true }]) : [])]
    }
    case 'image': {
      const url = linkTarget(block.url)
      const alt = caption(block.alt, LIMITS.image.alt)
      if (url === null || url.length > LIMITS.image.url) return paragraph([{ prefix: '', rich: alt }])
      return [
        {
          kind: 'other',
          component: { type: ComponentType.MediaGallery, items: [{ media: { url }, description: alt }] },
        },
      ]
    }
  }
}

function paragraph(lines: Line[]): Part[] {
  const said = lines.filter((line) => !isEmpty(line.rich))
  return said.length === 0 ? [] : [{ kind: 'text', lines: said }]
}

function field(name: string, value: Rich): Inline[] {
  return [{ bold: `${clean(name).replace(/\s+/g, ' ').trim()}:` }, ' ', ...oneLine(value)]
}

function leftOutNote(count: number): string {
  return count === 1 ? '1 more choice does not fit here.' : `${count} more choices do not fit here.`
}

function isEmpty(rich: Rich): boolean {
  return [rich].flat().every((inline) => {
    if (typeof inline === 'string') return clean(inline).trim() === ''
    if ('bold' in inline) return clean(inline.bold).trim() === ''
    if ('italic' in inline) return clean(inline.italic).trim() === ''
    if ('code' in inline) return clean(inline.code).trim() === ''
    return false
  })
}

/** Lays the parts out within the limits: controls and small print first, since they cannot be cut, then text until it is full. */
function fill({ titled, body, footer }: Layout): APIComponentInContainer[] {
  const rows = rowsThatFit(body)
  const smallPrint = footer && writeLine(footer, { characters: FOOTER, bytes: FOOTER * 3 }).text
  const kept = body.flatMap((part) => (part.kind === 'text' ? part.lines.filter((line) => line.kept) : []))
  let budget = textBudget([...rows.values()], [...(smallPrint ? [smallPrint] : []), ...kept.map(unlimited)])
  let slots = LIMITS.message.components - 1 - sum([...rows.values()].map(size)) - (smallPrint ? 1 : 0)
  let whole = true
  let full = false
  let open: APITextDisplayComponent | null = null
  const components: APIComponentInContainer[] = []

  const write = (text: string, gap: string) => {
    if (open) open.content += gap + text
    else {
      open = { type: ComponentType.TextDisplay, content: text }
      components.push(open)
      slots--
    }
  }

  for (const [index, part] of body.entries()) {
    if (part.kind === 'control') {
      const row = rows.get(part)
      if (row) components.push(row)
      else whole = false
      open = null
      continue
    }
    if (part.kind === 'other') {
      const bytes = Buffer.byteLength(JSON.stringify(part.component))
      if (slots < 1 || bytes > budget.bytes) {
        whole = false
        continue
      }
      budget = { ...budget, bytes: budget.bytes - bytes }
      components.push(part.component)
      slots--
      open = null
      continue
    }
    for (const [position, line] of part.lines.entries()) {
      const gap = position > 0 || (titled && index === 1) ? '\n' : GAP
      if (!open && slots < 1) {
        whole = false
        break
      }
      if (line.kept) {
        write(unlimited(line), gap)
        continue
      }
      if (full) continue
      const { text, whole: complete } = writeLine(line, without(budget, open ? gap : ''))
      if (!complete && line.max === undefined) {
        full = true
        whole = false
      }
      if (text === '') continue
      budget = without(budget, (open ? gap : '') + text)
      write(text, gap)
    }
  }
  const last = components.findLast((component) => component.type === ComponentType.TextDisplay)
  if (!whole && last && !last.content.endsWith('…')) last.content += MORE
  if (smallPrint) components.push({ type: ComponentType.TextDisplay, content: smallPrint })
  return components.length > 0 ? components : [{ type: ComponentType.TextDisplay, content: '…' }]
}

/** A line as Markdown; empty when there is no room for any of it. */
function writeLine(line: Line, budget: Budget): { text: string; whole: boolean } {
  const characters = Math.min(budget.characters, line.max ?? budget.characters)
  const room = without({ ...budget, characters }, line.prefix)
  if (!fits('…', room)) return { text: '', whole: false }
  const { text, whole } = markdown(line.rich, room)
  return { text: text.trim() === '' ? '' : line.prefix + text, whole }
}

function unlimited(line: Line): string {
  return writeLine(line, { characters: LIMITS.message.text, bytes: LIMITS.message.bytes }).text
}

/** What is left for text once its reserved lines are written, in characters and in the bytes that controls leave. */
function textBudget(rows: Row[], reserved: string[]): Budget {
  const { text, bytes, overhead, components } = LIMITS.message
  const controls = Math.min(Buffer.byteLength(JSON.stringify(rows)), bytes / 2)
  const spent = reserved.map((line) => GAP + line).join('') + MORE
  return without({ characters: text, bytes: bytes - controls - overhead * components }, spent)
}

/** Rows in their order while there is room for them beside title and small print; an id that stands there already goes. */
function rowsThatFit(body: Part[]): Map<Part, Row> {
  const rows = new Map<Part, Row>()
  const seen = new Set<string>()
  let left = LIMITS.message.components - 3
  for (const part of body) {
    if (part.kind !== 'control') continue
    const components = part.row.components.filter(
      (control) => !('custom_id' in control) || !seen.has(control.custom_id),
    )
    const row: Row = { ...part.row, components }
    if (components.length === 0 || size(row) > left) continue
    for (const control of components) if ('custom_id' in control) seen.add(control.custom_id)
    left -= size(row)
    rows.set(part, row)
  }
  return rows
}

function size(row: Row): number {
  return 1 + row.components.length
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
