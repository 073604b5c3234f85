import { UserError } from '../../club/errors.ts'
import type { RoundView } from '../../ports/rounds.ts'
import type { Services } from '../../ports/services.ts'
import type { Block } from '../card.ts'

/** What the club reads; where its record cannot be read, a line that says so in place of it, for what is shown beside it goes on. */
export async function lastRead({
  rounds,
}: Pick<Services, 'rounds'>): Promise<{ reading?: RoundView | undefined; lost: Block[] }> {
  try {
    return { reading: await rounds.reading(), lost: [] }
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'lost-week') throw error
    return { lost: [{ kind: 'text', text: error.message }] }
  }
}
