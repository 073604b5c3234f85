import type { Talk } from './keys.ts'
import type { Round } from './round.ts'

/** What is talked of apart in a round. */
export function talksOf(_round: Round): Talk[] {
  return ['pick']
}

/** The paper that a talk is about; null where there is none. */
export function paperOf({ pick }: Round, talk: Talk): { paper: string; title: string } | null {
  switch (talk) {
    case 'pick':
      return pick
  }
}
