import type { Source } from '../format.ts'
import type { Complaint } from './complaint.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** A document as one JSON value; undefined where it is none. Looked at by several formats, read once. */
export function jsonOf(source: Source): unknown {
  const known = read.get(source)
  if (known) return known.value
  const value = isTooDeep(source.text) ? undefined : parseOr(source.text)
  read.set(source, { value })
  return value
}

const read = new WeakMap<Source, { value: unknown }>()

/** What keeps a document from being JSON, in words. */
export function whyNoJson({ text }: Source): Complaint {
  if (text.length > LONGEST) return { line: 1, message: 'The document is over 10 MB, too large to read at once.' }
  if (isTooDeep(text)) return { line: 1, message: 'The document is nested too deeply to be a list of papers.' }
  return { line: 1, message: `This is no JSON, or it is cut off: ${reasonOf(text)}.` }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textAt(object: JsonObject, ...keys: string[]): string | null {
  for (const key of keys) {
    const value = object[key]
    if (typeof value === 'string' && value.trim() !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return null
}

export function numberAt(object: JsonObject, ...keys: string[]): number | null {
  for (const key of keys) {
    const value = object[key]
    if (typeof value === 'number') return value
    if (typeof value === 'string' && /^\d{1,15}$/.test(value.trim())) return Number(value)
  }
  return null
}

export function listAt(object: JsonObject, ...keys: string[]): readonly unknown[] {
  for (const key of keys) {
    const value = object[key]
    if (Array.isArray(value)) return value
  }
  return []
}

/** The lines on which the entries of a list begin. */
export function entryLines(text: string): number[] {
  const lines: number[] = []
  let line = 1
  let depth = 0
  let isFirst = true
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === QUOTE) at = endOfString(text, at)
    else if (character === NEWLINE) line++
    else if (character === BRACE || character === BRACKET) {
      if (depth === 1 || (isFirst && character === BRACE)) lines.push(line)
      isFirst = false
      depth++
    } else if (character === END_BRACE || character === END_BRACKET) depth--
  }
  return lines
}

export const LONGEST = 10_000_000
const DEEPEST = 64
const [QUOTE, NEWLINE, BACKSLASH] = [0x22, 0x0a, 0x5c]
const [BRACE, END_BRACE, BRACKET, END_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d]

/** Whether a value nests more deeply than any list of papers does. */
export function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === QUOTE) at = endOfString(text, at)
    else if (character === BRACE || character === BRACKET) {
      if (++depth > DEEPEST) return true
    } else if (character === END_BRACE || character === END_BRACKET) depth--
  }
  return false
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === BACKSLASH) at++
    else if (character === QUOTE || character === NEWLINE) return character === QUOTE ? at : at - 1
  }
  return text.length
}

/** A text as JSON; undefined where it is none, or too long. */
export function parseOr(text: string): unknown {
  if (text.length > LONGEST || !/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function reasonOf(text: string): string {
  try {
    JSON.parse(text)
    return 'it holds no list'
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 120) : 'it cannot be read'
  }
}
