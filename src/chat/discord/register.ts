import {
  type APIApplicationCommand,
  ApplicationCommandType,
  type REST,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js'
import { facts } from './failure.ts'
import type { Standing } from './standing.ts'

type Wanted = readonly RESTPostAPIApplicationCommandsJSONBody[]

/** Milliseconds between attempts, the last one for all that follow. */
const PAUSES = [30_000, 120_000, 600_000]

/** Registers the commands, and goes on trying while Discord does not take them. The operator is told. */
export interface Registrar {
  /** Resolves after the first attempt, whatever came of it: buttons and comments work without commands. */
  begin(application: string, commands: Wanted): Promise<void>
  end(): void
}

export function createRegistrar(rest: REST, standing: Standing): Registrar {
  let next: NodeJS.Timeout | undefined

  async function attempt(application: string, commands: Wanted, count: number): Promise<void> {
    clearTimeout(next)
    try {
      await register(rest, application, commands)
      standing.note('commands', null)
    } catch (error) {
      standing.note('commands', refused(error), 'error')
      const pause = PAUSES[Math.min(count, PAUSES.length - 1)]
      next = setTimeout(() => void attempt(application, commands, count + 1), pause).unref()
    }
  }

  return {
    begin: (application, commands) => attempt(application, commands, 0),
    end: () => clearTimeout(next),
  }
}

function refused(error: unknown): string {
  const { name, code, status } = facts(error)
  return `Discord did not take the commands, so they may be missing or old (${code ?? status ?? name}). It is tried again.`
}

/** Makes the application's commands the wanted ones. Writes only when they differ: Discord counts what is written each day. */
async function register(rest: REST, application: string, wanted: Wanted): Promise<void> {
  const route = Routes.applicationCommands(application)
  const present = (await rest.get(route)) as APIApplicationCommand[]
  const ours = present.filter((command) => command.type !== ApplicationCommandType.PrimaryEntryPoint)
  if (canonical(ours) === canonical(wanted)) return
  // Discord refuses to drop an entry point on the way.
  const entryPoints = present.filter((command) => command.type === ApplicationCommandType.PrimaryEntryPoint)
  await rest.put(route, { body: [...wanted, ...entryPoints] })
}

/** What two registrations have in common when they mean the same: without ids and versions, defaults spelled out. */
function canonical(commands: readonly object[]): string {
  return JSON.stringify(commands.map((command) => pick(command, COMMAND)).sort((a, b) => compare(order(a), order(b))))
}

type Defaults = Readonly<Record<string, unknown>>

const COMMAND: Defaults = {
  type: 1,
  name: '',
  description: '',
  contexts: null,
  integration_types: null,
  default_member_permissions: null,
  nsfw: false,
  options: [],
}

const OPTION: Defaults = {
  type: 0,
  name: '',
  description: '',
  required: false,
  autocomplete: false,
  min_value: null,
  max_value: null,
  min_length: null,
  max_length: null,
  choices: [],
  options: [],
}

const CHOICE: Defaults = { name: '', value: '' }

function pick(node: object, defaults: Defaults): Record<string, unknown> {
  const given = new Map<string, unknown>(Object.entries(node))
  return Object.fromEntries(
    Object.entries(defaults).map(([key, fallback]) => [key, inner(key, given.get(key) ?? fallback)]),
  )
}

function inner(key: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value
  if (key === 'options') return value.map((option) => pick(option, OPTION))
  if (key === 'choices') return value.map((choice) => pick(choice, CHOICE))
  return value.toSorted()
}

function order(command: Record<string, unknown>): string {
  return `${command.type} ${command.name}`
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}
