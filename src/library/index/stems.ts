import { DatabaseSync } from 'node:sqlite'

/** Words brought to their stem by SQLite's own Porter stemmer: `aligning` and `alignment` to `align`. */
export interface Stems {
  of(words: readonly string[]): Map<string, string>
  close(): void
}

export function createStems(): Stems {
  const database = new DatabaseSync(':memory:')
  database.exec(`
    CREATE VIRTUAL TABLE stemmed USING fts5(word, content = '', tokenize = 'porter unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE stems USING fts5vocab(stemmed, instance);
  `)
  const add = database.prepare('INSERT INTO stemmed (rowid, word) VALUES (?, ?)')
  const read = database.prepare('SELECT doc, term FROM stems')
  return {
    of(words) {
      const known = new Map(words.map((word) => [word, word]))
      const english = words.filter((word) => ENGLISH.test(word))
      if (english.length === 0) return known
      english.forEach((word, index) => {
        add.run(index + 1, word)
      })
      for (const { doc, term } of read.all()) {
        const word = english[Number(doc) - 1]
        if (word !== undefined) known.set(word, String(term))
      }
      database.exec(`INSERT INTO stemmed (stemmed) VALUES ('delete-all')`)
      return known
    },
    close: () => database.close(),
  }
}

const ENGLISH = /^[a-z]{3,}$/
