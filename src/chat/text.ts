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

/** The text as a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/**
 * Text as it looks: without halves of characters, and without marks that nobody sees but that turn the order of what
 * follows, hide one word in another, or make two names look alike. What scripts and emoji are joined by stays.
 */
export function visibleText(text: string): string {
  const whole = text.toWellFormed()
  return UNSEEN.test(whole) ? whole.replace(KEPT_OR_UNSEEN, (_, kept = '') => kept) : whole
}

// Directions, zero-width spaces and joiners, soft hyphens, invisible operators, fillers, and the letters of tags.
const UNSEEN_CLASS =
  '[\\xAD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFEFF' +
  '\\uFFA0\\uFFF9-\\uFFFB\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E00FF}]'
const UNSEEN = new RegExp(UNSEEN_CLASS, 'u')

// Arabic and its kin, the scripts of India and its neighbours, and Mongolian are written with joiners.
const JOINED = ['Arab', 'Syrc', 'Nkoo', 'Mong', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym']
  .concat(['Sinh', 'Mymr', 'Khmr', 'Tibt'])
  .map((script) => `\\p{scx=${script}}`)
  .join('')

const KEPT = [
  // An emoji that is made of several.
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})',
  // The flag of a part of a country.
  '(?<=\\u{1F3F4})[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{2,6}\\u{E007F}',
  // A joiner between letters that need it.
  `(?<=[${JOINED}])[\\u200C\\u200D](?=[${JOINED}])`,
  '(?<=\\p{sc=Mong})[\\u180B-\\u180F]',
]

const KEPT_OR_UNSEEN = new RegExp(`(${KEPT.join('|')})|${UNSEEN_CLASS}`, 'gu')
