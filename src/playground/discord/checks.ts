/** The checks that all forms share, with Discord's names for what fails them. */
import type { Fields } from './json.ts'
import type { Problem } from './refusals.ts'

export function problem(path: string, code: string, message: string): Problem {
  return { path, code, message }
}

export function missing(path: string): Problem {
  return problem(path, 'BASE_TYPE_REQUIRED', 'This field is required')
}

export function oneOf(path: string, value: unknown, allowed: readonly (string | number)[]): Problem[] {
  if (allowed.some((choice) => choice === value)) return []
  return [problem(path, 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`)]
}

/** A text of `min` to `max` characters; with `min` 0 it may be absent. */
export function text(path: string, value: unknown, min: number, max: number): Problem[] {
  if (value === undefined || value === null) return min > 0 ? [missing(path)] : []
  if (typeof value !== 'string')
    return [problem(path, 'STRING_TYPE_CONVERT', `Could not interpret "${value}" as string.`)]
  if (value.length >= min && value.length <= max) return []
  if (min === 0) return [problem(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)]
  return [problem(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)]
}

/** A list of `min` to `max` entries; with `min` 0 it may be absent. */
export function list(path: string, value: unknown, min: number, max: number): Problem[] {
  if (value === undefined || value === null) return min > 0 ? [missing(path)] : []
  if (!Array.isArray(value)) return [problem(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')]
  if (value.length >= min && value.length <= max) return []
  if (min === 0) return [problem(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)]
  return [problem(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)]
}

/** A whole number between `min` and `max`; may be absent. */
export function whole(path: string, value: unknown, min: number, max: number): Problem[] {
  if (value === undefined || value === null) return []
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    return [problem(path, 'NUMBER_TYPE_COERCE', `Value "${value}" is not int.`)]
  }
  if (value < min) return [problem(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`)]
  if (value > max) return [problem(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`)]
  return []
}

/** The lesser of two numbers that belong together does not exceed the greater one. */
export function inOrder(path: string, fields: Fields, least: string, most: string): Problem[] {
  const [low, high] = [fields[least], fields[most]]
  if (typeof low !== 'number' || typeof high !== 'number' || low <= high) return []
  return [problem(`${path}.${least}`, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${high}.`)]
}

export function webAddress(path: string, value: unknown, max: number): Problem[] {
  const wrong = text(path, value, 1, max)
  if (wrong.length > 0) return wrong
  const scheme = URL.parse(String(value))?.protocol ?? ''
  if (['http:', 'https:', 'discord:', 'attachment:'].includes(scheme)) return []
  return [
    problem(
      path,
      'URL_TYPE_INVALID_SCHEME',
      `Scheme "${scheme}" is not supported. Scheme must be one of ('http', 'https').`,
    ),
  ]
}
