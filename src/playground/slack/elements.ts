import { anyText, confirm, option, optionGroup, plainText, richOption, slackFile } from './composition.ts'
import { type Fields, isFields, listOf } from './fields.ts'
import { all, also, byType, flag, integer, list, matching, object, oneOf, type Rule, string } from './schema.ts'

/** Every block element that Slack documents for messages and modals, by type. */
const actionId = { action_id: string({ max: 255 }) }
const confirmable = { confirm }
const focusable = { focus_on_load: flag }
const placeholder = { placeholder: plainText(150) }
const select = { ...actionId, ...confirmable, ...focusable, ...placeholder }
const maxItems = { max_selected_items: integer(1, 100) }
const person = matching(/^[UW][A-Z0-9]+$/, 'invalid user id')
const conversation = matching(/^[CDG][A-Z0-9]+$/, 'invalid conversation id')
const day = matching(/^\d{4}-\d{2}-\d{2}$/, 'must match format YYYY-MM-DD')
const dispatch = object({
  trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { max: 2 }),
})
const filter = object(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), { max: 4 }),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
)

const button = object(
  { type: oneOf('button'), text: plainText(75) },
  {
    ...actionId,
    ...confirmable,
    value: string({ min: 0, max: 2000 }),
    url: string({ max: 3000 }),
    style: oneOf('primary', 'danger'),
    accessibility_label: string({ max: 75 }),
  },
)

const optionsOrGroups = also((element) => {
  const has = [element.options, element.option_groups].filter((value) => value !== undefined && value !== null)
  if (has.length === 0) return 'missing required field: options'
  return has.length === 2 ? 'only one of options and option_groups may be given' : undefined
})

const initialIsOffered = also((element) => {
  const offered = [
    ...listOf(element.options),
    ...listOf(element.option_groups).flatMap((group) => listOf(group.options)),
  ]
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

const staticOptions = { options: list(option, { max: 100 }), option_groups: list(optionGroup, { max: 100 }) }

const staticSelect = all(
  object({ type: oneOf('static_select') }, { ...select, ...staticOptions, initial_option: option }),
  optionsOrGroups,
  initialIsOffered,
)

const multiStaticSelect = all(
  object(
    { type: oneOf('multi_static_select') },
    { ...select, ...staticOptions, ...maxItems, initial_options: list(option, { max: 100 }) },
  ),
  optionsOrGroups,
  initialIsOffered,
)

const plainTextInput = all(
  object(
    { type: oneOf('plain_text_input') },
    {
      ...actionId,
      ...focusable,
      ...placeholder,
      initial_value: string({ min: 0, max: 3000 }),
      multiline: flag,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
      dispatch_action_config: dispatch,
    },
  ),
  also(({ min_length: min, max_length: max }) =>
    typeof min === 'number' && typeof max === 'number' && min > max
      ? 'min_length must not be above max_length'
      : undefined,
  ),
)

const selects: Record<string, Rule> = {
  static_select: staticSelect,
  multi_static_select: multiStaticSelect,
  external_select: object(
    { type: oneOf('external_select') },
    { ...select, initial_option: option, min_query_length: integer(0, 100) },
  ),
  multi_external_select: object(
    { type: oneOf('multi_external_select') },
    { ...select, ...maxItems, initial_options: list(option, { max: 100 }), min_query_length: integer(0, 100) },
  ),
  users_select: object({ type: oneOf('users_select') }, { ...select, initial_user: person }),
  multi_users_select: object(
    { type: oneOf('multi_users_select') },
    { ...select, ...maxItems, initial_users: list(person, { max: 100 }) },
  ),
  conversations_select: object(
    { type: oneOf('conversations_select') },
    {
      ...select,
      initial_conversation: conversation,
      default_to_current_conversation: flag,
      response_url_enabled: flag,
      filter,
    },
  ),
  multi_conversations_select: object(
    { type: oneOf('multi_conversations_select') },
    {
      ...select,
      ...maxItems,
      initial_conversations: list(conversation, { max: 100 }),
      default_to_current_conversation: flag,
      filter,
    },
  ),
  channels_select: object(
    { type: oneOf('channels_select') },
    { ...select, initial_channel: conversation, response_url_enabled: flag },
  ),
  multi_channels_select: object(
    { type: oneOf('multi_channels_select') },
    { ...select, ...maxItems, initial_channels: list(conversation, { max: 100 }) },
  ),
}

const choices: Record<string, Rule> = {
  checkboxes: all(
    object(
      { type: oneOf('checkboxes'), options: list(richOption, { max: 10 }) },
      { ...actionId, ...confirmable, ...focusable, initial_options: list(richOption, { max: 10 }) },
    ),
    initialIsOffered,
  ),
  radio_buttons: all(
    object(
      { type: oneOf('radio_buttons'), options: list(richOption, { max: 10 }) },
      { ...actionId, ...confirmable, ...focusable, initial_option: richOption },
    ),
    initialIsOffered,
  ),
}

const times: Record<string, Rule> = {
  datepicker: object(
    { type: oneOf('datepicker') },
    { ...actionId, ...confirmable, ...focusable, ...placeholder, initial_date: day },
  ),
  timepicker: object(
    { type: oneOf('timepicker') },
    {
      ...actionId,
      ...confirmable,
      ...focusable,
      ...placeholder,
      initial_time: matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'must match format HH:mm'),
      timezone: string(),
    },
  ),
  datetimepicker: object(
    { type: oneOf('datetimepicker') },
    { ...actionId, ...confirmable, ...focusable, initial_date_time: integer(1e9, 9_999_999_999) },
  ),
}

const textInput = (type: string) =>
  object(
    { type: oneOf(type) },
    {
      ...actionId,
      ...focusable,
      ...placeholder,
      initial_value: string({ min: 0, max: 3000 }),
      dispatch_action_config: dispatch,
    },
  )

const inputs: Record<string, Rule> = {
  plain_text_input: plainTextInput,
  email_text_input: textInput('email_text_input'),
  url_text_input: textInput('url_text_input'),
  number_input: object(
    { type: oneOf('number_input'), is_decimal_allowed: flag },
    {
      ...actionId,
      ...focusable,
      ...placeholder,
      initial_value: string(),
      min_value: string(),
      max_value: string(),
      dispatch_action_config: dispatch,
    },
  ),
  rich_text_input: object(
    { type: oneOf('rich_text_input') },
    {
      ...actionId,
      ...focusable,
      ...placeholder,
      initial_value: object({ type: oneOf('rich_text') }, { elements: list(() => {}, { min: 0 }) }),
      dispatch_action_config: dispatch,
    },
  ),
  file_input: object(
    { type: oneOf('file_input') },
    { ...actionId, filetypes: list(string()), max_files: integer(1, 10) },
  ),
}

const overflow = object({ type: oneOf('overflow'), options: list(option, { max: 5 }) }, { ...actionId, ...confirmable })

const workflowButton = object(
  {
    type: oneOf('workflow_button'),
    text: plainText(75),
    workflow: object({
      trigger: object({ url: string() }, { customizable_input_parameters: list(() => {}, { min: 0 }) }),
    }),
  },
  { ...actionId, style: oneOf('primary', 'danger'), accessibility_label: string({ max: 75 }) },
)

const image = all(
  object(
    { type: oneOf('image'), alt_text: string({ max: 2000 }) },
    { image_url: string({ max: 3000 }), slack_file: slackFile },
  ),
  also((element) =>
    element.image_url === undefined && element.slack_file === undefined
      ? 'missing required field: image_url'
      : undefined,
  ),
)

export const actionElement = byType({
  button,
  overflow,
  workflow_button: workflowButton,
  ...selects,
  ...choices,
  ...times,
  rich_text_input: inputs.rich_text_input ?? (() => {}),
})

export const accessory = byType({
  button,
  image,
  overflow,
  workflow_button: workflowButton,
  ...selects,
  ...choices,
  ...times,
})

export const inputElement = byType({ ...inputs, ...selects, ...choices, ...times })

export const contextElement = byType({ image, plain_text: anyText(3000), mrkdwn: anyText(3000) })

export const contextAction = byType({
  feedback_buttons: object(
    { type: oneOf('feedback_buttons'), positive_button: feedback(), negative_button: feedback() },
    actionId,
  ),
  icon_button: object(
    { type: oneOf('icon_button'), icon: string(), text: plainText(75) },
    {
      ...actionId,
      ...confirmable,
      value: string({ min: 0, max: 2000 }),
      accessibility_label: string({ max: 75 }),
      visible_to_user_ids: list(person),
    },
  ),
})

function feedback(): Rule {
  return object({ text: plainText(75), value: string({ max: 2000 }) }, { accessibility_label: string({ max: 75 }) })
}
