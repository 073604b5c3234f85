import type { DatabaseSync } from 'node:sqlite'
import { fold } from '../fold.ts'
import { type Ruling, siteOf } from '../identity.ts'
import { ageKey, type Work, worksOf } from '../merge.ts'
import type { ParsedDigest } from '../parsed-digest.ts'
import { createDrawing } from './drawing.ts'
import {
  connected,
  type KeptEntry,
  keys,
  keysOf,
  neighbours,
  rowsNamed,
  rowsOf,
  rowsRuled,
  type Said,
} from './entries.ts'
import { toWrite } from './file.ts'
import { isShared, leaveOut } from './layers.ts'
import { labelled } from './paper-words.ts'
import { type AcceptedIdea, acceptedIdeas, aliasesOf, finished } from './papers.ts'
import { type Ask, createAsk } from './statements.ts'
import { createWriting, type Updated } from './write.ts'

/** A digest without its entries. */
export type DigestHead = Omit<ParsedDigest, 'papers'>

/** `name`: tells it from the digest's other entries, also when the digest is read again. `n`: its place among them. */
export interface IndexedEntry extends Said {
  name: string
  n: number
}

/** An entry of which an organiser said of which paper it is. */
export interface RuledEntry extends Ruling {
  digest: string
  name: string
}

/** What the file was made of. */
export interface Known {
  version: string | null
  /** What of the shared library it was made upon; null for one that lies over none. */
  basis: string | null
  /** A digest that was not written whole has no mark. */
  digests: { id: string; mark: string | null; entries: number }[]
}

/**
 * Takes in what has changed of a library. After each step the papers are those of the entries that are there: only entries that
 * hang together with the changed ones are put together anew.
 */
export interface Updating {
  known(): Known
  /** Reads these digests of the shared library, as they are by now. */
  layOn(basis: string, reads: readonly string[]): void
  /** A digest's entries follow; those that do not come again are dropped at its {@link end}. */
  begin(head: DigestHead): void
  put(digest: string, entries: readonly IndexedEntry[]): void
  end(digest: string, mark: string): void
  /** Drops so many of a digest's entries, and the digest with the last of them; whether that is done. */
  drop(digest: string, most: number): boolean
  /** The accepted lines, by the id of the paper: all that there are. */
  setIdeas(lines: readonly (readonly [paper: string, idea: AcceptedIdea])[]): void
  /** What organisers said of entries: all that there is. */
  setRulings(rulings: readonly RuledEntry[]): void
  finish(version: string): Updated
  /** Erases a part of what was removed and still stands in the file; whether that is all. */
  purge(): boolean
  close(): void
}

/** `isLaid`: whether it lies over a shared one. */
export function createUpdating(database: DatabaseSync, isLaid = false): Updating {
  const ask = createAsk(database)
  const writing = createWriting(database, ask)
  const prepared = (sql: string) => toWrite(database, sql)
  database.exec('CREATE TEMP TABLE seen (row INTEGER PRIMARY KEY)')
  if (isLaid) leaveOut(database)
  const see = prepared('INSERT OR IGNORE INTO seen (row) VALUES (?)')
  const insert = prepared('INSERT INTO main.entries (digest, name, n, said) VALUES (?, ?, ?, ?)')
  const change = prepared('UPDATE main.entries SET n = ?, said = ? WHERE row = ?')
  const remove = prepared('DELETE FROM main.entries WHERE row = ?')
  const settle = prepared('UPDATE main.entries SET work = ? WHERE row = ?')
  const addKey = prepared('INSERT OR IGNORE INTO main.keys (key, entry) VALUES (?, ?)')
  const dropKey = prepared('DELETE FROM main.keys WHERE key = ? AND entry = ?')
  const setFact = prepared('INSERT OR REPLACE INTO main.facts (name, value) VALUES (?, ?)')
  let updated: Updated = { added: 0, changed: 0, unchanged: 0, removed: 0 }

  function put(digest: string, entries: readonly IndexedEntry[]): void {
    const touched = new Set<number>()
    for (const { name, n, paper, picked, was } of entries) {
      const said = JSON.stringify({ paper, picked, was } satisfies Said)
      const known = ask('SELECT row, n, said FROM main.entries WHERE digest = ? AND name = ?', digest, name)[0]
      const row = known ? Number(known[0]) : Number(insert.run(digest, name, n, said).lastInsertRowid)
      see.run(row)
      if (known && Number(known[1]) === n && known[2] === said) {
        updated.unchanged++
        continue
      }
      if (known) {
        forget(row, JSON.parse(String(known[2])), touched)
        change.run(n, said, row)
      }
      for (const key of keysOf(paper)) addKey.run(key, row)
      touched.add(row)
    }
    putTogether(touched)
  }

  function take(rows: readonly number[]): void {
    const { touched, works } = takeOut(rows)
    putTogether(touched, works)
  }

  /** What hung together with these, and the papers that they were of. */
  function takeOut(rows: readonly number[]) {
    const touched = new Set<number>()
    const works = new Set<string>()
    for (const row of rows) {
      const [said, work, digest, name] =
        ask('SELECT said, work, digest, name FROM main.entries WHERE row = ?', row)[0] ?? []
      forget(row, JSON.parse(String(said)), touched)
      dropFormer(String(digest), String(name), row)
      if (work != null) works.add(String(work))
      remove.run(row)
    }
    // What an organiser's word held together with it shares no key with it.
    for (const work of works) for (const row of rowsOfWork(work)) touched.add(row)
    for (const row of rows) touched.delete(row)
    return { touched, works }
  }

  /** Takes away the id that an entry's paper had before it was merged. */
  function dropFormer(digest: string, name: string, row: number): void {
    const [was] = ask('SELECT was FROM main.rulings WHERE digest = ? AND name = ?', digest, name)[0] ?? []
    if (was != null) dropKey.run(keys.alias(String(was)), row)
  }

  function rowsOfWork(work: string): number[] {
    return ask('SELECT row FROM entries WHERE work = ?', work).map(([row]) => Number(row))
  }

  /** Takes an entry's keys away. What shared one may be put together otherwise without it. */
  function forget(row: number, said: Said, touched: Set<number>): void {
    for (const neighbour of neighbours(ask, said.paper)) touched.add(neighbour)
    for (const key of [...keysOf(said.paper), ...aliasesOf(saidEntry(said)).map(keys.alias)]) dropKey.run(key, row)
  }

  /** Makes papers of all entries that hang together with these. `before`: papers that lost an entry. */
  function putTogether(rows: Iterable<number>, before: Iterable<string> = []): void {
    const entries = own(connected(ask, rows))
    const there = new Set(entries.map(({ row }) => row))
    const old = new Set([...before, ...entries.flatMap(({ work }) => work ?? [])])
    const works = worksOf(entries, (id) =>
      ask('SELECT row FROM entries WHERE work = ?', id).some(([row]) => !there.has(Number(row))),
    )
    for (const work of works) for (const entry of work.entries) moveTo(work, entry)
    const ids = new Set(works.map(({ id }) => id))
    updated.removed += writing.remove([...old].filter((id) => !ids.has(id)))
    const ideaOf = acceptedIdeas(ask)
    const papers = works.map((work) => ({ paper: finished(work, ideaOf), since: sinceOf(work) }))
    const { added, changed } = writing.put(papers)
    updated = { ...updated, added: updated.added + added, changed: updated.changed + changed }
  }

  /** With what was shared of it drawn in. */
  function own(entries: KeptEntry[]): KeptEntry[] {
    const drawn = drawing?.drawIn(entries) ?? []
    if (drawn.length === 0) return entries
    return connected(ask, [...entries.map(({ row }) => row).filter((row) => !isShared(row)), ...drawn])
  }

  function moveTo({ id }: Work, entry: KeptEntry): void {
    const { row, work } = entry
    if (work !== id) settle.run(id, row)
    for (const alias of aliasesOf(entry)) {
      if (alias !== id) addKey.run(keys.alias(alias), row)
      else if (work !== null) dropKey.run(keys.alias(alias), row)
    }
  }

  /** The paper's own date, else that of the newest digest that has it. */
  function sinceOf({ entries }: Work): string {
    const dates = entries.flatMap(({ paper }) => paper.date ?? [])
    const [longest = ''] = dates.sort((a, b) => b.length - a.length)
    if (longest !== '') return longest
    const periods = entries.map(({ digest }) =>
      String(ask('SELECT age FROM digests WHERE id = ?', digest)[0]?.[0] ?? ''),
    )
    return periods.filter((age) => age !== UNDATED).reduce((last, age) => (age > last ? age : last), '')
  }

  /** The entries of the paper that has this id, or had it. */
  function rowsKnownAs(id: string): number[] {
    return [...rowsOfWork(id), ...rowsOf(ask, keys.alias(id))]
  }

  const within = writing.inTransaction
  const drawing = isLaid ? createDrawing(database, ask) : undefined

  function layOn(basis: string, reads: readonly string[]): void {
    if (!drawing) throw new Error('This library lies over none.')
    const { touched, works } = takeOut(drawing.copies())
    const begun = drawing.begin(reads)
    const withIdeas = ask('SELECT paper FROM main.ideas').flatMap(([paper]) => rowsKnownAs(String(paper)))
    const ruled = ask('SELECT DISTINCT work FROM main.rulings').flatMap(([work]) => rowsRuled(ask, String(work)))
    putTogether([...begun, ...withIdeas, ...ruled, ...[...touched].filter((row) => !isShared(row))], works)
    setFact.run(BASIS, basis)
  }

  return {
    known: () => ({
      version: versionOf(ask),
      basis: factOf(ask('SELECT value FROM main.facts WHERE name = ?', BASIS)[0]?.[0]),
      digests: ask(
        'SELECT id, mark, (SELECT count(*) FROM main.entries WHERE digest = id) FROM main.digests ORDER BY id',
      ).map(([id, mark, entries]) => ({ id: String(id), mark: factOf(mark), entries: Number(entries) })),
    }),
    layOn: (basis, reads) => within(() => layOn(basis, reads)),
    begin: (head) =>
      within(() => {
        database.exec('DELETE FROM seen')
        const { id, title, publication, issue } = head
        const names = fold([id, title, publication, issue].join(' '))
        const age = ageKey(head)
        const write = prepared(
          `INSERT INTO main.digests (id, label, names, site, age, head) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET label = excluded.label, names = excluded.names, mark = NULL, site = excluded.site,
             age = excluded.age, head = excluded.head`,
        )
        const before = ask('SELECT age FROM main.digests WHERE id = ?', id)[0]?.[0]
        write.run(id, labelled(id), names, siteOf(head), age, JSON.stringify(head))
        prepared('DELETE FROM main.definitions WHERE digest = ?').run(id)
        const define = prepared('INSERT INTO main.definitions (digest, n, term, meaning) VALUES (?, ?, ?, ?)')
        for (const [n, { term, meaning }] of head.definitions.entries()) define.run(id, n, term, meaning)
        // Of a digest that has become older or younger all entries stand elsewhere among the others.
        if (before !== undefined && before !== age) {
          putTogether(ask('SELECT row FROM main.entries WHERE digest = ?', id).map(([row]) => Number(row)))
        }
      }),
    put: (digest, entries) => within(() => put(digest, entries)),
    end: (digest, mark) =>
      within(() => {
        const gone = ask('SELECT row FROM main.entries WHERE digest = ? AND row NOT IN (SELECT row FROM seen)', digest)
        take(gone.map(([row]) => Number(row)))
        prepared(
          'UPDATE main.digests SET mark = ?, papers = (SELECT count(DISTINCT work) FROM main.entries WHERE digest = id) WHERE id = ?',
        ).run(mark, digest)
      }),
    drop: (digest, most) =>
      within(() => {
        const rows = ask('SELECT row FROM main.entries WHERE digest = ? LIMIT ?', digest, most)
        take(rows.map(([row]) => Number(row)))
        if (rows.length === most) return false
        prepared('DELETE FROM main.digests WHERE id = ?').run(digest)
        prepared('DELETE FROM main.definitions WHERE digest = ?').run(digest)
        return true
      }),
    setIdeas: (lines) =>
      within(() => {
        const before = new Map(
          ask('SELECT paper, line, name FROM ideas').map(([paper, line, name]) => [
            String(paper),
            { line: String(line), name: String(name) },
          ]),
        )
        const after = new Map(lines)
        const differing = [...new Set([...before.keys(), ...after.keys()])].filter((id) => {
          const [was, is] = [before.get(id), after.get(id)]
          return was?.line !== is?.line || was?.name !== is?.name
        })
        const set = prepared('INSERT OR REPLACE INTO ideas (paper, line, name) VALUES (?, ?, ?)')
        const unset = prepared('DELETE FROM ideas WHERE paper = ?')
        for (const id of differing) {
          const idea = after.get(id)
          if (idea === undefined) unset.run(id)
          else set.run(id, idea.line, idea.name)
        }
        putTogether(differing.flatMap(rowsKnownAs))
      }),
    setRulings: (rulings) =>
      within(() => {
        const placeOf = ({ digest, name }: Pick<RuledEntry, 'digest' | 'name'>) => JSON.stringify([digest, name])
        const before = new Map(
          ask('SELECT digest, name, work, was FROM main.rulings').map(([digest, name, work, was]) => {
            const ruled = { digest: String(digest), name: String(name), work: String(work), was: factOf(was) }
            return [placeOf(ruled), ruled]
          }),
        )
        const after = new Map(rulings.map((ruled) => [placeOf(ruled), { ...ruled, was: ruled.was ?? null }]))
        const differing = [...new Set([...before.keys(), ...after.keys()])].flatMap((place) => {
          const [was, is] = [before.get(place), after.get(place)]
          return was?.work === is?.work && was?.was === is?.was ? [] : [{ was, is }]
        })
        const works = new Set(differing.flatMap(({ was, is }) => [was, is].flatMap((ruled) => ruled?.work ?? [])))
        const hanging = () => [...works].flatMap((work) => rowsRuled(ask, work))
        const touched = new Set(hanging())
        const set = prepared('INSERT OR REPLACE INTO main.rulings (digest, name, work, was) VALUES (?, ?, ?, ?)')
        const unset = prepared('DELETE FROM main.rulings WHERE digest = ? AND name = ?')
        for (const { was, is } of differing) {
          if (was) for (const row of rowsNamed(ask, was.digest, was.name)) dropFormer(was.digest, was.name, row)
          if (is) set.run(is.digest, is.name, is.work, is.was)
          else if (was) unset.run(was.digest, was.name)
        }
        putTogether([...touched, ...hanging()])
      }),
    finish(version) {
      within(() => setFact.run('version', version))
      writing.finish()
      const done = updated
      updated = { added: 0, changed: 0, unchanged: 0, removed: 0 }
      return done
    },
    purge: writing.purge,
    close: () => writing.close(),
  }
}

/** Of what was written whole last. */
export function versionOf(ask: Ask): string | null {
  return factOf(ask("SELECT value FROM main.facts WHERE name = 'version'")[0]?.[0])
}

const BASIS = 'basis'
/** As {@link ageKey} has it. */
const UNDATED = '~'

function saidEntry({ paper, was }: Said): Pick<KeptEntry, 'paper' | 'was'> {
  return was === undefined ? { paper } : { paper, was }
}

function factOf(value: unknown): string | null {
  return value == null ? null : String(value)
}
