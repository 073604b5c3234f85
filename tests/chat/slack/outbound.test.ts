import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Card, Rich } from '../../../src/chat/card.ts'
import { LIMITS } from '../../../src/chat/slack/limits.ts'
import { render } from '../../../src/chat/slack/outbound.ts'
import { problemsOf } from '../../../src/playground/slack/blocks.ts'
import { contentOf } from '../../../src/playground/slack/message-args.ts'
import { anyCard, anyText } from './cards.ts'

const card = (...blocks: Card['blocks']): Card => ({ title: 'A card', blocks })
const said = (text: Rich) => render(card({ kind: 'text', text })).blocks[1]

test('F15 F14 any card whatever is within every limit of Slack', () => {
  fc.assert(
    fc.property(anyCard, (card) => {
      const { blocks, text } = render(card)
      expect(problemsOf(blocks, 'message')).toEqual([])
      expect(() => contentOf({ blocks, text })).not.toThrow()
      expect(text.length).toBeGreaterThan(0)
      expect(text.length).toBeLessThan(4_000)
      expect(JSON.stringify({ blocks, text }).isWellFormed()).toBe(true)
    }),
    { numRuns: 80 },
  )
})

test.each([
  ['title', LIMITS.header, (text: string) => render({ title: text, blocks: [] }).blocks],
  ['text', LIMITS.section, (text: string) => render(card({ kind: 'text', text })).blocks],
  ['marked-up text', LIMITS.section - 2, (text: string) => render(card({ kind: 'text', text: { bold: text } })).blocks],
  ['footer', LIMITS.context, (text: string) => render({ title: '', blocks: [], footer: text }).blocks],
  [
    'button',
    LIMITS.button,
    (text: string) => render(card({ kind: 'buttons', buttons: [{ label: text, action: 'a:b:' }] })).blocks,
  ],
])('F15 a %s at its limit stands whole, and one over it ends in an ellipsis', (_, limit, rendered) => {
  for (const unit of ['x', '注', '🙂', 'e\u0301']) {
    for (const length of [limit - unit.length, limit]) {
      const text = unit.repeat(Math.floor(length / unit.length))
      expect(JSON.stringify(rendered(text))).toContain(text)
    }
    const over = unit.repeat(Math.floor(limit / unit.length) + 1)
    const shown = JSON.stringify(rendered(over))
    expect(shown).not.toContain(over)
    expect(shown).toContain(`${unit}…`)
    expect(problemsOf(rendered(over), 'message')).toEqual([])
  }
})

test('F23 a title that would ping or format is shown as it stands', () => {
  const title = '@everyone *<!channel>* _x_ ~y~ `z` <@U1> </x:1>'
  const { blocks, text } = render({ title, blocks: [{ kind: 'text', text: ['by ', { bold: title }] }] })
  expect(blocks[0]).toEqual({ type: 'header', text: { type: 'plain_text', text: title, emoji: false } })
  expect(JSON.stringify(blocks[1])).not.toMatch(/<[!@#/]/)
  expect(text).not.toMatch(/<[!@#/]/)
  expect(text).toContain('&lt;!channel&gt;')
})

test('F23 nothing that a person wrote becomes markup of Slack, wherever it stands', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { blocks, text: whole } = render({
        title: text,
        blocks: [
          { kind: 'text', text: [text, { time: Temporal.Instant.fromEpochMilliseconds(0), style: 'date' }] },
          { kind: 'fields', fields: [{ name: text, value: text }] },
          { kind: 'list', items: [[{ italic: text }, text]] },
        ],
        footer: text,
      })
      const markup = texts(blocks).flatMap((one) => one.match(/<(?!!date\^)[^>]*>/g) ?? [])
      expect(markup).toEqual([])
      expect(whole).not.toMatch(/[<>]/)
    }),
  )
})

test('marks inside a marked-up text cannot open a format of their own', () => {
  const shown = said(['*not bold* snake_case 2*3 :smile:', { bold: ' yes ' }])
  const plain = JSON.stringify(shown).replaceAll('\u2060', '⁠')
  expect(plain).toContain('⁠*⁠not bold⁠*⁠ snake_case 2*3 :⁠smile:')
  expect(plain).toContain(' *yes* ')
})

test('words alone are sent as plain text, which needs no escaping at all', () => {
  expect(said('a *b* <c>')).toEqual({ type: 'section', text: { type: 'plain_text', text: 'a *b* <c>', emoji: false } })
})

test('links, times and names are what Slack makes of them, and a name never pings', () => {
  const time = Temporal.Instant.from('2026-11-23T08:00:00Z')
  expect(
    said([
      { link: 'https://example.org/?a=1&b=2', label: 'the paper' },
      ' ',
      { time, style: 'moment' },
      ' ',
      { mention: 'slack:T1:U1', name: 'Ada' },
    ]),
  ).toEqual({
    type: 'section',
    text: {
      type: 'mrkdwn',
      verbatim: true,
      text: '<https://example.org/?a=1&amp;b=2|the paper> <!date^1795420800^{date_long} {time}|Monday, 23 November 2026 at 08:00 UTC> Ada',
    },
  })
})

test('an address that no browser should open stays words', () => {
  const { blocks } = render(
    card(
      { kind: 'text', text: [{ link: 'javascript:alert(1)', label: 'press' }] },
      { kind: 'buttons', buttons: [{ label: 'press', url: 'javascript:alert(1)' }] },
      { kind: 'image', url: 'data:image/png;base64,x', alt: 'a picture' },
    ),
  )
  expect(JSON.stringify(blocks)).not.toMatch(/javascript|data:/)
  expect(JSON.stringify(blocks)).toContain('a picture')
})

test('the text says everything that the blocks say', () => {
  const { text } = render({
    title: 'A title',
    blocks: [
      { kind: 'text', text: ['Some ', { bold: 'words' }] },
      { kind: 'fields', fields: [{ name: 'Week', value: 'Monday' }] },
      { kind: 'list', items: ['first', 'second'], ordered: true },
      { kind: 'link', url: 'https://example.org/', label: 'the site' },
      { kind: 'buttons', buttons: [{ label: 'Vote', action: 'vote:cast:' }] },
      {
        kind: 'select',
        select: {
          action: 'a:b:',
          placeholder: 'Pick',
          min: 1,
          max: 1,
          options: [{ label: 'One', value: '1', selected: true }],
        },
      },
      { kind: 'image', url: 'https://example.org/i.png', alt: 'a chart' },
    ],
    footer: 'small print',
  })
  expect(text.split('\n')).toEqual([
    'A title',
    'Some words',
    'Week: Monday',
    '1. first',
    '2. second',
    'the site (https://example.org/)',
    '[Vote]',
    'Pick: One (chosen)',
    'a chart',
    'small print',
  ])
})

test('a menu of one and a menu of several show what is chosen already', () => {
  const options = [
    { label: 'One', value: '1', selected: true },
    { label: 'Two', value: '2', hint: 'the second' },
  ]
  const one = render(card({ kind: 'select', select: { action: 'a:b:', placeholder: 'Pick', min: 1, max: 1, options } }))
  expect(one.blocks[1]).toMatchObject({
    type: 'actions',
    elements: [{ type: 'static_select', action_id: 'a:b:', initial_option: { value: '1' } }],
  })
  const several = render(
    card({ kind: 'select', select: { action: 'a:b:', placeholder: 'Pick', min: 0, max: 2, options } }),
  )
  expect(several.blocks[1]).toMatchObject({
    type: 'section',
    accessory: { type: 'multi_static_select', max_selected_items: 2, initial_options: [{ value: '1' }] },
  })
})

test('a disabled button stands as small print, since Slack has none', () => {
  const { blocks } = render(
    card({
      kind: 'buttons',
      buttons: [
        { label: 'Closed', action: 'a:b:', disabled: true },
        { label: 'Open', action: 'a:c:' },
      ],
    }),
  )
  expect(blocks.slice(1)).toMatchObject([
    { type: 'actions', elements: [{ action_id: 'a:c:' }] },
    { type: 'context', elements: [{ text: 'Closed' }] },
  ])
})

test('F14 a message with 500 long comments keeps its buttons and says that more was left out', () => {
  const items = Array.from({ length: 500 }, (_, index) => [{ bold: 'N'.repeat(100) }, ` comment ${index} `.repeat(10)])
  const { blocks } = render(
    card({ kind: 'list', items }, { kind: 'buttons', buttons: [{ label: 'More', action: 'discuss:more:' }] }),
  )
  expect(problemsOf(blocks, 'message')).toEqual([])
  expect(JSON.stringify(blocks)).toContain('discuss:more:')
  expect(JSON.stringify(blocks)).toContain('left out')
})

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts)
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)]
  return Object.values(value).flatMap(texts)
}
