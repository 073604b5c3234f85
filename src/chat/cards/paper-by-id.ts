import { UserError } from '../../club/errors.ts'
import type { Paper } from '../../library/paper.ts'
import type { Context } from '../command.ts'

/** The paper that a control names. Throws {@link UserError} where it is gone. */
export async function paperById({ services }: Pick<Context, 'services'>, id: string): Promise<Paper> {
  const paper = await services.catalogue.get(id)
  if (!paper) throw new UserError('not-found', 'That paper is no longer in the library. Look for it with `find`.')
  return paper
}
