/** What components weigh by Discord's own measure. It breaks down over a message that weighs too much, whatever other limits say. */
import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  ComponentType,
} from 'discord.js'
import { cutText } from '../text.ts'
import { LIMITS } from './limits.ts'

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>

/** UTF-8 bytes of all texts in a component, and what each component counts beside them. */
export function weightOf(component: object): number {
  const own = 'type' in component ? LIMITS.message.overhead : 0
  return Object.values(component).reduce<number>((sum, value) => sum + valueWeight(value), own)
}

/** The rows with shorter hints and labels on their menus until they weigh no more than they may, if that can be had. */
export function slimmed(rows: readonly Row[], most: number): Row[] {
  const together = (some: readonly Row[]) => some.reduce((sum, row) => sum + weightOf(row), 0)
  let slimmer = [...rows]
  for (const step of STEPS) {
    if (together(slimmer) <= most) break
    slimmer = rows.map((row) => ({ ...row, components: row.components.map((control) => shorter(control, step)) }))
  }
  return slimmer
}

/** A hint repeats what the text says, so hints go first. */
const STEPS = [
  { hint: 40, label: LIMITS.select.label },
  { hint: 0, label: LIMITS.select.label },
  { hint: 0, label: 60 },
  { hint: 0, label: 40 },
  { hint: 0, label: 25 },
]

function shorter(
  control: APIComponentInMessageActionRow,
  { hint, label }: (typeof STEPS)[number],
): APIComponentInMessageActionRow {
  if (control.type !== ComponentType.StringSelect) return control
  const options = control.options.map(({ description, ...option }): APISelectMenuOption => {
    const said = cutText(description ?? '', hint)
    return { ...option, label: cutText(option.label, label), ...(said && { description: said }) }
  })
  return { ...control, options }
}

function valueWeight(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  return typeof value === 'object' && value !== null ? weightOf(value) : 0
}
