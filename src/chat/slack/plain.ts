/** What a card says in words alone: a message's own text, which is all that a screen reader and a notification have. */
import type { Block, Button, Card, Inline, Rich } from '../card.ts'
import { visibleText } from '../text.ts'

export function plainCard(card: Card): string {
  const parts = [card.title, ...card.blocks.map(plainBlock), card.footer ? plainText(card.footer) : '']
  return parts
    .map((part) => visibleText(part).trim())
    .filter(Boolean)
    .join('\n')
}

function plainText(rich: Rich): string {
  return (Array.isArray(rich) ? rich : [rich]).map(plainInline).join('')
}

/** An instant in words, for where the reader's own zone is not known. */
export function instantText({
  time,
  style,
}: {
  time: Temporal.Instant
  style: 'date' | 'moment' | 'relative'
}): string {
  return style === 'date' ? DAY.format(time.epochMilliseconds) : `${MOMENT.format(time.epochMilliseconds)} UTC`
}

const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'full' })
const MOMENT = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'full', timeStyle: 'short' })

function plainInline(inline: Inline): string {
  if (typeof inline === 'string') return inline
  if ('bold' in inline) return inline.bold
  if ('italic' in inline) return inline.italic
  if ('code' in inline) return inline.code
  if ('link' in inline) return inline.label.trim() === '' ? inline.link : `${inline.label} (${inline.link})`
  if ('mention' in inline) return inline.name
  if ('drawn' in inline) return ''
  return instantText(inline)
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'small':
      return plainText(block.text)
    case 'fields':
      return block.fields.map(({ name, value }) => `${name}: ${plainText(value)}`).join('\n')
    case 'table':
    case 'list':
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '•'} ${plainText(item)}`).join('\n')
    case 'link':
      return `${block.label} (${block.url})`
    case 'divider':
      return ''
    case 'buttons':
      return block.buttons.map(plainButton).join(' ')
    case 'select': {
      const options = block.select.options.map(({ label, selected }) => (selected ? `${label} (chosen)` : label))
      return `${block.select.placeholder}: ${options.join('; ')}`
    }
    case 'image':
      return block.alt
  }
}

function plainButton(button: Button): string {
  return 'url' in button ? `[${button.label}: ${button.url}]` : `[${button.label}]`
}
