/**
 * Mends letters of UTF-8 that were read in an encoding of single bytes, as “MÃ¼ller” for “Müller”. Each is mended only where
 * its bytes can be told exactly, every encoding that fits says the same, and nobody would have written it so.
 */
export function mended(text: string): string {
  if (PLAIN.test(text)) return text
  let current = text
  // What was read wrongly twice takes two rounds.
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = current
    const main = mainEncoding(current)
    for (const one of sequences()) {
      current = replaced(current, one, (letter, found, around) => one === main || isClear(found, letter, one, around))
    }
    if (current === before) break
  }
  return current
}

function isAgreed(sequence: string, letter: string): boolean {
  return sequences().every(({ bytes }) => (decoded(sequence, bytes) ?? letter) === letter)
}

type Judge = (letter: string, found: string, around: [before: string | undefined, after: string | undefined]) => boolean

function replaced(text: string, { pattern, bytes }: Sequences, isMeant: Judge): string {
  return text.replace(pattern, (found: string, at: number, whole: string) => {
    const letter = decoded(found, bytes)
    if (letter === null || !isMeant(letter, found, [whole[at - 1], whole[at + found.length]])) return found
    return isAgreed(found, letter) ? letter : found
  })
}

/** The encoding that a text was surely read in at several places: there its sequences stand for nothing else. */
function mainEncoding(text: string): Sequences | null {
  let most: { of: Sequences | null; count: number } = { of: null, count: ENOUGH - 1 }
  for (const one of sequences()) {
    let count = 0
    replaced(text.slice(0, SAMPLE), one, (letter, found, around) => {
      if (isClear(found, letter, one, around)) count++
      return false
    })
    if (count > most.count) most = { of: one, count }
  }
  return most.of
}

const ENOUGH = 2
const SAMPLE = 200_000
const PLAIN = /^[\0-\x7f]*$/
const MOST_ROUNDS = 3
const ENCODINGS = ['windows-1252', 'windows-1250', 'windows-1254', 'windows-1251', 'windows-1253', 'macintosh'] as const
type Encoding = (typeof ENCODINGS)[number]

interface Sequences {
  encoding: Encoding
  bytes: ReadonlyMap<string, number>
  /** What a character of two to four bytes looks like. */
  pattern: RegExp
}

let known: readonly Sequences[] | null = null

function sequences(): readonly Sequences[] {
  known = known ?? ENCODINGS.map(sequencesOf)
  return known
}

function sequencesOf(encoding: Encoding): Sequences {
  const upper = Array.from({ length: 128 }, (_, index) => index + 128)
  const letters = [...new TextDecoder(encoding).decode(new Uint8Array(upper))]
  const bytes = new Map(letters.map((letter, index) => [letter, index + 128]))
  // Latin-1 has its control characters where Windows-1252 has more letters.
  if (encoding === 'windows-1252') for (const byte of upper.slice(0, 32)) bytes.set(String.fromCharCode(byte), byte)
  const among = (from: number, to: number) =>
    `[${[...bytes].flatMap(([letter, byte]) => (byte >= from && byte <= to ? letter : [])).join('')}]`
  const next = among(0x80, 0xbf)
  const source = `${among(0xc2, 0xdf)}${next}|${among(0xe0, 0xef)}${next}{2}|${among(0xf0, 0xf4)}${next}{3}`
  return { encoding, bytes, pattern: new RegExp(source, 'g') }
}

/** The letter of a sequence, if people write it. */
function decoded(sequence: string, bytes: ReadonlyMap<string, number>): string | null {
  let point = 0
  for (let at = 0; at < sequence.length; at++) {
    const byte = bytes.get(sequence.charAt(at))
    if (byte === undefined || (at === 0 ? bytesFrom(byte) !== sequence.length : byte > 0xbf)) return null
    point = at === 0 ? byte & (0xff >> (sequence.length + 1)) : (point << 6) | (byte & 0x3f)
  }
  if (point < (LEAST[sequence.length] ?? 0) || point > 0x10ffff) return null
  const letter = String.fromCodePoint(point)
  return COMMON.test(letter) ? letter : null
}

function bytesFrom(lead: number): number {
  if (lead < 0xc2) return 1
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
}

/** The first character that needs as many bytes. */
const LEAST: Readonly<Record<number, number>> = { 2: 0x80, 3: 0x800, 4: 0x10000 }

/**
 * Latin, Greek and Cyrillic letters; punctuation, currencies, arrows, signs of mathematics, letters that are run together; and
 * Chinese, Japanese, Korean and pictures.
 */
const COMMON =
  /^(?:[\u00a0-\u017f\u0218-\u021b\u0370-\u045f\u1e00-\u1eff\u2009-\u2027\u2030-\u203a\u20ac\u2100-\u22ff\ufb00-\ufb04]|[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7af\uff00-\uffef\u2300-\u27bf\u{1f000}-\u{1faff}])$/u

/** Whether nobody would have written a sequence as it stands. */
function isClear(
  sequence: string,
  letter: string,
  { encoding }: Sequences,
  [before = '', after = '']: [before: string | undefined, after: string | undefined],
): boolean {
  if (sequence.length === 4 || sequence === 'Â\u00A0') return true
  // “café”…” ends in marks that could make a Chinese letter.
  if (sequence.length === 3) return letter < '\u3000' || letter > '\uf000'
  const isInWord = /[a-z]/i.test(before) || /[a-z]/i.test(after)
  // “CAFÉ” ends in a quotation mark, and √π is a number.
  if (/[’”“‘…–—»\u00A0°²³®™•′·]$/u.test(sequence)) return isInWord && /^[ÂÃĂ]/.test(sequence)
  if (/[\p{Sm}πΩ]$/u.test(sequence) && !/^[ÂÃĂÎÏ]/.test(sequence)) return false
  return isInWord || /^windows-125[024]$/.test(encoding)
}
