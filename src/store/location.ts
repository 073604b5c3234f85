/** Where a store is, as `STORE_URL` says it. */
export type StoreLocation = { kind: 'memory' } | { kind: 'sqlite'; path: string } | { kind: 'postgres'; url: URL }

const WAYS =
  'Use sqlite:data/lectern.db for a file, postgres://user:password@host/database for PostgreSQL, or memory: to keep nothing.'

/** Throws an Error whose message says what to write instead. */
export function storeLocation(url: string): StoreLocation {
  const [, scheme = '', rest = ''] = /^([a-z]+):(.*)$/i.exec(url) ?? []
  switch (scheme.toLowerCase()) {
    case 'memory':
      return { kind: 'memory' }
    case 'sqlite':
      return { kind: 'sqlite', path: pathIn(rest) }
    case 'postgres':
    case 'postgresql':
      return { kind: 'postgres', url: serverIn(url) }
    default:
      throw new Error(`STORE_URL ${JSON.stringify(shortened(url))} names no kind of store that Lectern has. ${WAYS}`)
  }
}

/** Whether anything is kept after the end. */
export function isLasting(url: string): boolean {
  return storeLocation(url).kind !== 'memory'
}

/** The store's file, where it is one. */
export function storeFile(url: string): string | null {
  const location = storeLocation(url)
  return location.kind === 'sqlite' ? location.path : null
}

/** The kind of store and where it is, without secrets, for the report at the start. */
export function describeStore(url: string): string {
  const location = storeLocation(url)
  switch (location.kind) {
    case 'memory':
      return 'memory (nothing is kept after the end)'
    case 'sqlite':
      return `SQLite file ${location.path}`
    case 'postgres':
      return `PostgreSQL ${location.url.host}${location.url.pathname}`
  }
}

function pathIn(rest: string): string {
  const path = rest.replace(/^\/\//, '')
  if (path === '')
    throw new Error('STORE_URL sqlite: names no file. Write sqlite:data/lectern.db, or sqlite:///var/lib/lectern.db.')
  if (path === ':memory:') throw new Error('STORE_URL sqlite::memory: is not supported. Write memory: to keep nothing.')
  return path
}

function serverIn(url: string): URL {
  try {
    return new URL(url)
  } catch {
    throw new Error(
      'STORE_URL is not a valid postgres:// address: a password with signs such as @ / # must be percent-encoded.',
    )
  }
}

/** What stands before a possible password. */
function shortened(url: string): string {
  return url.split('@').length > 1 ? `${url.slice(0, url.indexOf(':') + 1)}…` : url
}
