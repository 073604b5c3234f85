import { readCount } from './facts.ts'
import { countWords } from './prose.ts'

/** The likes that a newsletter counts with a heart, and what stands behind them. */
export function readHeart(text: string): { likes: number | null; rest: string } | null {
  const match = HEART.exec(text) ?? TAIL_HEART.exec(text)
  if (!match) return null
  return { likes: readCount((match[1] ?? '').replace(/[.,]$/, '')), rest: match[2] ?? '' }
}

export function isTagLine(text: string): boolean {
  const rest = HEART.exec(text)?.[2]
  return rest !== undefined && countWords(rest) <= 8 && !/\[[^\]]*$/.test(rest)
}

export const HEART = /^(?:[♥❤♡💙💚💛🧡💜🖤🤍🤎💗💖💕🩷]|❣)\s*(\d[\d.,]*[km]?)(?![\p{Ll}\d])\s*(.*)$/iu
const TAIL_HEART = /^(\d[\d.,]*[km]?)\s*[♥❤♡]\s*(.*)$/iu
