import { html } from 'htm/preact'
import type { ComponentChildren, VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { Icon } from './icons.ts'
import { useReturnedFocus } from './returned-focus.ts'

export interface DialogProps {
  title: string
  /** The submit button's words, or null where nothing can be submitted. */
  submit: string | null
  close: string
  children?: ComponentChildren
  /** Resolves with what went wrong, or null. */
  onSubmit(): Promise<string | null>
  onClose(): unknown
}

/** A modal of either chat, inside its own pane; the keyboard stays in it while it is open. */
export function Dialog({ title, submit, close, children, onSubmit, onClose }: DialogProps): VNode {
  const [waiting, setWaiting] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const dialog = useRef<HTMLDivElement>(null)
  useReturnedFocus(() => focusable(dialog.current)[0]?.focus())
  const send = async (event: Event) => {
    event.preventDefault()
    setWaiting(true)
    setWrong(await onSubmit())
    setWaiting(false)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    }
    if (event.key !== 'Tab') return
    const stops = focusable(dialog.current)
    const [first, last] = [stops[0], stops.at(-1)]
    if (event.shiftKey ? document.activeElement === first : document.activeElement === last) {
      event.preventDefault()
      ;(event.shiftKey ? last : first)?.focus()
    }
  }
  return html`<div class="backdrop">
    <div class="dialog" role="dialog" aria-modal="true" aria-label=${title} ref=${dialog} onKeyDown=${onKey}><form onSubmit=${send}>
      <header>
        <h2>${title}</h2>
        <button type="button" class="tool dialog-close" aria-label="Close dialog" onClick=${onClose}><${Icon} name="close" /></button>
      </header>
      <div class="dialog-body">
        ${wrong && html`<p class="dialog-wrong" role="alert">${wrong}</p>`}
        ${children}
      </div>
      <footer>
        <button type="button" class="button quiet" onClick=${onClose}>${close}</button>
        ${submit !== null && html`<button type="submit" class="button primary" disabled=${waiting} aria-busy=${waiting}>${submit}</button>`}
      </footer>
    </form></div>
  </div>`
}

function focusable(root: HTMLElement | null): HTMLElement[] {
  const found = root?.querySelectorAll<HTMLElement>('.dialog-body :is(input, textarea, button), footer button') ?? []
  return [...found].filter((element) => !element.hasAttribute('disabled'))
}
