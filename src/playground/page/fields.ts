import { useState } from 'preact/hooks'
import type { FileSent } from '../types.ts'
import { sent } from './files.ts'

export interface Fields {
  values: Record<string, string>
  set(name: string, value: string): void
  onInput(name: string): (event: Event) => void
  files(name: string): readonly File[]
  setFiles(name: string, files: readonly File[]): void
  /** What is submitted. */
  sent(): Promise<{ fields: Record<string, string>; files?: Record<string, FileSent[]> }>
}

/** What is filled into a modal: as the bot proposed it until it is changed, and kept while its view is updated. */
export function useFields(proposed: Readonly<Record<string, string>>): Fields {
  const [entered, setEntered] = useState<Record<string, string>>({})
  const [chosen, setChosen] = useState<Record<string, readonly File[]>>({})
  const set = (name: string, value: string) => setEntered((before) => ({ ...before, [name]: value }))
  const known = Object.entries(entered).filter(([name]) => name in proposed)
  const values = { ...proposed, ...Object.fromEntries(known) }
  return {
    values,
    set,
    files: (name) => chosen[name] ?? [],
    setFiles: (name, files) => setChosen((before) => ({ ...before, [name]: files })),
    async sent() {
      const given = Object.entries(chosen).filter(([, files]) => files.length > 0)
      if (given.length === 0) return { fields: values }
      const files = given.map(async ([name, each]) => [name, await sent(each)] as const)
      return { fields: values, files: Object.fromEntries(await Promise.all(files)) }
    },
    onInput: (name) => (event) => {
      const box = event.currentTarget
      if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) set(name, box.value)
    },
  }
}
