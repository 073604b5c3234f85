import { readInline } from './inline-markdown.ts'
import { isUnfinished, titleCase } from './prose.ts'
import type { TextLine } from './text-line.ts'

/** Joins lines that were broken to fit a width. What `stands` says stands alone is never joined. */
export function unwrap(lines: TextLine[], stands: (line: TextLine) => boolean): TextLine[] {
  const width = wrapWidth(lines, stands)
  if (width === null) return lines
  const groups: TextLine[][] = []
  lines.forEach((line, index) => {
    const group = groups.at(-1)
    const above = group?.at(-1)
    const canJoin = above && !line.gap && !isBlock(line) && above.heading === 0 && !stands(above) && !stands(line)
    const isFull = canJoin && !fits(above, line, width)
    if (
      group &&
      isFull &&
      !(isFirst(groups) && opensBody(above, line)) &&
      !isTitleBelow(above, line, lines[index + 1], width)
    ) {
      group.push(line)
    } else groups.push([line])
  })
  return groups.flatMap((group) => joinLines(group) ?? [])
}

function fits(above: TextLine, line: TextLine, width: number): boolean {
  return above.width + 1 + (line.raw.trimStart().split(' ', 1)[0] ?? '').length <= width
}

/** Whether the last group stands where a title would: at the top, or below what ends as a sentence does. */
function isFirst(groups: TextLine[][]): boolean {
  const before = groups.at(-2)?.at(-1)
  return (
    groups.at(-1)?.length === 1 && (!before || groups.at(-1)?.[0]?.gap === true || /[.!?…)\d]["”’]?$/.test(before.text))
  )
}

/** A title that happens to fill its line, and a sentence below it. */
function opensBody(title: TextLine, body: TextLine): boolean {
  if (isUnfinished(title.text) || /[.!]$/.test(title.text)) return false
  return titleCase(title.text) >= 0.6 && titleCase(body.text) < 0.5 && /^[“"'(]?[\p{Lu}\p{N}]/u.test(body.text)
}

/** A sentence that happens to end where its line does, and a title below it. */
function isTitleBelow(above: TextLine, line: TextLine, next: TextLine | undefined, width: number): boolean {
  if (!/[.!?]["”’)]?$/.test(above.text) || /\b(?:vs|al|etc|e\.g|i\.e|cf)\.$/i.test(above.text)) return false
  if (/[.!,;:]$/.test(line.text) || !/^[“"]?[\p{Lu}\p{N}]/u.test(line.text)) return false
  return titleCase(line.text) >= 0.7 && (!next || next.gap || fits(line, next, width))
}

/** Lines that are one line in truth, as that. */
export function joinLines(lines: readonly TextLine[]): TextLine | null {
  const [first] = lines
  if (!first || lines.length === 1) return first ?? null
  const pieces = lines.map(({ text }, index) => {
    // A hyphen at the end of a line stays: whether it belongs to the word cannot be told.
    const isBroken = index > 0 && /[\p{L}\p{N}]-$/u.test(lines[index - 1]?.text.slice(-4) ?? '') && /^\p{L}/u.test(text)
    return index === 0 || isBroken ? text : ` ${text}`
  })
  // A link whose label was broken over lines is one only now.
  const isSplit = lines.some(
    ({ text }, index) =>
      /^[^[\]]{0,300}\]\(/.test(text) && /\[[^[\]]{0,300}$/.test(lines[index - 1]?.text.slice(-300) ?? ''),
  )
  return {
    ...first,
    // Emphasis that was broken over lines keeps its marks until here.
    text: pieces.join('').replace(/^([*_]{1,3})(\S.*\S)\1$/, '$2'),
    raw: lines.map((line) => line.raw).join(' '),
    links: lines.flatMap(({ links }) => links),
    ...(isSplit ? readInline(lines.map(({ raw }) => raw.trim()).join(' ')) : {}),
  }
}

function isBlock(line: TextLine): boolean {
  return line.heading > 0 || line.isItem || line.isQuote || /^\d{1,2}[.)] /.test(line.text)
}

/** The width that lines were broken at; null when they were not. */
function wrapWidth(lines: TextLine[], stands: (line: TextLine) => boolean): number | null {
  let width = 0
  // A word that is too long for the width, as addresses are, breaks it.
  for (const line of lines) {
    if (line.text.includes(' ') && line.heading === 0 && !/\S{50}/.test(line.raw)) width = Math.max(width, line.width)
  }
  if (width < 40 || width > 160) return null
  let full = 0
  let broken = 0
  lines.forEach((line, index) => {
    const next = lines[index + 1]
    if (!next || next.gap || isBlock(next) || line.heading > 0 || stands(line) || stands(next)) return
    broken++
    if (!fits(line, next, width)) full++
  })
  // Where empty lines part the paragraphs, what stands together without one was broken, be it only once.
  const isParted = lines.filter(({ gap }) => gap).length >= 3
  return (full >= 3 && full >= broken / 2) || (isParted && full > 0 && full === broken) ? width : null
}
