import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { Button, Select } from '../card.ts'
import { cutText } from '../text.ts'
import { clean, linkTarget } from './escape.ts'
import { LIMITS } from './limits.ts'

const STYLES = { primary: ButtonStyle.Primary, danger: ButtonStyle.Danger, plain: ButtonStyle.Secondary } as const

/** As many rows as the buttons need. A web address that no button takes is left to the text. */
export function buttonRows(buttons: readonly Button[]): APIActionRowComponent<APIButtonComponent>[] {
  const components = buttons.flatMap((button) => renderButton(button) ?? [])
  const rows: APIActionRowComponent<APIButtonComponent>[] = []
  for (let start = 0; start < components.length; start += LIMITS.row.buttons) {
    rows.push({ type: ComponentType.ActionRow, components: components.slice(start, start + LIMITS.row.buttons) })
  }
  return rows
}

/** Null when the button has no address that Discord would take. */
export function renderButton(button: Button): APIButtonComponent | null {
  const label = caption(button.label, LIMITS.button.label)
  if ('url' in button) {
    const url = linkTarget(button.url)
    if (url === null || url.length > LIMITS.url) return null
    return { type: ComponentType.Button, style: ButtonStyle.Link, label, url }
  }
  return {
    type: ComponentType.Button,
    style: STYLES[button.style ?? 'plain'],
    label,
    custom_id: button.action,
    ...(button.disabled && { disabled: true }),
  }
}

/** A menu and how many of its options had to be left out. What is chosen already stays in. */
export function renderSelect(select: Select): { menu: APIStringSelectComponent; leftOut: number } {
  const usable = distinct(select.options)
  const chosen = new Set(usable.filter((option) => option.selected).slice(0, LIMITS.select.options))
  for (const option of usable) if (chosen.size < LIMITS.select.options) chosen.add(option)
  const kept = usable.filter((option) => chosen.has(option))
  const max = clamp(select.max, 1, Math.max(kept.length, 1))
  let preset = 0
  const options = kept.map((option): APISelectMenuOption => {
    const hint = cutText(clean(option.hint ?? '').trim(), LIMITS.select.hint)
    const selected = option.selected === true && preset++ < max
    return {
      label: caption(option.label, LIMITS.select.label),
      value: option.value,
      ...(hint && { description: hint }),
      ...(selected && { default: true }),
    }
  })
  const empty = options.length === 0
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: select.action,
    placeholder: caption(select.placeholder, LIMITS.select.placeholder),
    min_values: clamp(select.min, 0, max),
    max_values: max,
    options: empty ? [{ label: '—', value: '-' }] : options,
    ...(empty && { disabled: true }),
  }
  return { menu, leftOut: select.options.length - kept.length }
}

/** Plain text on a control: there Discord formats nothing, and refuses what is empty. */
export function caption(text: string, limit: number): string {
  return cutText(clean(text).replace(/\s+/g, ' ').trim(), limit) || '…'
}

function distinct(options: Select['options']): Select['options'] {
  const seen = new Set<string>()
  return options.filter(({ value }) => {
    if (value === '' || value.length > LIMITS.select.value || !value.isWellFormed() || seen.has(value)) return false
    seen.add(value)
    return true
  })
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value))
}
