import { type APIComponentInContainer, type APITextDisplayComponent, ComponentType } from 'discord.js'
import type { Rich } from '../card.ts'
import { LIMITS } from './limits.ts'
import { type Budget, fits, markdown, without } from './rich.ts'
import { type Row, slimmed, weightOf } from './weight.ts'

/** What a card comes down to. A text's lines may be cut, controls are kept whole or left out. */
export type Part =
  | { kind: 'text'; lines: Line[] }
  | { kind: 'control'; row: Row }
  | { kind: 'other'; component: APIComponentInContainer }

export interface Line {
  prefix: string
  rich: Rich
  /** At most so many characters, whatever room there is. */
  max?: number
  /** Room is set aside for it before anything else is written. */
  kept?: true
}

export interface Layout {
  titled: boolean
  body: Part[]
  footer: Line | null
}

/** Lays the parts out within the limits: controls and small print first, since they cannot be cut, then text until it is full. */
export function fill({ titled, body, footer }: Layout): APIComponentInContainer[] {
  const rows = rowsThatFit(body)
  const smallPrint = footer && unlimited(footer)
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
      const bytes = weightOf(part.component)
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

const MORE = '\n…'
const GAP = '\n\n'

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
  const controls = sum(rows.map(weightOf))
  const spent = reserved.map((line) => GAP + line).join('') + MORE
  return without({ characters: text, bytes: bytes - controls - overhead * components }, spent)
}

/** Rows in their order while there is room for them beside title and small print; an id that stands there already goes. */
function rowsThatFit(body: Part[]): Map<Part, Row> {
  const wanted = new Map<Part, Row>()
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
    wanted.set(part, row)
  }
  return lightEnough(wanted)
}

/** Text has to have room beside them: what is still too heavy when menus are slimmed is left out from the end. */
function lightEnough(wanted: Map<Part, Row>): Map<Part, Row> {
  const { controls } = LIMITS.message
  const rows = slimmed([...wanted.values()], controls)
  const kept = new Map<Part, Row>()
  let weight = 0
  for (const [index, part] of [...wanted.keys()].entries()) {
    const row = rows[index]
    if (!row || weight + weightOf(row) > controls) continue
    weight += weightOf(row)
    kept.set(part, row)
  }
  return kept
}

function size(row: Row): number {
  return 1 + row.components.length
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
