import { expect, test } from 'vitest'
import { aSlack, clientOf, PAPERS, refusal } from './bench.ts'

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
const section = (length: number) => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(length) } })
const actions = (...elements: unknown[]) => ({ type: 'actions', elements })
const button = (more = {}) => ({ type: 'button', text: plain(1), ...more })
const option = (text = 1, value = 1) => ({ text: plain(text), value: 'v'.repeat(value) })
const options = (count: number) => Array.from({ length: count }, () => option())
const several = (count: number, make: (index: number) => unknown) =>
  Array.from({ length: count }, (_, index) => make(index))
const confirm = (title: number, text: number, yes: number, no = 1) => ({
  title: plain(title),
  text: plain(text),
  confirm: plain(yes),
  deny: plain(no),
})

const input = (element: unknown, more = {}) => ({ type: 'input', label: plain(1), element, ...more })
const typed = (more = {}) => ({ type: 'plain_text_input', ...more })
const menu = (more = {}) => ({ type: 'static_select', options: options(1), ...more })
const menus = (more = {}) => ({ type: 'multi_static_select', options: options(1), ...more })
const image = (more = {}) => ({ type: 'image', image_url: 'http://a/b', alt_text: 'x', ...more })
const raw = (text: string) => ({ type: 'raw_text', text })
const count = { type: 'raw_number', value: 1, text: '1' }
const table = (more = {}) => ({ type: 'data_table', caption: 'x', rows: [[raw('Paper')], [count]], ...more })
const address = (size: number) => 'http://a/'.padEnd(size, 'b')
const context = (...elements: unknown[]) => ({ type: 'context', elements })
const line = (type: string, more = {}) => ({ type: 'rich_text', elements: [{ type, elements: [], ...more }] })
const letters = (size: number) => 'x'.repeat(size)

async function open() {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  const post = (blocks: unknown) => refusal(bot.apiCall('chat.postMessage', { channel: PAPERS, text: 'x', blocks }))
  /** A view that is as it should be fails at its trigger only. */
  const show = (view: unknown) => refusal(bot.apiCall('views.open', { trigger_id: 'none', view }))
  return { slack, bot, post, show }
}

/** Each limit as blocks of a given size, and the largest size that Slack takes. */
const edges: [string, number, (size: number) => unknown[]][] = [
  ['a section’s text', 3000, (size) => [section(size)]],
  ['a section’s plain text', 3000, (size) => [{ type: 'section', text: plain(size) }]],
  ['a section’s fields', 10, (size) => [{ type: 'section', fields: several(size, () => plain(1)) }]],
  ['a field’s text', 2000, (size) => [{ type: 'section', fields: [plain(size)] }]],
  ['a header', 150, (size) => [{ type: 'header', text: plain(size) }]],
  ['a context’s elements', 10, (size) => [context(...several(size, () => plain(1)))]],
  ['a context’s text', 3000, (size) => [context(plain(size))]],
  ['an actions block’s elements', 25, (size) => [actions(...several(size, () => button()))]],
  ['a button’s text', 75, (size) => [actions(button({ text: plain(size) }))]],
  ['a button’s value', 2000, (size) => [actions(button({ value: letters(size) }))]],
  ['a button’s address', 3000, (size) => [actions(button({ url: letters(size) }))]],
  ['a button’s words for those who hear', 75, (size) => [actions(button({ accessibility_label: letters(size) }))]],
  ['an action id', 255, (size) => [actions(button({ action_id: letters(size) }))]],
  ['a block id', 255, (size) => [{ type: 'divider', block_id: letters(size) }]],
  ['a select’s options', 100, (size) => [actions(menu({ options: options(size) }))]],
  ['an option’s text', 75, (size) => [actions(menus({ options: [option(size)] }))]],
  ['an option’s value', 150, (size) => [actions(menu({ options: [option(1, size)] }))]],
  ['an option’s description', 75, (size) => [actions(menu({ options: [{ ...option(), description: plain(size) }] }))]],
  ['a select’s placeholder', 150, (size) => [actions(menu({ placeholder: plain(size) }))]],
  ['options chosen beforehand', 100, (size) => [actions(menus({ initial_options: several(size, () => option()) }))]],
  ['options to choose', 100, (size) => [actions(menus({ max_selected_items: size }))]],
  ['letters before anything is offered', 100, (size) => [actions({ type: 'external_select', min_query_length: size })]],
  ['a confirm’s title', 100, (size) => [actions(button({ confirm: confirm(size, 1, 1) }))]],
  ['a confirm’s text', 300, (size) => [actions(button({ confirm: confirm(1, size, 1) }))]],
  ['a confirm’s yes', 30, (size) => [actions(button({ confirm: confirm(1, 1, size) }))]],
  ['a confirm’s no', 30, (size) => [actions(button({ confirm: confirm(1, 1, 1, size) }))]],
  ['an image’s alt text', 2000, (size) => [image({ alt_text: letters(size) })]],
  ['an image’s address', 3000, (size) => [image({ image_url: address(size) })]],
  ['a table’s rows', 101, (size) => [table({ rows: several(size, () => [raw('x')]) })]],
  ['a table’s columns', 20, (size) => [table({ rows: several(2, () => several(size, () => raw('x'))) })]],
  ['an image’s title', 2000, (size) => [image({ title: plain(size) })]],
  ['a small image’s alt text', 2000, (size) => [context(image({ alt_text: letters(size) }))]],
  ['a small image’s address', 3000, (size) => [context(image({ image_url: address(size) }))]],
  ['a message’s blocks', 50, (size) => several(size, () => ({ type: 'divider' }))],
  ['an input’s label', 2000, (size) => [input(typed(), { label: plain(size) })]],
  ['an input’s hint', 2000, (size) => [input(typed(), { hint: plain(size) })]],
  ['an input’s placeholder', 150, (size) => [input(typed({ placeholder: plain(size) }))]],
  ['an input’s least length', 3000, (size) => [input(typed({ min_length: size }))]],
  ['an input’s greatest length', 3000, (size) => [input(typed({ max_length: size }))]],
  ['an input’s start', 3000, (size) => [input(typed({ initial_value: letters(size) }))]],
  ['files', 10, (size) => [input({ type: 'file_input', max_files: size })]],
]

test.each(edges)('%s: %i is taken, one more is not', async (_, limit, blocks) => {
  const { post } = await open()
  expect(await post(blocks(limit))).toEqual({ error: 'none', messages: [] })
  expect(await post(blocks(limit + 1))).toEqual({
    error: 'invalid_blocks',
    messages: expect.arrayContaining([expect.stringMatching(/^\[ERROR\] .*\[json-pointer:\/blocks/)]),
  })
})

const modal = (more = {}) => ({ type: 'modal', title: plain(5), blocks: [], ...more })
const viewEdges: [string, number, (size: number) => unknown][] = [
  ['a view’s title', 24, (size) => modal({ title: plain(size) })],
  ['a view’s submit', 24, (size) => modal({ submit: plain(size) })],
  ['a view’s close', 24, (size) => modal({ close: plain(size) })],
  ['private metadata', 3000, (size) => modal({ private_metadata: letters(size) })],
  ['a callback id', 255, (size) => modal({ callback_id: letters(size) })],
  ['an id of the app’s', 255, (size) => modal({ external_id: letters(size) })],
  ['a view’s blocks', 100, (size) => modal({ blocks: several(size, () => ({ type: 'divider' })) })],
]

test.each(viewEdges)('%s: %i is taken, one more is not', async (_, limit, view) => {
  const { show } = await open()
  expect((await show(view(limit))).error).toBe('invalid_trigger_id')
  expect(await show(view(limit + 1))).toEqual({
    error: 'invalid_arguments',
    messages: [expect.stringMatching(/^\[ERROR\] .*\[json-pointer:\/view/)],
  })
})

/** What is said, of where, and the blocks that break it. */
const wrong: [string, string, unknown[]][] = [
  ['unsupported type: sektion', '/0/type', [{ type: 'sektion' }]],
  ['missing required field: text', '/0', [{ type: 'section' }]],
  ['missing required field: type', '/0', [{}]],
  ['must provide an object', '/0/elements/0', [actions('x')]],
  ['must provide an object', '/0/text', [{ type: 'header', text: 'x' }]],
  ['must provide a string', '/0/alt_text', [image({ alt_text: 7 })]],
  ['must provide a boolean', '/0/optional', [input(typed(), { optional: 'yes' })]],
  ['must provide a boolean', '/0/dispatch_action', [input(typed(), { dispatch_action: 'yes' })]],
  ['must provide a boolean', '/0/element/multiline', [input(typed({ multiline: 'yes' }))]],
  ['must provide a boolean', '/0/text/emoji', [{ type: 'header', text: { ...plain(1), emoji: 'yes' } }]],
  ['must provide a boolean', '/0/text/emoji', [{ type: 'section', text: { ...plain(1), emoji: 'yes' } }]],
  [
    'must provide a boolean',
    '/0/text/verbatim',
    [{ type: 'section', text: { type: 'mrkdwn', text: 'x', verbatim: 1 } }],
  ],
  ['must provide an integer', '/0/element/max_files', [input({ type: 'file_input', max_files: '3' })]],
  ['must provide an integer', '/0/element/max_files', [input({ type: 'file_input', max_files: 1.5 })]],
  ['must be greater than or equal to 1', '/0/element/max_files', [input({ type: 'file_input', max_files: 0 })]],
  ['must provide an array', '/0/elements', [{ type: 'actions', elements: {} }]],
  ['must provide an array', '/0/element/filetypes', [input({ type: 'file_input', filetypes: 'bib' })]],
  ['must provide a string', '/0/element/filetypes/0', [input({ type: 'file_input', filetypes: [7] })]],
  ['invalid additional property: colour', '/0', [{ type: 'divider', colour: 'red' }]],
  ['must be more than 0 characters', '/0/text/text', [section(0)]],
  ['unsupported type: mrkdwn', '/0/elements/0/type', [actions({ type: 'mrkdwn', text: 'x' })]],
  ['must be a valid enum value', '/0/elements/0/style', [actions(button({ style: 'default' }))]],
  ['must be a valid enum value', '/0/text/type', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]],
  [
    'must be a valid enum value',
    '/0/elements/0/confirm/style',
    [actions(button({ confirm: { ...confirm(1, 1, 1), style: 'default' } }))],
  ],
  ['action_id "a" already exists', '/0', [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))]],
  ['block_id "b" already exists', '/1/block_id', several(2, () => ({ type: 'divider', block_id: 'b' }))],
  ['no fewer than 1 items allowed', '/0/elements', [actions()]],
  [
    'initial options must exactly match options that are offered',
    '/0/elements/0',
    [actions(menu({ initial_option: option(2) }))],
  ],
  ['min_length must not be above max_length', '/0/element', [input(typed({ min_length: 2, max_length: 1 }))]],
  ['unsupported type: plain_text_input', '/0/elements/0/type', [actions(typed())]],
  ['unsupported type: rich_text_line', '/0/elements/0/type', [line('rich_text_line')]],
  ['missing required field: elements', '/0/elements/0', [line('rich_text_section', { elements: undefined })]],
  ['no fewer than 1 items allowed', '/0/elements', [{ type: 'rich_text', elements: [] }]],
  ['missing required field: elements', '/0', [{ type: 'rich_text' }]],
  ['missing required field: elements', '/0', [{ type: 'actions' }]],
  ['missing required field: elements', '/0', [{ type: 'context' }]],
  ['missing required field: text', '/0', [{ type: 'header' }]],
  ['missing required field: label', '/0', [input(typed(), { label: null })]],
  ['missing required field: element', '/0', [input(undefined)]],
  ['missing required field: text', '/0/text', [{ type: 'header', text: { type: 'plain_text' } }]],
  ['missing required field: text', '/0/text', [{ type: 'section', text: { type: 'plain_text' } }]],
  ['missing required field: text', '/0/text', [{ type: 'section', text: { type: 'mrkdwn' } }]],
  ['missing required field: text', '/0/elements/0', [actions(button({ text: undefined }))]],
  ['missing required field: options', '/0/elements/0', [actions({ type: 'static_select' })]],
  ['missing required field: text', '/0/elements/0/options/0', [actions(menu({ options: [{ value: 'v' }] }))]],
  ['missing required field: value', '/0/elements/0/options/0', [actions(menu({ options: [{ text: plain(1) }] }))]],
  ['downloading image failed', '/0/image_url', [image({ image_url: 'https://pictures.invalid/a.png' })]],
  ['downloading image failed', '/0/image_url', [image({ image_url: 'http://127.0.0.1/a.png' })]],
  ['no fewer than 2 items allowed', '/0/rows', [table({ rows: [[raw('Paper')]] })]],
  ['missing required field: caption', '/0', [table({ caption: undefined })]],
  ['unsupported type: raw_number', '/0/rows/0/0/type', [table({ rows: [[count], [count]] })]],
  ['all rows must have the same number of cells', '/0/rows', [table({ rows: [[raw('Paper')], [count, count]] })]],
  ['must provide a number', '/0/rows/1/0/value', [table({ rows: [[raw('Paper')], [{ ...count, value: '1' }]] })]],
  ['missing required field: alt_text', '/0', [image({ alt_text: undefined })]],
  ['missing required field: image_url', '/0', [image({ image_url: undefined })]],
  ['missing required field: alt_text', '/0/elements/0', [context(image({ alt_text: undefined }))]],
  ['missing required field: image_url', '/0/elements/0', [context(image({ image_url: undefined }))]],
  ...['title', 'text', 'confirm', 'deny'].map((field): [string, string, unknown[]] => [
    `missing required field: ${field}`,
    '/0/elements/0/confirm',
    [actions(button({ confirm: { ...confirm(1, 1, 1), [field]: undefined } }))],
  ]),
]

test.each(wrong)('“%s” is said at %s of blocks that break it', async (problem, at, blocks) => {
  const { post } = await open()
  const { error, messages } = await post(blocks)
  expect([error, messages]).toEqual(['invalid_blocks', [`[ERROR] ${problem} [json-pointer:/blocks${at}]`]])
})

/** What is said, of where, and the view that breaks it. */
const wrongViews: [string, string, unknown][] = [
  ['missing required field: submit', '/view', modal({ blocks: [input(typed())] })],
  ['missing required field: title', '/view', modal({ title: undefined })],
  ['missing required field: blocks', '/view', modal({ blocks: undefined })],
  ['unsupported type: form', '/view/type', modal({ type: 'form' })],
  ['expected a modal view', '/view/type', { type: 'home', blocks: [] }],
  ['missing required field: blocks', '/view', { type: 'home' }],
  ['must provide a boolean', '/view/clear_on_close', modal({ clear_on_close: 'yes' })],
  ['must provide a boolean', '/view/notify_on_close', modal({ notify_on_close: 'yes' })],
  ['must provide an array', '/view/blocks', modal({ blocks: 'none' })],
  ['must provide an object', '/view', '[]'],
]

test.each(wrongViews)('“%s” is said at %s of a view that breaks it', async (problem, at, view) => {
  const { show } = await open()
  const { error, messages } = await show(view)
  expect([error, messages]).toEqual(['invalid_arguments', [`[ERROR] ${problem} [json-pointer:${at}]`]])
})

test('a view is not too large in all', async () => {
  const { show } = await open()
  const full = (length: number) => actions(...several(25, () => button({ value: letters(length) })))
  expect((await show(modal({ blocks: several(5, () => full(2000)) }))).error).toBe('view_too_large')
  expect((await show(modal({ blocks: several(4, () => full(2000)) }))).error).toBe('invalid_trigger_id')
})

test('F15 the Web API refuses what is over a limit with Slack’s own code', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  const post = (more: object) => refusal(bot.apiCall('chat.postMessage', { channel: PAPERS, ...more }))
  expect(await post({ text: 'x', blocks: [section(3001)] })).toEqual({
    error: 'invalid_blocks',
    messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
  })
  expect((await post({ text: 'x', blocks: '{oops' })).error).toBe('invalid_blocks_format')
  expect((await post({})).error).toBe('no_text')
  expect((await post({ text: 'x'.repeat(40_000) })).error).toBe('none')
  expect((await post({ text: 'x'.repeat(40_001) })).error).toBe('msg_too_long')
  expect((await post({ text: 'x', metadata: { event_type: 'a' } })).error).toBe('invalid_metadata_schema')
  const most = 13_422 - 5 * 125
  const filled = (total: number) => [...several(4, () => section(2560)), section(total - 4 * 2560)]
  expect((await post({ text: 'x', blocks: filled(most) })).error).toBe('none')
  expect((await post({ text: 'x', blocks: filled(most + 1) })).error).toBe('msg_blocks_too_long')
  const { ts = '' } = await bot.chat.postMessage({ channel: PAPERS, text: 'x' })
  const update = (text: string) => refusal(bot.chat.update({ channel: PAPERS, ts, text }))
  expect((await update('x'.repeat(4000))).error).toBe('none')
  expect((await update('x'.repeat(4001))).error).toBe('msg_too_long')
})

test('a Home is refused that has too much, stands there otherwise by now, is nobody’s, or was not asked for', async () => {
  const { slack } = await aSlack()
  const bot = clientOf(slack)
  const publish = async (view: object, more: object = {}) =>
    (await refusal(bot.apiCall('views.publish', { user_id: 'U0ADA00001', view, ...more }))).error
  const home = (count: number) => ({ type: 'home', blocks: several(count, () => section(1)) })
  expect(await publish(modal({ title: plain(25) }))).toBe('invalid_arguments')
  expect(await publish(home(100))).toBe('none')
  expect(await publish(home(101))).toBe('invalid_arguments')
  expect(await publish(home(1), { hash: 'of an older one' })).toBe('hash_conflict')
  expect(await publish(home(1), { user_id: 'U0NOBODY' })).toBe('user_not_found')
  slack.configure({ features: { app_home: { home_tab_enabled: false } } })
  expect(await publish(home(1))).toBe('not_enabled')
})
