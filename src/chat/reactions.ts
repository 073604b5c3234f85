import type { Reaction } from './platform.ts'

/** So many kinds of emoji are shown, those that were used most. */
const MOST = 12

/** What a comment was answered with, in one line: `👍 2 · 🎉 1`; empty where there is nothing. */
export function reactionLine(reactions: readonly Reaction[]): string {
  return reactions
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST)
    .map(({ sign, count }) => `${sign} ${count}`)
    .join(' · ')
}
