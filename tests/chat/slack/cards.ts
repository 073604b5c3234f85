import fc from 'fast-check'
import type { Block, Button, Card, Form, Inline, Input, Rich } from '../../../src/chat/card.ts'

const awkward = fc.constantFrom(
  '@everyone *<!channel>* _x_ ~y~ `z`',
  '<@U1> <#C1|x> </x:1> &amp; :smile: > quoted',
  '👩‍👩‍👧‍👦',
  '注意力就是你所需要的一切',
  'e\u0301a\u0308\u0323',
  '\ud800',
  'a & b < c > d',
  '\n> quoted\n- item',
)

/** Text of every kind that people and papers bring along, sometimes far too long. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  awkward,
  fc.tuple(awkward, fc.integer({ min: 1, max: 400 })).map(([text, times]) => text.repeat(times)),
  fc
    .tuple(
      fc.constantFrom('word ', 'x', '🙂', '*', '&', '_a_ '),
      fc.constantFrom(149, 150, 151, 1999, 2001, 2999, 3000, 3001, 5000),
    )
    .map(([text, length]) => text.repeat(length).slice(0, length)),
)

const anyUrl = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  anyText,
  fc.constant('javascript:alert(1)'),
)

const anyTime = fc
  .integer({ min: 0, max: 4_000_000_000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000))

const anyInline: fc.Arbitrary<Inline> = fc.oneof(
  anyText,
  fc.record({ bold: anyText }),
  fc.record({ italic: anyText }),
  fc.record({ code: anyText }),
  fc.record({ link: anyUrl, label: anyText }),
  fc.record({ mention: fc.constant('slack:T1:U1' as const), name: anyText }),
  fc.record({ time: anyTime, style: fc.constantFrom('date' as const, 'moment' as const, 'relative' as const) }),
)

const anyRich: fc.Arbitrary<Rich> = fc.oneof(anyInline, fc.array(anyInline, { maxLength: 6 }))

const anyAction = fc.oneof(fc.constantFrom('vote:cast:1', 'show:share:2'), anyText)

const anyButton: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ label: anyText, url: anyUrl }),
  fc.record(
    { label: anyText, action: anyAction, style: fc.constantFrom('primary', 'danger', 'plain'), disabled: fc.boolean() },
    { requiredKeys: ['label', 'action'] },
  ),
)

const anyOption = fc.record(
  { label: anyText, value: fc.oneof(fc.uuid(), anyText), hint: anyText, selected: fc.boolean() },
  { requiredKeys: ['label', 'value'] },
)

const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: anyRich }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ name: anyText, value: anyRich }), { maxLength: 25 }),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    items: fc.array(anyRich, { maxLength: 120 }),
    ordered: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('link' as const), url: anyUrl, label: anyText }),
  fc.constant({ kind: 'divider' as const }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(anyButton, { maxLength: 60 }) }),
  fc.record({
    kind: fc.constant('select' as const),
    select: fc.record({
      action: anyAction,
      placeholder: anyText,
      min: fc.integer({ min: 0, max: 2 }),
      max: fc.integer({ min: 1, max: 120 }),
      options: fc.array(anyOption, { maxLength: 120 }),
    }),
  }),
  fc.record({ kind: fc.constant('image' as const), url: anyUrl, alt: anyText }),
)

export const anyCard: fc.Arbitrary<Card> = fc.record(
  { title: anyText, blocks: fc.array(anyBlock, { maxLength: 70, size: 'max' }), footer: anyRich },
  { requiredKeys: ['title', 'blocks'] },
)

const anyInput: fc.Arbitrary<Input> = fc.oneof(
  fc.record(
    {
      name: fc.uuid(),
      label: anyText,
      hint: anyText,
      required: fc.boolean(),
      kind: fc.constantFrom('line' as const, 'paragraph' as const),
      value: anyText,
      max: fc.integer({ min: 1, max: 4000 }),
    },
    { requiredKeys: ['name', 'label', 'required', 'kind', 'max'] },
  ),
  fc.record({
    name: fc.uuid(),
    label: anyText,
    required: fc.boolean(),
    kind: fc.constant('choice' as const),
    value: fc.constantFrom('a', 'b'),
    choices: fc.array(fc.record({ label: anyText, value: fc.oneof(fc.constantFrom('a', 'b'), fc.uuid()) }), {
      maxLength: 120,
    }),
  }),
  fc.record({
    name: fc.uuid(),
    label: anyText,
    required: fc.boolean(),
    kind: fc.constant('file' as const),
    most: fc.integer({ min: 0, max: 30 }),
  }),
)

export const anyForm: fc.Arbitrary<Form> = fc.record({
  action: fc.constant('nominate:form:x'),
  title: anyText,
  submit: anyText,
  intro: anyText,
  inputs: fc.array(anyInput, { minLength: 1, maxLength: 5 }),
})
