/** A paper's words in one column: of each its id, its count, and whether the title has it. */
export interface PackedWord {
  id: number
  /** At most {@link MOST}. */
  count: number
  isOfTitle: boolean
}

const MOST = 127
const TITLE = 128

/** Four bytes a word: the id above, then one bit for the title, then the count. Labels count 0. */
export function pack(words: readonly PackedWord[]): Uint8Array {
  const numbers = Uint32Array.from(
    words,
    ({ id, count, isOfTitle }) => ((id << 8) | (isOfTitle ? TITLE : 0) | Math.min(count, MOST)) >>> 0,
  )
  return new Uint8Array(numbers.buffer)
}

export function unpack(bytes: Uint8Array): PackedWord[] {
  return Array.from(numbersOf(bytes), (number) => ({
    id: idOf(number),
    count: countOf(number),
    isOfTitle: (number & TITLE) !== 0,
  }))
}

export function numbersOf(bytes: Uint8Array): Uint32Array {
  return bytes.byteOffset % 4 === 0
    ? new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
    : new Uint32Array(bytes.slice().buffer)
}

export function idOf(number: number): number {
  return number >>> 8
}

export function countOf(number: number): number {
  return number & MOST
}
