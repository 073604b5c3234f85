import { expect, test } from 'vitest'
import { problemsOf, viewProblems } from '../../../src/playground/slack/blocks.ts'
import { aSlack, clientOf, PAPERS, refusal } from './bench.ts'

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
const section = (length: number) => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(length) } })
const actions = (...elements: unknown[]) => ({ type: 'actions', elements })
const button = (more = {}) => ({ type: 'button', text: plain(1), ...more })
const option = (text = 1, value = 1) => ({ text: plain(text), value: 'v'.repeat(value) })
const options = (count: number) => Array.from({ length: count }, () => option())
const several = (count: number, make: (index: number) => unknown) =>
  Array.from({ length: count }, (_, index) => make(index))
const confirm = (title: number, text: number, label: number) => ({
  title: plain(title),
  text: plain(text),
  confirm: plain(label),
  deny: plain(label),
})

/** Each limit as blocks of a given size, and the largest size that Slack takes. */
const edges: [string, number, (size: number) => unknown[]][] = [
  ['a section’s text', 3000, (size) => [section(size)]],
  ['a section’s fields', 10, (size) => [{ type: 'section', fields: several(size, () => plain(1)) }]],
  ['a field’s text', 2000, (size) => [{ type: 'section', fields: [plain(size)] }]],
  ['a header', 150, (size) => [{ type: 'header', text: plain(size) }]],
  ['a context’s elements', 10, (size) => [{ type: 'context', elements: several(size, () => plain(1)) }]],
  ['an actions block’s elements', 25, (size) => [actions(...several(size, () => button()))]],
  ['a button’s text', 75, (size) => [actions(button({ text: plain(size) }))]],
  ['a button’s value', 2000, (size) => [actions(button({ value: 'v'.repeat(size) }))]],
  ['an action id', 255, (size) => [actions(button({ action_id: 'a'.repeat(size) }))]],
  ['a block id', 255, (size) => [{ type: 'divider', block_id: 'b'.repeat(size) }]],
  ['a select’s options', 100, (size) => [actions({ type: 'static_select', options: options(size) })]],
  ['an option’s text', 75, (size) => [actions({ type: 'multi_static_select', options: [option(size)] })]],
  ['an option’s value', 150, (size) => [actions({ type: 'static_select', options: [option(1, size)] })]],
  ['a select’s placeholder', 150, (size) => [actions({ type: 'users_select', placeholder: plain(size) })]],
  ['an overflow’s options', 5, (size) => [actions({ type: 'overflow', options: options(size) })]],
  ['checkboxes’ options', 10, (size) => [actions({ type: 'checkboxes', options: options(size) })]],
  ['radio buttons’ options', 10, (size) => [actions({ type: 'radio_buttons', options: options(size) })]],
  ['a confirm’s title', 100, (size) => [actions(button({ confirm: confirm(size, 1, 1) }))]],
  ['a confirm’s text', 300, (size) => [actions(button({ confirm: confirm(1, size, 1) }))]],
  ['a confirm’s buttons', 30, (size) => [actions(button({ confirm: confirm(1, 1, size) }))]],
  ['an image’s alt text', 2000, (size) => [{ type: 'image', image_url: 'http://a/b', alt_text: 'x'.repeat(size) }]],
  ['a message’s blocks', 50, (size) => several(size, () => ({ type: 'divider' }))],
]

test.each(edges)('%s: %i is taken, one more is not', (_, limit, blocks) => {
  expect(problemsOf(blocks(limit), 'message')).toEqual([])
  expect(problemsOf(blocks(limit + 1), 'message')[0]).toMatch(/^\[ERROR\] .*\[json-pointer:\/blocks/)
})

const modal = (more = {}) => ({ type: 'modal', title: plain(5), blocks: [], ...more })
const input = (element: unknown) => modal({ submit: plain(4), blocks: [{ type: 'input', label: plain(1), element }] })
const viewEdges: [string, number, (size: number) => unknown][] = [
  ['a view’s title', 24, (size) => modal({ title: plain(size) })],
  ['a view’s submit', 24, (size) => modal({ submit: plain(size) })],
  ['a view’s close', 24, (size) => modal({ close: plain(size) })],
  ['private metadata', 3000, (size) => modal({ private_metadata: 'x'.repeat(size) })],
  ['a callback id', 255, (size) => modal({ callback_id: 'x'.repeat(size) })],
  ['a view’s blocks', 100, (size) => modal({ blocks: several(size, () => ({ type: 'divider' })) })],
  ['an input’s max_length', 3000, (size) => input({ type: 'plain_text_input', max_length: size })],
  ['an input’s start', 3000, (size) => input({ type: 'plain_text_input', initial_value: 'x'.repeat(size) })],
]

test.each(viewEdges)('%s: %i is taken, one more is not', (_, limit, view) => {
  expect(viewProblems(view(limit))).toEqual([])
  expect(viewProblems(view(limit + 1))[0]).toMatch(/^\[ERROR\] .*\[json-pointer:\/view/)
})

const wrong: [string, unknown[]][] = [
  ['unsupported type: sektion', [{ type: 'sektion' }]],
  ['missing required field: text', [{ type: 'section' }]],
  ['missing required field: type', [{}]],
  ['invalid additional property: colour', [{ type: 'divider', colour: 'red' }]],
  ['must be more than 0 characters', [section(0)]],
  ['unsupported type: mrkdwn', [actions({ type: 'mrkdwn', text: 'x' })]],
  ['must be a valid enum value', [actions(button({ style: 'default' }))]],
  ['must be a valid enum value', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]],
  ['action_id "a" already exists', [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))]],
  ['block_id "b" already exists', several(2, () => ({ type: 'divider', block_id: 'b' }))],
  ['no fewer than 1 items allowed', [actions()]],
  [
    'initial options must exactly match',
    [actions({ type: 'static_select', options: options(1), initial_option: option(2) })],
  ],
  ['missing required field: options', [actions({ type: 'static_select' })]],
  ['missing required field: image_url', [{ type: 'image', alt_text: 'x' }]],
  ['unsupported type: plain_text_input', [actions({ type: 'plain_text_input' })]],
]

test.each(wrong)('“%s” is said of blocks that break it', (problem, blocks) => {
  expect(problemsOf(blocks, 'message').join('\n')).toContain(problem)
})

test('a modal that asks for something needs a submit button', () => {
  const view = { ...input({ type: 'plain_text_input' }), submit: undefined }
  expect(viewProblems(view)).toEqual(['[ERROR] missing required field: submit [json-pointer:/view]'])
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
