/** What a filled-in modal sends, and what the client says when it is not filled in well. Pure. */
import { ComponentType } from 'discord-api-types/v10'
import { isSelect } from './component-limits.ts'
import { type Fields, fieldsOf, listOf, textOf } from './json.ts'

/** What a person filled in, by custom id; files by their ids. */
export interface FilledIn {
  fields: Record<string, string>
  files: Record<string, string[]>
}

/** The components of a submission, or the first complaint. */
export function submissionOf(view: Fields, given: FilledIn): Fields[] | { error: string } {
  const submitted: Fields[] = []
  for (const component of listOf(view.components).map(fieldsOf)) {
    const filled = fill(component, textOf(component.label), given)
    if ('error' in filled) return { error: textOf(filled.error) }
    submitted.push(filled)
  }
  return submitted
}

function fill(component: Fields, label: string, filledIn: FilledIn): Fields | { error: string } {
  const { type, id } = component
  const identity = { type, ...(typeof id === 'number' && { id }) }
  if (type === ComponentType.Label) {
    const inner = fill(fieldsOf(component.component), label, filledIn)
    return 'error' in inner ? inner : { ...identity, component: inner }
  }
  if (type === ComponentType.ActionRow) {
    const [child] = listOf(component.components).map(fieldsOf)
    const inner = fill(child ?? {}, textOf(child?.label), filledIn)
    return 'error' in inner ? inner : { ...identity, components: [inner] }
  }
  if (type === ComponentType.TextDisplay) return identity
  const customId = textOf(component.custom_id)
  if (type === ComponentType.FileUpload) {
    const files = filledIn.files[customId] ?? []
    const complaint = filesComplaint(component, files.length)
    return complaint ? { error: `${label}: ${complaint}` } : { ...identity, custom_id: customId, values: files }
  }
  const given = filledIn.fields[customId]
  if (isSelect(component)) {
    const values = given === undefined ? preset(component) : chosenIn(component, given)
    const complaint = selectComplaint(component, values)
    return complaint ? { error: `${label}: ${complaint}` } : { ...identity, custom_id: customId, values }
  }
  const value = given ?? textOf(component.value)
  const complaint = textComplaint(component, value)
  return complaint ? { error: `${label}: ${complaint}` } : { ...identity, custom_id: customId, value }
}

function preset(select: Fields): string[] {
  return listOf(select.options)
    .map(fieldsOf)
    .flatMap((option) => (option.default === true ? [textOf(option.value)] : []))
}

/** What was chosen: several as a JSON array, where the menu takes several. */
function chosenIn(select: Fields, given: string): string[] {
  if (Number(select.max_values ?? 1) > 1 && given.startsWith('[')) return listOf(JSON.parse(given)).map(String)
  return given === '' ? [] : [given]
}

function filesComplaint(upload: Fields, count: number): string | null {
  if (count === 0) return upload.required === false ? null : 'This field is required.'
  const min = Number(upload.min_values ?? 1)
  const max = Number(upload.max_values ?? 1)
  if (count >= min && count <= max) return null
  return max === 1 ? 'Choose one file.' : `Choose ${min === max ? min : `${min} to ${max}`} files.`
}

function textComplaint(input: Fields, given: string): string | null {
  if (given === '') return input.required === false ? null : 'This field is required.'
  const min = Number(input.min_length ?? 0)
  const max = Number(input.max_length ?? 4_000)
  if (given.length < min) return `Must be at least ${min} in length.`
  return given.length > max ? `Must be ${max} or fewer in length.` : null
}

function selectComplaint(select: Fields, values: readonly string[]): string | null {
  if (values.length === 0) return select.required === false ? null : 'This field is required.'
  const [min, max] = [Number(select.min_values ?? 1), Number(select.max_values ?? 1)]
  if (values.length < min || values.length > max)
    return `Choose ${min === max ? min : `${min} to ${max}`} of the options.`
  if (select.type !== ComponentType.StringSelect) return null
  const offered = listOf(select.options).map((option) => fieldsOf(option).value)
  return values.every((value) => offered.includes(value)) ? null : 'Choose one of the options.'
}
