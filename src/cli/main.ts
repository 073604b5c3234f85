/** `npm run lectern -- <command> …`: the command line. */
import '../start/node-version.js'
import { enableCompileCache } from 'node:module'
import { loadEnvFile } from '../start/env-file.ts'
import { carryOut, WrongUse } from '../start/program.ts'
import type { Io } from './io.ts'

const USAGE = `Usage: npm run lectern -- <command> …

  import FILE|URL|- … [--json] [--dry-run] [--format NAME] [--progress] [--as history [--club NAME]]
      Takes documents into the club's library. --dry-run only shows what is in them, --json prints that as JSON.
      --as history makes the dates of a group's own table its past meetings.
  doctor
      Looks at tokens, scopes, rooms, the store and the clock, and says what to do about what is wrong.
  idea --jsonl
      Picks the idea lines of papers that come as JSON Lines on standard input.
  backup FILE
      Writes all that the store holds into one file, while the bot runs.
  restore FILE [--force]
      Puts a backup into the store. What is in it goes only with --force.
  copy --from STORE_URL --to STORE_URL [--force]
      Puts all of one store into another, of whatever kinds they are, and compares the two.
  history [--club NAME] [--as markdown|csv|bibtex|ris|csl]
      Prints what a club has read, date by date, or the papers as records.
  export
      Prints clubs, rounds with their tallies, comments and added papers as JSON Lines.
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
    case 'doctor':
      return (await import('./doctor.ts')).doctorCommand(args, io)
    case 'idea':
      return (await import('./idea.ts')).ideaCommand(args, io)
    case 'backup':
      return (await import('./backup.ts')).backupCommand(args, io)
    case 'restore':
      return (await import('./restore.ts')).restoreCommand(args, io)
    case 'copy':
      return (await import('./copy.ts')).copyCommand(args, io)
    case 'history':
      return (await import('./history.ts')).historyCommand(args, io)
    case 'export':
      return (await import('./export.ts')).exportCommand(args, io)
  }
  throw new WrongUse(name === undefined ? 'Name a command.' : `There is no ${kindOf(name)} “${name}”.`)
}

function kindOf(name: string): string {
  return name.startsWith('-') ? 'option' : 'command'
}

// Each start would compile all programs anew. Threads learn of the cache by the environment.
process.env.NODE_COMPILE_CACHE ??= enableCompileCache().directory ?? ''

// Whoever reads may leave early, as `| head` does.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1)
  })
}

const { stdin, stdout, stderr, env } = process
process.exitCode = await carryOut(USAGE, (args) => {
  loadEnvFile()
  return main(args, { stdin, stdout, stderr, env })
})
