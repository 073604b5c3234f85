import type { Paper } from '../club/paper.ts'
import type { Catalogue } from '../club/services.ts'
import type { SearchIndex } from '../library/index/search-index.ts'
import { resolve } from './resolve.ts'
import { type Shelf, unquote } from './shelf.ts'

/** Look-ups over a library that changes: what papers are called its shelf tells, their words its index, which may lag behind. */
export function createCatalogue(shelf: () => Shelf, index: () => Promise<SearchIndex>): Catalogue {
  const papersOf = (ids: readonly string[]): Paper[] => ids.flatMap((id) => shelf().get(id) ?? [])

  async function find(text: string, limit: number) {
    const { ids, isExact, corrected, ...found } = await (await index()).find(text, { limit })
    return { ...found, papers: papersOf(ids), isAtLeast: !isExact, corrected }
  }

  const nearest = async (text: string, limit: number) => papersOf(await (await index()).nearest(text, limit))

  return {
    get: async (id) => shelf().get(id),
    papers: async (ids) => papersOf(ids),
    same: async (entries) => entries.map((entry) => shelf().same(entry)),
    find,
    nearest,
    resolve: async (text) => resolve(unquote(text), shelf().named(unquote(text)), { find, nearest }),
    async complete(text, limit, signal) {
      const typed = text.trim()
      if (typed === '') return shelf().papers().slice(0, limit)
      const named = shelf().named(typed)
      const ready = await index()
      const completions = await ready.complete(text, limit, signal)
      const found = [...named, ...papersOf(completions.map(({ id }) => id))]
      if (found.length > 0) return [...new Set(found)].slice(0, limit)
      return papersOf(await ready.nearest(text, limit, signal))
    },
    random: async (tag, drawn) => shelf().random(tag, drawn),
    similar: async ({ id }, limit) => papersOf(await (await index()).similar(id, limit)),
    define: (term) => shelf().define(term),
    terms: () => shelf().terms(),
    tags: async () => shelf().tags(),
    digests: () => shelf().digests(),
    digest: (text) => shelf().digest(text),
    size: async () => shelf().papers().length,
    fillers: async (mix, avoid, wanted) => shelf().fillers(mix, avoid, wanted),
    problems: () => shelf().problems(),
  }
}
