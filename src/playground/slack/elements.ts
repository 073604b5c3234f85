import { anyText, confirm, option, pictured, plainText } from './composition.ts'
import { type Fields, isFields, listOf } from './fields.ts'
import { all, also, byType, flag, integer, list, object, oneOf, type Rule, string } from './schema.ts'

/** The block elements that messages and modals may hold here, by type. */
const actionId = { action_id: string({ max: 255 }) }
const select = { ...actionId, confirm, placeholder: plainText(150) }

const button = object(
  { text: plainText(75) },
  {
    ...actionId,
    confirm,
    value: string({ min: 0, max: 2000 }),
    url: string({ max: 3000 }),
    style: oneOf('primary', 'danger'),
    accessibility_label: string({ max: 75 }),
  },
)

const initialIsOffered = also((element) => {
  const offered = listOf(element.options)
  const initial = [
    ...listOf(element.initial_options),
    ...(isFields(element.initial_option) ? [element.initial_option] : []),
  ]
  return initial.every((one) => offered.some((other) => sameOption(one, other)))
    ? undefined
    : 'initial options must exactly match options that are offered'
})

function sameOption(one: Fields, other: Fields): boolean {
  return one.value === other.value && isFields(one.text) && isFields(other.text) && one.text.text === other.text.text
}

const offering = { options: list(option, { max: 100 }) }
const several = { initial_options: list(option, { max: 100 }), max_selected_items: integer(1, 100) }

const selects: Record<string, Rule> = {
  static_select: all(object(offering, { ...select, initial_option: option }), initialIsOffered),
  multi_static_select: all(object(offering, { ...select, ...several }), initialIsOffered),
  external_select: object({}, { ...select, initial_option: option, min_query_length: integer(0, 100) }),
}

const plainTextInput = all(
  object(
    {},
    {
      ...actionId,
      placeholder: plainText(150),
      initial_value: string({ min: 0, max: 3000 }),
      multiline: flag,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    },
  ),
  also(({ min_length: min, max_length: max }) =>
    typeof min === 'number' && typeof max === 'number' && min > max
      ? 'min_length must not be above max_length'
      : undefined,
  ),
)

const inputs: Record<string, Rule> = {
  plain_text_input: plainTextInput,
  file_input: object({}, { ...actionId, filetypes: list(string()), max_files: integer(1, 10) }),
}

export const actionElement = byType({ button, ...selects })

export const accessory = byType({ button, image: pictured, ...selects })

export const inputElement = byType({ ...inputs, ...selects })

export const contextElement: Rule = (value, at, tell) => {
  const rule = isFields(value) && value.type === 'image' ? byType({ image: pictured }) : anyText(3000)
  rule(value, at, tell)
}
