import { list, text } from './checks.ts'
import { type Fields, fieldsOf, listOf } from './json.ts'
import { LIMITS } from './limits.ts'
import type { Problem } from './refusals.ts'

/** What is wrong with an autocomplete's choices. */
export function choiceProblems(data: Fields): Problem[] {
  return [
    ...list('choices', data.choices, 0, LIMITS.choices),
    ...listOf(data.choices).flatMap((choice, index) => checkChoice(`choices.${index}`, fieldsOf(choice))),
  ]
}

function checkChoice(path: string, choice: Fields): Problem[] {
  const name = text(`${path}.name`, choice.name, 1, LIMITS.choiceText)
  if (typeof choice.value === 'number') return name
  return [...name, ...text(`${path}.value`, choice.value, 1, LIMITS.choiceText)]
}
