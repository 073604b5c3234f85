/** Cards as Slack shows them: Block Kit, and a text that says the same. */
import { createHash } from 'node:crypto'
import type {
  ActionsBlock,
  DataTableBlock,
  KnownBlock,
  PlainTextElement,
  Button as SlackButton,
  TextObject,
} from '@slack/web-api'
import type { Block, Button, Card, Cell, Inline, Rich, Select } from '../card.ts'
import { cutText, visibleText } from '../text.ts'
import { LIMITS } from './limits.ts'
import { escapedWithin, listOf, mrkdwn, oneLine, safeUrl } from './mrkdwn.ts'
import { plainCard } from './plain.ts'

export interface Rendered {
  blocks: KnownBlock[]
  text: string
}

/** What Slack may refuse of a card, and whether it is shown. */
export interface Parts {
  /** Slack fetches them before it takes the message. */
  pictures: boolean
  /** Not every workspace has them yet. */
  tables: boolean
}

const SURE: Parts = { pictures: true, tables: false }

/** `turn`: what makes its menus new to Slack, for a message whose menus shall no longer show what a person chose in them. */
export function render(card: Card, turn = '', parts = SURE): Rendered {
  const text = escapedWithin(plainCard(card), LIMITS.text)
  return { blocks: blocksOf(card, turn, LIMITS.blocks, parts), text: text === '' ? '…' : text }
}

/** The same on a person's Home, which has no text beside its blocks, and room for more of them. */
export function renderHome(card: Card, turn: string): KnownBlock[] {
  return blocksOf(card, turn, LIMITS.homeBlocks, { pictures: false, tables: false })
}

function blocksOf(card: Card, turn: string, most: number, parts: Parts): KnownBlock[] {
  const blocks = card.blocks.flatMap((block) => renderBlock(block, turn, parts))
  return within(most, distinct([...header(card.title), ...blocks, ...footer(card.footer)]))
}

/** Text that Slack shows as it stands: no markup, no emoji names, no pings. Slack refuses an empty one. */
export function verbatim(text: string, limit: number): PlainTextElement {
  const shown = visibleText(text)
  return { type: 'plain_text', text: cutText(shown.trim() === '' ? '…' : shown, limit), emoji: false }
}

function header(title: string): KnownBlock[] {
  const text = oneLine(title)
  return text === '' ? [] : [{ type: 'header', text: verbatim(text, LIMITS.header) }]
}

function footer(rich: Rich | undefined): KnownBlock[] {
  if (rich === undefined || isEmpty(rich)) return []
  return [{ type: 'context', elements: [textObject(rich, LIMITS.context)] }]
}

function renderBlock(block: Block, turn: string, parts: Parts): KnownBlock[] {
  switch (block.kind) {
    case 'text':
      return section(listOf(block.text))
    case 'small':
      return footer(block.text)
    case 'fields':
      return chunks(block.fields.map(fieldText), LIMITS.fields).map((fields) => ({ type: 'section', fields }))
    case 'list':
      return list(block.items, block.ordered === true)
    case 'table':
      return (parts.tables ? table(block) : null) ?? list(block.items, block.ordered === true)
    case 'link':
      return section([{ link: block.url, label: block.label }])
    case 'divider':
      return [{ type: 'divider' }]
    case 'buttons':
      return buttons(block.buttons)
    case 'select':
      return select(block.select, turn)
    case 'image':
      return parts.pictures ? image(block.url, block.alt) : []
  }
}

function section(inlines: Inline[]): KnownBlock[] {
  return isEmpty(inlines) ? [] : [{ type: 'section', text: textObject(inlines, LIMITS.section) }]
}

/** Words alone need no markup, and what is not marked up cannot be taken for markup. */
function textObject(rich: Rich, limit: number): TextObject {
  const inlines = listOf(rich)
  if (inlines.every((inline) => typeof inline === 'string')) return verbatim(inlines.join(''), limit)
  return { type: 'mrkdwn', text: mrkdwn(inlines, limit), verbatim: true }
}

function fieldText({ name, value }: { name: string; value: Rich }): TextObject {
  const title = oneLine(name)
  const inlines: Inline[] = [title === '' ? '—' : { bold: title }, '\n', ...(isEmpty(value) ? ['—'] : listOf(value))]
  return textObject(inlines, LIMITS.field)
}

/** A list's items share a section as long as they fit, so that a long list takes few blocks. */
function list(items: Rich[], ordered: boolean): KnownBlock[] {
  const lines = items.flatMap((item, index): Inline[][] =>
    isEmpty(item) ? [] : [[ordered ? `${index + 1}. ` : '• ', ...listOf(item)]],
  )
  const groups: Inline[][] = []
  let room = 0
  for (const line of lines) {
    const size = mrkdwn(line, LIMITS.section).length + 2
    const last = groups.at(-1)
    if (last && size <= room) last.push('\n', ...line)
    else groups.push([...line])
    room = last && size <= room ? room - size : LIMITS.section - size
  }
  return groups.flatMap(section)
}

/** Null for one that is more than Slack takes. */
function table({ caption, head, rows }: Extract<Block, { kind: 'table' }>): KnownBlock[] | null {
  const isEven = rows.every((row) => row.length === head.length)
  if (!isEven || rows.length === 0 || rows.length >= LIMITS.tableRows || head.length > LIMITS.tableColumns) return null
  const cells = [head, ...rows].map((row) => row.map(cell))
  const size = cells.flat().reduce((sum, { text }) => sum + text.length, 0)
  if (head.length === 0 || size > LIMITS.tableText) return null
  const said = oneLine(caption) === '' ? 'Table' : cutText(visibleText(caption), LIMITS.alt)
  return [{ type: 'data_table', caption: said, rows: cells, page_size: Math.min(rows.length, A_PAGE) }]
}

const A_PAGE = 10

function cell(value: Cell): Exclude<DataTableBlock['rows'][number][number], { type: 'rich_text' }> {
  if (typeof value === 'number') return { type: 'raw_number', value, text: value.toLocaleString('en') }
  const shown = cutText(visibleText(value), LIMITS.cell)
  return { type: 'raw_text', text: shown.trim() === '' ? '–' : shown }
}

function buttons(all: Button[]): KnownBlock[] {
  const rows: ActionsBlock[] = []
  for (const button of all) {
    const element = slackButton(button)
    if (!element) continue
    const row = rows.at(-1)
    const taken = row?.elements.some((other) => other.action_id !== undefined && other.action_id === element.action_id)
    if (!row || row.elements.length >= LIMITS.actions || taken) rows.push({ type: 'actions', elements: [element] })
    else row.elements.push(element)
  }
  const off = all.filter((button) => 'disabled' in button && button.disabled).map(({ label }) => oneLine(label))
  return [...rows, ...footer(off.filter(Boolean).join(' · '))]
}

/** Slack has no disabled buttons: those stand as small print below the others. */
function slackButton(button: Button): SlackButton | null {
  const label = oneLine(button.label)
  if (label === '') return null
  const text = verbatim(label, LIMITS.button)
  if ('url' in button) {
    const url = safeUrl(button.url, LIMITS.url)
    return url ? { type: 'button', text, url } : null
  }
  if (button.disabled || !isActionId(button.action)) return null
  const style = button.style && button.style !== 'plain' ? { style: button.style } : {}
  const aloud =
    button.says === undefined ? {} : { accessibility_label: cutText(visibleText(button.says), LIMITS.button) }
  return { type: 'button', text, action_id: button.action, ...style, ...aloud }
}

const isActionId = (id: string): boolean => id.length > 0 && id.length <= LIMITS.actionId

function select({ action, placeholder, min, max, options: all }: Select, turn: string): KnownBlock[] {
  const offered = all
    .filter(({ label, value }) => oneLine(label) !== '' && value !== '' && value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.options)
  if (offered.length === 0 || !isActionId(action)) return section([placeholder])

  const hinted = offered.map(slackOption)
  const options = textSize(hinted) > LIMITS.menuText ? hinted.map(({ text, value }) => ({ text, value })) : hinted
  const chosen = options.filter((_, index) => offered[index]?.selected === true)
  const prompt = oneLine(placeholder) === '' ? 'Choose' : oneLine(placeholder)
  const common = { action_id: action, placeholder: verbatim(prompt, LIMITS.placeholder), options }
  const [first] = chosen
  const block_id = menuId([action, options, chosen.map(({ value }) => value), turn])
  if (min > 0 && max === 1) {
    const initial = first ? { initial_option: first } : {}
    return [{ type: 'actions', block_id, elements: [{ type: 'static_select', ...common, ...initial }] }]
  }
  // Only a menu of several can be emptied again, and Slack takes it beside a text alone.
  const most = Math.max(1, Math.min(max, options.length))
  const initial = first ? { initial_options: chosen.slice(0, most) } : {}
  return [
    {
      type: 'section',
      block_id,
      text: verbatim(prompt, LIMITS.section),
      accessory: { type: 'multi_static_select', ...common, max_selected_items: most, ...initial },
    },
  ]
}

/**
 * A menu whose block keeps its name keeps what a person has chosen in it and not yet seen answered, and takes up no new
 * initial options: so the name stays as long as what is offered and what is chosen at first do.
 */
function menuId(of: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(of)).digest('base64url').slice(0, 20)
}

/** Slack refuses two blocks of one name. */
function distinct(blocks: KnownBlock[]): KnownBlock[] {
  const seen = new Map<string, number>()
  return blocks.map((block) => {
    if (block.block_id === undefined) return block
    const before = seen.get(block.block_id) ?? 0
    seen.set(block.block_id, before + 1)
    return before === 0 ? block : { ...block, block_id: `${block.block_id}.${before}` }
  })
}

function slackOption({ label, value, hint }: Select['options'][number]) {
  const description = oneLine(hint ?? '')
  return {
    text: verbatim(oneLine(label), LIMITS.optionText),
    value,
    ...(description === '' ? {} : { description: verbatim(description, LIMITS.optionText) }),
  }
}

function image(target: string, alt: string): KnownBlock[] {
  const url = safeUrl(target, LIMITS.url)
  if (!url?.startsWith('http')) return section([alt])
  const said = oneLine(alt) === '' ? 'Image' : alt
  return [{ type: 'image', image_url: url, alt_text: cutText(visibleText(said), LIMITS.alt) }]
}

/** Where it would be too much for Slack, text gives way from its end, and controls stay as long as they can. */
function within(most: number, blocks: KnownBlock[]): KnownBlock[] {
  if (blocks.length <= most && sizeOf(blocks) <= LIMITS.blocksSum) return blocks
  const kept = new Set<KnownBlock>()
  let places = most - 1
  let room = LIMITS.blocksSum - sizeOf([LEFT_OUT])
  for (const block of [...blocks.filter(isControl), ...blocks.filter((block) => !isControl(block))]) {
    const size = sizeOf([block])
    if (places < 1 || size > room) continue
    kept.add(block)
    places -= 1
    room -= size
  }
  return [...blocks.filter((block) => kept.has(block)), LEFT_OUT]
}

const LEFT_OUT: KnownBlock = {
  type: 'context',
  elements: [verbatim('… More than Slack can show here was left out.', 100)],
}

export const isControl = (block: KnownBlock): boolean =>
  block.type === 'actions' || (block.type === 'section' && block.accessory !== undefined)

function sizeOf(blocks: readonly KnownBlock[]): number {
  return blocks.reduce((sum, block) => sum + LIMITS.blockShare + textSize(block), 0)
}

function textSize(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textSize(one), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === 'text' && typeof one === 'string' ? one.length : textSize(one)),
    0,
  )
}

function isEmpty(rich: Rich): boolean {
  return listOf(rich).every((inline) => {
    if (typeof inline === 'string') return isBlank(inline)
    if ('link' in inline) return isBlank(inline.label) && safeUrl(inline.link, LIMITS.url) === null
    if ('bold' in inline) return isBlank(inline.bold)
    if ('italic' in inline) return isBlank(inline.italic)
    if ('code' in inline) return isBlank(inline.code)
    if ('drawn' in inline) return isBlank(inline.drawn)
    return 'mention' in inline && isBlank(inline.name)
  })
}

const isBlank = (text: string): boolean => visibleText(text).trim() === ''

function chunks<T>(items: T[], size: number): T[][] {
  return items.length === 0 ? [] : [items.slice(0, size), ...chunks(items.slice(size), size)]
}
