/** Two emoji say something of a comment: that people would talk about it when they meet, and that they agree. */
import { z } from 'zod'

export const SIGNS = { talk: '💬', agree: '👍' } as const

/** How many gave a comment each of them. */
export const Signs = z.object({ talk: z.number().int().min(0), agree: z.number().int().min(0) })
export type Signs = z.output<typeof Signs>

export const NO_SIGNS: Signs = { talk: 0, agree: 0 }

const TONES = /[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu

/** `reactions`: with what a message was answered; a hand of whatever colour is one sign. */
export function signsIn(reactions: readonly { sign: string; count: number }[]): Signs {
  const of = (sign: string) =>
    reactions.reduce((sum, one) => (one.sign.replaceAll(TONES, '') === sign ? sum + one.count : sum), 0)
  return { talk: of(SIGNS.talk), agree: of(SIGNS.agree) }
}

export function bothSigns(a: Signs, b: Signs): Signs {
  return { talk: a.talk + b.talk, agree: a.agree + b.agree }
}
