import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { FileSent } from '../types.ts'
import { Icon } from './icons.ts'

/** The files of a message. */
export function MessageFiles({ files }: { files: readonly { name: string; size: number }[] }): VNode | null {
  if (files.length === 0) return null
  return html`<ul class="files" aria-label="Files">
    ${files.map((file) => html`<li class="file"><${FileWords} ...${file} /></li>`)}
  </ul>`
}

export interface ChosenProps {
  files: readonly File[]
  onChange(files: readonly File[]): void
}

/** Files that were chosen and not sent yet; each can be left out again. */
export function ChosenFiles({ files, onChange }: ChosenProps): VNode | null {
  if (files.length === 0) return null
  return html`<ul class="files" aria-label="Chosen files">
    ${files.map(
      (file) => html`<li class="file"><${FileWords} name=${file.name} size=${file.size} />
        <button type="button" class="tool" aria-label=${`Leave out ${file.name}`}
          onClick=${() => onChange(files.filter((other) => other !== file))}><${Icon} name="close" size=${14} /></button></li>`,
    )}
  </ul>`
}

/** A file field of a form: files are chosen, or dropped on it. */
export function FileField({ label, most, files, onChange }: ChosenProps & { label: string; most: number }): VNode {
  const [over, setOver] = useState(false)
  const chooser = useRef<HTMLInputElement>(null)
  const add = (more: Iterable<File>) => onChange([...files, ...more].slice(-most))
  const hover = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(isOver)
  }
  const drop = (event: DragEvent) => {
    hover(false)(event)
    add(event.dataTransfer?.files ?? [])
  }
  return html`<div class="file-field">
    <${FileChooser} chooser=${chooser} label=${label} many=${most > 1} onChoose=${add} />
    <button type="button" class=${`file-drop ${over ? 'over' : ''}`} onClick=${() => chooser.current?.click()}
      onDragOver=${hover(true)} onDragLeave=${hover(false)} onDrop=${drop}>
      <${Icon} name="attach" /> ${most > 1 ? `Choose up to ${most} files, or drop them here` : 'Choose a file, or drop it here'}
    </button>
    <${ChosenFiles} files=${files} onChange=${onChange} />
  </div>`
}

interface ChooserProps {
  chooser: { current: HTMLInputElement | null }
  label: string
  many: boolean
  onChoose(files: Iterable<File>): void
}

/** The browser's own chooser, opened by a click on it; it forgets at once, so that the same file can be chosen again. */
export function FileChooser({ chooser, label, many, onChoose }: ChooserProps): VNode {
  const choose = ({ currentTarget: input }: Event) => {
    if (!(input instanceof HTMLInputElement)) return
    onChoose([...(input.files ?? [])])
    input.value = ''
  }
  return html`<input ref=${chooser} type="file" class="file-chooser" aria-label=${label} multiple=${many} hidden onChange=${choose} />`
}

/** Files as an act carries them. */
export function sent(files: readonly File[]): Promise<FileSent[]> {
  return Promise.all(files.map(async (file) => ({ name: file.name, type: file.type, base64: await base64Of(file) })))
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    // `data:<type>;base64,<bytes>`
    reader.onload = () => resolve(String(reader.result).split(',', 2)[1] ?? '')
    reader.readAsDataURL(file)
  })
}

function FileWords({ name, size }: { name: string; size: number }): VNode {
  return html`<${Icon} name="file" size=${16} /> <b>${name}</b> <span class="file-size">${sizeInWords(size)}</span>`
}

function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
