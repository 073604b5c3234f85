/** Turns what a person typed after a slash into a command's call, as Discord's own message box does. Pure. */
import { ApplicationCommandOptionType as Kind } from 'discord-api-types/v10'
import { type Fields, fieldsOf, listOf, textOf } from './json.ts'

/** Someone or something that an option may name. */
interface Named {
  id: string
  names: string[]
}

export interface Known {
  /** Registered commands of the chat-input kind, those of the server before global ones. */
  commands: Fields[]
  users: Named[]
  channels: Named[]
  roles: Named[]
}

export interface TypedOption {
  name: string
  type: number
  value?: string | number | boolean
  focused?: boolean
  options?: TypedOption[]
}

export type Typed =
  | { kind: 'call'; command: Fields; name: string; options: TypedOption[] }
  /** `option`: the definition of the option being typed. */
  | { kind: 'typing'; command: Fields; name: string; options: TypedOption[]; option: Fields; text: string }
  | { kind: 'error'; error: string }

/**
 * A finished line: `/paper club set zone:Europe/Berlin`. Words before any `name:` fill the first option. `files`: ids of
 * attachments by option.
 */
export function parseCall(text: string, known: Known, files: Readonly<Record<string, string>> = {}): Typed {
  const leaf = findLeaf(text, known)
  if ('error' in leaf) return leaf
  const given = valuesOf(leaf.rest, leaf.options)
  if ('error' in given) return given
  const stray = Object.keys(files).find((name) => !leaf.options.some((option) => isFileOption(option, name)))
  if (stray !== undefined) return failure(`${stray}: This option takes no file.`)
  const options: TypedOption[] = []
  for (const option of leaf.options) {
    const file = files[textOf(option.name)]
    if (file !== undefined) {
      options.push({ name: textOf(option.name), type: Kind.Attachment, value: file })
      continue
    }
    const raw = given.values.get(textOf(option.name))
    if (raw === undefined || raw === '') {
      if (option.required === true) return failure(`${textOf(option.name)}: This option is required. Specify a value.`)
      continue
    }
    const value = convert(option, raw, known)
    if (typeof value === 'object') return failure(`${textOf(option.name)}: ${value.error}`)
    options.push({ name: textOf(option.name), type: Number(option.type), value })
  }
  return { kind: 'call', command: leaf.command, name: leaf.name, options: within(leaf, options) }
}

/** A line that is still being typed: the last option in it is the one to complete. */
export function parseTyping(text: string, known: Known): Typed {
  const leaf = findLeaf(text, known)
  if ('error' in leaf) return leaf
  const given = valuesOf(leaf.rest, leaf.options)
  if ('error' in given) return given
  const option = leaf.options.find(({ name }) => name === given.last) ?? leaf.options[0]
  if (!option) return failure('This command takes no options.')
  const options = leaf.options.flatMap((candidate): TypedOption[] => {
    const name = textOf(candidate.name)
    const focused = candidate === option
    const raw = given.values.get(name)
    if (raw === undefined && !focused) return []
    const converted = focused ? (raw ?? '') : convert(candidate, raw ?? '', known)
    if (typeof converted === 'object') return []
    return [{ name, type: Number(candidate.type), value: converted, ...(focused && { focused: true }) }]
  })
  const typed = given.values.get(textOf(option.name)) ?? ''
  return { kind: 'typing', command: leaf.command, name: leaf.name, options: within(leaf, options), option, text: typed }
}

interface Leaf {
  command: Fields
  /** `paper club set`. */
  name: string
  /** The nesting options from the command down to the one that is called. */
  path: Fields[]
  options: Fields[]
  rest: string
}

interface Failure {
  kind: 'error'
  error: string
}

function failure(error: string): Failure {
  return { kind: 'error', error }
}

function findLeaf(text: string, known: Known): Leaf | Failure {
  const [root, afterRoot] = nextWord(text.trimStart().replace(/^\//, ''))
  const command = known.commands.find(({ name }) => name === root)
  if (!command) return failure('Unknown application command')
  const path: Fields[] = []
  let options = listOf(command.options).map(fieldsOf)
  let rest = afterRoot
  while (options.some(isNesting)) {
    const [word, after] = nextWord(rest)
    const next = options.find(({ name }) => name === word)
    const names = options.map(({ name }) => textOf(name)).join(', ')
    if (!next) return failure(`/${[root, ...path.map(nameOf)].join(' ')} needs one of: ${names}`)
    path.push(next)
    options = listOf(next.options).map(fieldsOf)
    rest = after
  }
  return { command, name: [root, ...path.map(nameOf)].join(' '), path, options, rest }
}

const nameOf = (option: Fields) => textOf(option.name)

function isFileOption(option: Fields, name: string): boolean {
  return option.type === Kind.Attachment && option.name === name
}

function isNesting({ type }: Fields): boolean {
  return type === Kind.Subcommand || type === Kind.SubcommandGroup
}

function nextWord(text: string): [string, string] {
  const match = /^\s*(\S*)\s*([\s\S]*)$/.exec(text)
  return [match?.[1] ?? '', match?.[2] ?? '']
}

/** Splits `sparse attention tag:nlp` by the options' own names, so that a colon in a value does no harm. */
function valuesOf(rest: string, options: Fields[]): Failure | { values: Map<string, string>; last: string | null } {
  const names = options.map(nameOf)
  const marks = [...rest.matchAll(/(?<=^|\s)([^\s:]+):/g)].filter((match) => names.includes(match[1] ?? ''))
  const values = new Map<string, string>()
  const positional = rest.slice(0, marks[0]?.index ?? rest.length).trim()
  let last: string | null = null
  const first = options[0]
  if (positional) {
    if (!first) return failure('This command takes no options.')
    last = nameOf(first)
    values.set(last, positional)
  }
  for (const [index, mark] of marks.entries()) {
    last = mark[1] ?? ''
    if (values.has(last)) return failure(`${last}: This option is given twice.`)
    values.set(last, rest.slice(mark.index + mark[0].length, marks[index + 1]?.index).trim())
  }
  return { values, last }
}

function within(leaf: Leaf, options: TypedOption[]): TypedOption[] {
  return leaf.path.reduceRight<TypedOption[]>(
    (inner, option) => [{ name: nameOf(option), type: Number(option.type), options: inner }],
    options,
  )
}

function convert(option: Fields, raw: string, known: Known): string | number | boolean | { error: string } {
  switch (option.type) {
    case Kind.String:
      return convertText(option, raw)
    case Kind.Integer:
    case Kind.Number:
      return convertNumber(option, raw)
    case Kind.Boolean:
      return convertBoolean(raw)
    case Kind.User:
      return find(known.users, raw) ?? { error: 'Specify a valid user.' }
    case Kind.Channel:
      return find(known.channels, raw) ?? { error: 'Specify a valid channel.' }
    case Kind.Role:
      return find(known.roles, raw) ?? { error: 'Specify a valid role.' }
    case Kind.Mentionable:
      return find([...known.users, ...known.roles], raw) ?? { error: 'Specify a valid user or role.' }
    default:
      return { error: 'Files cannot be typed.' }
  }
}

function convertText(option: Fields, raw: string): string | { error: string } {
  const choices = listOf(option.choices).map(fieldsOf)
  if (choices.length > 0) {
    const wanted = raw.toLowerCase()
    const choice = choices.find(({ name, value }) => value === raw || textOf(name).toLowerCase() === wanted)
    return choice ? textOf(choice.value) : { error: 'Specify one of the choices.' }
  }
  const max = Number(option.max_length ?? 6_000)
  const min = Number(option.min_length ?? 0)
  if (raw.length > max) return { error: `Must be ${max} or fewer in length.` }
  return raw.length < min ? { error: `Must be at least ${min} in length.` } : raw
}

function convertNumber(option: Fields, raw: string): number | { error: string } {
  const choice = listOf(option.choices)
    .map(fieldsOf)
    .find(({ name }) => textOf(name).toLowerCase() === raw.toLowerCase())
  const value = Number(choice ? choice.value : raw)
  const whole = option.type === Kind.Integer
  if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(value))) {
    return { error: whole ? 'Specify an integer.' : 'Specify a number.' }
  }
  if (value < Number(option.min_value ?? Number.NEGATIVE_INFINITY)) {
    return { error: `Specify a number at or above ${option.min_value}.` }
  }
  if (value > Number(option.max_value ?? Number.POSITIVE_INFINITY)) {
    return { error: `Specify a number at or below ${option.max_value}.` }
  }
  return value
}

function convertBoolean(raw: string): boolean | { error: string } {
  if (/^(true|yes|on)$/i.test(raw)) return true
  if (/^(false|no|off)$/i.test(raw)) return false
  return { error: 'Specify True or False.' }
}

/** By mention, `@name`, `#name`, bare name or id. */
function find(named: Named[], raw: string): string | undefined {
  const wanted = raw
    .replace(/^<[@#][!&]?(\d+)>$/, '$1')
    .replace(/^[@#]/, '')
    .toLowerCase()
  return named.find(({ id, names }) => id === wanted || names.some((name) => name.toLowerCase() === wanted))?.id
}
