import { anyText, plainText, slackFile } from './composition.ts'
import { accessory, actionElement, contextAction, contextElement, inputElement } from './elements.ts'
import { type Fields, fieldsOf, isFields, listOf, textOf } from './fields.ts'
import { shortId } from './ids.ts'
import { all, also, byType, flag, list, object, oneOf, type Rule, string } from './schema.ts'

export type Surface = 'message' | 'modal' | 'home'

/** What Slack would say about these blocks, `[ERROR] … [json-pointer:/blocks/0]`; empty when it would take them. */
export function problemsOf(blocks: unknown, surface: Surface, at = '/blocks'): string[] {
  const problems: string[] = []
  const tell = (problem: string, where: string) => problems.push(`[ERROR] ${problem} [json-pointer:${where}]`)
  list(RULES[surface], { min: 0, max: surface === 'message' ? 50 : 100 })(blocks, at, tell)
  checkNames(listOf(blocks), at, tell)
  return problems
}

/** Slack names what the app left unnamed, so that every block and element can be told apart. */
export function named(blocks: Fields[]): Fields[] {
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id ?? shortId(),
    ...(isFields(block.accessory) ? { accessory: namedElement(block.accessory) } : {}),
    ...(isFields(block.element) ? { element: namedElement(block.element) } : {}),
    ...(ACTIONABLE.has(String(block.type)) ? { elements: listOf(block.elements).map(namedElement) } : {}),
  }))
}

/** The interactive elements of a block. */
export function elementsOf(block: Fields): Fields[] {
  const within = ACTIONABLE.has(String(block.type)) ? listOf(block.elements) : []
  return [...within, ...[block.accessory, block.element].filter(isFields)].filter((one) => one.type !== 'image')
}

/** The characters of all text in the blocks: a message's sum is limited beside each block's own. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textLength(one), 0)
  if (!isFields(value)) return 0
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === 'text' && typeof one === 'string' ? one.length : textLength(one)),
    0,
  )
}

const ACTIONABLE = new Set(['actions', 'context_actions'])

function namedElement(element: Fields): Fields {
  return element.type === 'image' ? element : { ...element, action_id: element.action_id ?? shortId() }
}

function checkNames(blocks: Fields[], at: string, tell: (problem: string, where: string) => void): void {
  const seen = new Set<string>()
  blocks.forEach((block, index) => {
    const id = textOf(block.block_id)
    if (id !== undefined && seen.has(id)) tell(`block_id "${id}" already exists`, `${at}/${index}/block_id`)
    if (id !== undefined) seen.add(id)
    const actions = new Set<string>()
    for (const element of elementsOf(block)) {
      const action = textOf(element.action_id)
      if (action !== undefined && actions.has(action)) tell(`action_id "${action}" already exists`, `${at}/${index}`)
      if (action !== undefined) actions.add(action)
    }
  })
}

const blockId = { block_id: string({ max: 255 }) }

const section = all(
  object(
    { type: oneOf('section') },
    { ...blockId, text: anyText(3000), fields: list(anyText(2000), { max: 10 }), accessory, expand: flag },
  ),
  also((block) => (block.text == null && block.fields == null ? 'missing required field: text' : undefined)),
)

const image = all(
  object(
    { type: oneOf('image'), alt_text: string({ max: 2000 }) },
    { ...blockId, image_url: string({ max: 3000 }), slack_file: slackFile, title: plainText(2000) },
  ),
  also((block) =>
    block.image_url == null && block.slack_file == null ? 'missing required field: image_url' : undefined,
  ),
)

/** Loose inside its lines: Slack's own clients write it, bots seldom do. */
const richText = object(
  {
    type: oneOf('rich_text'),
    elements: list(
      byType(
        Object.fromEntries(
          ['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote'].map((type) => [
            type,
            also((element) => (Array.isArray(element.elements) ? undefined : 'missing required field: elements')),
          ]),
        ),
      ),
    ),
  },
  blockId,
)

const common: Record<string, Rule> = {
  section,
  image,
  rich_text: richText,
  header: object({ type: oneOf('header'), text: plainText(150) }, blockId),
  divider: object({ type: oneOf('divider') }, blockId),
  context: object({ type: oneOf('context'), elements: list(contextElement, { max: 10 }) }, blockId),
  actions: object({ type: oneOf('actions'), elements: list(actionElement, { max: 25 }) }, blockId),
  input: object(
    { type: oneOf('input'), label: plainText(2000), element: inputElement },
    { ...blockId, hint: plainText(2000), optional: flag, dispatch_action: flag },
  ),
  video: object(
    {
      type: oneOf('video'),
      alt_text: string(),
      title: plainText(200),
      thumbnail_url: string({ max: 3000 }),
      video_url: string({ max: 3000 }),
    },
    {
      ...blockId,
      title_url: string({ max: 3000 }),
      author_name: string({ max: 50 }),
      provider_name: string(),
      provider_icon_url: string(),
      description: plainText(200),
    },
  ),
}

const messageOnly: Record<string, Rule> = {
  context_actions: object({ type: oneOf('context_actions'), elements: list(contextAction, { max: 5 }) }, blockId),
  markdown: object({ type: oneOf('markdown'), text: string({ max: 12_000 }) }, blockId),
  table: object(
    { type: oneOf('table'), rows: list(list(tableCell(), { max: 20 }), { max: 100 }) },
    {
      ...blockId,
      column_settings: list(object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: flag }), { max: 20 }),
    },
  ),
  file: object({ type: oneOf('file'), external_id: string(), source: oneOf('remote') }, blockId),
}

function tableCell(): Rule {
  return byType({
    raw_text: object({ type: oneOf('raw_text'), text: string({ min: 0 }) }),
    raw_number: object({ type: oneOf('raw_number') }, { value: () => {}, text: string({ min: 0 }) }),
    rich_text: richText,
  })
}

const alert = object(
  { type: oneOf('alert'), text: anyText(3000) },
  { ...blockId, level: oneOf('default', 'info', 'warning', 'error', 'success') },
)

const RULES: Record<Surface, Rule> = {
  message: byType({ ...common, ...messageOnly }),
  modal: byType({ ...common, alert }),
  home: byType({ ...common }),
}

const viewText = { title: plainText(24), submit: plainText(24), close: plainText(24) }
const viewOptional = {
  blocks: () => {},
  callback_id: string({ max: 255 }),
  private_metadata: string({ min: 0, max: 3000 }),
  external_id: string({ min: 0, max: 255 }),
  clear_on_close: flag,
  notify_on_close: flag,
  submit_disabled: flag,
}

const modalRule = object(
  { type: oneOf('modal'), title: viewText.title, blocks: () => {} },
  { ...viewOptional, submit: viewText.submit, close: viewText.close },
)
const homeRule = object({ type: oneOf('home'), blocks: () => {} }, { ...viewOptional, ...viewText })

/** What Slack would say about a view, pointers starting at `/view`. */
export function viewProblems(view: unknown): string[] {
  const problems: string[] = []
  const tell = (problem: string, where: string) => problems.push(`[ERROR] ${problem} [json-pointer:${where}]`)
  byType({ modal: modalRule, home: homeRule })(view, '/view', tell)
  const { blocks, type, submit } = fieldsOf(view)
  if (blocks !== undefined) problems.push(...problemsOf(blocks, type === 'home' ? 'home' : 'modal', '/view/blocks'))
  if (type === 'modal' && submit == null && listOf(blocks).some((block) => block.type === 'input')) {
    tell('missing required field: submit', '/view')
  }
  return problems
}
