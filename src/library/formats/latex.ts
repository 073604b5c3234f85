import {
  commands,
  diacritics,
  formattingCommands,
  formattingEnvs,
  mathCommands,
} from '@citation-js/plugin-bibtex/lib/input/constants.js'
import { parse } from '@citation-js/plugin-bibtex/lib/input/value.js'
import { spokenName } from '../reading/name.ts'
import { isObject, textAt } from './json-value.ts'
import { SYMBOLS } from './latex-symbols.ts'
import { composed, oneLine } from './texts.ts'

/** A field's value as plain text: accents, symbols and braces become Unicode. */
export function latexToText(value: string): string {
  if (!LATEX.test(value)) return oneLine(value)
  if (value.length > LONGEST || isTooDeep(value)) return oneLine(withoutMarks(value))
  const text = parsed(value, 'title') ?? parsed(value.replace(/(?<!\\)\$/g, '\\$'), 'title')
  return typeof text === 'string' ? finished(text) : oneLine(withoutMarks(value))
}

/** A text in which only letters are written as LaTeX writes them, as arXiv shows it: `Poincar\'e`. Formulas stay as they are. */
export function lettersToText(text: string): string {
  if (!text.includes('\\')) return text
  const parts = text.split(/(\$[^$]{1,1000}\$)/)
  return parts.map((part) => (part.startsWith('$') ? part : part.replace(LETTER, latexToText))).join('')
}

const LETTER =
  /\{\\(?:["'`^~=.]|[uvHcdbkr](?![a-z]))\s*\{?\\?[a-z]\}?\}|\\["'`^~=.](?:\{\\?[a-z]\}|\\?[a-z])|\\[uvHcdbkr](?:\{\\?[a-z]\}|\s+[a-z](?![a-z]))|\{\\(?:ss|ae|AE|oe|OE|aa|AA|[oOlLij])\}|\\(?:ss|ae|AE|oe|OE|aa|AA|[oOlL])(?:\{\}|(?![a-z])\s*)/gi

/** Null for unbalanced marks, as in “costs $5”, where whoever wrote it meant the characters. */
function parsed(value: string, field: string): unknown {
  try {
    return parse(forParser(value), field)
  } catch {
    return null
  }
}

/** The parser knows no comments, takes all that follows `^` as raised, and has few commands of mathematics. */
function forParser(value: string): string {
  return value
    .replace(/(?<!\\)%/g, '\\%')
    .replace(UNSHOWN, '')
    .replace(WIDE_SPACES, ' ')
    .replace(FRACTION, '$1/$2')
    .replace(DEGREES, '°')
    .replace(FUNCTION, (_, before = '', name: string, after = '') => (before && ' ') + name + (after && ' '))
    .replace(/(?<=(\s)?)\\([a-z]+)\*?(\s*)/gi, known)
    .replace(/\\[^a-z&%$#_{}`'^~=."]/gi, '')
    .replace(/\$[^$]{1,300}\$/g, (math) => math.replace(/([\^_])\s*([^\s{\\])/g, '$1{$2}'))
}

/** A command's character, or the command where the parser knows it; of another what it is about stays. */
function known(command: string, before: string | undefined, name: string, after: string): string {
  const symbol = SYMBOLS.get(name)
  // A space behind a command ends its name, and is only meant where one stands before it, too.
  if (symbol !== undefined) return symbol + (before ? after : '')
  return KNOWN.has(name) ? command : ''
}

const KNOWN = new Set([
  ...[commands, mathCommands, diacritics, formattingEnvs, formattingCommands].flatMap(Object.keys),
  ...['href', 'url', 'begin', 'end', 'sp', 'sb'],
])
const UNSHOWN = /\\(?:noopsort|index|label|cite[pt]?|footnote|thanks)\s*\{[^{}]{0,200}\}/g
const WIDE_SPACES = /\\(?:[,;:> \\]|(?:q?quad|enspace|thinspace|newline|hspace\*?\s*\{[^{}]{0,20}\})(?![a-z]))\s*/gi
const FRACTION = /\\[dt]?frac\s*\{([^{}]{1,40})\}\s*\{([^{}]{1,40})\}/g
const DEGREES = /\^\s*(?:\\circ(?![a-z])\s*|\{\s*\\circ\s*\})/gi
const FUNCTION =
  /(?<=([\p{L}\p{N}])?)\\(log|ln|exp|sin|cos|tan|min|max|inf|sup|lim|det|dim|ker|deg|gcd|arg|mod|bmod|Pr|TeX|LaTeX)(?![a-zA-Z])\s*(?=([\p{L}\p{N}\\])?)/gu

/** What the parser makes of a text, without the marks that it puts in and the commands that it leaves. */
function finished(text: string): string {
  const letters = text.replace(STYLES, '').replace(/[ıȷ](?=[\u0300-\u036f])/g, (letter) => (letter === 'ı' ? 'i' : 'j'))
  return composed(oneLine(letters))
}

/** The names of an `author` field, given name first. */
export function latexToNames(value: string): string[] {
  return partNames(value).map(nameOf)
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
  for (const match of value.matchAll(/\\.|[{}]|(?:^|\s+)and(?=\s|$)/gis)) {
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
  if (!LATEX.test(text) && !EXTENDED.test(text)) return spokenName(text)
  const [name] = asList(parsed(text, 'author'))
  if (!isObject(name)) return spokenName(latexToText(text))
  const pieces = ['given', 'prefix', 'family'].map((piece) => textAt(name, piece) ?? '')
  const suffix = textAt(name, 'suffix')
  return finished(pieces.join(' ') + (suffix ? `, ${suffix}` : ''))
}

/** BibLaTeX's names by their parts: `given=Ada, family=Lovelace`. */
const EXTENDED = /\bfamily\s*=/

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
