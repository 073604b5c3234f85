import { inMarkdown } from './dialects.ts'
import { htmlRows, isHtmlPage } from './html-rows.ts'
import { markdownRows } from './markdown-rows.ts'
import type { Rows } from './row.ts'

/** A document, in text, Markdown, a wiki's marks or HTML, as its rows. */
export function rowsOf(text: string): Rows {
  if (text.length > MOST_CHARACTERS) {
    const message = 'The document is over 2 MB, too large for a list of papers.'
    return { rows: [], complaints: [{ line: 1, message }] }
  }
  return isHtmlPage(text) ? htmlRows(text, 1) : markdownRows(inMarkdown(text))
}

const MOST_CHARACTERS = 2_000_000
