import { readdir } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { Command } from '../chat/command.ts'

const COMMANDS = fileURLToPath(new URL('../../commands', import.meta.url))

/** A command file's default export, as far as it can be checked before it runs. */
const CommandFile = z.object({
  default: z.looseObject({
    name: z.string().regex(/^[a-z]{1,32}( [a-z]{1,32})?$/, 'must be one or two words of small letters'),
    description: z.string().min(1).max(100),
    answers: z.enum(['actor', 'room']),
    options: z.record(
      z.string().regex(/^[a-z]{1,32}$/),
      z.looseObject({ kind: z.string(), description: z.string().min(1).max(100) }),
    ),
    run: z.custom<Command['run']>((value) => typeof value === 'function', 'must be a function'),
  }),
})

/** Loads every file of the commands folder, sorted by name. A file that is no command stops the start and is named. */
export async function loadCommands(folder = COMMANDS): Promise<Command[]> {
  const files = await readdir(folder, { recursive: true })
  const sources = files.filter((file) => file.endsWith('.ts')).sort()
  const commands = await Promise.all(sources.map((file) => loadCommand(folder, file)))
  return commands.sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function loadCommand(folder: string, file: string): Promise<Command> {
  const module: unknown = await import(pathToFileURL(`${folder}/${file}`).href)
  const parsed = CommandFile.safeParse(module)
  if (!parsed.success) {
    throw new Error(`commands/${file} does not export a command: ${z.prettifyError(parsed.error)}`)
  }
  const command = parsed.data.default as unknown as Command
  const expected = relative('', file).replace(/\.ts$/, '').replaceAll(/[\\/]/g, ' ')
  if (command.name !== expected) {
    throw new Error(`commands/${file} is named "${command.name}"; by its place it must be "${expected}"`)
  }
  return command
}
