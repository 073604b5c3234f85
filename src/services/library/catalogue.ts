import { Unavailable, UserError } from '../../club/errors.ts'
import { titleKey } from '../../library/identity.ts'
import type { LibraryIndex } from '../../library/index/library-index.ts'
import { lookUps } from '../../library/index/look-ups.ts'
import { badDates } from '../../library/index/query.ts'
import type { Paper } from '../../library/paper.ts'
import type { Catalogue } from '../../ports/library.ts'

/** Look-ups in one library on disk. What it cannot answer is {@link Unavailable}. */
export function createCatalogue(index: () => Promise<LibraryIndex>): Catalogue {
  const library = lookUps(async (name, args, signal) => {
    try {
      return await (await index()).ask(name, args, signal)
    } catch (error) {
      signal?.throwIfAborted()
      throw new Unavailable('The library cannot be read just now.', { lost: false, cause: error })
    }
  })

  return {
    ...library,
    get: async (id) => (await library.papers([id]))[0],
    identify: (works) =>
      library.identify(works.map(({ title, arxivId, doi, authors, date }) => ({ title, arxivId, doi, authors, date }))),
    async find(text, limit) {
      const [bad] = badDates(text)
      if (bad !== undefined) throw badDate(bad)
      return library.find(text, limit)
    },
    async resolve(text) {
      const resolved = await library.resolve(text)
      switch (resolved.kind) {
        case 'one':
          return resolved.paper
        case 'several':
          throw ambiguous(text, resolved.papers, resolved.total)
        case 'none':
          throw notFound(text, resolved.nearest)
      }
    },
  }
}

function badDate(said: string): UserError {
  return new UserError(
    'bad-date',
    `“${said.replaceAll('`', "'")}” is no date for “since:”. Write a year, a month or a day, such as since:2025, since:2025-06 or since:2025-06-15.`,
  )
}

function ambiguous(asked: string, papers: readonly Paper[], total: number): UserError {
  const more = total > papers.length ? ` and ${total - papers.length} more` : ''
  if (new Set(papers.map(({ title }) => titleKey(title))).size === 1) {
    const [title = ''] = papers.map(({ title }) => title)
    const sentence = `${total} papers are called ${quote(title)}: ${papers.map(apart).join('; ')}${more}. Write who wrote yours, or its year or number, behind the title.`
    return new UserError('ambiguous', sentence)
  }
  const titles = papers.map(({ title }) => quote(title)).join(', ')
  return new UserError('ambiguous', `${total} papers match ${quote(asked)}: ${titles}${more}. Write more of the title.`)
}

/** What a work is known by beside its title: `by Ryan Greenblatt and others, 2024 (arXiv:2412.14093)`. */
function apart({ arxivId, doi, authors: [author, ...others], date }: Paper): string {
  const by = author === undefined ? null : `by ${author}${others.length > 0 ? ' and others' : ''}`
  const number = arxivId ? `arXiv:${arxivId}` : doi && `doi:${doi}`
  const facts = [by, date?.slice(0, 4)].filter((fact) => fact != null).join(', ')
  if (facts !== '') return number ? `${facts} (${number})` : facts
  return number ?? 'one that tells neither people nor year'
}

function notFound(asked: string, nearest: readonly string[]): UserError {
  if (asked.trim() === '') return new UserError('not-found', 'Write a part of the title of the paper you mean.')
  const next = nearest.length > 0 ? `Closest: ${nearest.map(quote).join(', ')}.` : 'Try fewer or other words.'
  return new UserError('not-found', `No paper in the library matches ${quote(asked)}. ${next}`)
}

function quote(text: string): string {
  const characters = [...text.trim()]
  return `“${characters.length > 120 ? `${characters.slice(0, 119).join('')}…` : characters.join('')}”`
}
