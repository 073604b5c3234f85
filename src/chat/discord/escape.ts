import { visibleText } from '../text.ts'

/** Text as Discord shows it literally: nothing in it formats, mentions or hides anything. Web addresses stay addresses. */
export function escaped(text: string): string {
  return clean(text).replace(SPECIAL, (match) => (/^http/i.test(match) ? harmlessUrl(match) : `\\${match}`))
}

/** A web address that can stand between the parentheses of a link, or null when it is none. */
export function linkTarget(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return null
  return href.replace(/[()<>\\]/g, percent)
}

/** Without what nobody sees, control characters and halves of characters, with `\n` for every line end. */
export function clean(text: string): string {
  return visibleText(text).replace(/\r\n?/g, '\n').replace(CONTROL, '')
}

/** Parts marks that would run together; nobody sees it. */
export const PARTING = '\u200b'

const CONTROL = /[^\P{Cc}\n\t]/gu

// Anywhere: emphasis, code, spoilers, links, mentions, timestamps and emojis. Where a line begins: headings, quotes,
// lists and small print. A text counts as a beginning too, since what stands before it is not known here.
const SPECIAL = /\bhttps?:\/\/[^\s<]+|[\\*_~`|[\]<@]|(?<=^\s*)[#>+-]|(?<=^\s*\d*)\./gim

function harmlessUrl(url: string): string {
  return url.replace(/[\\*`|[\]>]|@(?=everyone|here)/gi, percent)
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
