/** The parts of the page: side by side where there is room, else one at a time behind tabs. */
import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

export type Part = 'discord' | 'slack' | 'more'

const TABS: readonly { part: Part; name: string }[] = [
  { part: 'discord', name: 'Discord' },
  { part: 'slack', name: 'Slack' },
  { part: 'more', name: 'Things to try' },
]

/** Also in base.css. */
const NARROW = '(width < 900px)'

export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches)
  useLayoutEffect(() => {
    const query = matchMedia(NARROW)
    const look = () => setNarrow(query.matches)
    look()
    query.addEventListener('change', look)
    return () => query.removeEventListener('change', look)
  }, [])
  return narrow
}

/** What makes an element the part. Parts that are not shown stay laid out, so that nothing in them scrolls away. */
export function panelProps(part: Part, shown: Part, narrow: boolean): object {
  return { id: part, 'data-shown': !narrow || part === shown, ...(narrow && { role: 'tabpanel' }) }
}

export function Tabs({ shown, onShow }: { shown: Part; onShow(part: Part): void }): VNode {
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    const at = TABS.findIndex(({ part }) => part === shown)
    const next = TABS[(at + step + TABS.length) % TABS.length]
    if (next) onShow(next.part)
    if (next) document.getElementById(`tab-${next.part}`)?.focus()
    event.preventDefault()
  }
  return html`<div class="tabs" role="tablist" aria-label="What is shown" onKeyDown=${onKey}>
    ${TABS.map(
      ({ part, name }) => html`<button type="button" role="tab" id=${`tab-${part}`} aria-controls=${part}
      aria-selected=${part === shown} tabindex=${part === shown ? 0 : -1} onClick=${() => onShow(part)}>${name}</button>`,
    )}
  </div>`
}
