/** A paper as ranking needs it. */
export interface PackedPaper {
  row: number
  /** Later dates are greater; a date without a day or month comes before those that have one, and no date is 0. */
  day: number
  /** In words. */
  length: number
  /** Of each word its id, its count, and whether the title has it: see {@link idOf}, {@link countOf} and {@link isOfTitle}. */
  words: number[]
}

export interface PackedWord {
  id: number
  /** At most {@link MOST}. */
  count: number
  isOfTitle: boolean
}

const MOST = 127
const TITLE = 128

/**
 * Numbers in digits of base 32, the lowest first, so that most words take three letters and papers can stand one after the
 * other: how many words there are, the row, the day and the length, then of each word its distance to the id before and the rest.
 */
export function pack(row: number, date: string | null, length: number, words: readonly PackedWord[]): string {
  const numbers = [words.length, row, dayOf(date), length]
  let last = 0
  for (const { id, count, isOfTitle } of words.toSorted((a, b) => a.id - b.id)) {
    numbers.push(id - last, Math.min(count, MOST) + (isOfTitle ? TITLE : 0))
    last = id
  }
  return numbers.map(written).join('')
}

/** One paper at a time, so that hundreds leave nothing behind. */
export function* unpack(text: string): Generator<PackedPaper> {
  let at = 0

  function next(): number {
    let number = 0
    for (let place = 0; ; place += 5) {
      const digit = text.charCodeAt(at++) - ZERO
      number |= (digit & 31) << place
      if (digit < GOES_ON) return number
    }
  }

  while (at < text.length) {
    const [size, row, day, length] = [next(), next(), next(), next()]
    const words: number[] = []
    for (let id = 0; words.length < size; ) {
      id += next()
      words.push(((id << 8) | next()) >>> 0)
    }
    yield { row, day, length, words }
  }
}

/** What the digits are written from, as letters of ASCII, and what is added to one that others follow. */
const ZERO = 48
const GOES_ON = 32

function written(number: number): string {
  const digits: number[] = []
  for (let left = number; ; left >>>= 5) {
    if (left < GOES_ON) return String.fromCharCode(...digits, ZERO + left)
    digits.push(ZERO + GOES_ON + (left & 31))
  }
}

export function idOf(word: number): number {
  return word >>> 8
}

export function countOf(word: number): number {
  return word & MOST
}

export function isOfTitle(word: number): boolean {
  return (word & TITLE) !== 0
}

/** `2024-06` as 20240600. */
function dayOf(date: string | null): number {
  const digits = date?.replace(/\D/g, '').slice(0, 8) ?? ''
  return Number(digits.padEnd(8, '0'))
}
