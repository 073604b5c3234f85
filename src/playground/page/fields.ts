import { useEffect, useState } from 'preact/hooks'

export interface Fields {
  values: Record<string, string>
  set(name: string, value: string): void
  onInput(name: string): (event: Event) => void
}

/** What is filled into a modal: as the bot proposed it until it is changed, and kept while the view is updated. */
export function useFields(modal: string, proposed: Readonly<Record<string, string>>): Fields {
  const [entered, setEntered] = useState<Record<string, string>>({})
  useEffect(() => setEntered({}), [modal])
  const set = (name: string, value: string) => setEntered((before) => ({ ...before, [name]: value }))
  const known = Object.entries(entered).filter(([name]) => name in proposed)
  return {
    values: { ...proposed, ...Object.fromEntries(known) },
    set,
    onInput: (name) => (event) => {
      const box = event.currentTarget
      if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) set(name, box.value)
    },
  }
}
