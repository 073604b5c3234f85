/** Cards and forms as no person would write them: every kind of block, and texts that have broken bots. One for all chats. */
import fc from 'fast-check'
import type { Block, Button, Card, Form, Inline, Input, Rich } from '../../src/chat/card.ts'

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
  '\udc4d',
  '\u0000',
  '\u202e',
  '\u2066',
  '\u200b',
  'ad\u00admin',
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
  '<!date^0^{date}|x>',
  '<#C1|x>',
  '<@U1>',
  '<http://a|b>',
  '&amp;',
  '\u202Egpj.exe',
  '\u200B',
  '\u2066',
  '\uD83D',
  '\uDE00',
  '&',
  '<',
  '>',
  '|',
  ':smile:',
  '~y~',
)

const units = fc.constantFrom(
  'a',
  'ab ',
  '語',
  '\u202Ea',
  '\u200B',
  '\uD83Da',
  '👩‍👩‍👧‍👦',
  'e\u0301',
  '*',
  '\\',
  '&',
  '<',
  '@everyone ',
)

/** Where one chat or the other draws a line. */
const LIMITS = [24, 25, 35, 45, 75, 80, 100, 150, 200, 255, 300, 500, 512, 1_024, 2_000, 2_048, 3_000, 4_000]

const atLimit = fc
  .tuple(units, fc.constantFrom(...LIMITS), fc.integer({ min: -1, max: 1 }))
  .map(([unit, limit, past]) => unit.repeat(limit + 1).slice(0, limit + past))

const long = fc
  .tuple(units, fc.integer({ min: 1, max: 5_000 }))
  .map(([unit, count]) => unit.repeat(count).slice(0, 6_000))

/** Texts that have broken bots: emoji, CJK, combining marks, markup, mentions, nothing at all, too much by one, far too much. */
export const nastyText = fc.oneof(
  { weight: 6, arbitrary: fc.array(scraps, { maxLength: 12 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: atLimit },
  { weight: 1, arbitrary: long },
)

/** A list as long as it may be at times: fast-check alone would stop at ten. */
function upTo<T>(most: number, one: fc.Arbitrary<T>, minLength = 0): fc.Arbitrary<T[]> {
  return fc.array(one, { minLength, maxLength: most, size: 'max' })
}

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

/** By what tells an inline from others: a new kind does not compile before it is here. */
type Tag<I> = I extends string ? 'plain' : Exclude<keyof I, 'label' | 'name' | 'style'>
type Tagged<I, T> = I extends unknown ? (Tag<I> extends T ? I : never) : never

const inlines: { [T in Tag<Inline>]: fc.Arbitrary<Tagged<Inline, T>> } = {
  plain: nastyText,
  bold: fc.record({ bold: nastyText }),
  italic: fc.record({ italic: nastyText }),
  code: fc.record({ code: nastyText }),
  link: fc.record({ link: url, label: nastyText }),
  mention: fc.record({
    mention: fc.constantFrom('discord:123' as const, 'slack:T1:U1' as const),
    name: nastyText,
  }),
  drawn: fc.record({ drawn: nastyText }),
  time: fc.record({
    time: fc
      .integer({ min: 0, max: 4_000_000_000 })
      .map((second) => Temporal.Instant.fromEpochMilliseconds(second * 1000)),
    style: fc.constantFrom('date' as const, 'moment' as const, 'relative' as const),
  }),
}

const inline: fc.Arbitrary<Inline> = fc.oneof(...Object.values(inlines))
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

/** A new kind of block does not compile before it is here. */
const blocks: { [K in Block['kind']]: fc.Arbitrary<Extract<Block, { kind: K }>> } = {
  text: fc.record({ kind: fc.constant('text'), text: rich }),
  small: fc.record({ kind: fc.constant('small'), text: rich }),
  fields: fc.record({
    kind: fc.constant('fields'),
    fields: upTo(30, fc.record({ name: nastyText, value: rich })),
  }),
  list: fc.record(
    { kind: fc.constant('list'), items: upTo(120, rich), ordered: fc.boolean() },
    { requiredKeys: ['kind', 'items'] },
  ),
  table: fc.record({
    kind: fc.constant('table'),
    caption: nastyText,
    head: upTo(22, nastyText),
    rows: upTo(110, upTo(22, fc.oneof(nastyText, fc.integer()))),
    items: upTo(30, rich),
  }),
  link: fc.record({ kind: fc.constant('link'), url, label: nastyText }),
  divider: fc.record({ kind: fc.constant('divider') }),
  buttons: fc.record({ kind: fc.constant('buttons'), buttons: upTo(60, button) }),
  select: fc.record({
    kind: fc.constant('select'),
    select: fc.record({
      action: id,
      placeholder: nastyText,
      min: fc.integer({ min: -1, max: 30 }),
      max: fc.integer({ min: -1, max: 130 }),
      options: upTo(120, option),
    }),
  }),
  image: fc.record({ kind: fc.constant('image'), url, alt: nastyText }),
}

const block: fc.Arbitrary<Block> = fc.oneof(...Object.values(blocks))
const brief: fc.Arbitrary<Block> = fc.oneof(blocks.text, blocks.small, blocks.divider, blocks.link, blocks.image)

/** Few blocks that are full, or many that are small, since either limit may be met first. */
export const anyCard: fc.Arbitrary<Card> = fc
  .record(
    {
      title: nastyText,
      titleLink: fc.record({ of: nastyText, url }),
      about: fc.constantFrom('pick' as const, 'ballot' as const, 'meeting' as const),
      blocks: fc.oneof(fc.array(block, { maxLength: 8 }), upTo(70, brief)),
      footer: rich,
    },
    { requiredKeys: ['title', 'blocks'] },
  )
  .map((card) => (card.titleLink ? { ...card, title: card.title + card.titleLink.of } : card))

const asked = { name: fc.constant(''), label: nastyText, hint: nastyText, required: fc.boolean() }
const typed = { ...asked, value: nastyText, max: fc.integer({ min: 1, max: 9_000 }) }

/** A new kind of input does not compile before it is here. */
const inputs: { [K in Input['kind']]: fc.Arbitrary<Input & { kind: K }> } = {
  line: fc.record({ ...typed, kind: fc.constant('line') }),
  paragraph: fc.record({ ...typed, kind: fc.constant('paragraph') }),
  completed: fc.record({ ...asked, kind: fc.constant('completed'), own: nastyText, max: typed.max }),
  choice: fc.record({
    ...asked,
    kind: fc.constant('choice'),
    choices: upTo(120, fc.record({ label: nastyText, value: nastyText })),
  }),
  choices: fc.record({
    ...asked,
    kind: fc.constant('choices'),
    value: nastyText,
    choices: upTo(120, fc.record({ label: nastyText, value: nastyText })),
  }),
  file: fc.record({ ...asked, kind: fc.constant('file'), most: fc.integer({ min: 0, max: 30 }) }),
}

const input: fc.Arbitrary<Input> = fc.oneof(...Object.values(inputs))

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
