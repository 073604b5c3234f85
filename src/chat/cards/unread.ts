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

/** That what was planned for days that are no dates any more is not read then. */
export function plannedNoMore(unplanned: readonly { day: string; titles: readonly string[] }[], root: string): Rich[] {
  return unplanned.map(({ day, titles }) => [
    `${named(titles)} ${titles.length === 1 ? 'was' : 'were'} planned for ${day}, on which there is no such meeting now. Nominate `,
    `${titles.length === 1 ? 'it' : 'them'} with `,
    { code: `/${root} nominate` },
    ', or have an organiser choose another date with ',
    { code: `/${root} club choose` },
    '.',
  ])
}

function named(titles: readonly string[]): string {
  return listed(titles.map((title) => `“${title}”`))
}
