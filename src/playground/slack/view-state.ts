import type { FileSent } from '../types.ts'
import { elementsOf } from './blocks.ts'
import { type Fields, isFields, listOf, parseJson, textOf } from './fields.ts'
import { FILE_INPUT_LIMIT } from './files.ts'

/** What is entered and chosen in blocks, as `state.values` shows it: block id, then action id. */
export type StateValues = Record<string, Record<string, Fields>>

/** What the blocks start with; `kept` has what was entered before under the same names. */
export function initialState(blocks: Fields[], kept: StateValues = {}): StateValues {
  const values: StateValues = {}
  for (const [block, element] of statefulElements(blocks)) {
    const [blockId, actionId] = [String(block.block_id), String(element.action_id)]
    const before = kept[blockId]?.[actionId]
    values[blockId] = {
      ...values[blockId],
      [actionId]: before && before.type === element.type ? before : initialValue(element),
    }
  }
  return values
}

/** Puts what a person entered into a copy of the state. */
export function withEntry(state: StateValues, block: Fields, element: Fields, entered: string[]): StateValues {
  const [blockId, actionId] = [String(block.block_id), String(element.action_id)]
  return { ...state, [blockId]: { ...state[blockId], [actionId]: enteredValue(element, entered) } }
}

/** Puts the files that a person chose into a copy of the state. */
export function withFiles(state: StateValues, block: Fields, element: Fields, files: Fields[]): StateValues {
  const [blockId, actionId] = [String(block.block_id), String(element.action_id)]
  return { ...state, [blockId]: { ...state[blockId], [actionId]: { type: element.type, files } } }
}

/** Why a file input does not take these files. */
export function uploadProblem(element: Fields, files: readonly FileSent[]): string | undefined {
  const most = typeof element.max_files === 'number' ? element.max_files : 10
  if (files.length > most) return `Choose at most ${most} files.`
  const large = files.find(({ base64 }) => Buffer.byteLength(base64, 'base64') > FILE_INPUT_LIMIT)
  if (large) return `${large.name} is larger than 10 MB.`
  const types = Array.isArray(element.filetypes) ? element.filetypes.map(String) : null
  const other = files.find(({ name }) => types && !types.includes(name.split('.').at(-1)?.toLowerCase() ?? ''))
  return other && `${other.name} is not of a type that is asked for here.`
}

/** The element that a person names by its action id, its block id, or both as `block/action`. */
export function findElement(blocks: Fields[], control: string): [Fields, Fields] | undefined {
  const pairs = blocks.flatMap((block) => elementsOf(block).map((element): [Fields, Fields] => [block, element]))
  return (
    pairs.find(([block, element]) => `${block.block_id}/${element.action_id}` === control) ??
    pairs.find(([, element]) => element.action_id === control) ??
    pairs.find(([block]) => block.block_id === control)
  )
}

/** What a block action's entry in `actions` says beside its names: the element's type and what was chosen. */
export function actionOf(element: Fields, chosen: string[]): Fields {
  if (element.type === 'button') {
    return {
      type: element.type,
      text: element.text,
      ...(element.value === undefined ? {} : { value: element.value }),
      ...(element.style === undefined ? {} : { style: element.style }),
    }
  }
  const { type, ...value } = enteredValue(element, chosen)
  const initial = Object.fromEntries(Object.entries(element).filter(([key]) => key.startsWith('initial_')))
  return {
    type,
    ...value,
    ...initial,
    ...(element.placeholder === undefined ? {} : { placeholder: element.placeholder }),
  }
}

/** A field's text as the values of its element: several come as a JSON array, where the element takes several. */
export function valuesOf(element: Fields, text: string): string[] {
  const many = /^multi_/.test(String(element.type))
  const list = many ? parseJson(text) : undefined
  if (Array.isArray(list)) return list.map(String)
  return text === '' ? [] : [text]
}

/** What Slack's own form says is wrong with an entry before it is sent to the app. */
export function entryProblem(block: Fields, element: Fields, value: Fields): string | undefined {
  if (block.optional !== true && isEmpty(value)) return 'Please complete this required field.'
  const text = textOf(value.value)
  if (text === undefined) return undefined
  if (typeof element.min_length === 'number' && text.length < element.min_length) {
    return `Must be at least ${element.min_length} characters long.`
  }
  if (typeof element.max_length === 'number' && text.length > element.max_length) {
    return `Must be at most ${element.max_length} characters long.`
  }
  return undefined
}

function statefulElements(blocks: Fields[]): [Fields, Fields][] {
  return blocks.flatMap((block) =>
    elementsOf(block)
      .filter((element) => element.type !== 'button')
      .map((element): [Fields, Fields] => [block, element]),
  )
}

function isEmpty({ type: _, ...value }: Fields): boolean {
  return Object.values(value).every((one) => one === null || one === '' || (Array.isArray(one) && one.length === 0))
}

function initialValue(element: Fields): Fields {
  const type = String(element.type)
  const shape = SHAPES[type] ?? 'value'
  const initial = element[INITIAL[shape] ?? 'initial_value']
  return { type, [shape]: initial ?? (shape.endsWith('s') ? [] : null) }
}

function enteredValue(element: Fields, entered: string[]): Fields {
  const type = String(element.type)
  const shape = SHAPES[type] ?? 'value'
  const first = entered[0]
  switch (shape) {
    case 'selected_option':
      return { type, [shape]: first === undefined ? null : optionOf(element, first) }
    case 'selected_options':
      return { type, [shape]: entered.map((value) => optionOf(element, value)) }
    default:
      return { type, [shape]: first === undefined || first === '' ? null : first }
  }
}

function optionOf(element: Fields, value: string): Fields {
  const offered = listOf(element.options)
  const found =
    offered.find((option) => option.value === value) ??
    offered.find((option) => isFields(option.text) && option.text.text === value)
  return found ?? { text: { type: 'plain_text', text: value, emoji: true }, value }
}

const SHAPES: Record<string, string> = {
  static_select: 'selected_option',
  external_select: 'selected_option',
  multi_static_select: 'selected_options',
  file_input: 'files',
}

const INITIAL: Record<string, string> = {
  selected_option: 'initial_option',
  selected_options: 'initial_options',
}
