import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { StoreView } from '../types.ts'
import { Icon } from './icons.ts'

const OPEN = 'store open'

/** What the bot's store holds, as the bot tells it, folded up until somebody asks; a row lights up when it changes. */
export function StorePane({ store }: { store: StoreView | null }): VNode {
  const [open, setOpen] = useState(sessionStorage.getItem(OPEN) !== null)
  const toggle = () => {
    if (open) sessionStorage.removeItem(OPEN)
    else sessionStorage.setItem(OPEN, 'yes')
    setOpen(!open)
  }
  return html`<section class="store" aria-label="Shared store">
    <h2><button type="button" class="fold" aria-expanded=${open} aria-controls="store-body" onClick=${toggle}>
      <${Icon} name="store" /> Shared store <${Icon} name="chevron" />
    </button></h2>
    <div class="store-body" id="store-body" hidden=${!open}>
      ${store ? store.sections.map((section) => html`<${Section} key=${section.title} section=${section} />`) : html`<${Waiting} />`}
    </div>
  </section>`
}

function Waiting(): VNode {
  return html`<p class="store-empty">Nothing yet: the bot shows here what it keeps once it is at work. Type <code>/paper help</code> in either chat.</p>`
}

function Section({ section }: { section: StoreView['sections'][number] }): VNode {
  const known = useRef(false)
  useLayoutEffect(() => {
    known.current = true
  }, [])
  return html`<article class="card" aria-label=${section.title}>
    <h3>${section.title}</h3>
    ${
      section.rows.length === 0
        ? html`<p class="card-empty">nothing yet</p>`
        : html`<dl>
      ${told(section.rows).map(({ id, key, value }) => html`<${Row} key=${id} name=${key} value=${value} fresh=${known.current} />`)}
    </dl>`
    }
  </article>`
}

/** Rows that are called the same are told apart by their order. */
function told(rows: StoreView['sections'][number]['rows']): { id: string; key: string; value: string }[] {
  const seen = new Map<string, number>()
  return rows.map((row) => {
    const times = seen.get(row.key) ?? 0
    seen.set(row.key, times + 1)
    return { ...row, id: `${row.key} ${times}` }
  })
}

function Row({ name, value, fresh }: { name: string; value: string; fresh: boolean }): VNode {
  const before = useRef(fresh ? null : value)
  const [flash, setFlash] = useState(0)
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (before.current !== value) {
      setFlash((times) => times + 1)
      row.current?.scrollIntoView({ block: 'nearest' })
    }
    before.current = value
  }, [value])
  const look = value.length <= BRIEF ? 'brief' : A_LONG_ID.test(value) ? 'id' : ''
  return html`<div ref=${row} class=${`entry ${look} ${flash > 0 ? `flash-${flash % 2}` : ''}`}>
    <dt title=${name}>${name}</dt><dd title=${look === 'id' ? value : undefined}>${value}</dd>
  </div>`
}

/** So short a value stands at the end of its key's line, in characters. */
const BRIEF = 8

/** Nobody reads such a value: it is cut as keys are. */
const A_LONG_ID = /^\S{20,}(?:, \S+)?$/
