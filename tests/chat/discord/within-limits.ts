import { LIMITS } from '../../../src/chat/discord/limits.ts'

interface Node {
  type: number
  content?: string
  label?: string
  description?: string
  placeholder?: string
  custom_id?: string
  url?: string
  style?: number
  value?: string
  max_length?: number
  min_values?: number
  max_values?: number
  options?: { label: string; value: string; description?: string; default?: boolean }[]
  items?: { media: { url: string }; description?: string | null }[]
  components?: Node[]
  component?: Node
}

/** Everything that Discord would refuse in a message's or modal's components, as sentences. */
export function refusals(components: unknown, kind: 'message' | 'modal' = 'message'): string[] {
  const top: Node[] = JSON.parse(JSON.stringify(components))
  const nodes = top.flatMap(flatten)
  const problems: string[] = []
  const within = (what: string, value: string | undefined, max: number, min = 1) => {
    if (value !== undefined && (value.length < min || value.length > max)) problems.push(`${what}: ${value.length}`)
    if (value !== undefined && !value.isWellFormed()) problems.push(`${what}: half a character`)
  }
  const atMost = (what: string, count: number, max: number, min = 1) => {
    if (count < min || count > max) problems.push(`${what}: ${count}`)
  }

  if (kind === 'message') {
    const texts = nodes.flatMap((node) => node.content ?? [])
    atMost('components', nodes.length, LIMITS.message.components)
    atMost('text', texts.join('').length, LIMITS.message.text, 0)
    const bytes = bytesOf(top) + texts.length * LIMITS.message.overhead
    atMost('bytes', bytes, 10_170, 0)
  } else {
    atMost('modal components', top.length, LIMITS.modal.components)
  }
  const ids = nodes.flatMap((node) => node.custom_id ?? [])
  if (new Set(ids).size < ids.length) problems.push('custom_id twice')

  for (const node of nodes) {
    within('custom_id', node.custom_id, LIMITS.customId)
    if (node.content !== undefined && node.content.trim() === '') problems.push('empty text')
    if (node.type === 1) {
      const buttons = node.components?.filter((child) => child.type === 2).length ?? 0
      atMost('row', node.components?.length ?? 0, buttons > 0 ? LIMITS.row.buttons : 1)
    }
    if (node.type === 2) {
      within('label', node.label, LIMITS.button.label)
      within('url', node.url, LIMITS.url)
      if ((node.style === 5) !== (node.url !== undefined)) problems.push('link button without address')
    }
    if (node.type === 3) {
      const { options = [], min_values: min = 1, max_values: max = 1 } = node
      within('placeholder', node.placeholder, LIMITS.select.placeholder)
      atMost('options', options.length, LIMITS.select.options)
      atMost('max_values', max, options.length)
      atMost('min_values', min, max, 0)
      atMost('preset', options.filter((option) => option.default).length, max, 0)
      if (new Set(options.map((option) => option.value)).size < options.length) problems.push('option twice')
      for (const option of options) {
        within('option label', option.label, LIMITS.select.label)
        within('option value', option.value, LIMITS.select.value)
        within('option hint', option.description, LIMITS.select.hint)
      }
    }
    if (node.type === 4) {
      atMost('max_length', node.max_length ?? 1, LIMITS.modal.value)
      within('value', node.value, node.max_length ?? LIMITS.modal.value)
    }
    if (node.type === 19) {
      atMost('max_values', node.max_values ?? 1, LIMITS.modal.files)
      atMost('min_values', node.min_values ?? 1, node.max_values ?? 1, 0)
    }
    if (node.type === 12) {
      for (const item of node.items ?? []) {
        within('alt', item.description ?? undefined, LIMITS.image.alt)
        within('image', item.media.url, LIMITS.image.url)
      }
    }
    if (node.type === 17) atMost('container', node.components?.length ?? 0, LIMITS.message.components)
    if (node.type === 18) {
      within('label', node.label, LIMITS.modal.label)
      within('hint', node.description, LIMITS.modal.hint)
    }
  }
  return problems
}

function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((sum, child) => sum + bytesOf(child), 0)
}

function flatten(node: Node): Node[] {
  return [node, ...(node.components ?? []).flatMap(flatten), ...(node.component ? flatten(node.component) : [])]
}

/** All that a rendered message says in text displays. */
export function textOf(components: unknown): string {
  const top: Node[] = JSON.parse(JSON.stringify(components))
  return top
    .flatMap(flatten)
    .flatMap((node) => node.content ?? [])
    .join('\n')
}

/** What a reader sees of escaped text. */
export function unescaped(text: string): string {
  return text.replace(/\\([^0-9A-Za-z\s])/g, '$1')
}

/** What Discord would still act upon, once what is escaped counts as a letter. */
export function active(text: string): string {
  return text.replace(/\\[^0-9A-Za-z\s]/g, 'x')
}
