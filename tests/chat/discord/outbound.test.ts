import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block, Card } from '../../../src/chat/card.ts'
import { LIMITS } from '../../../src/chat/discord/limits.ts'
import { renderForm } from '../../../src/chat/discord/modal.ts'
import { render } from '../../../src/chat/discord/outbound.ts'
import { anyCard, anyForm, nastyText } from './arbitrary-card.ts'
import { active, refusals, textOf, unescaped } from './within-limits.ts'

const card = (...blocks: Block[]): Card => ({ title: 'Paper of the week', blocks })
const said = (...blocks: Block[]) => textOf(render(card(...blocks)).components)
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

  it('F23 says what it was given, whatever that is', () => {
    fc.assert(
      fc.property(
        nastyText.filter((text) => text.length < 1_500 && !/http/i.test(text)),
        (text) => {
          const plain = text
            .toWellFormed()
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
        expect(refusals(render(one).components)).toEqual([])
      }),
      { numRuns: 400 },
    )
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
        expect(modal.title.length).toBeGreaterThan(0)
        expect(modal.title.length).toBeLessThanOrEqual(LIMITS.modal.title)
      }),
    )
  })
})
