/** Codes that are said to one person, and kept as a hash. */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { Json } from '../store/store.ts'
import { type Act, KEPT_FOR } from './act.ts'
import type { House } from './house.ts'
import { CodedAs } from './records.ts'

/** Without the letters and digits that are taken for one another: 32 of them. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** Of five bits each: nobody guesses one. */
const LENGTH = 16

export interface Code {
  code: string
  until: Temporal.Instant
}

/** Gives a code, `K7QD-…`; where the wish for one is delivered again, the same. `kept`: what it leads to, by its hash. */
export async function giveCode(
  { secret }: Pick<House, 'secret'>,
  act: Act,
  what: string,
  wanted: Temporal.Instant,
  kept: (hash: string) => Record<string, Json>,
): Promise<Code> {
  const code = codeOf(secret, `${what} ${act.id ?? randomUUID()}`)
  const { until } = await act.change(what, CodedAs, [], () => ({
    writes: {},
    passing: { writes: kept(hashOfCode(code)), lasting: KEPT_FOR },
    result: { until: wanted },
  }))
  return { code, until }
}

/** The same however the code was typed. */
export function hashOfCode(code: string): string {
  const letters = code.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return createHash('sha256').update(letters).digest('hex')
}

/** It follows from what asked for it, so that no store need hold it. */
function codeOf(secret: string, of: string): string {
  const bytes = createHmac('sha256', secret).update(of).digest().subarray(0, LENGTH)
  const letters = [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}
