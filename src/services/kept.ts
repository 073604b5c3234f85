import { KEPT_OF_CLUBS } from './kept/clubs.ts'
import { KEPT_OF_PAPERS } from './kept/library.ts'
import { KEPT_OF_PEOPLE } from './kept/people.ts'
import type { Kept, KeptKind, KindName } from './kept/table.ts'

export type { KeptKind }

/** Every kind of record that the store keeps. */
export const KEPT: Kept<KindName> = { ...KEPT_OF_PEOPLE, ...KEPT_OF_CLUBS, ...KEPT_OF_PAPERS }

/** Every kind by what it is about, as a page shows it. */
export const KEPT_BY_SUBJECT: readonly { about: string; kinds: readonly KeptKind[] }[] = [
  { about: 'People', kinds: Object.values(KEPT_OF_PEOPLE) },
  { about: 'Reading groups', kinds: Object.values(KEPT_OF_CLUBS) },
  { about: 'Papers', kinds: Object.values(KEPT_OF_PAPERS) },
]
