import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block, Button, Card, Select } from '../../../src/chat/card.ts'
import { LIMITS } from '../../../src/chat/discord/limits.ts'
import { renderForm } from '../../../src/chat/discord/modal.ts'
import { render } from '../../../src/chat/discord/outbound.ts'
import { visibleText } from '../../../src/chat/text.ts'
import { refuseMessage } from '../../../src/playground/discord/message-limits.ts'
import { modalProblems } from '../../../src/playground/discord/modal-limits.ts'
import { anyCard, anyForm, nastyText } from '../../fakes/any-card.ts'
import { active, refusals, textOf, unescaped } from './within-limits.ts'

const card = (...blocks: Block[]): Card => ({ title: 'Paper of the week', blocks })
const said = (...blocks: Block[]) => textOf(render(card(...blocks)).components)
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `${index}`)
const buttons = (...buttons: Button[]): Block => ({ kind: 'buttons', buttons })
const select = (rest: Partial<Select>): Block => ({
  kind: 'select',
  select: { action: 'vote:choose:k', placeholder: 'Choose', min: 0, max: 1, options: [], ...rest },
})
const children = (one: Card) => render(one).components[0].components

describe('a card on Discord', () => {
  it('is one Components V2 container with title, text, controls and small print', () => {
    const message = render({
      title: 'Vote for next week',
      blocks: [
        { kind: 'text', text: ['Closes ', { time: Temporal.Instant.from('2026-07-06T07:00:00Z'), style: 'moment' }] },
        { kind: 'divider' },
        { kind: 'fields', fields: [{ name: 'Authors', value: 'A, B' }] },
        { kind: 'list', ordered: true, items: [{ bold: 'One' }, ['Two ', { italic: 'too' }]] },
        { kind: 'image', url: 'https://example.org/a.png', alt: 'A plot' },
        {
          kind: 'buttons',
          buttons: [
            { label: 'Vote', action: 'vote:open:key1', style: 'primary' },
            { label: 'Read', url: 'https://arxiv.org/abs/1' },
          ],
        },
      ],
      footer: 'Votes are secret',
    })
    expect(message).toEqual({
      flags: 1 << 15,
      allowed_mentions: { parse: [] },
      components: [
        {
          type: 17,
          accent_color: expect.any(Number),
          components: [
            { type: 10, content: '### Vote for next week\nCloses <t:1783321200:F>' },
            { type: 14, spacing: 1 },
            { type: 10, content: '**Authors:** A, B\n\n1. **One**\n2. Two *too*' },
            { type: 12, items: [{ media: { url: 'https://example.org/a.png' }, description: 'A plot' }] },
            {
              type: 1,
              components: [
                { type: 2, style: 1, label: 'Vote', custom_id: 'vote:open:key1' },
                { type: 2, style: 5, label: 'Read', url: 'https://arxiv.org/abs/1' },
              ],
            },
            { type: 10, content: '-# Votes are secret' },
          ],
        },
      ],
    })
  })

  it('links the part of a title that leads somewhere, unless the address is too long to stand there', () => {
    const titled = (url: string) =>
      children({ title: 'Paper of the week: A *star*', titleLink: { of: 'A *star*', url }, blocks: [] })
    expect(titled('https://a.example/1')).toEqual([
      { type: 10, content: '### Paper of the week: [A \\*star\\*](https://a.example/1)' },
    ])
    expect(titled(`https://a.example/${'x'.repeat(300)}`)).toEqual([
      { type: 10, content: '### Paper of the week: A \\*star\\*' },
    ])
  })

  it('writes small what many skip, and colours what it is about', () => {
    const blocks: Block[] = [{ kind: 'small', text: 'Ada · 2024' }]
    expect(children({ title: '', blocks })).toEqual([{ type: 10, content: '-# Ada · 2024' }])
    const colours = (['pick', 'ballot', 'meeting'] as const).map(
      (about) => render({ title: '', about, blocks }).components[0].accent_color,
    )
    expect(new Set([...colours, render({ title: '', blocks }).components[0].accent_color]).size).toBe(4)
  })

  it('puts more than five buttons into further rows', () => {
    const buttons = Array.from({ length: 7 }, (_, index) => ({ label: `${index}`, action: `a:b:${index}` }))
    const rows = children(card({ kind: 'buttons', buttons })).filter((child) => child.type === 1)
    expect(rows.map((row) => row.components.length)).toEqual([5, 2])
  })

  it('says how many options a menu had to leave out, and keeps what is chosen', () => {
    const options = Array.from({ length: 28 }, (_, index) => ({
      label: `${index}`,
      value: `${index}`,
      selected: index === 27,
    }))
    const one = card({
      kind: 'select',
      select: { action: 'vote:choose:k', placeholder: 'Choose', min: 0, max: 28, options },
    })
    const menu = children(one).flatMap((child) => (child.type === 1 ? child.components : []))[0]
    expect(menu).toMatchObject({ min_values: 0, max_values: 25 })
    expect(menu && 'options' in menu && menu.options.filter((option) => option.default)).toMatchObject([
      { value: '27' },
    ])
    expect(textOf(render(one).components)).toContain('3 more choices do not fit here.')
  })

  it('shows a person of its own by mention and others by name', () => {
    expect(
      said({
        kind: 'text',
        text: [{ mention: 'discord:42', name: 'Ada' }, ' ', { mention: 'slack:T1:U1', name: 'Lin_' }],
      }),
    ).toContain('<@42> Lin\\_')
  })

  it('keeps links that are addresses and drops what is none', () => {
    const text = said(
      { kind: 'link', url: 'https://example.org/a_(b)', label: 'Paper [v2]' },
      { kind: 'link', url: 'javascript:alert(1)', label: 'Paper' },
      { kind: 'text', text: 'see https://arxiv.org/abs/2401.1_2 now' },
    )
    expect(text).toContain('[Paper \\[v2\\]](https://example.org/a_%28b%29)')
    expect(text).not.toContain('javascript')
    expect(text).toContain('see https://arxiv.org/abs/2401.1_2 now')
  })

  it('F23 shows mentions and markup in a title, an idea, a name or a comment literally', () => {
    const nasty = '@everyone *<!channel>* <@U1> <@!1> <#2> </x:1> <t:0:R> <:e:3> @here `a` ||b|| ~~c~~ __d__ [e](f) # g'
    const { components, allowed_mentions } = render({
      title: nasty,
      blocks: [
        { kind: 'text', text: ['# big\n-# small\n> said\n- item\n1. one\n', nasty] },
        { kind: 'fields', fields: [{ name: nasty, value: nasty }] },
        { kind: 'list', items: [nasty, { bold: nasty }, { mention: 'slack:T1:U1', name: nasty }] },
      ],
      footer: nasty,
    })
    const text = textOf(components)
    expect(allowed_mentions).toEqual({ parse: [] })
    expect(active(text)).not.toMatch(/@everyone|@here|<[@#/!:t]|\]\(|`|\|\||~~|__/)
    expect(active(text)).not.toMatch(/^(> |# |1\. )/m)
    expect(unescaped(text).split(nasty).length - 1).toBe(8)
  })

  it('ends an address where the next words begin with a mark of lists, which would become part of it', () => {
    const place = 'Room 3, Zoom https://zoom.us/j/123'
    expect(said({ kind: 'text', text: [place, '. Bring tea.'] })).toContain(`${place}. Bring tea.`)
    expect(said({ kind: 'text', text: [place, '- or not'] })).toContain(`${place}- or not`)
    expect(said({ kind: 'text', text: ['12', '. of May'] })).toContain('12\\. of May')
  })

  it('F23 says what it was given, whatever that is', () => {
    fc.assert(
      fc.property(
        nastyText.filter((text) => text.length < 1_500 && !/http/i.test(text)),
        (text) => {
          const plain = visibleText(text)
            .replace(/\r\n?/g, '\n')
            .replace(/[^\P{Cc}\n\t]/gu, '')
          if (plain.trim() === '') return
          const written = said({ kind: 'text', text })
          expect(unescaped(written)).toBe(`### Paper of the week\n${plain}`)
          expect(active(written)).not.toMatch(/[*_~`|[\]<@\\]/)
        },
      ),
    )
  })

  it('F15 cuts a text at a word where the message is full', () => {
    const title = '### Paper of the week\n'.length
    const room = LIMITS.message.text - title - 2
    const whole = `${'attention '.repeat(397)}`.padEnd(room, 'x')
    for (const [length, cut] of [
      [room - 1, false],
      [room, false],
      [room + 1, true],
    ] as const) {
      const text = said({ kind: 'text', text: whole.padEnd(length, 'x').slice(0, length) })
      expect(text.endsWith('…')).toBe(cut)
      expect(text.length).toBeLessThanOrEqual(LIMITS.message.text)
    }
  })

  it('F15 never cuts through an escape, an emoji or a link', () => {
    for (const unit of ['*', '👩‍👩‍👧‍👦', 'e\u0301', '語', '\\']) {
      const text = said({ kind: 'text', text: [unit.repeat(4_500), { link: 'https://example.org', label: 'never' }] })
      const kept = unescaped(text.slice(text.indexOf('\n') + 1, -1))
      expect(kept.length % unit.length).toBe(0)
      expect(kept).toBe(unit.repeat(kept.length / unit.length))
    }
  })

  it('F14 keeps controls and small print beside five hundred comments by people with long names', () => {
    const comment = [{ bold: '名'.repeat(100) }, ' said: ', 'the method is * not * new '.repeat(10)]
    const one: Card = {
      title: 'Discussion',
      blocks: [
        { kind: 'fields', fields: [{ name: 'Votes', value: '5000 of 5000' }] },
        { kind: 'list', items: Array.from({ length: 500 }, () => comment) },
        { kind: 'buttons', buttons: [{ label: 'Vote', action: 'vote:open:round7' }] },
      ],
      footer: 'Closes soon',
    }
    const { components } = render(one)
    expect(refusals(components)).toEqual([])
    expect(JSON.stringify(components)).toContain('vote:open:round7')
    expect(textOf(components)).toMatch(/5000 of 5000.*…\n-# Closes soon$/s)
  })

  it('F14 F15 stays within every limit whatever it is given', () => {
    fc.assert(
      fc.property(anyCard, (one) => {
        const message = render(one)
        expect(refusals(message.components)).toEqual([])
        expect(() => refuseMessage({ ...message }, [])).not.toThrow()
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['button’s label', LIMITS.button.label, (label: string) => buttons({ label, action: 'a:b:c' })],
    ['menu’s label', LIMITS.select.label, (label: string) => select({ options: [{ label, value: 'v' }] })],
    ['menu’s hint', LIMITS.select.hint, (hint: string) => select({ options: [{ label: 'l', value: 'v', hint }] })],
    ['menu’s placeholder', LIMITS.select.placeholder, (placeholder: string) => select({ placeholder })],
    ['picture’s words', LIMITS.image.alt, (alt: string): Block => ({ kind: 'image', url: 'https://a.example/', alt })],
  ] as const)('F15 a %s at its limit stands whole, and one over it ends in an ellipsis', (_, limit, blockOf) => {
    for (const unit of ['x', '注', '🙂', 'e\u0301']) {
      const fitting = unit.repeat(Math.floor(limit / unit.length))
      for (const text of [fitting.slice(unit.length), fitting]) {
        expect(JSON.stringify(render(card(blockOf(text))).components)).toContain(JSON.stringify(text))
      }
      const over = fitting + unit
      const shown = JSON.stringify(render(card(blockOf(over))).components)
      expect(shown).not.toContain(over)
      expect(shown).toContain(`${unit}…"`)
    }
  })

  it('F15 holds five buttons in a row, and 25 options in a menu', () => {
    const rowsOf = (count: number) =>
      children(card(buttons(...numbered(count).map((nth) => ({ label: nth, action: `a:b:${nth}` })))))
        .filter((child) => child.type === 1)
        .map((row) => row.components.length)
    expect([4, 5, 6, 10, 11].map(rowsOf)).toEqual([[4], [5], [5, 1], [5, 5], [5, 5, 1]])
    const optionsOf = (count: number) => {
      const one = render(card(select({ options: numbered(count).map((nth) => ({ label: nth, value: nth })) })))
      return JSON.stringify(one.components).split('"value"').length - 1
    }
    expect([24, 25, 26].map(optionsOf)).toEqual([24, 25, 25])
  })

  it('F15 fills a message up to its fortieth component, and says when that is not all', () => {
    const pictures = (count: number) =>
      render(card(...numbered(count).map((alt): Block => ({ kind: 'image', url: 'https://a.example/', alt }))))
    const sizeOf = ({ components: [container] }: ReturnType<typeof render>) => 1 + container.components.length
    expect([37, 38, 39].map((count) => sizeOf(pictures(count)))).toEqual([39, 40, 40])
    expect(textOf(pictures(38).components)).not.toContain('…')
    expect(textOf(pictures(39).components)).toContain('…')
  })

  it('F15 shortens menus in a heavy script before anything is left out, hints first', () => {
    const paper = (nth: string) => ({ label: `${nth} ${'題'.repeat(98)}`, value: nth, hint: '名'.repeat(100) })
    const [ten, many] = [10, 25].map((count) => render(card(select({ options: numbered(count).map(paper) }))))
    for (const message of [ten, many]) expect(() => refuseMessage({ ...message }, [])).not.toThrow()
    expect(JSON.stringify(ten)).toContain(`${'題'.repeat(97)}`)
    expect(JSON.stringify(many)).not.toContain('名')
    expect(JSON.stringify(many?.components).split('題…').length - 1).toBe(25)
  })

  it('F15 shortens the labels of menus no more than it must, and leaves out the last controls when that is not enough', () => {
    const menu = (action: string, count: number) =>
      select({ action, options: numbered(count).map((nth) => ({ label: `${nth} ${'題'.repeat(98)}`, value: nth })) })
    const longest = (message: ReturnType<typeof render>) =>
      Math.max(...[...JSON.stringify(message).matchAll(/題+…/g)].map(([label]) => label.length))
    const two = render(card(menu('a:b:1', 20), menu('a:b:2', 20)))
    expect(longest(two)).toBeGreaterThan(30)
    expect(JSON.stringify(two).split('"value"').length - 1).toBe(40)
    expect(() => refuseMessage({ ...two }, [])).not.toThrow()

    const links = numbered(30).map((nth) => ({ label: nth, url: `https://a.example/${nth.padStart(480, 'x')}` }))
    const heavy = render(card({ kind: 'text', text: 'Read these' }, buttons(...links)))
    const kept = JSON.stringify(heavy).split('"url"').length - 1
    expect(kept).toBe(10)
    expect(textOf(heavy.components)).toMatch(/Read these\n…$/)
    expect(() => refuseMessage({ ...heavy }, [])).not.toThrow()
  })

  it('F23 quotes nothing where a line of a text begins with the mark of a quotation', () => {
    for (const text of ['> said', 'a\n> said', 'a\r\n>>> said', '  > said', '\u200b> said', '\u202e>\u202c said']) {
      for (const rich of [text, { bold: text }, { italic: text }, { code: `\`${text}` }, [{ bold: 'x' }, text]]) {
        expect(active(said({ kind: 'text', text: rich }))).not.toMatch(/^\W*>/m)
      }
    }
  })

  it('shows no mark that nobody sees, wherever it stands', () => {
    const hidden = 'pa\u200bper \u202eflow\u202c \u2066x\u2069 so\u00adft'
    const message = render({
      title: hidden,
      blocks: [
        { kind: 'text', text: [hidden, { link: 'https://a.example/', label: hidden }] },
        { kind: 'fields', fields: [{ name: hidden, value: { bold: hidden } }] },
        { kind: 'list', items: [hidden, { mention: 'slack:T1:U1', name: hidden }] },
        { kind: 'image', url: 'https://a.example/', alt: hidden },
        buttons({ label: hidden, action: 'a:b:c' }),
        select({ placeholder: hidden, options: [{ label: hidden, value: 'v', hint: hidden }] }),
      ],
      footer: hidden,
    })
    expect(JSON.stringify(message)).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad]/)
    expect(JSON.stringify(message).split('paper flow x soft').length - 1).toBe(13)
  })
})

describe('a form on Discord', () => {
  it('is a modal of labelled inputs', () => {
    expect(
      renderForm({
        action: 'nominate:form:p1',
        title: 'Nominate',
        submit: 'Send',
        intro: 'Why this *one*?',
        inputs: [
          {
            kind: 'paragraph',
            name: 'reason',
            label: 'Reason',
            hint: 'One sentence',
            required: false,
            max: 300,
            value: 'Because',
          },
          {
            kind: 'choice',
            name: 'day',
            label: 'Day',
            required: true,
            value: 'b',
            choices: [
              { label: 'A', value: 'a' },
              { label: 'B', value: 'b' },
            ],
          },
        ],
      }),
    ).toEqual({
      custom_id: 'nominate:form:p1',
      title: 'Nominate',
      components: [
        { type: 10, content: 'Why this \\*one\\*?' },
        {
          type: 18,
          label: 'Reason',
          description: 'One sentence',
          component: { type: 4, custom_id: 'reason', style: 2, max_length: 300, required: false, value: 'Because' },
        },
        {
          type: 18,
          label: 'Day',
          component: {
            type: 3,
            custom_id: 'day',
            placeholder: 'Day',
            min_values: 1,
            max_values: 1,
            required: true,
            options: [
              { label: 'A', value: 'a' },
              { label: 'B', value: 'b', default: true },
            ],
          },
        },
      ],
    })
  })

  it('F15 stays within every limit whatever it is given', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const modal = renderForm(form)
        expect(refusals(modal.components, 'modal')).toEqual([])
        expect(modalProblems({ ...modal })).toEqual([])
        expect(modal.title.length).toBeGreaterThan(0)
        expect(modal.title.length).toBeLessThanOrEqual(LIMITS.modal.title)
      }),
    )
  })
})
