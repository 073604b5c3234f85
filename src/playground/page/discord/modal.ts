import { html } from 'htm/preact'
import type { VNode } from 'preact'
import type { ModalView } from '../../types.ts'
import { Dialog } from '../dialog.ts'
import { useFields } from '../fields.ts'
import { FileField } from '../files.ts'
import { useHere } from '../here.ts'
import { type Json, number, record, records, severalOf, text } from '../json.ts'
import { Menu } from '../menu.ts'
import { RichBlocks } from '../rich-view.ts'
import { selectDefaults, selectOptions } from './components.ts'
import { parseMarkdown } from './markdown.ts'

const TYPE = { row: 1, select: 3, input: 4, textDisplay: 10, label: 18, upload: 19 }

/** A modal as Discord shows it: text inputs and menus, under labels of their own. */
export function DiscordModal({ modal }: { modal: ModalView }): VNode {
  const here = useHere()
  const view = record(modal.view)
  const components = records(view.components)
  const form = useFields(
    Object.fromEntries(components.flatMap(inputsIn).map((input) => [text(input.custom_id), initial(input)])),
  )
  const draw = (component: Json, label = '', hint = ''): VNode | VNode[] => {
    switch (component.type) {
      case TYPE.row:
        return records(component.components).map((each) => html`${draw(each)}`)
      case TYPE.label:
        return html`${draw(record(component.component), text(component.label), text(component.description))}`
      case TYPE.textDisplay:
        return html`<div class="markdown"><${RichBlocks} blocks=${parseMarkdown(text(component.content))} /></div>`
      case TYPE.input:
      case TYPE.select:
        return html`<${Input} of=${component} label=${label || text(component.label)} hint=${hint} form=${form} />`
      case TYPE.upload:
        return html`<${Upload} of=${component} label=${label} hint=${hint} form=${form} />`
      default:
        return html`<p class="unknown">Component of type ${String(component.type)}, which this page does not draw</p>`
    }
  }
  const submit = async () => (await here.act({ do: 'submit', modal: modal.id, ...(await form.sent()) })).error ?? null
  return html`<${Dialog} title=${text(view.title)} submit="Submit" close="Cancel" onSubmit=${submit}
    onClose=${() => here.act({ do: 'close', modal: modal.id })}>
    ${components.map((component) => draw(component))}
  <//>`
}

function inputsIn(component: Json): Json[] {
  if (component.type === TYPE.row) return records(component.components).flatMap(inputsIn)
  if (component.type === TYPE.label) return inputsIn(record(component.component))
  return component.type === TYPE.input || component.type === TYPE.select ? [component] : []
}

function initial(input: Json): string {
  if (input.type !== TYPE.select) return text(input.value)
  return takesSeveral(input) ? JSON.stringify(selectDefaults(input)) : (selectDefaults(input)[0] ?? '')
}

const takesSeveral = (select: Json): boolean => number(select.max_values, 1) > 1

interface InputProps {
  of: Json
  label: string
  hint: string
  form: ReturnType<typeof useFields>
}

function Upload({ of, label, hint, form }: InputProps): VNode {
  const id = text(of.custom_id)
  return html`<div class="field"><${Heading} of=${of} label=${label} hint=${hint} />
    <${FileField} label=${label} most=${number(of.max_values, 1)} files=${form.files(id)}
      onChange=${(files: readonly File[]) => form.setFiles(id, files)} />
  </div>`
}

function Heading({ of, label, hint }: Omit<InputProps, 'form'>): VNode {
  const mark = of.required !== false && html`<span class="required-mark" aria-hidden="true">*</span>`
  return html`<span class="field-label">${label}${mark}</span>
    ${hint && html`<span class="field-hint">${hint}</span>`}`
}

function Input({ of, label, hint, form }: InputProps): VNode {
  const id = text(of.custom_id)
  const required = of.required !== false
  const heading = html`<${Heading} of=${of} label=${label} hint=${hint} />`
  if (of.type === TYPE.select) {
    const several = takesSeveral(of)
    const value = form.values[id] ?? ''
    const choose = (values: string[]) => form.set(id, several ? JSON.stringify(values) : (values[0] ?? ''))
    return html`<div class="field">${heading}
      <${Menu} label=${label} placeholder=${text(of.placeholder) || 'Make a selection'} options=${selectOptions(of)}
        chosen=${several ? severalOf(value) : value ? [value] : []} min=${required ? 1 : 0} max=${number(of.max_values, 1)}
        onChoose=${choose} />
    </div>`
  }
  const shared = {
    'aria-label': label,
    value: form.values[id] ?? '',
    placeholder: text(of.placeholder),
    maxLength: number(of.max_length, 4000),
    minLength: number(of.min_length, 0),
    required,
    onInput: form.onInput(id),
  }
  return html`<label class="field">${heading}
    ${of.style === 2 ? html`<textarea rows="4" ...${shared}></textarea>` : html`<input type="text" ...${shared} />`}
  </label>`
}
