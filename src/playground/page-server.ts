/** The page's files, ready to be sent: its TypeScript with the types stripped, its libraries as they were installed. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface PageFile {
  body: string | Buffer
  headers: Readonly<Record<string, string>>
}

/** Answers with the file of a path, or nothing where the page has none. */
export type Page = (path: string) => PageFile | undefined

/** Reads the whole page at once: it is small, and only what was found here can ever be asked for. */
export async function readPage(): Promise<Page> {
  const files = new Map<string, PageFile>()
  for (const [path, file] of await ownFiles()) files.set(path, file)
  for (const [name, specifier] of Object.entries(LIBRARIES)) {
    files.set(`/library/${name}.js`, file('.js', await readFile(fileURLToPath(import.meta.resolve(specifier)))))
  }
  const index = files.get('/index.html')
  if (index) files.set('/', withImportMap(index))
  files.delete('/index.html')
  return (path) => files.get(path)
}

const FOLDER = fileURLToPath(new URL('page', import.meta.url))

const LIBRARIES = {
  preact: 'preact',
  hooks: 'preact/hooks',
  htm: 'htm',
  'htm-preact': 'htm/preact',
}

const IMPORT_MAP = JSON.stringify({
  imports: {
    preact: '/library/preact.js',
    'preact/hooks': '/library/hooks.js',
    htm: '/library/htm.js',
    'htm/preact': '/library/htm-preact.js',
  },
})

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.js': 'text/javascript; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
}

async function ownFiles(): Promise<[string, PageFile][]> {
  const entries = await readdir(FOLDER, { recursive: true, withFileTypes: true })
  const wanted = entries.filter((entry) => entry.isFile() && extname(entry.name) in TYPES)
  return Promise.all(
    wanted.map(async (entry): Promise<[string, PageFile]> => {
      const full = join(entry.parentPath, entry.name)
      const path = `/${relative(FOLDER, full).split(sep).join('/')}`
      const source = await readFile(full, 'utf8')
      return [path, file(extname(entry.name), extname(entry.name) === '.ts' ? stripTypeScriptTypes(source) : source)]
    }),
  )
}

function file(extension: string, body: string | Buffer): PageFile {
  return {
    body,
    headers: {
      'content-type': TYPES[extension] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  }
}

/** The import map has to stand in the page itself, so the policy names it by its hash. */
function withImportMap(index: PageFile): PageFile {
  const hash = createHash('sha256').update(IMPORT_MAP).digest('base64')
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self'",
    "img-src 'self' data: https:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  return {
    body: String(index.body).replace('<!-- import map -->', `<script type="importmap">${IMPORT_MAP}</script>`),
    headers: { ...index.headers, 'content-security-policy': policy, 'referrer-policy': 'no-referrer' },
  }
}
