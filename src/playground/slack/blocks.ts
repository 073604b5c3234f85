import { anyText, fetched, plainText } from './composition.ts'
import { accessory, actionElement, contextElement, inputElement } from './elements.ts'
import { type Fields, fieldsOf, isFields, listOf, textOf } from './fields.ts'
import { shortId } from './ids.ts'
import { all, also, byType, flag, integer, list, number, object, type Rule, string } from './schema.ts'

export type Surface = 'message' | 'modal' | 'home'

/** What Slack would say about these blocks, `[ERROR] … [json-pointer:/blocks/0]`; empty when it would take them. */
export function problemsOf(
  blocks: unknown,
  surface: Surface,
  at = '/blocks',
  lacking: readonly string[] = [],
): string[] {
  const problems: string[] = []
  const tell = (problem: string, where: string) => problems.push(`[ERROR] ${problem} [json-pointer:${where}]`)
  list(RULE, { min: 0, max: surface === 'message' ? 50 : 100 })(blocks, at, tell)
  checkNames(listOf(blocks), at, tell)
  listOf(blocks).forEach(({ type }, index) => {
    const isLacking = lacking.includes(String(type)) || (type === 'data_table' && surface !== 'message')
    if (isLacking) tell(`unsupported type: ${type}`, `${at}/${index}/type`)
  })
  if (cellLength(listOf(blocks)) > MOST_IN_CELLS) tell('the tables of a message have too many characters', at)
  return problems
}

/** In all tables of a message together. */
const MOST_IN_CELLS = 10_000
const cellLength = (blocks: Fields[]): number =>
  blocks.reduce((sum, { type, rows }) => sum + (type === 'data_table' ? textLength(rows) : 0), 0)

/** Slack names what the app left unnamed, so that every block and element can be told apart. */
export function named(blocks: Fields[]): Fields[] {
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id ?? shortId(),
    ...(isFields(block.accessory) ? { accessory: namedElement(block.accessory) } : {}),
    ...(isFields(block.element) ? { element: namedElement(block.element) } : {}),
    ...(block.type === 'actions' ? { elements: listOf(block.elements).map(namedElement) } : {}),
  }))
}

/** The interactive elements of a block. */
export function elementsOf(block: Fields): Fields[] {
  const within = block.type === 'actions' ? listOf(block.elements) : []
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
  object({}, { ...blockId, text: anyText(3000), fields: list(anyText(2000), { max: 10 }), accessory }),
  also((block) => (block.text == null && block.fields == null ? 'missing required field: text' : undefined)),
)

const image = all(
  object({ alt_text: string({ max: 2000 }) }, { ...blockId, image_url: fetched, title: plainText(2000) }),
  also((block) => (block.image_url == null ? 'missing required field: image_url' : undefined)),
)

/** Loose inside its lines: Slack's own clients write it, bots seldom do. */
const richLine = also(({ elements }) => (Array.isArray(elements) ? undefined : 'missing required field: elements'))
const richText = object(
  {
    elements: list(
      byType({
        rich_text_section: richLine,
        rich_text_list: richLine,
        rich_text_preformatted: richLine,
        rich_text_quote: richLine,
      }),
    ),
  },
  blockId,
)

const rawText = object({ text: string() })
const headCells = byType({ raw_text: rawText })
const cells = byType({ raw_text: rawText, raw_number: object({ text: string(), value: number }), rich_text: richText })

/** The first row is the head. */
const rows: Rule = (value, at, tell) => {
  list(list(cells, { max: 20 }), { min: 2, max: 101 })(value, at, tell)
  const [head, ...others] = Array.isArray(value) ? value : []
  list(headCells, { max: 20 })(head, `${at}/0`, tell)
  if (others.some((row) => row?.length !== head?.length)) tell('all rows must have the same number of cells', at)
}

const dataTable = object(
  { rows, caption: string() },
  { ...blockId, page_size: integer(1, 100), row_header_column_index: integer(0, 19) },
)

const blocksOf: Record<string, Rule> = {
  section,
  image,
  data_table: dataTable,
  rich_text: richText,
  header: object({ text: plainText(150) }, blockId),
  divider: object({}, blockId),
  context: object({ elements: list(contextElement, { max: 10 }) }, blockId),
  actions: object({ elements: list(actionElement, { max: 25 }) }, blockId),
  input: object(
    { label: plainText(2000), element: inputElement },
    { ...blockId, hint: plainText(2000), optional: flag, dispatch_action: flag },
  ),
}

const RULE = byType(blocksOf)

const viewText = { title: plainText(24), submit: plainText(24), close: plainText(24) }
const viewOptional = {
  ...viewText,
  callback_id: string({ max: 255 }),
  private_metadata: string({ min: 0, max: 3000 }),
  external_id: string({ min: 0, max: 255 }),
  clear_on_close: flag,
  notify_on_close: flag,
}

/** Blocks are looked at for themselves. */
const anyBlocks = { blocks: () => {} }
const viewRule = byType({
  modal: object({ ...anyBlocks, title: viewText.title }, viewOptional),
  home: object(anyBlocks, viewOptional),
})

/** What Slack would say about a view, pointers starting at `/view`. */
export function viewProblems(view: unknown): string[] {
  const problems: string[] = []
  const tell = (problem: string, where: string) => problems.push(`[ERROR] ${problem} [json-pointer:${where}]`)
  viewRule(view, '/view', tell)
  const { blocks, type, submit } = fieldsOf(view)
  if (blocks !== undefined) problems.push(...problemsOf(blocks, type === 'home' ? 'home' : 'modal', '/view/blocks'))
  if (type === 'modal' && submit == null && listOf(blocks).some((block) => block.type === 'input')) {
    tell('missing required field: submit', '/view')
  }
  return problems
}
