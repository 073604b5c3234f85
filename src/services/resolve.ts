import { UserError } from '../club/errors.ts'
import type { Paper } from '../club/paper.ts'
import { titleKey } from '../library/identity.ts'
import type { Found } from '../library/index/search-index.ts'

/** What looks papers up by their words. */
export interface Seeking {
  find(text: string, limit: number): Promise<{ papers: Paper[] } & Pick<Found, 'total' | 'isClear'>>
  nearest(text: string, limit: number): Promise<Paper[]>
}

/** The one paper that was meant. `named`: those that go by just this name. Throws {@link UserError} that names what comes near. */
export async function resolve(asked: string, named: readonly Paper[], { find, nearest }: Seeking): Promise<Paper> {
  if (asked === '') throw new UserError('not-found', 'Write a part of the title of the paper you mean.')
  if (named.length > 0) return theOnly(named, named.length, asked)
  const { papers, total, isClear } = await find(asked, SHOWN)
  const [best] = papers
  if (!best) throw notFound(asked, await nearest(asked, SHOWN))
  return isClear ? best : theOnly(papers, total, asked)
}

const SHOWN = 3

function theOnly(papers: readonly Paper[], total: number, asked: string): Paper {
  const [only] = papers
  if (only && total === 1) return only
  const more = total > SHOWN ? ` and ${total - SHOWN} more` : ''
  if (papers.length === total && new Set(papers.map(({ title }) => titleKey(title))).size === 1) {
    const told = papers.slice(0, SHOWN).map(apart).join(', ')
    const sentence = `${total} papers are called ${quote(asked)}: ${told}${more}. Write one’s number instead.`
    throw new UserError('ambiguous', sentence)
  }
  throw new UserError(
    'ambiguous',
    `${total} papers match ${quote(asked)}: ${titles(papers.slice(0, SHOWN))}${more}. Write more of the title.`,
  )
}

/** What a work is known by beside its title: `2412.14093 (Ryan Greenblatt, 2024)`. */
function apart({ id, arxivId, doi, authors: [author], date }: Paper): string {
  const about = [author, date].filter((fact) => fact != null).join(', ')
  return `${arxivId ?? doi ?? id}${about && ` (${about})`}`
}

function notFound(asked: string, near: readonly Paper[]): UserError {
  const next = near.length > 0 ? `The nearest titles: ${titles(near)}.` : 'Try fewer or other words.'
  return new UserError('not-found', `No paper in the library matches ${quote(asked)}. ${next}`)
}

function titles(papers: readonly Paper[]): string {
  return papers.map(({ title }) => quote(title)).join(', ')
}

function quote(text: string): string {
  const characters = [...text]
  return `“${characters.length > 120 ? `${characters.slice(0, 119).join('')}…` : text}”`
}
