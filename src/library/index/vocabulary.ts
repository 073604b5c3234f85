import type { SQLInputValue } from 'node:sqlite'
import type { Gone } from './gone.ts'
import { distance, distanceToBeginning, headKeys, isCorrectable, tailKeys, wholeKeys } from './spelling.ts'
import type { Ask, Row } from './statements.ts'
import type { Stems } from './stems.ts'

/** A word that the library's papers have. */
export interface Word {
  /** Its numbers among the shared words and those of an overlay. */
  ids: readonly number[]
  text: string
  stem: string
  /** How many papers have it, and how many in their title. */
  papers: number
  titles: number
}

export interface NearWord extends Word {
  edits: number
}

/** The words of the library, as one may look them up. */
export interface Vocabulary {
  exactly(word: string): Word | undefined
  /** The word and those of its stem, the most used first. */
  ofStem(word: string): Word[]
  /** The most used words that begin so. */
  beginning(prefix: string, limit: number): Word[]
  /** What a misspelled word may mean, likeliest first: the words with the fewest letters to change, the most used first. */
  near(word: string, limit: number): NearWord[]
  /** Likewise, when only the beginning of the word was typed. */
  nearBeginning(prefix: string, limit: number): NearWord[]
  /** The word with this number. */
  at(id: number): Word | undefined
}

/** `schemas`: whose words they are, together. */
export function createVocabulary(ask: Ask, stems: Stems, schemas: readonly string[], gone: () => Gone): Vocabulary {
  const having = (where: string, ...values: SQLInputValue[]) =>
    together(ask(`SELECT ${COLUMNS} FROM words WHERE ${where}`, ...values), gone())
  const exactly = (word: string) => having('word = ? AND papers > 0', word)[0]
  const spelledLike = schemas
    .map(
      (schema) => `
        SELECT * FROM (SELECT ${COLUMNS} FROM ${schema}.spellings CROSS JOIN ${schema}.words ON id = spellings.rowid
        WHERE spellings MATCH ?1 AND papers > 0 LIMIT ${MOST_CANDIDATES})`,
    )
    .join(' UNION ALL ')

  /** Words come in the order in which they were first met, so that the much used ones come early. */
  function sharing(keys: readonly string[]): Word[] {
    if (keys.length === 0) return []
    const match = keys.map((key) => `"${key}"`).join(' OR ')
    return together(ask(spelledLike, match), gone())
  }

  function nearest(candidates: Word[], edits: (word: Word) => number, limit: number): NearWord[] {
    return candidates
      .map((word) => ({ ...word, edits: edits(word) }))
      .filter((word) => word.edits > 0 && Number.isFinite(word.edits))
      .sort((a, b) => a.edits - b.edits || b.papers - a.papers)
      .slice(0, limit)
  }

  return {
    exactly,
    ofStem(word) {
      const own = exactly(word)
      const stem = own?.stem ?? stems.of([word]).get(word) ?? word
      const others = having(`stem = ? AND papers > 0 ORDER BY papers DESC LIMIT ${MOST_OF_STEM * schemas.length}`, stem)
        .sort((a, b) => b.papers - a.papers)
        .slice(0, MOST_OF_STEM)
      return own ? [own, ...others.filter(({ text }) => text !== own.text)] : others
    },
    beginning: (prefix, limit) =>
      having(
        'word > ? AND word < ? AND papers > 0 ORDER BY titles DESC, papers DESC LIMIT ?',
        prefix,
        `${prefix}\u{10FFFF}`,
        limit * schemas.length,
      )
        .sort((a, b) => b.titles - a.titles || b.papers - a.papers)
        .slice(0, limit),
    near(word, limit) {
      if (!isCorrectable(word)) return []
      const close = nearest(sharing(wholeKeys(word)), ({ text }) => distance(word, text, 1), limit)
      if (close.length > 0 || word.length < LONG) return close
      return nearest(sharing([...headKeys(word), ...tailKeys(word)]), ({ text }) => distance(word, text, 2), limit)
    },
    nearBeginning(prefix, limit) {
      if (!isCorrectable(prefix)) return []
      const most = prefix.length < LONG ? 1 : 2
      return nearest(sharing(headKeys(prefix)), ({ text }) => distanceToBeginning(prefix, text, most), limit)
    },
    at(id) {
      const [text] = ask('SELECT word FROM words WHERE id = ?', id)[0] ?? []
      return text === undefined ? undefined : exactly(String(text))
    },
  }
}

const COLUMNS = 'id, word, stem, papers, titles'
const MOST_OF_STEM = 12
const MOST_CANDIDATES = 1_000
/** Words of this length are still themselves with two letters changed. */
const LONG = 7

/** Each word once, with what all its rows count, in the order in which it comes first. */
function together(rows: readonly Row[], gone: Gone): Word[] {
  const words = new Map<string, Word>()
  for (const [number, word, stem, having, titled] of rows) {
    const [id, text] = [Number(number), String(word)]
    const [papers, titles] = [Number(having) - gone.having(id), Number(titled) - gone.titled(id)]
    const known = words.get(text)
    words.set(
      text,
      known
        ? { ...known, ids: [...known.ids, id], papers: known.papers + papers, titles: known.titles + titles }
        : { ids: [id], text, stem: String(stem), papers, titles },
    )
  }
  return [...words.values()].filter(({ papers }) => papers > 0)
}
