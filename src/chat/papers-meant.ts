import { bare, saysNone } from '../club/calendar/written.ts'
import { UserError } from '../club/errors.ts'
import type { PlannedPaper } from '../club/plan.ts'
import { MOST_PLANNED, papersFrom } from '../club/plan-words.ts'
import type { Context } from './command.ts'

/** The papers that somebody wrote down, each in the library by then; none of `none`. Throws {@link UserError}. */
export async function papersMeant(
  { services, caller }: Pick<Context, 'services' | 'caller'>,
  text: string,
  most = MOST_PLANNED,
): Promise<PlannedPaper[]> {
  const written = saysNone(bare(text)) ? [] : papersFrom(bare(text))
  if (written.length > most) throw new UserError('bad-option', `Those can be ${most} at most. Nothing was changed.`)
  const found: PlannedPaper[] = []
  for (const { optional, ...named } of written) {
    const { paper } = await services.library.meant(named)
    found.push({ paper: paper.id, title: paper.title, optional, by: caller.account })
  }
  return found
}
