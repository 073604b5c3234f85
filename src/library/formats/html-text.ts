import { Parser } from 'htmlparser2'

/** The words of a piece of HTML; its paragraphs are parted by a blank line. Scripts and styles are not read. */
export function htmlToText(html: string): string {
  let text = ''
  let silent = 0
  let depth = 0
  const parser = new Parser(
    {
      onopentagname(raw) {
        const name = localName(raw)
        if (++depth > DEEPEST) parser.pause()
        if (SILENT.has(name)) silent++
        else if (name === 'br') text += '\n'
        else if (name === 'li') text += '\n- '
        else if (BLOCKS.has(name)) text += '\n\n'
      },
      ontext(part) {
        if (silent === 0) text += part.replace(/\s+/g, ' ')
      },
      onclosetag(raw) {
        const name = localName(raw)
        depth--
        if (SILENT.has(name)) silent--
        else if (BLOCKS.has(name)) text += '\n\n'
      },
    },
    { decodeEntities: true },
  )
  parser.write(html)
  parser.end()
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** A text that may be HTML as plain text; `a < b` and `AT&T` stay as they are. */
export function plainText(text: string): string {
  return MARKUP.test(text) ? htmlToText(text) : text.trim()
}

const MARKUP = /<\/?[a-z][a-z0-9:]{0,20}(?:\s[^<>]{0,2000})?\/?>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,31}\d{0,2});/i
/** Publishers mark their abstracts up as `<jats:p>`. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

const DEEPEST = 500
const SILENT = new Set(['script', 'style', 'template', 'noscript', 'svg', 'iframe', 'head'])
const BLOCKS = new Set([
  ...['p', 'div', 'section', 'article', 'blockquote', 'pre', 'ul', 'ol', 'table', 'tr', 'figure', 'hr'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'footer', 'main', 'dl', 'dt', 'dd'],
])
