import type { MessageView, ModalView } from '../../src/playground/types.ts'

type Shown = Pick<MessageView, 'text' | 'components'>

/** Every word of a message, as its chat got it. */
export function wordsOf(message: Shown | undefined): string {
  return message ? `${message.text}\n${stringsOf(message.components).join('\n')}` : ''
}

/** Every word of a message, as people read it: links are their words. */
export function readIn(message: Shown | undefined): string {
  return wordsOf(message).replace(
    /\[([^\]]*)\]\([^)\s]*\)|<[^|>\s]+\|([^>]*)>/g,
    (_, markdown, mrkdwn) => markdown ?? mrkdwn,
  )
}

/** Every text anywhere in a value. */
export function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsOf)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(stringsOf)
  return []
}

/** The id of a control whose label or placeholder holds `label`, on either chat. */
export function controlOf(message: Shown | undefined, label: string): string {
  const found = controlsOf(message?.components).find((control) => control.says.includes(label))
  if (!found) throw new Error(`no control “${label}” on: ${wordsOf(message).slice(0, 400)}`)
  return found.id
}

/** The ids of all controls. */
export function controlIds(message: Shown | undefined): string[] {
  return controlsOf(message?.components).map(({ id }) => id)
}

/** What can be voted for on a ballot in a room: each title as it stands there, with the button of its number. */
export function candidatesOf(ballot: Shown | undefined): { title: string; control: string }[] {
  const controls = controlIds(ballot).filter((id) => id.startsWith('vote:toggle:'))
  const lines = wordsOf(ballot && { ...ballot, text: '' }).matchAll(
    /^(\d+)\. (?:\*\*|\*|\[|<[^|>]+\|)(.+?)(?:\*| ?\]\(|>).* · .*\d votes?$/gm,
  )
  return lines.toArray().flatMap(([, nth, title = '']) => {
    const control = controls[Number(nth) - 1]
    return control === undefined ? [] : [{ title: title.replaceAll('\\', ''), control }]
  })
}

/** The options of the first select. */
export function optionsOf(message: Shown | undefined): { label: string; value: string }[] {
  return controlsOf(message?.components).find(({ options }) => options.length > 0)?.options ?? []
}

/** Every word of a form, with what is said to be wrong in it. */
export function wordsOfForm(modal: ModalView | undefined): string {
  return modal ? [...stringsOf(modal.view), ...Object.values(modal.errors)].join('\n') : ''
}

interface Control {
  id: string
  says: string
  options: { label: string; value: string }[]
}

function controlsOf(value: unknown): Control[] {
  if (Array.isArray(value)) return value.flatMap(controlsOf)
  if (typeof value !== 'object' || value === null) return []
  const { custom_id, action_id, label, text, placeholder, options } = value as Record<string, unknown>
  const id = custom_id ?? action_id
  const here =
    typeof id === 'string'
      ? [{ id, says: [label, text, placeholder].flatMap(stringsOf).join(' '), options: optionsFrom(options) }]
      : []
  return [...here, ...Object.values(value).flatMap(controlsOf)]
}

function optionsFrom(options: unknown): Control['options'] {
  if (!Array.isArray(options)) return []
  return options.map((option: { label?: string; text?: { text?: string }; value: string }) => ({
    label: option.label ?? option.text?.text ?? '',
    value: option.value,
  }))
}
