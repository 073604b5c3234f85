/** Every import of our own sources, read from the text: static, type-only, re-exported, dynamic. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

export interface Import {
  /** `src/app/app.ts` */
  file: string
  line: number
  /** `src/club/keys.ts` for one of our own files, else the package or `node:` module; `?` when it is computed. */
  target: string
  typeOnly: boolean
}

/** The sources below folders of the project, by path. */
export function sources(...folders: string[]): Map<string, string> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name).replaceAll('\\', '/')),
  )
  return new Map(files.sort().map((file) => [file, readFileSync(join(root, file), 'utf8')]))
}

export function importsOf(file: string, text: string): Import[] {
  return FORMS.flatMap((form) =>
    [...text.matchAll(form)].map((match) => ({
      file,
      line: text.slice(0, match.index).split('\n').length,
      target: targetOf(file, match.groups?.name),
      typeOnly: /^(import|export)\s+type\b/.test(match[0]),
    })),
  )
}

const FORMS = [
  /^import\s+[\w\s{},*$]+?\s+from\s*['"](?<name>[^'"]+)['"]/gm,
  /^export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*['"](?<name>[^'"]+)['"]/gm,
  /^import\s*['"](?<name>[^'"]+)['"]/gm,
  /\b(?:import|require)\s*\(\s*(?:['"`](?<name>[^'"`$]+)['"`])?/g,
]

function targetOf(file: string, name: string | undefined): string {
  if (name === undefined) return '?'
  if (name.startsWith('.')) return normalize(join(dirname(file), name)).replaceAll('\\', '/')
  if (name.startsWith('node:')) return name
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/')
}
