import type { Link } from './inline-markdown.ts'
import { collapse } from './prose.ts'

/** A page or post as the lines that people see, whether it came as plain text or as Markdown. Blank lines are gaps. */
export interface TextLine {
  /** 1-based line of the document; of the first one where several were joined. */
  line: number
  /** What is to be read: no marks of Markdown, single spaces. */
  text: string
  /** As it stands in the document, with its runs of spaces. */
  raw: string
  /** How wide its row is in the document. */
  width: number
  /** 1 to 6 for a heading, else 0. */
  heading: number
  isItem: boolean
  isQuote: boolean
  /** All of it is bold. */
  isBold: boolean
  links: Link[]
  /** An empty line stands above. */
  gap: boolean
}

/** `index`: of its row, from 0. */
export function plainLine(index: number, raw: string, width = raw.length): TextLine {
  const text = collapse(raw)
  return {
    line: index + 1,
    text,
    raw,
    width,
    heading: 0,
    isItem: false,
    isQuote: false,
    isBold: false,
    links: [],
    gap: true,
  }
}
