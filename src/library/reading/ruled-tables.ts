/** Tables whose columns stand below rules, as Pandoc and reST have them, as those of Markdown; each line stays where it was. */
export function ruledTables(lines: readonly string[]): string[] {
  const out = [...lines]
  for (let at = 0; at < lines.length; at++) {
    const starts = columnsBelow(lines[at])
    if (!starts) continue
    const hasRuleBelow = columnsBelow(lines[at + 2]) !== null
    // A rule above the names, one below them, and one that ends the table; or only that below the names.
    const rule = hasRuleBelow ? at + 2 : at
    const names = rule - 1
    if (names < 0 || (lines[names] ?? '').trim() === '') continue
    const end = endOf(lines, rule + 1, hasRuleBelow)
    if (end === rule + 1) continue
    if (hasRuleBelow) out[at] = ''
    out[names] = rowOf(cellsAt(lines[names] ?? '', starts))
    out[rule] = `|${' --- |'.repeat(starts.length)}`
    let open: { row: number; cells: string[][] } | null = null
    for (let row = rule + 1; row < end; row++) {
      const cells = cellsAt(lines[row] ?? '', starts)
      if (hasRuleBelow && cells[0] === '' && open) {
        open.cells.forEach((words, nth) => void words.push(cells[nth] ?? ''))
        out[row] = '|'
        continue
      }
      if (open) out[open.row] = rowOf(open.cells.map(joined))
      open = { row, cells: cells.map((cell) => [cell]) }
    }
    if (open) out[open.row] = rowOf(open.cells.map(joined))
    if (columnsBelow(lines[end])) out[end] = ''
    at = end
  }
  return out
}

/** Where columns begin that a rule parts: `-----  ---  ----------`. */
function columnsBelow(line: string | undefined): number[] | null {
  if (line === undefined || line.length > LONGEST_RULE || !RULES.test(line)) return null
  return [...line.matchAll(/[-=]+/g)].map(({ index }) => index)
}

const RULES = /^\s*(?:-{3,}(?:\s+-{3,})+|={2,}(?:\s+={2,})+)\s*$/
const LONGEST_RULE = 400

function endOf(lines: readonly string[], start: number, isClosed: boolean): number {
  let end = start
  while (end < lines.length && !columnsBelow(lines[end]) && (isClosed || (lines[end] ?? '').trim() !== '')) end++
  return isClosed && end === lines.length ? start : end
}

function cellsAt(line: string, starts: readonly number[]): string[] {
  return starts.map((start, nth) => line.slice(nth === 0 ? 0 : start, starts[nth + 1]).trim())
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function joined(words: readonly string[]): string {
  return words.filter((word) => word !== '').join(' ')
}
