/** What Discord refuses in the registration of commands. */
import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10'
import { inOrder, list, problem, text } from './checks.ts'
import { type Fields, fieldsOf, listOf, textOf } from './json.ts'
import { LIMITS } from './limits.ts'
import type { Problem } from './refusals.ts'

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType

export function commandType(definition: Fields): number {
  return typeof definition.type === 'number' ? definition.type : ApplicationCommandType.ChatInput
}

export function commandProblems(definition: Fields): Problem[] {
  if (commandType(definition) !== ApplicationCommandType.ChatInput) return menuProblems(definition)
  const problems = [
    ...nameProblems('name', definition.name),
    ...text('description', definition.description, 1, LIMITS.commandDescription),
    ...optionsProblems('options', definition.options),
  ]
  problems.push(...permissionProblems(definition.default_member_permissions))
  if (sizeOf(definition) > LIMITS.commandTogether) {
    const message = `Command exceeds maximum size (${LIMITS.commandTogether})`
    problems.push(problem('', 'APPLICATION_COMMAND_TOO_LARGE', message))
  }
  return problems
}

function menuProblems(definition: Fields): Problem[] {
  const problems = text('name', definition.name, 1, LIMITS.commandName)
  if (textOf(definition.description)) {
    const message = 'Context menu commands cannot have description'
    problems.push(problem('description', 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID', message))
  }
  if (listOf(definition.options).length > 0) {
    const message = 'Context menu commands cannot have options'
    problems.push(problem('options', 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID', message))
  }
  return problems
}

function nameProblems(path: string, name: unknown): Problem[] {
  const wrong = text(path, name, 1, LIMITS.commandName)
  if (wrong.length > 0) return wrong
  const value = textOf(name)
  if (NAME.test(value) && value === value.toLowerCase()) return []
  return [problem(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')]
}

function permissionProblems(value: unknown): Problem[] {
  if (value === undefined || value === null || /^\d+$/.test(String(value))) return []
  return [problem('default_member_permissions', 'NUMBER_TYPE_COERCE', `Value "${value}" is not a permission set.`)]
}

function optionsProblems(path: string, value: unknown): Problem[] {
  const wrong = list(path, value, 0, LIMITS.commandOptions)
  if (wrong.length > 0) return wrong
  const options = listOf(value).map(fieldsOf)
  return [
    ...orderProblems(path, options),
    ...options.flatMap((option, index) => optionProblems(`${path}.${index}`, option)),
  ]
}

function orderProblems(path: string, options: Fields[]): Problem[] {
  const problems: Problem[] = []
  const names = new Set<unknown>()
  const nesting = options.filter(isNesting).length
  if (nesting > 0 && nesting < options.length) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types'
    problems.push(problem(path, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message))
  }
  let optionalSeen = false
  for (const [index, option] of options.entries()) {
    if (names.has(option.name)) {
      const message = 'Option name already exists'
      problems.push(problem(`${path}.${index}`, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', message))
    }
    names.add(option.name)
    if (isNesting(option)) continue
    if (option.required === true && optionalSeen) {
      const message = 'Required options must be placed before non-required options'
      problems.push(problem(`${path}.${index}`, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message))
    }
    if (option.required !== true) optionalSeen = true
  }
  return problems
}

function optionProblems(path: string, option: Fields): Problem[] {
  const problems = [
    ...nameProblems(`${path}.name`, option.name),
    ...text(`${path}.description`, option.description, 1, LIMITS.commandDescription),
  ]
  if (isNesting(option)) return [...problems, ...nestingProblems(path, option)]
  const { type } = option
  if (typeof type !== 'number' || type < 3 || type > 11) {
    const message = 'Value must be one of {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}.'
    problems.push(problem(`${path}.type`, 'BASE_TYPE_CHOICES', message))
  }
  return [
    ...problems,
    ...choicesProblems(path, option),
    ...inOrder(path, option, 'min_value', 'max_value'),
    ...inOrder(path, option, 'min_length', 'max_length'),
  ]
}

function nestingProblems(path: string, option: Fields): Problem[] {
  if (option.type === Subcommand) return leafProblems(path, option)
  const strangers = listOf(option.options).some((child) => fieldsOf(child).type !== Subcommand)
  if (strangers) {
    const message = 'Sub-command groups can only contain sub-commands'
    return [problem(`${path}.options`, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message)]
  }
  return [
    ...list(`${path}.options`, option.options, 1, LIMITS.commandOptions),
    ...optionsProblems(`${path}.options`, option.options),
  ]
}

function leafProblems(path: string, subcommand: Fields): Problem[] {
  if (listOf(subcommand.options).some((child) => isNesting(fieldsOf(child)))) {
    const message = 'Sub-commands cannot contain sub-commands or groups'
    return [problem(`${path}.options`, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message)]
  }
  return optionsProblems(`${path}.options`, subcommand.options)
}

function choicesProblems(path: string, option: Fields): Problem[] {
  const problems = list(`${path}.choices`, option.choices, 0, LIMITS.choices)
  const choices = listOf(option.choices).map(fieldsOf)
  const names = new Set<unknown>()
  for (const [index, choice] of choices.entries()) {
    const at = `${path}.choices.${index}`
    problems.push(...text(`${at}.name`, choice.name, 1, LIMITS.choiceText))
    if (typeof choice.value !== 'number') problems.push(...text(`${at}.value`, choice.value, 1, LIMITS.choiceText))
    if (names.has(choice.name)) {
      const message = 'Choice name already exists'
      problems.push(problem(at, 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS', message))
    }
    names.add(choice.name)
  }
  if (option.autocomplete === true && choices.length > 0) {
    const message = 'Autocomplete cannot be set on options that have choices'
    problems.push(problem(path, 'APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_WITH_CHOICES', message))
  }
  if (option.autocomplete === true && ![3, 4, 10].some((type) => type === option.type)) {
    const message = 'Autocomplete is for strings, integers and numbers'
    problems.push(problem(path, 'APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_INVALID_TYPE', message))
  }
  return problems
}

function isNesting(option: Fields): boolean {
  return option.type === Subcommand || option.type === SubcommandGroup
}

/** Names, descriptions and choices' values of a command and all its options, as Discord adds them up. */
function sizeOf(part: Fields): number {
  const own = textOf(part.name).length + textOf(part.description).length
  const choices = listOf(part.choices).map(fieldsOf)
  const chosen = choices.reduce((sum, choice) => sum + textOf(choice.name).length + String(choice.value).length, 0)
  return listOf(part.options).reduce<number>((sum, option) => sum + sizeOf(fieldsOf(option)), own + chosen)
}
