import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText } from '../../src/chat/text.ts'

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
