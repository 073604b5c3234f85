import { fold } from '../fold.ts'

export interface Query {
  /** As typed, in order. */
  words: string[]
  /** Whether the last word may still go on. */
  isOpen: boolean
  /** Only papers that pass all of these. */
  filters: Filters
}

interface Filters {
  tags: string[]
  authors: string[]
  /** By id, title, publication or issue. */
  digests: string[]
  /** A date as exact as wanted: `2024`, `2024-06` or `2024-06-15`. */
  since: string | undefined
}

/** Parts what was typed into words and filters: `tag:`, `by:`, `in:`, `since:`, each with a word or a quoted phrase. */
export function parseQuery(text: string): Query {
  const filters: Filters = { tags: [], authors: [], digests: [], since: undefined }
  const plain = text.replace(
    FILTER,
    (whole: string, kind: string, quoted: string | undefined, bare: string | undefined) => {
      const wanted = (quoted ?? bare ?? '').trim()
      if (kind.toLowerCase() === 'since') {
        if (!isDate(wanted)) return whole
        filters.since = later(filters.since, wanted)
      } else if (fold(wanted) !== '') filters[LISTS[kind.toLowerCase()] ?? 'tags'].push(wanted)
      return ' '
    },
  )
  const typed = plain
    .replace(AND_OTHERS, ' ')
    .split(/\s+/)
    .filter((word) => fold(word) !== '')
  // What is typed twice is typed last: there it may still go on.
  const words = typed.filter((word, index) => !typed.includes(word, index + 1))
  return { words: words.slice(0, MOST_WORDS), isOpen: words.length <= MOST_WORDS && !/\s$/.test(text), filters }
}

/** The dates behind `since:` that are none: they are looked for as words. */
export function badDates(text: string): string[] {
  return [...text.matchAll(FILTER)].flatMap(([, kind = '', quoted, bare]) => {
    const wanted = (quoted ?? bare ?? '').trim()
    return kind.toLowerCase() !== 'since' || isDate(wanted) ? [] : [wanted]
  })
}

/** Whether it asks for nothing. */
export function isVoid({ words, filters }: Pick<Query, 'words' | 'filters'>): boolean {
  const { tags, authors, digests, since } = filters
  return words.length + tags.length + authors.length + digests.length === 0 && since === undefined
}

/** Of a long pasted text the beginning says enough. */
const MOST_WORDS = 16
/** `Vaswani et al., 2017` means no more than `Vaswani 2017`. */
const AND_OTHERS = /(?<=\p{L}[,.]?\s)et\.?\s+al\b\.?,?/giu
const FILTER = /(?<=^|\s)(tag|by|in|since):\s*(?:["“]([^"”]*)["”]|(\S+))/giu
const DATE = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/
const LISTS: Readonly<Record<string, 'tags' | 'authors' | 'digests'>> = { tag: 'tags', by: 'authors', in: 'digests' }

function isDate(text: string): boolean {
  if (!DATE.test(text)) return false
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number)
  const date = new Date(Date.UTC(2000, month - 1, day))
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function later(one: string | undefined, other: string): string {
  return one !== undefined && one > other ? one : other
}
