import { listed } from '../../club/calendar/rule.ts'
import type { Rich } from '../card.ts'

/** That papers of a meeting that was cancelled wait again; nothing where there are none. */
export function waitAgain(titles: readonly string[]): Rich[] {
  if (titles.length === 0) return []
  return [
    `${named(titles)} ${titles.length === 1 ? 'waits' : 'wait'} among the nominations again, ahead of the others.`,
  ]
}

/** That papers of a meeting that was cancelled do not, as it takes place. */
export function readAfterAll(titles: readonly string[]): Rich[] {
  if (titles.length === 0) return []
  return [`${named(titles)} ${titles.length === 1 ? 'is' : 'are'} read after all.`]
}

function named(titles: readonly string[]): string {
  return listed(titles.map((title) => `“${title}”`))
}
