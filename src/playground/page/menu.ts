import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './icons.ts'

export interface MenuOption {
  label: string
  value: string
  hint?: string
}

export interface MenuProps {
  label: string
  placeholder: string
  options: readonly MenuOption[]
  chosen: readonly string[]
  /** Above one, options are ticked and handed over when the list closes. */
  max: number
  min: number
  disabled?: boolean
  onChoose(values: string[]): void
}

/** A drop-down list as both chats have it: of one, or of several. */
export function Menu({ label, placeholder, options, chosen, min, max, disabled, onChoose }: MenuProps): VNode {
  const [open, setOpen] = useState(false)
  const [up, setUp] = useState(false)
  const [ticked, setTicked] = useState<readonly string[]>(chosen)
  const [at, setAt] = useState(0)
  const root = useRef<HTMLDivElement>(null)
  const list = useId()
  const sent = chosen.join('\n')
  useLayoutEffect(() => setTicked(chosen), [sent])

  const many = max > 1
  const focus = () => root.current?.querySelector('button')?.focus()
  const close = () => {
    setOpen(false)
    const changed = ticked.join('\n') !== sent
    if (many && changed && ticked.length >= min) onChoose([...ticked])
    if (many && ticked.length < min) setTicked(chosen)
  }
  const finish = () => {
    focus()
    close()
  }
  const closing = useRef(close)
  closing.current = close

  useLayoutEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) closing.current()
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [open])

  const show = () => {
    const box = root.current?.getBoundingClientRect()
    const frame = root.current?.closest('.feed, .dialog')?.getBoundingClientRect()
    if (box && frame) setUp(frame.bottom - box.bottom < 260 && box.top - frame.top > 260)
    setAt(
      Math.max(
        0,
        options.findIndex((option) => ticked.includes(option.value)),
      ),
    )
    setOpen(true)
  }
  const pick = (value: string) => {
    if (!many) {
      setTicked([value])
      setOpen(false)
      focus()
      onChoose([value])
    } else if (ticked.includes(value)) setTicked(ticked.filter((each) => each !== value))
    else if (ticked.length < max) setTicked([...ticked, value])
  }
  const onKey = (event: KeyboardEvent) => {
    if (!open) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((at + step + options.length) % options.length)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Enter' || event.key === ' ') {
      const option = options[at]
      if (option) pick(option.value)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  const names = options.filter((option) => ticked.includes(option.value)).map((option) => option.label)
  return html`<div class="menu" ref=${root} onKeyDown=${onKey}>
    <button type="button" class="menu-button" role="combobox" aria-haspopup="listbox" aria-expanded=${open} aria-controls=${open ? list : undefined} aria-label=${label}
      aria-disabled=${disabled} onClick=${() => !disabled && (open ? close() : show())}>
      ${
        names.length === 0
          ? html`<span class="menu-placeholder">${placeholder}</span>`
          : many
            ? html`<span class="menu-chips">${names.map((name) => html`<span class="menu-chip">${name}</span>`)}</span>`
            : html`<span class="menu-value">${names[0]}</span>`
      }
      <${Icon} name="chevron" />
    </button>
    ${
      open &&
      html`<div class=${`menu-list ${up ? 'up' : ''}`}>
        <ul role="listbox" id=${list} aria-label=${label} aria-multiselectable=${many}>
          ${options.map(
            (
              option,
              index,
            ) => html`<li role="option" aria-selected=${ticked.includes(option.value)} class=${index === at ? 'at' : ''}
              onClick=${() => pick(option.value)} onPointerMove=${() => setAt(index)}>
              <span><span class="menu-label">${option.label}</span>
                ${option.hint && html`<span class="menu-hint">${option.hint}</span>`}</span>
              ${many && html`<span class="tick">${ticked.includes(option.value) && html`<${Icon} name="check" size=${14} />`}</span>`}
            </li>`,
          )}
        </ul>
        ${many && html`<button type="button" class="menu-done" onClick=${finish}>Done</button>`}
      </div>`
    }
  </div>`
}
