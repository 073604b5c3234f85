/** What Discord refuses in the components of a message. */
import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import { list, missing, oneOf, problem, text, webAddress, whole } from './checks.ts'
import { type Fields, fieldsOf, isFields, listOf, textOf } from './json.ts'
import { LIMITS } from './limits.ts'
import type { Problem } from './refusals.ts'

const SELECTS: readonly unknown[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
]
const TOP_V2 = [
  ComponentType.ActionRow,
  ComponentType.Section,
  ComponentType.TextDisplay,
  ComponentType.MediaGallery,
  ComponentType.File,
  ComponentType.Separator,
  ComponentType.Container,
]
const IN_CONTAINER = TOP_V2.filter((type) => type !== ComponentType.Container)

export function isSelect(component: Fields): boolean {
  return SELECTS.includes(component.type)
}

/** What is wrong with a message's list of components. `v2`: whether it carries the flag for Components V2. */
export function componentProblems(components: unknown, v2: boolean): Problem[] {
  const shape = list('components', components, 0, v2 ? LIMITS.components : LIMITS.rows)
  if (shape.length > 0) return shape
  const top = v2 ? TOP_V2 : [ComponentType.ActionRow]
  const within = listOf(components).flatMap((component, index) => check(`components.${index}`, component, top))
  return [...within, ...togetherProblems(listOf(components), v2)]
}

/** Every component of a message in the order of reading, nested ones included. */
export function flatten(components: readonly unknown[]): Fields[] {
  return components
    .filter(isFields)
    .flatMap((component) => [
      component,
      ...flatten(listOf(component.components)),
      ...flatten([component.accessory]),
      ...flatten([component.component]),
    ])
}

function togetherProblems(components: unknown[], v2: boolean): Problem[] {
  const all = flatten(components)
  const problems = duplicates(components)
  if (!v2) return problems
  if (all.length > LIMITS.components) {
    problems.push(
      problem(
        'components',
        'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
        `The total number of components cannot exceed ${LIMITS.components}`,
      ),
    )
  }
  const displayed = all.reduce((sum, { type, content }) => sum + (isText(type) ? textOf(content).length : 0), 0)
  if (displayed > LIMITS.displayedText) {
    problems.push(
      problem(
        'components',
        'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
        `Total displayable text size of components cannot exceed ${LIMITS.displayedText}`,
      ),
    )
  }
  return problems
}

/** What a message's components weigh by Discord's own measure: the real server breaks down over too much of it. */
export function weightOf(components: readonly unknown[]): number {
  const displays = flatten(components).filter(({ type }) => isText(type)).length
  return textBytes(components) + displays * DISPLAY_WEIGHT
}

const DISPLAY_WEIGHT = 12

function textBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((sum, child) => sum + textBytes(child), 0)
}

/** What names a file of the message's own that does not come along. `attached`: the names of those that do. */
export function attachmentProblems(components: unknown, attached: readonly string[]): Problem[] {
  const walk = (value: unknown, path: string): Problem[] => {
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([key, child]) => {
      const at = `${path}.${key}`
      if (key !== 'url' || typeof child !== 'string') return walk(child, at)
      if (!child.startsWith(ATTACHMENT) || attached.includes(child.slice(ATTACHMENT.length))) return []
      const message = `The referenced attachment ("${child}") was not found`
      return [problem(at, 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', message)]
    })
  }
  return walk(components, 'components')
}

const ATTACHMENT = 'attachment://'

const isText = (type: unknown) => type === ComponentType.TextDisplay

function duplicates(components: unknown[]): Problem[] {
  const seen = new Set<string>()
  const numbers = new Set<number>()
  const walk = (component: unknown, path: string): Problem[] => {
    const { custom_id: id, id: number, components: nested, accessory } = fieldsOf(component)
    const found: Problem[] = []
    if (typeof id === 'string') {
      if (seen.has(id)) {
        const message = 'Component custom id cannot be duplicated'
        found.push(problem(`${path}.custom_id`, 'COMPONENT_CUSTOM_ID_DUPLICATED', message))
      }
      seen.add(id)
    }
    if (typeof number === 'number' && number > 0) {
      if (numbers.has(number)) {
        found.push(problem(`${path}.id`, 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated'))
      }
      numbers.add(number)
    }
    const inside = listOf(nested).flatMap((child, index) => walk(child, `${path}.components.${index}`))
    return [...found, ...inside, ...(accessory ? walk(accessory, `${path}.accessory`) : [])]
  }
  return components.flatMap((component, index) => walk(component, `components.${index}`))
}

function check(path: string, value: unknown, allowed: readonly ComponentType[]): Problem[] {
  if (!isFields(value)) return [problem(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')]
  const type = allowed.find((candidate) => candidate === value.type)
  if (type === undefined) {
    const message = `Value of field "type" must be one of (${allowed.join(', ')}).`
    return [problem(`${path}.type`, 'UNION_TYPE_CHOICES', message)]
  }
  const id = whole(`${path}.id`, value.id, 0, 2 ** 31 - 1)
  return [...id, ...checkKnown(path, value, type)]
}

function checkKnown(path: string, component: Fields, type: ComponentType): Problem[] {
  switch (type) {
    case ComponentType.ActionRow:
      return checkRow(path, component)
    case ComponentType.Section:
      return checkSection(path, component)
    case ComponentType.TextDisplay:
      return text(`${path}.content`, component.content, 1, LIMITS.displayedText)
    case ComponentType.Thumbnail:
      return checkMedia(path, component)
    case ComponentType.MediaGallery:
      return checkGallery(path, component)
    case ComponentType.File:
      return checkFile(`${path}.file.url`, fieldsOf(component.file).url)
    case ComponentType.Separator:
      return component.spacing === undefined ? [] : oneOf(`${path}.spacing`, component.spacing, [1, 2])
    case ComponentType.Container:
      return checkContainer(path, component)
    case ComponentType.Button:
      return checkButton(path, component)
    default:
      return checkSelect(path, component)
  }
}

function checkRow(path: string, row: Fields): Problem[] {
  const wrong = list(`${path}.components`, row.components, 1, LIMITS.buttonsInRow)
  if (wrong.length > 0) return wrong
  const children = listOf(row.components)
  const selects = children.filter((child) => isSelect(fieldsOf(child)))
  if (selects.length > 0 && children.length > 1) {
    const message = 'The specified component exceeds the maximum width'
    return [problem(`${path}.components.1`, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message)]
  }
  const allowed = [ComponentType.Button, ComponentType.StringSelect, 5, 6, 7, 8]
  return children.flatMap((child, index) => check(`${path}.components.${index}`, child, allowed))
}

function checkSection(path: string, section: Fields): Problem[] {
  const wrong = list(`${path}.components`, section.components, 1, LIMITS.sectionTexts)
  const texts = listOf(section.components).flatMap((child, index) =>
    check(`${path}.components.${index}`, child, [ComponentType.TextDisplay]),
  )
  const accessory = section.accessory
    ? check(`${path}.accessory`, section.accessory, [ComponentType.Button, ComponentType.Thumbnail])
    : [missing(`${path}.accessory`)]
  return [...wrong, ...texts, ...accessory]
}

function checkContainer(path: string, container: Fields): Problem[] {
  const wrong = list(`${path}.components`, container.components, 1, LIMITS.components)
  const children = listOf(container.components).flatMap((child, index) =>
    check(`${path}.components.${index}`, child, IN_CONTAINER),
  )
  return [...wrong, ...whole(`${path}.accent_color`, container.accent_color, 0, 0xffffff), ...children]
}

function checkGallery(path: string, gallery: Fields): Problem[] {
  const wrong = list(`${path}.items`, gallery.items, 1, LIMITS.galleryItems)
  return [
    ...wrong,
    ...listOf(gallery.items).flatMap((item, index) => checkMedia(`${path}.items.${index}`, fieldsOf(item))),
  ]
}

/** A file component shows what the message brings along, and nothing from elsewhere. */
function checkFile(path: string, url: unknown): Problem[] {
  if (!url) return [missing(path)]
  if (textOf(url).startsWith(ATTACHMENT)) return []
  return [problem(path, 'UNFURLED_MEDIA_ITEM_INVALID_SCHEME', 'Only attachment:// may be used here')]
}

function checkMedia(path: string, item: Fields): Problem[] {
  return [
    ...webAddress(`${path}.media.url`, fieldsOf(item.media).url, 2_048),
    ...text(`${path}.description`, item.description, 0, LIMITS.mediaDescription),
  ]
}

function checkButton(path: string, button: Fields): Problem[] {
  const styles = [ButtonStyle.Primary, ButtonStyle.Secondary, ButtonStyle.Success, ButtonStyle.Danger, ButtonStyle.Link]
  const problems = [
    ...oneOf(`${path}.style`, button.style, styles),
    ...text(`${path}.label`, button.label, 0, LIMITS.buttonLabel),
  ]
  if (!textOf(button.label) && !isFields(button.emoji)) {
    problems.push(problem(path, 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A button must have a label or an emoji'))
  }
  if (button.style !== ButtonStyle.Link) {
    if (button.url !== undefined) {
      problems.push(problem(path, 'BUTTON_COMPONENT_INVALID_URL', 'A url can only be used on link buttons'))
    }
    return [...problems, ...text(`${path}.custom_id`, button.custom_id, 1, LIMITS.customId)]
  }
  if (button.custom_id !== undefined) {
    const message = 'A custom id and url cannot both be specified'
    problems.push(problem(path, 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', message))
  }
  return [...problems, ...webAddress(`${path}.url`, button.url, LIMITS.url)]
}

function checkSelect(path: string, select: Fields): Problem[] {
  return [...text(`${path}.custom_id`, select.custom_id, 1, LIMITS.customId), ...selectProblems(path, select)]
}

/** What holds for a select in a message and in a modal alike. */
export function selectProblems(path: string, select: Fields): Problem[] {
  const problems = [
    ...text(`${path}.placeholder`, select.placeholder, 0, LIMITS.placeholder),
    ...whole(`${path}.min_values`, select.min_values, 0, LIMITS.selectOptions),
    ...whole(`${path}.max_values`, select.max_values, 1, LIMITS.selectOptions),
  ]
  const min = typeof select.min_values === 'number' ? select.min_values : 1
  const max = typeof select.max_values === 'number' ? select.max_values : 1
  if (min > max) {
    const message = `min_values (${min}) must be less than or equal to max_values (${max})`
    problems.push(problem(path, 'SELECT_COMPONENT_MIN_VALUES_EXCEEDS_MAX', message))
  }
  if (select.type !== ComponentType.StringSelect) return problems
  return [...problems, ...optionProblems(path, select, max)]
}

function optionProblems(path: string, select: Fields, max: number): Problem[] {
  const problems = list(`${path}.options`, select.options, 1, LIMITS.selectOptions)
  const options = listOf(select.options).map(fieldsOf)
  const seen = new Set<unknown>()
  for (const [index, option] of options.entries()) {
    const at = `${path}.options.${index}`
    problems.push(
      ...text(`${at}.label`, option.label, 1, LIMITS.selectOptionText),
      ...text(`${at}.value`, option.value, 1, LIMITS.selectOptionText),
      ...text(`${at}.description`, option.description, 0, LIMITS.selectOptionText),
    )
    if (seen.has(option.value)) {
      const message = 'The specified option value is already used'
      problems.push(problem(at, 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message))
    }
    seen.add(option.value)
  }
  if (options.length > 0 && max > options.length) {
    const message = `Must have at least ${max} options`
    problems.push(problem(`${path}.options`, 'SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS', message))
  }
  if (options.filter((option) => option.default === true).length > max) {
    const message = 'The specified number of default options exceeds max_values'
    problems.push(problem(`${path}.options`, 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', message))
  }
  return problems
}
