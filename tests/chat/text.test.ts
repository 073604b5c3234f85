import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText, visibleText } from '../../src/chat/text.ts'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const split = (text: string) => [...graphemes.segment(text)].map((part) => part.segment)

const pieces = fc.constantFrom(
  'a',
  'word',
  ' ',
  '  ',
  '\n',
  '\r\n',
  '語',
  'é',
  'e\u0301',
  'Z\u0351\u0352\u0353',
  '👩‍👩‍👧‍👦',
  '🇩🇪',
  '👍🏽',
  '한',
  '\u1112\u1161\u11ab',
  '\u0600',
)
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
)

describe('cutText', () => {
  it('leaves text alone that is at or under the limit', () => {
    expect(cutText('attention', 9)).toBe('attention')
    expect(cutText('attention', 10)).toBe('attention')
    expect(cutText('', 0)).toBe('')
  })

  it('cuts after a whole word and marks the cut', () => {
    expect(cutText('sparse attention is enough', 19)).toBe('sparse attention…')
    expect(cutText('sparse attention is enough', 17)).toBe('sparse attention…')
    expect(cutText('sparse attention is enough', 12)).toBe('sparse…')
  })

  it('cuts inside a word when the word would otherwise be lost', () => {
    expect(cutText('abcdefghij', 5)).toBe('abcd…')
    expect(cutText('注意力机制的稀疏化', 5)).toBe('注意力机…')
    expect(cutText('a bcdefghijkl', 8)).toBe('a bcdef…')
  })

  it('keeps families, flags and accents whole', () => {
    const family = '👩‍👩‍👧‍👦'
    expect(cutText(family + family, family.length + 1)).toBe(`${family}…`)
    expect(cutText(family + family, family.length)).toBe('…')
    expect(cutText('🇩🇪🇫🇷🇮🇹', 8)).toBe('🇩🇪…')
    expect(cutText('e\u0301e\u0301e\u0301', 4)).toBe('e\u0301…')
  })

  it('says nothing where there is no room at all', () => {
    expect(cutText('attention', 0)).toBe('')
    expect(cutText('attention', 1)).toBe('…')
  })

  it('F15 stays within any limit and ends between two characters, whatever the text', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 80 }), (text, limit) => {
        const cut = cutText(text, limit)
        expect(cut.length).toBeLessThanOrEqual(limit)
        if (text.length <= limit) {
          expect(cut).toBe(text)
          return
        }
        if (limit === 0) return
        const kept = cut.slice(0, -1)
        expect(text.startsWith(kept)).toBe(true)
        expect([...split(kept), ...split(text.slice(kept.length))]).toEqual(split(text))
      }),
    )
  })
})

describe('visibleText', () => {
  it('drops marks that turn the order of what follows, or that nobody sees', () => {
    expect(visibleText('safe\u202Efdp.exe\u202C')).toBe('safefdp.exe')
    expect(visibleText('\u2066a\u2069\u2067b\u2069\u2068c\u2069\u200Ed\u200Fe\u061Cf')).toBe('abcdef')
    expect(visibleText('ad\u200Bmin')).toBe('admin')
    expect(visibleText('pay\u200Dpal, pay\u200Cpal')).toBe('paypal, paypal')
    expect(visibleText('\uFEFFso\u00ADft\u2060hy\u180Ephen\u3164\u034F')).toBe('softhyphen')
    expect(visibleText('hidden\u{E0041}\u{E0042}\u{E007F}')).toBe('hidden')
  })

  it('drops halves of characters', () => {
    expect(visibleText('a\ud83db\udc4d')).toBe('a\ufffdb\ufffd')
  })

  it('keeps emoji whole, and what scripts are joined by', () => {
    const kept = ['👩‍👩‍👧‍👦 👨🏽‍💻 ❤️‍🔥 🏳️‍🌈 👁️‍🗨️ 1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'می\u200Cخواهم', 'क्\u200Dष', 'শ্র‍্য', 'e\u0301', '葛\u{E0100}']
    for (const text of kept) expect(visibleText(text)).toBe(text)
    expect(visibleText('🧑\u200D and 🏴\u{E0067}\u{E0062}')).toBe('🧑 and 🏴')
  })

  it('says the same when it is asked again, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'binary' })), (text) => {
        const seen = visibleText(text)
        expect(visibleText(seen)).toBe(seen)
        expect(seen.isWellFormed()).toBe(true)
        expect(seen).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/)
      }),
    )
  })
})
