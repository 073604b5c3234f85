import type { PhrasingContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Run } from '../reading/row.ts'
import { collapse } from './prose.ts'

export interface Link {
  label: string
  url: string
}

/** What is to be read of a line of Markdown. */
export interface Inline {
  /** No marks of Markdown, single spaces. */
  text: string
  /** All of it is bold. */
  isBold: boolean
  links: Link[]
}

/** Longer lines are taken as they stand, in characters. */
export const LONGEST_INLINE = 4_000
const MOST_MARKS = 60
const MARKS = /[*_[\]<`!&\\]/g

export function readInline(raw: string): Inline {
  const marks = raw.match(MARKS)?.length ?? 0
  if (marks === 0 || marks > MOST_MARKS || raw.length > LONGEST_INLINE) {
    return { text: collapse(raw), isBold: false, links: [] }
  }
  const runs = inlineRuns(raw)
  const links: Link[] = []
  runs.forEach(({ text, url }, nth) => {
    const last = links.at(-1)
    if (url === null) return
    if (last && runs[nth - 1]?.url === url) last.label = collapse(last.label + text)
    else links.push({ label: collapse(text), url })
  })
  const solid = runs.filter(({ text }) => text.trim() !== '')
  const isBold = solid.length > 0 && solid.every(({ bold }) => bold)
  return { text: collapse(runs.map(({ text }) => text).join('')), isBold, links }
}

/** Markdown within a line, with what HTML people write in it. */
export function inlineRuns(text: string): Run[] {
  if (!MARK.test(text)) return [{ text, bold: false, url: null }]
  // The stop keeps whatever begins the line from being taken for a block of its own.
  const [paragraph] = parsed(`. ${text.trim()}`)
  if (paragraph?.type !== 'paragraph') return [{ text, bold: false, url: null }]
  const runs = runsOf(paragraph.children, { bold: false, url: null })
  const [first] = runs
  if (first) first.text = first.text.replace(/^\. ?/, '')
  return runs.filter((run) => run.text !== '' || run.url !== null)
}

const MARK = /[*_[\]<`!&\\~]|https?:/

function parsed(text: string) {
  try {
    return fromMarkdown(text).children
  } catch {
    return []
  }
}

interface Look {
  bold: boolean
  italic?: boolean | undefined
  url: string | null
}

function runsOf(nodes: readonly PhrasingContent[], look: Look): Run[] {
  const found: Run[] = []
  let inner = look
  for (const node of nodes) {
    if (node.type === 'html') {
      const [tagged, text] = afterTag(node.value, inner, look)
      inner = tagged
      if (text !== '') found.push({ text, ...inner })
    } else found.push(...runsIn(node, inner))
  }
  return found
}

/** How words look behind a tag, and what the tag itself shows. */
function afterTag(tag: string, inner: Look, outer: Look): [Look, string] {
  const name = /^<(\/?[a-z][a-z0-9]*)/i.exec(tag)?.[1]?.toLowerCase() ?? ''
  if (name === 'br') return [inner, '\n']
  if (name === 'b' || name === 'strong') return [{ ...inner, bold: true }, '']
  if (name === '/b' || name === '/strong') return [{ ...inner, bold: outer.bold }, '']
  if (ITALIC.has(name)) return [{ ...inner, italic: true }, '']
  if (ITALIC.has(name.slice(1))) return [{ ...inner, italic: outer.italic }, '']
  if (name === 'a') return [{ ...inner, url: /\bhref\s*=\s*["']?([^"'\s>]{1,2000})/i.exec(tag)?.[1] ?? outer.url }, '']
  if (name === '/a') return [{ ...inner, url: outer.url }, '']
  return [inner, /^(?:\/?(?:p|div|li|td|tr|details|summary|h[1-6]))$/.test(name) ? '\n' : '']
}

/** What sets words in italics, as titles are. */
export const ITALIC: ReadonlySet<string> = new Set(['i', 'em', 'cite'])

function runsIn(node: PhrasingContent, look: Look): Run[] {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return [{ text: node.value, ...look }]
    case 'break':
      return [{ text: '\n', ...look }]
    case 'strong':
      return runsOf(node.children, { ...look, bold: true })
    case 'link':
      return node.children.length > 0
        ? runsOf(node.children, { ...look, url: node.url })
        : [{ text: node.url, bold: look.bold, url: node.url }]
    case 'emphasis':
      return runsOf(node.children, { ...look, italic: true })
    case 'delete':
    case 'linkReference':
      return runsOf(node.children, look)
    case 'html':
    case 'image':
    case 'imageReference':
    case 'footnoteReference':
      return []
  }
}
