import type { Paper } from '../club/paper.ts'
import type { Catalogue } from '../club/services.ts'
import type { SearchIndex } from '../library/index/search-index.ts'
import type { MemoryCatalogue } from './catalogue.ts'

/**
 * A catalogue that answers from memory and, where there is one, looks words up in an index on disk. An index that fails
 * is told of and stands aside: a look-up never fails because of it.
 */
export function indexedCatalogue(
  memory: () => MemoryCatalogue,
  index: () => SearchIndex | undefined,
  onFailure: (error: unknown) => void,
): Catalogue {
  async function ask<T>(indexed: (index: SearchIndex) => Promise<T>, plain: () => T): Promise<T> {
    const ready = index()
    if (!ready) return plain()
    try {
      return await indexed(ready)
    } catch (error) {
      onFailure(error)
      return plain()
    }
  }

  const papersOf = (ids: readonly string[]): Paper[] => ids.flatMap((id) => memory().get(id) ?? [])

  return {
    find: (text, limit) =>
      ask(
        async (ready) => {
          const { ids, total } = await ready.find(text, { limit })
          return { papers: papersOf(ids), total }
        },
        () => memory().find(text, limit),
      ),
    nearest: (text, limit) =>
      ask(
        async (ready) => papersOf(await ready.nearest(text, limit)),
        () => memory().nearest(text, limit),
      ),
    complete: (text, limit) =>
      ask(
        async (ready) => papersOf((await ready.complete(text, limit)).map(({ id }) => id)),
        () => memory().complete(text, limit),
      ),
    similar: (paper, limit) =>
      ask(
        async (ready) => papersOf(await ready.similar(paper.id, limit)),
        () => memory().similar(paper, limit),
      ),
    resolve: async (text) => memory().resolve(text),
    get: (id) => memory().get(id),
    same: (entry) => memory().same(entry),
    random: (tag, dice) => memory().random(tag, dice),
    define: (term) => memory().define(term),
    terms: () => memory().terms(),
    tags: () => memory().tags(),
    digests: () => memory().digests(),
    digest: (text) => memory().digest(text),
    papers: () => memory().papers(),
    problems: () => memory().problems(),
  }
}
