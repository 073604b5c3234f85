/** What Discord refuses in a modal. */
import { ComponentType } from 'discord-api-types/v10'
import { inOrder, list, oneOf, problem, text, whole } from './checks.ts'
import { flatten, isSelect, selectProblems } from './component-limits.ts'
import { type Fields, fieldsOf, listOf } from './json.ts'
import { LIMITS } from './limits.ts'
import type { Problem } from './refusals.ts'

export function modalProblems(modal: Fields): Problem[] {
  return [
    ...text('custom_id', modal.custom_id, 1, LIMITS.customId),
    ...text('title', modal.title, 1, LIMITS.modalTitle),
    ...list('components', modal.components, 1, LIMITS.modalInputs),
    ...listOf(modal.components).flatMap((component, index) => checkTop(`components.${index}`, fieldsOf(component))),
    ...duplicates(listOf(modal.components)),
  ]
}

function checkTop(path: string, component: Fields): Problem[] {
  switch (component.type) {
    case ComponentType.ActionRow:
      return [
        ...list(`${path}.components`, component.components, 1, 1),
        ...listOf(component.components).flatMap((child, index) =>
          checkTextInput(`${path}.components.${index}`, fieldsOf(child), true),
        ),
      ]
    case ComponentType.TextDisplay:
      return text(`${path}.content`, component.content, 1, LIMITS.displayedText)
    case ComponentType.Label:
      return [
        ...text(`${path}.label`, component.label, 1, LIMITS.modalLabel),
        ...text(`${path}.description`, component.description, 0, LIMITS.modalLabelDescription),
        ...checkLabelled(`${path}.component`, fieldsOf(component.component)),
      ]
    default:
      return [problem(`${path}.type`, 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1, 10, 18).')]
  }
}

function checkLabelled(path: string, component: Fields): Problem[] {
  if (component.type === ComponentType.TextInput) return checkTextInput(path, component, false)
  if (component.type === ComponentType.FileUpload) return checkFileUpload(path, component)
  if (!isSelect(component)) {
    const message = 'Value of field "type" must be one of (3, 4, 5, 6, 7, 8, 19).'
    return [problem(`${path}.type`, 'UNION_TYPE_CHOICES', message)]
  }
  return [...text(`${path}.custom_id`, component.custom_id, 1, LIMITS.customId), ...selectProblems(path, component)]
}

function checkFileUpload(
  path: string,
  { custom_id: id, min_values: min, max_values: max, required }: Fields,
): Problem[] {
  return [
    ...text(`${path}.custom_id`, id, 1, LIMITS.customId),
    ...whole(`${path}.min_values`, min, required === false ? 0 : 1, LIMITS.attachments),
    ...whole(`${path}.max_values`, max, Math.max(1, Number(min ?? 1)), LIMITS.attachments),
  ]
}

function checkTextInput(path: string, input: Fields, ownLabel: boolean): Problem[] {
  if (input.type !== ComponentType.TextInput) {
    return [problem(`${path}.type`, 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (4).')]
  }
  return [
    ...text(`${path}.custom_id`, input.custom_id, 1, LIMITS.customId),
    ...oneOf(`${path}.style`, input.style, [1, 2]),
    ...(ownLabel ? text(`${path}.label`, input.label, 1, LIMITS.modalLabel) : []),
    ...whole(`${path}.min_length`, input.min_length, 0, LIMITS.inputValue),
    ...whole(`${path}.max_length`, input.max_length, 1, LIMITS.inputValue),
    ...inOrder(path, input, 'min_length', 'max_length'),
    ...text(`${path}.value`, input.value, 0, maxOf(input)),
    ...text(`${path}.placeholder`, input.placeholder, 0, LIMITS.inputPlaceholder),
  ]
}

const maxOf = (input: Fields) => (typeof input.max_length === 'number' ? input.max_length : LIMITS.inputValue)

function duplicates(components: unknown[]): Problem[] {
  const ids = flatten(components).flatMap(({ custom_id: id }) => (typeof id === 'string' ? [id] : []))
  if (new Set(ids).size === ids.length) return []
  return [problem('components', 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated')]
}
