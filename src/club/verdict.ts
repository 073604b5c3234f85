/** What members say of a paper once it has been talked about: counts for everyone, never a name. */
import { z } from 'zod'

export const QUESTIONS = ['discussed', 'recommended'] as const
export type Question = (typeof QUESTIONS)[number]

/** One account's answers; the latest takes the place of the earlier, and null is none. */
export const Verdict = z.object({ discussed: z.boolean().nullable(), recommended: z.boolean().nullable() })
export type Verdict = z.infer<typeof Verdict>

export type Verdicts = Record<Question, { yes: number; no: number }>

export function verdictsOf(said: readonly Verdict[]): Verdicts {
  const of = (question: Question) => ({
    yes: said.filter((one) => one[question] === true).length,
    no: said.filter((one) => one[question] === false).length,
  })
  return { discussed: of('discussed'), recommended: of('recommended') }
}
