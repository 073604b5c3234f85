import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { MessageView } from '../../types.ts'
import { useHere } from '../here.ts'
import { Icon } from '../icons.ts'
import { type Json, number, record, records, text } from '../json.ts'
import { followInside } from '../jump.ts'
import { Menu } from '../menu.ts'
import { RichBlocks } from '../rich-view.ts'
import { parseMarkdown } from './markdown.ts'

/** The components of a message as its app sent them, drawn as Discord draws them. */
export function Components({ message, channel }: { message: MessageView; channel: string }): VNode {
  return html`<div class="components">
    ${records(message.components).map((component, index) => html`<${Component} key=${index} of=${component} message=${message} channel=${channel} />`)}
  </div>`
}

interface Drawn {
  of: Json
  message: MessageView
  channel: string
}

const TYPE = {
  row: 1,
  button: 2,
  stringSelect: 3,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
}

function Component(props: Drawn): VNode {
  const { of, message, channel } = props
  const inner = () =>
    records(of.components).map(
      (each, index) => html`<${Component} key=${index} of=${each} message=${message} channel=${channel} />`,
    )
  switch (of.type) {
    case TYPE.container: {
      const colour = number(of.accent_color, -1)
      const accent = colour < 0 ? {} : { '--accent': `#${colour.toString(16).padStart(6, '0')}` }
      return html`<div class=${`container ${of.spoiler === true ? 'spoiler-block' : ''}`} style=${accent}>${inner()}</div>`
    }
    case TYPE.textDisplay:
      return html`<div class="markdown"><${RichBlocks} blocks=${parseMarkdown(text(of.content))} /></div>`
    case TYPE.section:
      return html`<div class="section">
        <div class="section-text">${inner()}</div>
        <div class="section-accessory"><${Component} of=${record(of.accessory)} message=${message} channel=${channel} /></div>
      </div>`
    case TYPE.separator:
      return html`<hr class=${`separator ${of.spacing === 2 ? 'large' : ''} ${of.divider === false ? 'blank' : ''}`} />`
    case TYPE.row:
      return html`<div class="row">${inner()}</div>`
    case TYPE.button:
      return html`<${Button} ...${props} />`
    case TYPE.stringSelect:
      return html`<${Select} ...${props} />`
    case TYPE.thumbnail:
      return html`<img class="thumbnail" src=${text(record(of.media).url)} alt=${text(of.description)} />`
    case TYPE.gallery:
      return html`<div class="gallery">
        ${records(of.items).map((item) => html`<img src=${text(record(item.media).url)} alt=${text(item.description)} title=${text(item.description)} />`)}
      </div>`
    case TYPE.file:
      return html`<div class="file">${text(record(of.file).url).replace('attachment://', '')}</div>`
    default:
      return typeof of.type === 'number' ? unknown(of.type) : html`<${Embed} of=${of} />`
  }
}

function unknown(type: number): VNode {
  return html`<div class="unknown">Component of type ${type}, which this page does not draw</div>`
}

const BUTTON_STYLES: Readonly<Record<number, string>> = {
  1: 'primary',
  2: 'secondary',
  3: 'success',
  4: 'danger',
  5: 'link',
}

function Button({ of, message, channel }: Drawn): VNode {
  const here = useHere()
  const [waiting, setWaiting] = useState(false)
  const style = BUTTON_STYLES[number(of.style, 2)] ?? 'secondary'
  const face = html`${emoji(of.emoji)}<span>${text(of.label)}</span>`
  if (style === 'link') {
    const url = text(of.url)
    return html`<a class="button secondary" href=${/^https?:/.test(url) ? url : undefined} target="_blank" rel="noreferrer noopener"
      onClick=${(event: MouseEvent) => followInside(event, url)}>
      ${face}<${Icon} name="external" size=${14} />
    </a>`
  }
  const press = async () => {
    if (waiting) return
    setWaiting(true)
    await here.act({ do: 'click', channel, message: message.id, control: text(of.custom_id) })
    setWaiting(false)
  }
  return html`<button type="button" class=${`button ${style}`} disabled=${of.disabled === true} aria-disabled=${waiting} aria-busy=${waiting}
    onClick=${press}>${face}</button>`
}

function emoji(value: unknown): VNode | null {
  const name = text(record(value).name)
  return name ? html`<span class="button-emoji">${name}</span>` : null
}

function Select({ of, message, channel }: Drawn): VNode {
  const here = useHere()
  const [waiting, setWaiting] = useState(false)
  const options = selectOptions(of)
  const choose = async (values: string[]) => {
    setWaiting(true)
    await here.act({ do: 'select', channel, message: message.id, control: text(of.custom_id), values })
    setWaiting(false)
  }
  const placeholder = text(of.placeholder) || 'Make a selection'
  return html`<${Menu} key=${here.me.id} label=${placeholder} placeholder=${placeholder} options=${options} chosen=${selectDefaults(of)}
    min=${number(of.min_values, 1)} max=${number(of.max_values, 1)} disabled=${of.disabled === true || waiting} onChoose=${choose} />`
}

export function selectOptions(select: Json): { label: string; value: string; hint?: string }[] {
  return records(select.options).map((option) => ({
    label: text(option.label),
    value: text(option.value),
    ...(text(option.description) && { hint: text(option.description) }),
  }))
}

export function selectDefaults(select: Json): string[] {
  return records(select.options)
    .filter((option) => option.default === true)
    .map((option) => text(option.value))
}

function Embed({ of }: { of: Json }): VNode {
  const colour = number(of.color, -1)
  const accent = colour < 0 ? {} : { '--accent': `#${colour.toString(16).padStart(6, '0')}` }
  return html`<div class="container embed" style=${accent}>
    ${text(of.title) && html`<div class="markdown"><strong><${RichBlocks} blocks=${parseMarkdown(text(of.title))} /></strong></div>`}
    ${text(of.description) && html`<div class="markdown"><${RichBlocks} blocks=${parseMarkdown(text(of.description))} /></div>`}
    ${records(of.fields).map(
      (field) =>
        html`<div class="markdown"><strong>${text(field.name)}</strong><${RichBlocks} blocks=${parseMarkdown(text(field.value))} /></div>`,
    )}
    ${text(record(of.footer).text) && html`<p class="subtext">${text(record(of.footer).text)}</p>`}
  </div>`
}
