/** README.md and the pages of docs/ as tests read them: by their headings, tables and code blocks. */
import { readdirSync, readFileSync } from 'node:fs'

export interface Page {
  /** From the project's folder. */
  path: string
  text: string
}

/** README first. */
export const pages: readonly Page[] = ['README.md', ...pagesOf('docs')].map((path) => ({ path, text: read(path) }))

/** What stands below a heading of the second size, up to the next one. No two pages have the same heading. */
export function section(heading: string): string {
  const found = pages.flatMap(({ text }) => text.split(`\n## ${heading}\n`).slice(1))
  const [text] = found
  if (text === undefined) throw new Error(`Neither README nor docs/ has a heading “## ${heading}”`)
  if (found.length > 1) throw new Error(`“## ${heading}” is there more than once`)
  return text.split('\n## ')[0] ?? ''
}

/** The rows of a section's table whose first column is so named, as the plain text of their cells. */
export function table(heading: string, firstColumn: string): string[][] {
  const lines = section(heading)
    .split('\n')
    .map((line) => line.trim())
  const start = lines.findIndex((line) => line.startsWith(`| ${firstColumn} |`))
  if (start < 0) throw new Error(`There is no table of “${firstColumn}” below “${heading}”`)
  const rest = lines.slice(start + 2)
  const end = rest.findIndex((line) => !line.startsWith('|'))
  return rest.slice(0, end < 0 ? undefined : end).map((line) => line.slice(1, -1).split('|').map(plain))
}

function plain(cell: string): string {
  return cell.replaceAll('`', '').trim()
}

/** What stands between `<!-- name -->` and `<!-- /name -->`, on whichever page. */
export function marked(name: string): string {
  const pattern = new RegExp(`<!-- ${name}(?:: .*?)? -->\\n(.*?)\\n?<!-- /${name} -->`, 's')
  const found = pages.flatMap(({ text }) => pattern.exec(text)?.[1] ?? [])
  const [text] = found
  if (text === undefined || found.length > 1) throw new Error(`“<!-- ${name} -->” is there ${found.length} times`)
  return text
}

/** The code block between `<!-- name -->` and `<!-- /name -->`. */
export function example(name: string): string {
  const [, block] = /^```\w+\n(.*)```$/s.exec(marked(name)) ?? []
  if (block === undefined) throw new Error(`“<!-- ${name} -->” holds no code block`)
  return block
}

function pagesOf(folder: string): string[] {
  return readdirSync(new URL(`../${folder}`, import.meta.url))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
}

function read(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
}
