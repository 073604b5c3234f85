import type { PhrasingContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
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
  // The stop keeps whatever begins the line from being taken for a block of its own.
  const [paragraph] = parseMarkdown(`. ${raw.trim()}`)
  if (paragraph?.type !== 'paragraph') return { text: collapse(raw), isBold: false, links: [] }
  const links: Link[] = []
  const text = collapse(
    paragraph.children
      .map((node) => plain(node, links))
      .join('')
      .slice(1),
  )
  const solid = paragraph.children.filter((node) => !(node.type === 'text' && /^[\s.]*$/.test(node.value)))
  return { text, isBold: solid.length === 1 && solid[0]?.type === 'strong', links }
}

function parseMarkdown(text: string) {
  try {
    return fromMarkdown(text).children
  } catch {
    return []
  }
}

function plain(node: PhrasingContent, links: Link[]): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value
    case 'html':
      return HTML_TAG.test(node.value) ? ' ' : node.value
    case 'break':
      return ' '
    case 'image':
    case 'imageReference':
    case 'footnoteReference':
      return ''
    case 'link': {
      const label = node.children.map((child) => plain(child, links)).join('')
      links.push({ label: collapse(label), url: node.url })
      return label
    }
    case 'emphasis':
    case 'strong':
    case 'delete':
    case 'linkReference':
      return node.children.map((child) => plain(child, links)).join('')
  }
}

const HTML_TAG =
  /^<(?:!--|\/?(?:a|b|br|center|code|div|em|figure|font|i|img|p|small|span|strong|sub|sup|table|td|tr|u)\b)/i
