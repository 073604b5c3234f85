import type { Inline, Rich } from '../card.ts'
import { cutText } from '../text.ts'
import { clean, escaped, linkTarget, PARTING } from './escape.ts'

/** What a message can still take. */
export interface Budget {
  characters: number
  bytes: number
}

/** A line of Discord Markdown that fits the budget; `whole` is false when something had to be cut. */
export function markdown(rich: Rich, budget: Budget): { text: string; whole: boolean } {
  let text = ''
  for (const inline of [rich].flat()) {
    const longer = joined(text, write(inline))
    if (!fits(longer, budget))
      return { text: joined(text, shortened(inline, without(budget, text + PARTING))), whole: false }
    text = longer
  }
  return { text, whole: true }
}

export function fits(text: string, budget: Budget): boolean {
  return text.length <= budget.characters && Buffer.byteLength(text) <= budget.bytes
}

export function without(budget: Budget, text: string): Budget {
  return { characters: budget.characters - text.length, bytes: budget.bytes - Buffer.byteLength(text) }
}

/** The same on a single line. */
export function oneLine(rich: Rich): Inline[] {
  return [rich].flat().map((inline) => {
    if (typeof inline === 'string') return flat(inline)
    if ('bold' in inline) return { bold: flat(inline.bold) }
    if ('italic' in inline) return { italic: flat(inline.italic) }
    return inline
  })
}

function flat(text: string): string {
  return clean(text).replace(/\s*\n\s*/g, ' ')
}

function write(inline: Inline): string {
  if (typeof inline === 'string') return escaped(inline)
  if ('bold' in inline) return wrapped('**', inline.bold)
  if ('italic' in inline) return wrapped('*', inline.italic)
  if ('code' in inline) return code(inline.code)
  if ('link' in inline) return link(inline.link, inline.label)
  if ('mention' in inline) return mention(inline.mention, inline.name)
  if ('drawn' in inline) return escaped(inline.drawn)
  return time(inline.time, inline.style)
}

/** The longest beginning of an inline that still fits. What cannot be cut gives way to `…`. */
function shortened(inline: Inline, budget: Budget): string {
  const [plain, rewrite] = cuttable(inline)
  let fitting = ''
  let low = 1
  let high = Math.min(plain.length, Math.max(budget.characters, 0))
  while (low <= high) {
    const middle = (low + high) >> 1
    const candidate = rewrite(cutText(plain, middle))
    if (fits(candidate, budget)) {
      fitting = candidate
      low = middle + 1
    } else high = middle - 1
  }
  return fitting
}

function cuttable(inline: Inline): [plain: string, rewrite: (text: string) => string] {
  if (typeof inline === 'string') return [inline, escaped]
  if ('bold' in inline) return [inline.bold, (bold) => write({ bold })]
  if ('italic' in inline) return [inline.italic, (italic) => write({ italic })]
  if ('code' in inline) return [inline.code, (code) => write({ code })]
  if ('link' in inline) return [inline.label, escaped]
  if ('mention' in inline) return [inline.name, escaped]
  if ('drawn' in inline) return [inline.drawn, escaped]
  return ['…', escaped]
}

/** Two neighbours' asterisks would run together, and a mark that only means something where a line begins needs no stroke behind words. */
function joined(left: string, right: string): string {
  if (left.endsWith('*') && right.startsWith('*')) return left + PARTING + right
  const line = left.slice(left.lastIndexOf('\n') + 1)
  const isWithin = right.startsWith('\\.')
    ? /[^\s\d]/.test(line)
    : /^\\[#>+-]/.test(right) && /[\p{L}\p{N}]/u.test(line)
  return left + (isWithin ? right.slice(1) : right)
}

/** Emphasis does not begin or end at a space. */
function wrapped(mark: string, text: string): string {
  const inner = text.trim()
  if (inner === '') return text
  const [before = '', after = ''] = text.split(inner)
  return `${before}${mark}${escaped(inner)}${mark}${after}`
}

/** A backtick cannot be escaped inside code, so such a text is shown as it is. */
function code(text: string): string {
  const line = flat(text)
  return line.trim() === '' || line.includes('`') ? escaped(line) : `\`${line}\``
}

function link(url: string, label: string): string {
  const target = linkTarget(url)
  if (target === null) return escaped(flat(label))
  const text = linkLabel(label)
  return text === '' ? target : `[${text}](${target})`
}

/** Discord takes no link whose label has an address or a single bracket in it. */
function linkLabel(label: string): string {
  const text = flat(label)
    .trim()
    .replace(/https?:\/\//gi, '')
  const paired = /^[^[\]]*(\[[^[\]]*\][^[\]]*)*$/.test(text)
  return escaped(paired ? text : text.replaceAll('[', '(').replaceAll(']', ')'))
}

function mention(account: string, name: string): string {
  const user = /^discord:(\d+)$/.exec(account)?.[1]
  return user ? `<@${user}>` : escaped(flat(name))
}

const TIME_STYLES = { date: 'D', moment: 'F', relative: 'R' } as const

function time(instant: Temporal.Instant, style: keyof typeof TIME_STYLES): string {
  return `<t:${Math.floor(instant.epochMilliseconds / 1000)}:${TIME_STYLES[style]}>`
}
