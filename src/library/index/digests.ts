import { fold } from '../fold.ts'
import type { Definition, DigestInFull, DigestSummary } from '../paper.ts'
import { papersAt } from './papers.ts'
import type { Ask, Row } from './statements.ts'
import { unquoted } from './unquoted.ts'

/** The digests, newest first and undated ones last. */
export function digestsOf(ask: Ask): DigestSummary[] {
  return ask(`SELECT ${COLUMNS} FROM digests ${NEWEST}`).map(toSummary)
}

/** Those with these ids, in this order. */
export function digestsAt(ask: Ask, ids: readonly string[]): DigestSummary[] {
  return ids.flatMap((id) => ask(`SELECT ${COLUMNS} FROM digests WHERE id = ?`, id).map(toSummary))
}

/** By id, title, publication or publication and issue, with its first papers. */
export function digestNamed(ask: Ask, text: string, limit: number): DigestInFull | undefined {
  const asked = fold(unquoted(text))
  if (asked === '') return undefined
  const named = digestsOf(ask).map((digest) => ({ digest, names: namesOf(digest) }))
  const wanted = asked.split(' ')
  const holdsAll = (name: string) => wanted.every((word) => ` ${name}`.includes(` ${word}`))
  const found = named.find(({ names }) => names.includes(asked)) ?? named.find(({ names }) => holdsAll(names.join(' ')))
  if (!found) return undefined
  const { id, papers: count } = found.digest
  const head = ask('SELECT head FROM digests WHERE id = ?', id)[0]?.[0]
  const works = ask('SELECT work FROM entries WHERE digest = ? ORDER BY n, row LIMIT ?', id, limit * 2)
  const ids = [...new Set(works.map(([work]) => String(work)))].slice(0, limit)
  return { digest: JSON.parse(String(head)), papers: papersAt(ask, ids), total: count }
}

/** Every digest's definition of a term, newest first: of the term itself, else of terms that hold it. */
export function define(ask: Ask, term: string): { definition: Definition; digest: DigestSummary }[] {
  const asked = fold(unquoted(term))
  const all = definitionsOf(ask).map((each) => ({ ...each, folded: fold(each.definition.term) }))
  const said = all.filter(({ folded }) => folded === asked || `${folded}s` === asked || `${asked}s` === folded)
  const meant = said.length > 0 ? said : all.filter(({ folded }) => asked !== '' && ` ${folded}`.includes(` ${asked}`))
  return meant.flatMap(({ definition, digest }) => digestsAt(ask, [digest]).map((digest) => ({ definition, digest })))
}

/** Each term once, by alphabet. */
export function termsOf(ask: Ask): string[] {
  return distinct(definitionsOf(ask).map(({ definition }) => definition.term))
}

function definitionsOf(ask: Ask): { definition: Definition; digest: string }[] {
  return ask(`SELECT term, meaning, digest FROM definitions JOIN digests ON id = digest ${NEWEST}, n`).map(
    ([term, meaning, digest]) => ({
      definition: { term: String(term), meaning: String(meaning) },
      digest: String(digest),
    }),
  )
}

function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const name of names) if (!seen.has(fold(name))) seen.set(fold(name), name)
  return [...seen.values()].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' }))
}

const COLUMNS = `head, papers`
const NEWEST = `ORDER BY age = '~', age DESC, id DESC`

function toSummary([head, papers]: Row): DigestSummary {
  const { id, title, publication, issue, period, source, definitions, news } = JSON.parse(String(head))
  const counts = { papers: Number(papers), definitions: definitions.length, news: news.length }
  return { id, title, publication, issue, period, source, ...counts }
}

function namesOf({ id, title, publication, issue }: DigestSummary): string[] {
  const names = [id, title, publication ?? '', issue && publication ? `${publication} ${issue}` : '']
  return names.map(fold).filter((name) => name !== '')
}
