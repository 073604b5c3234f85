/** Slack's own markup: writes cards' text so that nothing in it pings, formats or links but what the card says. */
import type { Inline, Rich } from '../card.ts'
import { cutText, visibleText } from '../text.ts'
import { instantText } from './plain.ts'

/** Marked-up text of at most `limit` units, entities and marks counted. */
export function mrkdwn(rich: Rich, limit: number): string {
  const inlines = listOf(rich)
  const whole = joined(inlines.map(encode))
  if (whole.length <= limit) return whole

  const kept: string[] = []
  for (const inline of inlines) {
    const next = encode(inline)
    if (joined([...kept, next]).length <= limit - 1) {
      kept.push(next)
      continue
    }
    return cutInline(kept, inline, limit)
  }
  return joined(kept)
}

/** Escapes what Slack takes for markup of its own in any text: mentions, links, entities. */
function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Escaped text of at most `limit` units, cut at a word of what it says. */
export function escapedWithin(text: string, limit: number): string {
  const whole = escapeEntities(text)
  return whole.length <= limit
    ? whole
    : escapeEntities(longest(text, limit, (cut) => escapeEntities(cut).length <= limit))
}

export const listOf = (rich: Rich): Inline[] => (Array.isArray(rich) ? rich : [rich])

/** Only addresses that a browser opens; anything else stays text. */
export function safeUrl(url: string, limit: number): string | null {
  if (!URL.canParse(url)) return null
  const parsed = new URL(url)
  if (!['http:', 'https:', 'mailto:'].includes(parsed.protocol)) return null
  return parsed.href.length <= limit ? parsed.href : null
}

function encode(inline: Inline): string {
  if (typeof inline === 'string') return literal(inline)
  if ('bold' in inline) return styled(inline.bold, '*')
  if ('italic' in inline) return styled(inline.italic, '_')
  if ('code' in inline) return code(inline.code)
  if ('link' in inline) return link(inline.link, inline.label)
  if ('mention' in inline) return literal(inline.name)
  if ('drawn' in inline) return literal(inline.drawn)
  return time(inline)
}

/** Slack reads a mark only beside a space, a sign or the line's end: an invisible joiner on both sides keeps it a sign. */
const JOINER = '\u2060'
/** Where markup must begin or end inside a word, Slack needs a boundary that nobody sees. */
const BOUNDARY = '\u200b'

function literal(text: string): string {
  const unmarked = visibleText(text)
    .replace(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`/gu, (mark) => `${JOINER}${mark}${JOINER}`)
    .replace(/^(\s*)>/gm, `$1${JOINER}>`)
    .replace(/:(?=[\p{L}\p{N}_+-]+:)/gu, `:${JOINER}`)
  return escapeEntities(unmarked)
}

function styled(text: string, mark: '*' | '_'): string {
  return text
    .split('\n')
    .map((line) => {
      const [, before = '', inside = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(line) ?? []
      return inside === '' ? line : `${before}${mark}${literal(inside)}${mark}${after}`
    })
    .join('\n')
}

function code(text: string): string {
  const inside = oneLine(text).replaceAll('`', "'")
  return inside === '' ? '' : `\`${escapeEntities(inside)}\``
}

function link(target: string, label: string): string {
  const url = safeUrl(target, URL_LIMIT)
  const said = oneLine(label)
  if (!url) return literal(said)
  return `<${escapeEntities(url).replaceAll('|', '%7C')}|${said === '' ? literal(url) : literal(said)}>`
}

const URL_LIMIT = 1_000

function time(inline: Extract<Inline, { time: Temporal.Instant }>): string {
  const format = { date: '{date_long}', moment: '{date_long} {time}', relative: '{ago}' }[inline.style]
  const seconds = Math.floor(inline.time.epochMilliseconds / 1000)
  return `<!date^${seconds}^${format}|${escapeEntities(instantText(inline))}>`
}

export const oneLine = (text: string): string => visibleText(text).replace(/\s+/g, ' ').trim()

function joined(parts: readonly string[]): string {
  return parts.reduce((said, part) => {
    if (said === '' || part === '') return said + part
    const beginsStyle = /^[*_`]/.test(part) && /[^\s([{"'“—-]$/u.test(said)
    const endedStyle = /[*_`]$/.test(said) && /^[^\s)\]}"'”.,:;!?—-]/u.test(part)
    return beginsStyle || endedStyle ? `${said}${BOUNDARY}${part}` : said + part
  }, '')
}

/** As much of one inline as fits after what is kept, ending in `…`. */
function cutInline(kept: readonly string[], inline: Inline, limit: number): string {
  const fits = (cut: string) => joined([...kept, encode(withText(inline, cut))]).length <= limit
  const cut = longest(textOf(inline), limit, fits)
  const whole = joined([...kept, encode(withText(inline, cut))])
  return cut !== '' && whole.length <= limit ? whole : joined([...kept, '…'])
}

function textOf(inline: Inline): string {
  if (typeof inline === 'string') return inline
  if ('bold' in inline) return inline.bold
  if ('italic' in inline) return inline.italic
  if ('code' in inline) return inline.code
  if ('link' in inline) return inline.label
  if ('drawn' in inline) return inline.drawn
  return 'mention' in inline ? inline.name : ''
}

function withText(inline: Inline, text: string): Inline {
  if (typeof inline === 'string') return text
  if ('bold' in inline) return { bold: text }
  if ('italic' in inline) return { italic: text }
  if ('code' in inline) return { code: text }
  if ('link' in inline) return { ...inline, label: text }
  if ('drawn' in inline) return { drawn: text }
  return 'mention' in inline ? { ...inline, name: text } : inline
}

/** The longest cut of a text that `fits`, by halving; empty when none does. */
function longest(text: string, limit: number, fits: (cut: string) => boolean): string {
  let low = 0
  let high = Math.min(text.length, limit)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(cutText(text, middle))) low = middle
    else high = middle - 1
  }
  return cutText(text, low)
}
