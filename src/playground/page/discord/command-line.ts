import { type Json, number, record, records, text } from '../json.ts'

/** One subcommand as people type it, `/paper club skip`, from the registered commands. */
export interface Leaf {
  path: string
  description: string
  options: Option[]
}

export interface Option {
  name: string
  description: string
  required: boolean
  autocomplete: boolean
  /** Fixed choices, or those that follow from its kind. */
  choices: { name: string; value: string }[]
  /** Takes a person. */
  person: boolean
  /** Takes a file, which is not typed. */
  file: boolean
}

/** What has been typed of a command line. */
export interface CommandLine {
  leaf: Leaf
  values: { option: Option; value: string }[]
  /** The option being typed, which is the last. */
  active: { option: Option; value: string } | null
}

/** All subcommands of the registered slash commands. */
export function leavesOf(commands: readonly unknown[]): Leaf[] {
  return commands
    .map(record)
    .filter((command) => number(command.type, CHAT_INPUT) === CHAT_INPUT)
    .flatMap((command) => leavesBelow(command, `/${text(command.name)}`))
}

/** Names of the entries of a message's Apps menu. */
export function messageCommandsOf(commands: readonly unknown[]): string[] {
  return commands
    .map(record)
    .filter((command) => command.type === MESSAGE)
    .map((command) => text(command.name))
}

/** Reads what was typed, or null while no whole subcommand stands there. */
export function parseCommandLine(line: string, leaves: readonly Leaf[]): CommandLine | null {
  const fitting = leaves.filter((leaf) => line === leaf.path || line.startsWith(`${leaf.path} `))
  const leaf = fitting.sort((a, b) => b.path.length - a.path.length)[0]
  if (!leaf) return null
  const rest = line.slice(leaf.path.length)
  const marks = [...rest.matchAll(/(?:^|\s)([\w-]+):/g)].flatMap((match) => {
    const option = leaf.options.find((each) => each.name === match[1])
    return option ? [{ option, from: match.index, to: match.index + match[0].length }] : []
  })
  const values = marks.map(({ option, to }, index) => ({
    option,
    value: rest.slice(to, marks[index + 1]?.from).trim(),
  }))
  const [first] = leaf.options
  const loose = rest.slice(0, marks[0]?.from).trim()
  if (loose !== '' && first && !values.some(({ option }) => option === first))
    values.unshift({ option: first, value: loose })
  return { leaf, values, active: values.at(-1) ?? null }
}

/** The line as Discord's own client would send it: every value under its option's name. */
export function spelledOut({ leaf, values }: CommandLine): string {
  return [leaf.path, ...values.map(({ option, value }) => `${option.name}:${value}`)].join(' ')
}

/** Required options that have no value yet. */
export function missing({ leaf, values }: CommandLine): Option[] {
  return leaf.options.filter(
    (option) =>
      option.required && !option.file && !values.some((given) => given.option === option && given.value !== ''),
  )
}

const CHAT_INPUT = 1
const MESSAGE = 3
const SUBCOMMAND = 1
const GROUP = 2
const BOOLEAN = 5
const USER = 6
const ATTACHMENT = 11

function leavesBelow(command: Json, path: string): Leaf[] {
  const options = records(command.options)
  const deeper = options.filter((option) => option.type === SUBCOMMAND || option.type === GROUP)
  if (deeper.length > 0) return deeper.flatMap((option) => leavesBelow(option, `${path} ${text(option.name)}`))
  return [{ path, description: text(command.description), options: options.map(optionOf) }]
}

function optionOf(option: Json): Option {
  const fixed = records(option.choices).map((choice) => ({ name: text(choice.name), value: String(choice.value) }))
  const yesNo = ['True', 'False'].map((name) => ({ name, value: name.toLowerCase() }))
  return {
    name: text(option.name),
    description: text(option.description),
    required: option.required === true,
    autocomplete: option.autocomplete === true,
    choices: option.type === BOOLEAN ? yesNo : fixed,
    person: option.type === USER,
    file: option.type === ATTACHMENT,
  }
}
