import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ActResult } from '../types.ts'
import { ChosenFiles, FileChooser } from './files.ts'
import { useHere } from './here.ts'
import { Icon } from './icons.ts'

/** What can be put into the box next. */
export interface Suggestion {
  label: string
  detail?: string
  /** What comes after it, `query` `tag?`, in the manner of a signature. */
  hints?: readonly { name: string; required: boolean }[]
  /** The box's text when it is taken. */
  becomes: string
  /** What is sent in place of what is shown: people see a paper's title, the bot gets its id. */
  standsFor?: Stand
  /** Taking it lets the person choose a file. */
  asksForFile?: boolean
}

export interface Stand {
  shown: string
  sent: string
}

export interface Suggestions {
  heading: VNode | string
  items: readonly Suggestion[]
  /** Enter takes the first one rather than sending. */
  eager: boolean
}

export interface ComposerProps {
  /** For those who do not see the box; the placeholder says it to those who do. */
  label: string
  placeholder: string
  /** `files`: how many are attached. */
  useSuggestions(text: string, stands: readonly Stand[], files: number): Suggestions | null
  /** Why text and files cannot be sent as they are, or null. */
  check?(text: string, files: number): string | null
  send(text: string, files: readonly File[]): Promise<ActResult>
  tell(sentence: string | null): void
}

/** A chat's message box, with what can be typed next above it. */
export function Composer({ label, placeholder, useSuggestions, check, send, tell }: ComposerProps): VNode {
  const [text, setText] = useState('')
  const [stands, setStands] = useState<readonly Stand[]>([])
  const [files, setFiles] = useState<readonly File[]>([])
  const [at, setAt] = useState(-1)
  const [hushed, setHushed] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const { led, arrive } = useHere()
  const offered = useSuggestions(text, stands, files.length)
  const suggestions = hushed ? null : offered
  const items = suggestions?.items ?? []
  const marked = at < 0 && suggestions?.eager ? 0 : Math.min(at, items.length - 1)

  useLayoutEffect(() => {
    if (!box.current) return
    box.current.style.height = 'auto'
    box.current.style.height = `${Math.min(box.current.scrollHeight, 160)}px`
  })
  useLayoutEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }))

  const write = (value: string) => {
    setText(value)
    setAt(-1)
    setHushed(false)
  }
  useLayoutEffect(() => {
    if (!led || !('text' in led)) return
    if (led.text !== '') write(led.text)
    box.current?.focus()
    arrive()
  }, [led])
  const take = (item: Suggestion) => {
    if (item.asksForFile) return chooser.current?.click()
    if (item.standsFor) setStands([...stands, item.standsFor])
    write(item.becomes)
    box.current?.focus()
  }
  const attach = (more: Iterable<File>) => {
    setFiles([...files, ...more])
    box.current?.focus()
  }
  const submit = async () => {
    const message = withStands(text, stands).trim()
    if (message === '' && files.length === 0) return
    const objection = check?.(message, files.length) ?? null
    tell(objection)
    if (objection !== null) return
    write('')
    setStands([])
    setFiles([])
    await send(message, files)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const item = items[marked]
    if (step && items.length > 0)
      setAt(at < 0 && step < 0 ? items.length - 1 : (marked + step + items.length) % items.length)
    else if (event.key === 'Escape' && suggestions) setHushed(true)
    else if (event.key === 'Tab' && !event.shiftKey && items.length > 0) take(item ?? items[0] ?? NOTHING)
    else if (event.key === 'Enter' && !event.shiftKey) {
      if (item) take(item)
      else void submit()
    } else return
    event.preventDefault()
  }

  return html`<div class="composer">
    ${
      suggestions &&
      html`<div class="suggestions">
        <div class="suggestions-heading">${suggestions.heading}</div>
        ${
          items.length > 0 &&
          html`<ul role="listbox" aria-label="Suggestions" ref=${list}>
            ${items.map(
              (item, index) => html`<li role="option" aria-selected=${index === marked}
                onPointerDown=${(event: Event) => event.preventDefault()} onClick=${() => take(item)}>
                <span class="suggestion-label">${item.label}</span>
                ${item.hints?.map((hint) => html`<span class=${`hint ${hint.required ? 'required' : ''}`}>${hint.name}</span>`)}
                ${item.detail && html`<span class="suggestion-detail">${item.detail}</span>`}
              </li>`,
            )}
          </ul>`
        }
      </div>`
    }
    <${ChosenFiles} files=${files} onChange=${setFiles} />
    <div class="composer-box">
      <${FileChooser} chooser=${chooser} label=${`Files for: ${label}`} many=${true} onChoose=${attach} />
      <button type="button" class="attach" aria-label="Attach a file" onClick=${() => chooser.current?.click()}>
        <${Icon} name="attach" />
      </button>
      <textarea ref=${box} rows="1" aria-label=${label} placeholder=${placeholder} value=${text} spellcheck=${false}
        onInput=${(event: Event) => event.currentTarget instanceof HTMLTextAreaElement && write(event.currentTarget.value)}
        onKeyDown=${onKey} onBlur=${() => setHushed(true)} onFocus=${() => setHushed(false)}></textarea>
      <button type="button" class="send" aria-label="Send" disabled=${text.trim() === '' && files.length === 0} onClick=${submit}>
        <${Icon} name="send" />
      </button>
    </div>
  </div>`
}

const NOTHING: Suggestion = { label: '', becomes: '' }

/** The text as it is sent: what was chosen by its label becomes what it stands for. */
export function withStands(text: string, stands: readonly Stand[]): string {
  let sent = text
  for (const { shown, sent: value } of stands) sent = sent.replace(shown, () => value)
  return sent
}
