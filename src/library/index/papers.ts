import { ownId, shortId, titleKey } from '../identity.ts'
import { mergePaper, type Work } from '../merge.ts'
import type { Paper } from '../paper.ts'
import { entriesOf, type KeptEntry, keys, rowsOf } from './entries.ts'
import type { Ask } from './statements.ts'

/** A member's line that an organiser accepted. */
export interface AcceptedIdea {
  line: string
  name: string
}

/** A paper by its id, also by one that it had before; undefined when there is none. */
export function paperAt(ask: Ask, id: string): Paper | undefined {
  return papersAt(ask, [id])[0]
}

/** In the order asked for; those that there are not are left out. */
export function papersAt(ask: Ask, ids: readonly string[]): Paper[] {
  const ideaOf = acceptedIdeas(ask)
  return ids.flatMap((id) => {
    const work = workOf(ask, id)
    return work ? finished(work, ideaOf) : []
  })
}

function workOf(ask: Ask, id: string): Work<KeptEntry> | undefined {
  const entries = entriesOf(ask, id)
  if (entries.length > 0) return { id, entries }
  const known = workAt(ask, keys.alias(id))
  return known === undefined ? undefined : { id: known, entries: entriesOf(ask, known) }
}

/** The id that a paper has now. */
export function idAt(ask: Ask, id: string): string | undefined {
  const [own] = ask('SELECT id FROM papers WHERE id = ?', id)
  return own ? id : workAt(ask, keys.alias(id))
}

/** The work of the entry with such a key. */
export function workAt(ask: Ask, key: string): string | undefined {
  return worksAt(ask, key)[0]
}

/** The youngest entry's first. */
export function worksAt(ask: Ask, key: string): string[] {
  const rows = rowsOf(ask, key).reverse()
  const works = rows.flatMap((row) => ask('SELECT work FROM entries WHERE row = ? AND work IS NOT NULL', row))
  return [...new Set(works.map(([work]) => String(work)))]
}

/** The ids that a paper may have had through one of its entries. */
export function aliasesOf(entry: Pick<KeptEntry, 'paper' | 'was' | 'ruling'>): string[] {
  const before = entry.ruling?.was
  return [...new Set([ownId(entry), shortId(titleKey(entry.paper.title)), ...(before === undefined ? [] : [before])])]
}

/** All the ids that lead to a paper, its own first; none where there is no such paper. */
export function idsAt(ask: Ask, id: string): string[] {
  const own = idAt(ask, id)
  if (own === undefined) return []
  const all = new Set([own, ...entriesOf(ask, own).flatMap(aliasesOf)])
  return [...all].filter((one) => idAt(ask, one) === own)
}

/** One entry of a paper, as an organiser is shown it. */
export type EntryOf = Pick<KeptEntry, 'digest' | 'name' | 'paper' | 'ruling'>

export function entriesAt(ask: Ask, id: string): EntryOf[] {
  const entries = entriesOf(ask, idAt(ask, id) ?? id)
  return entries.map(({ digest, name, paper, ruling }) => ({ digest, name, paper, ...(ruling ? { ruling } : {}) }))
}

export function ofEntries(ask: Ask, entries: readonly Pick<EntryOf, 'digest' | 'name'>[]): (string | null)[] {
  return entries.map(({ digest, name }) => {
    const [work] = ask('SELECT work FROM entries WHERE digest = ? AND name = ?', digest, name)[0] ?? []
    return work == null ? null : String(work)
  })
}

/** A member's accepted line goes before the digest's, and the digest's before one picked from the abstract. */
export function finished({ id, entries }: Work<KeptEntry>, ideaOf: AcceptedIdeas): Paper {
  const paper = mergePaper(id, entries)
  const { idea: _, ...sources } = paper.sources
  const accepted = ideaOf(id, entries)
  if (accepted) return { ...paper, idea: accepted.line, ideaFrom: 'member', ideaBy: accepted.name, sources }
  const picked = paper.idea === null ? entries.find(({ picked }) => picked)?.picked : undefined
  if (!picked) return paper
  const from = sources.abstract ? { idea: sources.abstract } : {}
  return { ...paper, idea: picked, ideaFrom: 'abstract', sources: { ...sources, ...from } }
}

/** The line that was accepted for a paper, also when that had another id. */
type AcceptedIdeas = (id: string, entries: readonly KeptEntry[]) => AcceptedIdea | undefined

export function acceptedIdeas(ask: Ask): AcceptedIdeas {
  if (ask('SELECT 1 FROM ideas LIMIT 1').length === 0) return () => undefined
  return (id, entries) => {
    for (const each of new Set([id, ...entries.flatMap(aliasesOf)])) {
      const [line, name] = ask('SELECT line, name FROM ideas WHERE paper = ?', each)[0] ?? []
      if (line !== undefined) return { line: String(line), name: String(name) }
    }
    return undefined
  }
}
