import type { Complaint } from './complaint.ts'
import { countLines } from './texts.ts'

export type RawEntry = { text: string; type: string; line: number } | { complaint: Complaint }

/** An entry that goes on for longer has lost its closing brace. */
const LONGEST_ENTRY = 500_000
const MOST_LOST = 1000

/**
 * Cuts BibTeX into its entries, whatever pieces it comes in. What stands between entries is a comment, as in BibTeX. An
 * entry that never closes ends where a line begins another one, so that one lost brace costs one entry.
 */
export function bibtexCutter() {
  let held = ''
  let line = 1
  let lost = 0
  return { push, end: () => cut(true) }

  function* push(text: string): Generator<RawEntry> {
    if (lost > MOST_LOST) return
    held += text
    yield* cut(false)
  }

  function* cut(isLast: boolean): Generator<RawEntry> {
    let at = 0
    const moveTo = (place: number) => {
      line += countLines(held, at, place)
      at = place
    }
    for (;;) {
      const begin = findBegin(held, at)
      if (begin === null) {
        moveTo(isLast ? held.length : Math.max(at, lastMark(held)))
        break
      }
      moveTo(begin.at)
      if (begin.type === 'comment') {
        moveTo(begin.at + begin.length)
        continue
      }
      const end = endOfEntry(held, begin.at + begin.length - 1)
      if (end > 0) {
        yield { text: held.slice(at, end), type: begin.type, line }
        moveTo(end)
        continue
      }
      const isLong = held.length - at > LONGEST_ENTRY
      const stop = end === LOST || isLong ? nextBegin(held, at + begin.length) : isLast ? held.length : -1
      if (end === OPEN && !isLong && !isLast) break
      lost++
      yield {
        complaint: {
          line,
          isEntry: true,
          message:
            lost > MOST_LOST
              ? TOO_MANY_LOST
              : `The entry @${begin.type} that begins here is never closed; it is left out.`,
        },
      }
      moveTo(stop < 0 || lost > MOST_LOST ? held.length : stop)
    }
    held = held.slice(at)
  }
}

const TOO_MANY_LOST = 'Too many entries are never closed; from here on nothing is read.'

const OPEN = -1
const LOST = -2

const BEGIN = /@\s*([a-z]+)\s*[{(]/giy
const NEXT_BEGIN = /\n[ \t]*@\s*[a-z]+\s*[{(]\s*[^\s,={}"]*\s*,/gi

function findBegin(text: string, from: number): { at: number; length: number; type: string } | null {
  for (let at = text.indexOf('@', from); at >= 0; at = text.indexOf('@', at + 1)) {
    BEGIN.lastIndex = at
    const match = BEGIN.exec(text)
    if (match) return { at, length: match[0].length, type: (match[1] ?? '').toLowerCase() }
  }
  return null
}

/** Where a beginning may stand whose rest has not come yet. */
function lastMark(text: string): number {
  const mark = text.lastIndexOf('@')
  return mark >= 0 && text.length - mark < 200 ? mark : text.length
}

function nextBegin(text: string, from: number): number {
  NEXT_BEGIN.lastIndex = from
  const match = NEXT_BEGIN.exec(text)
  return match ? match.index + 1 : -1
}

const BRACES = /[\\{}()"\n]/g

/** Behind the brace that closes an entry; OPEN when it is not there, LOST when another entry begins before it. */
function endOfEntry(text: string, brace: number): number {
  const isRound = text[brace] === '('
  let depth = 0
  let isQuoted = false
  BRACES.lastIndex = brace
  for (let match = BRACES.exec(text); match; match = BRACES.exec(text)) {
    const at = match.index
    if (at - brace > LONGEST_ENTRY) return LOST
    switch (text[at]) {
      case '\\':
        BRACES.lastIndex = at + 2
        break
      case '{':
        depth++
        break
      case '}':
        depth--
        if (depth === 0 && !isRound) return at + 1
        break
      case '"':
        if (depth === 0) isQuoted = !isQuoted
        break
      case ')':
        if (depth === 0 && isRound && !isQuoted) return at + 1
        break
      case '\n':
        if (beginsEntry(text, at)) return LOST
        break
    }
  }
  return OPEN
}

function beginsEntry(text: string, lineEnd: number): boolean {
  const next = text.slice(lineEnd, lineEnd + 200)
  NEXT_BEGIN.lastIndex = 0
  return /^\n[ \t]*@/.test(next) && NEXT_BEGIN.exec(next)?.index === 0
}
