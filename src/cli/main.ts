/** `npm run lectern -- <command> …`: the command line. */
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { UserError } from '../club/errors.ts'
import type { Io } from './io.ts'

const USAGE = `Usage: npm run lectern -- <command> …

  import FILE|URL|- … [--json] [--dry-run] [--format NAME] [--progress]
      Takes documents into the club's library. --dry-run only shows what is in them, --json prints that as JSON.
  idea --jsonl
      Picks the idea lines of papers that come as JSON Lines on standard input.
`

async function main([name, ...args]: string[], io: Io): Promise<number> {
  switch (name) {
    case 'import': {
      const { openReadingThread } = await import('../services/importing/reading-thread.ts')
      const reading = openReadingThread()
      // It loads its program while this thread loads what is left of its own.
      reading.start()
      return (await import('./import.ts')).importCommand(args, io, reading)
    }
    case 'idea':
      return (await import('./idea.ts')).ideaCommand(args, io)
    case 'help':
    case '--help':
    case '-h':
      io.stdout.write(USAGE)
      return 0
  }
  io.stderr.write(`${name === undefined ? 'Name a command.' : `There is no command “${name}”.`}\n\n${USAGE}`)
  return 2
}

// Each start would compile all programs anew. Threads learn of the cache by the environment.
process.env.NODE_COMPILE_CACHE ??= enableCompileCache().directory ?? ''

if (existsSync('.env')) process.loadEnvFile('.env')

// Whoever reads may leave early, as `| head` does.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1)
  })
}

const { stdin, stdout, stderr, env } = process
main(process.argv.slice(2), { stdin, stdout, stderr, env }).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    const isOurs = !(error instanceof UserError)
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    if (isOurs && env.LOG_LEVEL === 'debug') console.error(error)
    process.exitCode = 1
  },
)
