import { type Fields, fieldsOf, isFields } from './fields.ts'

/** Checks one value and tells what is wrong with it, with a JSON pointer to where. */
export type Rule = (value: unknown, at: string, tell: Tell) => void
type Tell = (problem: string, at: string) => void

/** Lengths count UTF-16 units: never less than what Slack counts. */
export function string({ min = 1, max = Number.POSITIVE_INFINITY } = {}): Rule {
  return (value, at, tell) => {
    if (typeof value !== 'string') return tell('must provide a string', at)
    if (value.length < min) tell(`must be more than ${min - 1} characters`, at)
    if (value.length > max) tell(`must be less than ${max + 1} characters`, at)
  }
}

export function oneOf(...allowed: string[]): Rule {
  return (value, at, tell) => {
    if (!allowed.some((one) => one === value)) tell('must be a valid enum value', at)
  }
}

export const flag: Rule = (value, at, tell) => {
  if (typeof value !== 'boolean') tell('must provide a boolean', at)
}

export const number: Rule = (value, at, tell) => {
  if (typeof value !== 'number') tell('must provide a number', at)
}

export function integer(min: number, max: number): Rule {
  return (value, at, tell) => {
    if (!Number.isInteger(value)) return tell('must provide an integer', at)
    if (Number(value) < min) tell(`must be greater than or equal to ${min}`, at)
    if (Number(value) > max) tell(`must be less than or equal to ${max}`, at)
  }
}

export function list(rule: Rule, { min = 1, max = Number.POSITIVE_INFINITY } = {}): Rule {
  return (value, at, tell) => {
    if (!Array.isArray(value)) return tell('must provide an array', at)
    if (value.length < min) tell(`no fewer than ${min} items allowed`, at)
    if (value.length > max) tell(`no more than ${max} items allowed`, at)
    value.forEach((item, index) => {
      rule(item, `${at}/${index}`, tell)
    })
  }
}

/** Slack refuses what it does not know, so an object's keys are all named here. */
export function object(required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule {
  return (value, at, tell) => {
    if (!isFields(value)) return tell('must provide an object', at)
    for (const key of Object.keys(required)) {
      if (value[key] === undefined || value[key] === null) tell(`missing required field: ${key}`, at)
    }
    for (const [key, field] of Object.entries(value)) {
      const rule = required[key] ?? optional[key]
      if (!rule) tell(`invalid additional property: ${key}`, at)
      else if (field !== undefined && field !== null) rule(field, `${at}/${key}`, tell)
    }
  }
}

/** One rule for each `type` that is allowed here, for all that stands beside the type. */
export function byType(rules: Record<string, Rule>): Rule {
  return (value, at, tell) => {
    if (!isFields(value)) return tell('must provide an object', at)
    const { type, ...others } = value
    if (type === undefined) return tell('missing required field: type', at)
    const rule = typeof type === 'string' ? rules[type] : undefined
    if (!rule) return tell(`unsupported type: ${String(type)}`, `${at}/type`)
    rule(others, at, tell)
  }
}

export function all(...rules: Rule[]): Rule {
  return (value, at, tell) => {
    for (const rule of rules) rule(value, at, tell)
  }
}

/** A further condition on an object that its keys alone do not say. Answers the problem, or nothing. */
export function also(condition: (value: Fields) => string | undefined): Rule {
  return (value, at, tell) => {
    const problem = condition(fieldsOf(value))
    if (problem !== undefined) tell(problem, at)
  }
}
