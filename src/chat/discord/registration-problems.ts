import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js'
import { LIMITS } from './limits.ts'

const NAME = /^[-_\p{Ll}\p{Lo}\p{N}]{1,32}$/u
const { command: LIMIT } = LIMITS

/** What Discord would refuse in a registration, one sentence each. */
export function registrationProblems(commands: readonly RESTPostAPIApplicationCommandsJSONBody[]): string[] {
  const menu = commands.filter((command) => command.type === ApplicationCommandType.Message)
  return [
    ...commands.flatMap((command) => commandProblems(command)),
    ...(menu.length > LIMIT.messageMenu
      ? [`The message menu has ${menu.length} entries; it may have ${LIMIT.messageMenu}.`]
      : []),
    ...repeated(commands.map((command) => `${command.type} ${command.name}`)).map(
      (name) => `Two commands are called ${name.slice(2)}.`,
    ),
  ]
}

function commandProblems(command: RESTPostAPIApplicationCommandsJSONBody): string[] {
  if (command.type === ApplicationCommandType.Message) {
    const fits = command.name.length >= 1 && command.name.length <= LIMIT.name
    return fits ? [] : [`The message menu's "${command.name}" must have 1 to ${LIMIT.name} characters.`]
  }
  if (command.type !== ApplicationCommandType.ChatInput && command.type !== undefined) return []
  const path = `/${command.name}`
  const options = command.options ?? []
  const total = characters(command)
  return [
    ...namedProblems(path, command),
    ...optionsProblems(path, options),
    ...(options.length === 0 ? [`${path} has nothing below it.`] : []),
    ...(total > LIMIT.total ? [`${path} has ${total} characters in all; it may have ${LIMIT.total}.`] : []),
  ]
}

function optionsProblems(path: string, options: readonly APIApplicationCommandOption[]): string[] {
  const lateRequired = options.findIndex((option, index) => option.required && options[index - 1]?.required === false)
  return [
    ...(options.length > LIMIT.options
      ? [`${path} has ${options.length} below it; it may have ${LIMIT.options}.`]
      : []),
    ...repeated(options.map((option) => option.name)).map((name) => `${path} has two called ${name}.`),
    ...(lateRequired > 0 ? [`${path} asks for what is required after what is not.`] : []),
    ...options.flatMap((option) => optionProblems(`${path} ${option.name}`, option)),
  ]
}

function optionProblems(path: string, option: APIApplicationCommandOption): string[] {
  const own = namedProblems(path, option)
  switch (option.type) {
    case ApplicationCommandOptionType.Subcommand:
    case ApplicationCommandOptionType.SubcommandGroup:
      return [...own, ...optionsProblems(path, option.options ?? [])]
    case ApplicationCommandOptionType.String:
    case ApplicationCommandOptionType.Integer:
    case ApplicationCommandOptionType.Number: {
      const choices = 'choices' in option ? (option.choices ?? []) : []
      const long = choices.filter(({ name }) => name.length < 1 || name.length > LIMIT.choice)
      return [
        ...own,
        ...(choices.length > LIMIT.choices
          ? [`${path} has ${choices.length} choices; it may have ${LIMIT.choices}.`]
          : []),
        ...repeated(choices.map((choice) => choice.name)).map((name) => `${path} has the choice ${name} twice.`),
        ...long.map(({ name }) => `${path}: the choice "${name}" must have 1 to ${LIMIT.choice} characters.`),
      ]
    }
    default:
      return own
  }
}

function namedProblems(path: string, { name, description }: { name: string; description: string }): string[] {
  const described = description.length >= 1 && description.length <= LIMIT.description
  return [
    ...(NAME.test(name) ? [] : [`${path}: a name has 1 to ${LIMIT.name} small letters, digits, - or _.`]),
    ...(described
      ? []
      : [`${path}: a description has 1 to ${LIMIT.description} characters, this one ${description.length}.`]),
  ]
}

/** Names, descriptions and choices together, as Discord counts them. */
export function characters(node: {
  name: string
  description?: string | undefined
  value?: string | number
  options?: readonly object[] | undefined
  choices?: readonly object[] | undefined
}): number {
  let count =
    node.name.length + (node.description?.length ?? 0) + (typeof node.value === 'string' ? node.value.length : 0)
  for (const child of [...(node.options ?? []), ...(node.choices ?? [])]) if (isNamed(child)) count += characters(child)
  return count
}

function isNamed(child: object): child is { name: string } {
  return 'name' in child && typeof child.name === 'string'
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}
