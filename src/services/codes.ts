/** Codes that are said to one person, and kept as a hash. */
import { createHash, randomInt } from 'node:crypto'

/** Without the letters and digits that are taken for one another. 80 bits: nobody guesses one. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const LENGTH = 16

/** `K7QD-…` */
export function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** The same however the code was typed. */
export function hashOfCode(code: string): string {
  const letters = code.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return createHash('sha256').update(letters).digest('hex')
}
