/** README.md as tests read it: by its headings, tables and code blocks. */
import { readFileSync } from 'node:fs'

export const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** What stands below a heading, up to the next one of its size. */
export function section(heading: string): string {
  const [, text] = readme.split(`\n## ${heading}\n`)
  if (text === undefined) throw new Error(`README has no heading “## ${heading}”`)
  return text.split('\n## ')[0] ?? ''
}

/** The rows of a section's table whose first column is so named, as the plain text of their cells. */
export function table(heading: string, firstColumn: string): string[][] {
  const lines = section(heading)
    .split('\n')
    .map((line) => line.trim())
  const start = lines.findIndex((line) => line.startsWith(`| ${firstColumn} |`))
  if (start < 0) throw new Error(`README has no table of “${firstColumn}” below “${heading}”`)
  const rest = lines.slice(start + 2)
  const end = rest.findIndex((line) => !line.startsWith('|'))
  return rest.slice(0, end < 0 ? undefined : end).map((line) => line.slice(1, -1).split('|').map(plain))
}

function plain(cell: string): string {
  return cell.replaceAll('`', '').trim()
}

/** The code block between `<!-- name… -->` and `<!-- /name -->`. */
export function example(name: string): string {
  const [, block] =
    new RegExp(`<!-- ${name}.*? -->\\n\`\`\`\\w+\\n(.*?)\`\`\`\\n<!-- /${name} -->`, 's').exec(readme) ?? []
  if (block === undefined) throw new Error(`README has no example “${name}”`)
  return block
}
