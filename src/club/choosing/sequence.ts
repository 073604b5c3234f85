import type { Club } from '../club.ts'
import { withOptional } from '../round.ts'
import type { WayOfChoosing } from './way.ts'

export const sequence: WayOfChoosing = {
  says: 'The papers of a list are read in their order.',
  ballot: false,
  choose: ({ club }) => {
    const { papers, next } = club.sequence
    const coming = papers.slice(next, next + club.papersEach)
    return { papers: withOptional(coming, club), rule: 'sequence', note: progress(club, coming.length) }
  },
  nothing: ({ sequence: { papers } }) => (papers.length === 0 ? NO_LIST : AT_ITS_END),
}

export const NO_LIST =
  'There is no list yet. Organisers give one with `club list papers:…` or `club list digest:…`, or choose with `club choose`.'
const AT_ITS_END = 'The list is at its end. Organisers give it more with `club list`, or choose with `club choose`.'

/** `4 of 13`, `4 and 5 of 13`, `4 to 6 of 13`: the next `count` of the list. */
export function progress({ sequence: { papers, next } }: Pick<Club, 'sequence'>, count: number): string {
  const [first, last] = [next + 1, next + count]
  const span = count < 2 ? `${first}` : `${first} ${count === 2 ? 'and' : 'to'} ${last}`
  return `${span} of ${papers.length}`
}

type List = Club['sequence']

/** A list once papers are read: those that came next on it are behind. */
export function behind({ papers, next }: List, read: readonly { paper: string }[]): List {
  return { papers, next: next + run(papers.slice(next), read) }
}

/** How many papers of a list, from its beginning on, are among those, each as often as it is: a long one is on a list twice. */
export function run(list: readonly { paper: string }[], those: readonly { paper: string }[]): number {
  const left = those.map(({ paper }) => paper)
  const end = list.findIndex(({ paper }) => {
    const at = left.indexOf(paper)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return end < 0 ? list.length : end
}

/** A list once papers are not read after all: those that are the last behind come next again. */
export function ahead({ papers, next }: List, unread: readonly { paper: string }[]): List {
  return { papers, next: next - run(papers.slice(0, next).toReversed(), unread) }
}
