import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useId, useState } from 'preact/hooks'
import type { ModalView } from '../../types.ts'
import { Dialog } from '../dialog.ts'
import { type Fields, useFields } from '../fields.ts'
import { FileField } from '../files.ts'
import { useHere } from '../here.ts'
import { type Json, number, record, records, severalOf, text } from '../json.ts'
import { Blocks, initialChoice, pressIn, SlackMenu } from './blocks.ts'
import { plainText } from './mrkdwn.ts'

/** A modal as Slack shows it: a view's blocks, its input blocks as a form with what was wrong below each. */
export function SlackModal({ modal }: { modal: ModalView }): VNode {
  const here = useHere()
  const view = record(modal.view)
  const blocks = records(view.blocks)
  const inputs = blocks.filter((block) => block.type === 'input')
  const typed = inputs.filter(({ element }) => record(element).type !== 'file_input')
  const form = useFields(Object.fromEntries(typed.map((block) => [text(block.block_id), initial(block)])))
  const words = (part: unknown, otherwise: string) => plainText(text(record(part).text)) || otherwise
  const submit = async () => (await here.act({ do: 'submit', modal: modal.id, ...(await form.sent()) })).error ?? null
  return html`<${Dialog} title=${words(view.title, 'Untitled')} submit=${view.submit || inputs.length > 0 ? words(view.submit, 'Submit') : null}
    close=${words(view.close, 'Cancel')} onSubmit=${submit} onClose=${() => here.act({ do: 'close', modal: modal.id })}>
    ${blocks.map((block, index) =>
      block.type === 'input'
        ? html`<${Input} key=${text(block.block_id)} of=${block} form=${form} modal=${modal.id} wrong=${modal.errors[text(block.block_id)]} />`
        : html`<${Blocks} key=${index} blocks=${[block]} press=${pressIn(here.act, here.channel.id, modal.id)} />`,
    )}
  <//>`
}

function initial(block: Json): string {
  const element = record(block.element)
  if (element.type === 'multi_static_select') return JSON.stringify(initialChoice(element))
  if (/^(static|external)_select$/.test(text(element.type))) return initialChoice(element)[0] ?? ''
  return text(element.initial_value) || text(element.initial_date)
}

function Input({
  of,
  form,
  wrong,
  modal,
}: {
  of: Json
  form: Fields
  wrong: string | undefined
  modal: string
}): VNode {
  const id = text(of.block_id)
  const label = plainText(text(record(of.label).text))
  const hint = plainText(text(record(of.hint).text))
  const control = html`<${Control} of=${record(of.element)} id=${id} label=${label} form=${form} modal=${modal} wrong=${wrong !== undefined} />`
  const ownControls = /(select|file_input)$/.test(text(record(of.element).type))
  return html`<${ownControls ? 'div' : 'label'} class=${`field ${wrong ? 'wrong' : ''}`}>
    <span class="field-label">${label}${of.optional === true && html` <span class="optional">(optional)</span>`}</span>
    ${control}
    ${wrong && html`<span class="field-wrong" role="alert">${wrong}</span>`}
    ${hint && html`<span class="field-hint">${hint}</span>`}
  <//>`
}

interface OfferedProps {
  of: Json
  id: string
  label: string
  modal: string
  value: string
  onChoose(value: string): void
}

/** A menu whose options the bot offers for what is typed. */
function Offered({ of, id, label, modal, value, onChoose }: OfferedProps): VNode {
  const here = useHere()
  const list = useId()
  const first = record(of.initial_option)
  const [typed, setTyped] = useState(plainText(text(record(first.text).text)))
  const [offered, setOffered] = useState<{ name: string; value: string }[]>([])
  const type = async (event: Event) => {
    const words = event.currentTarget instanceof HTMLInputElement ? event.currentTarget.value : ''
    setTyped(words)
    if (value !== '') onChoose('')
    if (words.length < number(of.min_query_length, 3)) return setOffered([])
    const { choices = [] } = await here.act({
      do: 'complete',
      channel: here.channel.id,
      modal,
      control: id,
      text: words,
    })
    setOffered(choices)
  }
  const choose = (choice: { name: string; value: string }) => {
    setTyped(choice.name)
    setOffered([])
    onChoose(choice.value)
  }
  return html`<input type="text" role="combobox" aria-label=${label} aria-expanded=${offered.length > 0} aria-controls=${offered.length > 0 ? list : undefined} value=${typed} onInput=${type}
      placeholder=${plainText(text(record(of.placeholder).text))} />
    ${
      offered.length > 0 &&
      html`<div role="listbox" id=${list} class="offered" aria-label=${label}>
      ${offered.map(
        (choice) =>
          html`<button type="button" role="option" class="button default" onClick=${() => choose(choice)}>${choice.name}</button>`,
      )}
    </div>`
    }`
}

interface ControlProps {
  modal: string
  of: Json
  id: string
  label: string
  form: Fields
  wrong: boolean
}

function Control({ of, id, label, form, wrong, modal }: ControlProps): VNode {
  const value = form.values[id] ?? ''
  if (of.type === 'external_select') {
    return html`<${Offered} of=${of} id=${id} label=${label} modal=${modal} value=${value} onChoose=${(chosen: string) => form.set(id, chosen)} />`
  }
  if (of.type === 'static_select') {
    return html`<${SlackMenu} of=${of} label=${label} chosen=${value ? [value] : []} many=${false} onChoose=${([first = '']: string[]) => form.set(id, first)} />`
  }
  if (of.type === 'multi_static_select') {
    return html`<${SlackMenu} of=${of} label=${label} chosen=${severalOf(value)} many=${true} onChoose=${(values: string[]) => form.set(id, JSON.stringify(values))} />`
  }
  if (of.type === 'file_input') {
    return html`<${FileField} label=${label} most=${number(of.max_files, 10)} files=${form.files(id)}
      onChange=${(files: readonly File[]) => form.setFiles(id, files)} />`
  }
  const shared = {
    'aria-label': label,
    'aria-invalid': wrong,
    value,
    placeholder: plainText(text(record(of.placeholder).text)),
    maxLength: number(of.max_length, 3000),
    onInput: form.onInput(id),
  }
  if (of.multiline === true) return html`<textarea rows="4" ...${shared}></textarea>`
  return html`<input type="text" ...${shared} />`
}
