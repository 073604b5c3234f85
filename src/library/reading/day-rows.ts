/** Rows that say when something was read, as headings of what stands below them. */
import { countWords } from '../formats/prose.ts'
import { readLeadingDate } from '../formats/written-dates.ts'
import { DAY_AND_TOPIC, isHour, isWhen } from './days.ts'
import { readLabel } from './labels.ts'
import { isPeople } from './people-found.ts'
import { linesOf, type Row, type Run, textOf } from './row.ts'
import { HOW_NEEDED } from './row-openings.ts'
import { titleOdds } from './titles.ts'

/** A day, alone or with who presents, on a first line, and what is read below: `April 17   Anna Kowal`. */
export function openedByDay(row: Row, [first = [], ...others]: Run[][], parted: (row: Row) => Row[]): Row[] | null {
  const hours = others.findIndex((line) => !isHour(textOf(line)))
  const below = hours < 0 ? [] : others.slice(hours)
  if (below.length === 0 || below.length > 6) return null
  const at = { ...row, line: row.line + others.length - below.length + 1, gap: true, runs: joined(below) }
  if (isWhen(textOf(first)) && readLabel(textOf(below[0] ?? [])) === null)
    return [
      asDay(row, first),
      ...sentencesApart(below).flatMap((lines, nth) =>
        parted({ ...at, kind: nth === 0 ? 'item' : 'text', gap: nth === 0, runs: joined(lines) }).map((part) =>
          HOW_NEEDED.test(textOf(part.runs)) ? { ...part, kind: 'item' as const, depth: row.depth } : part,
        ),
      ),
    ]
  const isLabelled = row.kind === 'item' && below.some((line) => readLabel(textOf(line)) !== null)
  const date = isLabelled ? null : readLeadingDate(textOf(first))
  const who = date?.rest.replace(/^[\s:,|–—-]+/, '') ?? ''
  if (!date || date.date.day === null || !isPeople(who)) return null
  const opening = `${textOf(first)
    .slice(0, textOf(first).length - date.rest.length)
    .trim()}: ${who}`
  return [asDay(row, [{ text: opening, bold: false, url: null }]), ...linesApart(at)]
}

/** Lines as what was read and what is said behind it: a stop or a bracket at the end of a line ends the first. */
function sentencesApart(lines: Run[][]): Run[][][] {
  const end = lines.findIndex(
    (line, at) => at > 0 && /[.)\]]$/.test(textOf(lines[at - 1] ?? [])) && /^\p{Lu}/u.test(textOf(line)),
  )
  return end < 0 ? [lines] : [lines.slice(0, end), lines.slice(end)]
}

/** Days that stand alone above what is read then, and `23: Topic` above a list. */
export function withDayHeads(rows: readonly Row[]): Row[] {
  const alone = rows.flatMap((row, at) => (isAlone(row) ? [at] : []))
  const [first = 0] = alone
  const last = rows[(alone.at(-1) ?? 0) + 1]
  // A day below each title is that of the title.
  const above = rows[first - 1]
  const isBelow =
    above !== undefined &&
    above.kind !== 'heading' &&
    titleOdds(textOf(above.runs)) >= 1 &&
    !/[:.]$/.test(textOf(above.runs))
  const heads = new Set(alone)
  const areHeads = alone.length > 0 && last !== undefined && !isBelow
  return rows.map((row, at) => {
    const isHead =
      (areHeads && heads.has(at)) ||
      (row.kind === 'text' && rows[at + 1]?.kind === 'item' && DAY_AND_TOPIC.test(textOf(row.runs)))
    if (isHead) return asDay(row, row.runs)
    const isRead = areHeads && heads.has(at - 1) && row.kind === 'text' && countWords(textOf(row.runs)) <= 30
    return isRead ? { ...row, kind: 'item' } : row
  })
}

function isAlone({ kind, runs }: Row): boolean {
  return (
    kind === 'text' &&
    runs.every(({ url }) => url === null) &&
    linesOf(runs).every((line, at) => (at === 0 ? isWhen : isHour)(textOf(line)))
  )
}

function asDay(row: Row, runs: Run[]): Row {
  return { ...row, kind: 'heading', depth: DAY_DEPTH, runs }
}

/** Below all headings of a document. */
const DAY_DEPTH = 7

export function linesApart(row: Row): Row[] {
  return linesOf(row.runs).map((runs, at) => ({ ...row, line: row.line + at, gap: at === 0 && row.gap, runs }))
}

/** Lines of one row, as its runs. */
export function joined(lines: readonly Run[][]): Run[] {
  return lines.flatMap((line, at) => (at === 0 ? line : [{ text: '\n', bold: false, url: null }, ...line]))
}
