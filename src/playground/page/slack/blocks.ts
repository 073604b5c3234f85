import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Deed } from '../api.ts'
import { useHere } from '../here.ts'
import { isRecord, type Json, number, record, records, text } from '../json.ts'
import { followInside } from '../jump.ts'
import { Menu } from '../menu.ts'
import { useReturnedFocus } from '../returned-focus.ts'
import { RichBlocks, RichLine } from '../rich-view.ts'
import { parseInlineMrkdwn, parseMrkdwn, plainText } from './mrkdwn.ts'
import { RichText } from './rich-text.ts'

/** What a click or a choice in a block does. */
export type Press = (
  deed: { control: string } & ({ do: 'click' } | { do: 'select'; values: string[] }),
) => Promise<unknown>

/** The blocks of a message or a modal as its app sent them, drawn as Slack draws them. */
export function Blocks({ blocks, press }: { blocks: readonly unknown[]; press: Press }): VNode {
  return html`<div class="blocks">
    ${blocks.filter(isRecord).map((block, index) => html`<${Block} key=${text(block.block_id) || index} of=${block} press=${press} />`)}
  </div>`
}

/** Acts on the controls of a message, or of a modal by its id. */
export function pressIn(act: (deed: Deed) => Promise<unknown>, channel: string, message: string): Press {
  return (deed) => act({ ...deed, channel, message })
}

function Block({ of, press }: { of: Json; press: Press }): VNode {
  const element = (each: Json) => html`<${Element} of=${each} block=${text(of.block_id)} press=${press} />`
  switch (of.type) {
    case 'section':
      return html`<div class="block-section">
        <div class="block-text">
          ${isRecord(of.text) && html`<${TextObject} of=${of.text} />`}
          ${records(of.fields).length > 0 && html`<div class="block-fields">${records(of.fields).map((field) => html`<div><${TextObject} of=${field} /></div>`)}</div>`}
        </div>
        ${isRecord(of.accessory) && html`<div class="block-accessory">${element(of.accessory)}</div>`}
      </div>`
    case 'header':
      return html`<h3 class="block-header"><${TextObject} of=${record(of.text)} /></h3>`
    case 'context':
      return html`<div class="block-context">${records(of.elements).map((each) => (each.type === 'image' ? element(each) : html`<span><${TextObject} of=${each} /></span>`))}</div>`
    case 'actions':
      return html`<div class="block-actions">${records(of.elements).map(element)}</div>`
    case 'divider':
      return html`<hr class="block-divider" />`
    case 'image':
      return html`<figure class="block-image">
        ${isRecord(of.title) && html`<figcaption><${TextObject} of=${of.title} /></figcaption>`}
        <img src=${text(of.image_url)} alt=${text(of.alt_text)} />
      </figure>`
    case 'data_table':
      return html`<${DataTable} of=${of} />`
    case 'rich_text':
      return html`<${RichText} elements=${records(of.elements)} />`
    default:
      return html`<div class="unknown">Block “${text(of.type)}”, which this page does not draw</div>`
  }
}

function DataTable({ of }: { of: Json }): VNode {
  const rows = (Array.isArray(of.rows) ? of.rows : []).map(records)
  const [head = [], ...others] = rows
  return html`<table class="block-table">
    <caption>${text(of.caption)}</caption>
    <thead><tr>${head.map((cell) => html`<th scope="col">${text(cell.text)}</th>`)}</tr></thead>
    <tbody>${others.map((row) => html`<tr>${row.map((cell) => html`<td class=${text(cell.type)}>${text(cell.text)}</td>`)}</tr>`)}</tbody>
  </table>`
}

function TextObject({ of }: { of: Json }): VNode {
  if (of.type === 'plain_text') return html`<span class="plain">${plainText(text(of.text))}</span>`
  return html`<div class="mrkdwn"><${RichBlocks} blocks=${parseMrkdwn(text(of.text))} /></div>`
}

function Element({ of, block, press }: { of: Json; block: string; press: Press }): VNode {
  const { me } = useHere()
  const [waiting, setWaiting] = useState(false)
  const [asking, setAsking] = useState(false)
  const action = text(of.action_id)
  const control = block && action ? `${block}/${action}` : action || block
  const wait = async (doing: Promise<unknown>) => {
    setWaiting(true)
    await doing
    setWaiting(false)
  }
  if (of.type === 'image') return html`<img class="element-image" src=${text(of.image_url)} alt=${text(of.alt_text)} />`
  if (of.type === 'button') {
    const click = async () => {
      if (!waiting) await wait(press({ do: 'click', control }))
    }
    const label = plainText(text(record(of.text).text))
    const style = text(of.style) || 'default'
    const url = text(of.url)
    const follow = (event: MouseEvent) => {
      followInside(event, url)
      void click()
    }
    if (/^https?:/.test(url)) {
      return html`<a class=${`button ${style}`} href=${url} target="_blank" rel="noreferrer noopener" onClick=${follow}>${label}</a>`
    }
    return html`<span class="asked">
      <button type="button" class=${`button ${style}`} aria-label=${text(of.accessibility_label) || undefined} aria-busy=${waiting}
        aria-disabled=${waiting} onClick=${() => (isRecord(of.confirm) ? setAsking(true) : click())}>${label}</button>
      ${
        asking &&
        html`<${Confirm} of=${record(of.confirm)} onAnswer=${(yes: boolean) => {
          setAsking(false)
          if (yes) void click()
        }} />`
      }
    </span>`
  }
  if (of.type === 'static_select' || of.type === 'multi_static_select') {
    const many = of.type === 'multi_static_select'
    const choose = (values: string[]) => wait(press({ do: 'select', control, values }))
    return html`<${SlackMenu} key=${me.id} of=${of} label=${plainText(text(record(of.placeholder).text)) || 'Choose'} chosen=${initialChoice(of)}
      many=${many} disabled=${waiting} onChoose=${choose} />`
  }
  return html`<span class="unknown">Element “${text(of.type)}”, which this page does not draw</span>`
}

function Confirm({ of, onAnswer }: { of: Json; onAnswer(yes: boolean): void }): VNode {
  const words = (part: unknown, otherwise: string) => plainText(text(record(part).text)) || otherwise
  const answers = useRef<HTMLSpanElement>(null)
  useReturnedFocus(() => answers.current?.querySelector('button')?.focus())
  const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onAnswer(false)
  return html`<span class="confirm" role="alertdialog" aria-label=${words(of.title, 'Are you sure?')} onKeyDown=${onKey}>
    <b>${words(of.title, 'Are you sure?')}</b>
    <span><${RichLine} parts=${parseInlineMrkdwn(text(record(of.text).text))} /></span>
    <span class="confirm-answers" ref=${answers}>
      <button type="button" class="button default" onClick=${() => onAnswer(false)}>${words(of.deny, 'Cancel')}</button>
      <button type="button" class=${`button ${text(of.style) || 'primary'}`} onClick=${() => onAnswer(true)}>${words(of.confirm, 'Yes')}</button>
    </span>
  </span>`
}

interface SlackMenuProps {
  of: Json
  label: string
  chosen: readonly string[]
  many: boolean
  disabled?: boolean
  onChoose(values: string[]): void
}

export function SlackMenu({ of, label, chosen, many, disabled, onChoose }: SlackMenuProps): VNode {
  const options = records(of.options).map((option) => ({
    label: plainText(text(record(option.text).text)),
    value: text(option.value),
    ...(isRecord(option.description) && { hint: plainText(text(option.description.text)) }),
  }))
  const max = many ? number(of.max_selected_items, options.length) : 1
  return html`<${Menu} label=${label} placeholder=${plainText(text(record(of.placeholder).text)) || 'Select an option'}
    options=${options} chosen=${chosen} min=${0} max=${many ? Math.max(2, max) : 1} disabled=${disabled ?? false} onChoose=${onChoose} />`
}

export function initialChoice(of: Json): string[] {
  const chosen = isRecord(of.initial_option) ? [of.initial_option] : records(of.initial_options)
  return chosen.map((option) => text(option.value))
}
