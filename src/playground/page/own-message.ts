import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { useReturnedFocus } from './returned-focus.ts'

/** A box to rewrite one's own message in: Enter keeps, Escape leaves it as it was. */
export function EditBox({ text, onDone }: { text: string; onDone(text: string | null): void }): VNode {
  const [value, setValue] = useState(text)
  const box = useRef<HTMLTextAreaElement>(null)
  useReturnedFocus(() => {
    box.current?.focus()
    box.current?.setSelectionRange(text.length, text.length)
  })
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone(null)
    else if (event.key === 'Enter' && !event.shiftKey) onDone(value.trim() === '' ? null : value)
    else return
    event.preventDefault()
  }
  return html`<div class="edit-box">
    <textarea ref=${box} aria-label="Edit message" rows="2" value=${value} onKeyDown=${onKey}
      onInput=${(event: Event) => event.currentTarget instanceof HTMLTextAreaElement && setValue(event.currentTarget.value)}></textarea>
    <p class="edit-note">escape to <button type="button" onClick=${() => onDone(null)}>cancel</button> · enter to
      <button type="button" onClick=${() => onDone(value)}>save</button></p>
  </div>`
}
