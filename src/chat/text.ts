const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Text of at most `limit` UTF-16 units. What is too long ends in `…`, after a whole word where one ends in the second
 * half, and never inside what a reader sees as one character.
 */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  if (limit < 1) return ''
  // A boundary depends on nothing past the character that follows it.
  const head = text.slice(0, limit + 1)
  const end = boundary(head, limit - 1)
  const kept = head.slice(0, boundary(head, wordEnd(head, end)))
  return `${kept}…`
}

/** The last place at or before `index` where no character is torn apart. */
function boundary(text: string, index: number): number {
  // Between two plain characters nothing can be torn apart, and looking closer takes longer than all else here.
  if (isPlain(text, index - 1) && isPlain(text, index)) return index
  return graphemes.segment(text).containing(index)?.index ?? index
}

/** Printable ASCII: never joined to a neighbour of its own kind. */
function isPlain(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code >= 0x20 && code < 0x7f
}

/** Where the last whole word before `end` ends; `end` itself when that would give up more than half. */
function wordEnd(text: string, end: number): number {
  const atWord = /\s/.test(text.charAt(end))
  const kept = text.slice(0, end)
  const words = (atWord ? kept : kept.replace(/\S+$/, '')).trimEnd()
  return words.length > end / 2 ? words.length : kept.trimEnd().length
}
