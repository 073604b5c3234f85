/** What all our programs do alike: a sentence instead of a stack, and an exit code that scripts understand. */
import { readFileSync } from 'node:fs'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { UserError } from '../club/errors.ts'
import { BadSettings } from './config.ts'

/** A program was called as it cannot be. */
export class WrongUse extends Error {}

/** The exit code: what `run` says, 0 after `--help` and `--version`, 1 after a failure, 2 when it was called wrongly. */
export async function carryOut(usage: string, run: (args: string[]) => Promise<number>): Promise<number> {
  const args = process.argv.slice(2)
  const [first = ''] = args
  if (['--version', '-v', '-V'].includes(first)) return say(`Lectern ${version()}\n`)
  if (first === 'help' || args.some((arg) => arg === '--help' || arg === '-h')) return say(usage)
  try {
    return await run(args)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    if (error instanceof WrongUse) process.stderr.write(`\n${usage}`)
    else if (!isForPeople(error) && process.env.LOG_LEVEL === 'debug') console.error(error)
    return error instanceof WrongUse ? 2 : 1
  }
}

type Options = ParseArgsOptionsConfig
type Values<T extends Options> = ReturnType<typeof parseArgs<{ options: T }>>['values']

/** The options of a program that takes nothing else. Throws {@link WrongUse}. */
export function optionsOf<T extends Options>(args: string[], options: T): Values<T> {
  const { files, values } = filesAndOptions(args, options)
  if (files[0] !== undefined) throw new WrongUse(`“${files[0]}” is not understood here.`)
  return values
}

/** The options of a program, and what stands beside them; after `--` all does. Throws {@link WrongUse}. */
export function filesAndOptions<T extends Options>(args: string[], options: T): { files: string[]; values: Values<T> } {
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true, allowPositionals: true })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const spec = options[token.name]
    if (!spec) throw new WrongUse(`There is no option ${token.rawName}.`)
    const isMissing = !token.value || (!token.inlineValue && token.value.startsWith('-'))
    if (spec.type === 'string' && isMissing) throw new WrongUse(`${token.rawName} needs a value after it.`)
    if (spec.type === 'boolean' && token.value !== undefined) throw new WrongUse(`${token.rawName} takes no value.`)
  }
  const { values, positionals: files } = parseArgs({ args, options, allowPositionals: true })
  return { files, values }
}

function isForPeople(error: unknown): boolean {
  return error instanceof UserError || error instanceof BadSettings
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}

function version(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  return version
}
