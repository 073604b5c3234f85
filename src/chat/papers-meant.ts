import { listed } from '../club/calendar/rule.ts'
import { bare, saysNone } from '../club/calendar/written.ts'
import { UserError } from '../club/errors.ts'
import type { PlannedPaper } from '../club/plan.ts'
import { MOST_PLANNED, papersFrom } from '../club/plan-words.ts'
import type { Block } from './card.ts'
import type { Context } from './command.ts'

/** Papers that were written down, and what is to be said of those that the library does not know. */
export interface PapersMeant {
  papers: PlannedPaper[]
  unknown: Block[]
}

/** The papers that somebody wrote down, each in the library by then, and once unless `twice`; none of `none`. Throws {@link UserError}. */
export async function papersMeant(
  { services, caller }: Pick<Context, 'services' | 'caller'>,
  text: string,
  { most = MOST_PLANNED, twice = false } = {},
): Promise<PapersMeant> {
  const written = saysNone(bare(text)) ? [] : papersFrom(bare(text))
  if (written.length > most) throw new UserError('bad-option', `Those can be ${most} at most. Nothing was changed.`)
  const found = await services.library.meant(written)
  const all = found.map(({ paper: { id, title } }, index) => ({
    paper: id,
    title,
    optional: written[index]?.optional ?? false,
    by: caller.account,
  }))
  const papers = twice ? all : all.filter(({ paper }, nth) => all.findIndex((one) => one.paper === paper) === nth)
  return { papers, unknown: unknownBlocks(found.flatMap(({ paper, isByTitle }) => (isByTitle ? [paper.title] : []))) }
}

function unknownBlocks(titles: readonly string[]): Block[] {
  if (titles.length === 0) return []
  const more = titles.length - NAMED
  const named = listed([...titles.slice(0, NAMED).map((title) => `“${title}”`), ...(more > 0 ? [`${more} more`] : [])])
  const read = titles.length === 1 ? 'it is read by this title alone' : 'they are read by these titles alone'
  return [{ kind: 'text', text: `Not in the library: ${named}; ${read}. Write its link as well, and more is known.` }]
}

/** Titles that are named. */
const NAMED = 5
