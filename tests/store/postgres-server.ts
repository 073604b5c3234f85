import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openTmp, postgresPrograms } from './postgres-programs.ts'

export interface PostgresServer {
  url: string
  stop(): Promise<void>
  start(): Promise<void>
  /** Ends it as a power cut would: nothing is written any more, and the next start has to recover. */
  kill(): Promise<void>
  /** All its processes stand still: it answers nothing, and refuses nothing. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

/** A real PostgreSQL on a free port of this machine. It sorts as English does, so that the store's own order has to show. */
export async function startPostgres(): Promise<PostgresServer> {
  const { EmbeddedPostgres, dispose } = await postgresPrograms()
  const tmp = await openTmp()
  const databaseDir = await mkdtemp(join(tmp, 'lectern-postgres-'))
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
  async function postmaster(): Promise<number> {
    const [pid = ''] = (await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')
    return Number(pid)
  }

  async function signal(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const first = await postmaster()
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid='])
    for (const line of stdout.trim().split('\n')) {
      const [pid = 0, parent] = line.trim().split(/\s+/).map(Number)
      if (pid === first || parent === first) process.kill(pid, signal)
    }
  }

  // The user that it runs as reads a file that initdb is given, which nobody could where only its maker may.
  const before = { umask: process.umask(0o022), TMPDIR: process.env.TMPDIR ?? tmp }
  process.env.TMPDIR = tmp
  await server.initialise().finally(() => {
    process.umask(before.umask)
    process.env.TMPDIR = before.TMPDIR
  })
  await start()
  return {
    url: `postgres://lectern:lectern@127.0.0.1:${port}/postgres`,
    start,
    stop: () => server.stop(),
    async kill() {
      process.kill(await postmaster(), 'SIGQUIT')
      await server.stop()
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    async remove() {
      await server.stop()
      await rm(databaseDir, { recursive: true })
      await dispose()
    },
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
