import { parse } from '@citation-js/plugin-bibtex/lib/input/value.js'
import { isObject, textAt } from './json-value.ts'
import { isRest, spokenName } from './names.ts'
import { oneLine } from './texts.ts'

/** A field's value as plain text: accents, symbols and braces become Unicode. */
export function latexToText(value: string): string {
  if (!LATEX.test(value)) return oneLine(value)
  if (value.length > LONGEST || isTooDeep(value)) return oneLine(withoutMarks(value))
  try {
    const text = parse(forParser(value), 'title')
    if (typeof text === 'string') return oneLine(text.replace(STYLES, ''))
  } catch {
    // Unbalanced marks, as in “costs $5”: whoever wrote it meant the characters.
  }
  return oneLine(withoutMarks(value))
}

/** The parser knows no comments, takes all that follows `^` as raised, and has no fonts of mathematics. */
function forParser(value: string): string {
  return value
    .replace(/(?<!\\)%/g, '\\%')
    .replace(MATH_FONTS, '')
    .replace(/\$[^$]{1,300}\$/g, (math) => math.replace(/([\^_])\s*([^\s{\\])/g, '$1{$2}'))
}

const MATH_FONTS =
  /\\(?:math(?:cal|bb|bf|rm|it|sf|tt|frak|scr)|operatorname|boldsymbol|bm|ensuremath|mbox|hbox|text(?:rm|sf|normal)?)(?![a-z])\*?\s*/gi

/** The names of an `author` field, given name first; `and others` is told, not named. */
export function latexToNames(value: string): { names: string[]; isWhole: boolean } {
  const parts = partNames(value)
  const names = parts.map(nameOf).filter((name) => name !== '')
  const named = names.filter((name) => !isRest(name))
  return { names: named, isWhole: named.length === names.length }
}

const LATEX = /[\\{}$~]|--|``|''/
const STYLES = /<\/?(?:i|b|u|tt|sc|sup|sub|span|em)(?:\s[^<>]*)?>/g
const LONGEST = 50_000
const DEEPEST = 50

/** Parts at “and” outside braces: `{Barnes and Noble}` is one. */
function partNames(value: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (const match of value.matchAll(/\\.|[{}]|\s+and\s+/gis)) {
    const [mark] = match
    if (mark === '{') depth++
    else if (mark === '}') depth--
    else if (depth === 0 && !mark.startsWith('\\')) {
      parts.push(value.slice(start, match.index))
      start = match.index + mark.length
    }
  }
  return [...parts, value.slice(start)]
}

function nameOf(part: string): string {
  const text = part.trim()
  if (!LATEX.test(text)) return spokenName(text)
  try {
    const [name] = asList(parse(text, 'author'))
    if (isObject(name)) {
      const pieces = ['given', 'prefix', 'family'].map((piece) => textAt(name, piece) ?? '')
      const suffix = textAt(name, 'suffix')
      return oneLine(pieces.join(' ') + (suffix ? `, ${suffix}` : '')).replace(STYLES, '')
    }
  } catch {
    // Falls back to the plain reading below.
  }
  return spokenName(latexToText(text))
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isTooDeep(value: string): boolean {
  let depth = 0
  for (const [mark] of value.matchAll(/\\.|[{}$]/gs)) {
    if (mark === '{') depth++
    else if (mark === '}') depth--
    if (depth > DEEPEST) return true
  }
  return false
}

function withoutMarks(value: string): string {
  return value
    .replace(/\\([&%$#_{}])/g, '$1')
    .replace(/\\[a-z]+\s*/gi, '')
    .replace(/[{}]/g, '')
    .replaceAll('~', ' ')
}
