import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  distance,
  distanceToBeginning,
  headKeys,
  spellingKeys,
  tailKeys,
  wholeKeys,
} from '../../../src/library/index/spelling.ts'

const letter = fc.constantFrom(...'abcdefgh')
const word = (least: number) => fc.string({ unit: letter, minLength: least, maxLength: 14 })

type Change = [kind: 'drop' | 'insert' | 'replace' | 'swap', at: number, letter: string]
const change = fc.tuple(fc.constantFrom('drop', 'insert', 'replace', 'swap'), fc.nat(), letter) as fc.Arbitrary<Change>

function changed(word: string, [kind, nth, letter]: Change): string {
  const at = nth % word.length
  const [before, own = '', next = '', after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)]
  switch (kind) {
    case 'drop':
      return before + next + after
    case 'insert':
      return before + letter + own + next + after
    case 'replace':
      return before + letter + next + after
    case 'swap':
      return before + next + own + after
  }
}

function share(one: readonly string[], other: readonly string[]): boolean {
  return one.some((key) => other.includes(key))
}

describe('a misspelled word', () => {
  test('shares a key with the word that was meant, when one letter is wrong', () => {
    fc.assert(
      fc.property(word(4), change, (meant, one) => {
        expect(share(wholeKeys(changed(meant, one)), spellingKeys(meant))).toBe(true)
        expect(distance(changed(meant, one), meant, 1)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('shares the key of a beginning or an ending, when two letters of a long word are wrong', () => {
    fc.assert(
      fc.property(word(11), change, change, (meant, one, other) => {
        const typed = changed(changed(meant, one), other)
        expect(share([...headKeys(typed), ...tailKeys(typed)], spellingKeys(meant))).toBe(true)
      }),
    )
  })

  test('is as far from the word as the word is from it', () => {
    fc.assert(fc.property(word(1), word(1), (one, other) => distance(one, other, 3) === distance(other, one, 3)))
  })

  test.each([
    ['alignment', 'alignment', 0],
    ['alginment', 'alignment', 1],
    ['aligment', 'alignment', 1],
    ['elignmant', 'alignment', 2],
    ['xyz', 'alignment', Number.POSITIVE_INFINITY],
  ])('%s and %s differ in %s', (one, other, edits) => {
    expect(distance(one, other, 2)).toBe(edits)
  })

  test.each([
    ['algnm', 'alignment', 1],
    ['align', 'alignment', 0],
    ['qlign', 'alignment', 1],
    ['zzzzz', 'alignment', Number.POSITIVE_INFINITY],
  ])('%s begins like %s but for %s', (typed, meant, edits) => {
    expect(distanceToBeginning(typed, meant, 1)).toBe(edits)
  })

  test('is no misspelling when a digit is wrong', () => {
    expect(spellingKeys('gpt4')).toEqual([])
  })
})
