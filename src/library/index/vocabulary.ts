import { distance, distanceToBeginning, headKeys, isCorrectable, tailKeys, wholeKeys } from './spelling.ts'
import type { Ask, Row } from './statements.ts'
import type { Stems } from './stems.ts'

/** A word that the library's papers have. */
export interface Word {
  id: number
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
}

export function createVocabulary(ask: Ask, stems: Stems): Vocabulary {
  const exactly = (word: string) =>
    ask(`SELECT ${COLUMNS} FROM words WHERE word = ? AND papers > 0`, word).map(toWord)[0]

  /** Words come in the order in which they were first met, so that the much used ones come early. */
  function sharing(keys: readonly string[]): Word[] {
    if (keys.length === 0) return []
    const match = keys.map((key) => `"${key}"`).join(' OR ')
    return ask(
      `SELECT ${COLUMNS} FROM spellings CROSS JOIN words ON id = spellings.rowid
       WHERE spellings MATCH ? AND papers > 0 LIMIT ${MOST_CANDIDATES}`,
      match,
    ).map(toWord)
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
      const others = ask(
        `SELECT ${COLUMNS} FROM words WHERE stem = ? AND papers > 0 ORDER BY papers DESC LIMIT ${MOST_OF_STEM}`,
        stem,
      ).map(toWord)
      return own ? [own, ...others.filter(({ id }) => id !== own.id)] : others
    },
    beginning: (prefix, limit) =>
      ask(
        `SELECT ${COLUMNS} FROM words WHERE word > ? AND word < ? AND papers > 0 ORDER BY titles DESC, papers DESC LIMIT ?`,
        prefix,
        `${prefix}\u{10FFFF}`,
        limit,
      ).map(toWord),
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
  }
}

const COLUMNS = 'id, word, stem, papers, titles'
const MOST_OF_STEM = 12
const MOST_CANDIDATES = 1_000
/** Words of this length are still themselves with two letters changed. */
const LONG = 7

function toWord([id, text, stem, papers, titles]: Row): Word {
  return { id: Number(id), text: String(text), stem: String(stem), papers: Number(papers), titles: Number(titles) }
}
