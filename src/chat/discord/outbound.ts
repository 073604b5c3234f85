/** Cards as Discord messages: one Components V2 container that stays within every limit, whatever is put in. */
import {
  type APIAllowedMentions,
  type APIContainerComponent,
  ComponentType,
  MessageFlags,
  SeparatorSpacingSize,
} from 'discord.js'
import type { Block, Card, Inline, Rich } from '../card.ts'
import { buttonRows, caption, renderButton, renderSelect } from './controls.ts'
import { clean, linkTarget } from './escape.ts'
import { fill, type Layout, type Line, type Part } from './layout.ts'
import { LIMITS } from './limits.ts'
import { oneLine } from './rich.ts'

/** The body of a message or of an edit. It pings nobody. */
export interface Rendered {
  components: [APIContainerComponent]
  flags: MessageFlags.IsComponentsV2
  allowed_mentions: APIAllowedMentions
}

export function render(card: Card): Rendered {
  return {
    components: [
      { type: ComponentType.Container, accent_color: ACCENTS[card.about ?? 'else'], components: fill(partsOf(card)) },
    ],
    flags: MessageFlags.IsComponentsV2,
    allowed_mentions: { parse: [] },
  }
}

const ACCENTS = { pick: 0x7c5cff, ballot: 0x2f9e77, meeting: 0xd9822b, else: 0x3f6c8f }
const TITLE = 300
const FOOTER = 500

function partsOf(card: Card): Layout {
  const title: Line = { prefix: '### ', rich: oneLine(titleOf(card)), max: TITLE }
  const titled = !isEmpty(title.rich)
  const heading: Part[] = titled ? [{ kind: 'text', lines: [title] }] : []
  const footer =
    card.footer === undefined || isEmpty(card.footer)
      ? null
      : { prefix: '-# ', rich: oneLine(card.footer), max: FOOTER }
  return { titled, body: [...heading, ...card.blocks.flatMap(renderBlock)], footer }
}

/** The link is left out where it could not stand there whole. */
function titleOf({ title, titleLink }: Card): Rich {
  const at = titleLink ? title.lastIndexOf(titleLink.of) : -1
  const url = titleLink && linkTarget(titleLink.url)
  if (!titleLink?.of.trim() || !url || at < 0 || title.length + url.length > TITLE - 50) return title.trim()
  return [title.slice(0, at).trimStart(), { link: url, label: titleLink.of }, title.slice(at + titleLink.of.length)]
}

function renderBlock(block: Block): Part[] {
  switch (block.kind) {
    case 'text':
      return paragraph([{ prefix: '', rich: block.text }])
    case 'small':
      return paragraph([{ prefix: '-# ', rich: oneLine(block.text) }])
    case 'fields':
      return paragraph(block.fields.map(({ name, value }) => ({ prefix: '', rich: field(name, value) })))
    case 'table':
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
    if ('drawn' in inline) return clean(inline.drawn).trim() === ''
    return false
  })
}
