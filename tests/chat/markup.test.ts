import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMarkdown } from '../../src/chat/discord/read-markdown.ts'
import { writeMarkdown } from '../../src/chat/discord/write-markdown.ts'
import { block, linked, span, wordsOfProse } from '../../src/chat/prose.ts'
import { messageText } from '../../src/chat/slack/decode.ts'
import { readMrkdwn } from '../../src/chat/slack/read-mrkdwn.ts'
import { readRichText } from '../../src/chat/slack/read-rich-text.ts'
import { writeRichText } from '../../src/chat/slack/write-rich-text.ts'
import type { Prose, Span } from '../../src/club/prose.ts'

const names = { user: () => undefined }
const throughDiscord = (prose: Prose) => readMarkdown(writeMarkdown(prose), (text) => text)
const throughSlack = (prose: Prose) => readRichText([writeRichText(prose)], names) ?? []

const word = fc.string({
  unit: fc.constantFrom(...'abcXYZ09äß漢🎉*_~`|[]()<>#@!.,:-+\\"\'/&'),
  minLength: 1,
  maxLength: 8,
})
const words = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: word },
      fc.constantFrom('@everyone', '<@1>', '<!channel>', '**', '> x', '- x', '1. x'),
    ),
    {
      minLength: 1,
      maxLength: 5,
      size: 'max',
    },
  )
  .map((parts) => parts.join(' ').trim())
  .filter((text) => text !== '')
const url = fc
  .tuple(
    fc.constantFrom('https', 'http'),
    fc.stringMatching(/^[a-z]{1,8}$/),
    fc.stringMatching(/^[A-Za-z0-9/_~?=&;%-]{0,12}$/),
  )
  .map(([scheme, host, path]) => new URL(`${scheme}://${host}.example/${path.replaceAll('%', '%25')}`).href)
const anySpan: fc.Arbitrary<Span> = fc.oneof(
  fc.tuple(words, fc.subarray(['bold', 'italic', 'strike'] as const)).map(([text, marks]) => span(text, marks)),
  fc.stringMatching(/^[a-z*_~<@>.()[\]\\ 0-9]{1,12}$/).map((text) => span(text.trim() || 'x', ['code'])),
  fc.tuple(fc.stringMatching(/^[A-Za-z0-9*_~ ]{1,10}$/), url).map(([text, link]) => span(text.trim() || 'x', [], link)),
)
const spans = fc
  .array(anySpan, { minLength: 1, maxLength: 5, size: 'max' })
  .map((all) => all.flatMap((one, index) => (index > 0 ? [span(' '), one] : [one])))
const anyBlock = fc.oneof(
  spans.map((all) => block('text', all)),
  spans.map((all) => block('heading', all)),
  spans.map((all) => block('quote', all)),
  fc.tuple(spans, fc.nat(3)).map(([all, depth]) => block('bullet', all, { depth })),
  fc
    .tuple(spans, fc.nat(3), fc.integer({ min: 1, max: 99 }))
    .map(([all, depth, n]) => block('number', all, { depth, n })),
  fc.stringMatching(/^[a-z*_~<@>.()[\]\\ \n0-9]{1,30}$/).map((code) => block('fence', [span(code.trim() || 'x')])),
)
/** Two quotes below one another are one, and so are two lines. */
const anyProse = fc
  .array(anyBlock, { minLength: 1, maxLength: 6, size: 'max' })
  .map((all) => all.filter(({ kind }, index) => !['text', 'quote'].includes(kind) || all[index - 1]?.kind !== kind))

const spansOf = (prose: Prose) => prose.flatMap(({ spans }) => spans)
const kept = (prose: Prose) => ({
  words: wordsOfProse(prose).replace(/\s+/g, ' ').trim(),
  code: spansOf(prose).flatMap(({ text, marks }) => (marks.includes('code') ? [text] : [])),
  links: spansOf(prose).flatMap(({ text, link }) => (link === null ? [] : [`${text} ${link}`])),
  fences: prose.flatMap(({ kind, spans: [one] }) => (kind === 'fence' && one ? [one.text] : [])),
})

describe('markup there and back', () => {
  it('keeps words, code and links of any tree in Discord’s Markdown', () => {
    fc.assert(
      fc.property(anyProse, (prose) => {
        expect(kept(throughDiscord(prose))).toEqual(kept(prose))
      }),
      { numRuns: 500 },
    )
  })

  it('keeps everything of any tree in Slack’s rich text but that headings are bold there', () => {
    fc.assert(
      fc.property(anyProse, (prose) => {
        const plain = prose.filter(({ kind }) => kind !== 'heading')
        expect(throughSlack(plain)).toEqual(
          plain.map((one) => ({ ...one, spans: one.kind === 'fence' ? one.spans : linked(one.spans) })),
        )
      }),
    )
  })

  it('keeps kinds and marks of what people write', () => {
    const prose = [
      block('heading', [span('Why')]),
      block('text', [
        span('a '),
        span('bold', ['bold']),
        span(', '),
        span('both', ['bold', 'italic']),
        span(' and '),
        span('gone', ['strike']),
      ]),
      block('bullet', [span('one')]),
      block('bullet', [span('in one')], { depth: 1 }),
      block('number', [span('two')], { n: 2 }),
      block('quote', [span('said\nbefore')]),
      block('fence', [span('let x = `1`\n  y')]),
      block('text', [span('f(`x`)', ['code']), span(' in '), span('the paper', [], 'https://arxiv.org/abs/1')]),
    ]
    expect(throughDiscord(prose)).toEqual(prose)
    expect(throughSlack(prose).map(({ kind }) => kind)).toEqual(
      prose.map(({ kind }) => (kind === 'heading' ? 'text' : kind)),
    )
  })
})

describe('what people write', () => {
  const discord = (text: string) => readMarkdown(text, (piece) => piece.replace('<@1>', '@ada'))
  const slack = (text: string) => readMrkdwn(text, (piece) => messageText(piece, () => 'ada'))

  it.each([
    ['**a** *b* _c_ ~~d~~ `e*f*` __g__ \\*h\\*', ['bold a', 'italic b', 'italic c', 'strike d', 'code e*f*', ' g *h*']],
    [
      'see <https://a.example/x_y_z> or https://b.example/(1).',
      ['link https://a.example/x_y_z', 'link https://b.example/(1'],
    ],
    ['[the paper](https://a.example) by <@1>', ['link the paper', ' by @ada']],
    ['no_intra_word', ['no_intra_word']],
  ])('in Discord: %s', (text, expected) => {
    for (const one of expected) expect(told(discord(text))).toContain(one)
  })

  it('in Discord: lines are headings, lists, quotes and code', () => {
    const text = '# Why\n- a\n  - b\n3. c\n> q\n> r\nafter\n```ts\nlet a = 1\n```\n>>> all\nthe rest'
    const kinds = discord(text).map(({ kind, depth, n, spans }) => `${kind} ${depth} ${n} ${spans[0]?.text}`)
    expect(kinds).toEqual([
      ...['heading 0 0 Why', 'bullet 0 0 a', 'bullet 1 0 b', 'number 0 3 c', 'quote 0 0 q\nr', 'text 0 0 after'],
      ...['fence 0 0 let a = 1', 'quote 0 0 all\nthe rest'],
    ])
  })

  it.each([
    [
      '*a* _b_ ~c~ `d*e*` snake_case_name 2*3*4',
      ['bold a', 'italic b', 'strike c', 'code d*e*', ' snake_case_name 2*3*4'],
    ],
    ['<https://a.example/?b=1&amp;c=2|the paper> by <@U1> &lt;3', ['link the paper', ' by @ada <3']],
    ['*_both_*', ['bold,italic both']],
  ])('in Slack: %s', (text, expected) => {
    for (const one of expected) expect(told(slack(text))).toContain(one)
  })

  it('in Slack: lines are quotes and code, also in the tree of its message box', () => {
    expect(slack('so\n&gt; q\n```let a = 1\nb```\nend').map(({ kind }) => kind)).toEqual([
      'text',
      'quote',
      'fence',
      'text',
    ])
    const section = (...elements: object[]) => ({ type: 'rich_text_section', elements })
    const tree = {
      type: 'rich_text',
      elements: [
        section(
          { type: 'text', text: 'Hi ' },
          { type: 'user', user_id: 'U1' },
          { type: 'emoji', name: 'tada', unicode: '1f389' },
        ),
        {
          type: 'rich_text_list',
          style: 'ordered',
          indent: 1,
          offset: 2,
          elements: [section({ type: 'text', text: 'c', style: { bold: true } })],
        },
        section({ type: 'broadcast', range: 'channel' }, { type: 'emoji', name: 'party_parrot' }),
      ],
    }
    expect(readRichText([tree], { user: () => 'ada' })).toEqual([
      block('text', [span('Hi @ada🎉')]),
      block('number', [span('c', ['bold'])], { depth: 1, n: 3 }),
      block('text', [span('@channel:party_parrot:')]),
    ])
    expect(readRichText([tree, { type: 'section' }], names)).toBeUndefined()
  })
})

/** `bold words`, `link words`, `words`. */
function told(prose: Prose): string[] {
  return spansOf(prose).map(({ text, marks, link }) => {
    const how = [...marks, ...(link === null ? [] : ['link'])].join()
    return how === '' ? text : `${how} ${text}`
  })
}
