import { saidDateAhead, saidDayAhead } from '../club/said-date.ts'
import type { Command } from './command.ts'
import type { OptionSpec, RawValues } from './options.ts'

/** What typed text calls, or what is wrong with it in one sentence, with the texts that were probably meant. */
export type ParsedText = { command: Command; values: RawValues } | { problem: string; suggestions: string[] }

/** Reads a command's call as typed: `find sparse attention limit:3`. Forgiving of case, smart quotes and order. */
export function parseText(commands: readonly Command[], text: string): ParsedText {
  const words = text.trim().split(/\s+/).filter(Boolean)
  const named = words.length === 0 ? byName(commands, ['help']) : byName(commands, words)
  if (named) return withValues(named, afterWords(text, wordsOf(named).length))

  const shown = byName(commands, [words[0] ?? '', 'show'])
  if (shown && meansShow(shown, words)) return withValues(shown, afterWords(text, 1))
  return unknown(commands, words, text)
}

function byName(commands: readonly Command[], words: readonly string[]): Command | undefined {
  const typed = words.map((word) => word.toLowerCase())
  return commands
    .filter((command) => wordsOf(command).every((word, index) => word === typed[index]))
    .sort((a, b) => wordsOf(b).length - wordsOf(a).length)[0]
}

const wordsOf = (command: Command): string[] => command.name.split(' ')

function afterWords(text: string, count: number): string {
  let rest = text.trimStart()
  for (let index = 0; index < count; index++) rest = rest.replace(/^\S+\s*/, '')
  return rest
}

/** `club` alone, or `club` with options of `club show`, calls `club show`. */
function meansShow(show: Command, words: readonly string[]): boolean {
  const next = words[1]
  return next === undefined || marks(show, next).length > 0 || withoutSwitches(next, booleansOf(show)).kept === ''
}

function unknown(commands: readonly Command[], words: readonly string[], text: string): ParsedText {
  const meant = nearest(commands, words)
  if (meant.length > 0) {
    const names = meant.map(({ command }) => `“${command.name}”`)
    return {
      problem: `There is no “${meant[0]?.typed}”. Did you mean ${listed(names)}?`,
      suggestions: meant.map(({ command, typed }) => phrase(command.name, afterWords(text, typed.split(' ').length))),
    }
  }
  const first = words[0] ?? ''
  const siblings = commands.filter((command) => command.name.startsWith(`${first.toLowerCase()} `))
  if (siblings.length > 0) {
    const names = siblings.map((command) => command.name)
    return {
      problem: `Say what to do with “${first}”: ${listed(names.map((name) => `“${name}”`))}.`,
      suggestions: names,
    }
  }
  if (words.length === 0) return { problem: 'Say what you want to do.', suggestions: [] }
  const within = commands.filter(({ name }) => name.endsWith(` ${first.toLowerCase()}`)).slice(0, SUGGESTIONS)
  if (within.length > 0) {
    const names = within.map(({ name }) => name)
    return {
      problem: `There is no “${first}”. Did you mean ${listed(names.map((name) => `“${name}”`))}?`,
      suggestions: names.map((name) => phrase(name, afterWords(text, 1))),
    }
  }
  if (!byName(commands, ['find'])) return { problem: `There is no “${first}”.`, suggestions: [] }
  const search = phrase('find', words.join(' '))
  return { problem: `There is no “${first}”. Papers are looked for with “find”.`, suggestions: [search] }
}

const phrase = (name: string, rest: string): string => `${name} ${rest}`.trim()

function listed(parts: readonly string[], joint = 'or'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${joint} ${parts.at(-1)}`
}

const SUGGESTIONS = 3

function nearest(commands: readonly Command[], words: readonly string[]): { command: Command; typed: string }[] {
  return commands
    .map((command) => {
      const typed = words.slice(0, wordsOf(command).length).join(' ')
      return { command, typed, distance: strayed(typed.toLowerCase(), command.name) }
    })
    .filter(({ distance }) => distance !== null)
    .sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0))
    .slice(0, SUGGESTIONS)
}

/** How far what was typed strays from a name; null when it cannot have been meant. The start of a name strays least. */
function strayed(typed: string, name: string): number | null {
  if (typed.length < 3 || typed.length > name.length + 2) return null
  if (name.startsWith(typed) && !name.startsWith(`${typed} `)) return 0.5
  const distance = editDistance(typed, name)
  return distance > 0 && distance <= (name.length < 6 ? 1 : 2) ? distance : null
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, b.length)
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY

function withValues(command: Command, rest: string): ParsedText {
  const found = marks(command, rest)
  const values: Record<string, string> = Object.create(null)
  const switches = booleansOf(command)

  for (const [index, mark] of found.entries()) {
    const segment = rest.slice(mark.valueAt, found[index + 1]?.at ?? rest.length).trim()
    const { kept, on } = withoutSwitches(segment, switches)
    // `text:all` means the word: a named value is never emptied.
    values[mark.name] = unquoted(kept === '' ? segment : kept)
    if (kept !== '') for (const name of on) values[name] = 'true'
  }

  const leading = rest.slice(0, found[0]?.at ?? rest.length).trim()
  const places = positional(command).filter(([name]) => !(name in values))
  const { kept, on } = withoutSwitches(leading, switches)
  const wanted = kept === '' && places[0]?.[1].required ? leading : kept
  if (wanted === kept) for (const name of on) values[name] = 'true'
  if (wanted !== '' && places.length === 0) return tooMuch(command, wanted)
  fill(values, places, wanted)
  return { command, values: { ...values } }
}

function tooMuch(command: Command, words: string): ParsedText {
  const names = Object.keys(command.options).map((name) => `“${name}:”`)
  const takes =
    names.length > 0
      ? `takes only ${listed(names, 'and')}, and “${words}” belongs to none of them.`
      : `takes nothing more, so leave “${words}” out.`
  return { problem: `“${command.name}” ${takes}`, suggestions: [command.name] }
}

function fill(values: Record<string, string>, places: readonly [string, OptionSpec][], words: string): void {
  let rest = words
  for (const [index, [name, spec]] of places.entries()) {
    if (rest === '') return
    const last = index === places.length - 1
    const quoted = quotedAt(rest, 0)
    const greedy = spec.kind === 'text' || spec.kind === 'paper'
    const own = OWN_END[spec.kind]?.(rest) ?? wordEnd(rest)
    const end = last ? rest.length : quoted ? quoted.end : greedy ? rest.length : own
    values[name] = unquoted(rest.slice(0, end))
    rest = rest.slice(end).trim()
  }
}

/** How far a value reaches whose kind may be of several words. */
const OWN_END: Partial<Record<OptionSpec['kind'], (text: string) => number>> = {
  meeting: saidDateAhead,
  date: saidDayAhead,
}

const wordEnd = (text: string): number => /^\S+/.exec(text)?.[0].length ?? 0

const positional = (command: Command): [string, OptionSpec][] =>
  Object.entries(command.options).filter(([, spec]) => spec.kind !== 'boolean')

const booleansOf = (command: Command): string[] =>
  Object.entries(command.options).flatMap(([name, spec]) => (spec.kind === 'boolean' ? [name] : []))

/** Switches are named bare, at the end of what they follow: anywhere else the word belongs to the text. */
function withoutSwitches(segment: string, switches: readonly string[]): { kept: string; on: string[] } {
  const on: string[] = []
  let kept = segment
  for (;;) {
    const word = /(?:^|\s)(\S+)$/.exec(kept)?.[1]
    const name = switches.find((candidate) => candidate.toLowerCase() === word?.toLowerCase())
    if (!word || !name) return { kept, on }
    on.push(name)
    kept = kept.slice(0, -word.length).trimEnd()
  }
}

interface Mark {
  name: string
  at: number
  valueAt: number
}

/** Where `name:` of one of the command's options stands, outside of quotes. */
function marks(command: Command, text: string): Mark[] {
  const names = Object.keys(command.options)
  const found: Mark[] = []
  let index = 0
  while (index < text.length) {
    const quoted = quotedAt(text, index)
    if (quoted) {
      index = quoted.end
      continue
    }
    const typed = /^([^\s:]+):/.exec(text.slice(index, index + LONGEST_NAME))?.[1]
    const name = names.find((candidate) => candidate.toLowerCase() === typed?.toLowerCase())
    if (name && typed) {
      found.push({ name, at: index, valueAt: index + typed.length + 1 })
      index += typed.length + 1
      index += /^\s*/.exec(text.slice(index))?.[0].length ?? 0
      continue
    }
    index += /^\S*\s*/.exec(text.slice(index))?.[0].length || 1
  }
  return found
}

const LONGEST_NAME = 40
const OPENING = '"“”„«'
const CLOSING = '"”“»'

/** The quoted string that begins here, when it also ends: its closing mark stands before a space or the end. */
function quotedAt(text: string, start: number): { inside: string; end: number } | null {
  if (!OPENING.includes(text.charAt(start)) || text.charAt(start) === '') return null
  for (let index = start + 1; index < text.length; index++) {
    const closes = CLOSING.includes(text.charAt(index))
    if (closes && /^(\s|$)/.test(text.slice(index + 1, index + 2))) {
      return { inside: text.slice(start + 1, index), end: index + 1 }
    }
  }
  return null
}

function unquoted(value: string): string {
  const trimmed = value.trim()
  const quoted = quotedAt(trimmed, 0)
  return quoted?.end === trimmed.length ? quoted.inside : trimmed
}
