import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Card, Rich, Select } from '../../../src/chat/card.ts'
import { LIMITS } from '../../../src/chat/slack/limits.ts'
import { render } from '../../../src/chat/slack/outbound.ts'
import { problemsOf } from '../../../src/playground/slack/blocks.ts'
import { contentOf } from '../../../src/playground/slack/message-args.ts'
import { anyCard, nastyText } from '../../fakes/any-card.ts'

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
    fc.property(nastyText, (text) => {
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
      { kind: 'small', text: 'Ada, 2024' },
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
    'Ada, 2024',
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

const menu = (count: number, more: Partial<Select> = {}, hint = '') => ({
  kind: 'select' as const,
  select: {
    action: 'vote:cast:x',
    placeholder: 'Pick',
    min: 1,
    max: count,
    options: Array.from({ length: count }, (_, n) => ({
      label: `${n} ${'x'.repeat(90)}`,
      value: String(n),
      ...(hint && { hint }),
    })),
    ...more,
  },
})
const optionsIn = (blocks: unknown[]) =>
  blocks.flatMap((block) => JSON.stringify(block).match(/"value":"/g) ?? []).length

test.each([
  [99, 99],
  [100, 100],
  [101, 100],
  [500, 100],
])('F15 of %i options %i are offered', (count, offered) => {
  for (const max of [1, count]) {
    const { blocks, text } = render(card(menu(count, { max })))
    expect(optionsIn(blocks)).toBe(offered)
    expect(problemsOf(blocks, 'message')).toEqual([])
    expect(() => contentOf({ blocks, text })).not.toThrow()
  }
})

test('F15 the hints of a menu give way where all texts together would be too much, and options never do', () => {
  for (const count of [10, 33, 34, 60, 100]) {
    const { blocks, text } = render(card(menu(count, {}, 'h'.repeat(80)), { kind: 'buttons', buttons: [] }))
    expect(optionsIn(blocks)).toBe(count)
    expect(JSON.stringify(blocks).includes('hhh')).toBe(count <= 33)
    expect(() => contentOf({ blocks, text })).not.toThrow()
  }
})

test('F15 25 elements share a row, and the 26th begins another', () => {
  const rows = (count: number) => {
    const buttons = Array.from({ length: count }, (_, n) => ({ label: `${n}`, action: `a:b:${n}` }))
    const { blocks } = render(card({ kind: 'buttons', buttons }))
    expect(problemsOf(blocks, 'message')).toEqual([])
    return blocks.flatMap((block) => (block.type === 'actions' ? [block.elements.length] : []))
  }
  expect([rows(24), rows(25), rows(26), rows(51)]).toEqual([[24], [25], [25, 1], [25, 25, 1]])
})

test('F15 a message of 50 blocks stands whole, and of 51 the last ones give way to a word on it', () => {
  const message = (count: number) =>
    render({ title: '', blocks: Array.from({ length: count }, () => ({ kind: 'divider' as const })) }).blocks
  expect(message(50).map(({ type }) => type)).toEqual(Array.from({ length: 50 }, () => 'divider'))
  expect(message(51)).toHaveLength(50)
  expect(JSON.stringify(message(51).at(-1))).toContain('left out')
})

test('a bar in an address or in its label ends neither', () => {
  for (const [link, label, shown] of [
    ['https://x.org/a|b', 'the paper', '<https://x.org/a%7Cb|the paper>'],
    ['https://x.org/?q=a|b&c', 'a | b', '<https://x.org/?q=a%7Cb&amp;c|a | b>'],
    ['https://x.org/#a|<b>', 'x|y>z', '<https://x.org/#a%7C%3Cb%3E|x|y&gt;z>'],
    ['https://x.org/|', ' ', '<https://x.org/%7C|https://x.org/|>'],
  ] as const) {
    expect(said([{ link, label }])).toMatchObject({ text: { type: 'mrkdwn', text: shown } })
  }
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), nastyText, (url, label) => {
      const [block] = render({ title: '', blocks: [{ kind: 'link', url: `${url}/|`, label }] }).blocks
      const text = texts(block)[0] ?? ''
      expect(text.match(/[<>]/g)).toEqual(['<', '>'])
      expect(text.slice(0, text.indexOf('|'))).not.toMatch(/\s/)
    }),
  )
})

test('a sign that would quote a line quotes none, wherever the line begins', () => {
  const signs = ['>', '>>>', ' > x', 'a\n> b', 'a\n  >>> b']
  for (const sign of signs) {
    for (const rich of [
      [sign, { bold: 'x' }],
      [{ bold: 'x' }, `\n${sign}`],
      [{ italic: sign }, 'x'],
      [{ bold: sign }],
    ]) {
      const [text = ''] = texts(said(rich as Rich))
      expect(text).toContain('&gt;')
      expect(text).not.toMatch(/^[\s\u200b]*&gt;/m)
    }
  }
})

test('what nobody sees does not pass, and a text of nothing else counts as none', () => {
  const hidden = 'ad\u00admin\u202e\u200b \ud83d'
  const { blocks, text } = render({
    title: hidden,
    blocks: [
      { kind: 'text', text: [hidden, { bold: hidden }, { link: 'https://x.org', label: hidden }] },
      { kind: 'text', text: '\u200b\u202e' },
      {
        kind: 'buttons',
        buttons: [
          { label: hidden, action: 'a:b:' },
          { label: '\u200b', action: 'a:c:' },
        ],
      },
    ],
  })
  expect(JSON.stringify([blocks, text])).not.toMatch(/[\u00ad\u202e]|\\ud83d/)
  expect(blocks[0]).toMatchObject({ text: { text: 'admin \ufffd' } })
  expect(blocks).toHaveLength(3)
  expect(JSON.stringify(blocks)).not.toContain('a:c:')
})

test('a ballot’s menu keeps its name while what it offers stays, and takes another when that changes', () => {
  const options = ['One', 'Two'].map((label) => ({ label, value: label }))
  const ballot = (votes: number, of: Select['options'] = options) =>
    render(
      card(
        { kind: 'text', text: `${votes} votes` },
        { kind: 'select', select: { action: 'vote:cast:1', placeholder: 'Vote', min: 1, max: 2, options: of } },
      ),
    ).blocks.at(-1)?.block_id
  const name = ballot(0)
  expect(name).toBeTruthy()
  expect(ballot(5)).toBe(name)
  const [one, two] = options.map((option) => ({ ...option, selected: true }))
  const others = [
    ballot(0, [...options, { label: 'Three', value: '3' }]),
    ballot(0, options.slice(0, 1)),
    ballot(0, options.toReversed()),
    ballot(
      0,
      options.map((option) => ({ ...option, label: `${option.label}!` })),
    ),
    ballot(0, [...options.slice(1), ...(one ? [one] : [])]),
    ballot(0, [...(one ? [one] : []), ...options.slice(1)]),
    ballot(0, [...options.slice(0, 1), ...(two ? [two] : [])]),
  ]
  expect(new Set([name, ...others]).size).toBe(others.length + 1)
})

test('two menus that offer the same stand in one message', () => {
  const { blocks } = render(card(menu(2), menu(2), menu(2, { max: 1 }), menu(2, { max: 1 })))
  expect(problemsOf(blocks, 'message')).toEqual([])
  expect(new Set(blocks.slice(1).map(({ block_id }) => block_id)).size).toBe(4)
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

test('the items of a list have their numbers where it is in an order, and none is cut for the sake of another', () => {
  const items = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(1_400))
  const { blocks } = render(card({ kind: 'list', items, ordered: true }))
  const whole = JSON.stringify(blocks)
  for (const [index, item] of items.entries()) expect(whole).toContain(`${index + 1}. ${item}`)
  expect(JSON.stringify(render(card({ kind: 'list', items: ['first'] })).blocks)).toContain('• first')
})

test('buttons stand beside each other, whether they act or lead somewhere; one that Slack would refuse does not stand there', () => {
  const buttons = [
    { label: 'One', action: 'a:one:' },
    { label: 'Two', action: 'a:two:' },
    { label: 'Far', action: 'x'.repeat(LIMITS.actionId + 1) },
    { label: 'Here', url: 'https://example.org/here' },
    { label: 'There', url: 'https://example.org/there' },
  ]
  const { blocks } = render(card({ kind: 'buttons', buttons }))
  const rows = blocks.flatMap((block) => (block.type === 'actions' ? [block.elements] : []))
  expect(rows).toEqual([
    ['One', 'Two', 'Here', 'There'].map((text) =>
      expect.objectContaining({ text: { type: 'plain_text', text, emoji: false } }),
    ),
  ])
})

test('code without a word in it is nothing', () => {
  expect(JSON.stringify(said([{ bold: 'yes' }, { code: ' ' }]))).not.toContain('`')
})
