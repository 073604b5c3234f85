import type { Span } from './driver.ts'
import type { RangeOptions } from './store.ts'

/** What the narrowest backend, PostgreSQL's index, takes for certain. */
const LONGEST_KEY = 2048

/** The key as every backend can hold it; throws when it cannot be one. */
export function checkedKey(key: string): string {
  if (key === '') throw new TypeError('A key cannot be empty.')
  if (Buffer.byteLength(key) > LONGEST_KEY) {
    throw new TypeError(
      `A key has at most ${LONGEST_KEY} bytes; this one begins with ${JSON.stringify(key.slice(0, 40))}.`,
    )
  }
  return checkedText(key)
}

/** The keys with `prefix`, all of them or from one on. `space` comes before both. */
export function spanOf(space: string, prefix: string, { from, limit, reverse = false }: RangeOptions): Span {
  const lower = space + checkedText(prefix)
  const span = { lower, upper: successor(lower), inclusive: false, limit: limit ?? null, reverse }
  if (from === undefined) return span
  const start = space + checkedText(from)
  if (reverse) return byBytes(start, span.upper) < 0 ? { ...span, upper: start, inclusive: true } : span
  return byBytes(start, lower) > 0 ? { ...span, lower: start } : span
}

/** Compares as the strings' UTF-8 bytes do. JavaScript's own order differs where surrogates meet U+E000 to U+FFFF. */
export function byBytes(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  for (let at = 0; at < shorter; at++) {
    const left = a.charCodeAt(at)
    const right = b.charCodeAt(at)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** The first string after all those that begin with `prefix`. */
function successor(prefix: string): string {
  const points = [...prefix]
  let last = points.pop()
  while (last === '\u{10FFFF}') last = points.pop()
  if (last === undefined) throw new TypeError('Nothing comes after this prefix.')
  const next = (last.codePointAt(0) ?? 0) + 1
  return points.join('') + String.fromCodePoint(next === 0xd800 ? 0xe000 : next)
}

function checkedText(text: string): string {
  if (text.includes('\0') || !text.isWellFormed()) {
    throw new TypeError(`A key cannot hold NUL or half a character: ${JSON.stringify(text)}.`)
  }
  return text
}
