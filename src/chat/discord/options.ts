/** Commands as Discord registers them, and what Discord sends back as the values that a command parses. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandInteractionDataBasicOption,
  type APIApplicationCommandInteractionDataOption,
  type APIApplicationCommandSubcommandGroupOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type InteractionType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js'
import type { Command } from '../command.ts'
import type { OptionSpec } from '../options.ts'
import { cutText } from '../text.ts'
import type { Attachments } from './files.ts'
import { LIMITS } from './limits.ts'
import { characters } from './registration-problems.ts'

/**
 * All that a bot registers: one root with every command below it, and the entries of the message menu. A root cannot
 * be called itself, so a command is always one word below it or two, the first being its group.
 */
export function registration(root: string, commands: readonly Command[]): RESTPostAPIApplicationCommandsJSONBody[] {
  const where = {
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  }
  const menu = commands.flatMap(({ message }) => (message ? [message.label] : []))
  const withDescriptions = (longest: number) => ({
    type: ApplicationCommandType.ChatInput as const,
    name: root,
    description: 'The reading group: papers, votes and the paper of the week',
    options: below(commands, longest),
    ...where,
  })
  return [
    fitting(withDescriptions),
    ...menu.map((name) => ({ type: ApplicationCommandType.Message as const, name, ...where })),
  ]
}

/** As Discord takes all of it together: the longest descriptions are cut first, and none to less than it takes to tell it apart. */
function fitting<C extends RESTPostAPIApplicationCommandsJSONBody>(withDescriptions: (longest: number) => C): C {
  let command = withDescriptions(Number.POSITIVE_INFINITY)
  for (let longest: number = LIMITS.command.description; longest >= SHORTEST; longest--) {
    if (characters(command) <= LIMITS.command.total) break
    command = withDescriptions(longest)
  }
  return command
}

const SHORTEST = 30

/** A call as Discord sends it: the command's name and its options by name, as text or as one of the `attachments`. */
export function readCall(
  options: readonly Given<InteractionType.ApplicationCommand>[] | undefined,
  attachments: Attachments = {},
): { command: string; values: Record<string, string>; attached: Attachments } {
  const { words, given } = descend(options ?? [])
  const [files, texts] = [given.filter(isFile), given.filter((option) => !isFile(option))]
  return {
    command: words.join(' '),
    values: Object.fromEntries(texts.map((option) => [option.name, asText(option)])),
    attached: Object.fromEntries(
      files.flatMap(({ name, value }) => {
        const attachment = attachments[String(value)]
        return attachment ? [[name, attachment]] : []
      }),
    ),
  }
}

/** The option that is being typed, if one is. */
export function readFocus(
  options: readonly Given<InteractionType.ApplicationCommandAutocomplete>[],
): { command: string; option: string; text: string } | null {
  const { words, given } = descend(options)
  const focused = given.find((option) => 'focused' in option && option.focused)
  return focused ? { command: words.join(' '), option: focused.name, text: String(focused.value) } : null
}

type Given<T extends InteractionType> = APIApplicationCommandInteractionDataOption<T>
type Value<T extends InteractionType> = APIApplicationCommandInteractionDataBasicOption<T>

/** The words below the root down to the options that were given. */
function descend<T extends InteractionType>(options: readonly Given<T>[]): { words: string[]; given: Value<T>[] } {
  const [first] = options
  if (
    first?.type === ApplicationCommandOptionType.Subcommand ||
    first?.type === ApplicationCommandOptionType.SubcommandGroup
  ) {
    const { words, given } = descend<T>(first.options ?? [])
    return { words: [first.name, ...words], given }
  }
  return { words: [], given: options.filter(isValue) }
}

function isValue<T extends InteractionType>(option: Given<T>): option is Value<T> {
  return (
    option.type !== ApplicationCommandOptionType.Subcommand &&
    option.type !== ApplicationCommandOptionType.SubcommandGroup
  )
}

function isFile({ type }: Value<InteractionType.ApplicationCommand>): boolean {
  return type === ApplicationCommandOptionType.Attachment
}

function asText({ type, value }: Value<InteractionType.ApplicationCommand>): string {
  return type === ApplicationCommandOptionType.User ? `discord:${value}` : String(value)
}

function below(
  commands: readonly Command[],
  longest: number,
): (APIApplicationCommandSubcommandOption | APIApplicationCommandSubcommandGroupOption)[] {
  const groups = Map.groupBy(commands, ({ name }) => (name.includes(' ') ? name.slice(0, name.indexOf(' ')) : ''))
  const single = groups.get('') ?? []
  groups.delete('')
  return [
    ...single.map((command) => subcommand(command, command.name, longest)),
    ...[...groups].map(([name, members]) => ({
      type: ApplicationCommandOptionType.SubcommandGroup as const,
      name,
      description: cutText(
        members.map((member) => rest(member, name)).join(', '),
        Math.min(longest, LIMITS.command.description),
      ),
      options: members.map((member) => subcommand(member, rest(member, name), longest)),
    })),
  ]
}

function rest(command: Command, group: string): string {
  return command.name.slice(group.length + 1)
}

function subcommand(command: Command, name: string, longest: number): APIApplicationCommandSubcommandOption {
  const options = Object.entries(command.options).map(([option, spec]) => renderOption(option, spec, longest))
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description: cutText(command.description, longest),
    options: [...options.filter((option) => option.required), ...options.filter((option) => !option.required)],
  }
}

function renderOption(name: string, spec: OptionSpec, longest: number): APIApplicationCommandBasicOption {
  const said = { name, description: cutText(spec.description, longest), required: spec.required === true }
  switch (spec.kind) {
    case 'text': {
      const length = { min_length: 1, max_length: Math.min(spec.max ?? 500, LIMITS.command.text) }
      const type = ApplicationCommandOptionType.String
      return spec.complete ? { ...said, ...length, type, autocomplete: true } : { ...said, ...length, type }
    }
    case 'paper':
      return { ...said, type: ApplicationCommandOptionType.String, min_length: 1, max_length: 500, autocomplete: true }
    case 'date':
    case 'meeting':
    case 'zone':
      return { ...said, type: ApplicationCommandOptionType.String, min_length: 1, max_length: 100 }
    case 'choice':
      return {
        ...said,
        type: ApplicationCommandOptionType.String,
        choices: spec.choices.map((choice) => ({ name: choice, value: choice })),
      }
    case 'integer':
      return { ...said, type: ApplicationCommandOptionType.Integer, min_value: spec.min, max_value: spec.max }
    case 'boolean':
      return { ...said, type: ApplicationCommandOptionType.Boolean }
    case 'member':
      return { ...said, type: ApplicationCommandOptionType.User }
    case 'attachment':
      return { ...said, type: ApplicationCommandOptionType.Attachment }
  }
}
