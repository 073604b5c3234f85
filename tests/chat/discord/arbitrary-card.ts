import fc from 'fast-check'
import type { Block, Button, Card, Form, Inline, Rich } from '../../../src/chat/card.ts'

const scraps = fc.constantFrom(
  'attention ',
  'word',
  ' ',
  '\n',
  '\r\n',
  '語彙',
  'é',
  'e\u0301',
  'Z\u0351\u0352\u0353',
  '👩‍👩‍👧‍👦',
  '🇩🇪',
  '👍🏽',
  '\ud83d',
  '\u0000',
  '\u202e',
  '@everyone',
  '@here',
  '<@1>',
  '<@!1>',
  '<#2>',
  '</x:1>',
  '<t:0:R>',
  '<:e:3>',
  '*',
  '**',
  '_',
  '__',
  '~~',
  '||',
  '`',
  '```',
  '\\',
  '# ',
  '-# ',
  '> ',
  '>>> ',
  '- ',
  '1. ',
  '[a](http://b)',
  '[',
  ']',
  '(',
  ')',
  'https://arxiv.org/abs/2401.1_2',
  '<!channel>',
)

const long = fc.tuple(
  fc.constantFrom('a', 'ab ', '語', '👩‍👩‍👧‍👦', 'e\u0301', '*', '\\', '@everyone '),
  fc.integer({ min: 1, max: 5_000 }),
)

/** Texts that have broken bots: emoji, CJK, combining marks, markup, mentions, nothing at all, far too much. */
export const nastyText = fc.oneof(
  { weight: 6, arbitrary: fc.array(scraps, { maxLength: 12 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: long.map(([unit, count]) => unit.repeat(count).slice(0, 6_000)) },
)

const id = fc.stringMatching(/^[a-z]{1,8}:[a-z]{1,8}:[a-z0-9:]{0,80}$/)
const url = fc.oneof(
  fc.webUrl(),
  fc.constantFrom(
    'https://arxiv.org/abs/1',
    'javascript:alert(1)',
    '',
    'nonsense',
    `https://a.example/${'x'.repeat(3_000)}`,
  ),
)

const inline: fc.Arbitrary<Inline> = fc.oneof(
  nastyText,
  fc.record({ bold: nastyText }),
  fc.record({ italic: nastyText }),
  fc.record({ code: nastyText }),
  fc.record({ link: url, label: nastyText }),
  fc.record({ mention: fc.constantFrom('discord:123' as const, 'slack:T1:U1' as const), name: nastyText }),
  fc.record({
    time: fc
      .integer({ min: 0, max: 4_000_000_000 })
      .map((second) => Temporal.Instant.fromEpochMilliseconds(second * 1000)),
    style: fc.constantFrom('date' as const, 'moment' as const, 'relative' as const),
  }),
)

const rich: fc.Arbitrary<Rich> = fc.oneof(inline, fc.array(inline, { maxLength: 6 }))

const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record(
    {
      label: nastyText,
      action: id,
      style: fc.constantFrom('primary' as const, 'danger' as const, 'plain' as const),
      disabled: fc.boolean(),
    },
    { requiredKeys: ['label', 'action'] },
  ),
  fc.record({ label: nastyText, url }),
)

const option = fc.record(
  {
    label: nastyText,
    value: fc.oneof(fc.stringMatching(/^[a-z0-9]{1,8}$/), nastyText),
    hint: nastyText,
    selected: fc.boolean(),
  },
  { requiredKeys: ['label', 'value'] },
)

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: rich }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ name: nastyText, value: rich }), { maxLength: 30 }),
  }),
  fc.record(
    { kind: fc.constant('list' as const), items: fc.array(rich, { maxLength: 60 }), ordered: fc.boolean() },
    { requiredKeys: ['kind', 'items'] },
  ),
  fc.record({ kind: fc.constant('link' as const), url, label: nastyText }),
  fc.record({ kind: fc.constant('divider' as const) }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(button, { maxLength: 12 }) }),
  fc.record({
    kind: fc.constant('select' as const),
    select: fc.record({
      action: id,
      placeholder: nastyText,
      min: fc.integer({ min: -1, max: 30 }),
      max: fc.integer({ min: -1, max: 30 }),
      options: fc.array(option, { maxLength: 40 }),
    }),
  }),
  fc.record({ kind: fc.constant('image' as const), url, alt: nastyText }),
)

export const anyCard: fc.Arbitrary<Card> = fc.record(
  { title: nastyText, blocks: fc.array(block, { maxLength: 50 }), footer: rich },
  { requiredKeys: ['title', 'blocks'] },
)

const asked = { label: nastyText, hint: nastyText, required: fc.boolean() }

const input = fc.oneof(
  fc.record({
    ...asked,
    kind: fc.constantFrom('line' as const, 'paragraph' as const),
    value: nastyText,
    max: fc.integer({ min: 1, max: 9_000 }),
  }),
  fc.record({
    ...asked,
    kind: fc.constant('choice' as const),
    choices: fc.array(fc.record({ label: nastyText, value: nastyText }), { maxLength: 40 }),
  }),
  fc.record({ ...asked, kind: fc.constant('file' as const), most: fc.integer({ min: 0, max: 30 }) }),
)

export const anyForm: fc.Arbitrary<Form> = fc.record(
  {
    action: id,
    title: nastyText,
    submit: nastyText,
    intro: nastyText,
    inputs: fc
      .array(input, { minLength: 1, maxLength: 5 })
      .map((inputs) => inputs.map((one, index) => ({ ...one, name: `field${index}` }))),
  },
  { requiredKeys: ['action', 'title', 'submit', 'inputs'] },
)
